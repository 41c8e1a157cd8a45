"""Laying out: a source becomes a page, with its header read, its blocks, sentences and turns found."""

from __future__ import annotations

from baocao.model import Block, Dropped, Metadata, Page, Sentence, Source
from baocao.span import Span
from baocao.text import blocks, genre, header, lines, lists, sentences, turns, wrap
from baocao.text import byline as bylines
from baocao.text.blocks import Draft
from baocao.text.fold import fold


def lay_out(source: Source) -> Page:
    """Total on every source: a text without any shape is one paragraph after another."""
    folded, shift = fold(source.text)
    marked = lines.of_parts(folded, shift, source.parts)
    head = header.read(marked or wrap.unwrap(lines.split(folded)))
    drafts = blocks.paragraphs(head.body)
    dropped = blocks.drop_widgets(drafts)
    drafts = blocks.unglue(drafts)
    blocks.classify(drafts, author=head.author is not None)
    dropped += blocks.drop_repeats(drafts)
    if head.title is not None:
        drafts.insert(0, Draft("heading", head.title.start, head.title.end, head.title.text, level=1))
    found = turns.find(drafts, head.title.text if head.title else None)
    lists.govern(drafts)
    lead = _lead(drafts, titled=head.title is not None, first_turn=found[0].start if found else None)
    flow = _flow(folded, drafts)
    says = _Says(source.text, shift)
    hints = source.hints
    author, organization = head.author, head.organization
    for draft in drafts:
        by = bylines.read(draft.text) if draft.kind == "byline" else None
        if by is not None and author is None:
            author, organization = by.author, organization or by.organization
    if author is None and hints.get("author") not in (None, hints.get("outlet")):
        author = hints["author"]
    kind, evidence = genre.judge(drafts, head, interview=bool(found))
    return Page(
        flow=flow,
        blocks=tuple([Block(d.kind, d.start, d.end, d.level, d.number, d.governor) for d in drafts]),
        sentences=tuple(
            [
                Sentence(start, end, i)
                for i, d in enumerate(drafts)
                for start, end in sentences.split(flow, d.start, d.end)
            ]
        ),
        turns=found,
        metadata=Metadata(
            section=head.section or hints.get("section"),
            kicker=head.kicker,
            title=says.words(head.title.start, head.title.end) if head.title else hints.get("title"),
            published=hints.get("published") or head.published,
            updated=hints.get("updated") or head.updated,
            views=head.views,
            author=author,
            organization=organization,
            outlet=hints.get("outlet") or head.outlet or (header.agency(lead.text) if lead else None),
            url=hints.get("url") or head.url,
            genre=kind,
            genre_evidence=evidence,
            lead=Span(lead.start, lead.end) if lead else None,
        ),
        dropped=tuple(
            Dropped(start, end, why)
            for start, end, why in sorted(
                [(line.start, line.end, why) for line, why in head.dropped]
                + [(d.start, d.end, why) for d, why in dropped]
            )
        ),
        shift=shift,
    )


class _Says:
    """The words of the text itself (not folded) at folded offsets."""

    def __init__(self, text: str, shift: tuple[int, ...]) -> None:
        self._text, self._shift = text, shift

    def words(self, start: int, end: int) -> str:
        if self._shift:
            start, end = self._shift[start], self._shift[end - 1] + 1
        return " ".join(self._text[start:end].split())


def _lead(drafts: list[Draft], *, titled: bool, first_turn: int | None) -> Draft | None:
    """The first paragraph, where more text follows it; in an interview, only what stands before the first turn."""
    for i, draft in enumerate(drafts):
        if draft.kind == "heading" and draft.level == 1 and i == 0:
            continue
        if draft.kind == "caption":
            continue
        if draft.kind != "paragraph" or (first_turn is not None and draft.start >= first_turn):
            return None
        more = sum(1 for d in drafts[i + 1 :] if d.kind in ("paragraph", "list_item"))
        if titled and more >= 1:
            draft.kind = "lead"
            return draft
        return None
    return None


def _flow(folded: str, drafts: list[Draft]) -> str:
    """The folded text with everything between the blocks, and no break inside them."""
    pieces: list[str] = []
    done = 0
    for draft in drafts:
        pieces.append("\n" * (draft.start - done))
        pieces.append(folded[draft.start : draft.end].replace("\n", " "))
        done = draft.end
    pieces.append("\n" * (len(folded) - done))
    return "".join(pieces)
