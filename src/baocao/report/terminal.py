"""An article's facts for a terminal: tables where a person looks, plain lines where a program reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from baocao.report import tree
from baocao.report.components import Report
from baocao.report.plain import plain, words

PARTS = ("cover", "figures", "commitments", "checks", "corrections")
"""What a summary is made of, by the names of a report's components."""


def summary(report: Report) -> str:
    """Title and source, figures, commitments and checks as plain lines; the cells of a table are parted by tabs."""
    parts = ("\n".join(_lines(getattr(report, part)().blocks)) for part in PARTS)
    return "\n\n".join(part for part in parts if part.strip())


def _lines(blocks: Iterable[tree.Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, tree.Group):
            yield from _lines(block.blocks)
        elif isinstance(block, tree.Table):
            yield words(block.caption)
            for row in (*block.head, *block.rows):
                yield "\t".join(" ".join(words(cell.children).split()) for cell in row)
            yield from (words(note) for note in block.notes)
        elif text := plain((block,)):
            yield text


def show(report: Report) -> None:
    """The same on standard output, with rich tables where it is a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.write(summary(report) + "\n")
        return
    from rich.console import Console

    console = Console(highlight=False)
    for part in PARTS:
        _print(console, getattr(report, part)().blocks)


def _print(console: object, blocks: Iterable[tree.Block]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    assert isinstance(console, Console)
    for block in blocks:
        if isinstance(block, tree.Group):
            _print(console, block.blocks)
        elif isinstance(block, tree.Heading):
            console.print(Text(words(block.children), style="bold"))
        elif isinstance(block, tree.Table):
            title = words(block.caption) or None
            made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, title_style="bold")
            for i in range(max((len(row) for row in (*block.head, *block.rows)), default=0)):
                cells = [row[i] for row in block.rows if i < len(row)]
                head = words(block.head[0][i].children) if block.head and i < len(block.head[0]) else ""
                right = bool(cells) and all(cell.align == "right" for cell in cells)
                made.add_column(Text(head), justify="right" if right else "left")
            for row in block.rows:
                # as Text: an article's words are never the terminal's markup
                made.add_row(*(Text(words(cell.children)) for cell in row))
            console.print(made)
            for note in block.notes:
                console.print(Text(words(note), style="dim"))
        else:
            console.print(Text(plain((block,))))
