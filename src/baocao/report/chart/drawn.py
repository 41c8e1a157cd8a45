"""From a drawing to a figure block: alternative text, caption and the source of every number it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baocao.report import tree
from baocao.report.chart.canvas import Canvas
from baocao.report.plain import words


def drawn(
    canvas: Canvas,
    *,
    alt: tuple[tree.Inline, ...],
    caption: tuple[tree.Inline, ...],
    name: str,
    printed: Iterable[tree.Inline] = (),
) -> tree.Figure:
    """The figure block; `alt`, `caption` and `printed` together hold a source for every number in the picture."""
    unique: dict[tuple[str, str], tree.Cite | tree.Declared] = {}
    for node in sourced((*alt, *printed)):
        key = (node.text, node.fact if isinstance(node, tree.Cite) else "")
        unique.setdefault(key, node)
    return tree.Figure(
        media="image/svg+xml",
        data=canvas.svg(),
        alt=words(alt),
        caption=caption,
        figures=tuple(unique.values()),
        id=f"chart-{name}",
    )


def sourced(nodes: Iterable[tree.Inline]) -> Iterator[tree.Cite | tree.Declared]:
    """Every cited or declared figure among the nodes."""
    for node in nodes:
        if isinstance(node, tree.Cite | tree.Declared):
            yield node
        elif isinstance(node, tree.Strong | tree.Emphasis | tree.Strike | tree.Link):
            yield from sourced(node.children)
