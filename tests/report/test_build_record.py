"""The build record: what it holds, what changes it, and what it keeps to itself."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from baocao.report import open
from baocao.report.build_record import cells_hash, record
from baocao.report.source_hash import source_hash
from report.made import interview

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "1-article.ipynb"


def test_equal_inputs_have_one_identity_and_any_change_gives_another() -> None:
    base = record(interview(), lang="vi", notebook=NOTEBOOK)
    changed = interview()
    changed = msgspec.structs.replace(changed, quantities=changed.quantities[1:])
    assert record(interview(), lang="vi", notebook=NOTEBOOK).identity == base.identity
    others = [
        record(interview(), lang="en", notebook=NOTEBOOK),
        record(interview(), lang="vi"),
        record(interview(), lang="vi", notebook=NOTEBOOK, style="nghi-dinh-30"),
        record(changed, lang="vi", notebook=NOTEBOOK),
    ]
    assert len({base.identity, *(other.identity for other in others)}) == 5


def test_a_notebooks_hash_is_that_of_its_cells_and_not_of_its_outputs(tmp_path: Path) -> None:
    nb = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    nb["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    nb["metadata"]["widgets"] = {}
    run = tmp_path / "run.ipynb"
    run.write_text(json.dumps(nb), encoding="utf-8")
    assert cells_hash(run) == cells_hash(NOTEBOOK)
    nb["cells"][1]["source"] += "\n"
    run.write_text(json.dumps(nb), encoding="utf-8")
    assert cells_hash(run) != cells_hash(NOTEBOOK)


def test_rules_and_report_code_have_hashes_of_their_own() -> None:
    assert len({source_hash(("lexicon",)), source_hash(("atoms",)), source_hash(("report",))}) == 3


def test_nothing_of_the_machine_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOCAO_NOTEBOOK", str(NOTEBOOK))
    text = msgspec.json.encode(open(interview()).build_record()).decode()
    assert '"/' not in text
    assert str(NOTEBOOK.parent) not in text


def test_the_rebuild_page_prints_commands_versions_and_identity() -> None:
    report = open(interview(), lang="en")
    text = str(report.rebuild())
    for part in (
        'make report LANGUAGES="en"',
        "baocao verify reports/2025-06-02_mau.en.pdf",
        "typst 0.15.2",
        report.build_record().identity,
    ):
        assert part in text


def test_a_notebook_run_by_hand_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BAOCAO_NOTEBOOK", raising=False)
    assert "chạy tay" in str(open(interview()).rebuild())
