"""Numbers, amounts, intervals and dates in the two languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.report.number import amount, day, interval, number

D = Decimal


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("1599", "1.599", "1,599"),
        ("10.2", "10,2", "10.2"),
        ("0.35", "0,35", "0.35"),
        ("-1.5", "-1,5", "-1.5"),
        ("1E+3", "1.000", "1,000"),
        ("2.50", "2,5", "2.5"),
    ],
)
def test_a_number_takes_the_marks_of_its_language(value: str, vi: str, en: str) -> None:
    assert (number(D(value), "vi"), number(D(value), "en")) == (vi, en)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**40), max_value=10**40))
def test_a_stated_number_is_printed_with_every_digit_it_has(value: Decimal) -> None:
    assert D(number(value, "vi").replace(".", "").replace(",", ".")) == value
    assert D(number(value, "en").replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "unit", "per", "vi", "en"),
    [
        (60_000_000, "VND", "năm", "60 triệu đồng/năm", "VND 60 million/year"),
        (48_400_000, "VND", "người/năm", "48,4 triệu đồng/người/năm", "VND 48.4 million/person/year"),
        (1_850_000_000_000, "VND", None, "1.850 tỷ đồng", "VND 1,850 billion"),
        (1_234_567, "VND", None, "1.234.567 đồng", "VND 1,234,567"),
        (500_000, "VND", None, "500.000 đồng", "VND 500,000"),
        (1, "xã", None, "1 xã", "1 commune"),
        (3, "xã", None, "3 xã", "3 communes"),
        (161, "ha", None, "161 ha", "161 ha"),
        (12, "m2", None, "12 m²", "12 m²"),
        ("10.2", "%", None, "10,2%", "10.2%"),
        (7, "cây cầu", None, "7 cây cầu", "7 cây cầu"),
        (5, None, None, "5", "5"),
        (2019, "calendar year", None, "2019", "2019"),
    ],
)
def test_an_amount_is_printed_as_an_office_writes_it(
    value: int | str, unit: str | None, per: str | None, vi: str, en: str
) -> None:
    low = D(value)
    assert str(amount(low, low, unit, "vi", per=per)) == vi
    assert str(amount(low, low, unit, "en", per=per)) == en


def test_a_range_is_printed_with_both_ends_and_one_unit() -> None:
    assert str(amount(D(80), D(90), "%", "vi")) == "80–90%"
    assert str(amount(D(5_000_000), D(7_500_000), "VND", "en")) == "VND 5–7.5 million"


def test_a_part_of_a_whole_is_printed_as_the_article_writes_it() -> None:
    assert str(amount(D(18), D(18), "chỉ tiêu", "vi", of=D(18))) == "18/18 chỉ tiêu"


def test_a_bound_stands_before_the_amount() -> None:
    assert str(amount(D(60), D(60), "%", "vi", bound="gần")) == "gần 60%"


def test_a_negative_range_is_not_read_as_a_subtraction() -> None:
    assert amount(D(-3), D(2), "°C", "vi").value == "-3 … 2"


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "vi", "en"),
    [
        ("48", "48", False, False, "48 ha", "48 ha"),
        ("999.375", "1018.471338", True, True, "trên 999 đến dưới 1.019 ha", "over 999 to under 1,019 ha"),
        ("3.425531", None, True, False, "trên 3,42 ha", "over 3.42 ha"),
        ("3.5", None, False, False, "ít nhất 3,5 ha", "at least 3.5 ha"),
        (None, "12", False, True, "dưới 12 ha", "under 12 ha"),
        (None, "12", False, False, "tối đa 12 ha", "at most 12 ha"),
        ("23.311111", "23.311112", False, False, "≈ 23,31 ha", "≈ 23.31 ha"),
        ("10", "20", False, True, "10 đến dưới 20 ha", "10 to under 20 ha"),
        ("10", "20", True, False, "trên 10 đến 20 ha", "over 10 up to 20 ha"),
        ("10", "20", False, False, "10–20 ha", "10–20 ha"),
    ],
)
def test_a_derived_value_says_how_exact_it_is(
    low: str | None, high: str | None, low_open: bool, high_open: bool, vi: str, en: str
) -> None:
    ends = (None if low is None else D(low), None if high is None else D(high), "ha")
    assert interval(*ends, "vi", low_open=low_open, high_open=high_open) == vi
    assert interval(*ends, "en", low_open=low_open, high_open=high_open) == en


@pytest.mark.parametrize(
    ("low", "high", "vi", "en"),
    [
        ("11101618705035.9712", None, "≈ 11.102 tỷ đồng", "≈ VND 11,102 billion"),
        ("686956521739.1304", None, "≈ 687 tỷ đồng", "≈ VND 687 billion"),
        ("4567123.456789", None, "≈ 4,567 triệu đồng", "≈ VND 4.567 million"),
        ("4567.123456", None, "≈ 4.567 đồng", "≈ VND 4,567"),
        ("0", "17500000", "dưới 17,5 triệu đồng", "under VND 17.5 million"),
        (
            "11101618705035.9712",
            "12101618705035.9712",
            "trên 11.101 đến dưới 12.102 tỷ đồng",
            "VND over 11,101 to under 12,102 billion",
        ),
    ],
)
def test_derived_money_is_shortened_to_the_scale_that_offices_count_in(
    low: str, high: str | None, vi: str, en: str
) -> None:
    for lang, expected in (("vi", vi), ("en", en)):
        ends = D(low), D(high or low)
        assert interval(*ends, "VND", lang, low_open=high is not None, high_open=high is not None) == expected


@given(
    st.decimals(min_value="0.001", max_value=10**9, places=6), st.decimals(min_value="0.01", max_value=10**6, places=6)
)
def test_the_printed_ends_of_an_interval_always_hold_the_value(low: Decimal, width: Decimal) -> None:
    printed = interval(low, low + width, None, "en", low_open=True, high_open=True)
    if not printed.startswith("≈"):
        first, last = (D(part.replace(",", "")) for part in printed.removeprefix("over ").split(" to under "))
        assert first <= low
        assert low + width <= last


def test_a_day_is_written_in_the_order_of_its_language() -> None:
    assert day(date(2020, 6, 16), "vi") == "16/06/2020"
    assert day(date(2020, 6, 16), "en") == "16 Jun 2020"
    assert day(date(2020, 6, 16), "en", long=True) == "16 June 2020"
