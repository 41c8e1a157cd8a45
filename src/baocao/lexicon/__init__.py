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


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `lexicon/NAME.csv`, in file order; raises ValueError naming a malformed line."""
    with (files(__name__) / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{name}.csv:{reader.line_num}: wrong number of cells")
            rows.append({key: value.strip() for key, value in row.items()})
    return tuple(rows)


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, a space standing for any run of spaces."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " +") for w in ordered)
