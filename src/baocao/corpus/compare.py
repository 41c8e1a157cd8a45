"""Two figures beside each other: equal, the coarser one holding the finer, strained, or contradictory.

What the words allow is an interval. Beyond it three conventions of writing are known, and stated here:
a figure stands for all that rounds to it at its last written digit (`63 km2` holds 6293 ha); a value computed
from a rounded figure is no finer than that figure; `hơn 55 nghìn` speaks of 55 to 56 thousand, and a figure far
beyond that is strained although the words allow it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from baocao.corpus.record import Observation, Verdict
from baocao.facts.interval import Interval, between


def allowed(seen: Observation) -> Interval | None:
    """What the words allow; None where there is no figure."""
    if seen.low is None and seen.high is None:
        return None
    return between(seen.low, seen.high, low_open=seen.low_open, high_open=seen.high_open)


def verdict(left: Observation, right: Observation) -> Verdict | None:
    """How two statements of one thing stand to each other; None where one has no figure."""
    one, two = allowed(left), allowed(right)
    if one is None or two is None:
        return None
    if left.measure == "ratio" and left.of != right.of:
        return None
    if one == two:
        return "same"
    if one.meets(two):
        return "strained" if _strained(left, right) or _strained(right, left) else "compatible"
    if _rounds(left, right) or _rounds(right, left):
        return "compatible"
    return "contradiction"


def against_plan(plan: Observation, result: Observation, *, falling: bool) -> Verdict | None:
    """Whether a result meets a plan; None where the words leave it open.

    For a `falling` indicator (poverty) less is better.
    """
    aimed, got = allowed(plan), allowed(result)
    if aimed is None or got is None:
        return None
    if verdict(plan, result) == "same":
        return "plan_met"
    if falling:
        aimed, got = -aimed, -got
    floor = aimed.low or aimed.high
    if floor is None:
        return None
    if got.low is not None and got.low.value >= floor.value:
        beyond = aimed.high if aimed.high is not None and aimed.low is not None else floor
        return "plan_exceeded" if got.low.value > beyond.value else "plan_met"
    if got.high is not None and (got.high.value < floor.value or (got.high.value == floor.value and got.high.open)):
        return "plan_met" if _rounds(plan, result) or _rounds(result, plan) else "plan_missed"
    return None


def _rounds(coarse: Observation, fine: Observation) -> bool:
    """Whether the finer figure becomes the coarser one at its last written digit."""
    held, other = allowed(coarse), allowed(fine)
    if coarse.step is None or held is None or other is None:
        return False
    finer = fine.step is None or fine.step < coarse.step
    if not finer and coarse.derived is None:
        return False
    half = Fraction(coarse.step) / 2
    wide = between(
        held.low.value - half if held.low else None,
        held.high.value + half if held.high else None,
        high_open=True,
    )
    return wide.meets(other)


def _strained(bound: Observation, other: Observation) -> bool:
    """Whether a figure lies far beyond a bound (`hơn`, `trên`) although the words allow it."""
    if bound.bound not in ("above", "at_least") or bound.low is None or bound.mode == "planned":
        return False
    reach = bound.low + round_step(bound.low)
    return other.low is not None and other.low > reach and other.bound != "below"


def round_step(value: Decimal) -> Decimal:
    """What the last digit that is not zero is worth: 1000 in 55000, 10000 in 220000."""
    if not value:
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
