"""Corrections in a report: marked where a figure is printed, counted, and all of them listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from baocao.model import Article, Changed, Correction
from baocao.report import gate, open, tree
from baocao.report.plain import words
from baocao.span import Span
from report.made import interview


def correction(**fields: Any) -> Correction:
    base: dict[str, Any] = {
        "do": "change",
        "kind": "quantity",
        "status": "applied",
        "reason": "đọc nhầm",
        "by": "Mai Lan",
    }
    return Correction(**(base | {"quote": "72 triệu đồng/năm", "on": date(2025, 6, 3)} | fields))


def article(*corrections: Correction) -> Article:
    return msgspec.structs.replace(interview(), corrections=corrections)


def rows(made: Article, lang: str = "vi") -> list[list[str]]:
    (table,) = open(made, lang=lang).corrections().blocks
    assert isinstance(table, tree.Table)
    return [[words(cell.children) for cell in row] for row in table.rows]


AT = Span(interview().quantities[0].start, interview().quantities[0].end)
CHANGED = correction(fact="q1", at=AT, changes=(Changed("low", "71000000", "72000000"),))


def test_a_corrected_figure_is_printed_as_corrected_and_counted() -> None:
    report = open(article(CHANGED))
    assert report.dossier.cite(report.dossier.facts["q1"]).status == "corrected"
    assert report.dossier.cite(report.dossier.facts["q2"]).status == "stated"
    assert "1 số do người sửa" in str(report.cover())
    assert "1 số do người sửa" in str(report.cover())
    assert "đã sửa" in str(report.signoff())
    assert "đã sửa" in str(report.signoff())


@pytest.mark.parametrize("do", ["accept", "reject"])
def test_a_figure_that_was_only_looked_at_stays_stated(do: str) -> None:
    report = open(article(correction(do=do, fact="q1")))
    assert report.dossier.cite(report.dossier.facts["q1"]).status == "stated"


def test_a_correction_in_conflict_changes_nothing_and_is_listed() -> None:
    lost = correction(
        status="conflict", code="gone", message="nguyên văn được trích không còn trong bài", changes=CHANGED.changes
    )
    assert open(article(lost)).dossier.corrected == frozenset()
    assert rows(article(lost))[0][-1] == "không, mâu thuẫn: nguyên văn được trích không còn trong bài"
    assert rows(article(lost), "en")[0][-1] == "no, in conflict: the quoted words no longer stand in the article"


def test_every_correction_is_listed_with_what_why_who_and_when() -> None:
    made = article(
        CHANGED,
        correction(do="reject", quote="20%"),
        correction(do="add", quote="9A", changes=(Changed("unit", None, "lớp"),)),
    )
    assert rows(made) == [
        ["72 triệu đồng/năm", "sửa; low: 71000000 → 72000000", "đọc nhầm", "Mai Lan, 03/06/2025", "có"],
        ["20%", "bác bỏ", "đọc nhầm", "Mai Lan, 03/06/2025", "có"],
        ["9A", "thêm; unit: lớp", "đọc nhầm", "Mai Lan, 03/06/2025", "có"],
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_of_corrections_passes_the_gate(lang: str) -> None:
    report = open(article(CHANGED, correction(quote="số 5 xưa", status="conflict", code="gone")), lang=lang)
    blocks = (*report.corrections().blocks, *report.evidence().blocks)
    assert list(gate.orphans(tree.Document(title="Bài", blocks=blocks))) == []


def test_without_corrections_one_sentence_says_so() -> None:
    (only,) = open(interview()).corrections().blocks
    assert isinstance(only, tree.Paragraph)
