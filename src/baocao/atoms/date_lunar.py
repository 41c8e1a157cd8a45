"""Years by their names in the sixty-year cycle: `Giáp Thìn 2024`, `Xuân Kỷ Hợi`, `năm Nhâm Thìn (1952)`.

The lunar year begins some weeks after the solar one; a name beside a number means the solar year of that
number. `Tết Giáp Thìn` without a number is the first day of that year, by the table of new years as the
calendar of Vietnam has them. Other days of the lunar calendar (`mùng 3 Tết`, `10/3 âm lịch`) stay unresolved.
"""

from __future__ import annotations

import re
from datetime import date

from baocao.atoms import date_parts as parts
from baocao.atoms.date_context import Answer, reading
from baocao.atoms.period import Cycle, year_of
from baocao.lexicon import table

STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SPELLINGS = {"tí": "tý", "tị": "tỵ", "mẹo": "mão"}
_NAME = rf"({'|'.join(STEMS)}) ({'|'.join((*BRANCHES, *_SPELLINGS))})(?!\w)"
_NAMED = re.compile(rf" (?:nguyên đán )?{_NAME}(?:,? (?:năm )?({parts.YEAR})| \(({parts.YEAR})\))?")
_BEFORE = re.compile(rf"(?<!\w)(?:(?:năm|xuân) )?{_NAME} $")
CYCLE = 60
NEW_YEARS = {day.year: day for day in (date.fromisoformat(row["day"]) for row in table("lunar_new_years"))}


def place(stem: str, branch: str) -> int | None:
    """The place in the cycle (`giáp tý` is 0); None for a pair that never meets, such as `giáp sửu`."""
    i, j = STEMS.index(stem), BRANCHES.index(_SPELLINGS.get(branch, branch))
    return next((n for n in range(i, CYCLE, 10) if n % 12 == j), None)


def names_year(stem: str, branch: str) -> bool:
    """Whether two words are a year's name: `Quý Dậu` is no person."""
    first, second = stem.lower(), branch.lower()
    known = first in STEMS and (second in BRANCHES or second in _SPELLINGS)
    return known and place(first, second) is not None


def year_place(year: int) -> int:
    """The place of a year in the cycle; 1984 was `giáp tý`."""
    return (year - 1984) % CYCLE


def cycle_year(low: str, at: int, lead: str) -> Answer:
    """After `năm`, `xuân` or `tết`: the name of a year, and its number where it is written."""
    match = _NAMED.match(low, at + len(lead))
    if match is None:
        return None
    named = place(match[1], match[2])
    if named is None:
        return None
    number = match[3] or match[4]
    feast = lead == "tết"
    if number is None:
        return [reading(low, at, match.end(), Cycle(named, feast), "date.lunar")]
    if feast or year_place(int(number)) != named:
        return None  # the number stands alone: it is read where it is met
    return [reading(low, at, match.end(), year_of(int(number)), "date.lunar")]


def cycle_before(low: str, at: int, year: int) -> int:
    """Where the expression begins, if the name of `year` stands right before its number."""
    match = _BEFORE.search(low, max(0, at - 36), at)
    return match.start() if match and place(match[1], match[2]) == year_place(year) else at
