"""Levels with the base they came from and their plan: one row an indicator, each on its own scale from zero.

Base and plan are mostly implied: the facts room derived them. An interval is drawn as one, an open end as an arrow.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import (
    INK,
    LEADING,
    MUTED,
    SIZE,
    SMALL,
    WIDTH,
    Canvas,
    Spot,
    fitting,
    lanes,
    measure,
    place,
    wrap,
)
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.indicator import evidence, name
from baocao.report.number import amount
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.plain import words

MOST = 8
"""Rows of one chart: more are read from the table."""
LABELS = 150.0
"""Points for the names at the left."""
LEFT, RIGHT = LABELS + 14, WIDTH - 4
BAR = 9.0
NARROW = 8.0
"""Points: an interval no wider than this is drawn as one mark."""


class Point(Struct, frozen=True):
    """A level, base or plan on the scale of its row."""

    low: Decimal | None
    high: Decimal | None
    label: tuple[tree.Inline, ...]

    @property
    def ends(self) -> list[Decimal]:
        return [end for end in (self.low, self.high) if end is not None]


class Row(Struct, frozen=True):
    indicator: model.Indicator
    level: Point
    base: Point | None
    plan: Point | None


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where no level has a base or a plan."""
    say = dossier.say
    found = rows(dossier)
    if not found:
        note = say.gettext(
            "No level in the article can be compared with an earlier one or with a plan, so no chart is drawn."
        )
        return absent(note)
    told = sorted(range(len(found)), key=lambda i: (-bool(found[i].plan) - bool(found[i].base), i))[:MOST]
    shown = [found[i] for i in sorted(told)]
    shown = shown[: fitting([_height(dossier, row) for row in shown])]
    parts = [_sentence(dossier, row) for row in shown]
    alt = (*fill(say.gettext("Bar chart.")), tree.Text(" "), *joined(parts, " "))
    caption = fill(
        say.gettext(
            "Levels reached, with the base they started from and the plan. Each row has its own scale from zero."
        )
    )
    if len(shown) < len(found):
        more = say.ngettext(
            "{shown} of {n} level is drawn; the others are in the table of indicators.",
            "{shown} of {n} levels are drawn; the others are in the table of indicators.",
            len(found),
        )
        caption = (*caption, tree.Text(" "), *fill(more, shown=dossier.count(len(shown)), n=dossier.count(len(found))))
    return (drawn(_draw(dossier, shown), alt=alt, caption=caption, name="levels"), _table(dossier, shown))


def rows(dossier: Dossier) -> list[Row]:
    """The indicators whose level has a base or a plan in its own unit."""
    out = []
    for indicator in dossier.article.indicators:
        quantity = dossier.quantity(indicator.quantity)
        if quantity is None or indicator.measure == "change" or (quantity.low is None and quantity.high is None):
            continue
        base, plan = _base(dossier, indicator, quantity), _plan(dossier, indicator, quantity)
        if base or plan:
            level = Point(quantity.low, quantity.high, (dossier.cite(quantity),))
            out.append(Row(indicator, level, base, plan))
    return out


def _base(dossier: Dossier, indicator: model.Indicator, level: model.Quantity) -> Point | None:
    """The level it came from: stated (`từ 14,1%`) or derived from the change."""
    for move in (indicator.movement, *indicator.movements):
        stated = dossier.quantity(move.base_quantity) if move else None
        if stated is not None and stated.unit == level.unit:
            return Point(stated.low, stated.high, (dossier.cite(stated),))
    return _implied(dossier, indicator, level, "base")


def _plan(dossier: Dossier, indicator: model.Indicator, level: model.Quantity) -> Point | None:
    """The plan: the second number of `18/18`, or derived from the excess over it."""
    if level.of is not None:
        text = amount(level.of, level.of, level.unit, dossier.lang).bare
        return Point(level.of, level.of, (dossier.cite(level, text),))
    return _implied(dossier, indicator, level, "plan")


def _implied(dossier: Dossier, indicator: model.Indicator, level: model.Quantity, rule: str) -> Point | None:
    """The value that the facts room derived for this indicator by `rule`, in the level's own unit."""
    for value in dossier.article.derived:
        if value.of == indicator.id and value.rule == rule and value.unit == level.unit:
            return Point(value.low, value.high, (dossier.cite(value),))
    return None


def _sentence(dossier: Dossier, row: Row) -> tuple[tree.Inline, ...]:
    say = dossier.say
    parts = [fill(say.gettext("{name}: {level}"), name=name(dossier, row.indicator), level=row.level.label)]
    if row.base:
        parts.append(fill(say.gettext("base {value}"), value=row.base.label))
    if row.plan:
        parts.append(fill(say.gettext("plan {value}"), value=row.plan.label))
    return (*joined(parts, "; "), tree.Text("."))


def _draw(dossier: Dossier, shown: list[Row]) -> Canvas:
    names = [_name(dossier, row) for row in shown]
    heights = [_height(dossier, row) for row in shown]
    canvas = Canvas(sum(heights) + 20)
    _key(dossier, canvas, base=any(row.base for row in shown), plan=any(row.plan for row in shown))
    y = 20.0
    for row, lines, height in zip(shown, names, heights, strict=True):
        canvas.lines(0, y + 20.5, lines)
        _row(dossier, canvas, row, y)
        y += height
    return canvas


def _name(dossier: Dossier, row: Row) -> list[str]:
    return wrap(words(name(dossier, row.indicator)), LABELS)


def _height(dossier: Dossier, row: Row) -> float:
    """Points of one row: its name, or its bar with the labels above and below."""
    return max(len(_name(dossier, row)) * SIZE * LEADING, 13 + BAR + 11.5 * _depth(dossier, row)) + 12


def _key(dossier: Dossier, canvas: Canvas, *, base: bool, plan: bool) -> None:
    """What the marks mean, of those that are used."""
    say = dossier.say
    x = LEFT
    marks: list[tuple[str, Callable[[], None]]] = [(say.gettext("reached"), lambda: canvas.bar(x, 3, 9, 6))]
    if base:
        marks.append((say.gettext("base"), lambda: canvas.dot(x + 5, 6, filled=False, colour=INK)))
    if plan:
        marks.append((say.gettext("plan"), lambda: canvas.diamond(x + 5, 6)))
    for text, mark in marks:
        mark()
        canvas.text(x + 13, 9, text, size=SMALL, colour=MUTED)
        x += 13 + measure(text, SMALL) + 14


def _labels(dossier: Dossier, row: Row) -> list[tuple[str, Spot]]:
    """The labels under the bar, from left to right."""
    say, scale = dossier.say, _scale(row)
    out = []
    for point, pattern in ((row.base, say.gettext("base {value}")), (row.plan, say.gettext("plan {value}"))):
        if point is not None:
            text = words(fill(pattern, value=point.label))
            out.append((text, place(text, _middle(point, scale), LEFT, RIGHT, SMALL)))
    return sorted(out, key=lambda label: label[1].left)


def _lanes(labels: list[tuple[str, Spot]]) -> list[int]:
    return lanes([(spot.left, spot.right) for _, spot in labels])


def _depth(dossier: Dossier, row: Row) -> int:
    """Lines of labels under the bar."""
    return max(_lanes(_labels(dossier, row)), default=-1) + 1


def _row(dossier: Dossier, canvas: Canvas, row: Row, y: float) -> None:
    scale = _scale(row)
    top = y + 13
    zero = _x(Decimal(0), scale)
    canvas.rule(zero, top - 2, zero, top + BAR + 2, colour=MUTED)
    far = max((_x(end, scale) for end in row.level.ends), key=lambda x: abs(x - zero))
    canvas.bar(min(zero, far), top, abs(far - zero), BAR)
    text = words(row.level.label)
    spot = place(text, far, LEFT, RIGHT, SIZE, "bold")
    canvas.text(spot.x, top - 3.5, text, weight="bold", align=spot.align)
    if row.plan is not None:
        _mark(canvas, row.plan, scale, top, canvas.diamond)
    if row.base is not None:
        _mark(canvas, row.base, scale, top, partial(canvas.dot, filled=False, colour=INK))
    labels = _labels(dossier, row)
    for (text, spot), lane in zip(labels, _lanes(labels), strict=True):
        canvas.text(spot.x, top + BAR + 10 + 11.5 * lane, text, size=SMALL, colour=MUTED, align=spot.align)


def _mark(
    canvas: Canvas, point: Point, scale: tuple[Decimal, Decimal], top: float, mark: Callable[[float, float], None]
) -> None:
    """A base or plan: its mark at a value, a hatched band over a wide interval, a dashed line towards an open end."""
    middle = top + BAR / 2
    xs = [_x(end, scale) for end in point.ends]
    if point.low is None or point.high is None:
        canvas.rule(
            xs[0],
            middle,
            RIGHT if point.high is None else _x(scale[0], scale),
            middle,
            width=1.4,
            colour=INK,
            dashed=True,
        )
    elif xs[1] - xs[0] > NARROW:
        canvas.bar(xs[0], top - 1.5, xs[1] - xs[0], BAR + 3, hatch=True)
        return
    mark(_middle(point, scale), middle)


def _middle(point: Point, scale: tuple[Decimal, Decimal]) -> float:
    return sum(_x(end, scale) for end in point.ends) / len(point.ends)


def _scale(row: Row) -> tuple[Decimal, Decimal]:
    """Least and greatest value of the row, zero included."""
    ends = [end for point in (row.level, row.base, row.plan) if point for end in point.ends]
    return min(Decimal(0), *ends), max(Decimal(0), *ends)


def _x(value: Decimal, scale: tuple[Decimal, Decimal]) -> float:
    low, high = scale
    span = high - low
    return LEFT + 5 + (RIGHT - LEFT - 10) * (float((value - low) / span) if span else 0.0)


def _table(dossier: Dossier, found: list[Row]) -> tree.Block:
    say = dossier.say
    body = tuple(
        (
            cell(name(dossier, row.indicator), header=True),
            cell(row.level.label, align="right"),
            cell(row.base.label if row.base else "–", align="right"),
            cell(row.plan.label if row.plan else "–", align="right"),
            cell(evidence(dossier, row.indicator), align="right"),
        )
        for row in found
    )
    head = heads(
        say.gettext("Indicator"),
        say.gettext("Reached"),
        say.gettext("Base"),
        say.gettext("Plan"),
        say.gettext("Sentence"),
        right=(1, 2, 3, 4),
    )
    return tree.Table(
        head=(head,),
        rows=body,
        widths=(3, 2, 2, 2, 1.3),
        id="levels",
        caption=fill(
            say.gettext("The values of the chart; base and plan are derived where the article does not state them")
        ),
    )
