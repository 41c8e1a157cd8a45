"""What may not be read or written is one line that names it; what may be is still done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.desk import desk

POWERLESS = [] if os.getuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
"""Root without its powers is bound by the rights of files like everybody else."""
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX"),
    pytest.mark.skipif(bool(POWERLESS) and shutil.which("setpriv") is None, reason="setpriv is not on this machine"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Three articles of which one may not be read, a folder that takes nothing, and one that may not be listed."""
    made = desk(tmp_path / "desk")
    (made / "articles" / "xa-tan-phu.txt").chmod(0o000)
    (made / "closed").mkdir(mode=0o555)
    shutil.copytree(made / "articles", made / "hidden", ignore=shutil.ignore_patterns("xa-tan*"))
    (made / "hidden").chmod(0o311)
    yield made
    (made / "hidden").chmod(0o755)


@pytest.mark.parametrize(
    ("words", "lines", "code"),
    [
        ("parse articles/xa-an-binh.txt articles/xa-tan-phu.txt", ["articles/xa-tan-phu.txt: can not be read"], 1),
        ("parse articles/xa-an-binh.txt -o closed/a.json", ["closed/a.json: can not be written"], 1),
        ("parse articles/xa-an-binh.txt -o closed/below/a.json", ["closed/below/a.json: can not be written"], 1),
        ("export articles/xa-an-binh.txt --to csv -o closed/a.csv", ["closed/a.csv: can not be written"], 1),
        ("report articles --to closed", ["articles/xa-tan-phu.txt: can not be read", "closed: can not be written"], 1),
        ("report articles --build closed/build", ["closed/build: can not be written"], 1),
        ("report hidden", ["hidden: can not be read"], 1),
        ("corpus build articles --out closed/store", ["closed/store: can not be written"], 1),
        ("corpus build articles --out store", ["articles/xa-tan-phu.txt: can not be read"], 1),
        ("corpus build hidden --out store", ["hidden: can not be read"], 1),
        ("add articles/xa-an-binh.txt --into closed", ["can not be written"], 1),
        ("add articles/xa-tan-phu.txt --into new", ["articles/xa-tan-phu.txt: can not be read"], 1),
        ("verify articles/xa-tan-phu.txt", ["articles/xa-tan-phu.txt' is not readable"], 2),
    ],
)
def test_what_may_not_be_read_or_written_is_named_in_a_line(
    folder: Path, words: str, lines: list[str], code: int
) -> None:
    if "corpus" in words:
        pytest.importorskip("duckdb", reason="duckdb is not installed")
    done = subprocess.run(
        [*POWERLESS, sys.executable, "-m", "baocao.cli", *words.split()],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "BAOCAO_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    said = done.stderr.splitlines()
    assert len(said) == len(lines), done.stderr
    for line, expected in zip(said, lines, strict=True):
        assert line.startswith("baocao: ")
        assert expected in line
        assert line.endswith("]")
        assert "[B000]" not in line
    if words.startswith("parse articles/xa-an-binh.txt articles"):
        assert done.stdout.count("\n") == 1
