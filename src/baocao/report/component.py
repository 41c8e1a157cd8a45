"""A component: what a notebook displays, as blocks of the document tree with three faces.

The blocks themselves are the record that both writers read; JupyterLab shows the HTML face, a terminal the text face.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baocao.report import tree
from baocao.report.plain import plain


class Component:
    """Blocks of a report, ready for display."""

    def __init__(self, blocks: Iterable[tree.Block], lang: str) -> None:
        self.blocks: tuple[tree.Block, ...] = tuple(blocks)
        self.lang = lang

    def __str__(self) -> str:
        return plain(self.blocks)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.blocks)} blocks>"

    def __add__(self, other: Component) -> Component:
        return Component(self.blocks + other.blocks, self.lang)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """The faces by media type; the tree face is data, never markup."""
        faces = {tree.MIME: tree.encode(self.blocks), "text/plain": str(self)}
        from baocao.report import html  # late: a script that prints text faces needs no writer

        return faces | {"text/html": html.fragment(self.blocks, self.lang)}
