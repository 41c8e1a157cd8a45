"""Periods: what ends share, and how days are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baocao.atoms.date_lunar import BRANCHES, STEMS, place, year_place
from baocao.atoms.period import Deixis, Point, bounds, joined, moved, year_before

DAYS = [date(2023, 12, 1) + timedelta(days=n) for n in range(460)]


def test_a_range_shares_the_month_and_the_year_that_one_end_writes() -> None:
    stretch = joined(Point("day", day=22), Point("day", year=2020, months=(6, 6), day=24))
    assert bounds(stretch) == (date(2020, 6, 22), date(2020, 6, 24))


def test_a_range_that_falls_crosses_the_new_year() -> None:
    winter = Point("day", months=(12, 12), day=25), Point("day", year=2019, months=(1, 1), day=5)
    assert bounds(joined(*winter)) == (date(2018, 12, 25), date(2019, 1, 5))
    written_first = Point("day", year=2018, months=(12, 12), day=25), Point("day", months=(1, 1), day=5)
    assert bounds(joined(*written_first)) == (date(2018, 12, 25), date(2019, 1, 5))


def test_a_range_that_runs_backwards_has_no_days() -> None:
    later, earlier = (Point("year", year=year, months=(1, 12)) for year in (2020, 2010))
    assert bounds(joined(later, earlier)) == (None, None)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_this_day_week_month_quarter_and_year_hold_the_day_of_speaking(day: date) -> None:
    for unit in ("day", "week", "month", "quarter", "year"):
        here, after, back = (moved(day, Deixis(unit, n)) for n in (0, 1, -1))  # type: ignore[arg-type]
        assert here is not None
        assert after is not None
        assert back is not None
        assert here[0] <= day <= here[1]
        assert after[0] - here[1] == here[0] - back[1] == timedelta(days=1)


def test_counting_beyond_the_calendar_gives_nothing() -> None:
    assert moved(date.max, Deixis("day", 1)) is None
    assert moved(date.max, Deixis("year", 1)) is None


def test_the_same_months_a_year_earlier_end_with_their_last_month() -> None:
    assert year_before(date(2021, 1, 1), date(2021, 2, 28)) == (date(2020, 1, 1), date(2020, 2, 29))
    assert year_before(date(2020, 1, 1), date(2020, 2, 29)) == (date(2019, 1, 1), date(2019, 2, 28))
    assert year_before(date(2020, 4, 1), date(2020, 6, 30)) == (date(2019, 4, 1), date(2019, 6, 30))


def test_the_sixty_names_are_sixty_places_and_the_other_pairs_are_none() -> None:
    places = [place(stem, branch) for stem in STEMS for branch in BRANCHES]
    assert sorted(p for p in places if p is not None) == list(range(60))
    assert places.count(None) == 60
    assert place("giáp", "thìn") == year_place(2024)
    assert place("nhâm", "thìn") == year_place(1952)
