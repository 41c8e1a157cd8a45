"""Interval arithmetic with open and missing ends, exact on fractions.

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


class End(Struct, frozen=True):
    """One end of an interval: a value and whether the value itself is left out."""

    value: Fraction
    open: bool = False


class Interval(Struct, frozen=True):
    """All values between two ends; a missing end is unbounded. Empty intervals do not exist."""

    low: End | None
    high: End | None

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if (low is high and low is not None and not low.open) or low is None or high is None:
            return
        (p, q), (r, s) = low.value.as_integer_ratio(), high.value.as_integer_ratio()
        if p * s > r * q or ((low.open or high.open) and p * s == r * q):
            raise ValueError(f"no such interval: {low.value} to {high.value}")

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        low, high = self.low, self.high
        return low is not None and high is not None and (low is high or low.value == high.value)

    def __contains__(self, value: Exact) -> bool:
        exact = Fraction(value)
        above = self.low is None or exact > self.low.value or (exact == self.low.value and not self.low.open)
        below = self.high is None or exact < self.high.value or (exact == self.high.value and not self.high.open)
        return above and below

    def within(self, other: Interval) -> bool:
        """Whether every value of this interval is also one of `other`."""
        return _low_key(other.low) <= _low_key(self.low) and _high_key(self.high) <= _high_key(other.high)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both: the two statements can be true together."""
        low = max(self.low, other.low, key=_low_key)
        high = min(self.high, other.high, key=_high_key)
        if low is None or high is None or low.value < high.value:
            return True
        return low.value == high.value and not (low.open or high.open)

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
        _no_negative(self)
        _no_negative(other)
        a, b = self.low or _ZERO, other.low or _ZERO
        if _single(self, other):
            product = End(_times(a.value, b.value))
            return Interval(product, product)
        # zero is reached as soon as one side can be zero
        low = _ZERO if _reaches_zero(a) or _reaches_zero(b) else End(_times(a.value, b.value), a.open or b.open)
        if _is_zero(self) or _is_zero(other):
            return point(0)
        if self.high is None or other.high is None:
            return Interval(low, None)
        return Interval(low, End(_times(self.high.value, other.high.value), self.high.open or other.high.open))

    def __truediv__(self, other: Interval) -> Interval:
        """Defined for a dividend without negative values and a divisor above zero."""
        _no_negative(self)
        _no_negative(other)
        if other.low is None or not other.low.value:
            raise ZeroDivisionError("the divisor may be zero")
        if _single(self, other) and self.low is not None:
            quotient = End(_over(self.low.value, other.low.value))
            return Interval(quotient, quotient)
        greatest = End(_over(_ONE, other.low.value), other.low.open)
        if other.high is None:
            # every quotient stays above zero but may come as near as one likes
            return self * Interval(End(Fraction(0), True), greatest)
        if other.low is other.high:
            return self * Interval(greatest, greatest)
        return self * Interval(End(_over(_ONE, other.high.value), other.high.open), greatest)

    def power(self, n: int) -> Interval:
        """The n-th power, n at least 1, of an interval without negative values."""
        if self.low is self.high and self.low is not None:
            _no_negative(self)
            numerator, denominator = self.low.value.as_integer_ratio()
            return point(Fraction(numerator**n, denominator**n))
        result = self
        for _ in range(n - 1):
            result = result * self
        return result

    def root(self, n: int) -> Interval:
        """The n-th root, rounded outward to two places more than are ever written."""
        _no_negative(self)
        low, high = self.low or End(Fraction(0)), self.high
        below, exact = _root(low.value, n)
        lower = End(below, low.open if exact else True)
        if high is None:
            return Interval(lower, None)
        if high is low and exact:
            return Interval(lower, lower)
        near, exact = (below, exact) if high is low else _root(high.value, n)
        return Interval(lower, End(near, high.open) if exact else End(near + _STEP, True))


_ZERO = End(Fraction(0))
_ONE = Fraction(1)
_STEP = Fraction(1, 10 ** (PLACES + 4))


def point(value: Exact) -> Interval:
    """The interval of one value."""
    end = End(_exact(value))
    return Interval(end, end)


def between(low: Exact | None, high: Exact | None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    """The interval of the given ends; None is unbounded."""
    if low is not None and low == high and not (low_open or high_open):
        return point(low)
    return Interval(
        None if low is None else End(_exact(low), low_open),
        None if high is None else End(_exact(high), high_open),
    )


def written(interval: Interval) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """Low, high, and whether each is open, as decimals rounded outward to `PLACES`."""
    low, low_open = _written(interval.low, up=False)
    if interval.high is interval.low and not low_open:
        return low, low, False, False
    high, high_open = _written(interval.high, up=True)
    return low, high, low_open, high_open


def _written(end: End | None, *, up: bool) -> tuple[Decimal | None, bool]:
    if end is None:
        return None, False
    numerator, denominator = end.value.as_integer_ratio()
    if denominator == 1:
        return Decimal(numerator), end.open
    steps, rest = divmod(numerator * 10**PLACES, denominator)
    steps += up and rest > 0
    whole, part = divmod(abs(steps), 10**PLACES)
    sign = "-" if steps < 0 else ""
    plain = Decimal(f"{sign}{whole}.{part:0{PLACES}}".rstrip("0").rstrip("."))
    # a bound that rounding has moved outward is no longer reached
    return plain, end.open or rest > 0


def _root(value: Fraction, n: int) -> tuple[Fraction, bool]:
    """The greatest multiple of `_STEP` whose n-th power is at most `value`, and whether it is the root."""
    scale = _STEP.denominator
    target = value.numerator * scale**n // value.denominator
    # Newton's method on whole numbers: from above it falls until it has passed the root.
    root = 1 << (target.bit_length() // n + 1)
    while root > (nearer := ((n - 1) * root + target // root ** (n - 1)) // n) > 0:
        root = nearer
    found = Fraction(root if target else 0, scale)
    return found, found**n == value


def _single(a: Interval, b: Interval) -> bool:
    """Whether both are points by construction, so that one computation gives both ends of their result."""
    return a.low is a.high and b.low is b.high and a.low is not None and b.low is not None


def _negative(end: End | None) -> End | None:
    return None if end is None else End(-end.value, end.open)


def _sum(a: End | None, b: End | None) -> End | None:
    return End(_plus(a.value, b.value), a.open or b.open) if a and b else None


def _difference(a: End | None, b: End | None) -> End | None:
    return End(_plus(a.value, -b.value), a.open or b.open) if a and b else None


# straight from the whole numbers: the operators of a fraction first ask what kind of number they are given


def _exact(value: Exact) -> Fraction:
    return Fraction(*value.as_integer_ratio())


def _times(a: Fraction, b: Fraction) -> Fraction:
    (p, q), (r, s) = a.as_integer_ratio(), b.as_integer_ratio()
    return Fraction(p * r, q * s)


def _over(a: Fraction, b: Fraction) -> Fraction:
    (p, q), (r, s) = a.as_integer_ratio(), b.as_integer_ratio()
    return Fraction(p * s, q * r)


def _plus(a: Fraction, b: Fraction) -> Fraction:
    (p, q), (r, s) = a.as_integer_ratio(), b.as_integer_ratio()
    return Fraction(p * s + r * q, q * s)


def _no_negative(interval: Interval) -> None:
    if interval.low is None or interval.low.value.numerator < 0:
        raise ValueError("defined for values from zero upward only")


def _reaches_zero(end: End) -> bool:
    return not end.open and not end.value


def _is_zero(interval: Interval) -> bool:
    return interval.low is not None and not interval.low.value and interval.is_point


def _low_key(end: End | None) -> tuple[int, Fraction, int]:
    return (-1, Fraction(0), 0) if end is None else (0, end.value, int(end.open))


def _high_key(end: End | None) -> tuple[int, Fraction, int]:
    return (1, Fraction(0), 0) if end is None else (0, end.value, -int(end.open))
