"""The catalogue of errors: every sentence that is raised has a code and a translation; nobody sees a traceback."""

from __future__ import annotations

import ast
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from baocao.errors import UNKNOWN, BaocaoError, ReadError, catalogue, language

SRC = Path(__file__).parents[1] / "src" / "baocao"
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SRC.rglob("*.py"))}
HOLE = "‹value›"


def kinds() -> set[str]:
    """The names of BaocaoError and all that inherits from it."""
    found = {"BaocaoError"}
    classes = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for _ in range(3):
        found |= {c.name for c in classes if {b.id for b in c.bases if isinstance(b, ast.Name)} & found}
    return found


def sentences(node: ast.expr | None) -> Iterator[str]:
    """What an argument may say, a value shown as HOLE; nothing where it is all computed."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else HOLE for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from sentences(node.body)
        yield from sentences(node.orelse)


def raised() -> Iterator[tuple[str, str, str]]:
    """Every sentence and remedy in the source, with its place."""
    names = kinds()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                place = f"{path.relative_to(SRC)}:{node.lineno}"
                for what in sentences(node.args[0] if node.args else None):
                    yield "errors", what, place
                for keyword in node.keywords:
                    if keyword.arg == "remedy":
                        for what in sentences(keyword.value):
                            yield "remedies", what, place


RAISED = sorted({*raised()})


@pytest.mark.parametrize(("name", "sentence", "place"), RAISED, ids=[f"{place}-{name}" for name, _, place in RAISED])
def test_every_sentence_that_is_raised_is_in_the_catalogue(name: str, sentence: str, place: str) -> None:
    if not sentence.replace(HOLE, "").strip("; "):
        return
    found = any(entry.pattern.fullmatch(sentence) for entry in catalogue(name))
    assert found, f"src/baocao/{name}.csv has no row for [{sentence.replace(HOLE, '{}')}], raised in {place}"


def test_every_error_that_is_raised_says_what_to_do() -> None:
    names = kinds() - {"Refused"}
    silent = [
        f"{path.relative_to(SRC)}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        if node.args and not any(keyword.arg == "remedy" for keyword in node.keywords)
    ]
    # words that were kept are said again: they had their remedy, and an unknown sentence has none
    assert [place for place in silent if not place.startswith("errors.py")] == []


@pytest.mark.parametrize("name", ["errors", "remedies"])
def test_every_row_is_said_once_in_both_languages_with_the_same_values(name: str) -> None:
    rows = catalogue(name)
    assert not [entry for entry in rows if not entry.english or not entry.vietnamese]
    assert not [entry for entry in rows if entry.english.count("{}") != entry.vietnamese.count("{}")]
    assert not [text for text, count in Counter(entry.english for entry in rows).items() if count > 1]
    if name == "errors":
        assert not [code for code, count in Counter(entry.code for entry in rows).items() if count > 1]


def test_an_error_has_place_sentence_remedy_and_code_in_one_line() -> None:
    error = ReadError("is larger than 16 MiB", where="a.txt", remedy="give one article per file")
    assert error.told("en") == f"a.txt: is larger than 16 MiB; give one article per file [{error.code}]"
    assert error.told("vi") == f"a.txt: lớn hơn 16 MiB; mỗi tệp một bài viết [{error.code}]"
    assert error.code != UNKNOWN


def test_a_sentence_without_a_row_is_said_as_it_is() -> None:
    assert BaocaoError("has a beard").told("vi") == f"has a beard [{UNKNOWN}]"


def test_the_place_of_an_error_can_not_break_its_line_or_turn_it_around() -> None:
    line = str(BaocaoError("no such file", where="a\nb\x1b[31m\u202e.txt"))
    assert line.startswith("a\\nb\\x1b[31m\\u202e.txt: ")


def test_a_sentence_with_endless_values_is_cut_in_its_middle_and_keeps_its_code() -> None:
    hostile = " is no x of a y (" * 100_000
    error = BaocaoError(f"unknown line {hostile!r}", where="x" * 100_000, remedy="remove it")
    assert error.told("en").endswith("; remove it [B335]")
    assert len(error.told("vi")) < 2_500


def test_an_error_survives_the_way_between_processes() -> None:
    error = ReadError("is empty", where="a.txt", remedy="check the path")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code) == (str(error), error.code)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"BAOCAO_LANG": "vi", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"BAOCAO_LANG": "xx"}, "en"),
    ],
)
def test_the_language_of_messages_is_asked_for_or_the_locales(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BAOCAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == lang


def baocao(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "baocao.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def test_a_fault_of_the_user_is_one_line_in_the_users_language(tmp_path: Path) -> None:
    done = baocao("parse", str(tmp_path / "none.txt"), BAOCAO_LANG="vi")
    assert done.returncode == 1
    assert "none.txt: không có tệp này; xem lại đường dẫn [B" in done.stderr
    assert len(done.stderr.splitlines()) == 1


BREAKS = "import baocao, baocao.cli as c, sys\ndef broken(*a, **k): raise KeyError('x\\ny')\nbaocao.read = broken\n"


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_is_one_line_that_names_the_article_and_a_traceback_only_with_debug(
    tmp_path: Path, debug: bool
) -> None:
    options = "'--debug', " if debug else ""
    code = f"{BREAKS}sys.argv = ['baocao', {options}'parse', 'bai.txt']\nc.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    line = next(line for line in done.stderr.splitlines() if line.startswith("baocao: "))
    assert "bai.txt" in line
    assert "KeyError" in line
    assert ("Traceback" in done.stderr) is debug
