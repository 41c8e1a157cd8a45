"""Folding: the text as patterns read it, so that a rule is written once and not for every keyboard.

One code point stays one code point, except what can not be seen: zero-width characters, control
characters and all but one of the spaces of a run are left out, and `shift` leads back.

Folded, never repaired: the text that spans index keeps every spelling as its author wrote it.
"""

from __future__ import annotations

import re
import unicodedata

_GONE = "\0"  # stands for a character that is left out; the reader refuses files that contain it

_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4`\uff07"
# Zero-width and directional marks, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_INVISIBLE += [*range(0xFE00, 0xFE10), 0xFEFF, *range(0x01, 0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85)]
_INVISIBLE += range(0x86, 0xA0)

_LETTERS: dict[int, str] = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(_INVISIBLE, _GONE),
    # Full-width forms of ASCII, and the Icelandic letters that old keyboards gave for Đ and đ.
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _DASHES + _DOUBLE + _SINGLE},
    0xD0: "Đ",
    0xF0: "đ",
    0x189: "Đ",
}

_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, _LETTERS)))}]")

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _cases(pair: str) -> set[str]:
    return {pair, pair.capitalize(), pair.upper(), pair[0] + pair[1].upper()}


def _respell(wrong: str, right: str) -> dict[str, str]:
    """Every tone and case of a two-letter spelling, with what it becomes (`uỷ` → `ủy`)."""
    table: dict[str, str] = {}
    for tone in _TONES:
        source, target = (unicodedata.normalize("NFC", part.replace("~", tone)) for part in (wrong, right))
        for a, b in zip(sorted(_cases(source)), sorted(_cases(target)), strict=True):
            table[a] = b
    return table


# In an open syllable the tone stands on the first letter (hóa, khỏe, thủy), in a closed one on the second (hoàn).
_OPEN = _respell("oa~", "o~a") | _respell("oe~", "o~e") | _respell("uy~", "u~y")
_CLOSED = {right: wrong for wrong, right in _OPEN.items()}
# After q the u belongs to the consonant: the tone never stands on it (thảo qủa).
_AFTER_Q = _respell("u~a", "ua~") | _respell("u~y", "uy~") | _respell("u~e", "ue~")

_FIRST = "".join({pair[0] for pair in _CLOSED})
# A charset first, so that the search is one quick scan; what was found is looked up in the tables.
_MISPLACED = re.compile(
    rf"[oOuU{_FIRST}](?:(?<=[oOuU])(?<![qQ].)[{''.join({pair[1] for pair in _OPEN})}](?!\w)"
    rf"|(?<=[{_FIRST}])[aeyAEY](?:\w|(?<=[qQ]..)))"
)

# Words with two spellings of one sound; `sĩ` is the older of its pair, the rest are written with y.
_WORDS = {"tỉ": "tỷ", "kì": "kỳ", "quí": "quý", "lí": "lý", "mĩ": "mỹ", "kĩ": "kỹ", "sỹ": "sĩ"}
_WORDS |= {form(a): form(b) for a, b in list(_WORDS.items()) for form in (str.capitalize, str.upper) if a != "sỹ"}
# The last vowel is the rare letter, and the only one that changes.
_WORD = re.compile(rf"[{''.join({word[-1] for word in _WORDS})}](?!\w)(?:(?<=\b\w\w)|(?<=\b[qQ][uU]\w))")

_RUN = re.compile(r"[ \n\0]{2,}|\0")
_RUNS = ("  ", " \n", "\n ", _GONE)
"""What a text has in which anything is left out."""


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each of its code points (and its end) the offset in `text`.

    Line breaks stay, as '\\n'; the spaces around them go. The offsets are empty where nothing was left out.
    """
    folded = text.replace("\r\n", "\0\n")
    for letter in set(_FOLDABLE.findall(folded)):
        folded = folded.replace(letter, _LETTERS[ord(letter)])
    if not any(run in folded for run in _RUNS):
        return respell(folded), ()
    kept: list[str] = []
    shift: list[int] = []
    done = 0
    for run in _RUN.finditer(folded):
        start, end = run.span()
        seen = run.group()
        if seen.count("\n") == end - start:
            continue
        kept.append(folded[done:start])
        shift.extend(range(done, start))
        if "\n" in seen:
            breaks = [i for i in range(start, end) if folded[i] == "\n"]
            kept.append("\n" * len(breaks))
            shift.extend(breaks)
        elif " " in seen:
            kept.append(" ")
            shift.append(start + seen.index(" "))
        done = end
    if done:
        kept.append(folded[done:])
        shift.extend(range(done, len(folded) + 1))
        folded = "".join(kept)
    return respell(folded), tuple(shift)


def respell(text: str) -> str:
    """One spelling for each sound, of the same length: `uỷ` is `ủy`, `hoá` is `hóa`, `tỉ` is `tỷ`."""
    text = _MISPLACED.sub(_place, text)
    return _WORD.sub(_respelt, text)


def _respelt(match: re.Match[str]) -> str:
    """The last letter of a word of two or three letters in its common spelling."""
    end = match.end()
    word = match.string[end - 2 : end]
    if word[0] in "uU":
        word = match.string[end - 3 : end]
    return _WORDS.get(word, word)[-1]


def _place(match: re.Match[str]) -> str:
    found = match.group()
    pair, rest = found[:2], found[2:]
    if match.string[match.start() - 1 : match.start()] in ("q", "Q"):
        return _AFTER_Q.get(pair, pair) + rest
    return _OPEN.get(pair, pair) if not rest and pair in _OPEN else (_CLOSED.get(pair, pair) if rest else pair) + rest
