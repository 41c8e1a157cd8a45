"""What was said: the interview in brief and turn by turn, and cards of the statements that carry most."""

from __future__ import annotations

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier, Passage
from baocao.report.phrase import absent, cell, fill, heads, joined
from baocao.span import Span, overlap

CARDS = 4
"""Quotation cards in a report: enough for the message, few enough to be read."""


def interview(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The turns in their order, figures linked; one honest sentence for an article that is no interview."""
    if not dossier.article.turns:
        return absent(dossier.say.gettext("The article is not an interview: it sets out no dialogue."))
    turns = tuple(_turn(dossier, turn) for turn in dossier.article.turns)
    return (tree.Group(turns, id="interview", lang="vi", role="interview"),)


def questions(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The interview in brief: each question with who answers, in which sentences, by which figures and promises."""
    say = dossier.say
    rows: list[tuple[tree.Cell, ...]] = []
    asked: model.Turn | None = None
    answers: list[model.Turn] = []

    def close() -> None:
        if answers:
            rows.append(_exchange(dossier, asked, answers))

    for turn in dossier.article.turns:
        if turn.role == "interviewee":
            answers.append(turn)
        else:
            close()
            asked, answers = turn, []
    close()
    if not rows:
        return absent(say.gettext("The article is not an interview: it sets out no dialogue."))
    head = heads(
        say.gettext("Question"),
        say.gettext("Answered by"),
        say.gettext("Figures of the answer"),
        say.gettext("Sentences"),
        right=(3,),
    )
    caption = fill(say.gettext("Questions and answers; the full text stands in the evidence annex"))
    table = tree.Table(head=(head,), rows=tuple(rows), widths=(4, 1.5, 3, 1.1), id="questions", caption=caption)
    return (tree.Group((table,), id="interview", role="interview"),)


def _exchange(dossier: Dossier, asked: model.Turn | None, answers: list[model.Turn]) -> tuple[tree.Cell, ...]:
    passages = [p for p in dossier.passages if any(overlap(turn, p) for turn in answers)]
    ends = dict.fromkeys((passages[0], passages[-1])) if passages else {}
    cites = [(tree.Cite(fact="answer", text=p.label, target=p.target),) for p in ends]
    figures = [q for q in dossier.article.quantities if any(overlap(turn, q) for turn in answers)]
    return (
        cell(_said(dossier, asked) if asked else "–"),
        cell(dossier.quoted(", ".join(dict.fromkeys(turn.speaker for turn in answers)))),
        cell(joined([(dossier.cite(q),) for q in figures], "; ") or "–"),
        cell(joined(cites, "–") or "–", align="right"),
    )


def _said(dossier: Dossier, turn: model.Turn) -> tuple[tree.Inline, ...]:
    """The words of a turn on one line, without the speaker's label."""
    return tuple(node for block in _turn(dossier, turn).blocks for node in (*_children(block), tree.Text(" ")))


def _children(block: tree.Block) -> tuple[tree.Inline, ...]:
    return block.children if isinstance(block, tree.Paragraph) else ()


def _turn(dossier: Dossier, turn: model.Turn) -> tree.Turn:
    blocks = [dossier.article.blocks[i] for i in turn.blocks if i < len(dossier.article.blocks)]
    spans = [Span(max(b.start, turn.start), min(b.end, turn.end)) for b in blocks if overlap(b, turn)] or [
        Span(turn.start, turn.end)
    ]
    paragraphs = []
    for span in spans:
        start = span.start
        if turn.label is not None and span.start <= turn.label.start < span.end:
            start = _after_label(dossier.article.text, turn.label.end, span.end)
        if start < span.end and dossier.article.text[start : span.end].strip():
            paragraphs.append(tree.Paragraph(dossier.words(Span(start, span.end))))
    return tree.Turn(speaker=turn.speaker, role=turn.role, blocks=tuple(paragraphs))


def _after_label(text: str, at: int, end: int) -> int:
    """Where the words begin after a speaker's label and its colon."""
    while at < end and (text[at].isspace() or text[at] in ":：-–—"):
        at += 1
    return at


def quotations(dossier: Dossier, most: int = CARDS) -> tuple[tree.Block, ...]:
    """The statements with most facts in them, word for word, in the order of the article."""
    spoken = [p for p in dossier.passages if _said_by(dossier, p) is not None]
    ranked = sorted(spoken, key=lambda p: (-_weight(dossier, p), p.number))[:most]
    chosen = sorted((p for p in ranked if _weight(dossier, p) > 0), key=lambda p: p.number)
    if not chosen:
        return absent(dossier.say.gettext("The article quotes nobody word for word."))
    return (tree.Group(tuple(_card(dossier, p) for p in chosen), lang="vi", role="quotations"),)


def _card(dossier: Dossier, passage: Passage) -> tree.QuotationCard:
    turn = _said_by(dossier, passage)
    person = dossier.facts.get(turn.person or "") if turn else None
    roles = person.roles if isinstance(person, model.Person) else ()
    start = passage.start
    if turn is not None and turn.label is not None and passage.start <= turn.label.start < passage.end:
        start = _after_label(dossier.article.text, turn.label.end, passage.end)
    words = dossier.words(Span(min(start, passage.end - 1), passage.end))
    return tree.QuotationCard(
        words=words, speaker=turn.speaker if turn else passage.speaker, role=", ".join(roles[:2]), target=passage.target
    )


def _said_by(dossier: Dossier, passage: Passage) -> model.Turn | None:
    return next((t for t in dossier.article.turns if t.role == "interviewee" and overlap(t, passage)), None)


def _weight(dossier: Dossier, passage: Passage) -> int:
    article = dossier.article
    promised = sum(overlap(c, passage) for c in article.commitments)
    compared = sum(overlap(i, passage) for i in article.indicators if i.movement or i.plan)
    return 3 * promised + 2 * compared + sum(overlap(i, passage) for i in article.indicators)
