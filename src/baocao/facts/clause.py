"""Clauses: the pieces of a sentence between its commas, semicolons and colons, and its quoted stretches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.span import Span

_BREAK = re.compile(r"[,;:.](?:(?<=[,;:])(?= )|(?<=\w\.)\.\.(?= |$))")
_EDGE = " ,;:.…-\"'“”()"


def pieces(flow: str, start: int, end: int, marks: str = ",;:") -> Iterator[Span]:
    """The stretches between the given marks; a comma inside a number or in brackets breaks nothing."""
    here, depth, last = start, 0, start
    bracketed = flow.find("(", start, end) >= 0
    for match in _BREAK.finditer(flow, start, end):
        if bracketed:
            between = flow[last : match.start()]
            depth = max(0, depth + between.count("(") - between.count(")"))
            last = match.start()
        if depth == 0 and flow[match.start()] in marks:
            piece = trim(flow, here, match.start())
            if piece:
                yield piece
            here = match.end()
    piece = trim(flow, here, end)
    if piece:
        yield piece


def trim(flow: str, start: int, end: int) -> Span | None:
    """The range without punctuation and spaces at its edges; None when nothing is left.

    A closing bracket stays where its opening one is inside.
    """
    while start < end and flow[start] in _EDGE and flow[start] != "(":
        start += 1
    while end > start and flow[end - 1] in _EDGE:
        if flow[end - 1] == ")" and "(" in flow[start:end]:
            break
        end -= 1
    return Span(start, end) if start < end else None


def quoted(flow: str, start: int, end: int) -> Iterator[Span]:
    """Stretches between straight quotation marks; an open one runs to the end of the range."""
    opened: int | None = None
    for at in range(start, end):
        if flow[at] == '"':
            if opened is None:
                opened = at + 1
            else:
                if opened < at:
                    yield Span(opened, at)
                opened = None
    if opened is not None and opened < end:
        yield Span(opened, end)
