"""A series over time: every statement a mark, what its words leave open a bar, a line only inside a segment.

Reported figures are joined up to a break and never over it; plans and values that nobody stated stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from msgspec import Struct

from baocao import model
from baocao.corpus.record import Break, Observation, Series
from baocao.report import tree
from baocao.report.chart.canvas import ACCENT, FILL, INK, LEADING, MUTED, PALE, SMALL, WIDTH, Canvas, measure, wrap
from baocao.report.chart.drawn import drawn
from baocao.report.chart.timeline import _ticks as ticks
from baocao.report.corpus.binder import Binder
from baocao.report.corpus.series import kind, title
from baocao.report.number import SCALES, amount, number
from baocao.report.phrase import fill, joined
from baocao.report.unit import is_money

LEFT, RIGHT = 40.0, WIDTH - 12
TOP, PLOT = 40.0, 190.0
"""Points above the plot (key, names of the breaks), and its height."""
SIGNS = {"about": "≈ ", "above": "> ", "below": "< ", "at_least": "≥ ", "at_most": "≤ "}


class Point(Struct, frozen=True):
    """One statement, ready to be drawn; `value` stands for it, `low` and `high` are what its words allow."""

    seen: Observation
    cite: tree.Cite
    label: str
    at: float
    """Ordinal of the middle day of its period."""
    value: Decimal
    low: Decimal | None
    high: Decimal | None

    @property
    def joins(self) -> bool:
        return self.seen.mode in ("reported", "estimated") and not self.seen.derived


def chart(binder: Binder, one: Series, name: str) -> tuple[tree.Block, ...]:
    """The chart; nothing where fewer than two points have a day and a value."""
    scale = _scale(one)
    segments = [[p for p in (_point(binder, o, scale) for o in seg) if p] for seg in one.segments]
    points = [p for segment in segments for p in segment]
    if len({p.at for p in points}) < 2:
        return ()
    say = binder.say
    parts = [
        fill(
            say.gettext("{period}: {value} ({kind})"),
            period=binder.period(p.seen.from_, p.seen.to),
            value=binder.value(p.seen),
            kind=kind(binder, p.seen),
        )
        for p in points
    ]
    cuts = [fill(say.gettext("break on {day}"), day=binder.day(cut.on)) for cut in one.breaks]
    alt = (*title(binder, one), tree.Text(": "), *joined([*parts, *cuts], "; "), tree.Text("."))
    canvas, printed = _draw(binder, one, segments, points)
    caption = fill(
        say.gettext("{series}: what was said of each period; no line crosses a break"), series=title(binder, one)
    )
    return (drawn(canvas, alt=alt, caption=caption, name=name, printed=(*printed, *(p.cite for p in points))),)


def _point(binder: Binder, seen: Observation, scale: Decimal) -> Point | None:
    dossier = binder.dossier(seen.cite.article)
    fact = dossier.facts.get(seen.cite.fact)
    value, sign = seen.middle, ""
    if isinstance(fact, model.Quantity) and fact.of is None and seen.bound != "exact":
        sign = SIGNS[seen.bound]
        # the number the article gives, in the unit of the series
        value = {"about": seen.middle, "below": seen.high, "at_most": seen.high}.get(seen.bound, seen.low)
    elif seen.low is None or seen.high is None or seen.low != seen.high:
        value = seen.high if seen.low in (None, 0) else seen.low if seen.high is None else seen.middle
        sign = "< " if seen.low in (None, 0) else "> " if seen.high is None else "≈ "
    if seen.to is None or value is None or not isinstance(fact, model.Quantity | model.Derived):
        return None
    label = sign + number(_short(value / scale), binder.lang)
    if seen.of is not None:
        label = f"{number(value, binder.lang)}/{number(seen.of, binder.lang)}"
    first = seen.from_ or seen.to
    return Point(
        seen=seen,
        cite=dossier.cite(fact, label),
        label=label,
        at=(first.toordinal() + seen.to.toordinal() + 1) / 2,
        value=value / scale,
        low=None if seen.low is None else seen.low / scale,
        high=None if seen.high is None else seen.high / scale,
    )


def _short(value: Decimal) -> Decimal:
    """At most four significant digits: the table has all."""
    return (
        +value
        if len(value.normalize().as_tuple().digits) <= 6
        else value.quantize(Decimal(1).scaleb(value.adjusted() - 3))
    )


def _scale(one: Series) -> Decimal:
    """Billions or millions where money is that much throughout."""
    ends = [e for p in one.points for e in (p.low, p.high) if e]
    if one.unit is None or not is_money(one.unit) or not ends:
        return Decimal(1)
    return next((scale for scale, _ in SCALES if min(ends) >= scale), Decimal(1))


def _unit(binder: Binder, one: Series, scale: Decimal) -> str:
    """The unit over the axis, as an amount of it is printed, without the amount."""
    shown = amount(scale, scale, one.unit, binder.lang, per=one.per)
    return shown.unit


class _Frame(Struct, frozen=True):
    """From days and values to points of the page."""

    first: int
    last: int
    low: float
    high: float

    def x(self, day: float) -> float:
        return LEFT + (RIGHT - LEFT) * (day - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return TOP + PLOT * (self.high - value) / (self.high - self.low)


def _draw(
    binder: Binder, one: Series, segments: list[list[Point]], points: list[Point]
) -> tuple[Canvas, tuple[tree.Inline, ...]]:
    years = [date.fromordinal(int(p.at)).year for p in points] + [cut.on.year for cut in one.breaks]
    steps = _steps([float(v) for p in points for v in (p.value, p.low, p.high) if v is not None])
    frame = _Frame(
        date(min(years), 1, 1).toordinal(), date(max(years) + 1, 1, 1).toordinal(), float(steps[0]), float(steps[-1])
    )
    canvas = Canvas(TOP + PLOT + 18)
    printed: list[tree.Inline] = [*_axes(binder, one, canvas, frame, steps, (min(years), max(years) + 1))]
    taken = _breaks(binder, one.breaks, canvas, frame)
    for segment in segments:
        joins = [p for p in segment if p.joins]
        for one_end, other in pairwise(joins):
            ends = (
                frame.x(one_end.at), frame.y(float(one_end.value)), frame.x(other.at), frame.y(float(other.value))
            )  # fmt: skip
            canvas.rule(*ends, width=1.2, colour=ACCENT)
            taken += _along(*ends)
    for p in points:
        taken += _interval(canvas, frame, p)
    for p in points:
        _mark(canvas, frame.x(p.at), frame.y(float(p.value)), p.seen)
        taken.append(_box(frame.x(p.at) - 4, frame.y(float(p.value)) - 4, 8, 8))
    # two articles that give one value for one time share a mark and its label
    for at, value, label in dict.fromkeys((p.at, p.value, p.label) for p in points):
        _label(canvas, frame.x(at), frame.y(float(value)), label, taken)
    _key(binder, canvas, {_kind(p.seen) for p in points})
    return canvas, tuple(printed)


def _kind(seen: Observation) -> str:
    planned = seen.mode in ("planned", "required")
    if seen.derived:
        return "planned, derived" if planned else "derived"
    return "planned" if planned else "reported"


def _mark(canvas: Canvas, x: float, y: float, seen: Observation) -> None:
    if seen.mode in ("planned", "required"):
        canvas.diamond(x, y, filled=not seen.derived)
    else:
        canvas.dot(x, y, filled=not seen.derived)


def _interval(canvas: Canvas, frame: _Frame, p: Point) -> list[Box]:
    """A bar over every value the words allow, dashed towards an open end; what it covers."""
    if p.low == p.high:
        return []
    x = frame.x(p.at)
    if p.low is not None and p.high is not None:
        top, bottom = frame.y(float(p.high)), frame.y(max(float(p.low), frame.low))
        canvas.bar(x - 2.5, top, 5, bottom - top, fill=FILL)
    else:
        end = TOP if p.high is None else TOP + PLOT
        canvas.rule(x, frame.y(float(p.value)), x, end, width=1.4, colour=MUTED, dashed=True)
        return _along(x, frame.y(float(p.value)), x, end)
    return []


def _axes(
    binder: Binder, one: Series, canvas: Canvas, frame: _Frame, steps: list[Decimal], years: tuple[int, int]
) -> Iterable[tree.Inline]:
    for step in steps:
        y = frame.y(float(step))
        text = number(step, binder.lang)
        canvas.rule(LEFT, y, RIGHT, y, colour=MUTED if step == steps[0] else PALE)
        canvas.text(LEFT - 5, y + 2.8, text, size=SMALL, align="right", colour=MUTED)
        yield tree.Declared(text, "axis")
    canvas.text(0, TOP - 11, _unit(binder, one, _scale(one)), size=SMALL, colour=MUTED)
    for year in ticks(*years):
        x = frame.x(date(year, 1, 1).toordinal())
        canvas.rule(x, TOP + PLOT, x, TOP + PLOT + 3, colour=MUTED)
        canvas.text(x, TOP + PLOT + 13, str(year), size=SMALL, align="center", colour=MUTED)
        yield tree.Declared(str(year), "axis")


def _steps(values: list[float]) -> list[Decimal]:
    """Round values that hold all others, from zero where none is negative; about five."""
    low, high = min(0.0, *values), max(0.0, *values)
    reach = Decimal(str(high - low or 1.0))
    unit = Decimal(1).scaleb((reach / 4).adjusted())
    step = next(
        s * unit for s in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10)) if reach / (s * unit) <= 5
    )
    first = int((Decimal(str(low)) / step).to_integral_value(ROUND_FLOOR))
    last = int((Decimal(str(high)) / step).to_integral_value(ROUND_CEILING))
    return [step * n for n in range(first, max(last, first + 1) + 1)]  # a series of zeros has a height too


Box = tuple[float, float, float, float]


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x, y, x + width, y + height


def _along(x: float, y: float, right: float, other: float) -> list[Box]:
    """Small boxes along a line, so that no label is written across it."""
    n = max(2, int(max(abs(right - x), abs(other - y)) / 4))
    return [_box(x + (right - x) * i / n - 1, y + (other - y) * i / n - 1, 2, 2) for i in range(n + 1)]


def _label(canvas: Canvas, x: float, y: float, text: str, taken: list[Box]) -> None:
    """The value beside its mark, at the first side where it covers nothing."""
    width, height = measure(text, SMALL, "bold"), SMALL
    sides = [
        (x + 7, y - height / 2), (x - 7 - width, y - height / 2),
        (x - width / 2, y - 7 - height), (x - width / 2, y + 6),
        (x + 6, y - 6 - height), (x - 6 - width, y - 6 - height), (x + 6, y + 5), (x - 6 - width, y + 5),
    ]  # fmt: skip
    boxes = [_box(left, top, width, height) for left, top in sides]
    free = [b for b in boxes if b[0] >= LEFT - 2 and b[2] <= WIDTH and b[1] >= TOP - 8 and b[3] <= TOP + PLOT]
    best = min(free or boxes, key=lambda b: sum(_covers(b, other) for other in taken))
    taken.append(best)
    canvas.text(best[0], best[3] - 1.2, text, size=SMALL, weight="bold", colour=INK)


def _covers(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _breaks(binder: Binder, breaks: tuple[Break, ...], canvas: Canvas, frame: _Frame) -> list[Box]:
    """Each break as a dashed rule with its name."""
    taken: list[Box] = []
    for cut in breaks:
        x = frame.x(cut.on.toordinal())
        canvas.rule(x, TOP - 4, x, TOP + PLOT, colour=INK, dashed=True)
        taken += _along(x, TOP, x, TOP + PLOT)
        name = {
            "standard": binder.say.gettext("new standard"),
            "definition": binder.say.gettext("new definition"),
            "unit_ended": binder.say.gettext("unit ended"),
            "unit_merged": binder.say.gettext("unit merged"),
            "denominator": binder.say.gettext("new denominator"),
            "jump": binder.say.gettext("unexplained step"),
        }[cut.kind]
        right = x + measure(name, SMALL) + 4 < WIDTH
        for i, line in enumerate(wrap(name, 90, SMALL)):
            left = x + 4 if right else x - 4 - measure(line, SMALL)
            canvas.text(left, TOP + 9 + i * SMALL * LEADING, line, size=SMALL, colour=MUTED)
            taken.append(_box(left, TOP + 1 + i * SMALL * LEADING, measure(line, SMALL), SMALL))
    return taken


def _key(binder: Binder, canvas: Canvas, kinds: set[str]) -> None:
    """What the marks mean, of those that are used."""
    say, x = binder.say, LEFT
    for name, text in (
        ("reported", say.gettext("reported")),
        ("planned", say.gettext("plan")),
        ("derived", say.gettext("derived")),
        ("planned, derived", say.gettext("plan, derived")),
    ):
        if name not in kinds:
            continue
        if name.startswith("planned"):
            canvas.diamond(x + 4, 8, filled=name == "planned")
        else:
            canvas.dot(x + 4, 8, filled=name == "reported")
        canvas.text(x + 12, 11, text, size=SMALL, colour=MUTED)
        x += 12 + measure(text, SMALL) + 16
