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
    return "|".join(_branches(_tree(words)))


def openings(words: Iterable[str], *pieces: str) -> str:
    r"""A pattern for any of the words or pieces of pattern, where a word begins: `(?<!\w)(?:WORDS|PIECE|…)`.

    A piece begins with a plain letter and has no `|` outside brackets; pieces with the same first letter are tried
    in their order, behind the words. The boundary is asked after the first letter, so that a search runs from one of
    these letters to the next; one that asks at every place of the text costs ten times as much.
    """
    by_letter: dict[str, list[str]] = {}
    for piece in (*_branches(_tree(words)), *pieces):
        if not piece[:1].isalpha() or piece[1:2] in tuple("?*+{"):
            raise ValueError(f"begins with no plain letter: [{piece}]")
        by_letter.setdefault(piece[0], []).append(piece[1:])
    heads = [rf"{letter}(?<!\w{letter})(?:{'|'.join(rests)})" for letter, rests in by_letter.items()]
    return f"(?:{'|'.join(heads)})"


def _tree(words: Iterable[str]) -> dict[str, Any]:
    """The words as a tree of letters, in which "" marks the end of a word."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return tree


def _branches(node: dict[str, Any]) -> list[str]:
    """A pattern for each letter that a tree begins with."""
    pieces = []
    for letter, rest in sorted(node.items()):
        if letter:
            tail = "|".join(_branches(rest))
            inner = f"(?:{tail})" if "|" in tail else tail
            head = " +" if letter == " " else re.escape(letter)
            pieces.append(f"{head}(?:{tail})?" if "" in rest and tail else head + inner)
    return pieces
