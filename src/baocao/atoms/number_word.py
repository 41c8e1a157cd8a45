"""Number words that count nothing: names, ordinals, months, `năm` the year, `ba` the father, `một` the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.atoms.amount import Amount
from baocao.atoms.negative import labelled

_ORDINALS = frozenset(
    ["thứ", "tháng", "ngày", "mùng", "mồng", "hạng", "quý", "ngã", "thập", "nhì", "rằm", "chạp", "giêng", "lầu", "số"]
)
_KIN = frozenset(
    ["anh", "chị", "chú", "bác", "cô", "dì", "ông", "bà", "thím", "cậu", "mợ", "em", "cụ", "vai", "không", "từng"]
)
_OPENING = frozenset("\n.!?:;\"'(*…+-")
# Before these `năm` is a year: `trong năm doanh nghiệp đã …`.
_YEARS = frozenset(
    [
        "trong",
        "mỗi",
        "hằng",
        "hàng",
        "cả",
        "từng",
        "đầu",
        "cuối",
        "giữa",
        "một",
        "mấy",
        "nhiều",
        "những",
        "các",
        "qua",
        "vào",
        "từ",
        "nửa",
        "hết",
        "sang",
        "đến",
        "vài",
        "bao",
        "số",
        "của",
        "lâu",
    ]
)
_FATHER = re.compile(
    r" (?:mẹ|má|tôi|em|con|anh|chị|bé|cháu|ông|bà|mày|nó|lô(?! (?:đất|hàng|đạn|thuốc))|gác|hoa|phải|rọi|chỉ|tiêu|mình"
    r"|ruột|nuôi|vợ|chồng)(?!\w)"
)
_MANY = frozenset(["có", "gồm", "là", "với", "cả", "nhất", "thành", "làm", "theo", "tới", "hơn", "trong"])
# `một` counts where it is stressed (`chỉ còn một đầu mối`), and measures time where a length is meant (`sau một năm`).
_ONLY = frozenset(["chỉ", "nhất", "đúng", "vẹn", "thảy", "lẫn"])
_LEFT = frozenset(["lại", "có", "còn", "được"])
# `thêm` and `còn` bring in the article (`thêm một đặc điểm nữa`), unless something is gained or reduced.
_GAINED = frozenset(
    ["xây", "dựng", "mua", "mở", "lập", "tuyển", "nạp", "sung", "cấp", "tặng", "nhận", "đặt", "tăng", "lắp", "sắm"]
)
_REDUCED = frozenset(["giảm", "rút", "xuống", "gọn", "chỉ", "lại", "vẫn"])
_LASTING = frozenset(
    [
        "trước",
        "sau",
        "trong",
        "hơn",
        "gần",
        "khoảng",
        "chừng",
        "đúng",
        "vòng",
        "suốt",
        "ngoài",
        "quá",
        "mất",
        "đến",
        "tới",
        "đầy",
        "từ",
        "qua",
        "đó",
        "dài",
        "hạn",
        "mỗi",
        "chỉ",
    ]
)
_LASTED = re.compile(
    r" (?:trước|sau|qua|tới|nay|trời|tù|rưỡi|nữa|liền|liên tục|thực hiện|kể từ|gần đây|hai lần|một lần"
    r"|(?:đã )?trôi qua)(?!\w)"
)
# Measures that are also things one may speak of: `một mẫu xe`, `một khối`.
_LOOSE = frozenset(["mẫu", "độ", "m3"])


def name(
    flow: str, low: str, amount: Amount, words: Sequence[str], *, measured: bool, counted: str | None
) -> str | None:
    """Why number words are a name, an ordinal or a label, given the unit or the known noun that follows."""
    known = measured or counted is not None
    start, last = amount.start, words[-1] if words else ""
    if last in _ORDINALS and not (known and last == "số"):
        return "an ordinal or a month"
    if last in _KIN and not known:
        return "a name"
    if flow[start].isupper() and not flow[start : amount.end].isupper():
        then = flow[amount.end + 1 : amount.end + 3]
        if then[:1].isupper() and not then.isupper():
            return "a name"  # `Ba Đình`, `Hai Bà Trưng`
        if start and flow[start - 1 - (flow[start - 1] == " ")] not in _OPENING:
            return "a name"
    return labelled(words, amount, measured=measured, counted=counted)


def uncounted(
    low: str, amount: Amount, words: Sequence[str], end: int, *, kind: str | None, unit: str | None, listed: bool
) -> str | None:
    """Why number words do not count here, or None; `kind`, `unit` and `end` are those of what follows."""
    if amount.whole:
        return None
    if kind is None and amount.scale < 1000:
        return "number words without a unit"
    word = low[amount.start : amount.end]
    last = words[-1] if words else ""
    if word == "năm":
        five = last not in _YEARS and ((kind == "count" and listed) or (kind == "time" and last in _LASTING))
        return None if five and unit != "year" else "năm is a year"
    if word == "ba":
        three = not _FATHER.match(low, amount.end) and (listed or last in _MANY)
        return None if three else "ba is no number here"
    if word == "chín":
        return None if listed else "chín is no number here"
    if word == "nửa":
        return None if kind in {"time", "measure", "money"} else "nửa is a half of no measure"
    if word == "một":
        return None if _one(low, words, amount.end, end, kind=kind, unit=unit) else "một is an article"
    return None


def _one(low: str, words: Sequence[str], number_end: int, end: int, *, kind: str | None, unit: str | None) -> bool:
    """Whether `một` measures or counts."""
    last = words[-1] if words else ""
    if kind in {"money", "share"} or (kind == "measure" and unit not in _LOOSE):
        return True
    if kind == "time":
        return last in _LASTING or bool(_LASTED.match(low, end))
    if low.startswith(" số", number_end):
        return False
    if low.startswith(" duy nhất", end):
        return True
    if last == "thêm":
        return words[-2:-1] != [] and words[-2] in _GAINED and not low.startswith(" nữa", end)
    if last == "còn":
        return words[-2:-1] != [] and words[-2] in _REDUCED
    nearest = [word for word in words[-3:] if word not in _LEFT][-1:]
    return bool(nearest and nearest[0] in _ONLY) or list(words[-2:]) == ["mới", "có"]
