"""The way back: from code points of the text to bytes, line and column of the file it was read from.

Nothing of this is kept while reading; the map is made again from the bytes when somebody asks.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from baocao.errors import BaocaoError
from baocao.model import Source
from baocao.text import legacy
from baocao.text.composition import composition
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
        raise BaocaoError(
            f"no such range [{start}, {end}) in a text of {size} characters",
            where=source.origin.path,
            remedy="give start and end of a span, start below end",
        )
    decoded, to_byte = _decoded(source)
    if source.origin.media_type == "text/html":
        from baocao.text.align import align  # only pages need it

        found = align(source, decoded, start, end)
        if found is None:
            raise BaocaoError(
                f"the text at [{start}, {end}) stands nowhere in the raw page",
                where=source.origin.path,
                remedy="see the text itself: baocao parse",
            )
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


def text_span(shift: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Offsets in the text for offsets in a page's flow; what is invisible at the end of the span stays out."""
    return (shift[start], shift[end - 1] + 1) if shift else (start, end)


def flow_offset(shift: Sequence[int], offset: int) -> int:
    """The first flow offset that stands at or after a text offset."""
    return bisect_right(shift, offset - 1) if shift else offset
