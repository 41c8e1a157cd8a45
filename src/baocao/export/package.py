"""A Frictionless data package: the tables as CSV with their schema, the article's text, in one archive.

https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import Any

import msgspec

from baocao.export import cells
from baocao.export.table import Table
from baocao.export.tables import TABLES
from baocao.model import Article

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the data decide its bytes, not the clock."""


def write(article: Article) -> bytes:
    """The archive; `datapackage.json` comes first."""
    files = {f"{table.name}.csv": cells.table([c.name for c in table.columns], table.rows(article)) for table in TABLES}
    files["article.txt"] = article.text.encode()
    described = _package(article, files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in {"datapackage.json": described, **files}.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def _package(article: Article, files: dict[str, bytes]) -> bytes:
    stem = article.source.path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-") or "article",
        "title": article.metadata.title or stem,
        "description": "Facts of one Vietnamese public-affairs article, each with its place in the text. A cell of "
        "text that begins like a formula carries an apostrophe before it.",
        "sources": [
            {"title": article.metadata.outlet or article.source.path}
            | ({"path": article.metadata.url} if article.metadata.url else {})
        ],
        "resources": [
            *(_resource(table, files[f"{table.name}.csv"]) for table in TABLES),
            {
                "name": "article",
                "path": "article.txt",
                "title": "The text that every start and end counts in, in code points",
                "mediatype": "text/plain",
                "encoding": "utf-8",
                **_sum(files["article.txt"]),
            },
        ],
    }
    if article.metadata.published:
        package["version"] = article.metadata.published[:10]
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        **_sum(data),
        "schema": {
            "fields": [{"name": c.name, "type": c.type, "description": c.about} for c in table.columns],
            "primaryKey": table.key,
            "missingValues": [""],
        },
    }


def _sum(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
