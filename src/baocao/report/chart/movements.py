"""How the figures moved: one bar a movement, those of one unit on one scale, up to the right and down to the left."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import LEADING, MUTED, SIZE, SMALL, WIDTH, Canvas, measure, wrap
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.indicator import evidence, movement, name
from baocao.report.phrase import cell, fill, heads, joined, paragraph
from baocao.report.plain import words
from baocao.report.unit import symbol

MOST = 18
"""Bars of one chart: what a page takes with its table."""
LABELS = 168.0
LEFT, RIGHT = LABELS + 12, WIDTH - 4
BAR = 8.0


class Row(Struct, frozen=True):
    indicator: model.Indicator
    move: model.Movement
    change: Decimal
    """Signed, in `unit`."""
    unit: str
    label: tuple[tree.Inline, ...]


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where nothing is said to have moved."""
    say = dossier.say
    found = rows(dossier)
    if not found:
        return (
            paragraph(
                say.gettext("The article states no amount by which a figure moved, so no chart is drawn."), role="note"
            ),
        )
    shown = _largest(found)
    parts = [fill(say.gettext("{name}: {level}"), name=name(dossier, r.indicator), level=r.label) for r in shown]
    alt = (*fill(say.gettext("Bar chart of movements.")), tree.Text(" "), *joined(parts, "; "), tree.Text("."))
    caption = fill(say.gettext("How the figures moved. Bars of one unit share one scale; down is to the left."))
    if len(shown) < len(found):
        more = say.ngettext(
            "{shown} of {n} movement is drawn, the rest is in the table.",
            "{shown} of {n} movements are drawn, the largest of each unit; the rest are in the table.",
            len(found),
        )
        caption = (*caption, tree.Text(" "), *fill(more, shown=dossier.count(len(shown)), n=dossier.count(len(found))))
    return (drawn(_draw(dossier, shown), alt=alt, caption=caption, name="movements"), _table(dossier, found))


def rows(dossier: Dossier) -> list[Row]:
    """Every movement whose amount is stated, derived in per cent, or plain from a stated start and end."""
    out = []
    for indicator in dossier.article.indicators:
        for move in (indicator.movement, *indicator.movements):
            row = _row(dossier, indicator, move) if move else None
            if row is not None:
                out.append(row)
    return out


def _row(dossier: Dossier, indicator: model.Indicator, move: model.Movement) -> Row | None:
    sign = -1 if move.direction == "down" else 1
    label = movement(dossier, move)
    by, level = dossier.quantity(move.quantity), dossier.quantity(indicator.quantity)
    growth = next((d for d in dossier.article.derived if _is_growth(d, indicator, move)), None)
    if growth is not None and growth.low is not None:  # in per cent, movements of different units can be compared
        label = (*label, *fill(" ({growth})", growth=dossier.cite(growth)))
        return Row(indicator, move, sign * abs(growth.low), "%", label)
    if by is not None and by.unit and (amount := by.low if by.low is not None else by.high) is not None:
        return Row(indicator, move, sign * abs(amount), by.unit, label)
    start = dossier.quantity(move.base_quantity)
    if (
        start is not None
        and level is not None
        and start.low is not None
        and level.low is not None
        and start.unit == level.unit
    ):
        unit = "điểm %" if level.unit == "%" else level.unit or ""
        return Row(indicator, move, level.low - start.low, unit, label)
    return None


def _is_growth(value: model.Derived, indicator: model.Indicator, move: model.Movement) -> bool:
    return value.of == indicator.id and value.rule == "growth" and move.quantity in value.inputs


def _largest(found: list[Row]) -> list[Row]:
    """At most `MOST` rows, grouped by unit in the order of the article."""
    units = list(dict.fromkeys(row.unit for row in found))
    kept: set[int] = set()
    ranked = {
        unit: sorted((i for i, r in enumerate(found) if r.unit == unit), key=lambda i: -abs(found[i].change))
        for unit in units
    }
    for depth in range(len(found)):
        for unit in units:
            if depth < len(ranked[unit]) and len(kept) < MOST:
                kept.add(ranked[unit][depth])
    return [found[i] for unit in units for i in sorted(kept) if found[i].unit == unit]


def _draw(dossier: Dossier, shown: list[Row]) -> Canvas:
    labels = [wrap(words(name(dossier, row.indicator)), LABELS) for row in shown]
    heights = [max(len(lines) * SIZE * LEADING, 12 + BAR) + 9 for lines in labels]
    units = list(dict.fromkeys(row.unit for row in shown))
    canvas = Canvas(sum(heights) + 22 * len(units) + 4)
    y = 0.0
    for unit in units:
        mine = [i for i, row in enumerate(shown) if row.unit == unit]
        title = symbol(unit, Decimal(2), dossier.lang)[0]
        canvas.text(0, y + 12, title, size=SMALL, weight="bold", colour=MUTED)
        canvas.rule(0, y + 16, WIDTH, y + 16, colour=MUTED)
        y += 22
        low = min(Decimal(0), *(shown[i].change for i in mine))
        high = max(Decimal(0), *(shown[i].change for i in mine))
        for i in mine:
            canvas.lines(0, y + 12, labels[i])
            _bar(canvas, shown[i], y, low, high)
            y += heights[i]
    return canvas


def _bar(canvas: Canvas, row: Row, y: float, low: Decimal, high: Decimal) -> None:
    span = high - low

    def x(value: Decimal) -> float:
        return LEFT + (RIGHT - LEFT) * (float((value - low) / span) if span else 0.0)

    zero, end = x(Decimal(0)), x(row.change)
    text = words(row.label)
    canvas.rule(zero, y + 12, zero, y + 16 + BAR, colour=MUTED)
    canvas.bar(min(zero, end), y + 14, abs(end - zero), BAR)
    start = min(zero, end)
    if measure(text, SMALL) < RIGHT - start:
        canvas.text(start, y + 11, text, size=SMALL)
    else:
        canvas.lines(LEFT, y + 11, [text], size=SMALL)


def _table(dossier: Dossier, found: list[Row]) -> tree.Block:
    say = dossier.say
    body = tuple(
        (
            cell(name(dossier, row.indicator), header=True),
            cell(row.label),
            cell(evidence(dossier, row.indicator), align="right"),
        )
        for row in found
    )
    head = heads(say.gettext("Indicator"), say.gettext("Movement"), say.gettext("Sentence"), right=(2,))
    return tree.Table(
        head=(head,),
        rows=body,
        widths=(4, 4, 0.9),
        id="movements",
        caption=fill(say.gettext("The movements of the chart")),
    )
