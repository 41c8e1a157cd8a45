"""The corrections room: what people said of the facts survives every new extraction, or is shown as a conflict.

`understand(source)` is `baocao.parse` with the corrections of the article's file applied.
"""

from __future__ import annotations

from pathlib import Path

from baocao.corrections.apply import apply, corrected
from baocao.corrections.entry import KINDS, Change, Entry, Kind
from baocao.corrections.file import FOLDER, Corrections, Stale, faults, path_for, read, write
from baocao.corrections.wording import say
from baocao.model import Article, Source
from baocao.parse import parse

__all__ = [
    "FOLDER",
    "KINDS",
    "Change",
    "Corrections",
    "Entry",
    "Kind",
    "Stale",
    "apply",
    "corrected",
    "faults",
    "path_for",
    "read",
    "say",
    "understand",
    "write",
]


def understand(source: Source, folder: Path | None = FOLDER) -> Article:
    """One article, parsed and corrected by `folder`/ARTICLE.yml where there is one.

    Raises BaocaoError naming file, line and column where the corrections can not be read.
    """
    article = parse(source)
    return article if folder is None else apply(article, read(path_for(source.origin.path, folder)).entries)
