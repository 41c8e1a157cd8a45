"""Pictures: which may be shown, how large they are, and an SVG made harmless and steady."""

from __future__ import annotations

import base64
import re
import struct

from lxml import etree

from baocao.errors import ReportError
from baocao.report.tree import Figure, Inline

SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
REMOVED = {
    SVG + name
    for name in (
        "script",
        "foreignObject",
        "metadata",
        "a",
        "animate",
        "set",
        "animateTransform",
        "animateMotion",
        "iframe",
    )
}
LENGTH = re.compile(r"([\d.]+)\s*(pt|px|in|mm|cm|em|%)?\Z")
POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, None: 0.75}
MAX_BYTES = 12_000_000
"""A picture beyond this is refused: it would not fit a report that people send by mail."""


def figure(media: str, data: bytes, alt: str, caption: tuple[Inline, ...] = ()) -> Figure:
    """The picture as a block. ReportError where the bytes are not what `media` says, or too many."""
    if len(data) > MAX_BYTES:
        raise ReportError(f"a picture has {len(data)} bytes", remedy="save it smaller")
    if media == "image/svg+xml":
        return Figure("image/svg+xml", clean_svg(data), alt, caption)
    bitmap_size(data)
    kind = "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"
    return Figure("image/png" if kind == "image/png" else "image/jpeg", base64.b64encode(data).decode(), alt, caption)


def clean_svg(data: bytes) -> str:
    """The SVG without scripts, links, addresses elsewhere and its date of making; ReportError where it is no SVG."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"a picture is not readable as SVG ({error})", remedy="save it again") from error
    if root.tag != SVG + "svg":
        raise ReportError("a picture is not readable as SVG: no svg element", remedy="save it again")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in REMOVED:
            _drop(element)
            continue
        for name in list(element.attrib):
            value = str(element.attrib[name])
            outside = name in HREFS and not value.startswith(("#", "data:image/png", "data:image/jpeg"))
            if outside or name.lower().startswith("on") or re.search(r"url\(\s*['\"]?(?!['\"]?#)", value):
                del element.attrib[name]
        if element.tag == SVG + "style" and element.text:
            element.text = re.sub(r"@import[^;]*;?|url\([^)]*\)", "", element.text)
    return str(etree.tostring(root, encoding="unicode"))


def _drop(element: etree._Element) -> None:
    """Take an element out and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def width(media: str, data: str) -> float:
    """Width of a picture in points: an SVG's own, a bitmap's at a hundred dots an inch; 0 where it states none."""
    if media != "image/svg+xml":
        return bitmap_size(base64.b64decode(data))[0] * 0.72
    head = re.search(r"<svg\b[^>]*>", data)
    stated = re.search(r"\bwidth=[\"']([^\"']+)[\"']", head[0]) if head else None
    length = LENGTH.match(stated[1].strip()) if stated else None
    return float(length[1]) * POINTS.get(length[2], 0.0) if length else 0.0


def bitmap_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; ReportError where it is neither."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        across, down = struct.unpack(">II", data[16:24])
        return int(across), int(down)
    if data[:2] == b"\xff\xd8":
        at = 2
        while at + 9 <= len(data) and data[at] == 0xFF:
            marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
            # the start-of-frame markers, which are C0 to CF without the three that mean something else
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                down, across = struct.unpack(">HH", data[at + 5 : at + 9])
                return int(across), int(down)
            at += 2 + length
    raise ReportError("a picture is neither PNG, JPEG nor SVG", remedy="save it as one of these")
