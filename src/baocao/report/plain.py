"""The text face: blocks of the document tree as plain lines for a terminal or an e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baocao.report import tree


def plain(blocks: Iterable[tree.Block]) -> str:
    """The blocks as text, one paragraph or table row a line."""
    return "\n".join(line for block in blocks for line in _lines(block))


def words(nodes: Iterable[tree.Inline]) -> str:
    """Inline nodes as text; links keep only their words."""
    return "".join(_word(node) for node in nodes)


def _word(node: tree.Inline) -> str:
    if isinstance(node, tree.Strong | tree.Emphasis | tree.Strike | tree.Link):
        return words(node.children)
    if isinstance(node, tree.Math):
        return node.tex
    if isinstance(node, tree.Break):
        return "\n"
    if isinstance(node, tree.FootnoteRef):
        return f"[{node.key}]"
    return node.text


def _lines(block: tree.Block) -> Iterator[str]:
    if isinstance(block, tree.Heading):
        yield from ("", words(block.children), "")
    elif isinstance(block, tree.Paragraph):
        yield words(block.children)
    elif isinstance(block, tree.ListBlock):
        for i, item in enumerate(block.items):
            mark = f"{block.start + i}." if block.ordered else "-"
            yield f"{mark} {plain(item)}"
    elif isinstance(block, tree.Table):
        yield from _table(block)
    elif isinstance(block, tree.Tiles):
        for tile in block.tiles:
            value = " ".join(part for part in (tile.bound, words(tile.value), tile.unit) if part)
            parts = (f"{words(tile.label)}: {value}", words(tile.movement), words(tile.plan), words(tile.note))
            yield "; ".join(part for part in parts if part)
    elif isinstance(block, tree.QuotationCard):
        yield f"“{words(block.words)}” ({', '.join(part for part in (block.speaker, block.role) if part)})"
    elif isinstance(block, tree.Evidence):
        yield f"[{block.number}] {words(block.children)}"
    elif isinstance(block, tree.Derivation):
        yield " ".join(
            part for part in (f"{block.name}: {block.value} =", words(block.formula), block.assumption) if part
        )
    elif isinstance(block, tree.Figure):
        yield block.alt
    elif isinstance(block, tree.CodeBlock):
        yield block.text
    elif isinstance(block, tree.Callout):
        yield f"{words(block.title)}: {plain(block.blocks)}"
    elif isinstance(block, tree.Turn):
        yield f"{block.speaker}: {plain(block.blocks)}"
    elif isinstance(block, tree.Quote | tree.Group | tree.Footnote):
        yield plain(block.blocks)


def _table(table: tree.Table) -> Iterator[str]:
    """Rows in aligned columns."""
    if table.caption:
        yield words(table.caption)
    rows = [[words(cell.children) for cell in row] for row in (*table.head, *table.rows)]
    widths = [
        max((len(row[i]) for row in rows if i < len(row)), default=0) for i in range(max(map(len, rows), default=0))
    ]
    for row in rows:
        yield "  ".join(text.ljust(widths[i]) for i, text in enumerate(row)).rstrip()
    yield from (words(note) for note in table.notes)
