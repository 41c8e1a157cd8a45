"""Derived values: what the stated figures imply, by interval arithmetic, and never shown as stated.

Every value names its formula, the ids it was computed from, and what was assumed (see `figures` for what
the words around a figure allow).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from operator import add, sub, truediv

from baocao.facts.anniversary import anniversaries
from baocao.facts.figures import Figures
from baocao.facts.interval import Interval, point, written
from baocao.facts.naming import ENTRIES
from baocao.facts.scene import Scene, first_inside, inside
from baocao.facts.wording import say
from baocao.model import Derived, Indicator, Movement, Plan, Quantity

_HUNDRED = point(100)
_YEAR_BASE = re.compile(r"năm")
_BATCH = frozenset({"dự án", "công trình", "hộ", "xã", "khu", "cụm", "trường", "doanh nghiệp"})
_AREA = frozenset({"ha", "m2", "km2"})


def derived(known: Figures, indicators: list[Indicator]) -> list[Derived]:
    """Every derivation that applies, in the order of the indicators it starts from."""
    found: list[Derived] = []
    for indicator in indicators:
        if movements := [m for m in (indicator.movement, *indicator.movements) if m]:
            found += _from_movement(known, indicator, movements)
        if plans := [p for p in (indicator.plan, *indicator.plans) if p]:
            found += _from_plan(known, indicator, plans)
            found += _ahead(known, indicator, plans)
        if indicator.movement and indicator.movement.kind == "average":
            found += _index(known, indicator, indicator.movement)
        if indicator.side == "met":
            found += _met(known, indicator)
    found += _per_item(known, indicators)
    found += _founded(known.scene)
    return [value for value in found if _tells(value)]


def _tells(value: Derived) -> bool:
    """Whether a value narrows anything: `hơn 805 tỷ`, `tăng hơn 13%` leave every base possible."""
    return value.high is not None or (value.low is not None and value.low > 0)


def _from_movement(known: Figures, i: Indicator, movements: list[Movement]) -> Iterator[Derived]:
    """Base, growth and yearly growth, from a level and its change."""
    level = known.allowed(i.quantity) if i.measure in ("level", "count") else None
    if level is None:
        return
    for movement in movements:
        if movement.kind == "from_to":
            yield from _from_first(known, i, movement, level)
        elif base := _base(known, i, movement, level):
            yield base
            yield from _growth(known, i, movement, level, base)


def _base(known: Figures, i: Indicator, m: Movement, level: Interval) -> Derived | None:
    """`đạt 60 triệu, tăng 28 triệu so với năm 2015`: 32 triệu in 2015."""
    amount, figure = known.get(m.quantity), known.get(i.quantity)
    if amount is None or figure is None or m.readings or m.base is None or m.direction == "level":
        return None
    change = known.allowed(amount.id)
    if change is None or _stated(known, i, m):
        return None
    up = m.direction == "up"
    if m.kind == "absolute" and amount.unit == figure.unit != "%":
        value = _try(sub if up else add, level, change)
        formula = f"{i.quantity} {'-' if up else '+'} {m.quantity}"
    elif m.kind == "relative":
        if amount.per or _STRETCH.search(m.base.lower()):
            # a yearly rate, or a stretch of years, has no one level to go back to
            return None
        factor = _factor(change, up=up)
        value = _try(truediv, level, factor) if factor else None
        formula = f"{i.quantity} / (1 {'+' if up else '-'} {m.quantity})"
    elif m.kind == "times" and up and amount.unit == "lần":
        value = _try(truediv, level, change)
        formula = f"{i.quantity} / {m.quantity}"
    else:
        return None
    if value is None or value.low is None or value.low.numerator < 0:
        return None
    ids = (i.quantity, m.quantity, m.base_period)
    return _made(known, "base", value, i, formula, ids, base=m.base)


_STRETCH = re.compile(r"(?<!\w)(?:giai đoạn|thời kỳ|nhiệm kỳ trước|các năm|những năm)(?!\w)")


def _stated(known: Figures, i: Indicator, m: Movement) -> bool:
    """Whether the article states the base itself: `giảm 42% so với năm 2015 (17.171 tỷ đồng)`."""
    if m.base_quantity is not None and known.unit(m.base_quantity) == known.unit(i.quantity):
        return True
    bracket = _BRACKET.match(known.scene.flow, i.end)
    behind = first_inside(known.scene.quantities, i.end, i.end + 24) if bracket else None
    return bool(bracket and behind and behind.start == bracket.end() and behind.unit == known.unit(i.quantity))


_BRACKET = re.compile(r" ?\((?:là |đạt |hơn |gần |khoảng )?")


def _from_first(known: Figures, i: Indicator, m: Movement, level: Interval) -> Iterator[Derived]:
    """`từ 32 triệu đồng (2015) lên 60 triệu đồng (2020)`: growth, per year too; percentages give their points."""
    first, last = known.get(m.base_quantity), known.get(i.quantity)
    start = known.allowed(m.base_quantity)
    if first is None or start is None or last is None or (first.unit, first.per) != (last.unit, last.per):
        return
    if not (start.is_positive and level.is_point and start.is_point) or first.of or last.of:
        return
    base = known.scene.flow[first.start : first.end]
    ids = (last.id, first.id, m.base_period)
    up = m.direction == "up"
    if first.unit == "%":
        value = _try(sub, level, start) if up else _try(sub, start, level)
        formula = f"{last.id} - {first.id}" if up else f"{first.id} - {last.id}"
        if value is not None:
            yield _made(known, "points", value, i, formula, ids, unit="điểm %", base=base)
        return
    ratio = level / start
    change = _percent(ratio, up=up)
    formula = f"{last.id} / {first.id} - 1" if up else f"1 - {last.id} / {first.id}"
    yield _made(known, "growth", change, i, formula, ids, unit="%", base=base)
    years = _years(known, i, m)
    if up and years and years[2] and years[0] >= 2:
        yearly = (ratio.root(years[0]) - point(1)) * _HUNDRED
        formula = f"({last.id} / {first.id}) ^ (1/{years[0]}) - 1"
        yield _made(known, "yearly_growth", yearly, i, formula, ids, unit="%", years=str(years[0]), end=str(years[1]))


def _growth(known: Figures, i: Indicator, m: Movement, level: Interval, base: Derived) -> Iterator[Derived]:
    """Growth against the base in per cent, and per year where both years are known."""
    if m.kind != "absolute" or not level.is_point or base.low_open or base.low is None or base.low != base.high:
        return
    start = point(base.low)
    if not start.is_positive:
        return
    ratio = level / start
    ids = (i.quantity, m.quantity, m.base_period)
    change = _percent(ratio, up=m.direction == "up")
    formula = f"{i.quantity} / ({base.formula}) - 1" if m.direction == "up" else f"1 - {i.quantity} / ({base.formula})"
    yield _made(known, "growth", change, i, formula, ids, unit="%", base=m.base or "")
    years = _years(known, i, m)
    if years and years[0] >= 2 and m.direction == "up":
        span, end, stated = years
        yearly = (ratio.root(span) - point(1)) * _HUNDRED
        rule = "yearly_growth" if stated else "yearly_growth_published"
        formula = f"({i.quantity} / ({base.formula})) ^ (1/{span}) - 1"
        yield _made(known, rule, yearly, i, formula, ids, unit="%", years=str(span), end=str(end))


def _percent(ratio: Interval, *, up: bool) -> Interval:
    """How many per cent a ratio of two levels lies above one, or below it."""
    return ratio * _HUNDRED - _HUNDRED if up else _HUNDRED - ratio * _HUNDRED


def _years(known: Figures, i: Indicator, m: Movement) -> tuple[int, int, bool] | None:
    """Years from the base to the figure, its year, and whether the text states that year."""
    base = known.dates.get(m.base_period or "")
    if base is None or base.to is None or base.precision != "year":
        return None
    period = known.dates.get(i.period or "")
    if period is not None and period.to is not None and period.id != base.id:
        return (period.to.year - base.to.year, period.to.year, True) if period.precision == "year" else None
    year = known.scene.year
    if year is None or _elsewhere(known, i, base.to.year, year):
        return None
    return year - base.to.year, year, False


def _elsewhere(known: Figures, i: Indicator, base: int, published: int) -> bool:
    """Whether a figure without a period may be of another year than that of publication.

    Early in a year the last one is told; and a year that the same block names may be the figure's own.
    """
    stated = known.scene.page.metadata.published or ""
    blocks = known.scene.page.blocks
    at = bisect_right(blocks, i.start, key=lambda b: b.start) - 1
    dates = inside(known.scene.dates, blocks[at].start, i.start) if at >= 0 else ()
    return stated[5:7] <= "03" or any(d.to is not None and d.to.year not in (base, published) for d in dates)


def _from_plan(known: Figures, i: Indicator, plans: list[Plan]) -> Iterator[Derived]:
    """`vượt 20% so với kế hoạch`: the plan is the figure divided by 1.20."""
    level = known.allowed(i.quantity) if i.measure in ("level", "count") else None
    if level is None:
        return
    for plan in plans:
        share = known.allowed(plan.quantity)
        if share is None or plan.readings or plan.quantity == i.quantity:
            continue
        value, formula = _plan(known, i, plan, level, share)
        if value is not None and value.is_positive:
            yield _made(known, "plan", value, i, formula, (i.quantity, plan.quantity), base=plan.of or "kế hoạch")


def _plan(known: Figures, i: Indicator, p: Plan, level: Interval, share: Interval) -> tuple[Interval | None, str]:
    amount, figure = known.unit(p.quantity), known.unit(i.quantity)
    if amount == "%" != figure:
        if p.relation == "exceeds":
            factor = _factor(share, up=True)
            return _try(truediv, level, factor) if factor else None, f"{i.quantity} / (1 + {p.quantity})"
        if p.relation == "reaches":
            part = _try(truediv, share, _HUNDRED)
            return _try(truediv, level, part) if part else None, f"{i.quantity} / {p.quantity}"
    elif amount == figure != "%" and p.relation == "exceeds":
        return _try(sub, level, share), f"{i.quantity} - {p.quantity}"
    return None, ""


def _ahead(known: Figures, i: Indicator, plans: list[Plan]) -> Iterator[Derived]:
    """`năm 2017 … trước 2 năm so với đề án`: planned for 2019."""
    for plan in plans:
        if plan.relation not in ("ahead_of", "behind") or known.unit(plan.quantity) != "year":
            continue
        period, span = known.dates.get(i.period or ""), known.allowed(plan.quantity)
        if span is None or period is None or period.to is None or period.precision != "year":
            continue
        year = point(period.to.year)
        sign = "+" if plan.relation == "ahead_of" else "-"
        value = year + span if plan.relation == "ahead_of" else year - span
        if value.is_point and value.low is not None and not value.low.numerator % value.low.denominator:
            formula, ids = f"{period.id} {sign} {plan.quantity}", (period.id, plan.quantity)
            base = plan.of or "kế hoạch"
            yield _made(known, "planned_year", value, i, formula, ids, unit="calendar year", base=base)


def _index(known: Figures, i: Indicator, m: Movement) -> Iterator[Derived]:
    """An average growth over a stated period as an index, its first year being 100."""
    period, rate = known.dates.get(i.period or ""), known.allowed(m.quantity)
    if rate is None or known.unit(m.quantity) != "%" or m.direction == "level" or _is_rate(i):
        return
    if period is None or period.from_ is None or period.to is None:
        return
    years = period.to.year - period.from_.year
    if not 2 <= years <= 30 or not _whole_years(period.from_, period.to):
        return
    factor = _factor(rate, up=m.direction == "up")
    if factor is None:
        return
    formula = f"100 * (1 {'+' if m.direction == 'up' else '-'} {m.quantity}) ^ {years}"
    words = {"years": str(years), "base": str(period.from_.year), "end": str(period.to.year)}
    index = factor.power(years) * _HUNDRED
    yield _made(known, "index", index, i, formula, (m.quantity, period.id), unit="index", **words)


def _is_rate(i: Indicator) -> bool:
    """Whether the indicator is a percentage itself, so that `giảm bình quân 1,5%/năm` is in points."""
    name = i.name.lower()
    if name.startswith(("tăng trưởng", "tốc độ tăng", "tốc độ phát triển")):
        return False
    entry = ENTRIES.get(i.key or "")
    return name.startswith(_RATES) or (entry is not None and entry.units == {"%"})


_RATES = ("tỷ lệ", "tỷ trọng", "tỷ suất", "mức độ", "độ ", "hệ số", "cơ cấu", "chỉ số")


def _whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _met(known: Figures, i: Indicator) -> Iterator[Derived]:
    """`24/27 tiêu chí`: 88.9 % of them."""
    quantity = known.get(i.quantity)
    if i.measure != "ratio" or quantity is None or not quantity.of:
        return
    if quantity.low is None or quantity.low != quantity.high:
        return
    before = inside(known.scene.quantities, quantity.start - 16, quantity.start)
    if before and _EACH.fullmatch(known.scene.low, before[-1].end, quantity.start):
        # `2 xã đạt 16/19 tiêu chí`: of those two, not of the place
        return
    if 0 < quantity.low < quantity.of:
        value = point(quantity.low) / point(quantity.of) * _HUNDRED
        yield _made(known, "share", value, i, f"{quantity.id}: part / whole", (quantity.id,), unit="%")


_EACH = re.compile(r" (?:đã |cơ bản |mới )?(?:đạt|hoàn thành)(?: được)? (?:từ )?")


def _per_item(known: Figures, indicators: list[Indicator]) -> Iterator[Derived]:
    """`47 dự án, với tổng diện tích đất thu hồi trên 161 ha`: more than 3.42 ha for each on average."""
    for before, whole in pairwise(indicators):
        area = known.get(whole.quantity)
        if area is None or area.unit not in _AREA or area.per:
            continue
        many = known.get(before.quantity)
        if many is None or many.unit not in _BATCH or many.of:
            continue
        if not _WITH_TOTAL.fullmatch(known.scene.flow[many.end : whole.start]) or not _TOTAL.match(
            known.scene.flow, whole.start
        ):
            continue
        items, total = known.allowed(many.id), known.allowed(area.id)
        if items is None or total is None:
            continue
        value = _try(truediv, total, items)
        if value is not None:
            yield _made(known, "per_item", value, whole, f"{area.id} / {many.id}", (area.id, many.id), per=many.unit)


_WITH_TOTAL = re.compile(r",? (?:với|có) ", re.IGNORECASE)
_TOTAL = re.compile(r"tổng", re.IGNORECASE)


def _founded(scene: Scene) -> Iterator[Derived]:
    """`130 năm ngày sinh …` in an article of 2020: 1890, where the table of anniversaries agrees."""
    for a in anniversaries(scene):
        if a.computed == a.stated:
            words = {"name": a.name, "end": str(scene.year)}
            yield Derived(
                name=say("name", "anniversary", "vi", **words),
                low=Decimal(a.computed),
                high=Decimal(a.computed),
                unit="calendar year",
                formula=f"{scene.year} - {a.quantity}",
                inputs=(a.quantity,),
                assumption=say("assumption", "anniversary", "vi", **words),
                words=words,
                rule="anniversary",
            )


def _multiplied(known: Figures, quantity: Quantity) -> bool:
    """Whether a number of times is said as `tăng 1,3 lần`, which the genre means as 1,3-fold."""
    before = known.scene.low[max(0, quantity.start - 20) : quantity.start]
    return "tăng" in before and "gấp" not in before


def _factor(rate: Interval, *, up: bool) -> Interval | None:
    """What a level is multiplied with when it moves by a rate in per cent."""
    moved = _try(add if up else sub, _HUNDRED, rate)
    return _try(truediv, moved, _HUNDRED) if moved else None


def _try(operation: Callable[[Interval, Interval], Interval], a: Interval, b: Interval) -> Interval | None:
    """The result, or None where the operation is not defined for these ends."""
    try:
        return operation(a, b)
    except (ValueError, ZeroDivisionError):
        return None


def _made(
    known: Figures, rule: str, value: Interval, i: Indicator, formula: str, ids: tuple[str | None, ...],
    *, unit: str | None = None, per: str | None = None, **words: str,
) -> Derived:  # fmt: skip
    low, high, low_open, high_open = written(value)
    inputs = tuple(dict.fromkeys(filter(None, ids)))
    quantity = known.get(i.quantity)
    words["name"] = i.name
    assumption = say("assumption", rule, "vi", **words)
    held = [known.quantities[id_] for id_ in inputs if id_ in known.quantities]
    if [q for q in held if q.bound in ("about", "below")]:
        assumption = _and(assumption, say("assumption", "tolerance", "vi"))
    if [q for q in held if q.unit == "lần" and _multiplied(known, q)]:
        assumption = _and(assumption, say("assumption", "times", "vi"))
    return Derived(
        name=say("name", rule, "vi", **words),
        low=low,
        high=high,
        low_open=low_open,
        high_open=high_open,
        unit=unit or (quantity.unit if quantity else None),
        per=per or (quantity.per if quantity and unit is None else None),
        formula=formula,
        inputs=inputs,
        assumption=assumption or None,
        of=i.id,
        words=words,
        rule=rule,
    )


def _and(said: str, more: str) -> str:
    return f"{said}; {more}" if said else more
