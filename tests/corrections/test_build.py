"""A new correction rebuilds its article and no other, and the command line applies it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from baocao.report.build import Outcome, Plan, build
from corrections.made import TEXT

SAID = """corrections:
  - do: change
    kind: quantity
    quote: 1.599 đảng viên
    change:
      low: {was: 1599, now: 1600}
      high: {was: 1599, now: 1600}
    reason: bản in
    by: Trần Thị Mẫu
    on: 2026-11-23
"""
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "1-article.ipynb"


def baocao(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "baocao.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"COLUMNS": "200"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "corrections").mkdir()
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_parse_applies_the_corrections_beside_the_working_folder(project: Path) -> None:
    (project / "corrections" / "a.yml").write_text(SAID, encoding="utf-8")
    found = [
        json.loads(line) for line in baocao(project, "parse", "articles/a.txt", "articles/b.txt").stdout.splitlines()
    ]
    assert [article["quantities"][0]["low"] for article in found] == [1600, 1599]
    assert [record["status"] for record in found[0]["corrections"]] == ["applied"]
    elsewhere = baocao(project, "parse", "--corrections", "none", "articles/a.txt").stdout
    assert json.loads(elsewhere)["quantities"][0]["low"] == 1599


def test_a_broken_corrections_file_stops_its_article_only_and_names_the_line(project: Path) -> None:
    (project / "corrections" / "a.yml").write_text(
        SAID.replace("change\n    kind", "alter\n    kind"), encoding="utf-8"
    )
    done = baocao(project, "parse", "articles/a.txt", "articles/b.txt")
    assert done.returncode == 1
    assert "a.yml:2:9" in done.stderr.replace(os.sep, "/")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.slow
def test_a_new_correction_rebuilds_exactly_its_article(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    plan = Plan(articles=(Path("articles/a.txt"), Path("articles/b.txt")), notebook=NOTEBOOK, together=())

    def built() -> tuple[Outcome, list[str]]:
        reasons: list[str] = []
        outcome = build(plan, why=reasons.append)
        assert outcome.failures == ()
        return outcome, [reason for reason in reasons if not reason.startswith("reports/index.html")]

    built()
    untouched = Path("reports/b.vi.html").read_bytes()
    Path("corrections/a.yml").write_text(SAID, encoding="utf-8")
    outcome, due = built()
    assert due == ["build/parsed/a.json: its corrections changed", "a.vi: what was understood changed"]
    assert outcome.corrections == 1
    html = Path("reports/a.vi.html").read_text(encoding="utf-8")
    assert "Trần Thị Mẫu" in html
    assert 'class="cite corrected' in html
    assert Path("reports/b.vi.html").read_bytes() == untouched
    assert built()[1] == []
