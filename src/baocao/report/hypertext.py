"""HTML that a notebook displays, as blocks of the tree: tables of pandas first, plain writing second.

Nothing is passed through: elements are read for their meaning, and what has none here (scripts, styles, frames)
is left out. The result is data like any other.
"""

from __future__ import annotations

import base64
import binascii
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree, html

from baocao.report import picture
from baocao.report.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
)

DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "iframe",
        "object",
        "embed",
        "noscript",
        "head",
        "title",
        "meta",
        "link",
        "svg",
        "math",
        "canvas",
        "button",
        "input",
        "select",
        "textarea",
        "video",
        "audio",
    ]
)
"""Elements that say nothing on paper."""
STRUCTURE = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "table",
        "ul",
        "ol",
        "dl",
        "pre",
        "blockquote",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "figure",
        "details",
        "header",
        "footer",
        "body",
        "html",
        "center",
        "aside",
        "nav",
        "form",
        "summary",
    ]
)
"""Elements that stand as blocks of their own."""
NUMBER = re.compile(
    r"[-+−–(]?\s*(?:[$€£¥₫]\s*)?\d[\d.,\s ]*(?:e[-+]?\d+)?\s*(?:%|đ|₫|[A-Za-z]{1,3})?\)?\Z"
    r"|(?:nan|NaN|<NA>|None|-)?\Z"
)
DATA_ADDRESS = re.compile(r"data:(image/(?:png|jpeg|svg\+xml))(;charset=[\w-]+)?(;base64)?,", re.IGNORECASE)
SHAPE = re.compile(r"\d+ rows? × \d+ columns?\Z")
LIMIT = 8_000_000
"""Characters of HTML that one output may have; pandas writes about one million for ten thousand rows."""


def blocks(source: str, *, alt: str = "") -> tuple[Block, ...]:
    """What the HTML says, in blocks; empty where it says nothing that can be read without running it."""
    if not source.strip() or len(source) > LIMIT:
        return ()
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True)
    try:
        root = html.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return ()
    return tuple(_blocks([root], alt))


def _children(element: html.HtmlElement) -> Iterator[html.HtmlElement | str]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _blocks(nodes: Iterable[html.HtmlElement | str], alt: str) -> Iterator[Block]:
    """Blocks of a sequence of nodes; inline nodes between them become paragraphs."""
    run: list[Inline] = []

    def paragraph() -> Iterator[Block]:
        words = trim(run)
        run.clear()
        if words:
            # pandas counts rows and columns below a table that it cut
            counted = len(words) == 1 and isinstance(words[0], Text) and SHAPE.match(words[0].text)
            yield Paragraph(words, "note" if counted else "")

    for node in nodes:
        if isinstance(node, str):
            run.extend(_words(node))
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in DROPPED or not tag or "display:none" in (node.get("style") or "").replace(" ", ""):
            continue
        if tag not in STRUCTURE and not any(child.tag in STRUCTURE for child in node.iter() if child is not node):
            run.extend(_inline(node))
            continue
        yield from paragraph()
        yield from _block(node, tag, alt)
    yield from paragraph()


def _block(node: html.HtmlElement, tag: str, alt: str) -> Iterator[Block]:
    if tag == "table":
        yield table(node)
    elif tag in ("ul", "ol"):
        items = tuple(tuple(_blocks(_children(item), alt)) for item in node if item.tag == "li")
        if items:
            yield ListBlock(items, ordered=tag == "ol")
    elif tag == "dl":
        for item in node:
            words = trim(
                [
                    part
                    for child in _children(item)
                    for part in ([*_words(child)] if isinstance(child, str) else _inline(child))
                ]
            )
            if words:
                yield Paragraph((Strong(words),) if item.tag == "dt" else words)
    elif tag == "pre":
        yield CodeBlock(node.text_content(), role="output")
    elif tag == "blockquote":
        yield Quote(tuple(_blocks(_children(node), alt)))
    elif tag == "hr":
        yield Divider()
    elif tag[0] == "h" and tag[1:].isdigit():
        words = trim(_all(node))
        if words:
            yield Heading(int(tag[1]), words)
    elif tag == "img":
        figure = image(node.get("src") or "", node.get("alt") or alt)
        if figure:
            yield figure
        elif node.get("alt"):
            yield Paragraph((Text(node.get("alt")),))
    else:
        yield from _blocks(_children(node), alt)


def image(address: str, alt: str) -> Figure | None:
    """A picture that is its own data; None for an address elsewhere, which is never fetched."""
    match = DATA_ADDRESS.match(address)
    if not match:
        return None
    body = address[match.end() :]
    try:
        raw = base64.b64decode(urllib.parse.unquote(body)) if match[3] else urllib.parse.unquote_to_bytes(body)
        return picture.figure(match[1].lower(), raw, alt or "…")
    except (binascii.Error, ValueError):
        return None


# ── tables ───────────────────────────────────────────────────────────────────


def table(element: html.HtmlElement) -> Table:
    """A table with its head, its spans laid open, and columns of numbers set to the right."""
    head: list[tuple[Cell, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    hanging: dict[int, int] = {}
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        cells, inside = _row(row, hanging), row.getparent().tag
        if inside == "thead" or (not rows and cells and all(cell.header for cell in cells) and inside != "tbody"):
            head.append(cells)
        else:
            rows.append(cells)
    caption = next((trim(_all(child)) for child in element if child.tag == "caption"), ())
    width = max((sum(cell.span for cell in row) for row in [*head, *rows]), default=0)
    numeric = {column for column in range(width) if _numeric(rows, column)}
    return Table(
        tuple(_aligned(row, numeric) for row in _merged(head)), tuple(_aligned(row, numeric) for row in rows), caption
    )


def _row(row: html.HtmlElement, hanging: dict[int, int]) -> tuple[Cell, ...]:
    """Cells of a row, with an empty one wherever a cell of an earlier row hangs down into it."""
    cells: list[Cell] = []
    at = 0

    def hang() -> None:
        nonlocal at
        while hanging.get(at, 0) > 0:
            hanging[at] -= 1
            cells.append(Cell())
            at += 1

    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        hang()
        span = _count(cell.get("colspan"))
        down = _count(cell.get("rowspan"))
        cells.append(Cell(trim(_all(cell)), header=cell.tag == "th", span=span))
        for column in range(at, at + span):
            hanging[column] = down - 1
        at += span
    hang()
    return tuple(cells)


def _count(value: str | None) -> int:
    return min(max(int(value), 1), 200) if value and value.isascii() and value.isdigit() else 1


def _merged(head: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """pandas puts the index's name in a head row of its own; where it fits into the row above, it goes there."""
    if len(head) == 2 and len(head[0]) == len(head[1]):
        pairs = list(zip(*head, strict=True))
        if all(not (above.children and below.children) and above.span == below.span == 1 for above, below in pairs):
            return [tuple(above if above.children else below for above, below in pairs)]
    return head


def _numeric(rows: list[tuple[Cell, ...]], column: int) -> bool:
    values = []
    for row in rows:
        at = 0
        for cell in row:
            if at == column and cell.span == 1:
                values.append("".join(child.text for child in cell.children if isinstance(child, Text)).strip())
            at += cell.span
    return any(values) and all(NUMBER.match(value) for value in values)


def _aligned(row: tuple[Cell, ...], numeric: set[int]) -> tuple[Cell, ...]:
    cells, at = [], 0
    for cell in row:
        align = "right" if at in numeric and cell.span == 1 else "center" if cell.span > 1 else "left"
        cells.append(Cell(cell.children, cast("object", align), cell.header, cell.span))  # type: ignore[arg-type]
        at += cell.span
    return tuple(cells)


# ── words ────────────────────────────────────────────────────────────────────


def _words(text: str) -> Iterator[Inline]:
    text = re.sub(r"\s+", " ", text)
    if text:
        yield Text(text)


def _all(node: html.HtmlElement) -> list[Inline]:
    return [
        part for child in _children(node) for part in ([*_words(child)] if isinstance(child, str) else _inline(child))
    ]


def _inline(node: html.HtmlElement) -> list[Inline]:
    """The words of an element with their marks; block elements inside count as spaces."""
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag in DROPPED or not tag:
        return []
    if tag == "br":
        return [Break()]
    children = _all(node)
    if tag in STRUCTURE and children:
        return [*children, Text(" ")]
    inside = tuple(children)
    if not inside:
        return []
    match tag:
        case "b" | "strong":
            return [Strong(inside)]
        case "i" | "em":
            return [Emphasis(inside)]
        case "s" | "del" | "strike":
            return [Strike(inside)]
        case "code" | "kbd" | "samp":
            return [Code(node.text_content())]
        case "a" if node.get("href"):
            return [Link(node.get("href"), inside)]
    return children


def trim(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Without space at either end, and without empty text."""
    found = [part for part in parts if not (isinstance(part, Text) and not part.text)]
    while found and ((isinstance(found[0], Text) and not found[0].text.strip()) or isinstance(found[0], Break)):
        found.pop(0)
    while found and ((isinstance(found[-1], Text) and not found[-1].text.strip()) or isinstance(found[-1], Break)):
        found.pop()
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip())
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip())
    return tuple(found)
