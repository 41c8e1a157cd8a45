"""Answers as text: aligned columns for a reader, or one JSON object a line for a program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from baocao.corpus.query import Answer

WIDEST = 60
"""Characters of a cell that are shown."""


def lines(answer: Answer) -> Iterator[str]:
    """The answer in aligned columns, headed by their names; numbers stand to the right."""
    cells = [[_cell(value) for value in row] for row in answer.rows]
    widths = [max([_width(name), *(_width(row[i]) for row in cells)]) for i, name in enumerate(answer.columns)]
    right = [all(isinstance(row[i], int | float | Decimal | None) for row in answer.rows) for i in range(len(widths))]
    for row in [list(answer.columns), *cells]:
        yield "  ".join(_padded(*cell) for cell in zip(row, widths, right, strict=True)).rstrip()


def objects(answer: Answer) -> Iterator[bytes]:
    """One JSON object a row; numbers keep all their digits."""
    encode = msgspec.json.Encoder(decimal_format="number", enc_hook=str).encode
    for row in answer.rows:
        yield encode({name: plain(value) for name, value in zip(answer.columns, row, strict=True)})


def plain(value: Any) -> Any:
    """A decimal without the zeros that its column adds; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Columns of a terminal; combining marks take none, wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
