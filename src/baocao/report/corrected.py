"""What people said of the facts: every correction of the article, kept or in conflict, with reason, name and day."""

from __future__ import annotations

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier, declared
from baocao.report.number import day
from baocao.report.phrase import absent, cell, fill, heads, joined


def corrections(dossier: Dossier) -> tuple[tree.Block, ...]:
    """One row a correction, in the order of its file; none is left out."""
    say = dossier.say
    if not dossier.article.corrections:
        return absent(say.gettext("Nobody has corrected a fact of this article."))
    rows = []
    for i, correction in enumerate(dossier.article.corrections, 1):
        name = correction.fact or f"h{i}"
        rows.append(
            (
                cell(_quote(dossier, correction, name)),
                cell(_done(dossier, correction)),
                cell(dossier.quoted(correction.reason)),
                cell(
                    dossier.quoted(correction.by), ", ", tree.Declared(day(correction.on, dossier.lang), "correction")
                ),
                cell(_kept(dossier, correction)),
            )
        )
    head = heads(
        say.gettext("Words of the article"),
        say.gettext("What was done"),
        say.gettext("Reason"),
        say.gettext("By whom, when"),
        say.gettext("Kept?"),
    )
    caption = fill(say.gettext("Corrections made by people"))
    table = tree.Table(
        head=(head,), rows=tuple(rows), widths=(2.4, 2.4, 2.4, 1.8, 1.8), id="corrections", caption=caption
    )
    return (table,)


def _quote(dossier: Dossier, correction: model.Correction, name: str) -> tuple[tree.Inline, ...]:
    """The words it is anchored to, as a link to their sentence where they still stand."""
    passage = dossier.passage(correction.at.start) if correction.at is not None else None
    if passage is None:
        return tuple(declared(correction.quote, "correction"))
    return (tree.Cite(fact=name, text=correction.quote, target=passage.target, status="corrected"),)


def _done(dossier: Dossier, correction: model.Correction) -> tuple[tree.Inline, ...]:
    say = dossier.say
    verb = {
        "accept": say.gettext("accepted"),
        "reject": say.gettext("rejected"),
        "change": say.gettext("changed"),
        "add": say.gettext("added"),
    }[correction.do]
    changes = [
        fill(
            say.gettext("{field}: {was} → {now}") if change.was is not None else say.gettext("{field}: {now}"),
            field=tree.Code(change.field),
            was=tuple(declared(change.was or "–", "correction")),
            now=tuple(declared(change.now or "–", "correction")),
        )
        for change in correction.changes
    ]
    return joined([(tree.Text(verb),), *changes], "; ")


def _kept(dossier: Dossier, correction: model.Correction) -> tuple[tree.Inline, ...]:
    """Whether it holds in this report, and what happened beyond the plain case."""
    from baocao.corrections.wording import say as worded  # late: it brings the parser with it

    say = dossier.say
    verdict = say.gettext("yes") if correction.status == "applied" else say.gettext("no, in conflict")
    message = correction.message if dossier.lang == "vi" else worded(correction.code, dossier.lang, correction.words)
    return joined([(tree.Text(verdict),), *([tuple(declared(message, "correction"))] if message else [])], ": ")
