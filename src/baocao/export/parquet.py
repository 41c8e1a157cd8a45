"""The facts as Parquet: exact decimals, real dates, one schema for every article."""

from __future__ import annotations

import io
from decimal import Decimal, localcontext
from typing import Any

from baocao.errors import BaocaoError
from baocao.export.table import Column
from baocao.export.tables import TABLE_OF_FACTS
from baocao.model import Article

DIGITS, DECIMALS = 38, 12
"""What a decimal column holds: 26 digits before the point, 12 after it."""


def write(article: Article) -> bytes:
    """The facts of an article; raises BaocaoError where pyarrow is missing or a number does not fit."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise BaocaoError("Parquet needs pyarrow", remedy="install it with: pip install 'baocao[corpus]'") from None
    facts = TABLE_OF_FACTS
    types: dict[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.decimal128(DIGITS, DECIMALS),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema(
        [
            pa.field(c.name, types[c.type], metadata={"description": c.about.encode()})
            for c in (Column("article", "string", "file name of the article, without its ending"), *facts.columns)
        ],
        metadata={"source": article.source.path.encode(), "sha256": article.source.sha256.encode()},
    )
    name = article.source.path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    rows = [{"article": name, **{key: _fit(value) for key, value in row.items()}} for row in facts.rows(article)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def _fit(value: Any) -> Any:
    """A decimal at the column's scale; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    if value.adjusted() >= DIGITS - DECIMALS:
        raise BaocaoError(
            f"{value} has more than {DIGITS - DECIMALS} digits before the point",
            where="Parquet",
            remedy="export it as csv",
        )
    with localcontext(prec=DIGITS + 2):
        return value.quantize(Decimal(1).scaleb(-DECIMALS))
