"""How the numbers of the report came to be: stated, derived, corrected, left uninterpreted."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from baocao.report import tree
from baocao.report.accuracy import counts
from baocao.report.chart.canvas import ACCENT, FILL, INK, LEADING, MUTED, PALE, PAPER, SIZE, WIDTH, Canvas, lanes, place
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.number import number
from baocao.report.phrase import cell, fill, heads, joined, paragraph
from baocao.report.plain import words

BAR = 20.0


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where there is no number at all."""
    say = dossier.say
    parts = [(label, n) for label, n in _parts(dossier) if n]
    if not parts:
        return (paragraph(say.gettext("The article has no number, so there are no shares to show."), role="note"),)
    labels = [
        fill(say.gettext("{kind} {n} ({share})"), kind=label, n=dossier.count(n), share=_share(dossier, n, parts))
        for label, n in parts
    ]
    alt = (*fill(say.gettext("One bar in parts:")), tree.Text(" "), *joined(labels), tree.Text("."))
    caption = fill(say.gettext("How the numbers of this report came to be."))
    return (
        drawn(
            _draw(labels, [n for _, n in parts], bool(dossier.article.abstained)),
            alt=alt,
            caption=caption,
            name="shares",
        ),
        _table(dossier, parts),
    )


def _parts(dossier: Dossier) -> list[tuple[str, int]]:
    """Disjoint parts: a stated figure that belongs to no indicator counts as such only."""
    say, n = dossier.say, counts(dossier)
    outside = {a.quantity for a in dossier.article.abstained if a.quantity}
    left = len(outside)
    corrected = sum(q.id in dossier.corrected and q.id not in outside for q in dossier.article.quantities)
    return [
        (say.gettext("stated, in an indicator"), n.stated - left - corrected),
        (say.gettext("derived"), n.derived),
        (say.gettext("corrected"), corrected),
        (say.gettext("in no indicator"), n.abstained),
    ]


def _share(dossier: Dossier, n: int, parts: list[tuple[str, int]]) -> tree.Declared:
    """Percent, to one decimal."""
    share = (Decimal(100 * n) / sum(k for _, k in parts)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return tree.Declared(text=number(share, dossier.lang) + "%", reason="count")


def _draw(labels: list[tuple[tree.Inline, ...]], sizes: list[int], last: bool) -> Canvas:
    """`last`: whether the last part is the one in no indicator, which is hatched."""
    total, left = sum(sizes), 1.0
    edges = []
    for n in sizes:
        width = (WIDTH - 2) * n / total
        edges.append((left, left + width))
        left += width
    texts = [words(label) for label in labels]
    spots = [place(text, (start + end) / 2, 0, WIDTH) for (start, end), text in zip(edges, texts, strict=True)]
    rows = lanes([(spot.left, spot.right) for spot in spots], 8)
    canvas = Canvas(BAR + 18 + max(rows) * SIZE * LEADING + 4)
    fills = (ACCENT, FILL, PALE, PAPER)
    for i, ((start, end), text, spot, row) in enumerate(zip(edges, texts, spots, rows, strict=True)):
        canvas.bar(start, 1, end - start, BAR, fill=fills[i % 4], hatch=last and i == len(edges) - 1, edge=MUTED)
        y = BAR + 13 + row * SIZE * LEADING
        if row:  # its label has moved down: a line leads to it
            middle = (start + end) / 2
            canvas.rule(middle, BAR + 1, middle, y - 8, colour=MUTED)
        canvas.text(spot.x, y, text, colour=INK, align=spot.align)
    return canvas


def _table(dossier: Dossier, parts: list[tuple[str, int]]) -> tree.Block:
    say = dossier.say
    body = tuple(
        (
            cell(label[:1].upper() + label[1:], header=True),
            cell(dossier.count(n), align="right"),
            cell(_share(dossier, n, parts), align="right"),
        )
        for label, n in parts
    )
    head = heads(say.gettext("Kind of number"), say.gettext("How many"), say.gettext("Share"), right=(1, 2))
    return tree.Table(head=(head,), rows=body, id="shares", caption=fill(say.gettext("Numbers by how they came to be")))
