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
from baocao.facts.scene import Atoms, Scene
from baocao.model import Abstained, Award, Commitment, Derived, Discrepancy, Event, Indicator, Page
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
    trials: tuple[tuple[str, Candidate[Any]], ...] = ()
    """Every candidate with the kind of fact it was for, taken and refused alike: what `explain` shows."""


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
    derived = _numbered("v", derive.derived(scene, indicators))
    discrepancies = _numbered("x", audit.discrepancies(scene, indicators, commitments))
    return Facts(
        indicators=tuple(indicators),
        commitments=tuple(commitments),
        events=tuple(_numbered("e", taken(happenings))),
        awards=tuple(_numbered("a", taken(honours))),
        derived=tuple(derived),
        discrepancies=tuple(discrepancies),
        abstained=tuple(abstain.abstained(scene, reader.ledger)),
        trials=tuple(
            (kind, candidate)
            for kind, candidates in (
                ("commitment", promises),
                ("indicator", measures),
                ("event", happenings),
                ("award", honours),
                ("derived", _placed(scene, indicators, derived)),
                ("discrepancy", [_shown(x.spans[0], x.kind) for x in discrepancies if x.spans]),
            )
            for candidate in candidates
        ),
    )


def _placed(scene: Scene, indicators: Iterable[Indicator], derived: Sequence[Derived]) -> Iterator[Candidate[Span]]:
    """Every derived value at the figure it was computed for, else at its first input."""
    if not derived:
        return
    places = {q.id: Span(q.start, q.end) for q in scene.quantities}
    places |= {d.id: Span(d.start, d.end) for d in scene.dates}
    places |= {i.id: Span(i.start, i.end) for i in indicators}
    for value in derived:
        here = next((places[id_] for id_ in (value.of, *value.inputs) if id_ in places), None)
        if here is not None:
            yield _shown(here, value.rule)


def _shown(place: Span, rule: str) -> Candidate[Span]:
    """What was made of a place that is no span of its own."""
    return Candidate(place.start, place.end, rule, place)


def _numbered(letter: str, found: Iterable[F]) -> list[F]:
    return [replace(fact, id=f"{letter}{i}") for i, fact in enumerate(found, 1)]
