"""The rooms of the house are entered in one direction only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "baocao"
ORDER = ["span", "errors", "atomic", "interrupt", "late", "unneeded", "verdict", "model", "contract", "lexicon",
         "text", "atoms", "facts", "parse", "corrections", "corpus", "export", "report", "review", "doctor", "help",
         "usage", "cli"]  # fmt: skip
HEAVY = {"pandas", "matplotlib", "nbconvert", "nbformat", "papermill", "IPython", "ipykernel", "typst"}
MODULES = sorted(p for p in SRC.rglob("*.py") if (p.name not in {"__main__.py"} and p.parent != SRC) or p.stem in ORDER)


def room(path: Path) -> str:
    """The room a file belongs to: its folder, or its own name at the top."""
    return path.relative_to(SRC).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names}
                if node.module == "baocao"
                else {str(node.module)}
            )
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_room_imports_only_itself_and_earlier_rooms(path: Path) -> None:
    allowed = set(ORDER[: ORDER.index(room(path)) + 1])
    named = {name.split(".")[1] for name in imports(path) if name.startswith("baocao.")}
    # What the package itself offers (`baocao.read`) comes by way of the conductor.
    used = {name if name in ORDER else "parse" for name in named}
    # errors may be raised anywhere; span and errors know nothing of each other
    assert used <= allowed, f"{path.name} reaches up into {sorted(used - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_nothing_below_the_corpus_needs_frames_jupyter_or_charts(path: Path) -> None:
    if ORDER.index(room(path)) < ORDER.index("corpus"):
        assert not {name.split(".")[0] for name in imports(path)} & HEAVY


def test_the_check_sees_modules() -> None:
    assert {room(p) for p in MODULES} >= {"span", "errors", "model", "contract", "lexicon", "atoms"}
