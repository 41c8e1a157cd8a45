"""The accuracy label: measured where an evaluation is recorded, honest where none is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from baocao import report
from baocao.report import accuracy
from baocao.report.accuracy import evaluation, recorded, root
from report.made import interview, none

RECORD = {
    "date": "2026-03-01",
    "articles": 50,
    "kinds": {"quantities": {"precision": 0.999, "recall": 0.999, "f1": 0.999, "n": 2000}},
    "held_out": {
        "articles": 33,
        "kinds": {
            "quantities": {"precision": 0.971, "recall": 0.955, "f1": 0.963, "n": 812},
            "quantities_with_unit": {"precision": 0.95, "recall": 0.94, "f1": 0.945, "n": 812},
            "turns": {"precision": 1, "recall": 1, "f1": 1, "n": 40},
        },
    },
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project as working folder."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "tests" / "gold").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BAOCAO_ROOT", raising=False)
    return tmp_path


def record(project: Path, content: str) -> None:
    (project / "tests" / "gold" / "eval.json").write_text(content, encoding="utf-8")


def test_without_an_evaluation_the_cover_says_that_the_error_rate_is_not_known(project: Path) -> None:
    assert "chưa biết tỷ lệ sai" in str(report.open(interview()).cover())
    assert "error rate is not known" in str(report.open(interview(), lang="en").accuracy())


def test_the_cover_prints_the_measured_figures_with_their_date_and_size(project: Path) -> None:
    record(project, json.dumps(RECORD))
    told = "trên 33 bài được gán nhãn bằng tay mà các quy tắc không dựa vào: số liệu 96,3%, lượt hỏi đáp 100%"
    assert f"Đo ngày 01/03/2026 {told}" in str(report.open(interview()).cover())
    assert "Measured on 1 Mar 2026 on 33 annotated articles that the rules were not made on: quantities 96.3%" in str(
        report.open(interview(), lang="en").cover()
    )


def test_the_table_gives_every_kind(project: Path) -> None:
    record(project, json.dumps(RECORD))
    text = str(report.open(interview()).accuracy())
    for part in ("97,1%", "95,5%", "96,3%", "812", "số liệu kèm đơn vị", "94,5%"):
        assert part in text


@pytest.mark.parametrize("content", ["", "[]", '{"date": 3}', "{"])
def test_a_damaged_evaluation_counts_as_none(project: Path, content: str) -> None:
    record(project, content)
    assert evaluation(recorded()) is None


def test_stated_derived_and_corrected_figures_are_counted(project: Path) -> None:
    text = str(report.open(interview()).cover())
    assert "10 số do bài viết nêu, trong đó 1 số không thuộc chỉ tiêu nào; 4 giá trị tính ra" in text


def test_the_first_page_names_what_was_looked_for_and_not_found() -> None:
    said = str(report.open(none()).cover())
    assert "Đã tìm mà không thấy trong bài: số liệu, cam kết" in said
    assert "0 số" not in said


def test_english_counts_in_singular_and_plural(project: Path) -> None:
    assert "10 figures stated in the article, 1 of them belongs to no indicator" in str(
        report.open(interview(), lang="en").cover()
    )


def test_the_project_is_found_from_its_notebooks_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "notebooks").mkdir()
    monkeypatch.chdir(project / "notebooks")
    assert root() == project


JUDGED = {"date": "2026-11-23", "articles": 2, "kinds": {"quantity": {"right": 7, "found": 8, "there": 9}}}


def test_what_people_judged_here_stands_beside_the_measured_figures(project: Path) -> None:
    (project / "corrections").mkdir()
    (project / "corrections" / "eval.json").write_text(json.dumps(JUDGED), encoding="utf-8")
    opened = report.open(interview(), lang="en")
    assert "(articles: 2, up to 23 Nov 2026): of 8 read, 7 were read rightly; of 9 stated, 7 were found" in str(
        opened.cover()
    )
    assert "Facts that people judged in this project's own articles" in str(opened.accuracy())
    assert opened.build_record().judged_sha256


def test_where_nobody_judged_anything_nothing_is_said_of_it(project: Path) -> None:
    (project / "corrections").mkdir()
    empty = JUDGED | {"kinds": {"quantity": {"right": 0, "found": 0, "there": 0}}}
    (project / "corrections" / "eval.json").write_text(json.dumps(empty), encoding="utf-8")
    assert "judged" not in str(report.open(interview(), lang="en").cover())


def test_outside_a_checkout_the_evaluation_that_came_with_the_package_is_quoted(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path_factory.mktemp("package")
    (package / "eval.json").write_text(json.dumps(RECORD), encoding="utf-8")
    monkeypatch.setattr(accuracy, "PACKAGE", package)
    assert "quantities 96.3%" in str(report.open(interview(), lang="en").cover())
