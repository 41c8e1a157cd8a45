"""The figures: tiles at a glance and the full table."""

from __future__ import annotations

from collections.abc import Iterable

from baocao import model
from baocao.lexicon import table
from baocao.report import tree
from baocao.report.dossier import DIGITS, Dossier
from baocao.report.indicator import evidence, printed
from baocao.report.number import Amount
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.unit import is_money
from baocao.span import Span, Spanned

OTHERS = "other-figures"
"""Id of the table of figures without an indicator."""
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"})
NEAR = 60
"""Characters between two figures that stand in the same words."""
AT_A_GLANCE = 6
"""Tiles on the first page: what a reader takes in without a finger on the line."""


def glance(dossier: Dossier, most: int = AT_A_GLANCE) -> tuple[tree.Block, ...]:
    """The leading figures as tiles, in the order of the article; one honest sentence where there is none."""
    chosen = leading(dossier, most)
    if chosen:
        return (tree.Tiles(tuple(_tile(dossier, indicator) for indicator in chosen)),)
    plain = telling(dossier.article.quantities, most)
    if plain:
        return (tree.Tiles(tuple(_plain_tile(dossier, quantity) for quantity in plain)),)
    return absent(dossier.say.gettext("The article states no figures."))


def leading(dossier: Dossier, most: int) -> list[model.Indicator]:
    """The indicators that say most: those measured against a plan or a base first; ties by place in the article."""
    ranked = sorted(dossier.article.indicators, key=lambda i: (-_weight(dossier, i), i.start))
    return sorted(ranked[:most], key=lambda i: i.start)


def telling(quantities: Iterable[model.Quantity], most: int) -> list[model.Quantity]:
    """Figures without an indicator that say most: money, shares, counts; none twice, no times, no `hai nước`."""
    distinct: dict[tuple[object, ...], model.Quantity] = {}
    for q in quantities:
        if not q.vague and q.unit not in DURATIONS and DIGITS.search(q.text):
            distinct.setdefault((q.low, q.high, q.of, q.unit), q)
    ranked = sorted(distinct.values(), key=lambda q: (not is_money(q.unit or ""), q.unit != "%", q.start))
    return sorted(ranked[:most], key=lambda q: q.start)


def _weight(dossier: Dossier, indicator: model.Indicator) -> int:
    quantity = dossier.quantity(indicator.quantity)
    exact = quantity is not None and quantity.bound == "exact"
    return (
        4 * (indicator.plan is not None)
        + 4 * (indicator.movement is not None)
        + 2 * (indicator.key is not None)
        + exact
    )


def _tile(dossier: Dossier, indicator: model.Indicator) -> tree.Tile:
    """A tile prints the level; without one the change, the plan, the time or the rank is the message."""
    parts = printed(dossier, indicator)
    quantity = dossier.quantity(indicator.quantity)
    if quantity is None or parts.amount is None:
        message = parts.movement or parts.plan or parts.period or parts.rank
        return tree.Tile(
            label=parts.name,
            value=message,
            movement=() if message is parts.movement else parts.movement,
            plan=() if message is parts.plan else parts.plan,
            note=joined([p for p in (parts.remark, parts.period, parts.rank) if p and p is not message], "; "),
        )
    value, unit = _apart(parts.amount)
    return tree.Tile(
        label=parts.name,
        value=(dossier.cite(quantity, value),),
        unit=unit,
        bound=parts.amount.bound,
        movement=parts.movement,
        plan=parts.plan,
        note=joined([p for p in (parts.remark, parts.period, parts.rank) if p], "; "),
    )


def _plain_tile(dossier: Dossier, quantity: model.Quantity) -> tree.Tile:
    amount = dossier.amount(quantity)
    label = context(dossier, quantity, around=24)
    value, unit = _apart(amount)
    return tree.Tile(label=label, value=(dossier.cite(quantity, value),), unit=unit, bound=amount.bound)


def _apart(amount: Amount) -> tuple[str, str]:
    """Value and unit as a tile sets them: apart, unless they are glued or the unit itself counts (`điểm/2 môn`)."""
    together = amount.glued or amount.unit.startswith("/") or DIGITS.search(amount.unit)
    return (amount.bare, "") if together else (amount.value, amount.unit)


def figure_table(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Every indicator, then every stated quantity that belongs to none."""
    say, article = dossier.say, dossier.article
    blocks: list[tree.Block] = []
    if article.indicators:
        rows = tuple(_row(dossier, indicator) for indicator in article.indicators)
        head = heads(
            say.gettext("Indicator"),
            say.gettext("Value"),
            say.gettext("Movement"),
            say.gettext("Against plan"),
            say.gettext("Period"),
            say.gettext("Sentence"),
            right=(1, 5),
        )
        blocks.append(
            tree.Table(
                head=(head,),
                rows=rows,
                widths=(3, 2, 2.4, 2.2, 1.6, 0.9),
                id="figures",
                caption=fill(say.gettext("Indicators that the article states")),
            )
        )
    used = {i for indicator in article.indicators for i in uses(indicator)}
    rest = [q for q in article.quantities if q.id not in used]
    if rest:
        blocks.append(_others(dossier, rest))
    return tuple(blocks) or absent(say.gettext("The article states no figures."))


def _others(dossier: Dossier, rest: list[model.Quantity]) -> tree.Table:
    """The figures that belong to no indicator, in their words, with the reason."""
    say = dossier.say
    reasons = {a.quantity: reason(dossier, a) for a in dossier.article.abstained}
    head = heads(
        say.gettext("Figure"),
        say.gettext("In its words"),
        say.gettext("Why it belongs to no indicator"),
        say.gettext("Sentence"),
        right=(0, 3),
    )
    rows = tuple(
        (
            cell(joined([(dossier.cite(q),) for q in near], "; "), align="right"),
            cell(context(dossier, Span(near[0].start, near[-1].end))),
            cell(dossier.quoted(reasons.get(near[0].id, "–"))),
            cell(dossier.sentence_number(near[0]), align="right"),
        )
        for near in _neighbours(dossier, rest, reasons)
    )
    caption = fill(say.gettext("Figures that belong to no indicator"))
    return tree.Table(head=(head,), rows=rows, widths=(2, 4.6, 2.2, 0.9), id=OTHERS, caption=caption)


def _neighbours(
    dossier: Dossier, rest: list[model.Quantity], reasons: dict[str | None, str]
) -> list[list[model.Quantity]]:
    """Figures of one sentence that the same words show and that are left for the same reason, as one row."""
    rows: list[list[model.Quantity]] = []
    for quantity in rest:
        before = rows[-1][-1] if rows else None
        if (
            before is not None
            and quantity.start - before.end < NEAR
            and dossier.passage(quantity.start) == dossier.passage(before.start)
            and reasons.get(quantity.id) == reasons.get(before.id)
        ):
            rows[-1].append(quantity)
        else:
            rows.append([quantity])
    return rows


def reason(dossier: Dossier, left: model.Abstained) -> str:
    """Why a number was left, in the report's language."""
    row = next((r for r in table("abstentions") if r["key"] == left.rule), None)
    return row["en"] if row and dossier.lang != "vi" else left.reason


def uses(indicator: model.Indicator) -> set[str]:
    """Ids of the quantities that an indicator prints."""
    moves = (indicator.movement, *indicator.movements)
    plans = (indicator.plan, *indicator.plans)
    ids = {indicator.quantity, *(m.quantity for m in moves if m), *(m.base_quantity for m in moves if m)}
    return {i for i in ids | {p.quantity for p in plans if p} if i}


def context(dossier: Dossier, quantity: Spanned, around: int = 60) -> tuple[tree.Inline, ...]:
    """The words around a figure, cut at word ends, with the other figures in them linked as well."""
    passage = dossier.passage(quantity.start)
    if passage is None:
        return ()
    text = dossier.article.text
    start, end = max(passage.start, quantity.start - around), min(passage.end, quantity.end + around)
    while start > passage.start and not text[start - 1].isspace():
        start -= 1
    while end < passage.end and not text[end].isspace():
        end += 1
    for fact in dossier.atoms(Span(start, end)):  # never cut through a figure
        if fact.start < start < fact.end:
            start = fact.start
        if fact.start < end < fact.end:
            end = fact.end
    before = "… " if start > passage.start else ""
    after = " …" if end < passage.end else ""
    return (tree.Text(before), *dossier.words(Span(start, end)), tree.Text(after))


def _row(dossier: Dossier, indicator: model.Indicator) -> tuple[tree.Cell, ...]:
    parts = printed(dossier, indicator)
    plan = joined([p for p in (parts.plan, parts.rank) if p], "; ")
    return (
        cell(parts.name, header=True),
        cell(parts.value or "–", *(fill(" ({remark})", remark=parts.remark) if parts.remark else ()), align="right"),
        cell(parts.movement or "–"),
        cell(plan or "–"),
        cell(parts.period or "–"),
        cell(evidence(dossier, indicator), align="right"),
    )
