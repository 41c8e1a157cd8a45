"""Evaluation on reviewed articles: every judgement counts once, as what it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from baocao.corpus.reviewed import Reviewed, lines, review

TEXT = "Năm 2024, xã thu ngân sách 12,5 tỷ đồng, kết nạp 35 đảng viên, trồng 400 cây xanh.\n"
FILE = """corrections:
  - {{do: accept, kind: quantity, quote: "12,5 tỷ đồng", reason: checked, by: An, on: 2026-11-23}}
  - {{do: reject, kind: quantity, quote: "400 cây xanh", reason: not counted, by: An, on: 2026-11-23}}
{more}"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "corrections").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles" / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corrections" / "a.yml").write_text(FILE.format(more=""), encoding="utf-8")
    return tmp_path


def test_accepted_is_right_and_rejected_was_invented(project: Path) -> None:
    found = review(project / "articles", project / "corrections")
    assert found.articles == 1
    assert found.kinds == {"quantity": Reviewed(right=1, found=2, there=1)}
    assert (found.kinds["quantity"].precision, found.kinds["quantity"].recall) == (Decimal("0.5"), 1)


def test_changed_was_misread(project: Path) -> None:
    more = (
        "  - {do: change, kind: quantity, quote: 35 đảng viên,"
        " change: {low: {was: 35, now: 36}, high: {was: 35, now: 36}}, reason: misprint, by: An, on: 2026-11-23}\n"
    )
    (project / "corrections" / "a.yml").write_text(FILE.format(more=more), encoding="utf-8")
    found = review(project / "articles", project / "corrections")
    assert found.kinds == {"quantity": Reviewed(right=1, found=3, there=2)}


def test_a_correction_in_conflict_counts_nowhere_and_is_said(project: Path) -> None:
    more = '  - {do: accept, kind: quantity, quote: "77 con trâu", reason: "?", by: An, on: 2026-11-23}\n'
    (project / "corrections" / "a.yml").write_text(FILE.format(more=more), encoding="utf-8")
    found = review(project / "articles", project / "corrections")
    assert (found.conflicts, found.kinds["quantity"].found) == (1, 2)
    assert "1 in conflict" in next(lines(found))


def test_without_reviewed_articles_nothing_is_printed(tmp_path: Path) -> None:
    assert list(lines(review(tmp_path / "articles", tmp_path / "corrections"))) == []
