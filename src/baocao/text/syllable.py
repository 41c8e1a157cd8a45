"""What a Vietnamese syllable can look like: the evidence for encodings and the measure of damage.

Onsets, rhymes and tones as in the school grammar; loan words and foreign names are outside it, which is why
this judges a whole text and never one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, filterfalse

_ONSETS = ["b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu"]
_ONSETS += ["r", "s", "t", "th", "tr", "v", "x"]
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc ue uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ uơn up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    """.split()  # noqa: SIM905 (a table)
)
_ONSET = re.compile("(?:" + "|".join(sorted(_ONSETS, key=len, reverse=True)) + ")?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_LETTERS = re.compile(r"[^\W\d_]+")
_ALPHABET = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưybcdđghklmnpqrstvx"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
SAMPLE = 200_000
"""Characters looked at; more would not change a verdict."""


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether a lower-case NFC word could be one Vietnamese syllable."""
    spread = unicodedata.normalize("NFD", word)
    plain = spread.translate(_TONES)
    if len(spread) - len(plain) > 1:
        return False
    plain = unicodedata.normalize("NFC", plain)
    if plain in _RHYMES:
        return True
    onset = _ONSET.match(plain)
    assert onset is not None  # the pattern matches the empty string
    rest = plain[onset.end() :]
    if rest in _RHYMES:
        return True
    # gì, gìn and giếng share their i with the onset; quốc its u.
    return (onset.group() == "gi" and "i" + rest in _RHYMES) or (onset.group() == "qu" and "u" + rest in _RHYMES)


def accented(tokens: Iterable[str]) -> Counter[str]:
    """The lower-case words with a letter outside ASCII, counted, of an NFC text that was split at its spaces.

    Abbreviations (HĐND, ĐH) are left out: capitals that are no syllable, all of the Vietnamese alphabet.
    """
    return Counter(chain.from_iterable(map(_accented, filterfalse(str.isascii, tokens))))


@lru_cache(maxsize=16384)
def strange_words(token: str) -> int:
    """How many of the accented words of a token are no syllables."""
    return sum(not is_syllable(word) for word in _accented(token))


@lru_cache(maxsize=16384)
def _accented(token: str) -> tuple[str, ...]:
    """The accented words of a token in lower case."""
    if token.isalpha() and token.islower():
        return (token,)
    return tuple(
        word.lower() for word in _LETTERS.findall(token) if not word.isascii() and not _abbreviates(word, word.lower())
    )


def _abbreviates(word: str, lower: str) -> bool:
    return len(word) > 1 and word[1:] != lower[1:] and _ALPHABET.issuperset(lower) and not is_syllable(lower)


def plausibility(text: str) -> float:
    """The share of accented words that are Vietnamese syllables; 0 where there are none."""
    words = accented(text[:SAMPLE].split())
    return sum(n for word, n in words.items() if is_syllable(word)) / words.total() if words else 0.0
