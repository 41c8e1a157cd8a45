"""An Excel workbook for the office: one sheet a table, frozen Vietnamese heads, filters.

Text is written as text, so nothing in it can run; a number that Excel's own numbers can not hold stays text.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from baocao.errors import BaocaoError
from baocao.export.table import Column, Table, Value
from baocao.export.tables import TABLES
from baocao.model import Article

SHEETS = {
    "indicators": "Chỉ tiêu",
    "commitments": "Cam kết",
    "facts": "Dữ kiện",
    "sentences": "Câu",
    "corrections": "Hiệu đính",
}
WIDTHS = {
    "text": 60,
    "said": 60,
    "quote": 40,
    "name": 32,
    "roles": 40,
    "reason": 40,
    "message": 40,
    "changes": 32,
    "actor": 24,
}
MOST = 32_767
"""Characters that a cell of Excel holds."""
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML can not carry."""


def write(article: Article) -> bytes:
    """The workbook; the same article gives the same bytes."""
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise BaocaoError("Excel workbooks need XlsxWriter", remedy="install it with: pip install XlsxWriter") from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    title = article.metadata.title or article.source.path
    book.set_properties({"title": _text(title)[:255], "comments": article.source.path, "created": LONG_AGO})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.##########", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
    }
    for table in TABLES:
        _sheet(book.add_worksheet(SHEETS[table.name]), table, article, looks)
    _about(book.add_worksheet("Giải thích"), article, looks)
    book.close()
    return out.getvalue()


@cache
def heads() -> dict[str, str]:
    """The Vietnamese head of every column; its name in the other forms stands beside it on the last sheet."""
    table = (files("baocao.export") / "heads.csv").read_text(encoding="utf-8")
    return {row["column"]: row["vietnamese"] for row in csv.DictReader(io.StringIO(table))}


def _sheet(sheet: Any, table: Table, article: Article, looks: dict[str, Any]) -> None:
    last = 0
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, WIDTHS.get(column.name, 12))
        sheet.write_string(0, n, heads()[column.name], looks["head"])
    for last, row in enumerate(table.rows(article), 1):
        for n, column in enumerate(table.columns):
            _cell(sheet, last, n, row.get(column.name), looks)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)


def _cell(sheet: Any, row: int, column: int, value: Value, looks: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks["whole"])
    elif isinstance(value, Decimal):
        if Decimal(repr(float(value))) == value:
            sheet.write_number(row, column, float(value), looks["number"])
        else:
            sheet.write_string(row, column, f"{value:f}", looks["text"])
    elif isinstance(value, date):
        if value.year >= 1901:
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks["date"])
        else:  # Excel knows no earlier days
            sheet.write_string(row, column, value.isoformat(), looks["text"])
    else:
        sheet.write_string(row, column, _text(value), looks["text"])


def _about(sheet: Any, article: Article, looks: dict[str, Any]) -> None:
    """What the columns mean, and which article this is."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 2, 20)
    sheet.set_column(3, 3, 90)
    rows = [("Bài viết", "", "article", article.source.path), ("", "", "sha256", article.source.sha256)]
    described: list[tuple[str, Column]] = [(SHEETS[t.name], c) for t in TABLES for c in t.columns]
    rows += [(where, heads()[column.name], column.name, column.about) for where, column in described]
    for n, cells in enumerate(rows):
        for m, text in enumerate(cells):
            sheet.write_string(n, m, _text(text), looks["text"])


def _text(text: str) -> str:
    text = _UNSHOWN.sub("�", text)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
