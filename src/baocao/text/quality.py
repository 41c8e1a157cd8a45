"""Doubts about a text, each with its measure: damage is reported and never repaired.

A wrong letter can be a wrong word, so a text that was damaged on its way is read as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import filterfalse

from baocao.text.syllable import SAMPLE, accented, is_syllable, strange_words

MOJIBAKE = 0.03
"""Share of accented words that are no Vietnamese syllables; clean news stays under 0.5 %."""
SPLIT = 3
"""Words with dots or apostrophes put between their letters."""
FOREIGN = 0.2
"""Least share of accented words in Vietnamese prose; clean news has 60 to 80 %."""

FEW, EVERY, LOOK = 1000, 500, 100
"""A text of so many characters and more is judged word by word only where samples of it are not clean: of every
`EVERY` characters the first `LOOK`."""

# q.u.a.n t.r.ọ.n.g: single letters, not capitals (those are initials), with dots between them.
_DOTTED = re.compile(r"(?<![\w.])[^\W\d_A-ZĐ](?:\.[^\W\d_A-ZĐ]){2,20}(?![\w.])")
_DOTTED_INSIDE = re.compile(r"\.[^\W\d_A-ZĐ]\.")
# pha't triê'n: an apostrophe for a tone that was lost.
_MARKS = "'’´`"
_APOSTROPHE = re.compile(rf"[{_MARKS}](?<=[aăâeêioôơuưy].)(?=[a-z]{{1,2}}\b)")


def warnings(text: str) -> tuple[str, ...]:
    """What is doubtful about an NFC text, in words a reader of the report understands."""
    mojibake, foreign = (None, None) if _clean(text[:SAMPLE]) else _judged(text[:SAMPLE].split())
    return tuple([doubt for doubt in (mojibake, _obfuscated(text), foreign) if doubt])


def _clean(text: str) -> bool:
    """Whether samples of a text are so far from every threshold that the rest need not be looked at."""
    if len(text) < FEW:
        return False
    # the first and the last word of a sample may be cut
    sample = [word for at in range(0, len(text), EVERY) for word in text[at : at + LOOK].split()[1:-1]]
    marked = list(filterfalse(str.isascii, sample))
    return len(marked) > 2 * FOREIGN * len(sample) and sum(map(strange_words, marked)) < MOJIBAKE / 3 * len(marked)


def _judged(tokens: list[str]) -> tuple[str | None, str | None]:
    """Whether too many of the accented words are no syllables, and whether too few words are accented."""
    mojibake = foreign = None
    marked = accented(tokens)
    total = marked.total()
    strange = Counter({word: marked[word] for word in filterfalse(is_syllable, marked)})
    share = strange.total() / total if total else 0.0
    if share > MOJIBAKE and strange.total() > 2:
        examples = ", ".join(word for word, _ in strange.most_common(3))
        mojibake = f"mojibake: {share:.1%} of the accented words are no Vietnamese syllables ({examples})"
    if len(tokens) >= 50 and total / len(tokens) < FOREIGN:
        foreign = f"language: only {total / len(tokens):.0%} of the words have Vietnamese letters"
    return mojibake, foreign


def _obfuscated(text: str) -> str | None:
    dotted = _DOTTED.findall(text) if _DOTTED_INSIDE.search(text) else ()
    split = len(dotted) + (len(_APOSTROPHE.findall(text)) if any(mark in text for mark in _MARKS) else 0)
    return f"obfuscation: {split} words with marks between their letters" if split >= SPLIT else None
