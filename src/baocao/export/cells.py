"""Tables as CSV that no spreadsheet runs: RFC 4180, UTF-8, and text that looks like a formula kept as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins like this would run as a formula in a spreadsheet; an apostrophe keeps it text."""


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """With a byte-order mark, which is what makes a spreadsheet read Vietnamese rightly."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: safe(value) for key, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(value: object) -> object:
    """A cell that a spreadsheet shows and never runs; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
