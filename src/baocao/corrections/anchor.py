"""Anchors: quoted words are found again in a text that may have changed, or refused; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baocao.span import Span


class Anchored(NamedTuple):
    """Where the words stand; without a place, `fault` says why."""

    at: Span | None
    moved: bool = False
    fault: str = ""
    """`gone`: the words stand nowhere; `ambiguous`: in several places that nothing tells apart."""


def anchor(text: str, quote: str, start: int | None, before: str = "", after: str = "") -> Anchored:
    """Find `quote`: where it stood, else the one place with the same words around it, else its only place.

    Words that still stand at `start` while those around them have changed count only when they stand nowhere else.
    """

    def around(at: Span) -> bool:
        return text[: at.start].endswith(before) and text.startswith(after, at.end)

    places = list(_places(text, quote))
    if start is not None and quote and text.startswith(quote, start):
        here = Span(start, start + len(quote))
        if around(here) or places in ([], [here]):
            return Anchored(here)
    same = [at for at in places if around(at)] if before or after else []
    found = same if len(same) == 1 else places
    if len(found) == 1:
        return Anchored(found[0], moved=start is not None and found[0].start != start)
    return Anchored(None, fault="ambiguous" if found else "gone")


def _places(text: str, quote: str) -> Iterator[Span]:
    """The quotation as whole words (`10%` does not stand in `110%`, nor in `2,10%`), with any space between them.

    A person who copies words writes a space where the file has a line break or two.
    """
    spaced = re.compile(r"\s+".join(map(re.escape, quote.split())))
    at = 0
    while quote.split() and (match := spaced.search(text, at)):
        if not (_joins(text, match.start()) or _joins(text, match.end())):
            yield Span(match.start(), match.end())
        at = match.start() + 1


def _joins(text: str, at: int) -> bool:
    """Whether a word or a number runs on over the gap before `at`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    grouped = before in ".," and after.isdigit() and at >= 2 and text[at - 2].isdigit()
    return grouped or (after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit())
