"""The facts of an article as one CSV table."""

from __future__ import annotations

from baocao.export import cells
from baocao.export.tables import TABLES
from baocao.model import Article


def write(article: Article) -> bytes:
    """One row a fact; its columns are described in `baocao.export.tables`."""
    facts = TABLES[0]
    return cells.table([column.name for column in facts.columns], facts.rows(article))
