"""Bytes to characters: the encoding is found by evidence, and what can not be decided is said.

Order of evidence: a byte order mark; the shape of UTF-16; strict UTF-8; a declaration inside the file; and for
what is left the three legacy encodings of Vietnamese, of which the one that yields Vietnamese syllables wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from baocao.errors import ReadError
from baocao.text import legacy
from baocao.text.syllable import plausibility

CONVERT = "save it as UTF-8 text"
ENOUGH = 0.9
"""Share of accented words that must be Vietnamese syllables before a legacy encoding is believed."""
MARGIN = 0.1
"""And by how much it must lead the next best."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"RIFF", "a RIFF (WebP, audio or video) file"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_MAGIC = tuple(magic for magic, _ in _BINARY)


class Decoded(NamedTuple):
    """`text` is what the bytes say, not yet composed (NFC)."""

    text: str
    encoding: str
    start: int
    """Length of the byte order mark."""


def decode(raw: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of `raw`; raises ReadError where the bytes are no text or their encoding is in doubt.

    `declared` is what the file says of itself (an HTML meta tag); it is believed only if it can be true.
    """
    for magic, name in _BINARY if raw.startswith(_MAGIC) else ():
        if raw.startswith(magic) and (len(magic) > 2 or b"\0" in raw[:512]):
            raise ReadError(f"is {name}, not text", where=where, remedy="save the article itself as text or HTML")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strict(raw[len(mark) :], encoding, where, len(mark)), encoding, len(mark))
    if b"\0" in raw:
        found = _utf16(raw)
        if found is None:
            at = raw.index(b"\0")
            raise ReadError(
                f"contains a NUL byte at byte {at}, so it is not text",
                where=place(raw, at, where),
                remedy="save the article itself as text or HTML",
            )
        return Decoded(_strict(raw, found, where, 0), found, 0)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        return _other(raw, where, declared, error)


def _strict(raw: bytes, encoding: str, where: str, offset: int) -> str:
    codec = encoding.removesuffix("-sig")
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        cut = error.end >= len(raw)
        what = (
            f"ends in the middle of a character (read as {codec})"
            if cut
            else f"has no character at byte {error.start + offset} (read as {codec})"
        )
        raise ReadError(what, where=where, remedy="fetch or save it again") from None
    if "\0" in text:
        raise ReadError("contains a NUL character, so it is not text", where=where, remedy=CONVERT)
    return text


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: its zero bytes stand on one side, as most characters of the text are Latin."""
    if len(raw) % 2:
        return None
    sample = raw[:4096]
    for encoding, side in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[side::2]
        latin = high.count(0) >= 0.5 * len(high) and not sample[1 - side :: 2].count(0)
        # What is not Latin must be Vietnamese: U+01xx, U+03xx marks, U+1Exx, U+20xx punctuation.
        if latin and all(byte in b"\x00\x01\x03\x1e\x20\x26\xfe" for byte in high):
            return encoding
    return None


def _other(raw: bytes, where: str, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    if error.end >= len(raw) and "unexpected end" in error.reason:
        raise ReadError(
            f"ends in the middle of a character (byte {error.start}, read as UTF-8)",
            where=place(raw, error.start, where),
            remedy="the file was cut short: fetch or save it again",
        ) from None
    damaged = _damage(raw)
    if damaged < 0.1:
        raise ReadError(
            f"is UTF-8 but for byte {error.start} (0x{raw[error.start]:02X})",
            where=place(raw, error.start, where),
            remedy=CONVERT,
        ) from None
    scores: list[tuple[float, str, str]] = []
    for name, decoder in legacy.DECODERS.items():
        text = decoder(raw)
        if text is not None:
            scores.append((plausibility(unicodedata.normalize("NFC", text)), name, text))
    if declared is not None and declared not in {"utf-8", "utf8"}:
        scores.sort(key=lambda s: (s[0], s[1] == declared), reverse=True)
    else:
        scores.sort(key=lambda s: s[0], reverse=True)
    if scores and scores[0][0] >= ENOUGH and (len(scores) == 1 or scores[0][0] - scores[1][0] >= MARGIN):
        return Decoded(scores[0][2], scores[0][1], 0)
    tried = ", ".join(f"{name} {score:.0%}" for score, name, _ in scores) or "no legacy encoding fits"
    raise ReadError(
        f"is in no encoding that can be decided: not UTF-8 (byte {error.start}), Vietnamese syllables: {tried}",
        where=place(raw, error.start, where),
        remedy=CONVERT,
    ) from None


def _damage(raw: bytes) -> float:
    """The share of the bytes above 0x7F that stand in no valid UTF-8 sequence."""
    high = sum(byte > 0x7F for byte in raw)
    valid = sum(len(part) for part in _SEQUENCE.findall(raw))
    return 1 - valid / high if high else 1.0


_SEQUENCE = re.compile(rb"[\xC3-\xDF][\x80-\xBF]|[\xE1-\xEF][\x80-\xBF]{2}|\xF0[\x90-\xBF][\x80-\xBF]{2}")


def place(raw: bytes, at: int, where: str) -> str:
    """`where:line:column`, the column counted in bytes as the characters are not known."""
    line = raw.count(b"\n", 0, at) + 1
    column = at - (raw.rfind(b"\n", 0, at) + 1) + 1
    return f"{where}:{line}:{column}"
