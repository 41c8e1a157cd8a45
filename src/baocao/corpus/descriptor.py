"""The descriptor: a Frictionless Data Package that says what a store holds, with types, units, keys and licences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baocao import __version__
from baocao.corpus.dataset import Field, datasets

if TYPE_CHECKING:
    from baocao.corpus.shelf import Manifest

_TYPES = {
    "string": "string", "json": "object", "integer": "integer", "number": "number", "date": "date",
    "boolean": "boolean", "strings": "array", "integers": "array", "spans": "array",
}  # fmt: skip
_TEXTS = frozenset({"articles", "parsed", "evidence"})
"""Data sets that hold the articles' own words at length."""
_PUBLISHERS = {
    "name": "other-closed",
    "title": "The texts belong to their publishers; articles/SOURCES.md says where each is from",
}
_DESCRIPTIONS = {
    "inputs": "Every file of the input and what it became",
    "articles": "One row an article",
    "copies": "Articles that repeat an earlier one",
    "parsed": "Every article as `baocao parse` prints it",
    "evidence": "The sentences that every figure leads back to",
    "observations": "Statements of indicators, with reference period and publication apart: the rows of every series",
}
_KEYS = {
    "inputs": ["path"],
    "articles": ["article"],
    "parsed": ["article"],
    "copies": ["article"],
    "evidence": ["article", "sentence"],
    "turns": ["article", "span_start"],
    "abstained": ["article", "span_start", "span_end"],
    "observations": ["id"],
}


def package(store: Manifest, licence: str | None) -> dict[str, Any]:
    """The descriptor of a store; `licence` is the SPDX name under which its facts may be used, if any is given."""
    facts = {"name": licence} if licence else {"name": "notspecified", "title": "No licence is stated for the facts"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "baocao-store",
        "title": "What Vietnamese public-affairs articles state, each fact with its place in the text",
        "version": __version__,
        "licenses": [facts, _PUBLISHERS],
        "resources": [_resource(name, fields, store, facts) for name, fields in datasets().items()],
    }


def _resource(name: str, fields: tuple[Field, ...], store: Manifest, facts: dict[str, str]) -> dict[str, Any]:
    from baocao.corpus.shelf import parts

    files = list(parts(store, name))
    key = _KEYS.get(name, ["article", "id"])
    schema: dict[str, Any] = {"fields": [_field(field, key) for field in fields], "primaryKey": key}
    if "article" in (field.name for field in fields) and name != "articles":
        schema["foreignKeys"] = [{"fields": ["article"], "reference": {"resource": "articles", "fields": ["article"]}}]
    return {
        "name": name,
        "description": _DESCRIPTIONS.get(name, f"The {name} of every article"),
        "path": [part.path for part in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rowCount": sum(part.rows for part in files),
        "licenses": [_PUBLISHERS if name in _TEXTS else facts],
        "schema": schema,
    }


def _field(field: Field, key: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "type": _TYPES[field.type], "description": field.description}
    if field.unit:
        said["unit"] = field.unit
    if field.name in key:
        said["constraints"] = {"required": True}
    return said
