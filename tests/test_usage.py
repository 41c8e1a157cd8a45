"""Wrong use of the command line is one line like every other fault: in both languages, with a code, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from baocao.errors import UNKNOWN

WRONG = (
    "bogus", "parse", "parse --bogus a.txt", "parse --outpt x a.txt", "export a.txt", "export a.txt --to foo",
    "show a.txt --lang fr", "explain a.txt --at x", "where a.txt x y", "where a.txt", "report --jobs 0",
    "review a.txt --port 99999", "schema x", "schema x y", "run a.ipynb", "--debug=1 schema", "parse --output",
    "corpus bogus", "corpus sql x --store s --seconds abc", "corpus build a",
)  # fmt: skip


def told(words: str, lang: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "baocao.cli", *words.split()]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "BAOCAO_LANG": lang, "COLUMNS": "40"}, check=False
    )


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_one_line_with_a_code_and_the_way_to_the_help(words: str) -> None:
    english, vietnamese = told(words, "en"), told(words, "vi")
    assert (english.returncode, english.stdout) == (vietnamese.returncode, vietnamese.stdout) == (2, "")
    for said in (english.stderr, vietnamese.stderr):
        assert said.count("\n") == 1, said
        assert said.startswith("baocao: ")
        assert "baocao" in said
        assert " --help [B" in said
        assert UNKNOWN not in said
    assert english.stderr.split("[B")[1] == vietnamese.stderr.split("[B")[1]
    assert english.stderr != vietnamese.stderr


def test_a_command_that_holds_commands_shows_its_help_when_it_is_given_nothing() -> None:
    said = told("corpus", "en")
    assert said.returncode == 2
    assert "build" in said.stdout + said.stderr
    assert "Traceback" not in said.stderr
