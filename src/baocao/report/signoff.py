"""The sign-off sheet: each published figure, its sentence, its status, a box to initial, and the report's identity."""

from __future__ import annotations

from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.phrase import cell, fill, heads, paragraph


def signoff(dossier: Dossier, identity: str) -> tuple[tree.Block, ...]:
    """The last page."""
    say = dossier.say
    derived, stated, corrected = say.gettext("derived"), say.gettext("stated"), say.gettext("corrected")
    box = "☐"
    rows = [
        (
            cell(dossier.cite(q)),
            cell(dossier.sentence_number(q), align="right"),
            cell(corrected if q.id in dossier.corrected else stated),
            cell(box, align="center"),
        )
        for q in dossier.article.quantities
    ]
    rows += [
        (cell(dossier.cite(d)), cell(dossier.cite(d, d.id), align="right"), cell(derived), cell(box, align="center"))
        for d in dossier.article.derived
    ]
    blocks: list[tree.Block] = [tree.Heading(2, fill(say.gettext("Sign-off sheet")), id="sign-off-sheet")]
    if rows:
        head = heads(
            say.gettext("Published figure"),
            say.gettext("Sentence or derivation"),
            say.gettext("Status"),
            say.gettext("Initials"),
            right=(1,),
        )
        blocks.append(
            tree.Table(
                head=(head,),
                rows=tuple(rows),
                widths=(4, 1.2, 1.6, 1.4),
                id="sign-off",
                caption=fill(say.gettext("Figures to sign for")),
            )
        )
    else:
        blocks.append(paragraph(say.gettext("The article states no figures."), role="note"))
    number = tree.Declared(text=identity, reason="identity")
    blocks.append(paragraph(fill(say.gettext("Identity of this report: {identity}"), identity=number), role="meta"))
    empty = tree.Text("\u00a0" * 24)
    signatures = tuple(
        (cell(title, header=True), cell(empty))
        for title in (say.gettext("Checked by"), say.gettext("Signature"), say.gettext("Day of signing"))
    )
    blocks.append(tree.Table(head=(), rows=signatures, widths=(1, 3), id="signatures"))
    return (tree.PageBreak(), tree.Group(tuple(blocks), id="signoff", role="signoff"))
