"""docs/schema.json and the tables of docs/json.md, written from the records themselves.

make docs
"""

from __future__ import annotations

import ast
import csv
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from baocao import contract, model
from baocao.report.view import View

HERE = Path(__file__).parent
BEGIN, END = "<!-- records: written by make docs -->\n", "<!-- end of records -->\n"


def schema() -> str:
    """What `baocao schema` prints."""
    return msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2).decode() + "\n"


def tables() -> str:
    """One table a record: field, type, default, meaning; the meanings are the docstrings of the model."""
    meanings, shared = _docstrings(), _described()
    parts = []
    for name, record in contract.schema()["$defs"].items():
        said, fields = meanings.get(name, ("", {}))
        required = set(record.get("required", ()))
        rows = "".join(
            f"| `{field}` | {_type(kind)} | {'always' if field in required else _default(kind)} "
            f"| {_cell(fields.get(field) or shared.get((name, field)) or shared.get(('', field), ''))} |\n"
            for field, kind in record["properties"].items()
        )
        head = "| field | type | where it is absent | meaning |\n| --- | --- | --- | --- |\n"
        parts.append(f"### {name}\n\n{said}\n\n{head}{rows}" if said else f"### {name}\n\n{head}{rows}")
    return "\n".join(parts)


def _docstrings() -> dict[str, tuple[str, dict[str, str]]]:
    """For each record its docstring, and the text below each of its fields."""
    found = {}
    sources = (Path(model.__file__), Path(model.__file__).with_name("span.py"))
    for node in (n for source in sources for n in ast.parse(source.read_text(encoding="utf-8")).body):
        if isinstance(node, ast.ClassDef):
            fields, last = {}, ""
            for line in node.body:
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    last = line.target.id.rstrip("_")
                elif last and isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                    fields[last] = " ".join(str(line.value.value).split())
                else:
                    last = ""
            found[node.name] = (" ".join((ast.get_docstring(node) or "").split()), fields)
    return found


RECORDS = {
    "quantities": "Quantity", "dates": "Date", "documents": "Document", "people": "Person", "organizations": "Name",
    "indicators": "Indicator", "commitments": "Commitment", "events": "Event", "awards": "Award", "turns": "Turn",
    "derived": "Derived", "discrepancies": "Discrepancy", "abstained": "Abstained", "articles": "Metadata",
}  # fmt: skip
"""Data sets of the corpus room, whose columns are described in a table, by the records they hold."""


def _described() -> dict[tuple[str, str], str]:
    """Meanings of fields from the table of the corpus room; `start`, `end` and `id` mean the same in every record."""
    table = Path(model.__file__).parent / "corpus" / "fields.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {
        ("Article", kind): str(getattr(View, kind).__doc__)
        for kind in vars(View)
        if kind in model.Article.__struct_fields__
    }
    for row in rows:
        head, _, field = row["source"].rpartition(".")
        record = {"source": "Origin", "metadata": "Metadata"}.get(head) or RECORDS.get(row["dataset"])
        if record and field in ("start", "end", "id"):
            found["", field] = row["description"]
        elif record:
            found[record, field] = row["description"]
    return found


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
