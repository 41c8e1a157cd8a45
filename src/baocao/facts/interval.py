"""Interval arithmetic with open and missing ends, exact on ratios of whole numbers.

An interval holds every value that the words allow: `trên 161` is everything above 161, itself not
included. Operations give the smallest interval that contains every possible result, so a derived
bound is never tighter than its inputs justify. Only the four operations, whole powers and roots that
the derivations need are here; division by an interval that contains zero is refused.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

Exact = Fraction | Decimal | int

PLACES = 6
"""Decimals kept when a bound is written out; bounds are rounded outward, so nothing is lost."""


class End(Struct, frozen=True, gc=False):
    """One end of an interval: a ratio of whole numbers, and whether the value itself is left out.

    The ratio is not reduced: whole numbers multiply far faster than fractions, and few ends are ever shown.
    """

    numerator: int
    denominator: int = 1
    """Above zero."""
    open: bool = False

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class Interval(Struct, frozen=True, gc=False):
    """All values between two ends; a missing end is unbounded. Empty intervals do not exist."""

    low: End | None
    high: End | None

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if (low is high and low is not None and not low.open) or low is None or high is None:
            return
        order = _order(low, high)
        if order > 0 or (not order and (low.open or high.open)):
            raise ValueError(f"no such interval: {low.value} to {high.value}")

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        low, high = self.low, self.high
        return low is not None and high is not None and (low is high or not _order(low, high))

    @property
    def is_positive(self) -> bool:
        """Whether it has a least value, and that lies above zero."""
        return self.low is not None and self.low.numerator > 0

    def __contains__(self, value: Exact) -> bool:
        return self.meets(point(value))

    def within(self, other: Interval) -> bool:
        """Whether every value of this interval is also one of `other`."""
        return _low_key(other.low) <= _low_key(self.low) and _high_key(self.high) <= _high_key(other.high)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both: the two statements can be true together."""
        return _reaches(self.low, other.high) and _reaches(other.low, self.high)

    def __neg__(self) -> Interval:
        low = _negative(self.high)
        return Interval(low, low if self.low is self.high else _negative(self.low))

    def __add__(self, other: Interval) -> Interval:
        low = _sum(self.low, other.low)
        return Interval(low, low if _single(self, other) else _sum(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        low = _difference(self.low, other.high)
        return Interval(low, low if _single(self, other) else _difference(self.high, other.low))

    def __mul__(self, other: Interval) -> Interval:
        """Defined for intervals without negative values, which is all that levels and ratios need."""
        a, b = _least(self), _least(other)
        if _single(self, other):
            product = _product(a, b)
            return Interval(product, product)
        # zero is reached as soon as one side can be zero
        low = _ZERO if _reaches_zero(a) or _reaches_zero(b) else _product(a, b)
        if _is_zero(self) or _is_zero(other):
            return point(0)
        if self.high is None or other.high is None:
            return Interval(low, None)
        return Interval(low, _product(self.high, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Defined for a dividend without negative values and a divisor above zero."""
        dividend, least = _least(self), _least(other)
        if not least.numerator:
            raise ZeroDivisionError("the divisor may be zero")
        greatest = _inverse(least)
        if _single(self, other):
            quotient = _product(dividend, greatest)
            return Interval(quotient, quotient)
        if other.low is other.high:
            return self * Interval(greatest, greatest)
        if other.high is None:
            # every quotient stays above zero but may come as near as one likes
            return self * Interval(End(0, 1, True), greatest)
        return self * Interval(_inverse(other.high), greatest)

    def power(self, n: int) -> Interval:
        """The n-th power, n at least 1, of an interval without negative values."""
        if self.low is self.high:
            low = _least(self)
            result = End(low.numerator**n, low.denominator**n)
            return Interval(result, result)
        product = self
        for _ in range(n - 1):
            product = product * self
        return product

    def root(self, n: int) -> Interval:
        """The n-th root, rounded outward to two places more than are ever written."""
        low, high = _least(self), self.high
        below, exact = _root(low, n)
        lower = End(below, _SCALE, low.open if exact else True)
        if high is None:
            return Interval(lower, None)
        if high is low and exact:
            return Interval(lower, lower)
        near, exact = (below, exact) if high is low else _root(high, n)
        return Interval(lower, End(near, _SCALE, high.open) if exact else End(near + 1, _SCALE, True))


_ZERO = End(0)
_SCALE = 10 ** (PLACES + 4)
"""Roots are found to one part of so many."""


def point(value: Exact) -> Interval:
    """The interval of one value."""
    end = End(*value.as_integer_ratio())
    return Interval(end, end)


def between(low: Exact | None, high: Exact | None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    """The interval of the given ends; None is unbounded."""
    if low is not None and low == high and not (low_open or high_open):
        return point(low)
    return Interval(
        None if low is None else End(*low.as_integer_ratio(), low_open),
        None if high is None else End(*high.as_integer_ratio(), high_open),
    )


def written(interval: Interval) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """Low, high, and whether each is open, as decimals rounded outward to `PLACES`."""
    low, high = interval.low, interval.high
    below, over = _steps(low) if low else (0, False)
    up, above = (below, over) if high is low else _steps(high) if high else (0, False)
    # a bound that rounding has moved outward is no longer reached
    return (
        _decimal(below) if low else None,
        _decimal(up + above) if high else None,
        low is not None and (low.open or over),
        high is not None and (high.open or above),
    )


def _steps(end: End) -> tuple[int, bool]:
    """How many units of the last place an end holds, and whether there is more."""
    steps, rest = divmod(end.numerator * 10**PLACES, end.denominator)
    return steps, rest > 0


def _decimal(steps: int) -> Decimal:
    """So many units of the last place, without zeros at the end."""
    if not steps % 10**PLACES:
        return Decimal(steps // 10**PLACES)
    whole, part = divmod(abs(steps), 10**PLACES)
    sign = "-" if steps < 0 else ""
    return Decimal(f"{sign}{whole}.{part:0{PLACES}}".rstrip("0"))


def _root(end: End, n: int) -> tuple[int, bool]:
    """The most parts of `_SCALE` whose n-th power is at most the end, and whether they are the root."""
    target = end.numerator * _SCALE**n // end.denominator
    # Newton's method on whole numbers: from above it falls until it has passed the root.
    root = 1 << (target.bit_length() // n + 1)
    while root > (nearer := ((n - 1) * root + target // root ** (n - 1)) // n) > 0:
        root = nearer
    found = root if target else 0
    return found, found**n * end.denominator == end.numerator * _SCALE**n


def _single(a: Interval, b: Interval) -> bool:
    """Whether both are points by construction, so that one computation gives both ends of their result."""
    return a.low is a.high and b.low is b.high and a.low is not None and b.low is not None


def _order(a: End, b: End) -> int:
    """Below, at or above zero as the value of `a` is less than, equal to or greater than that of `b`."""
    return a.numerator * b.denominator - b.numerator * a.denominator


def _reaches(low: End | None, high: End | None) -> bool:
    """Whether some value lies between two ends."""
    if low is None or high is None:
        return True
    order = _order(low, high)
    return order < 0 or (not order and not (low.open or high.open))


def _negative(end: End | None) -> End | None:
    return None if end is None else End(-end.numerator, end.denominator, end.open)


def _sum(a: End | None, b: End | None) -> End | None:
    if a is None or b is None:
        return None
    total = a.numerator * b.denominator + b.numerator * a.denominator
    return End(total, a.denominator * b.denominator, a.open or b.open)


def _difference(a: End | None, b: End | None) -> End | None:
    return End(_order(a, b), a.denominator * b.denominator, a.open or b.open) if a and b else None


def _product(a: End, b: End) -> End:
    return End(a.numerator * b.numerator, a.denominator * b.denominator, a.open or b.open)


def _inverse(end: End) -> End:
    """One divided by an end above zero."""
    return End(end.denominator, end.numerator, end.open)


def _least(interval: Interval) -> End:
    """The lower end of an interval without negative values."""
    if interval.low is None or interval.low.numerator < 0:
        raise ValueError("defined for values from zero upward only")
    return interval.low


def _reaches_zero(end: End) -> bool:
    return not end.open and not end.numerator


def _is_zero(interval: Interval) -> bool:
    return interval.low is not None and not interval.low.numerator and interval.is_point


def _low_key(end: End | None) -> tuple[int, Fraction, int]:
    return (-1, Fraction(0), 0) if end is None else (0, end.value, int(end.open))


def _high_key(end: End | None) -> tuple[int, Fraction, int]:
    return (1, Fraction(0), 0) if end is None else (0, end.value, -int(end.open))
