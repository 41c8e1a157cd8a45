"""The page about corrections says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from baocao.corrections import KINDS
from baocao.corrections.file import parse
from baocao.export import FORMATS

DOCS = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")


def test_the_example_is_a_corrections_file() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    assert [entry.do for entry in parse(example.encode(), "docs").entries] == ["change", "add"]


def test_every_kind_and_every_form_is_named() -> None:
    assert all(kind in DOCS for kind in KINDS)
    assert all(f"`{form}`" in DOCS for form in FORMATS)
