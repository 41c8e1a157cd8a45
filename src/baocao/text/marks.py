"""The marks that open a line: list items, headings and quotations of plain text and Markdown."""

from __future__ import annotations

import re

ITEM = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}\.\d{1,2}|[a-zđ]\)|[IVX]{1,5}[.)]|[A-ZĐ][.)])"
    r"(?: ?- ?)? ?(?=[^\W\d])"
    r"|(?P<roman>[IVX]{1,5}) ?- ?(?=[^\W\d])"
    r"|(?P<bullet>[-+*•●▪◦✓❖➢])(?: +(?=\S)|(?=[^\W\d_]))"
)
HEADING = re.compile(r"(#{1,6}) +(?=\S)")
QUOTE = re.compile(r"> ?(?=[^\s>])")
