"""What a person's name looks like inside a run of capitalised words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from baocao.atoms import admin_units
from baocao.lexicon import table
from baocao.text.syllable import is_syllable

SURNAMES = {row["surname"]: int(row["weight"]) for row in table("surnames")}
"""Weight 3: at the head of a run hardly anything else; 2: usually a surname; 1: needs a cue beside it."""
_UPPER_SURNAMES = {name.upper(): weight for name, weight in SURNAMES.items()}
_MIDDLE = {"Văn", "Thị", "VĂN", "THỊ"}
COUNTRIES = frozenset(row["name"] for row in table("countries"))
LONGEST = 5


class Shape(NamedTuple):
    """Words [first, last) of a run read as a name; `weight` 0 where no surname supports it."""

    first: int
    last: int
    weight: int


@lru_cache(maxsize=8192)
def syllabic(word: str) -> bool:
    """Whether a capitalised word is one Vietnamese syllable."""
    return len(word) < 8 and word[1:].islower() and is_syllable(word.lower())


_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
KINDS = frozenset({"TP", "Q", "P", "H", "TX", "TT", "TP.", "Tp.", "TX.", "TT.", "Q.", "P.", "H."})
"""Short forms of the kinds of places."""


_ENDING = frozenset({"Q.", "P.", "H."})
"""Those of them that are initials where they end a run: `Nguyễn Đức H. (45 tuổi)`."""


def initial(word: str) -> bool:
    """`A`, `A.`, `Ng.`"""
    return (len(word) == 1 and word in _LETTERS) or (1 < len(word) <= 4 and word[-1] == "." and word not in KINDS)


def place_at(words: tuple[str, ...], i: int) -> int:
    """How many words from `i` on are the name of a province, a district or a country."""
    return _place(words[i : i + 4])


# Of a few words: asked with a whole run at each of its words, the hash of the run alone would take the square of it.
@lru_cache(maxsize=8192)
def _place(words: tuple[str, ...]) -> int:
    if words[0].lower() not in _opening_words():
        return 0
    known = admin_units.names()
    for size in (4, 3, 2):
        if size <= len(words) and " ".join(words[:size]).lower() in known:
            return size
    for size in (3, 2, 1):
        if size <= len(words) and " ".join(words[:size]) in COUNTRIES:
            return size
    return 0


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(name.split(" ")[0].lower() for name in (*admin_units.names(), *COUNTRIES))


@lru_cache(maxsize=8192)
def find(words: tuple[str, ...]) -> Shape | None:
    """The name that a surname opens in a run, the places before it stepped over."""
    n = len(words)
    if n == 1:
        return None
    i = 0
    while i < n - 1:
        weight = SURNAMES.get(words[i], 0)
        upper = _UPPER_SURNAMES.get(words[i], 0) if words[i].isupper() and len(words[i]) > 1 else 0
        if weight or upper:
            last = _extent(words, i, upper=not weight)
            if last - i >= 2:
                size = place_at(words, i)
                if not size or (size < last - i <= 4 and i + size == n - 1 and SURNAMES.get(words[i + size], 0) < 2):
                    shape = Shape(i, last, weight or upper)
                    return _later(words, shape)
        i += max(1, place_at(words, i))
    return None


def _later(words: tuple[str, ...], shape: Shape) -> Shape:
    """A rare surname followed within the run by a sure one opened no name: `Đông Sơn Nguyễn Văn An`."""
    for i in range(shape.first + 1, shape.last - 1):
        weight = SURNAMES.get(words[i], 0)
        if weight > max(shape.weight, 1) and (weight == 3 or words[i + 1] in _MIDDLE) and shape.last - i >= 2:
            long = shape.last - shape.first > 4 or words[i + 1] in _MIDDLE or shape.weight == 1
            if long:
                return Shape(i, _extent(words, i, upper=False), weight)
    return shape


def _extent(words: tuple[str, ...], first: int, *, upper: bool) -> int:
    """Where a name that opens at `first` ends: syllables and initials, at most five."""
    i = first + 1
    n = len(words)
    while i < n and i - first < LONGEST:
        word = words[i]
        fits = (word.isupper() and is_syllable(word.lower())) if upper else syllabic(word) or _ethnic(words, first, i)
        if not fits and not initial(word) and not (i == n - 1 and word in _ENDING):
            break
        i += 1
        if word[-1] == "." and i < n and not initial(words[i]) and i - first > 2:
            break
    if upper and i - first > 4:
        # A headline in capitals goes on after the name: `CHU VĂN HẢI TIẾP DÂN`.
        return first + (4 if words[first + 1] == "THỊ" else 3)
    if i - first == LONGEST and words[first + 1] not in _MIDDLE and words[first + 2] not in _MIDDLE:
        size = place_at(words, first + 3) or place_at(words, first + 2)
        if size:
            return first + 3 if place_at(words, first + 3) else first + 2
    return i


def _ethnic(words: tuple[str, ...], first: int, i: int) -> bool:
    """Names of the Central Highlands keep letters that Vietnamese syllables have not: Y Thanh Hà Niê Kđăm."""
    plain = words[i].replace("'", "")
    return plain.isalpha() and words[first] in _HIGHLAND and (plain[1:].islower() or plain[2:].islower())


_HIGHLAND = frozenset(
    {"Y", "A", "K'", "H'", "Ka", "Ksor", "Siu", "Rơ", "Rah", "Kpă", "Nay", "Niê", "Kpuih", "Rmah", "Cil", "Liêng"}
    | {"Alăng", "Bríu", "Coor", "Zơ", "Bhling", "Pơloong", "Bnướch", "Hốih", "Blúp", "Mlô", "Kra"}
)


def foreign(words: tuple[str, ...]) -> bool:
    """Whether a word of the name is neither a Vietnamese syllable nor an initial."""
    return any(not syllabic(w) and not initial(w) for w in words)


def western(words: tuple[str, ...]) -> bool:
    """Foreign and no short form: `Christopher Wray`, not `TP Hải Phòng`."""
    return foreign(words) and not any(w.rstrip(".").isupper() and len(w) > 1 for w in words)


def cut(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that can be one name: to the first short form in capitals, or to the initial that ends a sentence."""
    if len(words) > 1 and initial(words[0]) and not initial(words[1]):
        return words[:1] if words[0][-1] == "." and syllabic(words[1]) else ()
    kept: list[str] = []
    shouted = words[0].isupper()
    for word in words[:5]:
        if word.isupper() and len(word.rstrip(".")) > 1 and not shouted:
            break
        kept.append(word)
    if shouted and len(kept[0]) > 2 and (len(kept) == 1 or not all(w.isupper() for w in kept)):
        return ()
    return tuple(kept)
