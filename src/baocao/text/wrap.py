"""Hard wraps: lines that were broken at a width, or in the middle of a sentence, become one line again."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from baocao.lexicon import table
from baocao.text import furniture
from baocao.text.lines import Line, ends, is_alt, words
from baocao.text.marks import HEADING, item

WIDEST = 160
"""Characters of the longest line of a file that is broken at a width."""
_OPEN_END = re.compile(r"\([^()]{0,80}$")
_ABBREVIATIONS = frozenset(row["short"] for row in table("sentence_abbreviations") if row["closes"] == "no")
_LONGEST = 100_000
"""Characters after which nothing more is joined: no paragraph is that long."""


def unwrap(lines: list[Line]) -> list[Line]:
    """Put together what one paragraph was broken into; where each line is a paragraph they stay as they are."""
    wrapped = _wrapped(lines)
    width = sorted([len(line.text) for line in lines])[-max(1, len(lines) // 4)] if wrapped else 0
    whole: list[Line] = []
    last: Line | None = None
    pieces: list[str] = []
    for line in lines:
        if last is not None and _continues(last, line, wrapped, width) and line.end - whole[-1].start < _LONGEST:
            pieces.append(" " * (line.start - last.end) + line.text)
            whole[-1] = replace(whole[-1], end=line.end)
        else:
            if len(pieces) > 1:
                whole[-1] = replace(whole[-1], text="".join(pieces))
            whole.append(line)
            pieces = [line.text]
        last = line
    if len(pieces) > 1:
        whole[-1] = replace(whole[-1], text="".join(pieces))
    return whole


def _wrapped(lines: list[Line]) -> bool:
    """Whether the file breaks its lines at a width: most lines that touch end no sentence, many go on in lower case."""
    if any(len(line.text) > WIDEST for line in lines):
        return False
    touching = [(a, b) for a, b in pairwise(lines) if not b.gap and not item(b.text)]
    if len(touching) < 3:
        return False
    broken = sum(1 for a, _ in touching if not ends(a.text))
    lower = sum(1 for _, b in touching if b.text[:1].islower())
    return broken >= 0.5 * len(touching) and lower >= 0.25 * len(touching)


def _continues(last: Line, line: Line, wrapped: bool, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if not _joins(last, line, wrapped, width):
        return False
    if item(line.text) and not (wrapped and not ends(last.text) and line.text[:1] not in "-*+•"):
        return False
    return not (_apart(last) or _apart(line))


def _joins(last: Line, line: Line, wrapped: bool, width: int) -> bool:
    """Whether the end of a line and the beginning of the next can be one sentence: nearly always the answer is no."""
    first = line.text[0]
    if line.gap:
        # A page that puts an empty line into the middle of a sentence.
        near = first.islower() and line.gap <= 2 and len(last.text) >= 60
        return near and not ends(last.text) and words(line.text) >= 2
    if wrapped:
        full = len(last.text) >= 0.75 * width
        return full or (not ends(last.text) and (not first.isupper() or last.text.endswith(",")))
    if last.text.endswith(".") and _last_word(last.text) in _ABBREVIATIONS:
        return _OPEN_END.search(last.text) is not None or first.isupper()
    return (first.islower() and not ends(last.text)) or first in "),"


def _last_word(text: str) -> str:
    """The last word of a line, without the stop behind it and the bracket before it."""
    return text[text.rfind(" ") + 1 : -1].rpartition("(")[2]


def _apart(line: Line) -> bool:
    """Whether a line stands alone whatever stands beside it: a heading, a date line, a widget, an image's text."""
    text = line.text
    if HEADING.match(text) or is_alt(text) or text.rstrip(":") in furniture.PAPERS:
        return True
    return len(text) <= furniture.LONGEST and (furniture.read(text) is not None or furniture.widget(text) is not None)
