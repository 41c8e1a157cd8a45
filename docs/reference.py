"""docs/schema.json and the tables of docs/json.md, written from the records themselves.

make docs
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from baocao import contract

HERE = Path(__file__).parent
BEGIN, END = "<!-- records: written by make docs -->\n", "<!-- end of records -->\n"


def schema() -> str:
    """What `baocao schema` prints."""
    return msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2).decode() + "\n"


def tables() -> str:
    """One table a record: field, type, default, meaning."""
    parts = []
    for name, record in contract.schema()["$defs"].items():
        required = set(record.get("required", ()))
        rows = "".join(
            f"| `{field}` | {_type(kind)} | {'always' if field in required else _default(kind)} "
            f"| {_cell(kind['description'])} |\n"
            for field, kind in record["properties"].items()
        )
        head = "| field | type | where it is absent | meaning |\n| --- | --- | --- | --- |\n"
        parts.append(f"### {name}\n\n{' '.join(record['description'].split())}\n\n{head}{rows}")
    return "\n".join(parts)


def _type(kind: dict[str, Any]) -> str:
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " or ".join(_type(one) for one in kind["anyOf"])
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if kind.get("type") == "array":
        return f"list of {_type(kind['items'])}" if isinstance(kind.get("items"), dict) else "list"
    if kind.get("format") == "date":
        return "day"
    if kind.get("type") == "object":
        return "words by name"
    return {"integer": "whole number", "string": "text", "boolean": "true or false"}.get(kind["type"], kind["type"])


def _default(kind: dict[str, Any]) -> str:
    if "default" not in kind:
        return "–"
    value = kind["default"]
    return f"`{json.dumps([] if value == () else value, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def page(text: str) -> str:
    """docs/json.md with its tables as they now are."""
    return re.sub(
        re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: BEGIN + "\n" + tables() + "\n" + END, text, flags=re.DOTALL
    )


if __name__ == "__main__":
    (HERE / "schema.json").write_text(schema(), encoding="utf-8")
    json_page = HERE / "json.md"
    json_page.write_text(page(json_page.read_text(encoding="utf-8")), encoding="utf-8")
