"""Markdown of a notebook's cells as blocks of the tree."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import mistune

from baocao.errors import ReportError
from baocao.report import hypertext, picture
from baocao.report.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Heading,
    Inline,
    Link,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
)

_parse = mistune.create_markdown(renderer=None, plugins=["table", "footnotes", "strikethrough", "math", "url"])
TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9]*)\b[^>]*>\Z")
MARKS: dict[str, Callable[[tuple[Inline, ...]], Inline]] = {
    "b": Strong, "strong": Strong, "i": Emphasis, "em": Emphasis, "s": Strike, "del": Strike,
}  # fmt: skip
IGNORED = {"span", "font", "u", "sub", "sup", "small", "big", "center", "kbd", "mark", "a", "abbr", "cite", "q"}
ENVIRONMENT = re.compile(r"\\begin\{([a-z]+\*?)\}.*\\end\{\1\}\Z", re.DOTALL)


class Pictures:
    """Where the pictures of one cell's markdown come from: its attachments, and files by their name."""

    def __init__(self, attachments: dict[str, dict[str, str]], load: Callable[[str], tuple[str, bytes] | None]) -> None:
        self.attachments, self.load = attachments, load

    def find(self, address: str, alt: str, title: str) -> Figure | None:
        """The picture as a block; None where it is not at hand (nothing is ever fetched)."""
        caption: tuple[Inline, ...] = (Text(title),) if title else ()
        try:
            if address.startswith("attachment:"):
                for media, data in self.attachments.get(address.removeprefix("attachment:"), {}).items():
                    if media in ("image/png", "image/jpeg", "image/svg+xml"):
                        return picture.figure(media, base64.b64decode(data), alt, caption)
                return None
            if address.startswith("data:"):
                return hypertext.image(address, alt)
            found = self.load(address)
            return picture.figure(found[0], found[1], alt, caption) if found else None
        except (ReportError, binascii.Error, ValueError):
            return None


NOWHERE = Pictures({}, lambda address: None)


def blocks(
    source: str, *, scope: str = "", pictures: Pictures = NOWHERE, missing: str = "{address}"
) -> tuple[Block, ...]:
    """The blocks that a piece of markdown says.

    `scope` keeps the footnotes of one cell apart from those of another; `missing` is the sentence that stands for
    a picture that is not at hand, with `{address}` in it.
    """
    source = (
        re.sub(r"(?m)^(?=\\begin\{[a-z]+\*?\})", "$$\n", source)
        if ENVIRONMENT.search(source.strip()) and "$$" not in source
        else source
    )
    if source.startswith("$$\n\\begin"):
        source = source.rstrip() + "\n$$"
    nodes = _parse(source)
    return tuple(_Reader(scope, pictures, missing).blocks(nodes if isinstance(nodes, list) else []))


class _Reader:
    def __init__(self, scope: str, pictures: Pictures, missing: str) -> None:
        self.scope, self.pictures, self.missing = scope, pictures, missing

    def blocks(self, nodes: list[dict[str, Any]]) -> Iterator[Block]:
        for node in nodes:
            yield from self.block(node)

    def block(self, node: dict[str, Any]) -> Iterator[Block]:
        match node["type"]:
            case "heading":
                yield Heading(node["attrs"]["level"], self.inline(node["children"]))
            case "paragraph" | "block_text":
                yield from self.paragraph(node["children"])
            case "list":
                items = tuple(tuple(self.blocks(item["children"])) for item in node["children"])
                yield ListBlock(items, node["attrs"]["ordered"], node["attrs"].get("start", 1) or 1)
            case "block_quote":
                yield Quote(tuple(self.blocks(node["children"])))
            case "block_code":
                language = (node.get("attrs", {}).get("info") or "").split()
                yield CodeBlock(node["raw"].rstrip("\n"), language[0][:20] if language else "")
            case "block_math":
                yield Paragraph((Math(node["raw"].strip(), True),))
            case "block_html":
                yield from hypertext.blocks(node["raw"])
            case "table":
                yield self.table(node)
            case "thematic_break":
                yield Divider()
            case "footnotes":
                for item in node["children"]:
                    yield Footnote(self.scope + item["attrs"]["key"], tuple(self.blocks(item["children"])))

    def paragraph(self, nodes: list[dict[str, Any]]) -> Iterator[Block]:
        """A paragraph; a picture in it stands on its own between its parts."""
        run: list[dict[str, Any]] = []
        for node in nodes:
            if node["type"] not in ("image", "block_math"):
                run.append(node)
                continue
            yield from self.run(run)
            run = []
            if node["type"] == "block_math":
                yield from self.block(node)
                continue
            alt = self.words(node["children"])
            title = html.unescape(node["attrs"].get("title") or "")
            address = node["attrs"]["url"]
            found = self.pictures.find(address, alt or title or address.rsplit("/", 1)[-1][:80], title)
            if found:
                yield found
            else:
                shown = address if len(address) < 120 else address[:117] + "…"
                yield Paragraph((Text(self.missing.format(address=shown) + (f" ({alt})" if alt else "")),), "note")
        yield from self.run(run)

    def run(self, nodes: list[dict[str, Any]]) -> Iterator[Block]:
        children = hypertext.trim(self.inline(nodes))
        if any(not (isinstance(child, Text) and not child.text.strip()) for child in children):
            yield Paragraph(children)

    def table(self, node: dict[str, Any]) -> Table:
        head: tuple[tuple[Cell, ...], ...] = ()
        rows: list[tuple[Cell, ...]] = []
        for part in node["children"]:
            if part["type"] == "table_head":
                head = (self.cells(part["children"]),)
            else:
                rows += [self.cells(row["children"]) for row in part["children"]]
        return Table(head, tuple(rows))

    def cells(self, nodes: list[dict[str, Any]]) -> tuple[Cell, ...]:
        return tuple(
            Cell(self.inline(node["children"]), node["attrs"].get("align") or "left", bool(node["attrs"].get("head")))
            for node in nodes
        )

    def words(self, nodes: list[dict[str, Any]]) -> str:
        return "".join(
            self.words(node["children"]) if "children" in node else html.unescape(node.get("raw", " "))
            for node in nodes
        )

    def inline(self, nodes: list[dict[str, Any]]) -> tuple[Inline, ...]:
        """Inline nodes; a known HTML tag among them marks the words up to its end, an unknown one is shown."""
        stack: list[tuple[str, list[Inline]]] = [("", [])]
        for node in nodes:
            if node["type"] == "inline_html":
                tag = TAG.match(node["raw"])
                name, ends = (tag[2].lower(), bool(tag[1])) if tag else ("", False)
                if name == "br":
                    stack[-1][1].append(Break())
                elif name in MARKS and not ends:
                    stack.append((name, []))
                elif name in MARKS and ends and stack[-1][0] == name:
                    stack[-2][1].append(MARKS[name](tuple(stack[-1][1])))
                    stack.pop()
                elif name not in IGNORED and name not in MARKS:
                    stack[-1][1].append(Text(node["raw"]))
                continue
            stack[-1][1].extend(self.one(node))
        while len(stack) > 1:
            unclosed = stack.pop()[1]
            stack[-1][1].extend(unclosed)
        return tuple(stack[0][1])

    def one(self, node: dict[str, Any]) -> Iterator[Inline]:
        match node["type"]:
            case "text":
                yield Text(html.unescape(node["raw"]))
            case "strong":
                yield Strong(self.inline(node["children"]))
            case "emphasis":
                yield Emphasis(self.inline(node["children"]))
            case "strikethrough":
                yield Strike(self.inline(node["children"]))
            case "codespan":
                yield Code(node["raw"])
            case "inline_math":
                yield Math(node["raw"])
            case "block_math":
                yield Math(node["raw"].strip(), True)
            case "linebreak":
                yield Break()
            case "softbreak":
                yield Text(" ")
            case "link":
                yield Link(html.unescape(node["attrs"]["url"]), self.inline(node["children"]))
            case "image":
                yield Text(self.words(node["children"]))
            case "footnote_ref":
                yield FootnoteRef(self.scope + node["raw"])
            case _ if "children" in node:
                yield from self.inline(node["children"])
            case _ if "raw" in node:
                yield Text(node["raw"])
