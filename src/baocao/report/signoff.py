"""The sign-off sheet: each published figure with its sentence and a box to initial, and the report's identity."""

from __future__ import annotations

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.phrase import cell, fill, heads, joined, paragraph

BOX = "\u00a0☐"


def signoff(dossier: Dossier, identity: str) -> tuple[tree.Block, ...]:
    """The last part: a row for each sentence that states figures, as who signs checks sentence by sentence."""
    say, article = dossier.say, dossier.article
    stated: dict[str, list[model.Quantity]] = {}
    for quantity in article.quantities:
        place = dossier.sentence_number(quantity)
        stated.setdefault(place.text if place else "–", []).append(quantity)
    rows = [
        (
            cell(dossier.sentence_number(found[0]), align="right"),
            cell(joined([_boxed(dossier, q) for q in found], "; ")),
        )
        for found in stated.values()
    ]
    if article.derived:
        values = [(dossier.cite(d, d.id), tree.Text(" "), *_boxed(dossier, d)) for d in article.derived]
        rows.append((cell(say.gettext("derived"), align="right"), cell(joined(values, "; "))))
    blocks: list[tree.Block] = [tree.Heading(2, fill(say.gettext("Sign-off sheet")), id="sign-off-sheet")]
    if rows:
        head = heads(say.gettext("Sentence"), say.gettext("Published figures, a box to initial each"), right=(0,))
        caption = fill(say.gettext("Figures to sign for"))
        blocks.append(tree.Table(head=(head,), rows=tuple(rows), widths=(1, 7), id="sign-off", caption=caption))
    number = tree.Declared(text=identity, reason="identity")
    blocks.append(paragraph(fill(say.gettext("Identity of this report: {identity}"), identity=number), role="meta"))
    empty = tree.Text("\u00a0" * 24)
    signatures = tuple(
        (cell(title, header=True), cell(empty))
        for title in (say.gettext("Checked by"), say.gettext("Signature"), say.gettext("Day of signing"))
    )
    blocks.append(tree.Table(head=(), rows=signatures, widths=(1, 3), id="signatures"))
    sheet = tree.Group(tuple(blocks), id="signoff", role="signoff")
    return (sheet,)


def _boxed(dossier: Dossier, fact: model.Quantity | model.Derived) -> tuple[tree.Inline, ...]:
    """A published figure and its box; one that a person changed or added says so."""
    by_hand = dossier.say.gettext("corrected")
    note = fill(" ({by_hand})", by_hand=by_hand) if fact.id in dossier.corrected else ()
    return (dossier.cite(fact), *note, tree.Text(BOX))
