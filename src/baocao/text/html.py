"""Pages saved from a browser: the article's body and metadata by trafilatura, the rest of the page left out.

The text of a page is made of its parts, with an empty line between them; the raw file stays as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

import trafilatura
from lxml import etree
from trafilatura.utils import load_html

from baocao.errors import ReadError
from baocao.model import BlockKind, Origin, Part, Source
from baocao.span import Span
from baocao.text.decode import decode
from baocao.text.quality import warnings

MAX_DEPTH = 200
"""Open elements inside each other; the parser of the page gives up at 256."""
LEAST = 20
"""Words of body text below which a page is said to have no article."""
_VIETNAM = timezone(timedelta(hours=7))
_BREAK = "\n\n"
_CAPTION = "\ue000"  # set before a caption so that it is known again after extraction; of the private use area
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,4}=\s{0,4}["']?([\w-]{2,20})""", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
# Elements that need no end tag do not nest, whatever a careless page leaves open.
_FLAT = frozenset(
    """
    area base br col embed hr img input link meta source track wbr
    p li dt dd tr td th thead tbody tfoot option optgroup colgroup
    """.split()  # noqa: SIM905 (a table)
)


def read_html(raw: bytes, name: str) -> Source:
    """The article of a page; raises ReadError where it nests too deep or holds no article."""
    declared = _CHARSET.search(raw[:4096])
    decoded = decode(raw, name, declared[1].decode("ascii").lower() if declared else None)
    depth = _depth(decoded.text)
    if depth > MAX_DEPTH:
        raise ReadError(
            f"nests more than {MAX_DEPTH} elements inside each other", where=name, remedy="save the article as text"
        )
    tree = load_html(_REFERENCE.sub(_legal, decoded.text))
    if tree is None:
        raise ReadError("holds no HTML that can be read", where=name, remedy="save the article as text")
    hints = _hints(tree)
    _keep_captions(tree)
    try:
        page = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_formatting=True,
            include_tables=True,
            include_images=False,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, RecursionError, etree.LxmlError) as error:
        raise ReadError(f"can not be read as a page ({error})", where=name, remedy="save the article as text") from None
    builder = _Builder()
    if page is not None and not isinstance(page, dict) and page.body is not None:
        builder.body(page.body)
        found = {"title": page.title, "author": page.author, "outlet": page.sitename, "url": page.url}
        for key, value in found.items():
            if value:
                hints.setdefault(key, unicodedata.normalize("NFC", value))
    if sum(part.text.count(" ") + 1 for part in builder.pieces if part.kind != "heading") < LEAST:
        raise ReadError("holds no article", where=name, remedy="save the article's own page, or its text")
    text, parts = builder.finish(hints.get("title"))
    origin = Origin(
        path=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        media_type="text/html",
        warnings=warnings(text),
    )
    return Source(origin=origin, text=text, raw=raw, hints=hints, parts=parts)


_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")


def _legal(reference: re.Match[str]) -> str:
    """A character reference, or U+FFFD where it names what no XML may hold: extraction would give the page up."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code in (0x0B, 0x0C):  # old line and page breaks
        return " "
    return "&#xFFFD;" if (code < 32 and code not in (9, 10, 13)) or code & 0xFFFE == 0xFFFE else reference[0]


def _depth(page: str) -> int:
    """How deep the elements of a page nest at most; elements that may stay open are not counted."""
    deepest = depth = 0
    for match in _TAG.finditer(page):
        if match[2].lower() in _FLAT or match[4]:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


# ── what the page states of itself ───────────────────────────────────────────

_META = {
    "og:title": "title",
    "article:published_time": "published",
    "og:published_time": "published",
    "datepublished": "published",
    "pubdate": "published",
    "article:modified_time": "updated",
    "og:updated_time": "updated",
    "datemodified": "updated",
    "lastmod": "updated",
    "og:site_name": "outlet",
    "og:url": "url",
    "article:section": "section",
}


def _hints(tree: Any) -> dict[str, str]:
    """Metadata of meta tags and JSON-LD; publication and update are never taken for each other."""
    hints: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if key in _META and value:
            hints.setdefault(_META[key], unicodedata.normalize("NFC", " ".join(value.split())))
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text and len(script.text) < 200_000:
            for key, value in _linked(script.text):
                hints.setdefault(key, value)
    headings = [" ".join("".join(h.itertext()).split()) for h in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        hints["title"] = unicodedata.normalize("NFC", headings[0])
    for key in ("published", "updated"):
        if key in hints:
            moment = _moment(hints.pop(key))
            if moment is not None:
                hints[key] = moment
    return hints


def _linked(script: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    found = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for item in found if isinstance(found, list) else []:
        if not isinstance(item, dict) or "Article" not in str(item.get("@type", "")):
            continue
        for key, name in (("datePublished", "published"), ("dateModified", "updated"), ("articleSection", "section")):
            if isinstance(item.get(key), str):
                yield name, unicodedata.normalize("NFC", item[key])
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        if isinstance(author, dict) and isinstance(author.get("name"), str) and author.get("@type") != "Organization":
            yield "author", unicodedata.normalize("NFC", author["name"])


def _moment(value: str) -> str | None:
    """A stated moment in Vietnamese time, to the minute; a day where no time is stated."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(_VIETNAM)
    return moment.isoformat()[:10] if len(value.strip()) <= 10 else moment.isoformat()[:16]


def _keep_captions(tree: Any) -> None:
    """Extraction leaves figures out; their captions are paragraphs to it, and marked."""
    for caption in list(tree.iter("figcaption")):
        figure = caption.getparent()
        while figure is not None and figure.tag != "figure":
            figure = figure.getparent()
        words = " ".join("".join(caption.itertext()).split())
        if figure is None or figure.getparent() is None or not words:
            continue
        paragraph = etree.Element("p")
        paragraph.text = _CAPTION + words
        paragraph.tail, figure.tail = figure.tail, None
        figure.getparent().replace(figure, paragraph)
    for paragraph in tree.iter("p", "td", "div"):
        kinds = (paragraph.get("class") or "").lower()
        if re.search(r"caption|chu-?thich|photo-?note", kinds) and not len(paragraph) and paragraph.text:
            paragraph.text = _CAPTION + paragraph.text.lstrip()


# ── the body as text with parts ──────────────────────────────────────────────


class _Piece(NamedTuple):
    kind: BlockKind
    text: str
    level: int | None
    number: str | None
    bold: tuple[tuple[int, int], ...]


class _Builder:
    """Collects the parts of a body; offsets are made when the text is put together."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []

    def body(self, body: Any) -> None:
        for element in body:
            self._element(element, 1)

    def _element(self, element: Any, depth: int) -> None:
        match element.tag:
            case "head":
                level = int((element.get("rend") or "h2")[-1:]) if (element.get("rend") or "h2")[-1:].isdigit() else 2
                self._add("heading", element, level)
            case "list":
                self._list(element, depth)
            case "quote":
                if len(element) and all(child.tag in ("p", "quote") for child in element):
                    for child in element:
                        self._add("quote", child)
                else:
                    self._add("quote", element)
            case "table":
                for row in element.iter("row"):
                    cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")]
                    line = " | ".join(unicodedata.normalize("NFC", cell) for cell in cells)
                    if line.strip(" |"):
                        self.pieces.append(_Piece("paragraph", line, None, None, ()))  # a row is read as one
            case "graphic" | "ref" if not "".join(element.itertext()).strip():
                pass
            case "div":
                for child in element:
                    self._element(child, depth)
            case _:
                self._add("paragraph", element)

    def _list(self, element: Any, depth: int) -> None:
        ordered = element.get("rend") == "ol"
        count = 0
        for item in element:
            if item.tag == "list":
                self._list(item, depth + 1)
            else:
                count += 1
                self._add("list_item", item, depth, f"{count}." if ordered else "-")
                for nested in item.iter("list"):
                    self._list(nested, depth + 1)

    def _add(self, kind: BlockKind, element: Any, level: int | None = None, number: str | None = None) -> None:
        text, bold = _inline(element)
        if text.startswith(_CAPTION):
            text = text.replace(_CAPTION, "").strip()
            kind, bold = "caption", ()
        if text:
            self.pieces.append(_Piece(kind, text, level, number, bold))

    def finish(self, title: str | None) -> tuple[str, tuple[Part, ...]]:
        pieces = self.pieces
        title = " ".join(title.split()) if title else None
        if title and not any(p.text.casefold() == title.casefold() for p in pieces[:3]):
            pieces = [_Piece("heading", title, 1, None, ()), *pieces]
        parts: list[Part] = []
        chunks: list[str] = []
        at = 0
        for piece in pieces:
            end = at + len(piece.text)
            emphasis = tuple(Span(at + a, at + b) for a, b in piece.bold)
            parts.append(Part(piece.kind, at, end, piece.level, piece.number, emphasis))
            chunks.append(piece.text)
            at = end + len(_BREAK)
        return _BREAK.join(chunks), tuple(parts)


def _inline(element: Any) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of an element with single spaces, its line breaks, and where it is bold. NFC."""
    runs: list[tuple[str, bool]] = []
    _runs(element, False, runs)
    text = ""
    bold: list[tuple[int, int]] = []
    for words, strong in runs:
        piece = re.sub(
            r"[ \t\r\f\v]*\n[ \t\r\f\v\n]*|[ \t\r\f\v]+", lambda m: "\n" if "\n" in m.group() else " ", words
        )
        piece = unicodedata.normalize("NFC", piece)
        if not text or text[-1] in " \n":
            piece = piece.lstrip(" \n")
        start = len(text)
        text += piece
        stripped = piece.strip()
        if strong and stripped:
            begin = start + piece.index(stripped)
            if bold and text[bold[-1][1] : begin].strip() == "":
                bold[-1] = (bold[-1][0], begin + len(stripped))
            else:
                bold.append((begin, begin + len(stripped)))
    text = text.rstrip()
    whole = unicodedata.normalize("NFC", text)
    return whole, tuple(bold) if whole == text else ()


def _runs(element: Any, strong: bool, runs: list[tuple[str, bool]]) -> None:
    strong = strong or (element.tag == "hi" and "b" in (element.get("rend") or ""))
    if element.text:
        runs.append((element.text.replace("\n", " "), strong))
    for child in element:
        if child.tag == "list":
            pass  # nested lists are parts of their own
        elif child.tag == "lb":
            runs.append(("\n", strong))
        else:
            _runs(child, strong, runs)
        if child.tail:
            runs.append((child.tail.replace("\n", " "), strong))
