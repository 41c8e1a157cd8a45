"""Harmonised units, and what the last written digit is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baocao.corpus.unit import factor, per, step
from baocao.lexicon import table
from corpus.notes import note


@pytest.mark.parametrize(
    ("unit", "times", "shown"),
    [
        ("km2", "100", "ha"), ("m2", "0.0001", "ha"), ("ha", "1", "ha"), ("m", "0.001", "km"), ("kg", "0.001", "tonne"),
        ("quintal", "0.1", "tonne"), ("VND", "1", "VND"), ("%", "1", "%"), ("tiêu chí", "1", "tiêu chí"),
        (None, "1", None),
    ],
)  # fmt: skip
def test_units_of_one_kind_become_one(unit: str | None, times: str, shown: str | None) -> None:
    assert factor(unit) == (Decimal(times), shown)


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("63 km2", "1"), ("6.293 ha", "1"), ("48,4 triệu đồng", "100000"), ("60 triệu đồng/năm", "1000000"),
        ("22 vạn người", "10000"), ("0,35%", "0.01"), ("2.165 tỷ 622 triệu đồng", "1000000"), ("24/27 tiêu chí", "1"),
    ],
)  # fmt: skip
def test_a_figure_is_as_fine_as_its_last_digit(words: str, worth: str) -> None:
    article = note("a", "Tin mới về huyện Thanh Trì", "27/09/2017", f"Huyện Thanh Trì đạt {words}.")
    assert step(article.quantities[0]) == Decimal(worth)


def test_an_income_per_head_is_a_yearly_one_unless_it_says_otherwise() -> None:
    assert {per("income_per_head", written) for written in (None, "năm", "người/năm", "người")} == {"năm"}
    assert per("income_per_head", "người/tháng") == "tháng"
    assert per("population", "km2") == "km2"


@pytest.mark.parametrize("row", table("shown_units"), ids=lambda row: row["base"])
def test_every_shown_unit_is_one_of_its_base(row: dict[str, str]) -> None:
    assert factor(row["base"])[1] == row["unit"]
    assert row["source"]
