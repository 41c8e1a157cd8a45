"""What stands around a calendar expression: cues before it, closers and counted nouns behind it, its edge.

All patterns read lower-case folded text. Those that look back end in `$` and search a short window.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from baocao.atoms.period import Point, Unresolved, When
from baocao.lexicon import alternation, openings, table


class Reading(Struct, frozen=True, gc=False):
    """One expression in the text and what it says by itself."""

    start: int
    end: int
    when: When
    rule: str
    edge: str | None = None
    dateline: bool = False
    """Said of the day of writing (`sáng 23/6`): the publication date is its best witness."""
    drift: int = 0
    """-1 for what is past (`vừa qua`), 1 for what is to come (`tới đây`)."""
    aside: bool = False
    """A birth, a base of comparison: true in itself, no help in dating its neighbours."""


class Refused(Struct, frozen=True, gc=False):
    """What looks like a date up to `end` and is none."""

    end: int
    rule: str
    reason: str


Answer = Sequence[Reading] | Refused | None

WINDOW = 28
"""Code points before an expression that a cue may stand in."""


def before(low: str, at: int) -> str:
    return low[max(0, at - WINDOW) : at]


# ── cues in front ────────────────────────────────────────────────────────────

_CUES: dict[str, list[str]] = {}
for _row in table("date_cues"):
    _CUES.setdefault(_row["kind"], []).append(_row["cue"].lower())

_CLOCK = r"\d{1,2} ?(?:h|giờ)(?: ?\d{1,2}(?: ?(?:phút|p|'))?)?|\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?(?: ?\|)?"
DAY_CUE = re.compile(
    rf"(?<!\w)(?:{alternation(_CUES['day'])}|thứ [2-7]|{_CLOCK}|ngày(?: [^\W\d_]{{1,9}}){{0,4}}),? ?\(?$"
)
"""What makes `23-11` or `5.8` a day: a part of the day, a weekday, a feast, a clock, a word of `ngày`."""
PERHAPS_CUE = re.compile(rf"(?<!\w)(?:{alternation(_CUES['perhaps'])}) $")
NAME_CUE = re.compile(rf"(?<!\w)(?:{alternation(_CUES['name'])}|km|x) ?\(?$")
SUM_CUE = re.compile(rf"(?<!\w)(?:{alternation(_CUES['sum'])})(?: năm)? $")
HEAD = re.compile(r"(?:^|\n|[.!?…:;] |\n ?[-*+•] ?)[\"']?$")

_NUMBER_WORDS = (
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mấy", "vài", "nhiều", "chục",
    "trăm", "lăm", "mốt",
)  # fmt: skip
_AND_A_HALF = "rưỡi"
_COUNTING = re.compile(
    rf"(?:(?<![\d:h])\d{{1,3}}|\d[.,]\d{{1,3}}|(?<!\w)(?:{'|'.join(_NUMBER_WORDS)}))(?: ?{_AND_A_HALF})? $"
)
_COUNTS = tuple(f"{word} " for word in (*_NUMBER_WORDS, _AND_A_HALF))
ORDINAL_BEFORE = re.compile(
    r"(?<!\w)(?:lớp|khóa|số|quận|hạng|cấp|khối|bảng|thứ|tháng|quý|đợt|lần|top|bậc|tổ) \d{1,3} $"
)
SOME = re.compile(r"(?<!\w)(?:những|các|mấy|nhiều|mọi|bao|suốt) $")
EACH = re.compile(r"(?:(?<!\w)(?:mỗi|một|hằng|hàng|từng|bình quân)|/) ?$")

_EDGE_WORDS = openings(
    ["giữa", "cuối", "hết", "trước", "sau", "đến", "từ", "cùng kỳ", "thượng tuần", "trung tuần", "hạ tuần"],
    "đầu(?<!mở đầu)(?<!bắt đầu)(?<!lần đầu)(?<!ban đầu)",
    "tới(?<!năm tới)",
)
_EDGE = re.compile(rf"({_EDGE_WORDS})(?: (?:thời điểm|khoảng|trong|vào|của|mùa))? $")
# What such words end with: asked before the pattern, it nearly always says no.
_EDGE_LAST = tuple(
    f"{word} "
    for word in (
        "giữa", "cuối", "hết", "trước", "sau", "đến", "từ", "kỳ", "tuần", "đầu", "tới", "điểm", "khoảng", "trong",
        "vào", "của", "mùa",
    )
)  # fmt: skip
_EDGES = {"tới": "đến", "thượng tuần": "đầu", "trung tuần": "giữa", "hạ tuần": "cuối"}
_DATELINE = re.compile(r"(?<!\w)(?:(?:sáng|trưa|chiều|tối|đêm|khuya|hôm)(?: sớm| muộn)?),? $")
_LATELY = re.compile(r"(?<!\w)(?:mới đây|vừa qua|vừa rồi|gần đây),? $")
_ASIDE_WORDS = openings(["sinh", "sn", "mất", "so với", "so", "hơn", "thành lập", "cùng kỳ"])
_ASIDE = re.compile(rf"{_ASIDE_WORDS}(?: vào| ngày| cùng kỳ)? $")
_ASIDE_LAST = ("sinh ", "sn ", "mất ", "với ", "so ", "hơn ", "lập ", "kỳ ", "vào ", "ngày ")


def edge_of(low: str, at: int) -> str | None:
    if not low.endswith(_EDGE_LAST, 0, at):
        return None
    match = _EDGE.search(low, max(0, at - WINDOW), at)
    return _EDGES.get(match[1], match[1]) if match else None


def counting(ahead: str) -> bool:
    """Whether a number ends the words before: `5` năm, `hai` ngày, gần `chục` năm."""
    return (ahead.endswith(_COUNTS) or ahead[-2:-1].isdecimal()) and _COUNTING.search(ahead) is not None


# ── what follows ─────────────────────────────────────────────────────────────

CLOSED = re.compile(
    r"(?:$|[.,;:!?)\]\"'\n…]| ?[-(]| (?:đến|tới|tại|ở|của|và|cho|do|khi|vừa|này|sắp|sẽ|đã|được|bị|là|có|với|theo|các"
    r"|những|trong|bằng|nhằm|để|vì|nên|nhưng|hàng|hằng|năm|thì|mà|chỉ|về|trên|sau|trước|giữa|từ|vào|lúc|khoảng|cùng|cả|toàn"
    r"|không|chưa|còn|cũng|vẫn|bắt đầu|diễn ra|âm|dương|hay|hoặc|như|nếu|qua|dưới|ngày|tháng|mới|nói|xảy ra|tiếp"
    r"|ông|bà|anh|chị|tổ chức|thông báo|cho biết|trở|lại|rồi|đó|nay|đang|ra|xét|khai mạc|kết thúc|thay|tết"
    r"|hai bên)(?!\w))"
)
"""The expression ends here: no noun is counted by its number."""
MEASURE = re.compile(
    r" ?(?:%|(?:lần|lượt|triệu|tỷ|nghìn|ngàn|trăm|vạn|đồng|usd|euro|kg|tấn|tạ|lít|m2|m3|ha|giờ|tiếng|phút|buổi|ca|bữa"
    r"|đợt|người|hộ|suất|gói|con|cuộc|kỳ)(?!\w))"
)
COUNTED = re.compile(rf" ?(?:%|(?:{alternation(row['word'] for row in table('counted_heads'))})(?!\w))")
_RECURRING = re.compile(r" (?:hằng|hàng|mỗi) (?:năm|tháng|tuần)")
_LUNAR = re.compile(r"(?: \(| |, )(?:âm lịch|al(?!\w)|tết(?! dương)|tháng (?:giêng|chạp))\)?")
_DRIFT = re.compile(r",? (?:(tới đây|tới|sắp tới)|(vừa qua|vừa rồi|qua|rồi|mới đây)|này)(?!\w)")


def reading(low: str, start: int, end: int, when: When, rule: str, *, dateline: bool = False) -> Reading:
    """A reading with what its surroundings add: edge, direction, recurrence."""
    drift, aside = 0, False
    day = isinstance(when, Point) and when.day is not None
    if low[end : end + 1] in (" ", ","):
        if move := _DRIFT.match(low, end):
            drift = 1 if move[1] else -1 if move[2] else 0
            dateline = True
        if _RECURRING.match(low, end) or (day and _LUNAR.match(low, end)):
            when = Unresolved(when.precision)
    if isinstance(when, Point):
        if day and not drift and _LATELY.search(low, max(0, start - 12), start):
            drift, dateline = -1, True
        dateline = dateline or (day and _DATELINE.search(low, max(0, start - 12), start) is not None)
        aside = low.endswith(_ASIDE_LAST, 0, start) and _ASIDE.search(low, max(0, start - 16), start) is not None
    return Reading(start, end, when, rule, edge_of(low, start), dateline, drift, aside)
