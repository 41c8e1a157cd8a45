"""Holdings: how many of something a body or a place has (`huyện có 15 xã`), named by what is counted.

The subject is a body or a place and nothing more, the verb says that it has them now, and what stands behind
the counted noun only narrows it. Wherever one of the three is in doubt, the number stays a number.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from baocao.facts.agent import agent
from baocao.facts.naming import Named
from baocao.facts.scene import Scene, first_inside, last_syllables
from baocao.model import Quantity

_MORE_OR_LESS = "tổng cộng|tất cả|trên|hơn|gần|khoảng|xấp xỉ|ít nhất"
_ABOUT = rf"(?:(?:{_MORE_OR_LESS}) )?"
_OWNS, _GETS = "có|còn|gồm|bao gồm", "ghi nhận|xảy ra|phát sinh|thu hút|đón|tiếp nhận"
_HAS = re.compile(rf"(?:^| )(?:(?:hiện |vẫn )?(?:{_OWNS})|(?:đã )?(?:{_GETS})(?: được)?) {_ABOUT}$")
_HAS_ENDS = last_syllables(f"{_MORE_OR_LESS}|{_OWNS}|{_GETS}|được".split("|"))
_AND = re.compile(rf"(?:,| và| với| cùng|, với)? {_ABOUT}")
# everybody there: no body, but a place all the same
_ALL = re.compile(
    r"(?:hiện(?: nay)?,? |đến nay,? |tính đến nay,? )?(?:trên )?(?:cả nước|địa bàn"
    r"|toàn (?:tỉnh|huyện|xã|quận|phường|thị xã|thị trấn|thành phố|ngành|quốc|đảng bộ))(?= |$)"
)
# whose place tells it from others
_LOCAL = re.compile(
    r"(?:đảng bộ )?(?:tỉnh|huyện|xã|quận|phường|thị xã|thị trấn|thành phố|tp|thôn|bản|địa phương)(?!\w)", re.IGNORECASE
)
# a verb or a doubt inside the subject: then it has more to say than who has them
_SAYS = re.compile(
    r"(?<!\w)(?:nếu|giả sử|mỗi|phải|cần|sẽ|dự kiến|từng|không|chưa|chỉ|được|bị|đã|đang|là|mà|rằng|muốn|nói|cho biết"
    r"|để|trước đây|trước kia|ban đầu|lúc đó|khi đó|khi ấy|lúc ấy|gọi|trong số|nào|nhất|riêng|trong đó"
    r"|với)(?!\w)|[,:;\"“(]"
)
# a time, a source or a matter that the subject stands behind
_ASIDE = re.compile(
    r"(?:(?:sau|trước|từ|đến|tính|năm|tháng|quý|ngày|hiện|theo|ngoài|bên cạnh|về|trong|tại|ở|trên)(?!\w)"
    r"[^,:;\"“(]{0,60}, )+"
)
_STOP = re.compile(
    r"[;:.()\n\"“”!?…–]|,(?P<on> (?:trong đó|gồm|bao gồm|với|và|cùng|chiếm|tăng|giảm|đạt|bằng|đại diện|\d|hơn \d"
    r"|trên \d|gần \d|khoảng \d))?|$| (?:với|và|trong đó|đại diện|gồm|bao gồm|tại|ở|trên địa bàn|cùng|so với"
    r"|tính đến)(?!\w)"
)
# what makes a statement of its own of the words behind the noun
_MORE = re.compile(
    r"(?<!\w)(?:chưa|không|bị|được|đã|phải|sẽ|cần|mà|nào|có|là|đang|đạt|để|từng|muốn|cho|này|đó|kia|khác|nữa|như|làm"
    r"|đến|của|vừa|mới|cách|cao|dài|rộng|nằm|nhau|phục vụ|nhưng|thì|do|khi|trong|theo|tham gia|tiếp tục|từ|lên"
    r"|trở)(?!\w)|\d"
)
_BARE = re.compile(
    r"người|cái|chiếc|vụ|đối tượng|thành viên|em|cháu|bên|phần|mặt|loại|nhóm|điều|nơi|ý kiến|đơn vị|cá nhân|tổ chức"
    r"|việc|con|thứ|chỗ|cuộc|hình thức|cách|đoàn|khu|khu vực|vùng|nguyên nhân|lý do|yếu tố|bộ|tờ|câu|trường hợp"
    r"|lựa chọn|anh|chị|ông|bà|đứa|bạn|phía|hướng|kiểu|dạng|mối|đoạn|lớp|tầng|trang|cơ hội|thách thức"
)
"""Nouns that name nothing by themselves."""
_OF = " của "
_MOST = 6
"""Words that narrow a noun; more are a statement."""


def held(scene: Scene, start: int, end: int, number: Quantity) -> Named | None:
    """`Đảng bộ huyện có hơn 11.000 đảng viên`: what is counted, where the subject and its verb open the clause."""
    if not scene.may_end(start, number.start, _HAS_ENDS):
        return None
    aside = _ASIDE.match(scene.low, start, number.start)
    start = aside.end() if aside else start
    verb = _HAS.search(scene.low, start, number.start)
    if verb is None or _SAYS.search(scene.low, start, verb.start()):
        return None
    if _ALL.match(scene.low, start, verb.start()):
        return _counted(scene, number, end)
    subject = agent(scene, start, verb.start())
    if subject is None or subject.name is None:
        return None
    named = _counted(scene, number, end)
    place = first_inside(scene.places, subject.start, verb.start())
    if named is None or _LOCAL.match(subject.name) or (place and place.start == subject.start):
        return named
    # another body beside it may have another number of the same
    return replace(named, name=named.name + _OF + subject.name) if len(subject.name.split()) <= _MOST else None


def also_held(scene: Scene, before: Named, end: int, number: Quantity) -> Named | None:
    """The next of what the same subject has: `có 68 chi bộ với 2.966 đảng viên`."""
    if not _AND.fullmatch(scene.low, before.end, number.start):
        return None
    named = _counted(scene, number, end)
    _, of, owner = before.name.partition(_OF)
    return replace(named, name=named.name + of + owner) if named else None


def _counted(scene: Scene, number: Quantity, end: int) -> Named | None:
    """The counted noun with the words that narrow it."""
    stop = _STOP.search(scene.low, number.end, end)
    last = stop.start() if stop else end
    if stop and stop[0] == ",":
        # `15 huyện, thị xã`: the noun is not over yet
        return None
    tail = " ".join(scene.flow[number.end : last].split())
    if (
        _MORE.search(scene.low, number.end, last)
        or len(tail.split()) > _MOST
        or (not tail and _BARE.fullmatch(number.unit or ""))
    ):
        return None
    return Named(f"{number.unit} {tail}".strip(), number.start, last if tail else number.end)
