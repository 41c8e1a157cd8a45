"""Levels with the base they came from and their plan: one row an indicator, each on its own scale from zero.

Base and plan are mostly implied: the facts room derived them. An interval is drawn as one, an open end as an arrow.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import INK, LEADING, MUTED, SIZE, SMALL, WIDTH, Canvas, lanes, measure, place, wrap
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.indicator import evidence, name
from baocao.report.phrase import cell, fill, heads, joined, paragraph
from baocao.report.plain import words

MOST = 8
"""Rows of one chart: more are read from the table."""
LABELS = 150.0
"""Points for the names at the left."""
LEFT, RIGHT = LABELS + 14, WIDTH - 4
BAR = 9.0


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
        note = say.gettext("No level in the article can be compared with an earlier one or with a plan, so no chart is drawn.")
        return (paragraph(note, role="note"),)
    shown = found[:MOST]
    parts = [_sentence(dossier, row) for row in shown]
    alt = (*fill(say.gettext("Bar chart.")), tree.Text(" "), *joined(parts, " "))
    caption = fill(say.gettext("Levels reached, with the base they started from and the plan. Each row has its own scale from zero."))
    return (drawn(_draw(dossier, shown), alt=alt, caption=caption, name="levels"), _table(dossier, found))


def rows(dossier: Dossier) -> list[Row]:
    """The indicators whose level has a base or a plan in its own unit."""
    out = []
    for indicator in dossier.article.indicators:
        quantity = dossier.quantity(indicator.quantity)
        if quantity is None or (quantity.low is None and quantity.high is None):
            continue
        base, plan = _base(dossier, indicator, quantity), _plan(dossier, indicator, quantity)
        if base or plan:
            level = Point(quantity.low, quantity.high, (dossier.cite(quantity),))
            out.append(Row(indicator, level, base, plan))
    return out


def _base(dossier: Dossier, indicator: model.Indicator, level: model.Quantity) -> Point | None:
    """The level it came from: stated (`từ 14,1%`) or derived from the change."""
    moves = [m for m in (indicator.movement, *indicator.movements) if m is not None]
    for move in moves:
        stated = dossier.quantity(move.base_quantity)
        if stated is not None and stated.unit == level.unit:
            return Point(stated.low, stated.high, (dossier.cite(stated),))
    return _implied(dossier, level, {m.quantity for m in moves if m.quantity}, "base")


def _plan(dossier: Dossier, indicator: model.Indicator, level: model.Quantity) -> Point | None:
    """The plan: the second number of `18/18`, or derived from the excess over it."""
    if level.of is not None:
        of = model.Quantity(start=level.start, end=level.end, low=level.of, high=level.of, unit=level.unit, rule=level.rule, id=level.id)
        return Point(level.of, level.of, (dossier.cite(level, str(dossier.amount(of).bare)),))
    plans = [p for p in (indicator.plan, *indicator.plans) if p is not None]
    return _implied(dossier, level, {p.quantity for p in plans if p.quantity}, "plan")


def _implied(dossier: Dossier, level: model.Quantity, others: set[str], role: str) -> Point | None:
    """A derived value in the level's own unit that is computed from the level and one of `others`."""
    for value in dossier.article.derived:
        if level.id in value.inputs and others & set(value.inputs) and value.unit == level.unit and role in value.rule:
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
    say = dossier.say
    names = [wrap(words(name(dossier, row.indicator)), LABELS) for row in shown]
    heights = [max(len(lines) * SIZE * LEADING, 11 + BAR + 12 * _depth(dossier, row)) + 12 for row, lines in zip(shown, names, strict=True)]
    canvas = Canvas(sum(heights) + 20)
    key = [(say.gettext("reached"), "bar"), (say.gettext("base"), "dot"), (say.gettext("plan"), "diamond")]
    x = LEFT
    for text, mark in key:
        if mark == "bar":
            canvas.bar(x, 3.5, 9, 6)
        elif mark == "dot":
            canvas.dot(x + 5, 6.5, filled=False, colour=INK)
        else:
            canvas.diamond(x + 5, 6.5)
        canvas.text(x + 13, 9.5, text, size=SMALL, colour=MUTED)
        x += 13 + measure(text, SMALL) + 14
    y = 20.0
    for row, lines, height in zip(shown, names, heights, strict=True):
        canvas.lines(0, y + 17, lines)
        _row(dossier, canvas, row, y)
        y += height
    return canvas


def _labels(dossier: Dossier, row: Row) -> list[tuple[float, str, str]]:
    """(where, what, mark) of the labels under the bar, from left to right."""
    say, scale = dossier.say, _scale(row)
    out = []
    for point, mark, pattern in ((row.base, "dot", say.gettext("base {value}")), (row.plan, "diamond", say.gettext("plan {value}"))):
        if point is not None:
            centre = sum(_x(end, scale) for end in point.ends) / len(point.ends)
            out.append((centre, words(fill(pattern, value=point.label)), mark))
    return sorted(out)


def _boxes(labels: list[tuple[float, str, str]]) -> list[tuple[float, float]]:
    out = []
    for centre, text, _ in labels:
        width = measure(text, SMALL)
        left = place(centre, width, LEFT, RIGHT)
        out.append((left, left + width))
    return out


def _depth(dossier: Dossier, row: Row) -> int:
    """Lines of labels under the bar."""
    return max(lanes(_boxes(_labels(dossier, row))), default=-1) + 1


def _row(dossier: Dossier, canvas: Canvas, row: Row, y: float) -> None:
    scale = _scale(row)
    top = y + 12
    middle = top + BAR / 2
    zero = _x(Decimal(0), scale)
    canvas.rule(zero, top - 2, zero, top + BAR + 2, colour=MUTED)
    ends = [_x(end, scale) for end in row.level.ends]
    far = max(ends, key=lambda x: abs(x - zero))
    canvas.bar(min(zero, far), top, abs(far - zero), BAR)
    text = words(row.level.label)
    canvas.text(place(far, measure(text, SIZE, "bold"), LEFT, RIGHT), top - 3, text, weight="bold")
    for point, mark in ((row.plan, "diamond"), (row.base, "dot")):
        if point is None:
            continue
        xs = [_x(end, scale) for end in point.ends]
        if point.low is None or point.high is None:
            edge = RIGHT if point.high is None else LEFT
            canvas.rule(xs[0], middle, edge, middle, width=1.4, colour=INK, dashed=True)
        elif len(set(xs)) == 2 and xs[1] - xs[0] > 8:
            canvas.bar(xs[0], top - 1.5, xs[1] - xs[0], BAR + 3, hatch=True)
            continue
        if mark == "dot":
            canvas.dot(sum(xs) / len(xs), middle, filled=False, colour=INK)
        else:
            canvas.diamond(sum(xs) / len(xs), middle)
    labels = _labels(dossier, row)
    boxes = _boxes(labels)
    for (_, text, _), (left, _), lane in zip(labels, boxes, lanes(boxes), strict=True):
        canvas.text(left, top + BAR + 9.5 + 11 * lane, text, size=SMALL, colour=MUTED)


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
        (cell(name(dossier, row.indicator), header=True), cell(row.level.label, align="right"),
         cell(row.base.label if row.base else "–", align="right"), cell(row.plan.label if row.plan else "–", align="right"),
         cell(evidence(dossier, row.indicator), align="right"))
        for row in found
    )  # fmt: skip
    head = heads(say.gettext("Indicator"), say.gettext("Reached"), say.gettext("Base"), say.gettext("Plan"), say.gettext("Sentence"), right=(1, 2, 3, 4))
    return tree.Table(head=(head,), rows=body, widths=(3, 2, 2, 2, 0.9), id="levels",
                      caption=fill(say.gettext("The values of the chart; base and plan are derived where the article does not state them")))  # fmt: skip


