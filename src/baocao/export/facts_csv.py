"""The facts of an article as one CSV table."""

from __future__ import annotations

from baocao.export import cells
from baocao.export.tables import TABLE_OF_FACTS
from baocao.model import Article


def write(article: Article) -> bytes:
    """One row a fact; its columns are described in `baocao.export.tables`."""
    facts = TABLE_OF_FACTS
    return cells.table([column.name for column in facts.columns], facts.rows(article))
