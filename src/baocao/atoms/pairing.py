"""Two amounts and the few words between them: a range, a part of a whole, a move, a list, a compound amount."""

from __future__ import annotations

import re
from decimal import Decimal

from baocao.atoms.context import named
from baocao.atoms.item import Item
from baocao.atoms.negative import ADDRESSED
from baocao.atoms.numeral import quotient

_FAR = 80
"""No pattern below spans more words than this between two amounts."""
_RANGE = frozenset(
    f"{a}{word}{b}" for a in ("", " ") for b in ("", " ") for word in ("-", "÷", "~", "cho đến", "đến", "tới")
)
# Each end with its own approximator: two amounts of one unit (`từ 12 đến dưới 16 tuổi`).
_UNTIL = re.compile(r" (?:đến|tới) (?:(?:dưới|trên|hơn|gần|khoảng) )?| ?- ?")
_EITHER = frozenset([" hoặc ", " hay ", ", "])
_BAR = frozenset(["/", " /", "/ ", " / "])
_AMONG = re.compile(r" (?:trong|trên)(?: tổng)? số (?:là )?| trong ")
_MOVE = re.compile(
    r"[^\n.;:()\d]{0,60}? (?:lên|xuống|còn)(?: (?:còn|đến|tới|thành|mức|trên|hơn|gần|khoảng|dưới)){0,3} "
)
_LIST = re.compile(r", | và |, và | hoặc | hay | cùng |; ")
_LISTED = re.compile(r", | và |, và | hoặc | hay |; ")
"""What lets a number take the unit of the next; `98 cùng 67 đài` are two things."""
_SIZED = re.compile(r", (?:dài|rộng|cao|dày|sâu|ngang|nặng)(?: (?:khoảng|hơn|gần|trên|dưới|chừng|tới|đến))? ")
_EVEN = re.compile(r",? (?:thậm chí|có khi)(?: (?:là|hơn|trên|tới|đến|cả|lên|gần|khoảng)){0,3} ")
_TIED = re.compile(r" ?[-/.] ?|, | và ")
_CLOCKS = re.compile(r"(?: ?(?:giờ|h))?(?: phút)?(?: (?:đến|tới) | ?- ?| )")
_DATED = frozenset(["sáng", "trưa", "chiều", "tối", "đêm", "hôm", "nay", "ngày", "qua", "mai"])
_VOTED = frozenset(["đối", "phiếu", "đạt", "được", "với", "có"])
_WHOLES = frozenset(["chỉ tiêu", "kế hoạch", "tiêu chí"])
_LONGER = {
    ("year", "month"): 12,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("hour", "second"): 3600,
    ("day", "hour"): 24,
}


def link(flow: str, low: str, items: list[Item]) -> None:
    """Join neighbours; where two make one quantity, both places of the list hold the same item."""
    for i in range(len(items) - 1):
        first, then = items[i], items[i + 1]
        if then.start - first.end <= _FAR and _pair(flow, low, first, then, low[first.end : then.start]):
            items[i + 1] = first
    for first, then in zip(items[-2::-1], items[:0:-1], strict=True):
        bare = first.unit is None and first.of is None and not first.reason
        if not bare or not then.unit or then.reason:
            continue
        sized = then.kind == "measure" and _SIZED.fullmatch(low, first.end, then.start)
        if sized or _LISTED.fullmatch(low, first.end, then.start):
            _share(first, then)
            first.leans = True


def _pair(flow: str, low: str, first: Item, then: Item, gap: str) -> bool:
    """Whether two neighbours make one quantity, kept in `first`."""
    if then.reason:
        return False
    if first.lone:
        either = gap in _EITHER and _adjacent(first, then, gap)
        vague = first.amount.vague and then.amount.vague and _LIST.fullmatch(gap)
        if first.amount.vague and then.unit and _EVEN.fullmatch(gap):
            first.reason, first.lone, first.leans = None, False, True
            first.low *= then.scale if first.scale < then.scale else 1
            _share(first, then)
            return False
        if either or vague or (then.kind == "count" and "-" not in gap and gap in _RANGE):
            first.reason, first.lone = None, False
    if first.reason:
        _infect(first, then, gap)
        return False
    if gap == " ":
        return _compound(low, first, then)
    if first.rule == "age" and then.unit is None and then.amount.plain and gap in _RANGE:
        then.unit, first.unit = first.unit, None
    dated = first.unit is None and bool(first.words) and first.words[-1] in _DATED
    if gap in _BAR and not first.amount.words:
        return _part(low, first, then, dated=dated or named(flow, first.words, first.start))
    if (not dated and gap in _RANGE and _joins(first, then)) or (gap in _EITHER and _adjacent(first, then, gap)):
        _share(first, then)
        first.high = None if first.amount.vague else then.high
        first.end, first.per, first.rule = then.end, then.per, "range"
        return True
    return first.unit is None and _lean(first, then, gap)


def _infect(first: Item, then: Item, gap: str) -> None:
    """What follows a label after a dash, a bar or a comma is a label too: `điều 104, 105`."""
    if first.reason == "a clock time" and then.unit in {"hour", "minute"} and _CLOCKS.fullmatch(gap):
        then.refuse("a clock time")
    if then.amount.words or not _TIED.fullmatch(gap):
        return
    if gap.strip() in {"-", "/", "."} or not then.listed or (then.unit or "").lower() in ADDRESSED:
        then.refuse(first.reason or "")


def _compound(low: str, first: Item, then: Item) -> bool:
    """`2.165 tỷ 622 trđ`, `2 năm 6 tháng`, and `0 68%` that lost its comma."""
    each = _LONGER.get((first.unit or "", then.unit or ""))
    if first.kind == then.kind == "money" and first.end == first.amount.end:
        if then.low * then.factor >= first.amount.scale:
            return False
        first.low = first.high = first.low + then.low * then.factor
        first.per, first.rule = then.per, "compound"
    elif each and first.low == first.high and then.low == then.high:
        # Where the longer unit has no exact decimal, the shorter one counts: 2 năm 4 tháng is 28 months.
        first.low = first.high = first.low * each + then.low
        try:
            first.low = first.high = quotient(first.low, Decimal(each))
        except ValueError:
            first.unit = then.unit
        first.rule = "compound"
    elif (
        then.kind == "share"
        and low[first.start : first.end] == "0"
        and low[then.start : then.amount.end].isdecimal()  # a number word or a sum has no digits to put behind a comma
    ):
        first.low = first.high = Decimal(f"0.{low[then.start : then.amount.end]}")
        first.unit, first.kind, first.rule = then.unit, then.kind, "lost comma"
    else:
        return False
    first.end = then.end
    return True


def _lean(first: Item, then: Item, gap: str) -> bool:
    """A bare amount takes its unit from the next one: `17 trong tổng số 19`, `từ 206 lên 213 đơn vị`."""
    if gap == "-":
        first.refuse("a date or a code")
        then.refuse("a date or a code")
    elif _AMONG.fullmatch(gap):
        first.of = then.low * then.factor
        first.unit, first.kind, first.listed, first.factor = then.unit, then.kind, then.listed, then.factor
        first.end, first.rule = then.end, "part of a whole"
        return True
    elif first.words[-1:] == ["từ"] and (_MOVE.fullmatch(gap) or _UNTIL.fullmatch(gap)):
        _share(first, then)
    return False


def _part(low: str, first: Item, then: Item, *, dated: bool) -> bool:
    """`18/18 chỉ tiêu`, `54,56ha/41,4ha`, `1/3 diện tích`; else a date, a scale or two quantities."""
    if first.unit and first.unit != then.unit and (then.unit or "").lower() not in _WHOLES:
        return False
    fraction = first.unit is None and first.low < then.low <= 10
    whole = (
        then.unit
        or (fraction and low[then.end : then.end + 2].strip().isalpha())
        or (first.low == then.low > 12 and first.words[-1:] and first.words[-1] in _VOTED)
    )
    scale = first.low == 1 and then.low >= 100
    if dated or scale or not whole:
        for item in (first, then):
            item.refuse("the scale of a map" if scale else "a date or a code")
        return False
    if fraction and not then.listed:
        then.unit, then.kind, then.end = None, None, then.amount.end
    _share(first, then)
    first.of = then.low * then.factor
    first.end, first.per, first.rule = then.end, then.per, "part of a whole"
    return True


def _joins(first: Item, then: Item) -> bool:
    """Whether two amounts around a dash or `đến` are the ends of one range."""
    if (first.unit and first.unit != then.unit) or first.amount.vague != then.amount.vague or first.of or first.per:
        return False
    if first.unit is None and then.unit is None and "." not in f"{first.low}{then.low}":
        return False
    return first.amount.vague or first.low * (then.scale if _unscaled(first, then) else 1) < then.low


def _adjacent(first: Item, then: Item, gap: str) -> bool:
    """`1 hoặc 2 lớp`, `3, 4 tầng`, and the loose `5, 7 năm`."""
    step = then.low - first.low
    near = step == 1 or (step == 2 and gap == ", " and then.low < 10)
    small = first.amount.scale == then.amount.scale == 1 and then.low < 20
    return near and small and first.unit is None and then.unit is not None


def _unscaled(first: Item, then: Item) -> bool:
    """Whether the first amount leans on the multiplier of the second (`500 - 1.000 tỷ đồng`)."""
    if first.unit or first.scale != 1 or then.scale < 100 or then.amount.vague:
        return False
    return first.low * then.scale <= then.low * 20


def _share(first: Item, then: Item) -> None:
    """Give the first amount the unit, and where it has none the multiplier, of the second."""
    if _unscaled(first, then):
        first.low *= then.scale
        first.high = first.high * then.scale if first.high is not None else None
        first.scale = then.scale
    if first.unit is None:
        first.unit, first.kind, first.factor, first.per = then.unit, then.kind, then.factor, then.per
        first.listed = then.listed
