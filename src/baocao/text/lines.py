"""Lines of the folded text: what headers, blocks and turns are made from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from baocao.model import Part
from baocao.text.offsets import flow_offset


class Line(Struct, frozen=True):
    """A line that is not empty, without the spaces around it; offsets are of the folded text."""

    start: int
    end: int
    text: str
    gap: int
    """Empty lines before it."""
    part: Part | None = None
    """What the container says it is; then it may be a paragraph of several lines."""


def split(folded: str) -> list[Line]:
    """The lines of a folded text that hold anything, in order."""
    lines: list[Line] = []
    at = gap = 0
    for whole in folded.split("\n"):
        text = whole.strip(" ")
        if text:
            start = at + whole.index(text[0])
            lines.append(Line(start, start + len(text), text, gap))
            gap = 0
        else:
            gap += 1
        at += len(whole) + 1
    return lines


def of_parts(folded: str, shift: Sequence[int], parts: Sequence[Part]) -> list[Line]:
    """One line for each part that the container marks."""
    lines: list[Line] = []
    for part in parts:
        start, end = flow_offset(shift, part.start), flow_offset(shift, part.end)
        text = folded[start:end].strip(" \n")
        if text:
            start = folded.index(text, start)
            lines.append(Line(start, start + len(text), text.replace("\n", " "), 1, part))
    return lines


_TERMINAL = (".", "!", "?", "…", ":", ";")


def ends(text: str) -> bool:
    """Whether a line stops where a sentence or a clause stops."""
    return text.rstrip("\"')]»").endswith(_TERMINAL)


def is_alt(text: str) -> bool:
    """Whether a line is the text behind an image, as sites make it: no marks, no capitals (`tong ket vu xuan`)."""
    return text.isascii() and text.islower() and words(text) >= 3


def words(text: str) -> int:
    """How many words stand in a line."""
    return text.count(" ") + 1
