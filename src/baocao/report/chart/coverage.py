"""Coverage: which indicators the articles speak of, for which periods; one row an indicator at one place."""

from __future__ import annotations

from datetime import date

from baocao.corpus.record import Observation, Series
from baocao.report import tree
from baocao.report.chart.canvas import ACCENT, LEADING, MUTED, PALE, SIZE, SMALL, WIDTH, Canvas, measure, wrap
from baocao.report.chart.drawn import drawn
from baocao.report.chart.timeline import _ticks as ticks
from baocao.report.corpus.binder import Binder
from baocao.report.corpus.series import known, title
from baocao.report.phrase import fill, joined
from baocao.report.plain import words

MOST = 16
"""Rows of the chart; the series with most statements come first."""
LABELS = 190.0
LEFT, RIGHT = LABELS + 14, WIDTH - 12
HEAD = 20.0


def chart(binder: Binder) -> tuple[tree.Block, ...]:
    """The chart; nothing where no statement has a period."""
    say = binder.say
    found = [s for s in known(binder) if any(p.to for p in s.points)]
    shown = found[:MOST]
    if not shown:
        return ()
    labels = [wrap(words(title(binder, s)), LABELS) for s in shown]
    heights = [max(len(lines) * SIZE * LEADING, 12) + 4 for lines in labels]
    days = [p.to for s in shown for p in s.points if p.to]
    low, high = min(days).year, max(days).year + 1
    first, last = date(low, 1, 1).toordinal(), date(high, 1, 1).toordinal()
    canvas = Canvas(HEAD + sum(heights) + 20)
    bottom = HEAD + sum(heights) + 3
    printed: list[tree.Inline] = []

    def x(day: float) -> float:
        return LEFT + (RIGHT - LEFT) * (day - first) / (last - first)

    for year in ticks(low, high):
        at = x(date(year, 1, 1).toordinal())
        canvas.rule(at, HEAD - 2, at, bottom, colour=PALE)
        canvas.text(at, bottom + 11, str(year), size=SMALL, align="center", colour=MUTED)
        printed.append(tree.Declared(str(year), "axis"))
    canvas.rule(LEFT, bottom, RIGHT, bottom, colour=MUTED)
    _key(binder, canvas)
    y = HEAD
    for series, lines, height in zip(shown, labels, heights, strict=True):
        canvas.lines(0, y + 9, lines)
        for p in series.points:
            if p.to:
                _mark(canvas, x(_middle(p)), y + 6, p)
        y += height
    parts = [_said(binder, s) for s in shown]
    alt = (
        *fill(say.gettext("Statements by indicator and year.")),
        tree.Text(" "),
        *joined(parts, "; "),
        tree.Text("."),
    )
    caption = fill(say.gettext("What the articles give figures for, by the year each figure is of"))
    if len(shown) < len(found):
        more = fill(
            say.gettext("{shown} of {n} indicators are drawn"),
            shown=binder.count(len(shown)),
            n=binder.count(len(found)),
        )
        caption = (*caption, tree.Text("; "), *more)
    return (drawn(canvas, alt=alt, caption=caption, name="coverage", printed=printed),)


def _middle(seen: Observation) -> float:
    assert seen.to is not None
    return ((seen.from_ or seen.to).toordinal() + seen.to.toordinal() + 1) / 2


def _mark(canvas: Canvas, x: float, y: float, seen: Observation) -> None:
    if seen.mode in ("planned", "required"):
        canvas.diamond(x, y, 3.6, filled=not seen.derived)
    else:
        canvas.dot(x, y, 2.9, filled=not seen.derived, colour=ACCENT)


def _said(binder: Binder, series: Series) -> tuple[tree.Inline, ...]:
    years = sorted({p.to.year for p in series.points if p.to})
    told = joined([(tree.Declared(str(year), "resolved date"),) for year in years])
    return (*title(binder, series), tree.Text(": "), *told)


def _key(binder: Binder, canvas: Canvas) -> None:
    say, x = binder.say, LEFT
    for text in (say.gettext("reported"), say.gettext("plan"), say.gettext("derived")):
        if text == say.gettext("plan"):
            canvas.diamond(x + 4, 8, 3.6)
        else:
            canvas.dot(x + 4, 8, 2.9, filled=text == say.gettext("reported"))
        canvas.text(x + 11, 11, text, size=SMALL, colour=MUTED)
        x += 11 + measure(text, SMALL) + 14
