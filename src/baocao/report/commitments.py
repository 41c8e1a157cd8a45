"""The promises: what, by whom, by when, against which target."""

from __future__ import annotations

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.number import day
from baocao.report.phrase import absent, cell, fill, heads
from baocao.span import Span


def commitments(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The commitments in the order of their deadlines, those without one last."""
    say = dossier.say
    if not dossier.article.commitments:
        return absent(say.gettext("The article makes no commitment that the rules recognise."))
    rows = []
    for commitment in in_order(dossier):
        words = dossier.words(Span(commitment.start, commitment.end))
        rows.append(
            (
                cell(actor(dossier, commitment)),
                cell(words),
                cell(target(dossier, commitment)),
                cell(due(dossier, commitment)),
                cell(dossier.sentence_number(commitment), align="right"),
            )
        )
    head = heads(
        say.gettext("Who"),
        say.gettext("What"),
        say.gettext("Target"),
        say.gettext("Due"),
        say.gettext("Sentence"),
        right=(4,),
    )
    return (
        tree.Table(
            head=(head,),
            rows=tuple(rows),
            widths=(1.8, 5, 1.6, 1.5, 0.9),
            id="commitments",
            caption=fill(say.gettext("Commitments and their deadlines")),
        ),
    )


def actor(dossier: Dossier, commitment: model.Commitment) -> tuple[tree.Inline, ...]:
    """Who promises: as the clause names it, else who speaks there."""
    if commitment.actor:
        return dossier.quoted(commitment.actor)
    passage = dossier.passage(commitment.start)
    if passage is not None and passage.speaker:
        return fill(dossier.say.gettext("said by {speaker}"), speaker=dossier.quoted(passage.speaker))
    return dossier.quoted("–")


def in_order(dossier: Dossier) -> list[model.Commitment]:
    return sorted(dossier.article.commitments, key=lambda c: (c.due is None, c.due or 0, c.start))


def target(dossier: Dossier, commitment: model.Commitment) -> tuple[tree.Inline, ...]:
    quantity = dossier.quantity(commitment.target)
    if quantity is not None:
        return (dossier.cite(quantity),)
    return dossier.quoted(commitment.state or "–")


def due(dossier: Dossier, commitment: model.Commitment) -> tuple[tree.Inline, ...]:
    """The last day of the deadline, linked to the words that set it."""
    if commitment.due is None:
        return fill(dossier.say.gettext("no date given"))
    date = dossier.date(commitment.due_date)
    text = day(commitment.due, dossier.lang)
    return (dossier.cite(date if date is not None else commitment, text),)
