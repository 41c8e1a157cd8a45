"""Numbers that count nothing: labels, names, clocks, codes, and why each is refused."""

from __future__ import annotations

import re

from baocao.atoms.amount import Amount
from baocao.lexicon import table

LABELS = {row["word"]: row for row in table("number_labels")}
_LONGEST = max(word.count(" ") + 1 for word in LABELS)
_LAST_WORDS = re.compile(rf"(?:[^\W\d_]+\.? ?|[^\W\d_]+: ?|-){{1,{_LONGEST}}}$")
_ADDRESSED = frozenset(
    "xã phường thị trấn thị xã huyện quận thành phố tỉnh thôn ấp xóm khóm tòa nhà chung cư đường phố khu phố khu "
    "khu đô thị khu công nghiệp bộ luật luật trường trường tiểu học công ty dự án sân bay".split()
) | {"thị trấn", "thị xã", "thành phố", "tòa nhà", "chung cư", "khu phố", "khu đô thị", "bộ luật", "khu công nghiệp", "khu tái định cư", "trường tiểu học", "công ty", "dự án", "sân bay", "tổ dân phố", "khu dân cư", "quốc lộ"}
_COUNTED = re.compile(r"(?:^|\W)(?:mỗi|một|các|những|số|từng|trung bình|bình quân|1) $")

_BEFORE = [
    (re.compile(r"[^\W\d_]-\Z"), "glued to a name (Covid-19)"),
    (re.compile(r"(?<!\w)(?:[A-ZĐ]{1,2}|Tp|Km|Kp)\. ?\Z|[^\W\d_][./]\Z"), "part of a code or an address"),
    (re.compile(r"(?:[A-Z]\d?|\w[./]) ?- ?\Z"), "a vehicle plate or a code"),
    (re.compile(r"\d ?\+ ?\Z|\d:\Z|@\Z"), "part of a longer code"),
]
_AFTER = [
    (re.compile(r" ?(?:h|g)(?:\d\d?|(?= ?-))(?!\w)|:\d\d(?!\d)|h ?\d{1,2}(?!\d)"), "a clock time"),
    (re.compile(r"/\d{1,2}/\d{2,4}|[-.]\d{1,2}[-.](?:19|20)\d\d(?!\d)"), "a date"),
    (re.compile(r"/(?:19|20)\d\d(?!\d)"), "a document number or a month"),
    (re.compile(r"/(?:nq|qđ|ct|kh|tb|tt|nđ|kl|bc|cv|ubnd|hđnd|ttr|hd|qh|pl)\b|/?-? ?(?:nq|qđ|ctr|nđ|kl|qh|ttg)[-/]"), "a document number"),
    (re.compile(r" ?[a-zđ]\d? ?-? ?\d{3}"), "a vehicle plate"),
    (re.compile(r"[a-zđ]\d?(?![\w²³%])"), "a code with a letter"),
    (re.compile(r"[a-zđ]+\d"), "a code with a letter"),
    (re.compile(r" ngày (?:thành lập|truyền thống|sinh|giải phóng|quốc khánh|mất)"), "a slip for a number of years"),
]
_CLOCK = re.compile(r" ?(?:h|giờ)(?: ?\d{1,2}(?: phút)?)?(?: kém| rưỡi)? ?(?:,? ?(?:sáng|trưa|chiều|tối|đêm|khuya|rạng sáng|ngày|hôm|cùng ngày|-)|$)")
_AT = re.compile(r"(?:lúc|vào|từ|trước|đúng|đến|hồi|mốc|vào hồi|vào khoảng|khoảng|tới|sau) (?:khoảng |gần |hơn )?$")
_LASTING = re.compile(r" ?h (?:qua|tới|nữa|liên tục|trước|sau|đồng hồ|làm việc|một ngày|mỗi ngày)| ?h/(?:ngày|tuần)")
_SCORED = re.compile(r"(?:thắng|thua|hòa|tỷ số|dẫn|dẫn trước|đánh bại|gỡ hòa|chung cuộc|kết quả)[^\n.;]{0,24}$")
_IDIOMS = re.compile(r"(?:24/24|24/7|4\.0|5\.0|3\.0|2\.0|360 ?độ|100/100|1/1)(?!\d)")
_PHONE = re.compile(r"(?:0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}|1[89]00[. ]?\d{4,6}|0\d{8,10})(?!\d)")


def label(low: str, start: int) -> dict[str, str] | None:
    """The row of the label word that stands directly before `start` (`lớp 12`, `Vành đai 3`)."""
    found = _LAST_WORDS.search(low, max(0, start - 32), start)
    if not found:
        return None
    words = found[0].replace(":", " ").replace("-", " ").split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        row = LABELS.get(" ".join(words[-size:]))
        if row:
            return None if row["word"] == "số" and len(words) > 1 and words[-2] in {"tổng", "con", "chỉ", "dân", "một", "trong", "đa", "quân", "sĩ", "thiểu", "hệ", "tham", "đạt"} else row
    return None


def refusal(flow: str, low: str, amount: Amount, *, measured: bool, counted: str | None) -> str | None:
    """Why an amount counts nothing, or None.

    `measured`: a unit or currency follows; `counted`: the listed noun that follows, if any.
    """
    start, end = amount.start, amount.end
    if amount.words:
        return _name(flow, low, amount)
    head, written = low[max(0, start - 24) : start], flow[max(0, start - 6) : start]
    if _PHONE.match(low, start):
        return "a phone number"
    if _IDIOMS.match(low, start) and not counted:
        return "an idiom or a version"
    for pattern, reason in _BEFORE:
        if pattern.search(written):
            return reason
    if _LASTING.match(low, end):
        return None
    if not measured or low[end : end + 1] == "h":
        for pattern, reason in _AFTER:
            if pattern.match(low, end):
                return reason
    if low[end : end + 4].lstrip().startswith(("giờ", "h")) and (_CLOCK.match(low, end) or _AT.search(head) and low[end : end + 1] == "h"):
        return "a clock time"
    row = label(low, start)
    if row and not measured and not amount.scale > 1:
        before = low[max(0, start - len(row["word"]) - 14) : start - len(row["word"]) - 1] + " "
        count = counted is not None and row["strength"] == "weak" and (counted not in _ADDRESSED or _COUNTED.search(before))
        if not count:
            return f"a label: {row['reason']}"
    elif row and measured and row["reason"] == "a calendar or clock expression" and row["word"] not in {"vụ", "tuần", "lúc", "tết"}:
        return None if row["word"] in {"ngày", "tháng", "năm"} and amount.low > 31 and low[end - 4 : end].isdigit() is False else f"a label: {row['reason']}"
    if amount.plain and 1900 <= amount.low <= 2100 and end - start == 4 and (not (measured or counted) or _yearlike(flow, start)):
        return "a year"
    if amount.plain and _SCORED.search(head) and re.match(r" ?- ?\d", low[end : end + 4]):
        return "a score"
    return None


_YEARLIKE = re.compile(r"(?:từ|đến|tới|trước|sau|năm|giai đoạn|đầu|cuối|giữa|hết|-|\() ?$")


def _yearlike(flow: str, start: int) -> bool:
    """`World Cup 2018 đội tuyển`, `đến 2020 huyện`: a bare year before a noun that it does not count."""
    before = flow[max(0, start - 12) : start]
    return bool(_YEARLIKE.search(before)) or bool(re.search(r"[A-ZĐ][\w]* $", before))


_KIN = re.compile(r"(?:anh|chị|chú|bác|cô|dì|ông|bà|thím|cậu|mợ|em|thứ|tháng|ngày|mùng|mồng|hạng|quý|lần thứ|lớp|cụ|số|trứ|vai) $")
_SENTENCE = re.compile(r"(?:^|[\n.!?:;\"“”'(*…+-] ?)$")


def _name(flow: str, low: str, amount: Amount) -> str | None:
    """Number words that are names, ordinals or months."""
    start = amount.start
    if _KIN.search(low, max(0, start - 9), start):
        return "an ordinal, a month or a name"
    if flow[start].isupper() and not _SENTENCE.search(flow, max(0, start - 2), start) and not flow[start : amount.end].isupper():
        return "a name"
    return None
