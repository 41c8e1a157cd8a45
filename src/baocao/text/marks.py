"""The marks that open a line: list items, headings and quotations of plain text and Markdown."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}\.\d{1,2}|[a-zđ]\)|[IVX]{1,5}[.)]|[A-ZĐ][.)])"
    r"(?: ?- ?)? ?(?=[^\W\d])"
    r"|(?P<roman>[IVX]{1,5}) ?- ?(?=[^\W\d])"
    r"|(?P<bullet>[-+*•●▪◦✓❖➢])(?: +(?=\S)|(?=[^\W\d_]))"
)
HEADING = re.compile(r"(#{1,6}) +(?=\S)")
QUOTE = re.compile(r"> ?(?=[^\s>])")
_ROMAN = frozenset("IVX")


def item(text: str) -> re.Match[str] | None:
    """The mark of a list item that opens a folded line: number, letter, Roman number or bullet."""
    # Most lines open with a word, which needs no pattern: a letter is a mark only before a dot or bracket.
    first = text[:1]
    if first.isalpha() and first not in _ROMAN and text[1:2] not in (".", ")"):
        return None
    return _ITEM.match(text)
