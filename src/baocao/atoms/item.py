"""One amount on its way to a quantity: its unit or counted noun, its denominator, or why it counts nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from baocao.atoms.amount import Amount
from baocao.atoms.context import named, words_before
from baocao.atoms.negative import idiomatic, refusal
from baocao.atoms.noun import Noun, noun_at
from baocao.atoms.number_word import name, uncounted
from baocao.atoms.unit import Unit, currency_before, unit_at
from baocao.model import Bound


class Item(Struct):
    """An amount with what belongs to it."""

    amount: Amount
    words: Sequence[str]
    """The words before it."""
    start: int
    end: int
    """Of number, unit and denominator."""
    low: Decimal
    high: Decimal | None
    scale: Decimal
    """What its multiplier words multiply by, its own or those it leans on."""
    kind: str | None = None
    """money, share, time, measure, count or times; None for a bare number."""
    unit: str | None = None
    factor: Decimal = Decimal(1)
    """What the unit's words multiply by: a million in `622 trđ`."""
    per: str | None = None
    of: Decimal | None = None
    listed: bool = False
    """Whether a table knows the unit or noun."""
    leans: bool = False
    """Whether its unit is that of the next amount of a list (`5, 7 và 9 tỷ đồng`)."""
    reach: int = 0
    """How far words outside the span were read (`một tháng` after a price)."""
    bound: Bound = "exact"
    rule: str = ""
    reason: str | None = None
    """Why it is no quantity."""
    lone: bool = False
    """Whether a partner may still save it: number words that count nothing alone (`một hoặc hai đảng`)."""

    def refuse(self, reason: str) -> None:
        self.reason, self.kind, self.unit, self.end = reason, None, None, self.amount.end


_HALF = re.compile(r" rưỡi(?!\w)")
_WHOLE = re.compile(r" ?/ ?\d[\d.,]*(?= )")
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)] |\d{1,2}/ ?[^\W\d_]|\d{1,2} ?[-:] ?[^\W\d_]|\d{1,2}(?=\n|$)")
_RANGED = re.compile(r" ?- ?\d[\d.,]*")
_INLINE_MARK = re.compile(r"\d{1,2}(?:\)| - (?=[^\W\d_])|\. (?=[^\W\d_]))")


def read_item(flow: str, low: str, amount: Amount, *, borrowed: Unit | None = None) -> Item:
    """Read what stands around one amount; `borrowed` is a unit whose word belongs to a date."""
    words = words_before(low, amount.start)
    item = Item(amount, words, amount.start, amount.end, amount.low, amount.high, amount.scale, of=amount.whole)
    unit, noun = unit_at(low, amount.end), noun_at(flow, low, amount.end)
    known = noun if noun and noun.listed else _whole_noun(flow, low, amount.end)
    if unit and _no_unit(flow, low, amount, unit, noun):
        unit = None
    _take_unit(flow, low, item, unit or borrowed, noun)
    counted = known.text.lower() if known else None
    item.reason = _refusal(flow, low, item, measured=bool(unit), counted=counted)
    if item.reason:
        item.refuse(item.reason)
        return item
    if item.kind == "measure" and words[-1:] == ["âm"]:
        item.low, item.start = -item.low, item.start - len("âm ")
        item.high = -item.high if item.high is not None else None
    if item.kind in {"time", "measure"} and (half := _HALF.match(low, item.end)):
        item.low = item.high = item.low + Decimal("0.5")
        item.end = half.end()
    if item.unit is None and _money(low, amount):
        item.unit, item.kind, item.rule = "VND", "money", "money by its size"
    _denominator(flow, low, item)
    return item


def _no_unit(flow: str, low: str, amount: Amount, unit: Unit, noun: Noun | None) -> bool:
    """Whether the words of a unit are something else here."""
    if noun and noun.listed and noun.whole and noun.end > unit.end:
        return True  # `5 năm học`
    if unit.name == "g":
        return flow[unit.end - 1] == "G"  # `3G`
    if unit.name == "LAK" and amount.plain and amount.low < 50:
        return True  # `3 ca 4 kíp`: shifts, no currency
    # A few blocks are `khối`, cubic metres come in larger numbers.
    return low[amount.end : unit.end].strip() == "khối" and amount.plain and amount.low < 50


def _whole_noun(flow: str, low: str, at: int) -> Noun | None:
    """The known noun behind the second number of `18/18 chỉ tiêu`."""
    if not low.startswith(("/", " /"), at):
        return None
    whole = _WHOLE.match(low, at)
    noun = noun_at(flow, low, whole.end()) if whole else None
    return noun if noun and noun.listed else None


def _take_unit(flow: str, low: str, item: Item, unit: Unit | None, noun: Noun | None) -> None:
    amount = item.amount
    if amount.unit:
        item.unit, item.kind, item.listed = amount.unit, "times" if amount.unit == "lần" else "measure", True
    elif unit:
        item.unit, item.kind, item.factor, item.end, item.listed = unit.name, unit.kind, unit.factor, unit.end, True
    elif money := currency_before(low, amount.start):
        item.unit, item.kind, item.start, item.listed = money[0], "money", money[1], True
    elif "gấp" in item.words[-2:] and not noun:
        item.unit, item.kind, item.listed = "lần", "times", True
    elif noun and noun.listed:
        item.unit, item.kind, item.end, item.listed = noun.text, "count", noun.end, True
    elif _aged(item):
        item.unit, item.kind, item.listed, item.rule = "year", "time", True, "age"
    elif noun and _may_count(flow, low, item):
        item.unit, item.kind, item.end = noun.text, "count", noun.end
    elif (among := _AMONG_MANY.match(low, amount.end)) and (many := noun_at(flow, low, among.end())):
        item.unit, item.kind, item.reach = many.text, "count", many.end


_AMONG_MANY = re.compile(r" trong (?:tổng )?số (?:các|những)(?= )")
_AGE_LEADS = frozenset(
    ["từ", "khoảng", "gần", "hơn", "trên", "dưới", "ngoài", "là", "đến", "tới", "chừng", "đời", "chỉ", "mới", "đã"]
)
_AGED = frozenset(["cao", "lớn", "người", "nhiều", "già"])


def _aged(item: Item) -> bool:
    """Whether the word for age stands before the number: `độ tuổi từ 16-22`, `ở tuổi 71`."""
    if not item.amount.plain or not 1 <= item.low <= 300:
        return False
    words = item.words[-4:]
    while words and words[-1] in _AGE_LEADS:
        words = words[:-1]
    return bool(words) and words[-1] == "tuổi" and not (len(words) > 1 and words[-2] in _AGED)


_OPEN_WORDS = frozenset(["hai", "ba", "bốn", "sáu", "bảy", "tám", "mười"])


def _may_count(flow: str, low: str, item: Item) -> bool:
    """Whether a noun that no table knows may be what the amount counts."""
    amount = item.amount
    if amount.scale >= 1_000_000_000 or amount.whole:
        return False
    if amount.words:
        word = low[amount.start : amount.end]
        return amount.vague or word in _OPEN_WORDS or " " in word
    return not (amount.plain and amount.low < 1000 and named(flow, item.words, amount.start))


def _refusal(flow: str, low: str, item: Item, *, measured: bool, counted: str | None) -> str | None:
    amount = item.amount
    if idiomatic(low, amount.start):
        return "an idiom"
    if not amount.words:
        reason = _mark(low, amount) or refusal(flow, low, amount, item.words, measured=measured, counted=counted)
        return None if reason and reason.startswith("a label") and _measured_range(low, amount.end) else reason
    reason = name(flow, low, amount, item.words, measured=measured, counted=counted)
    if reason is None:
        reason = uncounted(low, amount, item.words, item.end, kind=item.kind, unit=item.unit, listed=item.listed)
        item.lone = reason is not None and item.kind is None and (amount.scale == 1 or amount.vague)
    return reason


def _measured_range(low: str, at: int) -> bool:
    """Whether a dash, a number and a unit follow: `loại 43-50 inch` is no label."""
    ranged = _RANGED.match(low, at)
    unit = unit_at(low, ranged.end()) if ranged else None
    return unit is not None and unit.kind != "time"


def _mark(low: str, amount: Amount) -> str | None:
    """Numbers that head the items of a list."""
    start = amount.start
    if start > 1 and low[start - 1] == " " and low[start - 2].isalpha():
        return None  # it stands in running text
    before = low[max(0, start - 2) : start]
    opening = start == 0 or before[-1] == "\n" or before == "\n "
    if opening and _LIST_MARK.match(low, start):
        return "a list mark"
    if (before[-1:] == "(" or before in {": ", "; ", ". "}) and _INLINE_MARK.match(low, start):
        return "a list mark"
    return None


_PRICED = re.compile(
    r"(?<!\w)(?:giá|tiền|phí|lương|thưởng|phạt|vé|mua|bán|thuê|trả|lãi|vốn|nợ|thu nhập|đồng|doanh thu)(?!\w)"
)


def _money(low: str, amount: Amount) -> bool:
    """Whether a large bare amount is money: from a million on always, below that where prices are the matter."""
    if amount.scale >= 1_000_000:
        return True
    return amount.scale >= 1000 and bool(_PRICED.search(low, max(0, amount.start - 60), amount.start))


# ── the denominator ──────────────────────────────────────────────────────────

_BAR = re.compile(r" ?/ ?(?:1 |một |1(?=[^\W\d_]))?(?P<many>[1-9]\d? )?(?=[^\W\d_])")
_LATER = re.compile(r"(?: [^\W\d_]+){1,3} ?/ ?(?=[^\W\d_])")
_CLOSED = re.compile(r"[,.;:!?)\n]|$| (?:và|nhưng|thì|là)(?!\w)")
_BEHIND = re.compile(r" (?P<word>một|mỗi|trên) (?P<one>1 ?|một |mỗi )?(?=[^\W\d_])")


_UNITS_OF_LAND = frozenset(["tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"])


def _alike(item: Item, noun: Noun | None) -> bool:
    """Whether a bar parts two words for the like: `21 ngành/nhóm ngành`, `58 tỉnh/thành phố`."""
    if item.kind != "count" or noun is None:
        return False
    counted, other = (item.unit or "").lower(), noun.text.lower()
    return {counted, other} <= _UNITS_OF_LAND or bool(set(counted.split()) & set(other.split()))


def _barred(flow: str, low: str, item: Item) -> bool:
    """Read the denominators behind bars, at most three; whether there are any."""
    said: list[str] = []
    while len(said) < 3 and (bar := _BAR.match(low, item.end)):
        unit, noun = unit_at(low, bar.end()), noun_at(flow, low, bar.end())
        end = max(unit.end if unit else 0, noun.end if noun and (noun.listed or not unit) else 0)
        strange = item.unit is None and not unit
        if not end or strange or _alike(item, noun) or (bar["many"] and item.kind == "count" and item.unit != "điểm"):
            break
        said.append((bar["many"] or "") + flow[bar.end() : end].strip())
        item.end = end
    if said:
        item.per = "/".join(said)
    return bool(said)


def _denominator(flow: str, low: str, item: Item) -> None:
    """`/người/năm` inside the span; `một tháng`, `mỗi tỉnh` behind it."""
    if low.startswith(("/", " /"), item.end) and _barred(flow, low, item):
        return
    if item.kind == "measure" and (later := _LATER.match(low, item.end)):
        # `300 m3 nước/ngày`
        unit = unit_at(low, later.end())
        if unit and unit.kind == "time":
            item.per, item.reach = flow[later.end() : unit.end], unit.end
            return
    if (
        item.kind in {"money", "measure", "share", "count"}
        and low.startswith((" một ", " mỗi ", " trên "), item.end)
        and (behind := _BEHIND.match(low, item.end))
    ):
        unit, noun = unit_at(low, behind.end()), noun_at(flow, low, behind.end())
        if behind["word"] == "mỗi" and noun and noun.listed and not (unit and unit.end >= noun.end):
            item.per, item.reach = noun.text, noun.end
        elif unit and (behind["word"] != "trên" or behind["one"]):
            item.per, item.reach = flow[behind.end() : unit.end].strip(), unit.end
        elif behind["word"] == "một" and item.kind == "money" and noun and noun.listed and _CLOSED.match(low, noun.end):
            item.per, item.reach = noun.text, noun.end
