"""The checks: derivations, findings and abstentions in both languages."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from baocao.lexicon import table
from baocao.model import Abstained, Derived, Discrepancy
from baocao.report import open, tree
from baocao.report.checks import formula
from baocao.report.dossier import Dossier
from baocao.report.plain import words
from report.made import INTERVIEW, Made, interview, none

M = Made(INTERVIEW)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("q1 - q2", "72 triệu đồng/năm − 24 triệu đồng"),
        ("q1 / (1 + q3)", "72 triệu đồng/năm ÷ (1 + 20%)"),
        ("100 * (1 + q3) ^ 5", "100 × (1 + 20%) ^ 5"),
        ("d2 + q8", "năm 2020 + 12 dự án"),
        ("q6: part / whole", "1.204 đảng viên"),
        ("tổng các phần", "tổng các phần (72 triệu đồng/năm, 24 triệu đồng)"),
        ("q99 + q1", "q99 + 72 triệu đồng/năm"),
    ],
)
def test_a_formula_prints_its_inputs_as_linked_figures(text: str, printed: str) -> None:
    value = Derived(id="v9", name="x", low=Decimal(1), high=Decimal(1), formula=text, inputs=("q1", "q2"), rule="base")
    nodes = formula(Dossier(interview(), "vi"), value)
    assert words(nodes) == printed
    assert any(isinstance(node, tree.Cite) for node in nodes)


def test_a_finding_prints_its_digits_as_links_and_names_all_its_sentences() -> None:
    finding = Discrepancy(
        id="x1",
        kind="two_deadlines",
        items=("d3", "d4"),
        note="Có hai hạn: năm 2030 và năm 2027",
        rule="two_deadlines",
        words={"first": "năm 2030", "second": "năm 2027"},
        certainty="certain",
    )
    changed = msgspec.structs.replace(interview(), discrepancies=(finding,))
    vi, en = (str(open(changed, lang=lang).checks()) for lang in ("vi", "en"))
    assert "Có hai hạn: năm 2030 và năm 2027" in vi
    assert "chắc chắn" in vi
    assert "8, 9" in vi
    assert "One goal is given two deadlines" in en


@pytest.mark.parametrize("row", table("abstentions"), ids=lambda row: row["key"])
def test_every_reason_for_an_abstention_is_told_in_both_languages(row: dict[str, str]) -> None:
    left = Abstained(**M.at("12 dự án"), reason=row["vi"], quantity="q8", rule=row["key"])
    changed = msgspec.structs.replace(interview(), abstained=(left,))
    for lang in ("vi", "en"):
        report = open(changed, lang=lang)
        assert f"{row[lang]}: 1" in str(report.checks())
        assert row[lang] in str(report.figures())


def test_a_number_that_is_no_figure_is_listed_with_its_reason_and_its_words() -> None:
    text = str(open(interview()).checks())
    assert "tên lớp, không phải số lượng" in text
    assert "lớp 9A đã xong" in text


def test_an_article_without_checks_says_so_three_times() -> None:
    assert len(open(none()).checks().blocks) == 3
    assert all(isinstance(block, tree.Paragraph) for block in open(none()).checks().blocks)
