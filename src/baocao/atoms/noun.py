"""Counted nouns: the smallest lexical noun after a number, by the grammar of the noun phrase.

Vietnamese counts `number (classifier) noun modifiers…`. Classifier and compound are kept, modifiers dropped:
`500 căn nhà`, `5 đoàn kiểm tra`, `7 đô thị` (loại 1). Compounds come from `counted_nouns.csv`; a noun that is
not listed is read by position: its syllables up to a function word, a verb, a name or a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from baocao.lexicon import table

NOUNS = frozenset(row["noun"] for row in table("counted_nouns"))
CLASSIFIED = frozenset(row["noun"] for row in table("classified_nouns"))
"""What stands after a classifier and seldom directly after a number: `cây` keo, `cuộc` họp."""
CLASSIFIERS = frozenset(row["word"] for row in table("classifiers"))
STOPS = frozenset(row["word"] for row in table("noun_stops"))

_SYLLABLE = re.compile(r"[^\W\d_]+")
_LONGEST = max(noun.count(" ") + 1 for noun in NOUNS)
_JOINT, _WORD = "(?:, ?| ?/ ?| ?- ?| )", r"([^\W\d_]+)"
_PHRASE = re.compile(f" ?{_WORD}" + f"(?:{_JOINT}{_WORD}" * (_LONGEST - 1) + ")?" * (_LONGEST - 1))
"""A group for each syllable."""
_SIZES: dict[str, int] = {}
"""How many syllables the longest listed noun has, by its first one; most words begin none."""
for _noun_ in (*NOUNS, *CLASSIFIED):
    _spelt = _SYLLABLE.findall(_noun_)
    _SIZES[_spelt[0]] = max(_SIZES.get(_spelt[0], 0), len(_spelt))


Syllables = Sequence[tuple[int, int]]
"""Where each of the syllables of a phrase begins and ends."""


class Noun(Struct, frozen=True, gc=False):
    """A counted noun as it stands, and where it ends."""

    text: str
    end: int
    listed: bool
    """Whether a table knows it, or a classifier opens it."""
    whole: bool = True
    """Whether a table knows all of it; a unit gives way to nothing less (`14 cây số` kênh)."""


def noun_at(flow: str, low: str, at: int) -> Noun | None:
    """The counted noun that begins at `at`, or None where no noun stands there."""
    found = _PHRASE.match(low, at)
    if not found:
        return None
    syllables = found.regs[1 : 1 + (found.lastindex or 0)]
    start, end = syllables[0]
    size = _listed(flow, low, syllables, 0)
    if size and _titled(flow, syllables, size):
        return None
    if size < 2 and _stops(low, syllables, 0) and not flow[syllables[1][0]].isupper():
        return None  # `3 miền Bắc, Trung, Nam` are regions
    if low[start:end] in CLASSIFIERS:
        classified = _listed(flow, low, syllables, 1)
        opened = 0 if size > 1 or classified else _open(flow, low, syllables, 1, limit=2)
        size = max(size, 1 + (classified or opened))
        return _noun(flow, syllables, size, listed=True, whole=not opened)
    if size:
        return _noun(flow, syllables, size, listed=True)
    if end - start == 1 or not (low[at] == " " or low[at - 1] in " /"):
        return None
    size = _open(flow, low, syllables, 0, limit=2)
    return _noun(flow, syllables, size, listed=False) if size else None


def _titled(flow: str, syllables: Syllables, size: int) -> bool:
    """Whether a name begins here (`48 Hàng Ngang`, `tiểu học 2 Sông Đốc`), and no headline."""
    if not flow[syllables[0][0]].isupper():
        return False
    capitals = [flow[start].isupper() for start, _ in syllables]
    headline = all(flow[start:end].isupper() for start, end in syllables[:size])
    return all(capitals[: max(size, 2)]) and len(capitals) > 1 and not headline


def _noun(flow: str, syllables: Syllables, size: int, *, listed: bool, whole: bool = True) -> Noun:
    start, end = syllables[0][0], syllables[size - 1][1]
    return Noun(flow[start:end], end, listed, whole)


def _listed(flow: str, low: str, syllables: Syllables, first: int) -> int:
    """How many syllables from `first` on make the longest listed noun; 0 for none."""
    if first >= len(syllables) or (first and low[syllables[first - 1][1] : syllables[first][0]] != " "):
        return 0
    start, end = syllables[first]
    most = _SIZES.get(low[start:end], 0)
    for last in range(min(len(syllables), first + most) - 1, first - 1, -1):
        words = low[start : syllables[last][1]]
        if words in NOUNS or (first and words in CLASSIFIED):
            named = last + 1 < len(syllables) and flow[syllables[last + 1][0]].isupper()
            if not (named and words.endswith(" ở")):  # `6 căn nhà ở An Giang`
                return last - first + 1
    return 0


def _stops(low: str, syllables: Syllables, at: int) -> bool:
    """Whether two syllables from `at` on are a verb or an adverb: `trái phép` is no fruit."""
    return at + 1 < len(syllables) and low[syllables[at][0] : syllables[at + 1][1]] in STOPS


def _compound(low: str, syllables: Syllables, at: int) -> bool:
    """Whether a noun that the table knows begins inside an open one: `cuộc thử | tên lửa`."""
    if at + 1 >= len(syllables):
        return False
    words = low[syllables[at][0] : syllables[at + 1][1]]
    return words in NOUNS or words in CLASSIFIED


def _open(flow: str, low: str, syllables: Syllables, first: int, *, limit: int) -> int:
    """How many syllables from `first` on read as a noun that no table knows: at most `limit`."""
    size = 0
    for start, end in syllables[first : first + limit]:
        at = first + size
        joint = low[syllables[at - 1][1] : start] if at else " "
        if joint != " " and not (joint == "-" and size):
            break
        if low[start:end] in STOPS or _stops(low, syllables, at) or (size and _compound(low, syllables, at)):
            break
        if flow[start].isupper():
            # An abbreviation may be the noun itself (`35 HS`); any other capital begins a name.
            whole = end - start > 1 and flow[start:end].isupper() and not flow.startswith("TP.", start)
            return size + (at == 0 and whole)
        size += 1
    return size
