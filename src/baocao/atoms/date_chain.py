"""Chains: ranges and lists of calendar parts, one grammar for days, months, quarters and years.

A range of dates is one date, a list several: `từ ngày 22 đến ngày 24/6`, `25 và 26-7`, `(22,23,24.6)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from baocao.atoms import date_parts as parts
from baocao.atoms.date_context import COUNTED, MEASURE, Reading, reading
from baocao.atoms.date_parts import Part
from baocao.atoms.period import Point, Stretch, When, Years, joined

_TO = re.compile(r" ?- ?| (?:cho )?(?:đến|tới)(?: hết| cuối| đầu| giữa| trước| khoảng)? ")
_AND = re.compile(r",? (?:và|hoặc|hay|cùng|&) |[,;] ?")
_WORD = re.compile(
    r"(?:(?:sáng|trưa|chiều|tối|đêm|hết|cuối|đầu|giữa) )?(?:(ngày|mùng|mồng|tháng|quý|năm) )?(?:mùng |mồng )?"
)
_LONGEST = 12
"""Parts in one chain; more is no sentence about dates."""

READERS: dict[str, Callable[[str, int], Part | None]] = {
    "ngày": parts.any_day,
    "tháng": parts.month,
    "quý": parts.quarter,
    "năm": parts.year,
}


class Link(Struct, frozen=True, gc=False):
    """A part in a chain: where it stands with its word, and how it is tied to the one before."""

    start: int
    part: Part
    word: str
    """ngày, tháng, quý or năm: written, or taken over from the part before."""
    range: bool = False
    named: bool = True
    """Whether its own word is written."""

    @property
    def point(self) -> Point:
        return self.part.point


def chain(low: str, first: Link) -> list[Link]:
    """`first` and what is tied to it; what misses something takes it from its neighbours."""
    links = [first]
    while len(links) < _LONGEST:
        link = _next(low, links[-1])
        if link is None or (link.range and links[-1].range):
            break
        links.append(link)
    while len(links) > 1 and not _holds(low, links):
        links.pop()
    return _spread(links)


def _next(low: str, last: Link) -> Link | None:
    """The part that a joint ties to `last`, in the same unit unless its own word says another."""
    at = last.part.end
    if low[at : at + 1] not in (" ", ",", "-", ";"):
        return None
    to = _TO.match(low, at)
    joint = to or _AND.match(low, at)
    if joint is None:
        return None
    words = _WORD.match(low, joint.end())
    assert words is not None  # every part of it is optional
    word = "ngày" if words[1] in ("mùng", "mồng") else words[1]
    if word:
        part = READERS[word](low, words.end())
        start = words.start(1)
    else:
        word = last.word
        part = _like(low, words.end(), last)
        start = words.end()
    if part is None or part.fault:
        return None
    if to is None and (word != last.word or part.point.precision != last.point.precision):
        return None
    return Link(start, part, word, to is not None, words[1] is not None)


def _like(low: str, at: int, last: Link) -> Part | None:
    """A part without its word, read as the kind that stands before it."""
    if last.word == "ngày":
        dated = parts.full_day(low, at) or parts.spoken_day(low, at) or parts.pair(low, at)
        # A bare day can follow only bare days: after `22/6,` a number counts something.
        return dated or (parts.lone_day(low, at) if last.point.months is None else None)
    if last.word == "tháng":
        return parts.full_day(low, at) or parts.month_year(low, at) or parts.month(low, at)
    if last.word == "quý":
        return parts.quarter(low, at)
    found = parts.year(low, at)
    if found is not None and abs((found.point.year or 0) - (last.point.year or 0)) > 150:
        return None
    return found


def _holds(low: str, links: list[Link]) -> bool:
    """Whether the last link belongs to the chain, or counts the noun behind it."""
    last = links[-1]
    if last.named:
        return True
    if last.word == "ngày" and last.point.months is None:
        return False
    if last.point.precision in ("month", "quarter") and last.point.year is None:
        return not COUNTED.match(low, last.part.end) and low[last.part.end : last.part.end + 1] != "/"
    if last.word == "năm":
        if MEASURE.match(low, last.part.end):
            return False
        near = abs((last.point.year or 0) - (links[-2].point.year or 0)) == 1
        return near or not COUNTED.match(low, last.part.end)
    return True


def _spread(links: list[Link]) -> list[Link]:
    """Fill what a later part of a list writes for the earlier ones (`25 và 26-7`, `tháng 3, 4 năm 2019`)."""
    out = list(links)
    for i in range(len(out) - 2, -1, -1):
        here, later = out[i].point, out[i + 1].point
        if here.precision != later.precision or here.precision not in ("day", "month", "quarter"):
            continue
        if out[i + 1].range and not (i + 2 < len(out) or (i and not out[i].range)):
            continue  # a range alone: `joined` shares, across the turn of the year too
        if here.months is None:
            here = replace(here, months=later.months)
        if here.year is None and here.turn is None:
            here = replace(here, year=later.year, turn=later.turn)
        out[i] = replace(out[i], part=replace(out[i].part, point=here))
    return out


def readings(low: str, links: list[Link], rule: str, *, dateline: bool = False) -> list[Reading]:
    """A chain as dates: a range is one, a list several."""
    made: list[Reading] = []
    i = 0
    while i < len(links):
        here = links[i]
        there = links[i + 1] if i + 1 < len(links) and links[i + 1].range else None
        if there is None:
            made.append(reading(low, here.start, here.part.end, here.point, rule, dateline=dateline))
            i += 1
            continue
        i += 2
        if _anniversary(here.point, there.point):
            made += [reading(low, x.start, x.part.end, x.point, rule) for x in (here, there)]
        else:
            when = _ranged(here.point, there.point)
            made.append(reading(low, here.start, there.part.end, when, "date.range", dateline=dateline))
    return made


def _ranged(first: Point, last: Point) -> When:
    if first.precision == last.precision == "year" and first.year is not None and last.year is not None:
        return Years(first.year, last.year if last.year >= first.year else None)
    stretch = joined(first, last)
    return Stretch(stretch.first, stretch.last)


def _anniversary(first: Point, last: Point) -> bool:
    """`19/5/1890 - 19/5/2020`: one day of two years, the event and its anniversary, is no range."""
    return (
        first.day is not None
        and (first.day, first.months) == (last.day, last.months)
        and None not in (first.year, last.year)
        and first.year != last.year
    )
