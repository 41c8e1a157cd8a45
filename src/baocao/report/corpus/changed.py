"""What changed since the last issue: figures, contradictions, promises."""

from __future__ import annotations

from collections import Counter

from baocao.corpus.changes import Change, Changes, Figure, Shift
from baocao.report import tree
from baocao.report.corpus.agreement import disputed, verdict
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.corpus.ledger import goal, state, until
from baocao.report.dossier import declared
from baocao.report.number import amount, interval
from baocao.report.phrase import cell, fill, heads, joined, paragraph

COMMAND = "make issue"
"""What keeps the figures of an issue that goes out."""


def changed(binder: Binder, said: Changes) -> tuple[tree.Block, ...]:
    """What the last issue said otherwise; an honest sentence where there is no such issue, or no change."""
    if said.first:
        return _first(binder)
    return (*_contradictions(binder, said), *_figures(binder, said), *_promises(binder, said)) or _same(binder)


def promises(binder: Binder, said: Changes) -> tuple[tree.Block, ...]:
    """The same of the promises alone."""
    return _first(binder) if said.first else _promises(binder, said) or _same(binder)


def _first(binder: Binder) -> tuple[tree.Block, ...]:
    words = binder.say.gettext("No earlier issue is kept, so nothing is compared. To keep this one for the next:")
    return (paragraph(words, role="note"), tree.CodeBlock(COMMAND, language="sh"))


def _same(binder: Binder) -> tuple[tree.Block, ...]:
    return (paragraph(binder.say.gettext("Nothing changed since the last issue."), role="note"),)


def _contradictions(binder: Binder, said: Changes) -> tuple[tree.Block, ...]:
    say = binder.say
    blocks: list[tree.Block] = []
    for f in said.contradicted:
        text = fill(
            say.gettext("New contradiction: {name}: {left} and {right}; {verdict}."),
            name=binder.name(f.left.indicator, f.left.name),
            left=binder.value(f.left),  # its link says where
            right=binder.value(f.right),
            verdict=verdict(binder, f),
        )
        blocks.append(tree.Callout("warning", text, ()))
    for d in said.disputed:
        left, right = (
            (*quoted(side.said), tree.Text(" ["), binder.at(side.cite), tree.Text("]")) for side in (d.left, d.right)
        )
        text = fill(
            say.gettext("New contradiction: {what}: {left} and {right}."),
            what=disputed(binder, d),
            left=left,
            right=right,
        )
        blocks.append(tree.Callout("warning", text, ()))
    if said.settled:
        settled = say.ngettext("{n} contradiction is settled.", "{n} contradictions are settled.", len(said.settled))
        blocks.append(paragraph(fill(settled, n=binder.count(len(said.settled)))))
        blocks.append(tree.ListBlock(tuple((paragraph(tuple(declared(was, "last issue"))),) for was in said.settled)))
    return tuple(blocks)


def _figures(binder: Binder, said: Changes) -> tuple[tree.Block, ...]:
    """Revised and withdrawn figures one by one, then the new ones."""
    if not said.figures:
        return ()
    say = binder.say
    count = Counter(change.kind for change in said.figures)
    summary = fill(
        say.gettext("Figures: {new} new, {revised} revised, {withdrawn} withdrawn."),
        new=binder.count(count["new"]),
        revised=binder.count(count["revised"]),
        withdrawn=binder.count(count["withdrawn"]),
    )
    order = {"revised": 0, "withdrawn": 1, "new": 2}
    rows = tuple(_row(binder, change) for change in sorted(said.figures, key=lambda c: order[c.kind]))
    head = heads(
        say.gettext("Change"), say.gettext("Indicator"), say.gettext("Last issue"), say.gettext("Now"),
        say.gettext("Sentence"),
        right=(2, 3, 4),
    )  # fmt: skip
    caption = fill(say.gettext("Figures that changed since the last issue"))
    table = tree.Table(head=(head,), rows=rows, widths=(1.2, 4, 2, 2, 1), id="changed", caption=caption)
    return (paragraph(summary), table)


def _row(binder: Binder, change: Change) -> tuple[tree.Cell, ...]:
    say = binder.say
    kinds = {"new": say.gettext("new"), "revised": say.gettext("revised"), "withdrawn": say.gettext("withdrawn")}
    now, before = change.now, change.before
    if now is not None:
        subject = joined(
            [binder.name(now.indicator, now.name), binder.place(now.place), binder.period(now.from_, now.to)]
        )
    else:
        assert before is not None
        gone = say.gettext("its article is gone") if change.why else say.gettext("its sentence is gone")
        subject = (
            *quoted(before.name),
            tree.Text(f"; {gone}: “"),
            *declared(before.text, "last issue"),
            tree.Text("”"),
        )
    return (
        cell(kinds[change.kind]),
        cell(subject),
        cell(_before(binder, before), align="right"),
        cell(binder.value(now) if now else "–", align="right"),
        cell(binder.at(now.cite) if now else "–", align="right"),
    )


def _before(binder: Binder, before: Figure | None) -> tuple[tree.Inline, ...]:
    """A figure as the last issue printed it."""
    if before is None:
        return (tree.Text("–"),)
    text = before.stated
    if not text and before.of is None:
        text = interval(before.low, before.high, before.unit, binder.lang)  # computed: shortened as the report does
    text = text or amount(before.low, before.high, before.unit, binder.lang, of=before.of).bare
    return tuple(declared(text, "last issue"))


def _promises(binder: Binder, said: Changes) -> tuple[tree.Block, ...]:
    if not said.promises:
        return ()
    say = binder.say
    rows = tuple(_shift(binder, shift) for shift in said.promises)
    head = heads(say.gettext("Change"), say.gettext("Commitment"), say.gettext("Last issue"), say.gettext("Now"))
    caption = fill(say.gettext("Commitments that changed since the last issue"))
    return (tree.Table(head=(head,), rows=rows, widths=(1.2, 4, 2, 2), id="moved", caption=caption),)


def _shift(binder: Binder, shift: Shift) -> tuple[tree.Cell, ...]:
    say = binder.say
    kinds = {
        "new": say.gettext("new"),
        "state": say.gettext("status changed"),
        "deadline": say.gettext("deadline moved"),
        "withdrawn": say.gettext("withdrawn"),
    }
    before: tuple[tree.Inline, ...] = (tree.Text("–"),)
    now = before
    if shift.before is not None:
        before = (tree.Text(state(binder, shift.before.state)),)
        if shift.before.deadline:
            before += (tree.Text(", "), tree.Declared(until(shift.before.deadline, binder.lang), "last issue"))
    if shift.now is not None:
        status = shift.now.status
        now = (tree.Text(state(binder, status.state)),)
        if status.deadline:
            now += (tree.Text(", "), binder.at(status.cites[-1], until(status.deadline, binder.lang)))
    words = goal(binder, shift.now) if shift.now else quoted(shift.before.goal if shift.before else "")
    return cell(kinds[shift.kind]), cell(words), cell(before), cell(now)
