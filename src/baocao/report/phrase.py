"""Prose with figures in it: a translated pattern whose holes are filled with linked figures."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import TypeAlias

from baocao.report.tree import Cell, Inline, Paragraph, Text

Part: TypeAlias = "str | Inline | tuple[Inline, ...] | None"


def inlines(part: Part) -> tuple[Inline, ...]:
    """Any printable part as inline nodes."""
    if part is None or part == "":
        return ()
    if isinstance(part, str):
        return (Text(part),)
    return part if isinstance(part, tuple) else (part,)


def fill(pattern: str, **parts: Part) -> tuple[Inline, ...]:
    """`pattern` with each `{name}` replaced by its part; the words around stay text."""
    out: list[Inline] = []
    for words, name, _, _ in Formatter().parse(pattern):
        if words:
            out.append(Text(words))
        if name is not None:
            out += inlines(parts[name])
    return tuple(out)


def joined(parts: Sequence[tuple[Inline, ...]], separator: str = ", ") -> tuple[Inline, ...]:
    """The parts in a row with `separator` between."""
    out: list[Inline] = []
    for i, part in enumerate(parts):
        out += ((Text(separator),) if i else ()) + part
    return tuple(out)


def paragraph(*parts: Part, role: str = "") -> Paragraph:
    return Paragraph(tuple(node for part in parts for node in inlines(part)), role=role)  # type: ignore[arg-type]


def absent(words: str) -> tuple[Paragraph]:
    """All that a component without anything to show displays: a sentence for who asked, left out of a report."""
    return (Paragraph((Text(words),), role="absent"),)


def cell(*parts: Part, align: str = "left", header: bool = False) -> Cell:
    nodes = tuple(node for part in parts for node in inlines(part))
    return Cell(nodes, align=align, header=header)  # type: ignore[arg-type]


def heads(*titles: str, right: tuple[int, ...] = ()) -> tuple[Cell, ...]:
    """A row of column heads; those whose index is in `right` stand over numbers."""
    return tuple(cell(title, align="right" if i in right else "left", header=True) for i, title in enumerate(titles))
