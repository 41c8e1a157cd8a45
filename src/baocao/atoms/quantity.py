"""Quantities: every number that says how much, how many or what share, with unit, denominator and bound.

An amount gets its unit from the words after it (unit, currency, counted noun), its bound from the words beside
it, and its partners from the few words between two amounts: a range, a part of a whole, a move, a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from baocao.atoms.amount import Amount, amounts
from baocao.atoms.bound import bound_after, bound_before
from baocao.atoms.negative import ADDRESSED, refusal
from baocao.atoms.noun import NOUNS, noun_at
from baocao.atoms.numeral import quotient
from baocao.atoms.rule import Candidate, resolve
from baocao.atoms.unit import currency_before, unit_at
from baocao.model import Bound, Page, Quantity, Reading
from baocao.span import Spanned


@dataclass(slots=True)
class Item:
    """An amount on its way to a quantity."""

    amount: Amount
    start: int
    end: int
    """Of the words that belong to it: number, unit, denominator."""
    low: Decimal
    high: Decimal | None
    scale: Decimal
    """What its multiplier words multiply by, its own or those of the next amount."""
    kind: str | None = None
    """money, share, time, measure, count; None for a bare number."""
    unit: str | None = None
    factor: Decimal = Decimal(1)
    per: str | None = None
    listed: bool = False
    of: Decimal | None = None
    bound: Bound = "exact"
    rule: str = ""
    reason: str | None = None
    """Why it is no quantity."""
    lone: bool = False
    """Whether a partner may still save it: number words that count nothing alone (`một hoặc hai đảng`)."""
    leans: bool = False
    """Whether its unit is that of the next amount of a list (`5, 7 và 9 tỷ đồng`)."""
    reach: int = 0
    """How far words outside the span were read (`một tháng` after a price)."""


def candidates(page: Page, taken: Sequence[Spanned] = ()) -> list[Candidate[Quantity]]:
    """Every number of the page: a quantity, or the reason why it is none; `taken` spans are left alone."""
    flow = _masked(page.flow, taken)
    low = flow.lower()
    if len(low) != len(flow):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in flow)
    items: list[Item] = []
    for amount in amounts(low):
        if items and amount.start < max(items[-1].end, items[-1].reach):
            continue
        items.append(_item(flow, low, amount))
    for i in range(len(items) - 1):
        if _link(flow, low, items[i], items[i + 1]):
            items[i + 1] = items[i]
    for first, then in zip(items[-2::-1], items[:0:-1], strict=True):
        if first.unit is None and then.unit and not first.reason and not then.reason and first.of is None:
            if _LIST.fullmatch(low, first.end, then.start) and first is not then:
                _share(first, then)
                first.leans = True
    # Where two amounts made one quantity, both places hold the same item.
    return resolve([_candidate(flow, low, items, i) for i in range(len(items)) if not i or items[i] is not items[i - 1]])


def _masked(flow: str, taken: Sequence[Spanned]) -> str:
    """The flow with what other kinds took blotted out, so that no number is read twice."""
    pieces, at = [], 0
    for span in sorted(taken, key=lambda s: s.start):
        if span.end > at:
            start = max(span.start, at)
            pieces += [flow[at:start], "\x1f" * (span.end - start)]
            at = span.end
    return "".join([*pieces, flow[at:]])


# ── one amount: unit, noun, denominator ──────────────────────────────────────

_HALF = re.compile(r" rưỡi(?!\w)")
_PER = re.compile(r" ?/ ?(?:1 ?|một )?(?P<many>[1-9]\d? )?(?=[^\W\d_])")
_PER_LATER = re.compile(r"(?: [^\W\d_]+){1,3} ?/ ?(?=[^\W\d_])")
_PER_WORDS = re.compile(r" (một|mỗi|/|trên) (?:1 ?|một |mỗi )?(?=[^\W\d_])")
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)] |\d{1,2}/ ?[^\W\d_]|\d{1,2} ?[-:] ?[^\W\d_]|\d{1,2}(?=\n|$)")
_INLINE_MARK = re.compile(r"\d{1,2}(?:\)| - (?=[^\W\d_])|\. (?=[^\W\d_]))")


def _item(flow: str, low: str, amount: Amount) -> Item:
    item = Item(amount, amount.start, amount.end, amount.low, amount.high, amount.scale)
    unit, noun = unit_at(low, amount.end), noun_at(flow, low, amount.end)
    counted = noun.text.lower() if noun and noun.listed else _whole_noun(flow, low, amount.end)
    if unit and (noun and noun.listed and noun.end > unit.end or unit.name == "g" and flow[unit.end - 1] == "G"):
        unit = None  # `5 năm học`; `3G` is no weight
    item.of = amount.whole
    if amount.unit:
        item.unit, item.kind, item.listed = amount.unit, "times" if amount.unit == "lần" else "measure", True
    elif unit:
        item.unit, item.kind, item.factor, item.end, item.listed = unit.name, unit.kind, unit.factor, unit.end, True
    elif money := currency_before(low, amount.start):
        item.unit, item.kind, item.start, item.listed = money[0], "money", money[1], True
    elif noun and (noun.listed or _may_count(flow, low, amount, noun.text)):
        item.unit, item.kind, item.end, item.listed = noun.text, "count", noun.end, noun.listed
    item.reason = _mark(low, amount) or refusal(flow, low, amount, measured=bool(unit), counted=counted)
    if not item.reason and amount.words:
        item.reason = _word_counts(low, item)
        item.lone = item.reason is not None and item.amount.scale == 1 and item.kind is None
    if item.reason:
        item.end, item.kind, item.unit = amount.end, None, None
        return item
    if item.kind == "time" and (half := _HALF.match(low, item.end)):
        item.low, item.high = item.low + Decimal("0.5"), item.low + Decimal("0.5")
        item.end = half.end()
    if item.unit is None and _money(low, amount):
        item.unit, item.kind, item.rule = "VND", "money", "money by its size"
    _denominator(flow, low, item)
    return item


_PRICED = re.compile(r"(?<!\w)(?:giá|tiền|phí|lương|thưởng|phạt|vé|mua|bán|thuê|trả|lãi|vốn|nợ|thu nhập|đồng|doanh thu)(?!\w)")


def _money(low: str, amount: Amount) -> bool:
    """Whether a large bare amount is money: always from a million on, below that where prices are the matter."""
    if amount.scale >= 1_000_000:
        return True
    return amount.scale >= 1000 and bool(_PRICED.search(low, max(0, amount.start - 60), amount.start))


_WHOLE = re.compile(r" ?/ ?\d[\d.,]*(?= )")


def _whole_noun(flow: str, low: str, at: int) -> str | None:
    """The known noun behind the second number of `18/18 chỉ tiêu`."""
    whole = _WHOLE.match(low, at)
    noun = noun_at(flow, low, whole.end()) if whole else None
    return noun.text.lower() if noun and noun.listed else None


def _denominator(flow: str, low: str, item: Item) -> None:
    """`/người/năm` inside the span; `một tháng`, `mỗi tỉnh` behind it."""
    said: list[str] = []
    while len(said) < 3 and (bar := _PER.match(low, item.end)):
        unit, noun = unit_at(low, bar.end()), noun_at(flow, low, bar.end())
        end = max(unit.end if unit else 0, noun.end if noun and noun.listed else 0) or (noun.end if noun else 0)
        if not end or (item.unit is None and not unit) or (bar["many"] and item.kind == "count" and item.unit != "điểm"):
            break
        said.append((bar["many"] or "") + flow[bar.end() : end].strip())
        item.end = end
    if said:
        item.per = "/".join(said)
        return
    later = _PER_LATER.match(low, item.end) if item.kind == "measure" else None
    if later and (unit := unit_at(low, later.end())) and unit.kind == "time":
        item.per, item.reach = flow[later.end() : unit.end], unit.end
        return
    behind = _PER_WORDS.match(low, item.end) if item.kind in {"money", "measure", "share", "count"} else None
    if behind:
        unit, noun = unit_at(low, behind.end()), noun_at(flow, low, behind.end())
        if behind[1] == "mỗi" and noun and noun.listed and not (unit and unit.end >= noun.end):
            item.per, item.reach = noun.text, noun.end
        elif unit and (behind[1] != "trên" or "mỗi" in behind[0] or "một" in behind[0]):
            item.per, item.reach = flow[behind.end() : unit.end].strip(), unit.end


def _mark(low: str, amount: Amount) -> str | None:
    """Numbers that head the items of a list."""
    if amount.words:
        return None
    before = low[max(0, amount.start - 2) : amount.start]
    if not before.strip(" ") or before[-1:] == "\n":
        if (amount.start == 0 or "\n" in before) and _LIST_MARK.match(low, amount.start):
            return "a list mark"
    if (before[-1:] == "(" or before in {": ", "; ", ". "}) and _INLINE_MARK.match(low, amount.start):
        return "a list mark"
    return None


_WORD_BEFORE = re.compile(r"(\w)\w*\.? $")
_OPEN_WORDS = frozenset({"hai", "bốn", "sáu", "bảy", "tám", "mười"})


def _may_count(flow: str, low: str, amount: Amount, noun: str) -> bool:
    """Whether a noun that no table knows may be what the amount counts."""
    if amount.scale >= 1_000_000_000:
        return False
    if amount.words:
        return amount.vague or low[amount.start : amount.end] in _OPEN_WORDS or " " in low[amount.start : amount.end]
    before = _WORD_BEFORE.search(flow, max(0, amount.start - 16), amount.start)
    return not (amount.plain and amount.low < 100 and before and before[1].isupper())


# ── number words that may be something else ──────────────────────────────────

_NOT_FIVE = re.compile(
    r"(?:trong|mỗi|hằng|hàng|cả|từng|đầu|cuối|giữa|một|mấy|nhiều|những|các|qua|vào|từ|nửa|hết|sang|đến|theo|vài|bao|số|của) $"
)
_FATHER = re.compile(r" (?:mẹ|má|tôi|em|con|anh|chị|bé|cháu|ông|bà|mày|nó|lô|gác|hoa|phải|rọi|chỉ|tiêu|mình|ruột|nuôi|vợ|chồng)(?!\w)")
_ONE_COUNTS = re.compile(r"(?:chỉ|còn|duy nhất|đúng|vỏn vẹn|cả thảy|vẻn vẹn|mới|thêm|lẫn)(?: lại)?(?: có| còn| được)? $")
_ONE_LASTS = re.compile(r"(?:trước|sau|trong|hơn|gần|khoảng|chừng|đúng|vòng|suốt|ngoài|quá|mất|đến|tới|chưa đầy|từ|qua|đó|kéo dài|hạn|mỗi|chỉ) $")
_ONE_LASTED = re.compile(r" (?:trước|sau|qua|tới|nay|trời|tù|rưỡi|nữa|liền|liên tục|thực hiện|kể từ|sau đó|gần đây|hai lần|một lần)(?!\w)")


def _word_counts(low: str, item: Item) -> str | None:
    """Why number words do not count here, or None."""
    start, end = item.amount.start, item.amount.end
    word = low[start:end]
    if item.kind is None and item.amount.scale < 1000:
        return "number words without a unit"
    head = low[max(0, start - 12) : start]
    if word == "năm" and (item.kind != "count" or not item.listed or _NOT_FIVE.search(head)):
        return "năm is a year"
    if word == "ba" and (_FATHER.match(low, end) or not item.listed):
        return "ba is no number here"
    if word == "chín" and not item.listed:
        return "chín is no number here"
    if word == "nửa" and item.kind not in {"time", "measure", "money"}:
        return "nửa is a half of no measure"
    if word == "một" and low.startswith(" số", end):
        return "một is an article"
    if word == "một" and (item.kind not in {"money", "share", "measure"} or item.unit in {"mẫu", "độ", "m3"}):
        if item.kind == "time":
            lasts = _ONE_LASTS.search(head) or _ONE_LASTED.match(low, item.end)
            return None if lasts else "một is an article"
        return None if _ONE_COUNTS.search(head) or low.startswith(" duy nhất", item.end) else "một is an article"
    return None


# ── two amounts: range, part of a whole, move, list ──────────────────────────

_RANGE = re.compile(r" ?(?:-|÷|~|đến|tới|cho đến) ?")
_EITHER = re.compile(r" (?:hoặc|hay) |, ")
_BAR = re.compile(r" ?/ ?")
_AMONG = re.compile(r" (?:trong|trên)(?: tổng)?(?: số)? (?:là )?")
_MOVE = re.compile(r"[^\n.;:()\d]{0,60}? (?:lên|xuống|còn)(?: còn| đến| tới| thành| mức| trên| hơn| gần| khoảng| dưới| hơn)* ")
_LIST = re.compile(r"(?:, | và |, và | hoặc | hay | cùng |; )")
_TIGHT = re.compile(r" ?[-/.] ?|, | và ")
_DATED = re.compile(r"(?:sáng|trưa|chiều|tối|đêm|hôm|nay|ngày|qua|mai|\() ?$")
_WHOLES = frozenset({"chỉ tiêu", "kế hoạch", "tiêu chí"})
_LONGER = {
    ("year", "month"): 12,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("hour", "second"): 3600,
    ("day", "hour"): 24,
}


def _link(flow: str, low: str, first: Item, then: Item) -> bool:
    """Read the words between two neighbours; True where they make one quantity, kept in `first`."""
    gap = low[first.end : then.start]
    if len(gap) > 80:
        return False
    if first.lone and not then.reason and _EITHER.fullmatch(gap) and _adjacent(first, then):
        first.reason = None
    if first.lone and not then.reason and then.kind == "count" and _RANGE.fullmatch(gap) and "-" not in gap:
        first.reason = None
    if first.reason:
        # What follows a label after a dash, a bar or a comma is a label too: `điều 104, 105`.
        tied = _TIGHT.fullmatch(gap) and not then.amount.words and not then.reason
        if tied and (gap.strip() in {"-", "/", "."} or not then.listed or (then.unit or "").lower() in ADDRESSED):
            then.reason, then.kind, then.unit, then.end = first.reason, None, None, then.amount.end
        return False
    if then.reason:
        return False
    if gap == " " and then.kind == "share" and low[first.start : first.end] == "0" and then.amount.plain:
        # `0 68%`: the comma was lost
        first.low = first.high = Decimal(f"0.{low[then.start : then.amount.end]}")
        first.unit, first.kind, first.end, first.rule = then.unit, then.kind, then.end, "lost comma"
        return True
    dated = first.unit is None and bool(_DATED.search(low, max(0, first.start - 6), first.start))
    if _BAR.fullmatch(gap) and not first.amount.words:
        named = _WORD_BEFORE.search(flow, max(0, first.start - 16), first.start)
        return _part(first, then, low, dated=dated or bool(named and named[1].isupper()))
    if (_RANGE.fullmatch(gap) and not dated and _joins(first, then)) or (_EITHER.fullmatch(gap) and _adjacent(first, then)):
        _share(first, then)
        first.high = None if first.amount.vague else then.high
        first.end, first.per, first.rule = then.end, then.per, "range"
        return True
    if first.unit is None:
        return _lean(low, first, then, gap)
    if gap == " " and first.kind == then.kind == "money" and first.end == first.amount.end:
        # `2.165 tỷ 622 trđ`
        if then.low * then.factor < first.amount.scale:
            first.low = first.high = first.low + then.low * then.factor
            first.end, first.per, first.rule = then.end, then.per, "compound"
            return True
    each = _LONGER.get((first.unit, then.unit or ""))
    if gap == " " and each and first.low == first.high and then.low == then.high:
        # `2 năm 6 tháng` is 2.5 years; where the longer unit has no exact decimal, the shorter one counts.
        total = first.low * each + then.low
        try:
            first.low = first.high = quotient(total, Decimal(each))
        except ValueError:
            first.low = first.high = total
            first.unit = then.unit
        first.end, first.rule = then.end, "compound"
        return True
    return False


def _lean(low: str, first: Item, then: Item, gap: str) -> bool:
    """A bare amount takes its unit from the next one: a move, a list, a part of a whole."""
    opened = low.startswith("từ ", max(0, first.start - 3))
    if gap == "-":
        first.reason = then.reason = "a date or a code"
    elif gap == " trong " or (_AMONG.fullmatch(gap) and "số" in gap):
        first.of = then.low * then.factor
        first.unit, first.kind, first.listed, first.factor = then.unit, then.kind, then.listed, then.factor
        first.end, first.rule = then.end, "part of a whole"
        return True
    elif opened and (_MOVE.fullmatch(gap) or _RANGE.fullmatch(gap)):
        _share(first, then)
    return False


def _part(first: Item, then: Item, low: str, *, dated: bool) -> bool:
    """`18/18 chỉ tiêu`, `54,56ha/41,4ha`, `1/3 diện tích`; else a date, a scale or two quantities."""
    if first.unit and first.unit != then.unit and (then.unit or "").lower() not in _WHOLES:
        return False
    fraction = first.unit is None and first.low < then.low <= 10
    whole = then.unit or (fraction and low[then.end : then.end + 2].strip().isalpha()) or first.low == then.low > 12
    if dated or not whole:
        first.reason = then.reason = "a date or a code"
        return False
    if first.low == 1 and then.low >= 100:
        first.reason = then.reason = "the scale of a map"
        return False
    if fraction and not then.listed:
        then.unit, then.kind, then.end = None, None, then.amount.end
    _share(first, then)
    first.of = then.low * then.factor
    first.end, first.per, first.rule = then.end, then.per, "part of a whole"
    return True


def _joins(first: Item, then: Item) -> bool:
    """Whether two amounts around a dash or `đến` are the ends of one range."""
    if first.unit and first.unit != then.unit or first.amount.vague != then.amount.vague or first.of or first.per:
        return False
    if first.unit is None and then.unit is None and not _bounded(first, then):
        return False
    scaled = first.low * (then.scale if _unscaled(first, then) else 1)
    return then.low is not None and scaled < then.low or first.amount.vague


def _bounded(first: Item, then: Item) -> bool:
    return "." in str(first.low) or "." in str(then.low)


def _adjacent(first: Item, then: Item) -> bool:
    """`1 hoặc 2 lớp`, `3, 4 tầng`."""
    return first.unit is None and then.unit is not None and first.amount.scale == then.amount.scale and then.low == first.low + 1 and then.low < 20


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


# ── the quantity ─────────────────────────────────────────────────────────────

_SAID = re.compile(r"(?:đạt|lên|xuống|còn|tăng|giảm|bằng|là|tới|mức|gồm|thêm|số|từ) $")
_ENDS = re.compile(r" ?[,.;:)\n\"]| (?:so|trong|và|vào|năm|của|tại|ở|đến|lên|xuống|thì|là|điểm)\b|$")
_DENOMINATED = re.compile(r"[^\n.,;:()]{0,40}")
_EACH = re.compile(r"(?<!\w)mỗi (?P<rest>[^\n.,;:()]{0,90})$")


def _candidate(flow: str, low: str, items: list[Item], i: int) -> Candidate[Quantity]:
    item = items[i]
    rule = item.rule or ("vague" if item.amount.vague else item.kind or "bare")
    if not item.reason and item.kind is None and item.of is None:
        said = _ENDS.match(low, item.end) and (
            _SAID.search(low, max(0, item.start - 6), item.start)
            or bound_before(low, item.start, item.amount.end)[0] != "exact"
        )
        sure = "," in low[item.start : item.amount.end] or (item.amount.other is not None and item.amount.low >= 1000)
        if not (said and item.amount.low >= 10) and not (sure and not item.amount.words):
            item.reason = "no unit"
    if item.reason:
        return Candidate(item.start, item.end, rule, reason=item.reason)
    number_end = item.amount.end
    bound, opens = bound_before(low, item.start, number_end)
    if bound == "exact":
        bound = bound_after(low, item.start, item.end) or bound
    if bound == "exact" and i and not items[i - 1].reason and (
        items[i - 1].leans or low[items[i - 1].end : item.start] == " và "
    ):
        bound = items[i - 1].bound  # it carries over to what is coordinated under it
    if item.amount.vague:
        bound = "about"
    item.bound = bound
    per = item.per or _each(flow, low, items, i)
    lowest, highest, readings = _values(item)
    return Candidate(
        item.start,
        item.end,
        rule,
        Quantity(
            start=item.start,
            end=item.end,
            low=lowest,
            high=highest,
            of=_neat(item.of) if item.of is not None else None,
            unit=item.unit,
            per=per,
            bound=bound,
            vague=item.amount.vague,
            readings=readings,
            rule=rule,
        ),
    )


def _values(item: Item) -> tuple[Decimal | None, Decimal | None, tuple[Reading, ...]]:
    low, high = item.low * item.factor, item.high * item.factor if item.high is not None else None
    other = item.amount.other
    if other is None or low != item.amount.low * item.factor or high != low:
        return _neat(low), _neat(high) if high is not None else None, ()
    other *= item.factor
    comma = item.amount.low < other
    if comma and (item.kind == "count" or item.kind == "money" and item.amount.scale == 1):
        # What is counted comes whole, and prices have no thousandths: the comma groups thousands.
        return _neat(other), _neat(other), ()
    if not comma and item.kind == "share":
        return _neat(other), _neat(other), (Reading(low=_neat(low), high=_neat(low), unit=item.unit, note="dot as thousands mark"),)
    if not comma:
        return _neat(low), _neat(low), ()
    return _neat(low), _neat(low), (Reading(low=_neat(other), high=_neat(other), unit=item.unit, note="comma as thousands mark"),)


def _neat(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _each(flow: str, low: str, items: list[Item], i: int) -> str | None:
    """The denominator that `mỗi …` before the amount states, when no other amount stands between."""
    item = items[i]
    before = next((other for other in items[i - 1 :: -1] if not other.reason), None) if i else None
    begin = max(before.end if before else 0, item.start - 100)
    if before and before.low == before.high == 1 and before.kind == "measure" and item.kind == "money":
        # `trên 1 ha đất đạt 90 triệu đồng`
        if _DENOMINATED.fullmatch(low, before.end, item.start) and low.endswith("trên ", 0, before.start):
            return flow[before.amount.end : before.end].strip()
    found = _EACH.search(low, begin, item.start)
    if not found:
        return None
    at = found.start("rest")
    unit, noun = unit_at(low, at - 1), noun_at(flow, low, at - 1)
    if item.kind == "time" and item.start - at > 16:
        return None
    if unit and not (noun and noun.listed and noun.end > unit.end):
        return flow[at : unit.end]
    if noun and noun.text.lower() not in NOUNS:
        return noun.text.split()[0]
    return noun.text if noun else None
