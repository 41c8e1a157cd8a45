"""The small parts of calendar expressions: a day, a month, a quarter, a year, each with or without its word.

All patterns read lower-case folded text, are anchored where a reader calls them, and are linear.
A reader gives a `Part` or None; a day that can not exist gives a `Part` whose `fault` says why.
"""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.atoms.period import Point, days_in, year_of

# ── the atoms of the grammar ─────────────────────────────────────────────────

YEAR = r"(?:1\d|20|21)\d\d(?![\w%]|[.,]\d)"
"""1000–2199; the next character closes the number."""
_END = r"(?![\w%]|[.,/-]\d)"
_LATER = r"(?: năm (?:nay|ngoái|trước|sau|tới)(?!\w))"
_TURNS = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}

_QUARTERS = (("i", "1", "một"), ("ii", "2", "hai"), ("iii", "3", "ba"), ("iv", "4", "bốn", "tư"))
_ROMAN = {name: number for number, names in enumerate(_QUARTERS, 1) for name in names}
_MONTH_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12,
}  # fmt: skip

_FULL = re.compile(
    rf"(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\2 ?({YEAR})"
    rf"|(\d{{1,2}})/(\d{{1,2}})/(\d\d){_END}"
    rf"|((?:19|20)\d\d)([/-])(\d\d?)\9(\d\d?){_END}"
)
_SPOKEN = re.compile(
    rf"(\d{{1,2}})(?: \([^()\n]{{1,20}}\))?[ /] ?tháng (\d{{1,2}})"
    rf"(?: ?[/-] ?({YEAR})|,? năm ({YEAR})|({_LATER})|{_END})"
)
_PAIR = re.compile(rf"(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}})(?:,? năm ({YEAR})|({_LATER})|(?![\w%/]|[.,]\d| ?\2 ?\d| /))")
_ALONE = re.compile(r"(\d{1,2})(?![\w%]|[./]\d)")
_MONTH = re.compile(
    rf"(?:(\d{{1,2}})|({'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})(?: ({YEAR}))?)"
    rf"(?: ?[/.-] ?({YEAR})|(?: của|,)? năm ({YEAR})|({_LATER})|(?![\w%]|[.,/]\d))"
)
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})( ?[/-] ?)({YEAR})(?! ?[/-] ?[\da-z])")
_QUARTER = re.compile(
    rf"(iii|iv|ii|i|[1-4]|một|hai|ba|bốn|tư)(?!\w)"
    rf"(?: ?[/-] ?({YEAR})|(?: của|,)? năm ({YEAR})|({_LATER})|(?![\d/]|[.,]\d))"
)
_YEAR = re.compile(YEAR)


class Part(Struct, frozen=True, gc=False):
    """A stretch of text and the point it names; `sep` is the mark between day and month."""

    end: int
    point: Point
    sep: str = ""
    fault: str | None = None


def _turn(words: str | None) -> int | None:
    return _TURNS[words.split()[-1]] if words else None


def _two_digits(year: str) -> int:
    """`97` is 1997, `18` is 2018: two digits mean the hundred years around the present pages."""
    number = int(year)
    return 1900 + number if number >= 50 else 2000 + number


def _day(end: int, day: str, month: str, year: int | None, turn: int | None = None, sep: str = "") -> Part:
    d, m = int(day), int(month)
    point = Point("day", year=year, months=(m, m), day=d, turn=turn)
    if not 1 <= m <= 12:
        return Part(end, point, sep, f"no month ({m})")
    if not 1 <= d <= days_in(year or 2000, m):
        return Part(end, point, sep, f"no day ({d}) in month {m}" + (f" of {year}" if year else ""))
    return Part(end, point, sep)


# ── readers ──────────────────────────────────────────────────────────────────


def full_day(low: str, at: int) -> Part | None:
    """`16/4/2009`, `11.9.2010`, `15 tháng 10 năm 2020`, `2020-07-30`: nothing is missing."""
    match = _FULL.match(low, at)
    if match is None:
        return None
    if match[1]:
        return _day(match.end(), match[1], match[3], int(match[4]), sep=match[2])
    if match[5]:
        return _day(match.end(), match[5], match[6], _two_digits(match[7]), sep="/")
    return _day(match.end(), match[11], match[10], int(match[8]), sep=match[9])


def spoken_day(low: str, at: int) -> Part | None:
    """`15 tháng 10`, with its year or without."""
    match = _SPOKEN.match(low, at)
    if match is None:
        return None
    year = match[3] or match[4]
    return _day(match.end(), match[1], match[2], int(year) if year else None, _turn(match[5]), "tháng")


def pair(low: str, at: int) -> Part | None:
    """`22/6`, `23-11`, `5.8`: whether it is a date at all is the caller's question."""
    match = _PAIR.match(low, at)
    if match is None:
        return None
    return _day(match.end(), match[1], match[3], int(match[4]) if match[4] else None, _turn(match[5]), match[2])


def lone_day(low: str, at: int) -> Part | None:
    """`22` of `ngày 22 đến ngày 24/6`."""
    match = _ALONE.match(low, at)
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    return Part(match.end(), Point("day", day=int(match[1])))


def any_day(low: str, at: int) -> Part | None:
    return full_day(low, at) or spoken_day(low, at) or pair(low, at) or lone_day(low, at)


_EARLY_YEAR = re.compile(r",? năm \d{1,3}(?!\d)")


def month(low: str, at: int) -> Part | None:
    """What stands after `tháng`: `5-2018`, `5 năm 2018`, `6.2016`, `5`, `năm`."""
    match = _MONTH.match(low, at)
    if match is None:
        return None
    number = int(match[1]) if match[1] else _MONTH_WORDS[match[2]]
    year = match[3] or match[4] or match[5]
    point = Point("month", year=int(year) if year else None, months=(number, number), turn=_turn(match[6]))
    if not year and _EARLY_YEAR.match(low, match.end()):
        return Part(match.end(), point, fault="a year before the calendar of these pages")
    return Part(match.end(), point, fault=None if 1 <= number <= 12 else f"no month ({number})")


def month_year(low: str, at: int) -> Part | None:
    """`4/2016`, `5-2018`, without the word."""
    match = _MONTH_YEAR.match(low, at)
    if match is None:
        return None
    number = int(match[1])
    if not 1 <= number <= 12:
        return None
    return Part(match.end(), Point("month", year=int(match[3]), months=(number, number)), match[2].strip())


def quarter(low: str, at: int) -> Part | None:
    """What stands after `quý`: `III/2024`, `1 năm 2020`, `iv`."""
    match = _QUARTER.match(low, at)
    if match is None:
        return None
    number = _ROMAN[match[1]]
    year = match[2] or match[3]
    months = (3 * number - 2, 3 * number)
    return Part(match.end(), Point("quarter", year=int(year) if year else None, months=months, turn=_turn(match[4])))


def year(low: str, at: int) -> Part | None:
    match = _YEAR.match(low, at)
    return Part(match.end(), year_of(int(match[0]))) if match else None
