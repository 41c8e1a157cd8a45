"""Rules and the one overlap policy: how every kind of atom is recognised.

A rule is a name, a pattern and a build function. A recogniser runs its ordered rules over a page and
gives candidates, taken and refused alike, so that `baocao explain` can show both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from baocao.model import Page
from baocao.span import Spanned

F = TypeVar("F", bound=Spanned)


class Refusal(Struct, frozen=True, gc=False):
    """Why a rule did not make a fact of what its pattern matched."""

    reason: str


class Rule(Struct, Generic[F], frozen=True, gc=False):
    """`build` returns the fact, or a refusal; the fact's span may be smaller than the match."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Page], F | Refusal]


class Candidate(Struct, Generic[F], frozen=True, gc=False):
    """One proposal of a rule: `fact` where it stands, otherwise `reason`."""

    start: int
    end: int
    rule: str
    fact: F | None = None
    reason: str | None = None


def propose(rules: Sequence[Rule[F]], page: Page) -> list[Candidate[F]]:
    """Run every rule over the page, in order."""
    found: list[Candidate[F]] = []
    for rule in rules:
        for match in rule.pattern.finditer(page.flow):
            made = rule.build(match, page)
            if isinstance(made, Refusal):
                found.append(Candidate(match.start(), match.end(), rule.name, reason=made.reason))
            else:
                found.append(Candidate(made.start, made.end, rule.name, made))
    return found


def resolve(candidates: Iterable[Candidate[F]], taken: Sequence[Spanned] = ()) -> list[Candidate[F]]:
    """Keep what does not collide: nothing that touches `taken`; then the longest; then the first rule.

        taken       ├──────┤
        a      ├───────┤              refused: overlaps what is taken
        b                    ├──────────┤   kept: longest
        c                         ├──┤      refused: inside b

    Returns all candidates in text order; losers carry a reason in place of their fact.
    """
    ordered = list(candidates)
    in_order = sorted(ordered, key=_place)
    if not taken and all(a.end <= b.start for a, b in pairwise([c for c in in_order if c.fact is not None])):
        return in_order
    claimed = [(span.start, span.end, "another kind") for span in taken]
    rank = sorted(
        (i for i, c in enumerate(ordered) if c.fact is not None),
        key=lambda i: (ordered[i].start - ordered[i].end, i),
    )
    busy = _Intervals(claimed)
    for i in rank:
        candidate = ordered[i]
        winner = busy.clash(candidate.start, candidate.end)
        if winner is None:
            busy.claim(candidate.start, candidate.end, candidate.rule)
        else:
            ordered[i] = replace(candidate, fact=None, reason=f"overlaps {winner}")
    return sorted(ordered, key=_place)


def _place(candidate: Candidate[Any]) -> tuple[int, int]:
    return candidate.start, candidate.end


class _Intervals:
    """Disjoint claimed ranges, kept sorted so that a clash is found by bisection."""

    def __init__(self, claimed: Iterable[tuple[int, int, str]]) -> None:
        self._starts: list[int] = []
        self._ranges: list[tuple[int, int, str]] = []
        for start, end, owner in claimed:
            if self.clash(start, end) is None:
                self.claim(start, end, owner)

    def clash(self, start: int, end: int) -> str | None:
        i = bisect_left(self._starts, end)
        if i and self._ranges[i - 1][1] > start:
            return self._ranges[i - 1][2]
        return None

    def claim(self, start: int, end: int, owner: str) -> None:
        i = bisect_left(self._starts, start)
        self._starts.insert(i, start)
        self._ranges.insert(i, (start, end, owner))


def facts(candidates: Iterable[Candidate[F]]) -> list[F]:
    """The facts among the candidates, in text order."""
    return [c.fact for c in candidates if c.fact is not None]
