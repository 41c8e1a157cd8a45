"""Anchors: a partial date is completed only from what the article itself says, and the record says from what.

For a day or a month without its year, in this order: a date of the same sentence; a date before it in the
same block; the publication date; a day just before it; the title. A day that is dated by the time of writing
(`sáng 23/6`) goes to the publication date first. Never the clock of the machine that reads.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from baocao.atoms.date_context import Reading
from baocao.atoms.date_lunar import CYCLE, NEW_YEARS, year_place
from baocao.atoms.period import (
    Cycle,
    Deixis,
    Point,
    SamePeriod,
    SchoolYear,
    Stretch,
    Term,
    UntilNow,
    When,
    Years,
    bounds,
    moved,
    nearest,
    year_before,
)
from baocao.lexicon import openings
from baocao.model import Date, Document, Page

_AIMS = {"đến", "trước", "sau", "hết", "từ", "cùng kỳ"}
"""Edges of deadlines, outlooks and bases: such a year says nothing of the days beside it."""
# `sẽ khai thác vào năm 2025`, `cuốn sách ra đời năm 2014`: a year of another time than the days beside it
_BACKGROUND = (
    "vào", "của", "hồi", "kể từ", "ngay từ", "so với", "so", "ra đời", "thành lập", "sinh", "mất", "xuất bản",
    "ban hành", "thông qua", "khánh thành", "khởi công", "xây dựng", "tốt nghiệp", "bổ nhiệm", "hiệu lực",
)  # fmt: skip
_ELSEWHEN = re.compile(
    openings(
        (),
        *(f"{word}(?: vào| từ)?(?: đầu| giữa| cuối)? ?$" for word in _BACKGROUND),
        *(rf"{word}(?= )[^.;:\n]{{0,60}} ?$" for word in ("sẽ", "dự kiến", "phấn đấu", "mục tiêu", "tầm nhìn")),
    )
)
_BEFORE_YEAR = 72
"""Code points before a year that are looked at for that."""
_LATELY = 500
"""Code points back, over block boundaries, that a full day still dates the next (`ngày 15/5` after `12/5/2018`)."""
_STORY = 100
"""Days that dates of one story lie apart, where they stand in different sentences."""
_ANY = ("day", "month", "quarter", "half", "year", "range")
_FINE = {"day": ("day",), "month": ("day", "month")}
"""`hôm sau` counts from a day, `tháng trước` from a day or a month, `năm trước` from anything."""
_BACK = 12
"""How many dates back a neighbour is looked for."""

_SCHOOL_BEGINS = 8
"""The month in which pages begin to speak of the new school year as this one."""

Bounds = tuple[date | None, date | None]
_NOTHING: Bounds = (None, None)


def resolve(readings: Sequence[Reading], page: Page, documents: Sequence[Document] = ()) -> list[Date]:
    """The readings as dates, in their order; anchors are `published` or d1, d2 … by that order.

    `readings` are in text order, in the page's offsets; dates of `documents` complete nothing else.
    """
    return _Frame(readings, page, documents).dates()


class _Frame:
    """One article's dates while they are being completed."""

    def __init__(self, readings: Sequence[Reading], page: Page, documents: Sequence[Document]) -> None:
        self.readings = readings
        self.published = _published(page)
        sentences = [s.start for s in page.sentences]
        blocks = [b.start for b in page.blocks]
        self.sentence = [bisect_right(sentences, r.start) for r in readings]
        self.block = [bisect_right(blocks, r.start) for r in readings]
        self.headings = {i for i, b in enumerate(page.blocks[:3], 1) if b.kind in ("heading", "lead")}
        issued = {d.end + gap for d in documents for gap in (1, 2)}
        self.aside = [r.aside or r.start in issued or _elsewhen(r, page) for r in readings]
        self.done: list[Bounds] = [bounds(r.when) for r in readings]
        self.anchors: list[str | None] = [None] * len(readings)
        self.terms: dict[Bounds, int] = {}
        """The terms that the article states, with the first date of each."""
        self.school_year: int | None = None
        """The school year last named."""
        for i, r in enumerate(readings):
            if r.rule == "date.term" and isinstance(r.when, Years) and r.when.last is not None:
                self.terms.setdefault(self.done[i], i)
        self.speaking: tuple[date, str] | None = None if self.published is None else (self.published, "published")

    def dates(self) -> list[Date]:
        self._find_day_of_speaking()
        for i, reading in enumerate(self.readings):
            if self.done[i] == _NOTHING:
                self.done[i], self.anchors[i] = self._complete(i, reading.when)
            if reading.rule == "date.school_year" and isinstance(reading.when, Years):
                self.school_year = i
        return [
            Date(
                start=r.start,
                end=r.end,
                from_=self.done[i][0],
                to=self.done[i][1],
                precision=r.when.precision,
                edge=r.edge,
                anchor=self.anchors[i],
                rule=r.rule,
            )
            for i, r in enumerate(self.readings)
        ]

    def _find_day_of_speaking(self) -> None:
        """`hôm nay (26/10/2017)` tells the day of speaking itself; else it is the day of publication."""
        for i, reading in enumerate(self.readings):
            if reading.rule != "date.deixis_day" or not reading.dateline:
                continue
            if self.done[i] == _NOTHING:
                self.done[i], self.anchors[i] = self._complete(i, reading.when)
            day = self.done[i][0]
            if day is not None:
                self.speaking = day, f"d{i + 1}"
                return

    def _complete(self, i: int, when: When) -> tuple[Bounds, str | None]:
        if isinstance(when, Point):
            filled, anchor = self._point(i, when)
            return ((filled.bounds() or _NOTHING), anchor) if filled else (_NOTHING, None)
        if isinstance(when, Stretch):
            return self._stretch(i, when)
        if isinstance(when, Deixis):
            return self._from_speaking(i, when)
        if isinstance(when, Term):
            return self._term(when)
        if isinstance(when, SamePeriod):
            return self._same_period(i)
        if self.published is not None and isinstance(when, UntilNow):
            return (None, self.published), "published"
        if isinstance(when, SchoolYear):
            return self._school_year(i, when)
        if self.published is not None and isinstance(when, Cycle):
            near = range(self.published.year - CYCLE // 2, self.published.year + CYCLE // 2)
            year = next(y for y in near if year_place(y) == when.place)
            if not when.new_year:
                return (date(year, 1, 1), date(year, 12, 31)), "published"
            day = NEW_YEARS.get(year)
            return ((day, day), "published") if day else (_NOTHING, None)
        return _NOTHING, None

    # ── counted from the day of speaking, or from the story ──────────────────

    def _from_speaking(self, i: int, when: Deixis) -> tuple[Bounds, str | None]:
        if when.told:
            for j in self._before(i, self.sentence):
                day = self.done[j][0]
                fine = self.readings[j].when.precision in _FINE.get(when.unit, _ANY)
                if day is not None and fine and not self.aside[j] and not isinstance(self.readings[j].when, Years):
                    return moved(day, when) or _NOTHING, f"d{j + 1}"
        if self.speaking is None:
            return _NOTHING, None
        return moved(self.speaking[0], when) or _NOTHING, self.speaking[1]

    def _same_period(self, i: int) -> tuple[Bounds, str | None]:
        """`so với cùng kỳ`: the months that the sentence speaks of, or else its paragraph, a year earlier."""
        for j in (*self._before(i, self.sentence), *self._before(i, self.block)):
            when, (first, last) = self.readings[j].when, self.done[j]
            if first and last and isinstance(when, Point) and when.day is None and self.readings[j].edge is None:
                return year_before(first, last), f"d{j + 1}"
        return _NOTHING, None

    def _term(self, when: Term) -> tuple[Bounds, str | None]:
        """The term that the article states, where only one can be meant."""
        terms = sorted((first, last) for first, last in self.terms if first and last)
        if len(terms) == 1 and when.offset == 0:
            pick = terms[0]
        elif len(terms) == 2 and terms[0][1].year == terms[1][0].year and when.offset:
            pick = terms[0] if when.offset < 0 else terms[1]
        else:
            return _NOTHING, None
        return pick, f"d{self.terms[pick] + 1}"

    def _school_year(self, i: int, when: SchoolYear) -> tuple[Bounds, str | None]:
        """Counted from the school year last named; else from the one that runs on the day of speaking."""
        if self.school_year is not None:
            first, last = self.done[self.school_year]
            if first and last:
                offset = when.offset
                return (_shifted(first, offset), _shifted(last, offset)), f"d{self.school_year + 1}"
        if self.speaking is None:
            return _NOTHING, None
        day, anchor = self.speaking
        year = day.year - (day.month < _SCHOOL_BEGINS) + when.offset
        return (date(year, 1, 1), date(year + 1, 12, 31)), anchor

    # ── days, months and quarters without their year ─────────────────────────

    def _stretch(self, i: int, when: Stretch) -> tuple[Bounds, str | None]:
        last, anchor = self._point(i, when.last)
        if last is None or last.year is None or last.months is None:
            return _NOTHING, None
        first = when.first if when.first.months else replace(when.first, months=last.months)
        if first.year is None and first.months is not None:
            later = (first.months[0], first.day or 1) > (last.months[1], last.day or 31)
            first = replace(first, year=last.year - later)
        a, b = first.bounds(), last.bounds()
        return ((a[0], b[1]), anchor) if a and b and a[0] <= b[1] else (_NOTHING, None)

    def _point(self, i: int, point: Point) -> tuple[Point | None, str | None]:
        if point.complete:
            return point, None
        if point.turn is not None:
            if self.speaking is None:
                return None, None
            return replace(point, year=self.speaking[0].year + point.turn), self.speaking[1]
        if point.months is None:
            return (None, None) if self.readings[i].drift and self.published is None else self._monthless(i, point)
        dateline = self.readings[i].dateline
        if self.readings[i].drift and self.published is None:
            return None, None
        if dateline and self.published is not None:
            year = nearest(point, self.published, self.readings[i].drift)
            return (replace(point, year=year), "published") if year else (None, None)
        for j in self._neighbours(i, point):
            if dateline and j < i and self.readings[j].when.precision != "day":
                continue
            year = self._year_by(j, point, after=j < i)
            if year is not None and (self.sentence[i] == self.sentence[j] or self._one_story(j, point, year)):
                return replace(point, year=year), f"d{j + 1}"
        if self.published is not None:
            if self.readings[i].rule in ("date.part_year", "date.half_year"):
                return replace(point, year=self.published.year), "published"
            year = nearest(point, self.published, self.readings[i].drift)
            if year is None and point.day is not None:
                year = self.published.year  # `từ 1/9` in March: nobody means the year before
            return (replace(point, year=year), "published") if year else (None, None)
        for j in self._lately(i, point):
            year = self._year_by(j, point, after=True)
            if year is not None and self._one_story(j, point, year):
                return replace(point, year=year), f"d{j + 1}"
        return None, None

    def _monthless(self, i: int, point: Point) -> tuple[Point | None, str | None]:
        """`ngày 15`: the month of the day or month before it in the block, else the nearest to publication."""
        for j in self._before(i, self.block):
            first, last = self.done[j]
            if first and last and (first.year, first.month) == (last.year, last.month) and not self.aside[j]:
                return replace(point, year=first.year, months=(first.month, first.month)), f"d{j + 1}"
        if self.published is None:
            return None, None
        month = self.published.year * 12 + self.published.month - 1
        made = [replace(point, year=m // 12, months=(m % 12 + 1, m % 12 + 1)) for m in (month, month - 1, month + 1)]
        days = [(abs((b[0] - self.published).days), p) for p in made if (b := p.bounds())]
        return min(days, key=lambda d: d[0])[1], "published"

    # ── neighbours ───────────────────────────────────────────────────────────

    def _before(self, i: int, place: Sequence[int]) -> Iterator[int]:
        """The dates before `i` in the same sentence or block, nearest first."""
        for j in range(i - 1, max(-1, i - 1 - _BACK), -1):
            if place[j] != place[i]:
                return
            yield j

    def _neighbours(self, i: int, point: Point) -> Iterator[int]:
        """Same sentence, before and behind; then the days and months before it in the block."""
        yield from self._before(i, self.sentence)
        for j in range(i + 1, min(len(self.readings), i + 4)):
            if self.sentence[j] == self.sentence[i] and self.readings[j].when.precision in ("day", "quarter", "half"):
                yield j
        fine = ("day", "month") if point.day else ("day", "month", "quarter", "half", "year")
        for j in self._before(i, self.block):
            if self.readings[j].when.precision in fine and self.sentence[j] != self.sentence[i]:
                yield j

    def _lately(self, i: int, point: Point) -> Iterator[int]:
        """Without a publication date: the full days shortly before, and the period that the title names."""
        for j in range(i - 1, max(-1, i - 1 - _BACK), -1):
            if self.readings[i].start - self.readings[j].end > _LATELY:
                break
            if self.readings[j].when.precision == "day":
                yield j
        for j in range(min(i, _BACK) - 1, -1, -1):
            if self.block[j] in self.headings:
                yield j

    def _one_story(self, j: int, point: Point, year: int) -> bool:
        """Whether the completed point stays near date `j`; a day of background dates no news."""
        first, made = self.done[j][0], replace(point, year=year).bounds()
        if self.readings[j].when.precision != "day":
            return True
        return first is not None and made is not None and abs((made[0] - first).days) <= _STORY

    def _year_by(self, j: int, point: Point, *, after: bool) -> int | None:
        """The year that date `j` gives to the day or month `point`."""
        first, last = self.done[j]
        if first is None or last is None or self.aside[j] or isinstance(self.readings[j].when, Years):
            return None
        if self.readings[j].when.precision == "day":
            return nearest(point, first, 1 if after else -1, tie=0)
        if first.year != last.year or self.readings[j].edge in _AIMS:
            return None
        return first.year


def _elsewhen(reading: Reading, page: Page) -> bool:
    """Whether a year is told as one of another time."""
    if reading.when.precision not in ("year", "month"):
        return False
    return _ELSEWHEN.search(page.low, max(0, reading.start - _BEFORE_YEAR), reading.start) is not None


def _shifted(day: date, years: int) -> date:
    """The first or last day of a year, so many years on."""
    return day.replace(year=day.year + years)


def _published(page: Page) -> date | None:
    stamp = page.metadata.published
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None
