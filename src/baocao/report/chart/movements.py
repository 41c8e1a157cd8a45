"""How the figures moved: one bar a movement, those of one measure on one scale, up to the right and down to the left.

A bar says something beside another: a measure with one movement is left to the table of indicators.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import (
    LEADING,
    MUTED,
    SIZE,
    SMALL,
    TALLEST,
    WIDTH,
    Canvas,
    fitting,
    measure,
    wrap,
)
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.indicator import evidence, movement, name
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.plain import words
from baocao.report.unit import symbol

MOST = 18
"""Bars of one chart: what a page takes with its table."""
LABELS = 168.0
LEFT, RIGHT = LABELS + 12, WIDTH - 4
BAR = 8.0
HEAD = 22.0
"""Points for the name of a unit above its bars."""


class Row(Struct, frozen=True):
    indicator: model.Indicator
    move: model.Movement
    change: Decimal
    """Signed, in `unit`."""
    unit: str
    label: tuple[tree.Inline, ...]

    @property
    def scale(self) -> tuple[str, bool]:
        """What bars on one scale have in common: a yearly average is no whole change."""
        return self.unit, self.move.kind == "average"


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where nothing is said to have moved."""
    say = dossier.say
    found = rows(dossier)
    shown = _largest([row for row in found if sum(row.scale == other.scale for other in found) > 1], MOST)
    if not shown:
        return absent(say.gettext("The article states no two movements that a chart could compare."))
    room = TALLEST - HEAD * len({row.scale for row in shown})
    shown = _largest(shown, fitting([_height(dossier, row) for row in shown], room))
    parts = [fill(say.gettext("{name}: {level}"), name=name(dossier, r.indicator), level=r.label) for r in shown]
    alt = (*fill(say.gettext("Bar chart of movements.")), tree.Text(" "), *joined(parts, "; "), tree.Text("."))
    caption = fill(say.gettext("How the figures moved. Bars of one unit share one scale; down is to the left."))
    if len(shown) < len(found):
        more = say.ngettext(
            "{shown} of {n} movement is drawn; the others are in the table of indicators.",
            "{shown} of {n} movements are drawn; the others are in the table of indicators.",
            len(found),
        )
        caption = (*caption, tree.Text(" "), *fill(more, shown=dossier.count(len(shown)), n=dossier.count(len(found))))
    units = [node for row in shown for node in dossier.quoted(_measured(dossier, row.scale))]
    picture = drawn(_draw(dossier, shown), alt=alt, caption=caption, name="movements", printed=units)
    return (picture, _table(dossier, shown))


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


def _largest(found: list[Row], most: int) -> list[Row]:
    """At most `most` rows, grouped by what they measure in the order of the article."""
    scales = list(dict.fromkeys(row.scale for row in found))
    kept: set[int] = set()
    ranked = {
        one: sorted((i for i, r in enumerate(found) if r.scale == one), key=lambda i: -abs(found[i].change))
        for one in scales
    }
    for depth in range(len(found)):
        for one in scales:
            if depth < len(ranked[one]) and len(kept) < most:
                kept.add(ranked[one][depth])
    return [found[i] for one in scales for i in sorted(kept) if found[i].scale == one]


def _measured(dossier: Dossier, scale: tuple[str, bool]) -> str:
    unit, average = scale
    words = symbol(unit, Decimal(2), dossier.lang)[0]
    return dossier.say.gettext("{unit}, on average").format(unit=words) if average else words


def _height(dossier: Dossier, row: Row) -> float:
    """Points of one row: its name, or its label in lines above its bar."""
    name_lines, label_lines = _lines(dossier, row)
    return max(len(name_lines) * SIZE, len(label_lines) * SMALL + BAR) * LEADING + 11


def _lines(dossier: Dossier, row: Row) -> tuple[list[str], list[str]]:
    return wrap(words(name(dossier, row.indicator)), LABELS), wrap(words(row.label), RIGHT - LEFT, SMALL)


def _draw(dossier: Dossier, shown: list[Row]) -> Canvas:
    scales = list(dict.fromkeys(row.scale for row in shown))
    canvas = Canvas(sum(_height(dossier, row) for row in shown) + HEAD * len(scales) + 4)
    y = 0.0
    for scale in scales:
        mine = [row for row in shown if row.scale == scale]
        canvas.text(0, y + 12, _measured(dossier, scale), size=SMALL, weight="bold", colour=MUTED)
        canvas.rule(0, y + 16, WIDTH, y + 16, colour=MUTED)
        y += HEAD
        low, high = min(Decimal(0), *(row.change for row in mine)), max(Decimal(0), *(row.change for row in mine))
        for row in mine:
            _bar(dossier, canvas, row, y, (low, high))
            y += _height(dossier, row)
    return canvas


def _bar(dossier: Dossier, canvas: Canvas, row: Row, y: float, scale: tuple[Decimal, Decimal]) -> None:
    low, high = scale
    span = high - low

    def x(value: Decimal) -> float:
        return LEFT + (RIGHT - LEFT) * (float((value - low) / span) if span else 0.0)

    name_lines, label_lines = _lines(dossier, row)
    canvas.lines(0, y + 12, name_lines)
    zero, end = x(Decimal(0)), x(row.change)
    start = min(zero, end)
    fits = len(label_lines) == 1 and measure(label_lines[0], SMALL) < RIGHT - start
    canvas.lines(start if fits else LEFT, y + 11, label_lines, size=SMALL)
    top = y + 3.5 + len(label_lines) * SMALL * LEADING
    canvas.rule(zero, top - 2, zero, top + BAR + 2, colour=MUTED)
    canvas.bar(start, top, abs(end - zero), BAR)


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
