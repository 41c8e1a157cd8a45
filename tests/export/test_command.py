"""`baocao export` and `baocao review` from the command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from functools import partial
from pathlib import Path

import pytest

from baocao.export import FORMATS, export
from corrections.made import TEXT, understood

COMMAND = [sys.executable, "-m", "baocao.cli"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    path = tmp_path / "articles" / "2020-06-16_mau.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path.relative_to(tmp_path)


def test_the_command_offers_every_form(tmp_path: Path) -> None:
    told = subprocess.run(
        [*COMMAND, "export", "--help"], capture_output=True, text=True, env=os.environ | {"COLUMNS": "200"}
    )
    assert all(form in told.stdout for form in FORMATS)


def test_what_is_exported_is_what_the_library_gives(article: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "export", str(article), "--to", "csv"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == export(understood(), "csv")


def test_an_export_goes_to_a_file_whole_and_names_it(article: Path, tmp_path: Path) -> None:
    command = [*COMMAND, "export", str(article), "--to", "datapackage", "-o", "out/x.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "out/x.zip"
    assert (tmp_path / "out" / "x.zip").read_bytes() == export(understood(), "datapackage")


def test_a_missing_article_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "export", "none.txt", "--to", "csv"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_review_prints_an_address_that_answers_and_ends_with_control_c(article: Path, tmp_path: Path) -> None:
    command = [*COMMAND, "review", str(article)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A suite that runs in a shell's background hands down that Ctrl+C is ignored; a person's terminal does not.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, cwd=tmp_path, text=True, preexec_fn=heard, **pipes) as run:
        try:
            assert run.stdout is not None
            address = run.stdout.readline().strip()
            with urllib.request.urlopen(f"{address}state", timeout=20) as answer:
                assert "đảng viên" in answer.read().decode()
            run.send_signal(signal.SIGINT)
            assert run.wait(20) == 0
            assert run.stderr is not None
            assert run.stderr.read() == ""
        finally:
            run.kill()
