"""The JSON form of an article: what `baocao parse` prints, reports carry and other tools read."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from baocao import model, span
from baocao.model import Article

COMMON = {
    "id": "Id of the fact within its article.",
    "start": "Where it stands: first code point of the article's text.",
    "end": "One past its last code point.",
    "text": "Its words, as the article writes them.",
    "rule": "Name of the rule that read it; `added by hand` where a person did.",
}
"""Fields that mean the same in every record."""

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode
_DECODE = msgspec.json.Decoder(Article).decode


def encode(article: Article) -> bytes:
    """One line of UTF-8 JSON without its line end; numbers are JSON numbers with all their digits."""
    return _ENCODE(article)


def decode(data: bytes | str) -> Article:
    """The article of such a line, its decimals exact; raises msgspec.ValidationError naming the path of a fault."""
    return _DECODE(data)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the form; the meaning of each field is what stands below it in the records."""
    plain = _numbers(msgspec.json.schema(Article))
    meanings = _meanings()
    for name, record in plain["$defs"].items():
        for field, kind in record["properties"].items():
            kind["description"] = meanings.get((name, field)) or COMMON[field]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}


@cache
def _meanings() -> dict[tuple[str, str], str]:
    """The words below each field of each record, which Python itself does not keep."""
    found = {}
    classes = [n for m in (model, span) for n in ast.parse(inspect.getsource(m)).body if isinstance(n, ast.ClassDef)]
    for record in classes:
        for line, below in pairwise(record.body):
            match line, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                    found[record.name, name.rstrip("_")] = inspect.cleandoc(words)
    return found


def _numbers(node: Any) -> Any:
    """The schema with decimals as the numbers that `encode` writes; msgspec describes its own default, strings."""
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers(value) for key, value in node.items()}
    return [_numbers(value) for value in node] if isinstance(node, list) else node
