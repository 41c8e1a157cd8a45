"""A whole in its parts: one bar for each structure whose shares the article states, with its table."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.chart.canvas import ACCENT, FILL, INK, LEADING, MUTED, PALE, SIZE, WIDTH, Canvas, lanes, place
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.indicator import evidence, name, period
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.plain import words

MOST = 4
"""Structures of one chart; all are in the table of indicators."""
HUNDRED = Decimal(100)
SLACK = Decimal(1)
"""Points by which rounded shares may pass the whole."""
TITLE, BAR, GAP = 16.0, 18.0, 14.0


class Part(Struct, frozen=True):
    indicator: model.Indicator
    quantity: model.Quantity
    share: Decimal


class Whole(Struct, frozen=True):
    """A structure: what it divides, for when, and its parts in the order of the article."""

    of: str
    parts: tuple[Part, ...]


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence where the article divides nothing into shares."""
    say = dossier.say
    found = wholes(dossier)
    if not found:
        return absent(say.gettext("The article divides no whole into shares, so no chart is drawn."))
    shown = found[:MOST]
    told = [
        (*_title(dossier, whole), tree.Text(": "), *joined([_label(dossier, part) for part in whole.parts]))
        for whole in shown
    ]
    alt = (*fill(say.gettext("One bar in parts:")), tree.Text(" "), *joined(told, "; "), tree.Text("."))
    caption = fill(say.gettext("A whole in its parts; what the article leaves open stays white."))
    return (drawn(_draw(dossier, shown), alt=alt, caption=caption, name="shares"), _table(dossier, shown))


def wholes(dossier: Dossier) -> list[Whole]:
    """Runs of stated shares of one whole and one time that do not pass it."""
    groups: dict[tuple[str, str | None], list[Part]] = {}
    for indicator in dossier.article.indicators:
        quantity = dossier.quantity(indicator.quantity)
        if indicator.measure != "share" or indicator.rule != "part" or not indicator.of_what or quantity is None:
            continue
        if quantity.unit == "%" and quantity.low is not None and quantity.low == quantity.high and quantity.low > 0:
            part = Part(indicator, quantity, quantity.low)
            groups.setdefault((indicator.of_what, indicator.period), []).append(part)
    found = [Whole(of, tuple(parts)) for (of, _), parts in groups.items()]
    return [w for w in found if len(w.parts) > 1 and sum(p.share for p in w.parts) <= HUNDRED + SLACK]


def _title(dossier: Dossier, whole: Whole) -> tuple[tree.Inline, ...]:
    when = period(dossier, whole.parts[0].indicator)
    of = dossier.quoted(whole.of[:1].upper() + whole.of[1:])
    return (*of, tree.Text(", "), *when) if when else of


def _label(dossier: Dossier, part: Part) -> tuple[tree.Inline, ...]:
    return (*name(dossier, part.indicator), tree.Text(" "), dossier.cite(part.quantity))


def _spread(dossier: Dossier, whole: Whole) -> tuple[list[tuple[float, float]], list[str], list[int]]:
    """Left and right of each part, its words, and the line that they go to."""
    total = max(HUNDRED, sum((p.share for p in whole.parts), Decimal(0)))
    edges, left = [], 1.0
    for part in whole.parts:
        width = (WIDTH - 2) * float(part.share / total)
        edges.append((left, left + width))
        left += width
    texts = [words(_label(dossier, part)) for part in whole.parts]
    spots = [place(text, (start + end) / 2, 0, WIDTH) for (start, end), text in zip(edges, texts, strict=True)]
    return edges, texts, lanes([(spot.left, spot.right) for spot in spots], 8)


def _height(dossier: Dossier, whole: Whole) -> float:
    return TITLE + BAR + 16 + max(_spread(dossier, whole)[2]) * SIZE * LEADING + GAP


def _draw(dossier: Dossier, shown: list[Whole]) -> Canvas:
    canvas = Canvas(sum(_height(dossier, whole) for whole in shown))
    fills = (ACCENT, FILL, PALE)
    y = 0.0
    for whole in shown:
        canvas.text(0, y + 10, words(_title(dossier, whole)), weight="bold")
        top = y + TITLE
        canvas.bar(1, top, WIDTH - 2, BAR, fill="#ffffff", edge=MUTED)
        edges, texts, rows = _spread(dossier, whole)
        for i, ((start, end), text, row) in enumerate(zip(edges, texts, rows, strict=True)):
            canvas.bar(start, top, end - start, BAR, fill=fills[i % len(fills)], edge=MUTED)
            middle, under = (start + end) / 2, top + BAR + 12 + row * SIZE * LEADING
            if row:  # its label has moved down: a line leads to it
                canvas.rule(middle, top + BAR, middle, under - 8, colour=MUTED)
            spot = place(text, middle, 0, WIDTH)
            canvas.text(spot.x, under, text, colour=INK, align=spot.align)
        y += _height(dossier, whole)
    return canvas


def _table(dossier: Dossier, shown: list[Whole]) -> tree.Block:
    say = dossier.say
    body = tuple(
        (
            cell(_title(dossier, whole), header=True),
            cell(name(dossier, part.indicator)),
            cell(dossier.cite(part.quantity), align="right"),
            cell(evidence(dossier, part.indicator), align="right"),
        )
        for whole in shown
        for part in whole.parts
    )
    head = heads(say.gettext("Whole"), say.gettext("Part"), say.gettext("Share"), say.gettext("Sentence"), right=(2, 3))
    caption = fill(say.gettext("Shares that the article states"))
    return tree.Table(head=(head,), rows=body, widths=(3, 3, 1.2, 0.9), id="shares", caption=caption)
