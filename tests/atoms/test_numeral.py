"""Numerals: digits and words, there and back, against an independent library and by enumeration."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from baocao.atoms.numeral import in_digits, in_words, numeral, quotient, roman
from baocao.lexicon import table


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # digits
        ("1.599", "1599"),
        ("10,2", "10.2"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1 599", "1599"),
        ("1.516.000", "1516000"),
        ("26.936,4", "26936.4"),
        ("1,234,567.8", "1234567.8"),
        ("03", "3"),
        ("-284", "-284"),
        ("−2,5", "-2.5"),
        ("1/4", "0.25"),
        ("3/8", "0.375"),
        # digits and words
        ("2 triệu rưỡi", "2500000"),
        ("22 vạn", "220000"),
        ("67,5 ngàn", "67500"),
        ("1.536,246 tỷ", "1536246000000"),
        ("1,5 tỉ", "1500000000"),
        ("43,2 nghìn tỷ", "43200000000000"),
        ("7 triệu 520 nghìn", "7520000"),
        ("500k", "500000"),
        # words
        ("hai mươi lăm nghìn không trăm lẻ ba", "25003"),
        ("hai mươi lăm nghìn lẻ ba", "25003"),
        ("một trăm linh năm", "105"),
        ("Bốn Mươi Tư", "44"),
        ("hai mươi mốt", "21"),
        ("hai mươi nhăm", "25"),
        ("ba chục", "30"),
        ("chục nghìn", "10000"),
        ("hai vạn rưỡi", "25000"),
        ("hai trăm rưỡi", "250"),
        ("nửa triệu", "500000"),
        ("nửa", "0.5"),
        ("mười phẩy hai", "10.2"),
        ("ba phẩy mười bốn", "3.14"),
        ("không phẩy không năm", "0.05"),
        ("hai chấm năm", "2.5"),
        ("âm ba", "-3"),
        ("một phần tư", "0.25"),
        ("hai phần năm", "0.4"),
        # spoken short forms
        ("trăm hai", "120"),
        ("một triệu hai", "1200000"),
        # congresses
        ("XXIV", "24"),
        ("IX", "9"),
    ],
)
def test_a_numeral_has_its_exact_value(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "đồng", "1.2.3", "1,23,456", "12a", "một phần ba", "1/3", "1/0", "hai hai", "mười mười", "không trăm"),
        *("lẻ ba", "hai mươi không", "mười năm", "nghìn triệu hai tỷ", "IIII", "VX", "-", "năm tư", "ba phẩy"),
    ],
)
def test_what_is_no_numeral_is_an_error_that_shows_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"\[.*\]"):
        numeral(text)


def test_every_number_below_ten_thousand_goes_into_words_and_back() -> None:
    for number in range(10_000):
        assert numeral(in_words(number)) == number


def test_words_agree_with_an_independent_library_on_every_number_below_ten_thousand() -> None:
    for number in range(10_000):
        assert numeral(num2words(number, lang="vi")) == number, number


def test_words_are_those_of_the_independent_library_below_a_thousand_but_for_tu() -> None:
    for number in range(1000):
        assert in_words(number) == num2words(number, lang="vi").replace("mươi bốn", "mươi tư"), number


@given(st.integers(0, 10**12 - 1))
def test_large_numbers_go_into_words_and_back(number: int) -> None:
    assert numeral(in_words(number)) == number


@given(st.integers(0, 10**9))
def test_digits_grouped_by_dots_are_read_as_written(number: int) -> None:
    assert numeral(f"{number:,}".replace(",", ".")) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_out_of_range_have_no_words(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        in_words(number)


def test_digits_with_three_after_the_mark_have_two_readings_the_usual_one_first() -> None:
    assert in_digits("1.464") == (Decimal(1464), Decimal("1.464"))
    assert in_digits("1,464") == (Decimal("1.464"), Decimal(1464))
    assert in_digits("1,46") == (Decimal("1.46"),)


def test_a_quotient_is_exact_or_an_error() -> None:
    assert quotient(Decimal(30), Decimal(12)) == Decimal("2.5")
    with pytest.raises(ValueError, match="no exact decimal"):
        quotient(Decimal(28), Decimal(12))


def test_roman_numerals_of_congresses_are_read_and_malformed_ones_refused() -> None:
    assert [roman(n) for n in ("I", "IV", "XIX", "XXIII", "XL", "MCMXC")] == [1, 4, 19, 23, 40, 1990]
    with pytest.raises(ValueError, match="Roman"):
        roman("IIX")


@pytest.mark.parametrize("row", table("number_words") + table("multipliers"), ids=lambda row: row["word"])
def test_the_example_of_every_number_word_holds(row: dict[str, str]) -> None:
    text, _, value = row["example"].partition(" = ")
    assert row["word"] in text
    assert numeral(text) == Decimal(value)
