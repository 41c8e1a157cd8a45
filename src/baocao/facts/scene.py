"""The scene of a fact: the page with its atoms in order, and who and what stands near a place in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from operator import attrgetter
from sys import maxsize
from typing import Self, TypeVar

from msgspec import Struct

from baocao.model import BlockKind, Date, Document, Name, Page, Person, Quantity, Turn
from baocao.span import Spanned

A = TypeVar("A", bound=Spanned)
DURATION = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
"""Units of time."""


class Atoms(Struct, frozen=True, kw_only=True):
    """What stands in the text, numbered, in the offsets of the page's flow."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    documents: tuple[Document, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()


class Mention(Struct, frozen=True, gc=False):
    """One place where a named thing stands."""

    start: int
    end: int
    id: str
    name: str
    kind: str


class Line(Struct, frozen=True, gc=False):
    """A sentence with what stands in it, and the kind of its block."""

    start: int
    end: int
    block: int
    kind: BlockKind
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]


class Row(tuple[A, ...]):
    """Things in text order, with their starts apart: what stands in a range is asked for all the time."""

    starts: list[int]
    """Where each begins, and after the last one a place behind every text."""

    def __new__(cls, things: Iterable[A]) -> Self:
        row = super().__new__(cls, sorted(things, key=_start))
        row.starts = [*map(_start, row), maxsize]
        return row


_start = attrgetter("start")


def last_syllables(words: Iterable[str]) -> frozenset[str]:
    """With what the words end."""
    return frozenset(word.split()[-1] for word in words)


def inside(row: Row[A], start: int, end: int) -> tuple[A, ...]:
    """The things of a disjoint row that lie wholly in the range."""
    starts = row.starts
    first = bisect_left(starts, start)
    if starts[first] >= end:
        return ()
    last = bisect_left(starts, end, first)
    # only the last one can reach beyond the range
    return row[first:last] if row[last - 1].end <= end else row[first : last - 1]


def first_inside(row: Row[A], start: int, end: int) -> A | None:
    """The first thing of a disjoint row that lies wholly in the range."""
    starts = row.starts
    at = bisect_left(starts, start)
    return row[at] if starts[at] < end and row[at].end <= end else None


def shared(row: Row[A], ranges: Iterable[Spanned]) -> Iterator[tuple[A, ...]]:
    """What lies wholly in each of the ranges, which stand in text order and apart: one walk along both."""
    starts, here = row.starts, 0
    for one in ranges:
        start, end = one.start, one.end
        while starts[here] < start:
            here += 1
        first = here
        while starts[here] < end:
            here += 1
        yield row[first:here] if first == here or row[here - 1].end <= end else row[first : here - 1]


class Scene:
    """A page and its atoms; every fact is built from one."""

    def __init__(self, page: Page, atoms: Atoms) -> None:
        self.page = page
        self.atoms = atoms
        self.flow = page.flow
        self.low = page.low
        """The flow in lower case."""
        self.quantities = Row(atoms.quantities)
        self.dates = Row(atoms.dates)
        sentences, blocks = page.sentences, page.blocks
        held = zip(sentences, shared(self.quantities, sentences), shared(self.dates, sentences), strict=True)
        self.lines = Row([Line(s.start, s.end, s.block, blocks[s.block].kind, q, d) for s, q, d in held])
        """The sentences of the page, in order."""
        self._found: dict[str, list[int]] = {}
        """Where the words stand that were asked for."""
        self._said: dict[tuple[str, ...], list[int]] = {}
        """Where the words stand that were asked for together."""

    def has(self, start: int, end: int, words: tuple[str, ...]) -> bool:
        """Whether one of the words (in small letters) stands in the range: a cheap question before a dear pattern."""
        low = self.low
        for word in words:  # noqa: SIM110 (a generator would cost more than all the questions)
            if low.find(word, start, end) >= 0:
                return True
        return False

    def says(self, start: int, end: int, words: tuple[str, ...]) -> bool:
        """Whether one of the words begins in the range, where it is asked for most sentences of a page."""
        places = self._said.get(words) or self._look_for(words)
        return places[0] < end and places[bisect_left(places, start)] < end

    def may_end(self, start: int, end: int, syllables: Set[str]) -> bool:
        """Whether a range may end with one of the syllables: the cheap question before a pattern that looks back.

        Marks at the last word are for the pattern to judge.
        """
        last = self.low[max(start, end - _SYLLABLE) : end].rstrip(" ").rpartition(" ")[2]
        return last in syllables or not last.isalpha()

    def saying(self, *words: str) -> list[Line]:
        """The sentences in which one of the words (in small letters) begins, in order."""
        lines, starts, stop = self.lines, self.lines.starts, 0
        found: list[Line] = []
        for at in self._look_for(words)[:-1]:
            if at >= stop and starts[0] <= at:
                # words behind the last end found are those of another sentence, or of none
                line = lines[bisect_right(starts, at) - 1]
                if at < line.end:
                    found.append(line)
                    stop = line.end
        return found

    def _look_for(self, words: tuple[str, ...]) -> list[int]:
        """Where the words stand, and a place behind every text."""
        places = sorted([at for word in words for at in self.where(word)])
        places.append(maxsize)
        self._said[words] = places
        return places

    def where(self, word: str) -> list[int]:
        """Where a word (in small letters) stands in the page, looked for once."""
        places = self._found.get(word)
        if places is None:
            low, places = self.low, []
            at = low.find(word)
            while at >= 0:
                places.append(at)
                at = low.find(word, at + 1)
            self._found[word] = places
        return places

    @cached_property
    def quantities_by_id(self) -> dict[str, Quantity]:
        return {quantity.id: quantity for quantity in self.quantities}

    @cached_property
    def dates_by_id(self) -> dict[str, Date]:
        return {date.id: date for date in self.dates}

    @cached_property
    def times(self) -> dict[int, int]:
        """The ends of dates and durations by their starts."""
        times = {date.start: date.end for date in self.dates}
        return times | {q.start: q.end for q in self.quantities if q.unit in DURATION}

    @cached_property
    def terms(self) -> tuple[Date, ...]:
        """The terms of office that the article names (`nhiệm kỳ 2020-2025`), as far as they end on a known day."""
        return tuple(date for date in self.dates if date.to and self.low.startswith("nhiệm kỳ", date.start))

    @cached_property
    def places(self) -> Row[Mention]:
        return _mentions(self.atoms.places)

    @cached_property
    def organizations(self) -> Row[Mention]:
        return _mentions(self.atoms.organizations)

    @cached_property
    def people(self) -> Row[Mention]:
        return Row(Mention(m.start, m.end, p.id, p.name, "person") for p in self.atoms.people for m in p.mentions)

    @cached_property
    def documents(self) -> Row[Document]:
        return Row(self.atoms.documents)

    @cached_property
    def main_place(self) -> Mention | None:
        """The place the article speaks of: named in at least half of all mentions of places, and more than once."""
        count = Counter(m.id for m in self.places)
        if not count:
            return None
        best, times = count.most_common(1)[0]
        if times < 2 or 2 * times < len(self.places):
            return None
        return next(m for m in self.places if m.id == best)

    @cached_property
    def year(self) -> int | None:
        """The year of publication, where the header states one."""
        published = self.page.metadata.published
        return int(published[:4]) if published and published[:4].isdigit() else None

    def turn(self, offset: int) -> Turn | None:
        """The turn of an interview that a place belongs to."""
        at = bisect_right(self._turns.starts, offset)
        return self._turns[at - 1] if at and offset < self._turns[at - 1].end else None

    @cached_property
    def _turns(self) -> Row[Turn]:
        return Row(self.page.turns)

    def asked(self, offset: int) -> bool:
        """Whether the words are the interviewer's."""
        turn = self.turn(offset) if self.page.turns else None
        return turn is not None and turn.role == "reporter"

    def place_before(self, line: Line, offset: int) -> Mention | None:
        """The last place that the same block names before an offset, else the article's main place.

        No narrower place where the sentence speaks of the whole country since.
        """
        start = self.page.blocks[line.block].start
        at = bisect_left(self.places.starts, offset)
        near = self.places[at - 1] if at else None
        if near and near.start < start:
            near = None
        place = near or self.main_place
        if place is None or place.kind == "nước":
            return place
        return None if self.has(max(line.start, near.end if near else 0), offset, _COUNTRY) else place


_SYLLABLE = 16
"""Characters that hold the longest syllable."""
_COUNTRY = ("cả nước", "toàn quốc")


def _mentions(names: Sequence[Name]) -> Row[Mention]:
    return Row(Mention(m.start, m.end, n.id, n.name, n.kind) for n in names for m in n.mentions)
