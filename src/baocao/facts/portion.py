"""Portions: what a percentage or a count says of its own noun (`98% số hộ có nước sạch`, `5 xã đạt chuẩn …`).

Here the number comes first and what is measured stands behind it; a structure names its parts before their
numbers (`công nghiệp chiếm 62,9%, thương mại - dịch vụ 23,2%`).
"""

from __future__ import annotations

import re

from baocao.atoms.noun import noun_at
from baocao.facts.clause import trim
from baocao.facts.naming import Named
from baocao.facts.scene import Scene
from baocao.lexicon import openings
from baocao.model import Quantity

_APPROXIMATELY = r"(?:(?:trên|hơn|gần|khoảng|xấp xỉ|dưới|ít nhất|tối thiểu) )?"
_OPENS = re.compile(rf"(?:(?:^|[.;:,\n] ?)|\b(?:có|với|đến nay|hiện|hiện nay|và) ){_APPROXIMATELY}$")
_ACHIEVES = re.compile(rf"\b(?:đạt|bảo đảm|đảm bảo) {_APPROXIMATELY}$")
_TOTAL = re.compile(r" (?:tổng )?số", re.IGNORECASE)
_PREDICATE = re.compile(
    r"^ ?(?:(?:trên địa bàn|của|ở|tại|trong)(?: [^\s,;]+){1,4} )?"
    r"(?:có|được|đạt|đã|sử dụng|tham gia|hoàn thành|thực hiện|dùng|biết|tốt nghiệp|áp dụng|không|ký|đăng ký|giữ|xếp"
    r"|đỗ|nghỉ|bị|vào|ra trường|tán thành|đồng ý|nhất trí|hài lòng)(?!\w)",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[,;:.()\n\"“”!?…]|$| (?:trong khi|trong đó|nhưng|còn|song|so với|tăng|giảm|vượt|theo)\b")
_STATE = re.compile(
    r" (?:mới )?(?:đạt(?! (?:tới|đến|được|gần|hơn|trên|mức|khoảng))"
    r"|hoàn thành|được (?:công nhận|cấp|xếp|phê duyệt)|về đích)"
    r"(?: \d{1,3}/\d{1,3}(?!\d)(?: [^\s,;.:()\d]+){1,8}|(?: [^\s,;.:()\d]+){1,12})",
    re.IGNORECASE,
)
_MOST = 14
"""Words of a name; a longer one is a sentence."""
_FAR = 300
"""Characters, more than so many words have."""
_NARROWING = re.compile(
    r" (?!(?:và|vào|trong|tại|ở|từ|năm|giai đoạn|của|do|đã|được|là|đề ra|theo|cơ bản|chủ yếu|mà"
    r"|nghị quyết|đúng|trước|sau|sớm|với|cho|để|nên|trên|này|kế hoạch|nhiệm vụ|toàn|thì|chưa"
    r"|đang|còn|không)(?!\w))[^\W\d_]",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(openings((), r"cơ cấu(?: [^\s,;:.()]+){0,5}?(?= năm|:| chuyển dịch| tiếp tục| có|,)"))
_WEIGHT = re.compile(r"tỷ trọng\b", re.IGNORECASE)
_PART = re.compile(r"(?:trong đó|và|còn|ngành|nhóm ngành|khu vực)? ?(?P<part>[^\W\d_][^,;:.()\d]{1,60}?)$")
_VERB = re.compile(
    r"\b(?:là|chỉ|có|được|đã|sẽ|cho|tăng|giảm|đạt|vượt|theo|khi|nếu|vì|do|của|với|đang|phải|không|nhưng|trong|mà|ông"
    r"|bà)\b",
    re.IGNORECASE,
)


def of_all(scene: Scene, start: int, end: int, quantity: Quantity) -> tuple[Named, str] | None:
    """`98% số hộ có nước sạch`: the noun and what is true of it, as written, with the noun.

    Only where the percentage opens its clause: `hỗ trợ 50% kinh phí` measures what somebody gives.
    """
    flow = scene.flow
    before = scene.low[max(start, quantity.start - 32) : quantity.start]
    if quantity.unit != "%" or not (_OPENS.search(before) or _ACHIEVES.search(before)):
        return None
    total = _TOTAL.match(flow, quantity.end, end)
    at = total.end() if total else quantity.end
    noun = noun_at(flow, scene.low, at)
    stop = _BOUNDARY.search(flow, at, min(end, at + _FAR))
    if noun is None or stop is None or not _PREDICATE.match(flow[noun.end : stop.start()]):
        return None
    said = trim(flow, quantity.end, stop.start())
    if said is None or not 3 <= len(flow[said.start : said.end].split()) <= _MOST:
        return None
    name = " ".join(flow[said.start : said.end].split())
    return Named(name, quantity.start, said.end), noun.text


def state(scene: Scene, end: int, quantity: Quantity) -> Named | None:
    """`5 xã đạt chuẩn nông thôn mới kiểu mẫu`: the things counted and what they reached, as written."""
    flow = scene.flow
    if quantity.unit is None or not flow[quantity.start].isdigit():
        return None
    match = _STATE.match(flow, quantity.end, end)
    if match is None:
        return None
    stop = _BOUNDARY.search(flow, quantity.end, match.end())
    last = stop.start() if stop and stop.start() < match.end() else match.end()
    words = " ".join(flow[quantity.end : last].split())
    return Named(f"{quantity.unit} {words}", quantity.start, last) if len(words.split()) > 1 else None


def narrowed(scene: Scene, start: int, end: int) -> bool:
    """Whether words follow a name that make it another thing: `đạt chuẩn nông thôn mới` nâng cao."""
    flow = scene.flow
    end = min(end, start + _FAR)
    stop = _BOUNDARY.search(flow, start, end)
    rest = flow[start : stop.start() if stop else end]
    return _NARROWING.match(rest) is not None


def structure(scene: Scene, start: int, end: int) -> Named | None:
    """The structure that a sentence announces (`Cơ cấu kinh tế: …`)."""
    match = _STRUCTURE.search(scene.low, start, end)
    return Named(scene.flow[match.start() : match.end()], match.start(), match.end()) if match else None


def weighs(named: Named) -> bool:
    """Whether a name is the weight of a part (`tỷ trọng ngành dịch vụ`): its neighbours are parts of the same whole."""
    return _WEIGHT.match(named.name) is not None


def part(scene: Scene, start: int, end: int) -> Named | None:
    """The part of a structure that is named right before its share: `thương mại - dịch vụ` 23,2%."""
    flow = scene.flow
    piece = trim(flow, max(start, flow.rfind(":", start, end) + 1), end)
    if piece is None:
        return None
    said = flow[piece.start : piece.end]
    match = _PART.match(said)
    if match is None or _VERB.search(match["part"]) or not 1 <= len(match["part"].split()) <= 8:
        return None
    return Named(match["part"], piece.start + match.start("part"), piece.end)
