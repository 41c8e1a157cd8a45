"""The documents tell the truth: their commands and code run, their links lead somewhere, their tables are current."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import typer.main

from baocao.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "notebooks" / "README.md"])
PAGES = [page for page in PAGES if page.exists()]
FENCE = re.compile(r"^ *```(\w+)?([^\n]*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, what follows on the fence's line, its text."""

    language: str
    marks: tuple[str, ...]
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for language, marks, text in FENCE.findall(page.read_text(encoding="utf-8")):
        yield Block(language, tuple(marks.split()), textwrap.dedent(text))


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def run_page(page: Path, folder: Path) -> int:
    """Run the blocks of a page that are marked `run`, in their order and in one folder; how many there were."""
    for name in ("articles", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "tests").mkdir()
    shutil.copytree(ROOT / "tests" / "gold", folder / "tests" / "gold")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    names: dict[str, object] = {"__name__": "__main__"}
    count = 0
    for block in blocks(page):
        if "run" not in block.marks:
            continue
        count += 1
        if block.language == "sh":
            done = subprocess.run(
                ["bash", "-eu", "-o", "pipefail", "-c", block.text],
                cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{page.name}:\n{block.text}\n{done.stdout}\n{done.stderr}"
        else:
            assert block.language == "python"
            with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.text, str(page), "exec"), names)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if any("run" in b.marks for b in blocks(p))], ids=lambda p: p.name)
def test_the_commands_and_the_code_of_a_page_run(page: Path, tmp_path: Path) -> None:
    assert run_page(page, tmp_path) > 0


@pytest.mark.slow
def test_the_row_of_the_tutorial_makes_its_case_pass(tmp_path: Path) -> None:
    told = {mark: block.text for block in blocks(ROOT / "docs" / "rules.md") for mark in block.marks}
    for name in ("src", "tests/atoms", "tests/cases"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "tests" / "cases" / "quantities.txt").open("a", encoding="utf-8") as cases:
        cases.write(f"\n{told['case']}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/atoms", "-k", "quantities_marked"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src")}

    def tried() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    before = tried()
    assert before.returncode == 1, before.stdout + before.stderr
    assert "35000000 zloty" in before.stdout
    with (tmp_path / "src" / "baocao" / "lexicon" / "currencies.csv").open("a", encoding="utf-8") as table:
        table.write(told["row"])
    after = tried()
    assert after.returncode == 0, after.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The ids of a page's headings, as Markdown sites make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"(?:^|`|bin/)baocao ([a-z]+)", text, re.MULTILINE)) <= commands


def test_the_schema_in_the_documents_is_current() -> None:
    assert (ROOT / "docs" / "schema.json").read_text(encoding="utf-8") == module("reference").schema(), "make docs"


def test_the_tables_of_the_records_are_current() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert page == module("reference").page(page), "make docs"


def test_the_two_readmes_have_the_same_parts_commands_and_packages() -> None:
    english, vietnamese = (ROOT / name for name in ("README.md", "README.vi.md"))

    def heads(page: Path) -> list[int]:
        return [len(h) for h in re.findall(r"^(#+) ", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)]

    def rows(page: Path) -> list[str]:
        return re.findall(r"^\| (`[^|]+`) \|", page.read_text(encoding="utf-8"), re.MULTILINE)

    def code(page: Path) -> list[str]:
        return [re.sub(r"\s*#.*", "", line) for b in blocks(page) for line in b.text.splitlines() if b.language]

    def pictures(page: Path) -> list[str]:
        return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))

    for part in (heads, rows, code, pictures):
        assert part(english) == part(vietnamese)


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs").glob("*.png"):
        assert picture.stat().st_size < 200_000, picture.name
