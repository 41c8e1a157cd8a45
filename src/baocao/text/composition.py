"""Composition (NFC) with its map: which code points of the file became which letter of the text."""

from __future__ import annotations

import re
import unicodedata

# Letters that join the one before them although they are no marks: vowels and finals of Hangul, and a few
# two-part vowel signs of Indic scripts. With the combining marks these are all second halves of compositions.
_JOINING = (
    "\u1161-\u1175\u11a8-\u11c2\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\U000110ba\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c5\U000113c7-\U000113c9\U000114b0\U000114ba\U000114bd"
    "\U000115af\U00011930\U0001611e-\U00016120\U0001d165-\U0001d172\U00016d63\U00016d67-\U00016d6a"
)
_JOINS = re.compile(f"[{_JOINING}]")


def composition(decoded: str) -> list[int] | None:
    """For each code point of NFC(decoded), and for its end, where its source begins; None where nothing changes."""
    if unicodedata.is_normalized("NFC", decoded):
        return None
    offsets: list[int] = []
    begin = 0
    for i in range(1, len(decoded) + 1):
        if i < len(decoded) and (unicodedata.combining(decoded[i]) or _JOINS.match(decoded[i])):
            continue
        # What is composed together has one place: all of it.
        offsets.extend([begin] * len(unicodedata.normalize("NFC", decoded[begin:i])))
        begin = i
    offsets.append(len(decoded))
    return offsets
