"""The JSON form of an article: what `baocao parse` prints, reports carry and other tools read."""

from __future__ import annotations

from typing import Any

import msgspec

from baocao.model import Article

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode
_DECODE = msgspec.json.Decoder(Article).decode


def encode(article: Article) -> bytes:
    """One line of UTF-8 JSON without its line end; numbers are JSON numbers with all their digits."""
    return _ENCODE(article)


def decode(data: bytes | str) -> Article:
    """The article of such a line, its decimals exact; raises msgspec.ValidationError naming the path of a fault."""
    return _DECODE(data)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the form."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_numbers(msgspec.json.schema(Article))}


def _numbers(node: Any) -> Any:
    """The schema with decimals as the numbers that `encode` writes; msgspec describes its own default, strings."""
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers(value) for key, value in node.items()}
    return [_numbers(value) for value in node] if isinstance(node, list) else node
