"""Numbers that count nothing: labels, names, clocks, codes, and why each is refused."""

from __future__ import annotations

import re

from baocao.atoms.amount import Amount
from baocao.lexicon import table

LABELS = {row["word"]: row for row in table("number_labels")}
ADDRESSED = frozenset(row["word"] for row in table("addressed_nouns"))
"""Nouns that go on with an address after a label (`tổ 7 phường …`), and so are not counted by its number."""

_CAPITALS = "".join(chr(c) for c in range(0x41, 0x1EF9) if chr(c).isalpha() and chr(c).isupper() and (c < 0x1B1 or c > 0x1E9F))
_SMALLS = _CAPITALS.lower()
_LONGEST = max(word.count(" ") + 1 for word in LABELS)
_LAST_WORDS = re.compile(rf"(?:[^\W\d_]+\.?[ :-]{{1,2}}|[^\W\d_]+\.){{1,{_LONGEST}}}\Z")
_COUNT = re.compile(r"(?:\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mốt|tư|lăm|mươi|chục|nửa|vài|mấy)) \Z")
_EACH = re.compile(r"(?<!\w)(?:mỗi|một|các|những|số|từng|trung bình|bình quân|1) \Z")
# `tổng số`, `con số` … give an amount; `số` alone gives a name.
_SUMS = frozenset(["tổng", "con", "chỉ", "dân", "một", "trong", "đa", "quân", "sĩ", "thiểu", "hệ", "tham", "đạt", "doanh"])

# What stands directly before the digits, as written; the last two only where no unit follows.
_GLUED = [
    (re.compile(r"[^\W\d_]-\Z"), "glued to a name"),
    (re.compile(r"(?:[A-Z]\d?|\w[./]) ?- ?\Z"), "a vehicle plate or a code"),
    (re.compile(r"\d ?\+ ?\Z|\d:\Z|@\Z|\dx\Z"), "part of a longer code"),
    (re.compile(r"(?<!\w)(?:[QPFTKHX]|TP|Tp|TT|Km|KP|Kp|QL|TL|No)\. ?\Z|[^\W\d_][./]\Z"), "part of a code or an address"),
]
# What stands directly after the digits, in lower case.
_FOLLOWED = [
    (re.compile(r" ?(?:h|g)\d\d?(?!\w)|:\d\d(?!\d)| giờ (?:\d\d?(?!\d| phút)|kém)(?! ?%)"), "a clock time"),
    (re.compile(r"/\d{1,2}/\d{2,4}|[-.]\d{1,2}[-.](?:19|20)\d\d(?!\d)"), "a date"),
    (re.compile(r"/(?:19|20)\d\d(?!\d)"), "a document number or a month"),
    (re.compile(r" ?[/-] ?(?:nq|qđ|ctr?|kh|tb|tt|nđ|kl|bc|cv|ubnd|hđnd|ttr|hd|qh|ttg|pl|qc|ql|bqp|bca)(?:[-/ ]|\b)"), "a document number"),
    (re.compile(r" ?[a-zđ]\d? ?-? ?\d{3}"), "a vehicle plate"),
    (re.compile(r"[a-zđ]\d?(?![\w²³%])|[a-zđ]+\d|x\d"), "a code with a letter"),
]
# `90 Ngày thành lập`: the word `năm` was lost; the capital tells it from a count of days.
_SLIP = re.compile(r" Ngày (?:thành lập|truyền thống|sinh|giải phóng|Giải phóng|Quốc khánh|quốc khánh|mất|Quốc tế|toàn quốc)")
_PHONE = re.compile(r"(?:0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}|1[89]00[. ]?\d{4,6}|0\d{8,10})(?!\d)")
_IDIOM = re.compile(r"(?:24/24|24/7|[2-5]\.0|360 ?độ|1/1)(?![\d%])")

# Clock times and hours that last, both written `8 giờ` or `8h`.
_HOURS = re.compile(r" ?(?:h(?![^\W\d])|giờ(?!\w))")
_CLOCK = re.compile(r" ?(?:h|giờ)(?: rưỡi| \d\d? phút)?,? ?(?:(?:rạng )?sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|cùng ngày|- ?\d)(?!\w)")
_AT = re.compile(r"(?:lúc|vào|từ|trước|đúng|đến|hồi|tới|sau|khoảng|đầu|mốc)(?: khoảng| gần| hơn)? \Z")
_LASTS = re.compile(r" ?(?:h|giờ)(?: (?:qua|tới|nữa|liên tục|liền|đồng hồ|làm việc|mỗi|một|trước|bay|chạy|đi)(?!\w)|/(?:ngày|tuần|tháng))")
_DURING = re.compile(r"(?:trong|suốt|vòng|kéo dài|mất|dài|liền|chưa đầy|thêm|hàng|mỗi ngày|tổng cộng)(?: khoảng| gần| hơn| vòng)* \Z")

_YEARS = re.compile(r"(?:từ|đến|tới|trước|sau|năm|giai đoạn|đầu|cuối|giữa|hết|niên|-|\() ?\Z")
_NAMED = re.compile(r"(?<!\w)(\w)[\w-]*\"? \Z")
_SCORE = re.compile(r"(?:thắng|thua|hòa|tỷ số|dẫn|dẫn trước|đánh bại|gỡ hòa|chung cuộc|kết quả)[^\n.;\d]{0,24}\Z")
_DASHED = re.compile(r" ?- ?\d")


def label(low: str, start: int) -> dict[str, str] | None:
    """The row of the label word that stands directly before `start` (`lớp 12`, `Vành đai 3`)."""
    found = _LAST_WORDS.search(low, max(0, start - 32), start)
    if not found:
        return None
    words = found[0].replace(":", " ").replace("-", " ").split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        row = LABELS.get(" ".join(words[-size:]))
        if row:
            if len(words) == size and _COUNT.search(low, max(0, found.start() - 9), found.start()):
                return None  # the word has its own number: `2 năm 6 tháng`
            if row["strength"] == "none":
                return None
            return None if row["word"] == "số" and words[-2:-1] and words[-2] in _SUMS and words[-3:-2] != ["địa"] else row
    return None


def refusal(flow: str, low: str, amount: Amount, *, measured: bool, counted: str | None) -> str | None:
    """Why an amount counts nothing, or None.

    `measured`: a unit or currency follows; `counted`: the noun of the tables that follows, if any.
    """
    if amount.words:
        return _name(flow, low, amount, named=not measured and not counted) or _labelled(low, amount, measured, counted)
    start, end = amount.start, amount.end
    written = flow[max(0, start - 6) : start]
    if _PHONE.match(low, start):
        return "a phone number"
    if end - start > 6 and not measured and low[start:end].isdigit():
        return "a long code"
    if _SLIP.match(flow, end):
        return "a slip for a number of years"
    if _IDIOM.match(low, start) and not counted:
        return "an idiom or a version"
    for pattern, reason in _GLUED[: 2 if measured or counted else None]:
        if pattern.search(written):
            return reason
    hours = _HOURS.match(low, end) is not None and amount.plain and amount.low <= 24
    if hours and _clock(low, start, end):
        return "a clock time"
    if not measured:
        for pattern, reason in _FOLLOWED:
            if pattern.match(low, end):
                return reason
    elif hours and (found := _FOLLOWED[0][0].match(low, end)):
        return f"a clock time: {low[start : found.end()]}"
    if amount.plain and 1900 <= amount.low <= 2100 and end - start == 4:
        if not measured and not counted or _yearlike(flow, low, start):
            return "a year"
    if amount.plain and _DASHED.match(low, end) and _SCORE.search(low, max(0, start - 32), start):
        return "a score"
    return _labelled(low, amount, measured, counted)


def _clock(low: str, start: int, end: int) -> bool:
    """Whether `8 giờ` or `8h` is a time of day and no length of time."""
    if _LASTS.match(low, end) or _DURING.search(low, max(0, start - 24), start):
        return False
    if _CLOCK.match(low, end):
        return True
    head = low[max(0, start - 16) : start]
    return "h" in low[end : end + 2] or bool(re.search(r"(?:lúc|vào|hồi|đúng)(?: khoảng| gần| hơn)? \Z", head))


def _labelled(low: str, amount: Amount, measured: bool, counted: str | None) -> str | None:
    """The label that names by this number, where what follows does not make it count after all."""
    row = label(low, amount.start)
    if row is None or amount.scale > 1 or amount.vague or amount.low != amount.low.to_integral_value():
        return None
    calendar = row["reason"] == "a calendar or clock expression"
    if measured:
        # `ngày 5 tháng`, `năm 2 học kỳ`: the calendar keeps its small numbers, any other label gives them up.
        kept = calendar and row["strength"] == "strong" and amount.low <= 31
        return f"a label: {row['reason']}" if kept else None
    if counted and row["strength"] == "weak":
        start = amount.start - len(row["word"]) - 1
        if counted not in ADDRESSED or _EACH.search(low, max(0, start - 12), start):
            return None
    return f"a label: {row['reason']}"


def _yearlike(flow: str, low: str, start: int) -> bool:
    """`World Cup 2018 đội tuyển`, `đến 2020 huyện`: a bare year before a noun that it does not count."""
    named = _NAMED.search(flow, max(0, start - 16), start)
    return bool(_YEARS.search(low, max(0, start - 12), start)) or bool(named and named[1].isupper())


_ORDINAL = re.compile(r"(?<!\w)(?:thứ|tháng|ngày|mùng|mồng|hạng|quý|ngã|số|bà đẻ|thập|nhì|rằm|chạp|giêng|tết|lầu|chi) \Z")
# `Ba Đình`, `Hai Bà Trưng`: a capital on the number word and on the next.
_TITLED = re.compile(rf"[{_CAPITALS}]\w* [{_CAPITALS}][{_SMALLS}]")
_KIN = re.compile(r"(?<!\w)(?:anh|chị|chú|bác|cô|dì|ông|bà|thím|cậu|mợ|em|cụ|vai|ngày|không|từng|người) \Z")
_OPENING = re.compile(r"(?:\A|[\n.!?:;\"'(*…+-] ?)\Z")


def _name(flow: str, low: str, amount: Amount, *, named: bool) -> str | None:
    """Number words that are names, ordinals or months; `named`: no unit and no known noun follows."""
    start = amount.start
    if _ORDINAL.search(low, max(0, start - 8), start) and not (not named and low.endswith("số ", 0, start)):
        return "an ordinal or a month"
    if named and _KIN.search(low, max(0, start - 8), start):
        return "a name"
    if _TITLED.match(flow, start) and not flow[start : amount.end].isupper():
        return "a name"
    if flow[start].isupper() and not _OPENING.search(flow, max(0, start - 2), start):
        return None if flow[start : amount.end].isupper() else "a name"
    return None
