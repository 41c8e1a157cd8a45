"""Blocks: paragraphs put together from lines, and what kind each is."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from baocao.lexicon import alternation, table
from baocao.model import BlockKind, Part
from baocao.text import byline, furniture
from baocao.text.lines import Line, ends, words
from baocao.text.marks import HEADING, QUOTE, item


class Draft(Struct):
    """A block in the making; offsets are of the folded text."""

    kind: BlockKind
    start: int
    end: int
    text: str
    gap: int = 0
    level: int | None = None
    number: str | None = None
    governor: int | None = None
    mark: str = ""
    """The dash or star that opens it; in a list the item's, in an interview the speaker's."""
    bold: int = 0
    """Characters at its head that are set in bold."""


_ROMAN = re.compile(r"[IVX]{1,5} ?[-.)] ?(?=[^\W\d])")
_CAPTION = re.compile(rf"(?:{alternation(row['cue'] for row in table('page_captions'))})(?![^\W\d_])", re.I)
_INITIALS = re.compile(r"[A-ZĐ]\.(?:[^ ]| [A-ZĐ]\.)")
_SHORT = 22
"""Words up to which a line that does not end like a sentence is a heading or a caption."""
_PROSE = 8
"""Words beyond which a line is one of the text's paragraphs."""
_CAPTIONS = 60
"""Words up to which a paragraph after the end of the text can be a caption."""


def paragraphs(lines: list[Line]) -> list[Draft]:
    """A draft for each line; what the container says of it is kept."""
    return [
        _of_part(line, line.part) if line.part else Draft("paragraph", line.start, line.end, line.text, line.gap)
        for line in lines
    ]


def _of_part(line: Line, part: Part) -> Draft:
    bold = part.emphasis[0].end - part.start if part.emphasis and part.emphasis[0].start == part.start else 0
    return Draft(part.kind, line.start, line.end, line.text, line.gap, level=part.level, number=part.number, bold=bold)


def classify(drafts: list[Draft], *, author: bool) -> None:
    """Give each paragraph its kind in place: item, heading, caption, byline, quotation, or paragraph."""
    for draft in drafts:
        if draft.kind == "paragraph":
            _by_mark(draft)
    tail = _tail(drafts)
    for i, draft in enumerate(drafts):
        if draft.kind != "paragraph":
            continue
        if byline.credit(draft.text) and words(draft.text) <= _CAPTIONS:
            draft.kind = "caption"
        elif i >= tail:
            by = byline.read(draft.text)
            if by is not None and not author:
                draft.kind, author = "byline", True
            elif words(draft.text) <= _CAPTIONS:
                draft.kind = "caption"
        elif (
            words(draft.text) <= _SHORT
            and not ends(draft.text)
            and draft.text[:1] not in "\"'("
            and " | " not in draft.text
        ):
            draft.kind = "caption" if _CAPTION.match(draft.text) else "heading"
    _last_byline(drafts, tail)
    for draft in reversed(drafts):
        if draft.kind == "heading":
            draft.kind = "caption"  # nothing follows that it could head
        elif draft.kind not in ("caption", "byline"):
            break


def _by_mark(draft: Draft) -> None:
    if draft.text.startswith(("#", ">")):
        if heading := HEADING.match(draft.text):
            draft.kind, draft.level = "heading", len(heading[1])
            _open(draft, heading.end())
        elif quote := QUOTE.match(draft.text):
            draft.kind = "quote"
            _open(draft, quote.end())
        return
    mark = item(draft.text)
    if mark is None:
        return
    if _ROMAN.match(draft.text) and words(draft.text) <= _SHORT and not ends(draft.text):
        draft.kind = "heading"
    elif not (mark["number"] and _initials(draft.text)):
        draft.kind = "list_item"
        draft.number = mark["number"] or mark["roman"] or mark["bullet"]
        draft.mark = mark["bullet"] or ""


def _initials(text: str) -> bool:
    """`N. V. A` and `D.Út` open with a letter and a dot, and are names."""
    return _INITIALS.match(text) is not None


def _open(draft: Draft, by: int) -> None:
    draft.start += by
    draft.text = draft.text[by:]


def _tail(drafts: list[Draft]) -> int:
    """Index of the first block after the end of the text: what stands apart there is captions and the byline.

    Where the paragraphs of a page are not set apart by empty lines, an empty line near the end is the border.
    Elsewhere only short blocks that do not end like sentences are behind it.
    """
    n = len(drafts)
    long = [words(draft.text) > _PROSE for draft in drafts]
    prose = [draft for i, draft in enumerate(drafts[1:]) if long[i] and long[i + 1] and not draft.mark]
    touching = sum(1 for draft in prose if not draft.gap)
    if touching > len(prose) - touching:
        gaps = [i for i in range(2, n) if drafts[i].gap]
        if gaps and all(words(d.text) <= _CAPTIONS and not _long(d) for d in drafts[gaps[-1] :]):
            return gaps[-1]
        return n
    i = n
    while (
        i > 1
        and words(drafts[i - 1].text) <= _SHORT
        and (not ends(drafts[i - 1].text) or byline.credit(drafts[i - 1].text))
    ):
        if drafts[i - 1].kind == "list_item":
            break
        i -= 1
    return i


def _long(draft: Draft) -> bool:
    return draft.kind == "list_item" and len(draft.text) > 200


def _last_byline(drafts: list[Draft], tail: int) -> None:
    """The byline is often the last line of the text itself, before the captions."""
    if any(d.kind == "byline" for d in drafts):
        return
    for draft in reversed(drafts[max(1, tail - 2) : tail]):
        if draft.kind in ("paragraph", "heading") and byline.read(draft.text) is not None:
            draft.kind = "byline"
            return


def drop_widgets(drafts: list[Draft]) -> list[tuple[Draft, str]]:
    """Take widgets, adverts and ways to other articles out of the list; returns them with the reason."""
    found = [(draft, furniture.widget(draft.text)) for draft in drafts]
    drafts[:] = [draft for draft, why in found if why is None]
    return [(draft, why) for draft, why in found if why is not None]


def drop_repeats(drafts: list[Draft]) -> list[tuple[Draft, str]]:
    """Take out what a page prints twice: a caption, the lead, a paragraph right after itself.

    The same sentence at two places of the text is the author's own and stays.
    """
    seen: set[str] = set()
    kept: list[Draft] = []
    dropped: list[tuple[Draft, str]] = []
    for draft in drafts:
        again = draft.text in seen and words(draft.text) >= 4
        if again and (draft.kind in ("caption", "heading") or len(kept) <= 2 or kept[-1].text == draft.text):
            dropped.append((draft, "printed twice"))
        else:
            seen.add(draft.text)
            kept.append(draft)
    drafts[:] = kept
    return dropped


_ANSWER_IN_LINE = re.compile(r"\? (?=- ?[A-ZĐ\"])")
_LABEL_IN_LINE = re.compile(r"[.?!…\"] (?=(?:Phóng viên|PV|P\.V|Hỏi|Đáp|Trả lời) ?: )")


def unglue(drafts: list[Draft]) -> list[Draft]:
    """Part what a page ran together: a starred question and its dashed answer, speakers on one line."""
    parted: list[Draft] = []
    for draft in drafts:
        at = [m.end() for m in _LABEL_IN_LINE.finditer(draft.text)] if ":" in draft.text else []
        if draft.text.startswith("* "):
            at += [m.end() for m in _ANSWER_IN_LINE.finditer(draft.text)][:1]
        if not at:
            parted.append(draft)
            continue
        bounds = [0, *sorted(set(at)), len(draft.text)]
        for start, end in pairwise(bounds):
            text = draft.text[start:end].rstrip()
            begin = draft.start + start
            parted.append(Draft("paragraph", begin, begin + len(text), text, draft.gap))
    return parted
