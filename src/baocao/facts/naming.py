"""Names of indicators: the table of common ones first, otherwise the noun phrase as it is written."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

from msgspec import Struct

from baocao.facts.agent import skip_time
from baocao.facts.clause import pieces
from baocao.facts.scene import Row, Scene, inside
from baocao.lexicon import alternation, openings, table
from baocao.model import Quantity
from baocao.span import Span, Spanned

MILESTONE = "milestone"


class Entry(Struct, frozen=True, gc=False):
    """A row of the table of common indicators."""

    key: str
    name: str
    english: str
    topic: str
    units: frozenset[str]

    def takes(self, quantity: Quantity) -> bool:
        """Whether a figure in this unit can be this indicator."""
        unit = quantity.unit or ""
        return unit in self.units or any(
            unit.startswith(u + " ") or u.startswith(unit + " ") for u in self.units if unit
        )


class Named(Struct, frozen=True, gc=False):
    """The name of a figure, and where its words stand."""

    name: str
    start: int
    end: int
    entry: Entry | None = None


ENTRIES = {
    r["key"]: Entry(r["key"], r["name"], r["english"], r["topic"], frozenset(r["units"].split(";")))
    for r in table("indicators")
}
"""The table by key."""
_ALL = {p: ENTRIES[r["key"]] for r in table("indicators") for p in r["patterns"].lower().split(";") if "*" not in p}
_REACHED = {p: entry for p, entry in _ALL.items() if MILESTONE in entry.units}
_BY_PATTERN: dict[str, list[Entry]] = {}
for _row in table("indicators"):
    for _pattern in _row["patterns"].lower().split(";"):
        if "*" not in _pattern and _pattern not in _REACHED:
            _BY_PATTERN.setdefault(_pattern, []).append(ENTRIES[_row["key"]])
_MILESTONE = re.compile(rf"{openings(_REACHED)}(?!\w)")
_WITH_GAP = [
    (re.compile(re.escape(p).replace(r"\ \*\ ", r" (?:[^\s,;]+ ){0,5}?") + r"(?!\w)", re.IGNORECASE), ENTRIES[r["key"]])
    for r in table("indicators")
    for p in r["patterns"].lower().split(";")
    if "*" in p
]
_GAP_HEADS = tuple(p.split(" *")[0] for r in table("indicators") for p in r["patterns"].lower().split(";") if "*" in p)
"""What stands before the gap."""
_GAP_REACH = 64
"""How far from its number, in characters, such a name is looked for."""
_KNOWN = re.compile(rf"{openings(_BY_PATTERN)}(?!\w)")
_HEADS = [r["noun"].lower() for r in table("indicator_heads")]
_HEAD = re.compile(rf"(?:{alternation(_HEADS)})(?!\w)")
_ANY_HEAD = re.compile(rf"{openings(_HEADS)}(?!\w)")
_FOREIGN = re.compile(
    r"\b(?:là|có thể|dự báo|dự kiến|trong khi|so với|do|vì|nhưng|gồm|nguyên nhân|khiến|này|mức độ|nào|đang|hơn|cho biết"
    r"|rằng|nếu|sẽ|không|chưa|phải|người dân|ông|bà|tôi|mà|khi)\b"
)
_TAIL = re.compile(
    r" (?:của|trên|tại|ở|trong|cho|với|và|được|đã|là|có|ước|cũng|từ|chỉ|hiện nay|hiện(?<!thực hiện)|tăng|giảm"
    r"|ước thực hiện|vẫn|vọt|lớn|rất|thực tế|bình quân|đến nay|nay|gần|hơn|khoảng|xấp xỉ|dưới|tầm|hết"
    r"|chỉ còn|còn|tổng cộng|dao động)$"
)
# where another statement begins, or another figure is added (`32 dự án … với tổng vốn đầu tư`)
_TURN = re.compile(
    openings(("trong khi", "nhưng", "song"), r"còn(?= [^\d])") + r"(?: thì)? |(?P<with>v(?<!\wv)(?<!so v)ới )"
)
_TAIL_REACH = 16
"""Characters that hold any of these words."""
_LED = re.compile(r"(?:trong đó|cụ thể|riêng|còn|về)(?: là| thì)?,? ")
# a verb of its own: the comma ends a statement then
_SAYS = re.compile(r"\b(?:đạt|tăng|giảm|vượt|bằng|được|là|có|đã|sẽ|so với|chuyển dịch|tiếp tục|góp phần|nhờ|để|theo)\b")
_COORDINATE = 5
"""Words that a part of a name may have behind its comma."""
MOST_WORDS = 14
_KINDS = {
    "area": frozenset({"ha", "m2", "km2"}),
    "weight": frozenset({"tonne", "quintal", "kg", "m3", "litre"}),
    "length": frozenset({"m", "km"}),
    "power": frozenset({"MW", "kWh", "MWh"}),
}
_MEASURED = frozenset[str | None]().union(*_KINDS.values())
_BY_LENGTH = sorted(
    ((r["noun"], frozenset(r["beside"].split(";"))) for r in table("indicator_heads")), key=lambda row: -len(row[0])
)
"""What may stand right behind a phrase with this head, without a verb between."""
_BETWEEN = re.compile(r" (?:(?:là|trên|hơn|gần|khoảng|xấp xỉ|dưới|ước|chỉ|tổng cộng) )*")
_BARE = re.compile(rf"(?:(?:{alternation(r['noun'] for r in table('indicator_heads'))})(?: |$))+", re.IGNORECASE)
_APPOSED_MOST = 8
# a verb or a measure of its own inside the phrase: the number may belong to that
_INNER = re.compile(
    r"\b(?:một|mỗi|rộng|dài|cao|làm|thuê|gởi|gửi|chia|huy động|tiến hành|hưởng|hỗ trợ|vay của|trả|mua"
    r"|bán cho|cần|tối đa|tối thiểu|lên|xuống|nhận|cho|để|thống|cục|bí thư|giám đốc|công ty|thanh tra)\b"
)
_EMPTY = ("bình quân", "trung bình", "tổng số", "tổng cộng", "tổng số là", "số lượng")
_SHARE_OF = re.compile(r"(?:tỷ lệ|số) người dân")
_ECONOMY = re.compile(
    r"(?<!\w)(?<!khu )(?<!cơ cấu )(?<!thành phần )(?<!phát triển )(?:nền )?kinh tế(?: của)?"
    r"(?: (?:huyện|tỉnh|xã|phường|quận|thị xã|thành phố|địa phương|cả nước|nước ta|[A-ZĐ]\S*)){0,4}"
    r"(?P<grows> tăng trưởng(?: khá| cao| nhanh| ổn định)*)?,?(?: với tốc độ)?(?: bình quân| trung bình)?"
    r"(?: hằng năm| hàng năm| mỗi năm)? ?$",
    re.IGNORECASE,
)


# what may stand between the name and its verb without narrowing what is measured
_LOOSE = re.compile(
    r"(?:[\s,()]|\b(?:của|cho|trên địa bàn|toàn|cả nước|cả|tại|ở|trong|vào|bình quân|trung bình|giai đoạn|đến nay|đến"
    r"|tính|hiện nay|ước thực hiện"
    r"|hiện|nay|ước tính|ước|chỉ|cũng|đã|được|năm|quý|tháng|kỳ|huyện|tỉnh|thành phố|xã|quận|phường|thị xã"
    r"|địa phương|đơn vị"
    r"|công ty|tập đoàn|ngân hàng|doanh nghiệp|địa bàn|cuối|đầu|hết|nhà nước|hàng năm|hằng năm|mỗi năm|lũy kế"
    r"|vẫn|còn|thực tế"
    r"|nước ta|tốc độ|mức|từ|khoảng|lên|này|ta|mình|thu hút|liên tục|riêng|duy trì|biên độ|tích cực|tổng|hơn"
    r"|trên|gần|dưới"
    r"|xấp xỉ|chừng|lại|đạt khá|tăng cao|tăng khá|và|so với dự toán|so với kế hoạch|so với cùng kỳ|so cùng kỳ"
    r"|năm trước"
    r"|(?-i:[A-ZĐ][\w.\-]*))(?!\w))*",
    re.IGNORECASE,
)
_NARROW = re.compile(
    r"(?:tăng trưởng|tốc độ tăng|tỷ trọng|cơ cấu|hệ số|chỉ tiêu|kế hoạch|mục tiêu|dự toán|nộp|hụt|tỷ lệ tăng"
    r"|nguồn|mức|phí|khoản"
    r"|quỹ)(?: về)? $"
)


def whole(scene: Scene, named: Named, end: int) -> bool:
    """Whether nothing around the name narrows it: `kim ngạch xuất khẩu gạo` is not all exports."""
    if _NARROW.search(scene.low, max(0, named.start - 20), named.start):
        return False
    here, rest = named.end, ""
    if here >= end or scene.flow[here:end] == " ":
        return True
    kinds: tuple[Row[Any], ...] = (scene.dates, scene.places, scene.organizations, scene.quantities)
    atoms: list[Spanned] = [a for kind in kinds for a in inside(kind, here, end)]
    for span in sorted(atoms, key=attrgetter("start")):
        rest += scene.flow[here : max(here, span.start)] + " "
        here = max(here, span.end)
    rest += scene.flow[here:end]
    return _LOOSE.fullmatch(rest) is not None


def milestone(scene: Scene, start: int, end: int) -> Named | None:
    """The first state to be reached that the range names (`đạt chuẩn nông thôn mới`)."""
    found = None
    for match in _MILESTONE.finditer(scene.low, start, end):
        entry = _REACHED[" ".join(match[0].split())]
        found = found or Named(entry.name, match.start(), match.end(), entry)
    return found


def known(scene: Scene, start: int, end: int, quantity: Quantity) -> Named | None:
    """The last indicator of the table that the range names, in a unit it can have."""
    found = None
    for match in _KNOWN.finditer(scene.low, start, end):
        for entry in _BY_PATTERN[" ".join(match[0].split())]:
            if entry.takes(quantity):
                found = Named(entry.name, match.start(), match.end(), entry)
    return found


def counted(scene: Scene, start: int, end: int, quantity: Quantity) -> Named | None:
    """An indicator of the table whose name runs around the number (`kết nạp 40 đảng viên`)."""
    if not scene.has(start, quantity.start, _GAP_HEADS):
        return None
    start, end = max(start, quantity.start - _GAP_REACH), min(end, quantity.end + _GAP_REACH)
    for pattern, entry in _WITH_GAP:
        for match in pattern.finditer(scene.flow, start, end):
            if match.start() < quantity.start < match.end() and entry.takes(quantity):
                return Named(entry.name, match.start(), quantity.end, entry)
    return None


def apposed(scene: Scene, start: int, quantity: Quantity, kind: str) -> Named | None:
    """`đàn lợn 45.000 con`: a noun phrase right before a number of the kind (`count`, `money`) that its head takes."""
    if not scene.flow[quantity.start].isdigit() or not (kind or quantity.unit in _MEASURED):
        return None
    named = phrase(scene, start, quantity.start)
    if named is None or not _BETWEEN.fullmatch(scene.low, named.end, quantity.start):
        return None
    said = named.name.lower()
    takes = next((kinds for noun, kinds in _BY_LENGTH if said.startswith(noun + " ")), frozenset[str]())
    fits = (kind and kind in takes) or any(quantity.unit in _KINDS[k] for k in takes if k in _KINDS)
    if not fits or len(said.split()) > _APPOSED_MOST or _BARE.fullmatch(said) or _INNER.search(said):
        return None
    return named


def begins(scene: Scene, at: int) -> bool:
    """Whether a noun that measures something stands right behind an offset (`gấp 9,5 lần vốn điều lệ`)."""
    return scene.flow.startswith(" ", at) and _HEAD.match(scene.low, at + 1) is not None


def growth(scene: Scene, start: int, end: int, *, rises: bool) -> Named | None:
    """`kinh tế huyện tăng trưởng 8,2%`: growth of the economy, where the name is the subject of its own verb."""
    match = _ECONOMY.search(scene.flow, max(start, end - 90), end)
    if match is None or not (rises or match["grows"]):
        return None
    entry = ENTRIES["economic_growth"]
    return Named(entry.name, match.start(), end, entry)


def _opening(scene: Scene, piece: Span) -> int:
    """Where the noun phrase of a piece begins, past times and the words that lead to it."""
    here = skip_time(scene, piece.start, piece.end)
    led = _LED.match(scene.low, here, piece.end)
    return led.end() if led else here


def _coordinated(scene: Scene, parts: list[Span]) -> int:
    """Where the name begins whose last parts commas join (`sản lượng thủy, hải sản`); two statements are not joined."""
    here = _opening(scene, parts[-1])
    if _HEAD.match(scene.low, here, parts[-1].end):
        return here
    for one, following in zip(parts[-2::-1], parts[::-1], strict=False):
        begins = _opening(scene, one)
        joined = scene.flow[one.end : following.start] == ", " and not _SAYS.search(scene.low, begins, following.end)
        if not joined or len(scene.flow[following.start : following.end].split()) > _COORDINATE:
            return here
        if _HEAD.match(scene.low, begins, one.end):
            return begins
    return here


def phrase(scene: Scene, start: int, end: int) -> Named | None:
    """The noun phrase as written, when it begins with a noun that measures something."""
    if not _ANY_HEAD.search(scene.low, start, end):
        return None
    parts = list(pieces(scene.flow, start, end))
    here, stop = _coordinated(scene, parts), parts[-1].end
    while cut := _TAIL.search(scene.low, max(here, stop - _TAIL_REACH), stop):
        stop = cut.start()
    while stop > here and scene.flow[stop - 1] in ", ":
        stop -= 1
    for turn in _TURN.finditer(scene.low, here, stop):
        if not turn["with"] or _HEAD.match(scene.low, turn.end()):
            here = turn.end()
    words = scene.flow[here:stop]
    if (
        words.count('"') % 2
        or words.count("(") != words.count(")")
        or not _HEAD.match(scene.low, here, stop)
        or not 2 <= len(words.split()) <= MOST_WORDS
        or scene.low[here:stop] in _EMPTY
    ):
        return None
    share = _SHARE_OF.match(scene.low, here, stop)
    if _FOREIGN.search(scene.low, share.end() if share else here, stop):
        return None
    return Named(words, here, stop)
