"""The way back: from code points of the text to bytes, line and column of the file it was read from.

Nothing of this is kept while reading; the map is made again from the bytes when somebody asks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from baocao.errors import BaocaoError
from baocao.model import Source
from baocao.text import legacy
from baocao.text.decode import decode


class Place(NamedTuple):
    """Where a stretch of text stands in its file."""

    path: str
    start: int
    """First byte."""
    end: int
    """Byte after the last."""
    line: int
    """Line of the first byte, from 1."""
    column: int
    """Character of that line, from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: bytes {self.start}-{self.end}"


def where(source: Source, start: int, end: int) -> Place:
    """The place of `source.text[start:end]` in the file; of a page, in its raw HTML.

    Raises BaocaoError for a range the text does not have, or that stands nowhere in the raw page.
    """
    size = len(source.text)
    if not 0 <= start < end <= size:
        raise BaocaoError(f"no such range [{start}, {end}) in a text of {size} characters", where=source.origin.path)
    decoded, to_byte = _decoded(source)
    if source.origin.media_type == "text/html":
        from baocao.text.html import align  # only pages need it

        found = align(source, decoded, start, end)
        if found is None:
            raise BaocaoError(f"the text at [{start}, {end}) stands nowhere in the raw page", where=source.origin.path)
        first, last = found
    else:
        composed = composition(decoded)
        first, last = (start, end) if composed is None else (composed[start], composed[end])
    line = decoded.count("\n", 0, first) + 1
    column = len(unicodedata.normalize("NFC", decoded[decoded.rfind("\n", 0, first) + 1 : first])) + 1
    return Place(source.origin.path, to_byte(first), to_byte(last), line, column)


class _Bytes:
    """The byte at which a code point of the decoded text begins."""

    def __init__(self, text: str, encoding: str, mark: int, offsets: Sequence[int] | None) -> None:
        self._text, self._encoding, self._mark, self._offsets = text, encoding, mark, offsets

    def __call__(self, index: int) -> int:
        if self._offsets is not None:
            return self._offsets[index]
        return self._mark + len(self._text[:index].encode(self._encoding))


def _decoded(source: Source) -> tuple[str, _Bytes]:
    """The text of the file before composition, and the map from its code points to bytes."""
    encoding = source.origin.encoding
    if encoding in legacy.DECODERS:
        text = legacy.DECODERS[encoding](source.raw)
        assert text is not None  # it was read with this decoder
        return text, _Bytes(
            text, "latin-1", 0, legacy.vni_offsets(source.raw) if encoding == "vni" else range(len(text) + 1)
        )
    found = decode(source.raw, source.origin.path)
    return found.text, _Bytes(found.text, found.encoding.removesuffix("-sig"), found.start, None)


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


def text_span(shift: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Offsets in the text for offsets in a page's flow; what is invisible at the end of the span stays out."""
    return (shift[start], shift[end - 1] + 1) if shift else (start, end)


def flow_offset(shift: Sequence[int], offset: int) -> int:
    """The first flow offset that stands at or after a text offset."""
    return bisect_right(shift, offset - 1) if shift else offset
