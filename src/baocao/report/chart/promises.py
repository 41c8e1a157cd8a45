"""The time line of promises: a row for each statement, from the day it was said to the deadline it set.

What was reported on the way stands in rows of its own; the end of the district level, where a promise ran into it,
crosses them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from baocao.corpus.ledger import ledger
from baocao.corpus.record import Evidence, Promise, Statement
from baocao.corpus.series import END_OF_DISTRICTS
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
    measure,
    place,
    wrap,
)
from baocao.report.chart.drawn import drawn
from baocao.report.chart.timeline import _ticks as ticks
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.corpus.ledger import goal, put, state, until
from baocao.report.number import day
from baocao.report.phrase import absent, fill, joined
from baocao.report.plain import words

LABELS = 128.0
LEFT, RIGHT = LABELS + 12, WIDTH - 8
HEAD, ROW = 36.0, 13.0
CLOSE = 4.0
"""Points around a mark that another mark's label keeps free."""


class Row(Struct, frozen=True):
    """One statement, or one report, of a promise."""

    label: tuple[tree.Inline, ...]
    at: date
    statement: Statement | None = None
    evidence: Evidence | None = None


def chart(binder: Binder) -> tuple[tree.Block, ...]:
    """The chart of the promises that were given a deadline; an honest sentence where none was."""
    say = binder.say
    found = [p for p in ledger(binder.corpus) if any(s.deadline for s in p.statements)]
    groups = [(p, rows) for p in found if (rows := _rows(binder, p))]
    shown: list[tuple[Promise, list[Row]]] = []
    room = TALLEST - HEAD - 22
    for promise, rows in groups:
        room -= _height(binder, promise, rows)
        if room < 0 and shown:
            break
        shown.append((promise, rows))
    if not shown:
        return absent(say.gettext("No commitment was given a deadline, so no time line is drawn."))
    canvas, printed = _draw(binder, shown)
    caption = fill(say.gettext("When each commitment was stated (dots), and the deadline it then had (diamonds)"))
    if len(shown) < len(groups):
        more = fill(
            say.gettext("{shown} of {n} commitments are drawn"),
            shown=binder.count(len(shown)),
            n=binder.count(len(groups)),
        )
        caption = (*caption, tree.Text("; "), *more)
    return (drawn(canvas, alt=_alt(binder, shown), caption=caption, name="promises", printed=printed),)


def _rows(binder: Binder, promise: Promise) -> list[Row]:
    """Statements and reports with a day, in order; reports of one day and one content once."""
    rows = []
    for s in promise.statements:
        if s.published:
            who = quoted(s.speaker or binder.corpus.entry(s.cite.article).outlet or "")
            label = (*binder.published(s.published), *((tree.Text(" "), *who) if who else ()))
            rows.append(Row(label, s.published, statement=s))
    said = bool(rows)
    for e in promise.evidence:
        if e.at and e.kind in ("progress", "reached", "fell_short"):
            rows.append(Row(_figure(binder, e), e.at, evidence=e))
    return sorted(rows, key=lambda r: (r.at, r.statement is None)) if said else []


def _figure(binder: Binder, e: Evidence) -> tuple[tree.Inline, ...]:
    dossier = binder.dossier(e.cite.article)
    fact = dossier.facts.get(e.cite.fact)
    return (dossier.cite(fact),) if fact is not None else fill(binder.say.gettext("reported on"))


def _title(binder: Binder, promise: Promise) -> list[str]:
    lines = wrap(words(goal(binder, promise)), WIDTH - 4, SIZE, "bold")
    return [*lines[:1], lines[1] + (" …" if len(lines) > 2 else "")] if len(lines) > 1 else lines


def _height(binder: Binder, promise: Promise, rows: list[Row]) -> float:
    return len(_title(binder, promise)) * SIZE * LEADING + 5 + len(rows) * ROW + 9


def _last(row: Row) -> date:
    return max(row.at, (row.statement and row.statement.deadline) or row.at)


def _draw(binder: Binder, shown: list[tuple[Promise, list[Row]]]) -> tuple[Canvas, tuple[tree.Inline, ...]]:
    rows = [row for _, group in shown for row in group]
    ended = any(p.status.rule == "unit_ended" for p, _ in shown)
    on = shown[0][0].status.on
    days = [*(r.at for r in rows), *(_last(r) for r in rows), on, *([END_OF_DISTRICTS] if ended else [])]
    low, high = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    height = HEAD + sum(_height(binder, p, group) for p, group in shown)
    canvas = Canvas(height + 18)
    printed: list[tree.Inline] = []

    def x(when: date) -> float:
        return LEFT + (RIGHT - LEFT) * (when - low).days / (high - low).days

    for year in ticks(low.year, high.year):
        at = x(date(year, 1, 1))
        canvas.rule(at, HEAD - 2, at, height, colour=PALE)
        canvas.text(at, height + 11, str(year), size=SMALL, align="center", colour=MUTED)
        printed.append(tree.Declared(str(year), "axis"))
    canvas.rule(LEFT, height, RIGHT, height, colour=MUTED)
    moments = [(on, binder.say.gettext("as of {day}").format(day=day(on, binder.lang)))]
    if ended:
        text = binder.say.gettext("districts end {day}").format(day=day(END_OF_DISTRICTS, binder.lang))
        moments.append((END_OF_DISTRICTS, text))
    for lane, (when, text) in enumerate(sorted(moments)):
        spot = place(text, x(when), LEFT, WIDTH, SMALL)
        canvas.text(spot.x, 9 + 11 * lane, text, size=SMALL, align=spot.align, colour=INK)
        canvas.rule(x(when), 1 + 11 * len(moments), x(when), height, colour=INK, dashed=True)
        printed.append(tree.Declared(text, "resolved date"))
    walls = [x(when) for when, _ in moments]
    y = HEAD
    for promise, group in shown:
        title = _title(binder, promise)
        canvas.lines(0, y + 9, title, weight="bold")
        printed += goal(binder, promise)
        y += len(title) * SIZE * LEADING + 5
        for row in group:
            printed += row.label
            printed += _row(binder, canvas, row, y, x, walls)
            y += ROW
        y += 9
    return canvas, tuple(printed)


def _row(
    binder: Binder, canvas: Canvas, row: Row, y: float, x: Callable[[date], float], walls: Sequence[float]
) -> list[tree.Inline]:
    """A statement with the way to its deadline, or a report at its day."""
    middle, start = y + 5, x(row.at)
    said = row.statement
    if said is None:
        canvas.dot(start, middle, 2.8, filled=False)
        text = words(row.label)
        _beside(canvas, start, middle, text, walls)
        return []
    canvas.text(0, y + 8, _cut(words(row.label), LABELS), size=SMALL, colour=MUTED)
    canvas.dot(start, middle, 3.0)
    if said.due is None:
        if said.soon:
            canvas.rule(start + 4, middle, start + 30, middle, colour=ACCENT, dashed=True, width=1.0)
            canvas.text(start + 34, middle + 2.8, binder.say.gettext("soon"), size=SMALL, colour=INK)
        return []
    end = said.deadline or said.due
    canvas.rule(start, middle, x(end), middle, colour=ACCENT, width=1.0)
    if said.latest:
        canvas.diamond(x(said.due), middle, 3.8)
    canvas.diamond(x(end), middle, 3.8, filled=said.latest is None)
    text = put(binder, said) + (f" ({until(said.latest, binder.lang)})" if said.latest else "")
    _beside(canvas, x(end), middle, text, walls, start)
    return [binder.at(said.cite, text)]


def _beside(
    canvas: Canvas, at: float, middle: float, text: str, walls: Sequence[float], start: float | None = None
) -> None:
    """A label right of a mark, where it fits and crosses no upright rule; else left of the row's first mark."""
    end = at + 7 + measure(text, SMALL)
    if end <= WIDTH and not any(at + 4 < wall < end for wall in walls):
        canvas.text(at + 7, middle + 2.8, text, size=SMALL, colour=INK)
    else:
        canvas.text((at if start is None else start) - 7, middle + 2.8, text, size=SMALL, align="right", colour=INK)


def _cut(text: str, width: float) -> str:
    lines = wrap(text, width, SMALL)
    return lines[0] if len(lines) < 2 else lines[0] + " …"


def _alt(binder: Binder, shown: list[tuple[Promise, list[Row]]]) -> tuple[tree.Inline, ...]:
    """Every promise with its statements, deadlines and state, in words."""
    say = binder.say
    parts: list[tuple[tree.Inline, ...]] = []
    for promise, group in shown:
        told = []
        for row in group:
            said = row.statement
            if said is not None:
                due = (
                    (binder.at(said.cite, until(said.deadline, binder.lang)),)
                    if said.deadline
                    else fill(say.gettext("no date"))
                )
                told.append(fill(say.gettext("stated {day}, deadline {due}"), day=row.label, due=due))
            else:
                told.append(
                    fill(say.gettext("reported {figure} as of {day}"), figure=row.label, day=binder.day(row.at))
                )
        stands = quoted(state(binder, promise.status.state))
        parts.append((*goal(binder, promise), tree.Text(": "), *joined(told), tree.Text("; "), *stands))
    return (*fill(say.gettext("Time line of commitments.")), tree.Text(" "), *joined(parts, ". "), tree.Text("."))
