"""Anchors: quoted words are found again in a text that may have changed, or refused; never guessed."""

from __future__ import annotations

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

    def around(at: int) -> bool:
        end = at + len(quote)
        return text[:at].endswith(before) and text.startswith(after, end)

    places = list(_places(text, quote))
    stands = start is not None and text.startswith(quote, start)
    if stands and start is not None and (around(start) or places in ([], [start])):
        return Anchored(Span(start, start + len(quote)))
    same = [at for at in places if around(at)] if before or after else []
    found = same if len(same) == 1 else places
    if len(found) == 1:
        return Anchored(Span(found[0], found[0] + len(quote)), moved=start is not None and found[0] != start)
    return Anchored(None, fault="ambiguous" if found else "gone")


def _places(text: str, quote: str) -> Iterator[int]:
    """Starts of the words as whole words: `10%` does not stand in `110%`, nor in `2,10%`."""
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if not (_joins(text, at) or _joins(text, end)):
            yield at
        at = text.find(quote, at + 1)


def _joins(text: str, at: int) -> bool:
    """Whether a word or a number runs on over the gap before `at`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    grouped = before in ".," and after.isdigit() and at >= 2 and text[at - 2].isdigit()
    return grouped or (after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit())
