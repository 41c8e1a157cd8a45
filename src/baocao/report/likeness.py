"""Whether two reports that print the same words also look and lead alike: drawing, fonts, links, marks of the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any

STORED = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Length", "/Filter", "/DecodeParms"})
"""Keys of a PDF that say how an object is kept, and not what it shows."""


def unlike(given: bytes, again: bytes, suffix: str) -> str | None:
    """The first thing in which two reports of the same words differ, in words; None where they are alike."""
    return _pages(given, again) if suffix == ".pdf" else _elements(given, again)


def _pages(given: bytes, again: bytes) -> str | None:
    for number, (a, b) in enumerate(zip_longest(_digests(given), _digests(again))):
        if a != b:
            return f"page {number} is drawn or linked otherwise than recomputed" if number else "a link leads elsewhere"
    return None


def _digests(data: bytes) -> Iterator[bytes]:
    """A hash of the places that links lead to, then of each page with its fonts, pictures and links."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    root: Any = reader.trailer["/Root"]
    names = root.get("/Names")
    yield _digest([names.get_object().get("/Dests") if names else None, root.get("/Dests")], numbers, {})
    known: dict[int, bytes] = {}
    for page in reader.pages:
        yield _digest(dict(page), numbers, known)


def _digest(value: Any, pages: dict[int, int], known: dict[int, bytes]) -> bytes:
    """A hash over all that an object says, wherever in the file its parts are kept; a page inside is its number."""
    from pypdf.generic import IndirectObject, StreamObject

    if isinstance(value, IndirectObject):
        if value.idnum in pages:
            return b"page %d" % pages[value.idnum]
        if value.idnum not in known:
            known[value.idnum] = b"itself"
            known[value.idnum] = _digest(value.get_object(), pages, known)
        return known[value.idnum]
    if isinstance(value, dict):
        parts = [key.encode() + _digest(value[key], pages, known) for key in map(str, _keys(value))]
        if isinstance(value, StreamObject):
            parts.append(value.get_data())
    elif isinstance(value, list):
        parts = [_digest(item, pages, known) for item in value]
    else:
        parts = [str(value).encode()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _keys(value: dict[Any, Any]) -> list[Any]:
    return sorted(key for key in value if key not in STORED)


def _elements(given: bytes, again: bytes) -> str | None:
    from lxml import html

    old, new = (html.document_fromstring(data.decode("utf-8", "replace")).iter() for data in (given, again))
    for a, b in zip_longest(old, new):
        if a is None or b is None or a.tag != b.tag:
            return "the page has other elements than recomputed"
        for name in sorted({*a.attrib, *b.attrib}):
            if a.get(name) != b.get(name):
                words = " ".join("".join(a.itertext()).split())[:40]
                was, now = (str(one.get(name, ""))[:60] for one in (a, b))
                return f"{a.tag} {words!r} has {name} {was!r}, recomputed {now!r}"
    return None
