"""Counted nouns: the smallest lexical noun after a number, by the grammar of the noun phrase.

Vietnamese counts `number (classifier) noun modifiers…`. Classifier and compound are kept, modifiers dropped:
`500 căn nhà`, `5 đoàn kiểm tra`, `7 đô thị` (loại 1). Compounds come from `counted_nouns.csv`; a noun that is
not listed is read by position: its syllables up to a function word, a verb, a name or a mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from baocao.lexicon import table

NOUNS = frozenset(row["noun"] for row in table("counted_nouns"))
CLASSIFIED = frozenset(row["noun"] for row in table("classified_nouns"))
"""What stands after a classifier and seldom directly after a number: `cây` keo, `cuộc` họp."""
CLASSIFIERS = frozenset(row["word"] for row in table("classifiers"))
STOPS = frozenset(row["word"] for row in table("noun_stops"))

_LONGEST = max(noun.count(" ") + 1 for noun in NOUNS)
_PHRASE = re.compile(rf" ?[^\W\d_]+(?:(?:, ?| ?/ ?| ?- ?| )[^\W\d_]+){{0,{_LONGEST - 1}}}")
_SYLLABLE = re.compile(r"[^\W\d_]+")


class Noun(NamedTuple):
    """A counted noun as it stands, where it ends, and whether a table knows it."""

    text: str
    end: int
    listed: bool


def noun_at(flow: str, low: str, at: int) -> Noun | None:
    """The counted noun that begins at `at`, or None where no noun stands there."""
    found = _PHRASE.match(low, at)
    if not found:
        return None
    syllables = [(m.start(), m.end()) for m in _SYLLABLE.finditer(low, at, found.end())]
    size = _listed(low, syllables, 0)
    if size and _titled(flow, syllables, size):
        return None
    if size:
        first = low[syllables[0][0] : syllables[size - 1][1]]
        if first in CLASSIFIERS:
            size += _listed(low, syllables, size) or _open(flow, low, syllables, size, limit=2)
        return _noun(flow, syllables, size, listed=True)
    start, end = syllables[0]
    if low[start:end] in CLASSIFIERS:
        size = 1 + (_listed(low, syllables, 1) or _open(flow, low, syllables, 1, limit=2))
        return _noun(flow, syllables, size, listed=True)
    size = _open(flow, low, syllables, 0, limit=2) if low[at] == " " else 0
    return _noun(flow, syllables, size, listed=False) if size and end - start > 1 else None


def _titled(flow: str, syllables: list[tuple[int, int]], size: int) -> bool:
    """Whether a name begins here (`48 Hàng Ngang`, `tiểu học 2 Sông Đốc`), told from a headline by its small letters."""
    capitals = [flow[start].isupper() for start, _ in syllables]
    headline = all(flow[start:end].isupper() for start, end in syllables[:size])
    return all(capitals[: max(size, 2)]) and len(capitals) > 1 and not headline


def _noun(flow: str, syllables: list[tuple[int, int]], size: int, *, listed: bool) -> Noun:
    start, end = syllables[0][0], syllables[size - 1][1]
    return Noun(flow[start:end], end, listed)


def _listed(low: str, syllables: list[tuple[int, int]], first: int) -> int:
    """How many syllables from `first` on make the longest listed noun; 0 for none."""
    start = syllables[first][0] if first < len(syllables) else 0
    if first and first < len(syllables) and low[syllables[first - 1][1] : start] != " ":
        return 0
    for last in range(len(syllables) - 1, first - 1, -1):
        words = low[start : syllables[last][1]]
        if words in NOUNS or (first and words in CLASSIFIED):
            return last - first + 1
    return 0


def _open(flow: str, low: str, syllables: list[tuple[int, int]], first: int, *, limit: int) -> int:
    """How many syllables from `first` on read as a noun that no table knows: at most `limit`."""
    size = 0
    for start, end in syllables[first : first + limit]:
        at = first + size
        if at and low[syllables[at - 1][1] : start] != " ":
            break
        if low[start:end] in STOPS or low[start : syllables[min(at + 1, len(syllables) - 1)][1]] in STOPS:
            break
        if flow[start].isupper():
            # An abbreviation may be the noun itself (`35 HS`); any other capital begins a name.
            whole = end - start > 1 and flow[start:end].isupper() and not flow.startswith("TP.", start)
            return size + (at == 0 and whole)
        size += 1
    return size
