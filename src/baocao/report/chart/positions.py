"""Where in the article the facts stand: one strip a kind, from the first sentence to the last."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.report import tree
from baocao.report.chart.canvas import ACCENT, MUTED, PALE, SMALL, WIDTH, Canvas, measure
from baocao.report.chart.drawn import drawn
from baocao.report.dossier import Dossier
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.report.plain import words

LEFT, RIGHT = 150.0, WIDTH - 6
STRIP = 19.0


def chart(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The chart and its table; one honest sentence for an article without facts."""
    say = dossier.say
    strips = [(label, places) for label, places in _strips(dossier) if places]
    if not strips:
        return absent(say.gettext("The article states no fact that the rules recognise, so there is no map of it."))
    counted = [fill(say.gettext("{kind} {n}"), kind=label, n=dossier.count(len(places))) for label, places in strips]
    alt = (
        *fill(say.gettext("Strip chart of where the facts stand in the article, by kind:")),
        tree.Text(" "),
        *joined(counted),
        tree.Text(". "),
        *_thickest(dossier, strips),
    )
    caption = fill(
        say.gettext(
            "Where in the article the facts stand, from its first sentence to its last; grey is the reporter's part."
        )
    )
    canvas, printed = _draw(dossier, strips)
    return (drawn(canvas, alt=alt, caption=caption, name="positions", printed=printed), _table(dossier, strips))


def _strips(dossier: Dossier) -> Iterator[tuple[str, list[int]]]:
    """(kind in the report's language, offsets of its facts)."""
    say, article = dossier.say, dossier.article
    yield say.gettext("quantities"), [q.start for q in article.quantities]
    yield say.gettext("indicators"), [i.start for i in article.indicators]
    yield say.gettext("dates"), [d.start for d in article.dates]
    yield say.gettext("commitments"), [c.start for c in article.commitments]
    yield say.gettext("documents"), [d.start for d in article.documents]
    yield say.gettext("people"), [m.start for p in article.people for m in p.mentions]
    yield say.gettext("places"), [m.start for p in article.places for m in p.mentions]
    yield say.gettext("organisations"), [m.start for o in article.organizations for m in o.mentions]
    yield say.gettext("in no indicator"), [a.start for a in article.abstained]


def _quarters(dossier: Dossier, places: list[int]) -> list[int]:
    """Facts in each quarter of the article's length."""
    low, high = _extent(dossier)
    out = [0, 0, 0, 0]
    for place in places:
        out[max(0, min(3, 4 * (place - low) // max(1, high - low)))] += 1
    return out


def _thickest(dossier: Dossier, strips: list[tuple[str, list[int]]]) -> tuple[tree.Inline, ...]:
    """Which quarter of the article holds most figures."""
    say = dossier.say
    label, places = strips[0]
    quarters = _quarters(dossier, places)
    names = (
        say.gettext("first quarter"),
        say.gettext("second quarter"),
        say.gettext("third quarter"),
        say.gettext("last quarter"),
    )
    return fill(
        say.gettext("Most {kind} stand in its {quarter}."), kind=label, quarter=names[quarters.index(max(quarters))]
    )


def _extent(dossier: Dossier) -> tuple[int, int]:
    passages = dossier.passages
    return (
        (min(p.start for p in passages), max(p.end for p in passages))
        if passages
        else (0, max(1, len(dossier.article.text)))
    )


def _draw(dossier: Dossier, strips: list[tuple[str, list[int]]]) -> tuple[Canvas, tuple[tree.Inline, ...]]:
    low, high = _extent(dossier)

    def x(place: int) -> float:
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, (place - low) / max(1, high - low)))

    height = len(strips) * STRIP
    canvas = Canvas(height + 22)
    for turn in dossier.article.turns:
        if turn.role == "reporter":
            canvas.bar(x(turn.start), 0, x(turn.end) - x(turn.start), height, fill=PALE)
    for i, (label, places) in enumerate(strips):
        y = i * STRIP
        n = words((dossier.count(len(places)),))
        canvas.text(0, y + 12.5, label)
        canvas.text(LEFT - 10, y + 12.5, n, align="right", weight="bold")
        canvas.rule(LEFT, y + STRIP - 1, RIGHT, y + STRIP - 1, colour=PALE)
        for at in sorted({round(x(place), 1) for place in places}):  # facts at one point are one stroke
            canvas.rule(at, y + 4, at, y + STRIP - 4, width=1.2, colour=ACCENT)
    first, last = dossier.count(1), dossier.count(len(dossier.article.sentences) or len(dossier.passages))
    start = dossier.say.gettext("sentence {number}").format(number=first.text)
    end = dossier.say.gettext("sentence {number}").format(number=last.text)
    canvas.text(LEFT, height + 12, start, size=SMALL, colour=MUTED)
    if measure(start, SMALL) + measure(end, SMALL) + 10 < RIGHT - LEFT:
        canvas.text(RIGHT, height + 12, end, size=SMALL, align="right", colour=MUTED)
    return canvas, (first, last)


def _table(dossier: Dossier, strips: list[tuple[str, list[int]]]) -> tree.Block:
    say = dossier.say
    body = tuple(
        (
            cell(label[:1].upper() + label[1:], header=True),
            *(cell(dossier.count(n), align="right") for n in (*_quarters(dossier, places), len(places))),
        )
        for label, places in strips
    )
    head = heads(
        say.gettext("Kind of fact"),
        say.gettext("First quarter"),
        say.gettext("Second quarter"),
        say.gettext("Third quarter"),
        say.gettext("Last quarter"),
        say.gettext("Together"),
        right=(1, 2, 3, 4, 5),
    )
    return tree.Table(
        head=(head,),
        rows=body,
        widths=(2.4, 1, 1, 1, 1, 1),
        id="positions",
        caption=fill(say.gettext("Facts by place in the article")),
    )
