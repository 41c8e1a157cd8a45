"""The ledger of promises: one line each, every statement of each, and where it stands by which rule."""

from __future__ import annotations

from collections import Counter
from datetime import date

from baocao.corpus.ledger import ledger as promises_of
from baocao.corpus.record import Cite, Evidence, Move, Promise, Statement
from baocao.corpus.status import RULES
from baocao.report import tree
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.number import day
from baocao.report.phrase import cell, fill, heads, joined, paragraph

UNIT_WORDS = 2
"""A goal of so few words is the kind of unit to be reached (`quận`, `thành phố`)."""


def state(binder: Binder, name: str) -> str:
    """A state in words."""
    say = binder.say
    return {
        "open": say.gettext("open, no deadline"),
        "due": say.gettext("open"),
        "overdue": say.gettext("overdue, no report"),
        "unreported": say.gettext("period over, no figure to compare"),
        "kept": say.gettext("reported reached"),
        "reached_later": say.gettext("reached later"),
        "missed": say.gettext("reported short of it"),
        "overtaken": say.gettext("overtaken: the unit ended first"),
    }[name]


def until(value: date, lang: str) -> str:
    """A deadline: the year alone where it is a whole one."""
    return str(value.year) if (value.month, value.day) == (12, 31) else day(value, lang)


def put(binder: Binder, said: Statement) -> str:
    """The deadline as it was put: `trước năm 2025` is no `2024`."""
    assert said.due is not None
    if (said.due_text or "").lower().startswith("trước") and (said.due.month, said.due.day) == (12, 31):
        return binder.say.gettext("before {year}").format(year=said.due.year + 1)
    return until(said.due, binder.lang)


def goal(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    """What is to be reached, in the words of a statement, its figures linked; led by what it is of, if they omit it."""
    words = _words(binder, promise)
    if promise.subject is None or promise.indicator is None:
        return words
    return (*binder.name(promise.indicator, promise.subject), tree.Text(": "), *words)


def _words(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    if len(promise.goal.split()) <= UNIT_WORDS:
        place = binder.place(promise.place)
        return fill(binder.say.gettext("{place} to become {goal}"), place=place, goal=quoted(promise.goal))
    for said in promise.statements:
        text = binder.corpus.surface(said.cite)
        at = text.find(promise.goal)
        if at >= 0:
            start = said.cite.start + at
            return binder.words(Cite(said.cite.article, 0, start, start + len(promise.goal)))
    return binder.words(promise.statements[0].cite)


def standing(binder: Binder) -> tuple[tree.Block, ...]:
    """How many promises stand where."""
    found: Counter[str] = Counter(p.status.state for p in promises_of(binder.corpus))
    if not found:
        return _none(binder)
    order = ("overdue", "missed", "unreported", "due", "open", "reached_later", "kept", "overtaken")
    tiles = tuple(
        tree.Tile(label=fill(state(binder, name)), value=(binder.count(found[name]),)) for name in order if found[name]
    )
    return (tree.Tiles(tiles),)


def _none(binder: Binder) -> tuple[tree.Block, ...]:
    return (paragraph(binder.say.gettext("The articles make no commitment that the rules recognise."), role="note"),)


def ledger(binder: Binder) -> tuple[tree.Block, ...]:
    """One line a promise: what, said when and how often, by when, how far, and how it stands."""
    say, found = binder.say, promises_of(binder.corpus)
    if not found:
        return _none(binder)
    rows = tuple(
        (
            cell(goal(binder, p), header=True),
            cell(*_said(binder, p)),
            cell(_deadlines(binder, p)),
            cell(_latest(binder, p)),
            cell(status(binder, p)),
        )
        for p in found
    )
    head = heads(
        say.gettext("Commitment"), say.gettext("Stated"), say.gettext("Deadline"), say.gettext("Latest report"),
        say.gettext("Status"),
    )  # fmt: skip
    caption = fill(say.gettext("The commitments as of {day}"), day=binder.day(found[0].status.on))
    note = fill(say.gettext("Deadlines are those of the statements in their order, each linked to its sentence."))
    return (
        tree.Table(
            head=(head,), rows=rows, widths=(3.4, 1.5, 1.7, 2, 2.4), id="ledger", caption=caption, notes=(note,)
        ),
    )


def _said(binder: Binder, promise: Promise) -> tuple[tuple[tree.Inline, ...], ...]:
    """First and last day it was stated, and how often."""
    say = binder.say
    days = [s.published for s in promise.statements if s.published]
    n = len(promise.statements)
    times = fill(say.ngettext("{n} time", "{n} times", n), n=binder.count(n))
    if not days:
        return (times,)
    if min(days) == max(days):
        return (binder.day(min(days)), (tree.Text("; "), *times) if n > 1 else ())
    return (
        fill(say.gettext("{first} to {last}"), first=binder.day(min(days)), last=binder.day(max(days))),
        (tree.Text("; "), *times),
    )


def _deadlines(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    """The deadlines in the order in which they were stated; one that repeats the one before is left out."""
    shown: list[tuple[tree.Inline, ...]] = []
    last: object = None
    for said in promise.statements:
        key = said.deadline or ("soon" if said.soon else None)
        if key is None or key == last:
            continue
        last = key
        shown.append(_deadline(binder, said))
    return joined(shown, " → ") or (tree.Text("–"),)


def _deadline(binder: Binder, said: Statement) -> tuple[tree.Inline, ...]:
    say = binder.say
    if said.due is None:
        return (binder.at(said.cite, say.gettext("soon")),) if said.soon else (tree.Text("–"),)
    due = (binder.at(said.cite, put(binder, said)),)
    if said.latest is None:
        return due
    return fill(
        say.gettext("{due} (at the latest {latest})"),
        due=due,
        latest=binder.at(said.cite, until(said.latest, binder.lang)),
    )


def _latest(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    """The last two reports of how far it has come; a changed denominator is said."""
    told = [e for e in promise.evidence if e.kind in ("progress", "reached", "fell_short")]
    return joined([_report(binder, e) for e in told[-2:]], "; ") or (tree.Text("–"),)


def _report(binder: Binder, e: Evidence) -> tuple[tree.Inline, ...]:
    words = (*binder.words(e.cite), tree.Text(" ["), binder.at(e.cite), tree.Text("]"))
    if e.new_denominator:
        words += (tree.Text(" "), *fill(binder.say.gettext("(another denominator than before)")))
    if e.new_standard:
        words += (tree.Text(" "), *fill(binder.say.gettext("(another standard than that of the target)")))
    return words


def status(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    """The state, its days, and the sentences that decide it."""
    say, found = binder.say, promise.status
    words: tuple[tree.Inline, ...] = (tree.Strong((tree.Text(state(binder, found.state)),)),)
    if found.days:
        pattern = {
            "due": say.ngettext("{n} day left", "{n} days left", found.days),
            "overdue": say.ngettext("for {n} day", "for {n} days", found.days),
            "reached_later": say.ngettext("{n} day after", "{n} days after", found.days),
        }.get(found.state)
        if pattern:
            words += (tree.Text(", "), *fill(pattern, n=binder.count(found.days)))
    numbers = dict.fromkeys(binder.at(c) for c in found.cites)
    if numbers:
        words += (tree.Text(" ["), *joined([(n,) for n in numbers]), tree.Text("]"))
    return words


# ── promise by promise ───────────────────────────────────────────────────────


def promises(binder: Binder) -> tuple[tree.Block, ...]:
    """Every promise that was stated more than once or reported on: its statements, moves and reports."""
    blocks: list[tree.Block] = []
    for n, promise in enumerate(promises_of(binder.corpus), 1):
        if len(promise.statements) < 2 and not promise.evidence:
            continue
        blocks.append(tree.Heading(3, goal(binder, promise), id=f"promise-{n}"))
        blocks.append(paragraph(status(binder, promise), tree.Text(". "), _because(binder, promise)))
        blocks.append(_statements(binder, promise, n))
        if promise.evidence:
            blocks.append(_evidence(binder, promise, n))
    return tuple(blocks) or (
        paragraph(binder.say.gettext("No commitment was stated twice or reported on."), role="note"),
    )


def _because(binder: Binder, promise: Promise) -> tuple[tree.Inline, ...]:
    """The rule that decides, and the legal text it rests on."""
    words = quoted(RULES[promise.status.rule][binder.lang])
    basis = quoted(promise.status.basis)
    return (*words, tree.Text(" "), *fill(binder.say.gettext("Basis: {law}."), law=basis)) if basis else words


def _statements(binder: Binder, promise: Promise, n: int) -> tree.Table:
    say = binder.say
    moves: dict[Cite, list[Move]] = {}
    for move in promise.moves:
        for cite in move.cites if move.kind == "two_deadlines" else move.cites[-1:]:
            moves.setdefault(cite, []).append(move)
    rows = tuple(
        (
            cell(binder.published(s.published)),
            cell(_who(binder, s)),
            cell(binder.words(s.cite)),
            cell(_deadline(binder, s), *(_move(binder, m) for m in moves.get(s.cite, ()) if m.kind != "set")),
            cell(binder.at(s.cite), align="right"),
        )
        for s in promise.statements
    )
    head = heads(
        say.gettext("Published"), say.gettext("Who says it"), say.gettext("In its words"), say.gettext("Deadline"),
        say.gettext("Sentence"), right=(4,),
    )  # fmt: skip
    caption = fill(say.gettext("Statements: {goal}"), goal=goal(binder, promise))
    return tree.Table(head=(head,), rows=rows, widths=(1.5, 2, 4, 2, 1), id=f"statements-{n}", caption=caption)


def _who(binder: Binder, said: Statement) -> tuple[tree.Inline, ...]:
    """The speaker or the outlet, and that it is a demand or a step where it is no promise."""
    say = binder.say
    entry = binder.corpus.entry(said.cite.article)
    kinds = {"promised": "", "demanded": say.gettext("demand"), "step": say.gettext("a step towards it")}
    who = quoted(said.speaker or entry.outlet or "–")
    return (*who, tree.Text(f" ({kinds[said.kind]})")) if kinds[said.kind] else who


def _move(binder: Binder, move: Move) -> tuple[tree.Inline, ...]:
    """How the deadline moved; of two in one article, both sentences."""
    say = binder.say
    words = {
        "later": say.gettext("moved later"),
        "earlier": say.gettext("moved earlier"),
        "dropped": say.gettext("date dropped"),
        "two_deadlines": say.gettext("two deadlines in one article"),
        "set": "",
    }[move.kind]
    told: tuple[tree.Inline, ...] = (tree.Text("; "), tree.Emphasis((tree.Text(words),)))
    if move.kind != "two_deadlines":
        return told
    return (*told, tree.Text(" ["), *joined([(binder.at(c),) for c in move.cites]), tree.Text("]"))


def _remark(binder: Binder, e: Evidence) -> tuple[tree.Inline, ...]:
    say = binder.say
    if e.new_standard:
        return fill(say.gettext("another standard"))
    return fill(say.gettext("another denominator")) if e.new_denominator else (tree.Text("–"),)


def _evidence(binder: Binder, promise: Promise, n: int) -> tree.Table:
    say = binder.say
    kinds = {
        "progress": say.gettext("progress"),
        "reached": say.gettext("reached"),
        "fell_short": say.gettext("fell short"),
        "unit_ended": say.gettext("unit ended"),
        "requirement": say.gettext("requirement"),
    }
    rows = tuple(
        (
            cell(binder.day(e.at)),
            cell(kinds[e.kind]),
            cell(binder.sentence(e.cite)),
            cell(_remark(binder, e)),
            cell(binder.at(e.cite), align="right"),
        )
        for e in promise.evidence
    )
    head = heads(
        say.gettext("As of"), say.gettext("Kind"), say.gettext("In its words"), say.gettext("Remark"),
        say.gettext("Sentence"),
        right=(4,),
    )  # fmt: skip
    caption = fill(say.gettext("Reports: {goal}"), goal=goal(binder, promise))
    return tree.Table(head=(head,), rows=rows, widths=(1.5, 1.5, 5, 1.5, 1), id=f"reports-{n}", caption=caption)


def rules(binder: Binder) -> tuple[tree.Block, ...]:
    """Every rule by which a status is decided, in the order of asking."""
    items = tuple((paragraph(quoted(RULES[name][binder.lang])),) for name in RULES)
    first = paragraph(
        binder.say.gettext(
            "The rules are asked in this order, on what was published by that day; the first that applies decides."
        )
    )
    return (first, tree.ListBlock(items, ordered=True))
