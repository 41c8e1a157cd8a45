"""The table of unit names."""

from __future__ import annotations

import csv
from decimal import Decimal
from importlib.resources import files

from baocao.lexicon import table
from baocao.report.unit import BARE, CURRENCIES, symbol

ROWS = list(
    csv.DictReader((files("baocao.report") / "units.csv").read_text(encoding="utf-8").splitlines(), strict=True)
)


def test_every_row_names_its_unit_in_both_languages_and_once() -> None:
    assert all(row["unit"] and row["vi"] and row["en"] and row["en_plural"] for row in ROWS)
    assert len({row["unit"] for row in ROWS}) == len(ROWS)


def test_every_unit_code_of_the_lexicon_can_be_printed() -> None:
    known = {row["unit"] for row in ROWS} | CURRENCIES | BARE | {"%"}
    codes = {row["unit"] for row in table("units") if row["unit"].isascii()}
    assert codes - known == set()


def test_a_noun_that_the_table_does_not_know_stays_as_the_article_has_it() -> None:
    assert symbol("lồng bè", Decimal(4), "en") == ("lồng bè", False, False)


def test_no_printed_unit_has_a_digit() -> None:
    assert not [row for row in ROWS if any("0" <= c <= "9" for c in row["vi"] + row["en"] + row["en_plural"])]
