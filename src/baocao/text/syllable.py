"""What a Vietnamese syllable can look like: the evidence for encodings and the measure of damage.

Onsets, rhymes and tones as in the school grammar; loan words and foreign names are outside it, which is why
this judges a whole text and never one word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc ue uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ uơn up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    """.split()
)
_ONSET = re.compile("(?:" + "|".join(sorted(_ONSETS, key=len, reverse=True)) + ")?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ACCENTED = re.compile(r"(?<![^\W\d_])[A-Za-z]*+[^\W\d_A-Za-z][^\W\d_]*")
_ALPHABET = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưybcdđghklmnpqrstvx"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
_SAMPLE = 20_000
"""Accented words looked at; more would not change a verdict."""


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


def accented(text: str) -> list[str]:
    """The lower-case words of an NFC text that have a letter outside ASCII, as many as a verdict needs.

    Abbreviations (HĐND, ĐH) are left out: capitals that are no syllable, all of the Vietnamese alphabet.
    """
    found: list[str] = []
    for match in _ACCENTED.finditer(text):
        word = match.group()
        lower = word.lower()
        if len(word) > 1 and word[1:] != lower[1:] and not is_syllable(lower) and _ALPHABET.issuperset(lower):
            continue
        found.append(lower)
        if len(found) == _SAMPLE:
            break
    return found


def plausibility(text: str) -> float:
    """The share of accented words that are Vietnamese syllables; 0 where there are none."""
    words = accented(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
