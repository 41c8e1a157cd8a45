"""The encodings of Vietnamese from before Unicode: windows-1258, TCVN3 (the ABC fonts) and VNI.

TCVN3 is one byte a letter (TCVN 5712:1993, third form); capitals with a tone were a matter of the font and have
no code. VNI writes a plain letter and then a byte for its mark. Bytes below 0x80 are ASCII in all three.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TCVN3 = dict(
    zip(
        [
            *range(0xA1, 0xAF), *range(0xB5, 0xBA), 0xBB, 0xBC, 0xBD, 0xBE, *range(0xC6, 0xCD), *range(0xCE, 0xD9),
            *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF),
        ],
        "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắ" "ặầẩẫấậè" "ẻẽéẹềểễếệìỉ" "ĩíịò" "ỏõóọồổỗốộờởỡớợù" "ủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT, _BREVE, _HAT = "\u0300\u0301\u0303\u0309\u0323\u0306\u0302"
# What a VNI byte adds to the letter before it. Capital letters use the capital of the mark's Latin-1 letter.
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _HAT, "ê": _BREVE,
    "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ì": "ì", "í": "í"}
_VNI_MARKS |= {mark.upper(): marks for mark, marks in _VNI_MARKS.items()}
_VNI_LETTERS |= {letter.upper(): means.upper() for letter, means in _VNI_LETTERS.items()}
_VNI_ACCENTED = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}])?|[{''.join(_VNI_LETTERS)}]")

# What word processors put between 0x80 and 0x9F whatever the font: quotation marks, dashes, ellipsis.
_WINDOWS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}


def windows_1258(raw: bytes) -> str | None:
    """Letters with a hat or a breve are one byte, the tones are combining bytes after them."""
    try:
        return raw.decode("cp1258")
    except UnicodeDecodeError:
        return None


def tcvn3(raw: bytes) -> str | None:
    """One byte a letter; None where a byte has no letter."""
    table = _WINDOWS | _TCVN3
    if any(byte > 0x7F and byte not in table for byte in set(raw)):
        return None
    return raw.decode("latin-1").translate(table)


def vni(raw: bytes) -> str | None:
    """A plain letter and the byte of its mark become one letter; None where a byte is no mark."""
    text = raw.decode("latin-1").translate(_WINDOWS)
    return _VNI_ACCENTED.sub(_vni_letter, text)


def vni_offsets(raw: bytes) -> list[int]:
    """For each code point of `vni(raw)`, and for its end, the byte it begins at."""
    text = raw.decode("latin-1").translate(_WINDOWS)
    offsets: list[int] = []
    done = 0
    for match in _VNI_ACCENTED.finditer(text):
        offsets.extend(range(done, match.start()))
        offsets.extend([match.start()] * len(_vni_letter(match)))
        done = match.end()
    offsets.extend(range(done, len(text) + 1))
    return offsets


def _vni_letter(match: re.Match[str]) -> str:
    base, mark = match.group(1), match.group(2)
    if base is None:
        return _VNI_LETTERS[match.group()]
    letter = _VNI_LETTERS.get(base, base)
    return unicodedata.normalize("NFC", letter + _VNI_MARKS[mark]) if mark else letter


DECODERS: dict[str, Callable[[bytes], str | None]] = {"windows-1258": windows_1258, "tcvn3": tcvn3, "vni": vni}
