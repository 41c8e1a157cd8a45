"""Bounds: the words beside an amount that say it is about, above, below, at least or at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from baocao.lexicon import alternation, table
from baocao.model import Bound

_BEFORE = {row["phrase"]: cast(Bound, row["bound"]) for row in table("bounds") if row["side"] == "before"}
_AFTER = {row["phrase"]: cast(Bound, row["bound"]) for row in table("bounds") if row["side"] == "after"}
_LAST = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _BEFORE)
_LONGEST = max(phrase.count(" ") + 1 for phrase in _BEFORE)

# Words that may stand between an approximator and its number without breaking it.
_FILLERS = frozenset(["là", "có", "được", "từ", "mức", "tới", "đến", "cho", "còn"])
_STRONG = frozenset(["at_least", "at_most"])
# An adjective makes `hơn` compare two things: `cao hơn 7%` says a difference, exactly.
_COMPARED = frozenset(
    ["cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "sớm", "chậm", "muộn", "đắt", "rẻ", "nhanh", "kém", "tốt"]
)
# What `trên` and `dưới` locate rather than measure when they count few: `trên 3 lĩnh vực`, `dưới 2 hình thức`.
_LOCATED = re.compile(
    r" ?(?:lĩnh vực|mặt trận|mặt|phương diện|tuyến|địa bàn|hành trình|kênh|trang|nền tảng|xe|chiếc|con đường|hình thức"
    r"|dạng|góc độ|tên|trụ cột|khía cạnh|bình diện|làn|thửa|lô|tờ|mảnh|ha |m2 |m² |sào )"
)
_REACHED = frozenset(
    ["có", "đạt", "là", "gồm", "được", "với", "lên", "tới", "đến", "còn", "tổng", "ước", "thu", "mua", "bán"]
)
_PLAN = re.compile(r" (?:so với|so |kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh |tiến độ)")
_PER_AREA = re.compile(r"(?:1|một) ?(?:ha|hecta|héc ta|m2|sào|mẫu|công)(?!\w)[^\n.,;]{0,60}? đạt ")
_LEVEL = re.compile(r"(?:[^\W\d_]| |%|/){0,24}? (?:của|cùng kỳ|bình quân|trung bình|hồi|\x1f)")
_OPENER = re.compile(alternation(phrase.split(" ", 1)[0] for phrase in _AFTER))
_CLOSED = re.compile(rf"(?P<gap>[^\n.,;:?!()\d]{{0,80}}?) (?P<phrase>{alternation(_AFTER)})(?!\w)")


def bound_before(low: str, words: Sequence[str], start: int, end: int) -> Bound:
    """The bound that the words before an amount give it.

    `start` and `end` are those of the number itself: what it counts decides `trên` and `vượt`.
    """
    for skipped in range(3):
        known = words[: len(words) - skipped] if skipped else words
        if not known:
            break
        if known[-1] in _LAST:
            for size in range(min(_LONGEST, len(known)), 0, -1):
                phrase = " ".join(known[-size:])
                if bound := _BEFORE.get(phrase):
                    far = skipped > 1 or (skipped == 1 and words[-1] != "từ")
                    if far and bound not in _STRONG:
                        return "exact"
                    if _misled(low, phrase, known[-size - 1] if len(known) > size else "", start, end):
                        return "exact"
                    return "at_most" if phrase == "quá" and "không" in known[-5:] else bound
        if known[-1] not in _FILLERS:
            break
    return "exact"


def _misled(low: str, phrase: str, before: str, start: int, end: int) -> bool:
    """Whether the phrase means something else here."""
    if phrase == "hơn":
        return before in _COMPARED
    if phrase == "cao hơn mức":
        return bool(_LEVEL.match(low, end))  # a level that was reached, exactly
    if phrase in {"trên", "dưới"}:
        if phrase == "trên" and _PER_AREA.match(low, start):
            return True  # `thu được trên 1 ha chè đạt 320 triệu đồng`
        return before == "dựa" or (before not in _REACHED and end - start <= 3 and bool(_LOCATED.match(low, end)))
    if phrase.startswith("vượt") and low.startswith("/", end):
        return True  # `vượt mức 20/20 chỉ tiêu`
    if phrase == "vượt":
        return bool(_PLAN.search(low, end, end + 24))  # by how much, not how far
    if phrase == "cỡ":
        return before in {"kích", "khổ"}
    if phrase == "gần":
        return before in {"ở", "sống", "nằm", "ngay"}
    return phrase == "tối đa" and before in {"phát", "huy", "động"}


def bound_after(low: str, start: int, end: int) -> Bound | None:
    """The bound that closes an amount from behind: `15 m trở lên`, `từ 80% tổ chức … trở lên`."""
    if not _OPENER.search(low, end, end + 90):
        return None
    found = _CLOSED.match(low, end)
    if not found:
        return None
    opened = low.startswith("từ ", max(0, start - 3))
    return _AFTER[found["phrase"]] if opened or len(found["gap"].split()) <= 2 else None
