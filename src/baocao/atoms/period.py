"""Periods: what an expression says of time, before anything outside it completes it.

A `Point` may lack its year or its month; `Stretch` runs from one point to another; `Deixis` counts from the
day of speaking (`hôm qua`, `năm nay`). `bounds` turns what is complete into inclusive dates.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import ClassVar, Literal

from msgspec import Struct
from msgspec.structs import replace

from baocao.model import Precision

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(year: int, month: int) -> int:
    """The days of a month from 1 to 12; `calendar.monthrange` finds the weekday too, at ten times the cost."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


Unit = Literal["day", "week", "month", "quarter", "year"]
Bounds = tuple[date, date]


class Point(Struct, frozen=True, gc=False):
    """A day, a month, a run of months or a year, as far as it is written."""

    precision: Precision
    year: int | None = None
    months: tuple[int, int] | None = None
    """First and last month; None where a bare day awaits its month."""
    day: int | None = None
    turn: int | None = None
    """Years counted from the year of speaking, where no number is written: `năm ngoái` is -1."""

    @property
    def complete(self) -> bool:
        return self.year is not None and self.months is not None

    def bounds(self) -> Bounds | None:
        """Inclusive dates; None where something is missing or the day does not exist."""
        if self.year is None or self.months is None:
            return None
        first, last = self.months
        end = days_in(self.year, last)
        if self.day is None:
            return date(self.year, first, 1), date(self.year, last, end)
        if self.day > end:
            return None
        day = date(self.year, first, self.day)
        return day, day


class Years(Struct, frozen=True, gc=False):
    """Whole years: a term, a stage, a decade, a century; `last` is None where the text slips (`2010-1015`)."""

    precision: ClassVar[Precision] = "range"

    first: int
    last: int | None


class Stretch(Struct, frozen=True, gc=False):
    """From the start of one point to the end of another."""

    precision: ClassVar[Precision] = "range"

    first: Point
    last: Point


class Deixis(Struct, frozen=True, gc=False):
    """Counted in `unit` from the day of speaking; `told` counts from the date the story has reached."""

    unit: Unit
    offset: int
    told: bool = False
    weekday: int | None = None
    """Of that week; Monday is 0."""

    @property
    def precision(self) -> Precision:
        if self.unit == "week":
            return "range" if self.weekday is None else "day"
        return self.unit


class Term(Struct, frozen=True, gc=False):
    """A term of office named by its place: `nhiệm kỳ này` is 0, `nhiệm kỳ qua` -1, `nhiệm kỳ tới` 1."""

    precision: ClassVar[Precision] = "range"

    offset: int


class SchoolYear(Struct, frozen=True, gc=False):
    """`năm học này` is 0, `năm học trước` -1, counted from the school year under discussion."""

    precision: ClassVar[Precision] = "range"

    offset: int


class SamePeriod(Struct, frozen=True, gc=False):
    """`cùng kỳ`: the period under discussion, a year earlier."""

    precision: ClassVar[Precision] = "range"


class Cycle(Struct, frozen=True, gc=False):
    """A year by its place in the sixty-year cycle, from 0: `Giáp Thìn` is 40."""

    place: int
    new_year: bool = False
    """Its first day (`Tết Giáp Thìn`), not the whole of it."""

    @property
    def precision(self) -> Precision:
        return "day" if self.new_year else "year"


class Unresolved(Struct, frozen=True, gc=False):
    """A calendar expression whose days the article can not tell: recurring, or lunar."""

    precision: Precision


class UntilNow(Struct, frozen=True, gc=False):
    """`đến nay`: no beginning of its own, and an end on the day of publication."""

    precision: ClassVar[Precision] = "day"


# The `precision` of each says how finely the expression speaks, whether or not its days are known.
When = Point | Years | Stretch | Deixis | Term | SchoolYear | SamePeriod | Cycle | Unresolved | UntilNow


def year_of(number: int) -> Point:
    return Point("year", year=number, months=(1, 12))


def bounds(when: When) -> tuple[date | None, date | None]:
    """Inclusive first and last day of what is complete; (None, None) of what is not."""
    if isinstance(when, Years):
        return date(when.first, 1, 1), None if when.last is None else date(when.last, 12, 31)
    if isinstance(when, Point):
        return when.bounds() or (None, None)
    if isinstance(when, Stretch):
        first, last = when.first.bounds(), when.last.bounds()
        return (first[0], last[1]) if first and last and first[0] <= last[1] else (None, None)
    return None, None


def joined(first: Point, last: Point) -> Stretch:
    """A range whose ends share what only one of them writes: `ngày 22 đến ngày 24/6`, `25/12 đến 5/1/2019`."""
    if first.months is None and last.day is not None:
        first = replace(first, months=last.months)
    elif last.months is None and first.day is not None:
        last = replace(last, months=first.months)
    if first.months is None or last.months is None:
        return Stretch(first, last)
    if first.turn is None and last.turn is None:
        backwards = (first.months[0], first.day or 1) > (last.months[1], last.day or 31)
        if first.year is None and last.year is not None:
            first = replace(first, year=last.year - backwards)
        elif last.year is None and first.year is not None:
            last = replace(last, year=first.year + backwards)
    elif first.turn is None and first.year is None:
        first = replace(first, turn=last.turn)
    return Stretch(first, last)


def moved(origin: date, deixis: Deixis) -> Bounds | None:
    """The days that `deixis` means when spoken (or told) on `origin`; None beyond the calendar."""
    unit, offset = deixis.unit, deixis.offset
    try:
        if unit == "day":
            day = origin + timedelta(days=offset)
            return day, day
        if unit == "week":
            monday = origin + timedelta(days=7 * offset - origin.weekday())
            if deixis.weekday is None:
                return monday, monday + timedelta(days=6)
            day = monday + timedelta(days=deixis.weekday)
            return day, day
        span = {"month": 1, "quarter": 3, "year": 12}[unit]
        first = (origin.year * 12 + origin.month - 1) // span * span + offset * span
        last = first + span - 1
        end = days_in(last // 12, last % 12 + 1)
        return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, end)
    except (OverflowError, ValueError):
        return None


def year_before(first: date, last: date) -> Bounds:
    """The same period a year earlier; a period that ends with February ends with that February."""
    start = first - timedelta(days=1) if (first.month, first.day) == (2, 29) else first
    start = start.replace(year=start.year - 1)
    after = last + timedelta(days=1)
    if after.day == 1:
        return start, after.replace(year=after.year - 1) - timedelta(days=1)
    return start, last.replace(year=last.year - 1)


TIE = 60
"""Where two years fit almost equally well (within so many days), neither is chosen."""


def nearest(point: Point, origin: date, drift: int, tie: int = TIE) -> int | None:
    """The year that brings the point nearest to `origin`; None where two years fit about equally well.

    `drift` leans to what is past (-1) or to come (1).
    """
    ranked: list[tuple[int, int]] = []
    for year in (origin.year - 1, origin.year, origin.year + 1):
        made = replace(point, year=year).bounds()
        if made is None:
            continue
        away = (made[0] + (made[1] - made[0]) / 2 - origin).days
        against = drift and away * drift < 0 and not made[0] <= origin <= made[1]
        ranked.append((abs(away) + (60 if against else 0), year))
    ranked.sort()
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < tie):
        return None
    return ranked[0][1]
