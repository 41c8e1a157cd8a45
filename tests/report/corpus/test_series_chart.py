"""The axis of a series holds every value that is drawn on it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baocao.report.chart.series import _steps

VALUES = st.floats(-1e13, 1e13, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-6)


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_round_steps_hold_all_values_from_zero_in_few_lines(values: list[float]) -> None:
    steps = _steps(values)
    assert float(steps[0]) <= min(0.0, *values)
    assert float(steps[-1]) >= max(0.0, *values)
    assert 2 <= len(steps) <= 8
    assert len({b - a for a, b in pairwise(steps)}) == 1


def test_the_axis_ends_beyond_its_highest_value_and_not_before() -> None:
    assert _steps([63.0, 68.5, 75.0]) == [0, 20, 40, 60, 80]
