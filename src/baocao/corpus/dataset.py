"""Data sets: the tables of a store, their columns (`fields.csv`), and the rows one article gives to each."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from baocao import contract
from baocao.corpus import copies
from baocao.corpus.locate import Locator
from baocao.corpus.observe import observe
from baocao.corpus.record import Entry
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.span import Span

if TYPE_CHECKING:
    import pyarrow as pa

PLACES = 9
"""Decimals of a number in the store; one that needs more, or has more than 29 digits before the point, is null there
and exact in `parsed`."""
_LIMIT = Decimal(10) ** 29
_FACTS = (
    "quantities", "dates", "documents", "people", "organizations", "places", "turns", "indicators", "commitments",
    "events", "awards", "derived", "discrepancies", "abstained",
)  # fmt: skip

_JSON = msgspec.json.Encoder(decimal_format="number", order="deterministic").encode

Row = dict[str, Any]


class Field(Struct, frozen=True):
    """A column: its name, where its value is from, its type, unit and meaning."""

    name: str
    source: str
    type: str
    unit: str
    description: str


@cache
def datasets() -> dict[str, tuple[Field, ...]]:
    """The columns of every data set, in order."""
    text = (files("baocao.corpus") / "fields.csv").read_text(encoding="utf-8")
    found: dict[str, list[Field]] = {}
    for row in csv.DictReader(text.splitlines(), strict=True):
        field = Field(row["field"], row["source"], row["type"], row["unit"], row["description"])
        found.setdefault(row["dataset"], []).append(field)
    return {name: tuple(fields) for name, fields in found.items()}


def arrow() -> Any:
    """pyarrow, or one line that says how to get it."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise BaocaoError(
            "a store needs pyarrow and duckdb, which are not installed", remedy="pip install 'baocao[corpus]'"
        ) from None
    return pyarrow


def schema(name: str) -> pa.Schema:
    """The Arrow schema of a data set."""
    pa = arrow()
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    types = {
        "string": pa.string(), "json": pa.string(), "integer": pa.int64(), "number": pa.decimal128(38, PLACES),
        "date": pa.date32(), "boolean": pa.bool_(), "strings": pa.list_(pa.string()), "integers": pa.list_(pa.int64()),
        "spans": pa.list_(span),
    }  # fmt: skip
    return pa.schema([(field.name, types[field.type]) for field in datasets()[name]])


def rows(entry: Entry, article: Article) -> dict[str, list[Row]]:
    """The rows of one article for every data set but `inputs` and `copies`."""
    at = Locator(entry.id, article)
    runs = copies.runs(article)
    facts: dict[str, Any] = {
        "@article": entry.id,
        "@published": entry.published,
        "@place_code": at.main.code if at.main else None,
        "@place_label": at.main.label if at.main else None,
        "@sentences": len(article.sentences),
        "@characters": len(article.text),
        "@runs": copies.sampled(runs),
        "@runs_all": len(runs),
        "@json": contract.encode(article).decode(),
    }
    made = {
        "articles": [_row("articles", article, facts)],
        "parsed": [_row("parsed", article, facts)],
        "evidence": list(_evidence(at, article, entry.id)),
        "observations": [_row("observations", seen, facts) for seen in observe(entry, article)],
    }
    for name in _FACTS:
        made[name] = [
            _row(name, fact, facts | {"@sentence": at.sentence(fact.start) if hasattr(fact, "start") else None})
            for fact in getattr(article, name)
        ]
    return made


def table(name: str, found: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the data set's schema."""
    return arrow().Table.from_pylist(list(found), schema=schema(name))


def _evidence(at: Locator, article: Article, id_: str) -> Iterator[Row]:
    for number, sentence in enumerate(article.sentences, 1):
        yield {
            "article": id_,
            "sentence": number,
            "span_start": sentence.start,
            "span_end": sentence.end,
            "kind": article.blocks[sentence.block].kind if sentence.block < len(article.blocks) else "paragraph",
            "speaker": at.speaker(sentence),
            "text": " ".join(article.text[sentence.start : sentence.end].split()),
        }


def _row(name: str, fact: Any, facts: Mapping[str, Any]) -> Row:
    return {
        field: _value(facts[source] if source.startswith("@") else _get(fact, source, getter), type_)
        for field, source, type_, getter in _getters(name)
    }


@cache
def _getters(name: str) -> tuple[tuple[str, str, str, Callable[[Any], Any]], ...]:
    return tuple((f.name, f.source, f.type, attrgetter(f.source.lstrip("@"))) for f in datasets()[name])


def _get(fact: Any, source: str, getter: Callable[[Any], Any]) -> Any:
    """An attribute, or one of an optional part (`place.code` of an observation without a place)."""
    head, dot, _ = source.partition(".")
    return None if dot and getattr(fact, head) is None else getter(fact)


def _value(value: Any, type_: str) -> Any:
    if value is None:
        return None
    if type_ == "number":
        return _number(value)
    if type_ == "json":
        return _JSON(value).decode()
    if type_ == "spans":
        return [_span(span) for span in value]
    if type_ in ("strings", "integers"):
        return list(value)
    return value


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _number(value: Decimal) -> Decimal | None:
    """The number with `PLACES` decimals; None where it does not fit, which would not be the same number."""
    if not value.is_finite() or abs(value) >= _LIMIT:
        return None
    kept = round(value, PLACES)
    return kept if kept == value else None


def joined(parts: Iterable[dict[str, list[Row]]]) -> dict[str, list[Row]]:
    """The rows of many articles, data set by data set."""
    whole: dict[str, list[Row]] = {name: [] for name in datasets()}
    for part in parts:
        for name, found in part.items():
            whole[name] += found
    return whole
