"""The text room: bytes become a source, a source becomes a page, and every offset leads back to the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from baocao.text.layout import lay_out
from baocao.text.offsets import Place, where
from baocao.text.read import read

if TYPE_CHECKING:
    from baocao.text.intake import Added

__all__ = ["Place", "add", "lay_out", "read", "where"]


def add(path_or_url: str | os.PathLike[str], into: str | os.PathLike[str] = "articles") -> Added:
    """Store an article into a folder, bytes unchanged, with a line in SOURCES.md; see `baocao.text.intake`."""
    from baocao.text import intake  # the network modules are slow to import and only this verb needs them

    return intake.add(path_or_url, into)
