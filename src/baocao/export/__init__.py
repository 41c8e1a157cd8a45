"""The export room: one article as other tools read it; the same article always gives the same bytes.

`export(article, "csv")` gives the file's bytes; `FORMATS` names what there is.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from baocao.errors import BaocaoError
from baocao.model import Article

__all__ = ["FORMATS", "Format", "export"]


class Format(Struct, frozen=True):
    """A form that an article can be exported to."""

    name: str
    ending: str
    """What the file's name ends in, after the article's."""
    what: str
    text: bool = True
    """Whether a terminal can show it."""


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("csv", ".facts.csv", "the facts as one table, safe to open in a spreadsheet"),
        Format("parquet", ".facts.parquet", "the same table with exact types", text=False),
        Format("webannotation", ".annotations.jsonld", "W3C Web Annotation, with position and quote selectors"),
        Format("jsonld", ".schema-org.jsonld", "schema.org: who is quoted, what is claimed"),
        Format("datapackage", ".datapackage.zip", "Frictionless data package: tables with their schema", text=False),
        Format("xlsx", ".xlsx", "an Excel workbook for the office", text=False),
    )
}
_HOMES = {
    "csv": "facts_csv",
    "parquet": "parquet",
    "webannotation": "annotation",
    "jsonld": "schema_org",
    "datapackage": "package",
    "xlsx": "workbook",
}


def export(article: Article, form: str) -> bytes:
    """The article in one form; raises BaocaoError where there is no such form, or what writes it is not installed."""
    if form not in FORMATS:
        raise BaocaoError(f"no form {form!r}", remedy=f"use one of: {', '.join(FORMATS)}")
    # Each form has its own library, and only the one that is asked for is loaded.
    write: Callable[[Article], bytes] = import_module(f"baocao.export.{_HOMES[form]}").write
    return write(article)
