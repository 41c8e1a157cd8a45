"""Evaluation on reviewed articles: every judgement counts once, as what it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from baocao.corpus.reviewed import Reviewed, encode, lines, review
from baocao.errors import BaocaoError

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


def rerun(project: Path, *entries: tuple[str, str, str]) -> None:
    """Write a record of an earlier run with these cases: (kind, words, verdict)."""
    told = ",".join(f'"a.txt: {kind} [{words}]": "{verdict}"' for kind, words, verdict in entries)
    (project / "corrections" / "eval.json").write_text(f'{{"verdicts": {{{told}}}}}', encoding="utf-8")


def test_gains_and_losses_are_told_against_the_run_before(project: Path) -> None:
    rerun(project, ("quantity", "12,5 tỷ đồng", "misread"), ("quantity", "400 cây xanh", "left out"))
    found = review(project / "articles", project / "corrections", project / "corrections" / "eval.json")
    assert found.gains == ("a.txt: quantity [12,5 tỷ đồng]",)
    assert found.losses == ("a.txt: quantity [400 cây xanh]",)
    assert list(lines(found))[:4] == [
        "gained 1 in your own reviewed articles",
        "  + a.txt: quantity [12,5 tỷ đồng]: right",
        "lost 1 in your own reviewed articles",
        "  - a.txt: quantity [400 cây xanh]: invented",
    ]


def test_what_is_judged_for_the_first_time_is_neither_gain_nor_loss(project: Path) -> None:
    rerun(project)
    found = review(project / "articles", project / "corrections", project / "corrections" / "eval.json")
    assert (found.gains, found.losses, len(found.verdicts)) == ((), (), 2)


def test_an_accepted_fact_that_is_read_otherwise_now_is_wrong(project: Path) -> None:
    more = (
        "  - {do: accept, kind: quantity, quote: 35 đảng viên, values: {low: 36, high: 36},"
        " reason: checked, by: An, on: 2026-11-23}\n"
    )
    (project / "corrections" / "a.yml").write_text(FILE.format(more=more), encoding="utf-8")
    found = review(project / "articles", project / "corrections")
    assert found.verdicts["a.txt: quantity [35 đảng viên]"] == "misread"
    assert (found.kinds["quantity"], found.conflicts) == (Reviewed(right=1, found=3, there=2), 0)


def test_the_record_of_a_run_is_what_the_next_one_reads(project: Path) -> None:
    record = project / "corrections" / "eval.json"
    record.write_bytes(encode(review(project / "articles", project / "corrections")))
    again = review(project / "articles", project / "corrections", record)
    assert (again.gains, again.losses) == ((), ())
    assert encode(again) == record.read_bytes()


def test_a_spoilt_record_is_named(project: Path) -> None:
    (project / "corrections" / "eval.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BaocaoError, match=r"eval\.json: is no record"):
        review(project / "articles", project / "corrections", project / "corrections" / "eval.json")
