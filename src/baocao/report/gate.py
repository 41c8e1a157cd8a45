"""The orphan gate: no digit leaves the house without a source.

Every run of digits in a report must stand in a `Cite` (it opens its evidence), in a `Mark` or an evidence sentence
(it is the evidence), in a derivation (it is computed there), in a picture's list of figures, or in a `Declared`
(it is no figure of the article, and says why). Anything else stops the build, named by place and number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

from baocao.errors import ReportError
from baocao.report import tree
from baocao.report.plain import words

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SVG_TEXT = re.compile(r"<(text|tspan|title|desc)\b[^>]*>([^<]*)", re.IGNORECASE)
SHOWN = 8
"""Orphans named in one error: enough to find the fault, few enough to read."""


class Orphan(Struct, frozen=True):
    """A printed number without a source."""

    place: str
    number: str
    context: str

    def __str__(self) -> str:
        return f"{self.number!r} in {self.place} ({self.context})"


def check(document: tree.Document) -> None:
    """Raise ReportError naming place and number when the document prints a figure without a source."""
    found = list(orphans(document))
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        named = "; ".join(str(orphan) for orphan in found[:SHOWN])
        raise ReportError(
            f"prints a number that leads to no source: {named}{more}",
            where=document.title,
            remedy="print it through the report's components, or declare it with a reason",
        )


def orphans(document: tree.Document) -> Iterator[Orphan]:
    """Every number without a source, in the order of the pages."""
    gate = _Gate(document)
    yield from gate.blocks(document.blocks)


class _Gate:
    def __init__(self, document: tree.Document) -> None:
        self.evidence = {b.id for b in _all(document.blocks) if isinstance(b, tree.Evidence | tree.Derivation) and b.id}
        self.place = document.title or "the first page"

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterator[Orphan]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: tree.Block) -> Iterator[Orphan]:
        if isinstance(block, tree.Heading):
            self.place = f"section “{_short(words(block.children))}”"
            yield from self.inlines(block.children, f"heading “{_short(words(block.children))}”")
        elif isinstance(block, tree.Paragraph):
            yield from self.inlines(block.children, f"{self.place}, paragraph")
        elif isinstance(block, tree.ListBlock):
            for item in block.items:
                yield from self.blocks(item)
        elif isinstance(block, tree.Table):
            yield from self.table(block)
        elif isinstance(block, tree.Figure):
            yield from self.figure(block)
        elif isinstance(block, tree.Tiles):
            for tile in block.tiles:
                yield from self.tile(tile)
        elif isinstance(block, tree.QuotationCard):
            yield from self.inlines(block.words, f"{self.place}, quotation of {block.speaker}")
            if block.target and block.target not in self.evidence:
                yield Orphan(f"{self.place}, quotation of {block.speaker}", block.target, "opens no evidence")
        elif isinstance(block, tree.CodeBlock):
            if block.role == "output":
                yield from _bare(block.text, f"{self.place}, output of code")
        elif isinstance(block, tree.Callout):
            yield from self.inlines(block.title, f"{self.place}, title of a callout")
            yield from self.blocks(block.blocks)
        elif isinstance(block, tree.Derivation):
            yield from self.inlines(block.formula, f"{self.place}, formula of {block.name}")
        elif isinstance(block, tree.Evidence):
            yield from self.inlines(block.context, f"{self.place}, context of sentence {block.number}")
        elif isinstance(block, tree.Quote):
            yield from self.inlines(block.attribution, f"{self.place}, attribution of a quotation")
            yield from self.blocks(block.blocks)
        elif isinstance(block, tree.Turn | tree.Group | tree.Footnote):
            yield from self.blocks(block.blocks)

    def table(self, table: tree.Table) -> Iterator[Orphan]:
        name = (
            f"table “{_short(words(table.caption))}”" if table.caption else f"{self.place}, table {table.id}".rstrip()
        )
        yield from self.inlines(table.caption, f"caption of {name}")
        for kind, rows in (("head", table.head), ("row", table.rows)):
            for n, row in enumerate(rows, 1):
                for column, cell in enumerate(row, 1):
                    yield from self.inlines(cell.children, f"{name}, {kind} {n}, column {column}")
        for note in table.notes:
            yield from self.inlines(note, f"note of {name}")

    def tile(self, tile: tree.Tile) -> Iterator[Orphan]:
        name = f"tile “{_short(words(tile.label))}”"
        for part in (tile.label, tile.value, tile.movement, tile.plan, tile.note):
            yield from self.inlines(part, name)
        for text in (tile.unit, tile.bound, tile.period):
            yield from _bare(text, name)

    def figure(self, figure: tree.Figure) -> Iterator[Orphan]:
        """A picture's texts and its alternative text print only numbers that its `figures` account for."""
        name = f"figure “{_short(words(figure.caption)) or figure.id}”"
        yield from self.inlines(figure.caption, f"caption of {name}")
        yield from self.inlines(figure.source, f"source line of {name}")
        yield from self.inlines(figure.figures, name)
        known = {number for node in figure.figures for number in _numbers(node.text)}
        for text, place in [
            (figure.alt, f"alternative text of {name}"),
            *((t, f"label in {name}") for t in _labels(figure)),
        ]:
            for orphan in _bare(text, place):
                if orphan.number not in known:
                    yield orphan

    def inlines(self, nodes: Iterable[tree.Inline], place: str) -> Iterator[Orphan]:
        for node in nodes:
            if isinstance(node, tree.Cite):
                if node.target not in self.evidence:
                    yield Orphan(
                        place,
                        node.text,
                        f"fact {node.fact} opens {node.target or 'nothing'}, which is not in the report",
                    )
            elif isinstance(node, tree.Declared):
                if not node.reason.strip():
                    yield Orphan(place, node.text, "declared without a reason")
            elif isinstance(node, tree.Strong | tree.Emphasis | tree.Strike | tree.Link):
                yield from self.inlines(node.children, place)
            elif isinstance(node, tree.Text | tree.Code):
                yield from _bare(node.text, place)
            elif isinstance(node, tree.Math):
                yield from _bare(node.tex, place)


def _bare(text: str, place: str) -> Iterator[Orphan]:
    """The numbers of a text that nothing accounts for."""
    for found in NUMBER.finditer(text):
        around = text[max(0, found.start() - 24) : found.end() + 24].strip()
        yield Orphan(place, found[0], f"“{' '.join(around.split())}”")


def _numbers(text: str) -> list[str]:
    return NUMBER.findall(text)


def _labels(figure: tree.Figure) -> Iterator[str]:
    """What an SVG prints as text."""
    if figure.media == "image/svg+xml":
        for found in _SVG_TEXT.finditer(figure.data):
            yield unescape(found[2])


def _short(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _all(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    for block in blocks:
        yield block
        if isinstance(block, tree.Quote | tree.Callout | tree.Turn | tree.Group | tree.Footnote):
            yield from _all(block.blocks)
        elif isinstance(block, tree.ListBlock):
            for item in block.items:
                yield from _all(item)
