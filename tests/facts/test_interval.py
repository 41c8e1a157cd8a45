"""Interval arithmetic: what it gives always contains what can be true, and never grows tighter by itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.facts.interval import PLACES, End, Interval, between, point, written

VALUES = st.fractions(min_value=0, max_value=10**9, max_denominator=1000)
POSITIVE = st.fractions(min_value=Fraction(1, 1000), max_value=10**9, max_denominator=1000)


def _end(value: Fraction, is_open: bool = False) -> End:
    return End(*value.as_integer_ratio(), is_open)


@st.composite
def held(draw: st.DrawFn, values: st.SearchStrategy[Fraction] = VALUES) -> tuple[Interval, Fraction]:
    """An interval with a value that lies in it."""
    value = draw(values)
    low: End | None = _end(value)
    high: End | None = _end(value)
    below, above = draw(st.tuples(values, values))
    if draw(st.booleans()) and below < value:
        low = _end(below, draw(st.booleans()))
    if draw(st.booleans()):
        high = _end(max(above, value + 1), draw(st.booleans())) if draw(st.booleans()) else None
    return Interval(low, high), value


@st.composite
def nested(draw: st.DrawFn) -> tuple[Interval, Interval]:
    """An interval and a wider one that contains it."""
    inner, _ = draw(held(POSITIVE))
    assert inner.low is not None
    wider_low = inner.low if draw(st.booleans()) else _end(inner.low.value / 2, draw(st.booleans()))
    wider_high = (
        inner.high if inner.high is None or draw(st.booleans()) else _end(inner.high.value + 1, draw(st.booleans()))
    )
    return inner, Interval(wider_low, wider_high)


@given(held(), held())
def test_sums_differences_and_products_contain_those_of_every_pair(
    a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]
) -> None:
    (x, i), (y, j) = a, b
    assert i in x
    assert i + j in x + y
    assert i - j in x - y
    assert i * j in x * y


@given(held(), held(POSITIVE))
def test_a_quotient_contains_that_of_every_pair(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    (x, i), (y, j) = a, b
    if y.low is not None and y.low.value > 0:
        assert i / j in x / y


@given(held(), st.integers(min_value=1, max_value=6))
def test_powers_and_roots_contain_those_of_every_value(a: tuple[Interval, Fraction], n: int) -> None:
    x, i = a
    assert i**n in x.power(n)
    assert i in x.power(n).root(n)


@given(nested(), nested())
def test_a_wider_input_never_gives_a_tighter_result(a: tuple[Interval, Interval], b: tuple[Interval, Interval]) -> None:
    (inner, wider), (small, large) = a, b
    assert inner.within(wider)
    assert (inner + small).within(wider + large)
    assert (inner - small).within(wider - large)
    assert (inner * small).within(wider * large)
    assert (inner / small).within(wider / large)
    assert inner.power(3).within(wider.power(3))
    assert inner.root(2).within(wider.root(2))


@given(held())
def test_written_bounds_contain_the_interval_and_lie_within_one_unit_of_the_last_place(
    a: tuple[Interval, Fraction],
) -> None:
    x, _ = a
    low, high, low_open, high_open = written(x)
    assert x.within(between(low, high, low_open=low_open, high_open=high_open))
    if x.low is not None and low is not None:
        assert x.low.value - Fraction(low) < Fraction(1, 10**PLACES)
    if x.high is not None and high is not None:
        assert Fraction(high) - x.high.value < Fraction(1, 10**PLACES)


def test_an_open_end_is_left_out_and_a_closed_one_is_held() -> None:
    more_than_161 = between(161, None, low_open=True)
    assert 161 not in more_than_161
    assert Decimal("161.001") in more_than_161
    assert 161 in between(161, None)


def test_division_by_what_may_be_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        point(1) / between(0, 2)


@pytest.mark.parametrize(("low", "high", "is_open"), [(2, 1, False), (1, 1, True)])
def test_an_empty_interval_does_not_exist(low: int, high: int, is_open: bool) -> None:
    with pytest.raises(ValueError, match="no such interval"):
        between(low, high, low_open=is_open)


def test_intervals_meet_when_one_value_satisfies_both() -> None:
    assert between(11_000, None, low_open=True).meets(point(11_154))
    assert not between(11_154, None, low_open=True).meets(point(11_154))
    assert not point(5).meets(point(6))


def test_exact_results_are_written_without_trailing_zeros() -> None:
    assert written(point(60_000_000) / point(Fraction(12, 10))) == (
        Decimal(50_000_000),
        Decimal(50_000_000),
        False,
        False,
    )
    assert written(point(Fraction(875, 1000)) * point(100)) == (Decimal("87.5"), Decimal("87.5"), False, False)
