"""Lines of the folded text: what headers, blocks and turns are made from."""

from __future__ import annotations

import re
from typing import NamedTuple


class Line(NamedTuple):
    """A line that is not empty, without the spaces around it."""

    start: int
    end: int
    text: str
    gap: int
    """Empty lines before it."""


_LINE = re.compile(r"[^\n]+")


def split(folded: str) -> list[Line]:
    """The lines of a folded text that hold anything, in order."""
    lines: list[Line] = []
    end = -1
    for match in _LINE.finditer(folded):
        text = match.group().strip(" ")
        if not text:
            continue
        start = match.start() + match.group().index(text[0])
        gap = folded.count("\n", max(end, 0), start) - (1 if lines else 0)
        end = start + len(text)
        lines.append(Line(start, end, text, max(gap, 0)))
    return lines


_TERMINAL = re.compile(r"""[.!?…:;]["')\]»]*$""")


def ends(text: str) -> bool:
    """Whether a line stops where a sentence or a clause stops."""
    return _TERMINAL.search(text) is not None


def words(text: str) -> int:
    """How many words stand in a line."""
    return text.count(" ") + 1
