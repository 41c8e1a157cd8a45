"""The time line: the past that the article names above, the deadlines of its promises below, one row each."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import (
    ACCENT,
    INK,
    LEADING,
    MUTED,
    PALE,
    SIZE,
    SMALL,
    TALLEST,
    WIDTH,
    Canvas,
    fitting,
    measure,
    place,
    wrap,
)
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.number import day
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.plain import words

MOST = 22
"""Rows of one chart: promises first, then the periods named most often."""
FEWEST = 4
"""Periods that make a time line without a deadline: fewer are plainer in words."""
LABELS = 178.0
LEFT, RIGHT = LABELS + 12, WIDTH - 10
HEAD = 14.0
"""Points above the rows, for the day of publication."""
LINES = 2
"""Lines of a promise's words beside its mark; the whole promise stands in the table of commitments."""


class Row(Struct, frozen=True):
    first: date
    last: date
    promise: bool
    label: tuple[tree.Inline, ...]
    sentences: tuple[tree.Inline, ...]
    times: int = 1


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where the article gives no date."""
    say = dossier.say
    found = rows(dossier)
    if len(found) < (FEWEST if not any(row.promise for row in found) else 1):
        return absent(say.gettext("The article names too few dates for a time line."))
    shown = _leading(found, MOST)
    shown = _leading(found, fitting([_height(row) for row in shown], TALLEST - HEAD - 22))
    parts = [fill(say.gettext("{period}: {label}"), period=_span(dossier, r), label=r.label) for r in shown]
    alt = (*fill(say.gettext("Time line.")), tree.Text(" "), *joined(parts, "; "), tree.Text("."))
    caption = fill(say.gettext("Periods that the article names (bars) and deadlines of its promises (diamonds)."))
    if len(shown) < len(found):
        more = say.ngettext(
            "{shown} of {n} row is drawn.", "{shown} of {n} rows are drawn; the rest are in the table.", len(found)
        )
        caption = (*caption, tree.Text(" "), *fill(more, shown=dossier.count(len(shown)), n=dossier.count(len(found))))
    canvas, ticks = _draw(dossier, shown)
    return (drawn(canvas, alt=alt, caption=caption, name="timeline", printed=ticks), _table(dossier, found))


def rows(dossier: Dossier) -> list[Row]:
    """Distinct periods in the order of time, then the promises with a deadline in theirs."""
    periods: dict[tuple[date, date], list[model.Date]] = {}
    due = {c.due_date for c in dossier.article.commitments if c.due is not None}
    for fact in dossier.article.dates:
        if fact.from_ is not None and fact.to is not None and fact.id not in due:
            periods.setdefault((fact.from_, fact.to), []).append(fact)
    out = []
    for (first, last), facts in sorted(periods.items()):
        numbers = {c.text: c for c in (dossier.sentence_number(f) for f in facts) if c is not None}
        plainest = min(facts, key=lambda f: (f.anchor is not None, f.start))  # `năm 2019` before `năm ngoái`
        sentences = joined([(c,) for c in numbers.values()])
        out.append(Row(first, last, False, (dossier.cite(plainest),), sentences, len(facts)))
    for promise in sorted(
        (c for c in dossier.article.commitments if c.due is not None), key=lambda c: (c.due or date.max, c.start)
    ):
        number = dossier.sentence_number(promise)
        assert promise.due is not None
        out.append(Row(promise.due, promise.due, True, _promise(dossier, promise), (number,) if number else ()))
    return out


def _promise(dossier: Dossier, promise: model.Commitment) -> tuple[tree.Inline, ...]:
    """A promise in few words: its target or state, else its own first words."""
    quantity = dossier.quantity(promise.target)
    if promise.state:
        return dossier.quoted(promise.state)
    if quantity is not None:
        return fill(dossier.say.gettext("target {amount}"), amount=dossier.cite(quantity))
    lines = wrap(dossier.surface(promise), LABELS, SIZE)
    text = " ".join(lines[:LINES]) + (" …" if len(lines) > LINES else "")
    return dossier.quoted(text)


def _leading(found: list[Row], most: int) -> list[Row]:
    """At most `most` rows in their order: promises, then the periods that are named most often."""
    ranked = sorted(range(len(found)), key=lambda i: (not found[i].promise, -found[i].times, i))
    return [found[i] for i in sorted(ranked[:most])]


def _span(dossier: Dossier, row: Row) -> tuple[tree.Inline, ...]:
    """Years of a row for the alternative text, declared as resolved dates."""
    if row.promise:
        text = dossier.say.gettext("due {day}").format(day=day(row.last, dossier.lang))
    else:
        text = str(row.first.year) if row.first.year == row.last.year else f"{row.first.year}–{row.last.year}"
    return (tree.Declared(text=text, reason="resolved date"),)


def _height(row: Row) -> float:
    return max(len(wrap(words(row.label), LABELS)) * SIZE * LEADING, 12) + 5


def _draw(dossier: Dossier, shown: list[Row]) -> tuple[Canvas, tuple[tree.Inline, ...]]:
    labels = [wrap(words(row.label), LABELS) for row in shown]
    heights = [_height(row) for row in shown]
    first, last = min(r.first for r in shown), max(r.last for r in shown)
    low, high = date(first.year, 1, 1), _after(last)
    total = max(1, (high - low).days)

    def x(day_number: int) -> float:
        return LEFT + (RIGHT - LEFT) * (day_number - low.toordinal()) / total

    canvas = Canvas(sum(heights) + HEAD + 22)
    bottom = sum(heights) + HEAD + 4
    ticks = _ticks(low.year, high.year)
    for year in ticks:
        at = x(date(year, 1, 1).toordinal())
        canvas.rule(at, HEAD, at, bottom, colour=PALE)
        spot = place(str(year), at, LEFT - 12, WIDTH, SMALL)
        canvas.text(spot.x, bottom + 11, str(year), size=SMALL, align=spot.align, colour=MUTED)
    canvas.rule(LEFT, bottom, RIGHT, bottom, colour=MUTED)
    printed: list[tree.Inline] = [tree.Declared(text=str(year), reason="axis") for year in ticks]
    published = (dossier.article.metadata.published or "")[:10]
    try:
        moment = date.fromisoformat(published)
    except ValueError:
        moment = date.min
    if low <= moment <= high:
        text = dossier.say.gettext("published {day}").format(day=day(moment, dossier.lang))
        spot = place(text, x(moment.toordinal()), LEFT, WIDTH, SMALL)
        canvas.text(spot.x, 8, text, size=SMALL, align=spot.align, colour=INK)
        canvas.rule(x(moment.toordinal()), 11, x(moment.toordinal()), bottom, colour=INK, dashed=True)
        printed.append(tree.Declared(text=text, reason="header"))
    y = HEAD
    for row, lines, height in zip(shown, labels, heights, strict=True):
        canvas.lines(0, y + 10, lines, weight="normal")
        middle = y + 7
        if row.promise:
            canvas.diamond(x(row.last.toordinal() + 1), middle)
            text = day(row.last, dossier.lang)
            centre, width = x(row.last.toordinal() + 1), measure(text, SMALL)
            if centre + 8 + width < WIDTH:
                canvas.text(centre + 8, middle + 2.7, text, size=SMALL, colour=MUTED)
            else:
                canvas.text(centre - 8, middle + 2.7, text, size=SMALL, colour=MUTED, align="right")
            printed.append(tree.Declared(text=text, reason="resolved date"))
        else:
            start, end = x(row.first.toordinal()), x(row.last.toordinal() + 1)
            if end - start < 3:
                canvas.dot((start + end) / 2, middle, 2.6, colour=ACCENT)
            else:
                canvas.bar(start, middle - 3, end - start, 6)
        y += height
    return canvas, tuple(printed)


def _after(last: date) -> date:
    """The New Year's Day that closes the axis; the calendar's own end where there is none."""
    return date(last.year + 1, 1, 1) if last.year < date.max.year else date.max


def _ticks(low: int, high: int) -> list[int]:
    """At most nine round years from `low` to `high`."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if (high - low) / s <= 8)
    return [year for year in range(low, high + 1) if year % step == 0 or high - low < 1]


def _table(dossier: Dossier, found: list[Row]) -> tree.Block:
    say = dossier.say
    kinds = {True: say.gettext("deadline"), False: say.gettext("period named")}
    body = tuple(
        (
            cell("–" if r.promise else tree.Declared(text=day(r.first, dossier.lang), reason="resolved date")),
            cell(tree.Declared(text=day(r.last, dossier.lang), reason="resolved date")),
            cell(r.label),
            cell(kinds[r.promise]),
            cell(r.sentences, align="right"),
        )
        for r in found
    )
    head = heads(
        say.gettext("From"),
        say.gettext("To"),
        say.gettext("In its words"),
        say.gettext("Kind"),
        say.gettext("Sentences"),
        right=(4,),
    )
    return tree.Table(
        head=(head,),
        rows=body,
        widths=(1.4, 1.4, 4, 1.6, 1.4),
        id="timeline",
        caption=fill(say.gettext("The dates of the time line")),
    )
