"""The document as PDF: A4, PDF/A-3a and PDF/UA-1 together, set by Typst from data.

The template is fixed; the report reaches it as one JSON file. The compiler's root is an empty folder, system
fonts are not looked at, and the clock is the document's: the same document gives the same bytes.
"""

from __future__ import annotations

import base64
import importlib.resources
import json
import re
import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import msgspec
import typst

from baocao.errors import ReportError
from baocao.report import columns, crossref, formula, glyphs, picture, substitution
from baocao.report.crossref import Node
from baocao.report.tree import Attachment, Document

STANDARDS: Any = ["a-3a", "ua-1"]
MISSING_GLYPH = re.compile(r"the (?:text|character) `?[\"“](.+?)[\"”]`? could not be displayed", re.DOTALL)
FORBIDDEN = re.compile(r"contains the codepoint `?\"(.+?)\"`?")
ONE_SHEET = 36
"""Lines of a sign-off sheet that fits on one page, and is not torn."""
LINE = 80
"""Characters of a line in a table as wide as the page, at least."""
GENERATIONS = 10
"""How many compilations later the compiler forgets what none of them used (typst-py evicts at this age)."""
ATTEMPTS = 60
"""How many times characters that the compiler refuses after all may be replaced before the report is given up."""


def write(document: Document, nodes: Node | None = None) -> bytes:
    """The PDF of a document, of its `nodes` where they are connected already; they are used up.

    Characters that no font has are shown by their numbers, and a note at the end names them. Raises ReportError
    where Typst refuses the document: the message is Typst's, the place is the report's title.
    """
    root, files = _files(document, nodes or crossref.connect(document))
    pictures = {name: content.decode() for name, content in files.items() if name.startswith("figure-")}
    text = _json(root)
    words = "".join((text, *pictures.values()))
    joiners = frozenset(char for char in substitution.JOINERS if char in text)
    refused = glyphs.missing(set(words)) | {char for char in set().union(*pictures.values()) if _joined(char)}
    with tempfile.TemporaryDirectory(prefix="baocao-") as empty:
        Path(empty).chmod(0o700)
        for _ in range(ATTEMPTS):
            try:
                pdf, _warnings = typst.compile_with_warnings(
                    cast(Any, files | _data(root, pictures, refused, joiners)),  # its stubs know of no mapping
                    format="pdf",
                    root=empty,
                    font_paths=glyphs.fonts(),
                    pdf_standards=STANDARDS,
                    timestamp=document.timestamp,
                )
            except typst.TypstError as error:
                strange = _refused(str(error), words) - refused
                if not strange:
                    raise ReportError(
                        f"Typst refuses the report: {error}",
                        where=document.title,
                        remedy="please report it with the article",
                    ) from error
                refused |= strange
            else:
                assert isinstance(pdf, bytes)
                _forget(empty)
                return pdf
    raise ReportError(
        "the report has too many characters that no font can show",
        where=document.title,
        remedy="take out what is not Vietnamese or English",
    )


def _forget(root: str) -> None:
    """Let the compiler drop what it keeps of a report, 70 MB each, for the next edition of the same text.

    It keeps what any of its last ten compilations used; one of an empty page costs it about a millisecond.
    """
    for _ in range(GENERATIONS + 1):
        typst.compile(cast(Any, {"main.typ": b""}), format="svg", root=root, font_paths=glyphs.fonts())


def _json(root: Node) -> str:
    return msgspec.json.encode(root).decode()


def _data(root: Node, pictures: dict[str, str], refused: frozenset[str], joiners: frozenset[str]) -> dict[str, bytes]:
    """The document, and the pictures, with the refused characters by their numbers and a note that names them."""
    declared = {**root, "blocks": [*root["blocks"]]}
    substitution.declare(declared, refused | set(root["odd"]) | joiners, joiners=True)
    # no face of ours joins letters; next to a replaced character a joiner would find nothing to join
    table = {ord(char): f"[U+{ord(char):04X}]" for char in refused} | dict.fromkeys(map(ord, substitution.JOINERS))
    text = _json(declared)
    data = {"doc.json": text.translate(table) if refused or joiners else text}
    if refused:
        data |= {name: svg.translate(table) for name, svg in pictures.items()}
    return {name: text.encode() for name, text in data.items()}


def _joined(char: str) -> bool:
    """Whether a letter takes its shape from its neighbours, or has none: pictures are set without either."""
    return unicodedata.bidirectional(char) in ("R", "AL", "AN") or (
        unicodedata.category(char) == "Cf" and char not in substitution.JOINERS | glyphs.KNOWN
    )


def _refused(message: str, words: str) -> frozenset[str]:
    """The characters that the compiler's message is about."""
    found = MISSING_GLYPH.search(message) or FORBIDDEN.search(message)
    if not found:
        # of letters that were joined or left out the compiler says only that there are some
        unknown = "codepoint" in message
        return frozenset(c for c in words if not c.isascii() and c not in glyphs.KNOWN) if unknown else frozenset()
    strange = {char for char in _unescaped(found[1]) if not char.isascii()}
    # of a letter with a mark that its font lacks, the compiler names the letter
    return frozenset(strange or {c for c in words if unicodedata.combining(c) and c not in glyphs.KNOWN})


def _files(document: Document, root: Node) -> tuple[Node, dict[str, bytes]]:
    """What the compiler is handed: the nodes of the document; the template, the pictures, the attachments."""
    files = {"main.typ": (importlib.resources.files("baocao.report") / "templates" / "report.typ").read_bytes()}
    for above, node in pairwise(root["blocks"]):
        # the words under a heading introduce what follows: they go to the next page together
        node["sticky"] = node["type"] == "paragraph" and above["type"] == "heading"
    speaker = None
    for node in crossref.walk(root["blocks"]):
        kind = node["type"]
        if kind == "figure":
            _picture(node, files)
        elif kind == "math":
            drawn = formula.draw(node["tex"], display=node["display"])
            if drawn:
                node["image"], node["height"], node["depth"] = f"figure-{len(files)}.svg", drawn.height, drawn.depth
                files[node["image"]] = drawn.svg.encode()
        elif kind == "table":
            columns.lay(node, official=root["style"] == "nghi-dinh-30")
        elif kind == "group" and node["role"] == "evidence":
            node["legend"] = crossref.kinds(node)
        elif kind == "group" and node["role"] == "signoff":
            node["whole"] = _lines(node) < ONE_SHEET
        elif kind == "evidence":
            node["opens"] = node["speaker"] != speaker
            speaker = node["speaker"]
    root["attachments"] = [_attach(index, one, files) for index, one in enumerate(document.attachments)]
    return root, files


def _lines(group: Node) -> int:
    """How many lines the rows of a group's tables take, at most."""
    rows = [row for node in group["blocks"] if node["type"] == "table" for row in node["rows"]]
    return sum(1 + sum(len(str(n.get("text", ""))) for n in crossref.walk(row)) // LINE for row in rows)


def _picture(node: Node, files: dict[str, bytes]) -> None:
    """Put a picture among the files; Typst's virtual files are text, so a bitmap travels inside an SVG."""
    data = node.pop("data")
    if node["media"] == "image/svg+xml":
        data = picture.clean_svg(data.encode())
    node["file"] = f"figure-{len(files)}.svg"
    points = picture.width(node["media"], data)
    node["width"] = min(1.0, points / columns.LINE_WIDTH) if points else 1
    if node["media"] == "image/svg+xml":
        files[node["file"]] = data.encode()
        return
    width, height = picture.bitmap_size(base64.b64decode(data))
    files[node["file"]] = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" xlink:href="data:{node["media"]};base64,{data}"/></svg>'
    ).encode()


def _attach(index: int, attachment: Attachment, files: dict[str, bytes]) -> Node:
    """Put an attachment among the files, as numbers where it is no text."""
    node = msgspec.structs.asdict(attachment)
    del node["data"]
    node["path"] = "/" + attachment.name.lstrip("/")
    try:
        attachment.data.decode()
        node["binary"], node["file"], content = False, f"attachment-{index}.txt", attachment.data
    except UnicodeDecodeError:
        node["binary"], node["file"], content = (
            True,
            f"attachment-{index}.json",
            json.dumps(list(attachment.data)).encode(),
        )
    files[node["file"]] = content
    return node


def _unescaped(words: str) -> str:
    """Typst names a character without a shape of its own by its number."""
    return re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda match: chr(int(match[1], 16)), words)
