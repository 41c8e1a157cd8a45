"""Anchors: a partial date is completed only from what the article itself says, and the record says from what.

In this order: within the expression itself; a date of the same sentence; a date before it in the same block;
the publication date; a date of the block before. Never the clock of the machine that reads.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from baocao.atoms.date_rules import Reading
from baocao.atoms.period import Deixis, Point, Stretch, Unresolved, When, Years, bounds, moved, precision
from baocao.model import Date, Document, Page

_AIMS = {"đến", "trước", "sau", "hết", "từ"}
"""Edges of deadlines and outlooks: such a year says nothing of the days beside it."""
_TIE = 45
"""Where two years fit a day almost equally well (within so many days), neither is chosen."""


def resolve(readings: Sequence[Reading], page: Page, documents: Sequence[Document] = ()) -> tuple[Date, ...]:
    """The readings as dates, in their order; anchors are `published` or d1, d2 … by that order."""
    return _Frame(readings, page, documents).dates()


class _Frame:
    """One article's dates while they are being completed."""

    def __init__(self, readings: Sequence[Reading], page: Page, documents: Sequence[Document]) -> None:
        self.readings = readings
        self.published = _published(page)
        starts = [s.start for s in page.sentences]
        blocks = [b.start for b in page.blocks]
        self.sentence = [bisect_right(starts, r.start) for r in readings]
        self.block = [bisect_right(blocks, r.start) for r in readings]
        issued = {d.end + gap for d in documents for gap in (1, 2)}
        self.reference = [r.start in issued for r in readings]
        self.done: list[tuple[date | None, date | None]] = [bounds(r.when) for r in readings]
        self.anchor: list[str | None] = [None] * len(readings)
        self.spoken: tuple[date, str] | None = None

    def dates(self) -> tuple[Date, ...]:
        self._find_day_of_speaking()
        for i, reading in enumerate(self.readings):
            if self.done[i][0] is None and not isinstance(reading.when, (Years, Unresolved)):
                self.done[i], self.anchor[i] = self._complete(i, reading.when)
        return tuple(
            Date(
                start=r.start,
                end=r.end,
                from_=self.done[i][0],
                to=self.done[i][1],
                precision=precision(r.when),
                edge=r.edge,
                anchor=self.anchor[i],
                rule=r.rule,
            )
            for i, r in enumerate(self.readings)
        )

    def _find_day_of_speaking(self) -> None:
        """`hôm nay (26/10/2017)` tells the day of speaking itself; else it is the day of publication."""
        if self.published is not None:
            self.spoken = self.published, "published"
        for i, reading in enumerate(self.readings):
            day = self.done[i][0]
            if reading.rule == "date.deixis_day" and reading.dateline and day is not None:
                self.spoken = day, f"d{i + 1}"
                return

    def _complete(self, i: int, when: When) -> tuple[tuple[date | None, date | None], str | None]:
        if isinstance(when, Deixis):
            return self._from_speaking(i, when)
        if isinstance(when, Stretch):
            return self._stretch(i, when)
        if isinstance(when, Point):
            filled, anchor = self._point(i, when)
            if filled is not None and (found := filled.bounds()):
                return found, anchor
        return (None, None), None

    # ── counted from the day of speaking ─────────────────────────────────────

    def _from_speaking(self, i: int, when: Deixis) -> tuple[tuple[date | None, date | None], str | None]:
        if when.unit == "term":
            return self._term(i, when)
        if self.readings[i].rule == "date.same_period":
            return self._same_period(i)
        if when.told:
            for j in self._earlier(i, same_sentence=True):
                day = self.done[j][0]
                if day is not None and not isinstance(self.readings[j].when, Years):
                    return moved(day, when), f"d{j + 1}"
        if self.spoken is not None:
            return moved(self.spoken[0], when), self.spoken[1]
        return (None, None), None

    def _same_period(self, i: int) -> tuple[tuple[date | None, date | None], str | None]:
        """`so với cùng kỳ`: the period of the same sentence, a year earlier."""
        for j in self._earlier(i, same_sentence=True):
            first, last = self.done[j]
            when = self.readings[j].when
            if first and last and isinstance(when, Point) and when.day is None:
                try:
                    return (first.replace(year=first.year - 1), _year_before(last)), f"d{j + 1}"
                except ValueError:
                    return (None, None), None
        return (None, None), None

    def _term(self, i: int, when: Deixis) -> tuple[tuple[date | None, date | None], str | None]:
        """The term that the article states, where only one can be meant."""
        terms: dict[tuple[date, date], int] = {}
        for j, reading in enumerate(self.readings):
            first, last = self.done[j]
            if reading.rule == "date.term" and isinstance(reading.when, Years) and first and last and j != i:
                terms.setdefault((first, last), j)
        ordered = sorted(terms)
        if len(ordered) == 1 and when.offset == 0:
            return ordered[0], f"d{terms[ordered[0]] + 1}"
        if len(ordered) == 2 and when.offset != 0:
            pick = ordered[0] if when.offset < 0 else ordered[1]
            return pick, f"d{terms[pick] + 1}"
        return (None, None), None

    # ── days and months without their year ───────────────────────────────────

    def _stretch(self, i: int, when: Stretch) -> tuple[tuple[date | None, date | None], str | None]:
        last, anchor = self._point(i, when.last)
        if last is None or last.year is None or last.months is None:
            return (None, None), None
        first = when.first
        if first.months is None:
            first = replace(first, months=last.months)
        if first.year is None:
            assert first.months is not None
            later = (first.months[0], first.day or 1) > (last.months[1], last.day or 31)
            first = replace(first, year=last.year - later)
        a, b = first.bounds(), last.bounds()
        if a is None or b is None or a[0] > b[1]:
            return (None, None), None
        return (a[0], b[1]), anchor

    def _point(self, i: int, point: Point) -> tuple[Point | None, str | None]:
        if point.complete:
            return point, None
        if point.turn is not None:
            return self._turned(i, point)
        if point.months is None:
            return self._monthless(i, point)
        reading = self.readings[i]
        prefer_published = reading.dateline and self.published is not None
        if not prefer_published:
            for j in [*self._earlier(i, same_sentence=True), *self._later(i)]:
                year = self._year_by(j, point, i)
                if year is not None:
                    return replace(point, year=year), f"d{j + 1}"
            for j in self._earlier(i, same_block=True):
                if precision(self.readings[j].when) in ("day", "month") and not self.reference[j]:
                    year = self._year_by(j, point, i)
                    if year is not None:
                        return replace(point, year=year), f"d{j + 1}"
        if self.published is not None:
            year = _nearest(point, self.published, reading.drift)
            return (replace(point, year=year), "published") if year else (None, None)
        return None, None

    def _turned(self, i: int, point: Point) -> tuple[Point | None, str | None]:
        """`tháng 5 năm ngoái`, `6 tháng đầu năm`: the year is counted from the year of speaking."""
        assert point.turn is not None
        if self.readings[i].rule in ("date.part_year", "date.half_year") and point.turn == 0:
            for j in self._earlier(i, same_sentence=True):
                year = self._year_of(j)
                if year is not None:
                    return replace(point, year=year), f"d{j + 1}"
        if self.spoken is not None:
            return replace(point, year=self.spoken[0].year + point.turn), self.spoken[1]
        return None, None

    def _monthless(self, i: int, point: Point) -> tuple[Point | None, str | None]:
        """`ngày 15`: the month of the nearest day or month before it in the block."""
        for j in self._earlier(i, same_block=True):
            first, last = self.done[j]
            if first and last and (first.year, first.month) == (last.year, last.month) and not self.reference[j]:
                return replace(point, year=first.year, months=(first.month, first.month)), f"d{j + 1}"
        if self.published is not None:
            for shift in sorted((-1, 0, 1), key=lambda n: self._distance(point, n)):
                if self._distance(point, shift) < 10**6:
                    month = self.published.year * 12 + self.published.month - 1 + shift
                    return replace(point, year=month // 12, months=(month % 12 + 1,) * 2), "published"
        return None, None

    def _distance(self, point: Point, shift: int) -> int:
        assert self.published is not None
        month = self.published.year * 12 + self.published.month - 1 + shift
        made = replace(point, year=month // 12, months=(month % 12 + 1, month % 12 + 1)).bounds()
        return abs((made[0] - self.published).days) if made else 10**6

    # ── neighbours ───────────────────────────────────────────────────────────

    def _earlier(self, i: int, *, same_sentence: bool = False, same_block: bool = False) -> list[int]:
        place = self.sentence if same_sentence else self.block
        out = []
        for j in range(i - 1, max(-1, i - 13), -1):
            if place[j] != place[i]:
                break
            out.append(j)
        return out

    def _later(self, i: int) -> list[int]:
        """Full days behind it in the same sentence: `từ ngày 12/3 … đến ngày 15/4/2018`."""
        out = []
        for j in range(i + 1, min(len(self.readings), i + 4)):
            if self.sentence[j] != self.sentence[i]:
                break
            if precision(self.readings[j].when) == "day" and not self.reference[j]:
                out.append(j)
        return out

    def _year_of(self, j: int) -> int | None:
        first, last = self.done[j]
        if first is None or last is None or first.year != last.year or self.readings[j].edge in _AIMS:
            return None
        return first.year

    def _year_by(self, j: int, point: Point, i: int) -> int | None:
        """The year that date `j` gives to the day or month `point`."""
        if self.reference[j]:
            return None
        first, last = self.done[j]
        if first is None or last is None or isinstance(self.readings[j].when, Years):
            return None
        if precision(self.readings[j].when) == "day":
            return _nearest(point, first, 1 if j < i else -1, tie=0)
        return self._year_of(j)


def _published(page: Page) -> date | None:
    stamp = page.metadata.published
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


def _year_before(day: date) -> date:
    """The same day a year earlier; the end of February stays its end."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    moved_day = day.replace(year=day.year - 1)
    after = day + timedelta(days=1)
    # 28 February as the end of a month is the 29th in a leap year.
    return after.replace(year=day.year - 1) - timedelta(days=1) if after.day == 1 else moved_day


def _nearest(point: Point, origin: date, drift: int, tie: int = _TIE) -> int | None:
    """The year that brings the point nearest to `origin`; None where two years fit about equally well."""
    ranked: list[tuple[int, int]] = []
    for year in (origin.year - 1, origin.year, origin.year + 1):
        made = replace(point, year=year).bounds()
        if made is None:
            continue
        middle = made[0] + (made[1] - made[0]) / 2
        away = (middle - origin).days
        distance = abs(away) + (60 if drift and away * drift < 0 and made[0] != origin else 0)
        ranked.append((distance, year))
    ranked.sort()
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < tie):
        return None
    return ranked[0][1]
