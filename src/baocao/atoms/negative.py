"""Numbers in digits that count nothing: labels, clocks, codes, years, scores, and why each is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.atoms.amount import Amount
from baocao.atoms.context import named
from baocao.lexicon import table

_IDIOMS: dict[str, list[tuple[str, int]]] = {}
"""Set phrases by each of their words: the phrase, and where in it the word begins."""
for _row in table("number_idioms"):
    for _at in (0, *(i + 1 for i, letter in enumerate(_row["phrase"]) if letter == " ")):
        _IDIOMS.setdefault(_row["phrase"][_at:].split(" ", 1)[0], []).append((_row["phrase"], _at))


def idiomatic(low: str, start: int) -> bool:
    """Whether the number that begins at `start` stands in a set phrase (`5 lần 7 lượt`, `năm châu bốn biển`)."""
    word = low[start : start + 8].split(" ", 1)[0]
    for phrase, at in _IDIOMS.get(word, ()):
        end = start - at + len(phrase)
        if low.startswith(phrase, max(0, start - at)) and not low[end : end + 1].isalnum():
            return True
    return False


LABELS = {row["word"]: row for row in table("number_labels")}
ADDRESSED = frozenset(row["word"] for row in table("addressed_nouns"))
"""Nouns that go on with an address after a label (`tổ 7 phường …`), and so are not counted by its number."""

_LAST = frozenset(word.rsplit(" ", 1)[-1] for word in LABELS)
_LONGEST = max(word.count(" ") + 1 for word in LABELS)
# `tổng số`, `con số` … give an amount; `số` alone gives a name.
_SUMS = frozenset(
    ["tổng", "con", "chỉ", "dân", "một", "trong", "đa", "quân", "sĩ", "thiểu", "hệ", "tham", "đạt", "doanh"]
)
_COUNTERS = frozenset(row["word"] for row in table("number_words")) | {"vài", "mấy"}
# Labels that follow upon each other: `khoản 2 Điều 85`, `tổ 3 phường 5`.
_SERIES = frozenset(["a document or its part", "a place name or address"])
_SHARED = frozenset(["mỗi", "từng"])
_EACH = frozenset(["mỗi", "một", "các", "những", "số", "từng", "bình", "1"])


def label(words: Sequence[str]) -> dict[str, str] | None:
    """The row of the label word that stands last (`lớp` 12, `Vành đai` 3), given the words before a number."""
    if not words or words[-1].rstrip(":") not in _LAST:
        return None
    for size in range(min(_LONGEST, len(words)), 0, -1):
        row = LABELS.get(" ".join(words[-size:]).rstrip(":"))
        if row is None:
            continue
        before = words[-size - 1] if len(words) > size else ""
        own = before[-1:].isdigit() or before in _COUNTERS
        if row["strength"] == "none" or before in _SHARED or (own and row["reason"] not in _SERIES):
            # `cơ bản` is no `bản`; `mỗi tổ 5 người`; in `2 năm 6 tháng` the word has its own number.
            return None
        if row["word"] == "số" and before in _SUMS and words[-3:-2] != ["địa"]:
            return None
        return row
    return None


def labelled(words: Sequence[str], amount: Amount, *, measured: bool, counted: str | None) -> str | None:
    """The label that names by this number, where what follows does not make it count after all."""
    row = label(words)
    if row is None or amount.scale > 1 or amount.vague or amount.low != amount.low.to_integral_value():
        return None
    if measured:
        # The calendar keeps its small numbers (`ngày 5 tháng`); any other label gives them up to a unit.
        calendar = row["reason"] == "a calendar or clock expression" and row["strength"] == "strong"
        return f"a label: {row['reason']}" if calendar and amount.low <= 31 else None
    if counted and row["strength"] == "weak":
        size = row["word"].count(" ") + 1
        if counted not in ADDRESSED or (len(words) > size and words[-size - 1] in _EACH):
            return None
    return f"a label: {row['reason']}"


# ── what is glued to the digits ──────────────────────────────────────────────

_GLUED = re.compile(
    r"(?:(?P<named>[^\W\d_]-)|(?P<plate>(?:[A-Z]\d?|\w[./]) ?- ?)|(?P<longer>\d ?\+ ?|\d:|@|\dx)"
    r"|(?P<address>(?<!\w)(?:[QPFTKHX]|TP|Tp|TT|Km|KP|Kp|QL|TL|No)\. ?|[^\W\d_][./]))\Z"
)
_GLUES = frozenset("-+:@x./")
"""What such a thing ends with, but for a space."""
_ISSUERS = "nq|qđ|ctr?|kh|tb|tt|nđ|kl|bc|cv|ubnd|hđnd|ttr|hd|qh|ttg|pl|qc|ql|bqp|bca"
_FOLLOWED = re.compile(
    r"(?P<clock> ?(?:h|g)\d\d?(?!\w)|:\d\d(?!\d)| giờ (?:\d\d?(?!\d| phút)|kém)(?! ?%))"
    r"|(?P<date>/\d{1,2}/\d{2,4}|[-.]\d{1,2}[-.](?:19|20)\d\d(?!\d))"
    r"|(?P<month>/(?:19|20)\d\d(?!\d))"
    rf"|(?P<document> ?[/-] ?(?:{_ISSUERS})(?:[-/ ]|\b))"
    r"|(?P<plate> ?[a-zđ]\d? ?-? ?\d{3})"
    r"|(?P<code>[a-zđ]\d?(?![\w²³%])|[a-zđ]+\d|x\d)"
)
_REASONS = {
    "named": "glued to a name",
    "plate": "a vehicle plate or a code",
    "longer": "part of a longer code",
    "address": "part of a code or an address",
    "clock": "a clock time",
    "date": "a date",
    "month": "a document number or a month",
    "document": "a document number",
    "code": "a code with a letter",
}
_PHONE = re.compile(r"(?:0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}|1[89]00[. ]?\d{4,6}|0\d{8,10})(?!\d)")
_IDIOM = re.compile(r"(?:24/24|24/7|[2-5]\.0|360 ?độ|1/1)(?![\d%])")
# `90 Ngày thành lập`: the word `năm` was lost; the capital tells it from a count of days.
_SLIP = re.compile(r" Ngày (?:thành lập|truyền thống|sinh|mất|toàn quốc|[GgQq]iải phóng|[Qq]uốc (?:khánh|tế))")

_MONTH = re.compile(
    r" tháng (?:giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|\d\d?)(?![\w%,])(?! (?:tuổi|tháng|ngày))"
)

# Clock times and hours that last, both written `8 giờ` or `8h`.
_HOURS = re.compile(r" ?(?:h(?![^\W\d])|giờ(?!\w))")
_CLOCK = re.compile(
    r" ?(?:h|giờ)(?: rưỡi| \d\d? phút)?,? ?"
    r"(?:\x1f|(?:rạng )?sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|cùng ngày|- ?\d|đến (?:\d\d?|hết) ?(?:h|giờ|ngày))(?!\w)"
)
_LASTS = re.compile(
    r" ?(?:h|giờ)(?: (?:qua|tới|nữa|liên tục|liền|đồng hồ|làm việc|mỗi|một|trước|bay|chạy|đi)(?!\w)"
    r"|/(?:ngày|tuần|tháng))"
)
_DURING = frozenset(["trong", "suốt", "vòng", "dài", "mất", "liền", "đầy", "thêm", "hàng", "cộng"])
_AT = frozenset(["lúc", "vào", "hồi", "đúng"])
_ABOUT = frozenset(["khoảng", "gần", "hơn"])

_YEAR_OF = re.compile(r" năm \x1f")  # `quyết định 86 năm 2010`; what is blotted out is a date
_YEARS = re.compile(r"(?:từ|đến|tới|trước|sau|năm|giai đoạn|đầu|cuối|giữa|hết|niên|-|\() ?\Z")
_WON = re.compile(r"(?:thắng|thua|hòa|tỷ số|dẫn|đánh bại|chung cuộc|kết quả)(?!\w)")
_DASHED = re.compile(r" ?- ?\d")


def refusal(
    flow: str, low: str, amount: Amount, words: Sequence[str], *, measured: bool, counted: str | None
) -> str | None:
    """Why an amount in digits counts nothing, or None.

    `words` stand before it; `measured`: a unit or currency follows; `counted`: the known noun that follows, if any.
    """
    start, end, plain = amount.start, amount.end, amount.plain
    digit = low[start]
    if (digit in "01" and _PHONE.match(low, start)) or (end - start > 6 and not measured and low[start:end].isdigit()):
        return "a phone number or a long code"
    if not counted and digit in "12345" and _IDIOM.match(low, start):
        return "an idiom or a version"
    before = low[start - 1 : start]
    if (low[start - 2 : start - 1] if before == " " else before) in _GLUES and (
        glued := _GLUED.search(flow, max(0, start - 6), start)
    ):
        kind = str(glued.lastgroup)
        if kind in {"named", "plate"} or not (measured or counted):
            return _REASONS[kind]
    closed = low[end : end + 1] in _ENDS
    if not closed:
        if plain and amount.low <= 24 and _HOURS.match(low, end) and _clock(low, words, end):
            return "a clock time"
        if (
            _may_go_on(low, end)
            and (followed := _FOLLOWED.match(low, end))
            and (not measured or followed.lastgroup == "clock")
        ):
            return _REASONS[str(followed.lastgroup)]
    if plain and end - start == 4 and 1900 <= amount.low <= 2100:
        unsaid = not measured and not counted
        if unsaid or named(flow, words, start) or _YEARS.search(low, max(0, start - 12), start):
            return "a year"
    if not closed:
        if plain and low.startswith(("-", " -"), end) and _DASHED.match(low, end):
            if _WON.search(low, max(0, start - 32), start):
                return "a score"
        elif low.startswith((" ngày ", " năm ", " tháng "), end):
            if _SLIP.match(flow, end):
                return "a slip for a number of years"
            if measured and plain and amount.low > 12 and _YEAR_OF.match(low, end):
                return "a document number"
            if measured and plain and amount.low <= 31 and _MONTH.match(low, end):
                return "a day of a month"
    return labelled(words, amount, measured=measured, counted=counted)


def _may_go_on(low: str, end: int) -> bool:
    """Whether the number may be the first part of something longer: not where a plain word or a stop follows."""
    near = low[end : end + 3]
    return near[:1] != " " or not near[1:].isalpha() or near[1] == "g"  # `8 giờ`


_ENDS = frozenset(["", "%", ",", ";", ")", "\n"])
"""What closes a number, so that nothing behind it can make it a part of something longer."""


def _clock(low: str, words: Sequence[str], end: int) -> bool:
    """Whether `8 giờ` or `8h` is a time of day and no length of time."""
    nearest = [word for word in words[-3:] if word not in _ABOUT][-1:]
    if _LASTS.match(low, end) or (nearest and nearest[0] in _DURING):
        return False
    return bool(_CLOCK.match(low, end)) or "h" in low[end : end + 2] or bool(nearest and nearest[0] in _AT)
