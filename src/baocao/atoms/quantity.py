"""Quantities: every number that says how much, how many or what share, with unit, denominator and bound.

An amount gets its unit from the words after it (unit, currency, counted noun), its bound from the words beside
it, and its partners from the few words between two amounts. Every number of the page becomes a candidate:
a quantity, or the reason why it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from baocao.atoms.amount import Amount, amounts
from baocao.atoms.bound import bound_after, bound_before
from baocao.atoms.item import Item, read_item
from baocao.atoms.noun import NOUNS, noun_at
from baocao.atoms.pairing import link
from baocao.atoms.rule import Candidate, resolve
from baocao.atoms.unit import Unit, unit_at
from baocao.model import Page, Quantity, Reading
from baocao.span import Spanned


def candidates(page: Page, taken: Sequence[Spanned] = ()) -> list[Candidate[Quantity]]:
    """Every number of the page, taken or refused; `taken` spans (documents, dates) are left alone."""
    flow, low = _masked((page.flow, page.low), taken)
    items: list[Item] = []
    for amount in amounts(low):
        if not items or amount.start >= max(items[-1].end, items[-1].reach):
            borrowed = _borrowed(page, amount) if low.startswith(_BEFORE_TAKEN, amount.end) else None
            items.append(read_item(flow, low, amount, borrowed=borrowed))
    link(flow, low, items)
    found = [_candidate(flow, low, items, i) for i in range(len(items)) if not i or items[i] is not items[i - 1]]
    return resolve(found)


def _borrowed(page: Page, amount: Amount) -> Unit | None:
    """The unit of `2` in `trong 2 ngày 5 và 6/8`: the date took the word, the number still counts by it."""
    if amount.low > 31:
        return None
    unit = unit_at(page.low[: amount.end + 12], amount.end)
    return replace(unit, end=amount.end) if unit and unit.name == "day" else None


_TAKEN = "\x1f"
_BEFORE_TAKEN = f" {_TAKEN}"


def _masked(texts: Sequence[str], taken: Sequence[Spanned]) -> Iterator[str]:
    """The texts with what other kinds took blotted out, so that no number is read twice."""
    blots: list[tuple[int, int, int]] = []
    """Where the text before each of them begins, and where it begins and ends."""
    at = 0
    for span in sorted(taken, key=lambda s: s.start):
        if span.end > at:
            blots.append((at, max(span.start, at), span.end))
            at = span.end
    for text in texts:
        yield "".join([text[a:start] + _TAKEN * (end - start) for a, start, end in blots]) + text[at:]


def _candidate(flow: str, low: str, items: list[Item], i: int) -> Candidate[Quantity]:
    item = items[i]
    rule = item.rule or ("vague" if item.amount.vague else item.kind or "bare")
    bound = "exact" if item.reason else bound_before(low, item.words, item.amount.start, item.amount.end)
    if not item.reason and item.kind is None and item.of is None and not _stands_alone(low, item, bound):
        item.reason = "no unit"
    if not item.reason and _endless(item):
        item.reason = "more digits than a figure has"
    if item.reason:
        return Candidate(item.start, item.end, rule, reason=item.reason)
    if bound == "above" and item.kind == "count" and item.words[-1:] == ["vượt"] and item.low < 100:
        bound = "exact"  # `vượt 8 xã`: by eight
    if bound == "exact":
        bound = bound_after(low, item.start, item.end) or bound
    before = items[i - 1] if i else None
    if bound == "exact" and before and (before.leans or low[before.end : item.start] == " và "):
        bound = before.bound  # it carries over to what is coordinated under it
    item.bound = "about" if item.amount.vague else bound
    lowest, highest, readings = _values(item)
    quantity = Quantity(
        start=item.start,
        end=item.end,
        low=lowest,
        high=highest,
        of=_plain(item.of) if item.of is not None else None,
        unit=item.unit,
        per=item.per or _each(flow, low, items, i),
        bound=item.bound,
        vague=item.amount.vague,
        readings=readings,
        rule=rule,
    )
    return Candidate(item.start, item.end, rule, quantity)


# ── bare numbers ─────────────────────────────────────────────────────────────

_SAID = frozenset(["đạt", "lên", "xuống", "còn", "tăng", "giảm", "bằng", "là", "tới", "mức", "gồm", "thêm", "số", "từ"])
_OR_MORE = re.compile(r" trở (?:lên|xuống)(?!\w)")
_ENDS = re.compile(r" ?[,.;:)\n\"]| (?:so|trong|và|vào|năm|của|tại|ở|đến|lên|xuống|thì|là|điểm|trở)(?!\w)|$")


def _stands_alone(low: str, item: Item, bound: str) -> bool:
    """Whether a number without a unit is a quantity: an index, or a count whose noun was said before."""
    amount = item.amount
    if amount.words:
        return False
    if "," in low[item.start : amount.end] or (amount.other is not None and amount.low >= 1000):
        return True
    if "." in low[item.start : amount.end] and _OR_MORE.match(low, amount.end):
        return True
    said = bound != "exact" or (bool(item.words) and item.words[-1] in _SAID)
    return said and amount.low >= 10 and bool(_ENDS.match(low, item.end))


# ── values ───────────────────────────────────────────────────────────────────


def _values(item: Item) -> tuple[Decimal | None, Decimal | None, tuple[Reading, ...]]:
    low = item.low * item.factor
    high = low if item.high is item.low else item.high * item.factor if item.high is not None else None
    other = item.amount.other
    if other is None or low != high or item.low != item.amount.low:
        lowest = _plain(low)
        return lowest, lowest if high is low else _plain(high) if high is not None else None, ()
    other *= item.factor
    if item.amount.low < other:
        if item.kind == "count" or (item.kind == "money" and item.scale == 1):
            # What is counted comes whole, and prices have no thousandths: the comma groups thousands.
            return _plain(other), _plain(other), ()
        return (lowest := _plain(low)), lowest, (_reading(item, other, "the comma as a thousands mark"),)
    if item.kind == "share":
        return (lowest := _plain(low)), lowest, (_reading(item, other, "the dot as a decimal mark"),)
    return (lowest := _plain(low)), lowest, ()


MOST_DIGITS = 18
"""Digits before or after which a number is a code, or an attack: beyond them arithmetic would round in silence."""


def _endless(item: Item) -> bool:
    low, high, of, other = item.low, item.high, item.of, item.amount.other
    return (
        _long(low)
        or (high is not None and high is not low and _long(high))
        or (of is not None and _long(of))
        or (other is not None and _long(other))
    )


def _long(value: Decimal) -> bool:
    return value.adjusted() >= MOST_DIGITS or (
        len(str(value)) > MOST_DIGITS and len(value.as_tuple().digits) > MOST_DIGITS
    )


def _reading(item: Item, value: Decimal, note: str) -> Reading:
    return Reading(low=_plain(value), high=_plain(value), unit=item.unit, note=note)


def _plain(value: Decimal) -> Decimal:
    """The same value without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


# ── a denominator said before the amount ─────────────────────────────────────

_CLAUSE = re.compile(r"[^\n.,;:()]{0,100}")
_EACH_REACH = 100


def _each(flow: str, low: str, items: list[Item], i: int) -> str | None:
    """`mỗi tỉnh được 400 tỷ đồng`, `trên 1 ha đất đạt 90 triệu đồng`, with no other amount between."""
    item = items[i]
    if item.kind != "money" and low.find("mỗi ", max(0, item.start - _EACH_REACH), item.start) < 0:
        return None
    before = next((items[j] for j in range(i - 1, -1, -1) if not items[j].reason), None)
    begin = max(before.end if before else 0, item.start - _EACH_REACH)
    at = low.rfind("mỗi ", begin, item.start)
    if at >= 0 and _CLAUSE.fullmatch(low, at, item.start) and not low[at - 1 : at].isalpha():
        if item.kind == "time" and item.start - at > 20:
            return None
        unit, noun = unit_at(low, at + 3), noun_at(flow, low, at + 3)
        if unit and not (noun and noun.listed and noun.end > unit.end):
            return flow[at + 4 : unit.end]
        if noun:
            return noun.text if noun.text.lower() in NOUNS else noun.text.split()[0]
    single = before and before.kind == "measure" and before.low == before.high == 1 and before.words[-1:] == ["trên"]
    if before and single and item.kind == "money" and _CLAUSE.fullmatch(low, before.end, item.start):
        return flow[before.amount.end : before.end].strip()
    return None
