"""Lexicons: tables of words on disk (CSV with a header), and their loader.

Every row has an `example`; a test runs it. Keys are written as they stand in folded text
(see `baocao.model.Page.flow`): ủy, tỷ, kỳ, quý.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `lexicon/NAME.csv`, in file order; raises ValueError naming a malformed line."""
    lines = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    reader = csv.DictReader(lines, strict=True)
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(f"{name}.csv:{reader.line_num}: wrong number of cells")
        rows.append({key: value.strip() for key, value in row.items()})
    return tuple(rows)


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, a space standing for any run of spaces.

    Words that begin alike share their beginning, so that many cost little more than few.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    """The pattern of a tree of letters, in which "" marks the end of a word."""
    pieces = []
    for letter, rest in sorted(node.items()):
        if letter:
            tail = _branches(rest)
            inner = f"(?:{tail})" if "|" in tail else tail
            head = " +" if letter == " " else re.escape(letter)
            pieces.append(f"{head}(?:{tail})?" if "" in rest and tail else head + inner)
    return "|".join(pieces)
