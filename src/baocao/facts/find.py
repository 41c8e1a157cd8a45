"""The conductor of the room: atoms become facts, in one visible order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from baocao.atoms.rule import Candidate
from baocao.atoms.rule import facts as taken
from baocao.facts import abstain, audit, award, commitment, derive, event, indicator, motto
from baocao.facts.figures import Figures
from baocao.facts.scene import Atoms, Scene
from baocao.model import Abstained, Award, Commitment, Date, Derived, Discrepancy, Event, Indicator, Page, Quantity
from baocao.span import Span

F = TypeVar("F", bound=msgspec.Struct)


class Facts(Struct, frozen=True, kw_only=True):
    """What is said with the atoms, numbered, in the offsets of the page's flow."""

    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    awards: tuple[Award, ...] = ()
    derived: tuple[Derived, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    abstained: tuple[Abstained, ...] = ()
    atoms: Atoms = Atoms()
    tried: tuple[tuple[str, Sequence[Candidate[Any]]], ...] = ()
    """The candidates of every kind that has any, taken and refused alike."""

    @property
    def trials(self) -> Iterator[tuple[str, Candidate[Any]]]:
        """Every candidate with the kind of fact it was for: what `explain` shows."""
        found = [_shown(x.spans[0], x.kind) for x in self.discrepancies if x.spans]
        for kind, candidates in (*self.tried, ("derived", _placed(self)), ("discrepancy", found)):
            for candidate in candidates:
                yield kind, candidate


def find(page: Page, atoms: Atoms) -> Facts:
    """Understand what the numbered atoms of a page say; total on every page."""
    scene = Scene(page, atoms)
    promises = commitment.candidates(scene)
    commitments = _numbered("c", taken(promises))
    reader = indicator.Reader(scene, tuple(commitments))
    measures = reader.read()
    indicators = _numbered("i", taken(measures))
    happenings = sorted([*event.candidates(scene), *motto.candidates(scene)], key=lambda c: (c.start, c.end))
    honours = award.candidates(scene)
    tried = (("commitment", promises), ("indicator", measures), ("event", happenings), ("award", honours))
    known = Figures(scene)
    derived = _numbered("v", derive.derived(known, indicators))
    discrepancies = _numbered("x", audit.discrepancies(known, indicators, commitments))
    return Facts(
        indicators=tuple(indicators),
        commitments=tuple(commitments),
        events=tuple(_numbered("e", taken(happenings))),
        awards=tuple(_numbered("a", taken(honours))),
        derived=tuple(derived),
        discrepancies=tuple(discrepancies),
        abstained=tuple(abstain.abstained(scene, reader.ledger)),
        atoms=atoms,
        tried=tuple([(kind, candidates) for kind, candidates in tried if candidates]),
    )


def _placed(said: Facts) -> Iterator[Candidate[Span]]:
    """Every derived value at the figure it was computed for, else at its first input."""
    stated: tuple[Quantity | Date | Indicator, ...] = (*said.atoms.quantities, *said.atoms.dates, *said.indicators)
    places = {fact.id: Span(fact.start, fact.end) for fact in stated}
    for value in said.derived:
        here = next((places[id_] for id_ in (value.of, *value.inputs) if id_ in places), None)
        if here is not None:
            yield _shown(here, value.rule)


def _shown(place: Span, rule: str) -> Candidate[Span]:
    """What was made of a place that is no span of its own."""
    return Candidate(place.start, place.end, rule, place)


def _numbered(letter: str, found: Iterable[F]) -> list[F]:
    return [replace(fact, id=f"{letter}{i}") for i, fact in enumerate(found, 1)]
