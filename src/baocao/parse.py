"""The one conductor: a source becomes a page, then atoms, then facts, in one visible order.

Every room works in the offsets of the page's flow; here, at the very end, all spans are moved to the text's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from baocao.atoms import date, document, organization, person, place, quantity
from baocao.atoms.rule import Candidate, facts
from baocao.errors import ReadError
from baocao.facts import Atoms, find
from baocao.model import Article, Date, Document, Name, Person, Quantity, Source, Turn
from baocao.span import Span
from baocao.text import lay_out

R = TypeVar("R", bound=Struct)
W = TypeVar("W", Date, Document, Quantity)


MAX_FACTS = 50_000
"""Numbers, dates, documents, names of one article; a long congress report has two thousand."""


class Trial(NamedTuple):
    """One line of `baocao explain`: a candidate, and the rule that took or refused it."""

    kind: str
    start: int
    end: int
    text: str
    rule: str
    reason: str
    """Why it was refused; empty where it was taken."""


def parse(source: Source) -> Article:
    """Understand one article: pure, and total on every source that `read` gives, up to MAX_FACTS (else ReadError)."""
    return _conduct(source)[0]


def explain(source: Source) -> list[Trial]:
    """Every candidate of every rule in text order, taken and refused alike."""
    _, candidates, move = _conduct(source)
    trials = [move.trial(kind, candidate) for kind, candidate in candidates]
    return sorted(trials, key=lambda trial: (trial.start, trial.end))


def _conduct(source: Source) -> tuple[Article, Iterator[tuple[str, Candidate[Any]]], _Move]:
    page = lay_out(source)
    documented = document.candidates(page)
    move = _Move(source.text, page.shift, page.flow)
    documents = move.placed("n", facts(documented))
    dated = date.candidates(page, documents)
    dates = move.placed("d", facts(dated))
    counted = quantity.candidates(page, [*documents, *dates])
    named = person.candidates(page)
    people = person.people(page, named)
    mentions = [mention for one in people for mention in one.mentions]
    atoms = Atoms(
        documents=tuple(document.link_dates(documents, dates)),
        dates=tuple(dates),
        quantities=tuple(move.placed("q", facts(counted))),
        people=tuple(_numbered("p", people)),
        organizations=tuple(_numbered("o", organization.organizations(page, mentions))),
        places=tuple(_numbered("l", place.places(page, mentions))),
    )
    stated = sum(len(getattr(atoms, kind)) for kind in atoms.__struct_fields__)
    if stated > MAX_FACTS:
        raise ReadError(f"states more than {MAX_FACTS} facts", where=source.origin.path, remedy="split the file")
    said = find(page, atoms)
    article = Article(
        source=source.origin,
        text=source.text,
        metadata=move.record(page.metadata),
        blocks=move.records(page.blocks),
        sentences=move.records(page.sentences),
        turns=move.records(_spoken(page.turns, atoms.people)),
        quantities=move.records(atoms.quantities),
        dates=move.records(atoms.dates),
        documents=move.records(atoms.documents),
        people=move.records(atoms.people),
        organizations=move.records(atoms.organizations),
        places=move.records(atoms.places),
        indicators=move.records(said.indicators),
        commitments=move.records(said.commitments),
        events=move.records(said.events),
        awards=move.records(said.awards),
        derived=move.records(said.derived),
        discrepancies=move.records(said.discrepancies),
        abstained=move.records(said.abstained),
        dropped=move.records(page.dropped),
    )
    read = (("document", documented), ("date", dated), ("quantity", counted), ("person", named))
    trials = chain(((kind, candidate) for kind, found in read for candidate in found), said.trials)
    return article, trials, move


def _numbered(letter: str, found: Iterable[R]) -> list[R]:
    """The facts of one kind in text order, called letter1, letter2, …"""
    return [replace(fact, id=f"{letter}{i}") for i, fact in enumerate(found, 1)]


def _spoken(turns: Sequence[Turn], people: Sequence[Person]) -> list[Turn]:
    """The turns, each linked to the person who speaks."""
    known = {person.name: person.id for person in people}
    return [replace(turn, person=known.get(turn.speaker)) for turn in turns]


class _Move:
    """From offsets in the flow to offsets in the text; surfaces are read from the text itself."""

    def __init__(self, text: str, shift: Sequence[int], flow: str) -> None:
        self._text, self._shift, self._flow = text, shift, flow

    def ends(self, start: int, end: int) -> tuple[int, int]:
        """A range of the flow as a range of the text, without invisible characters at its ends."""
        return (self._shift[start], self._shift[end - 1] + 1) if self._shift else (start, end)

    def placed(self, letter: str, found: Iterable[W]) -> list[W]:
        """The facts of one kind in text order, called letter1, letter2, …, each with its words of the text."""
        return [
            replace(fact, id=f"{letter}{i}", text=self._words(fact.start, fact.end)) for i, fact in enumerate(found, 1)
        ]

    def _words(self, start: int, end: int) -> str:
        """What stands at a range of the flow, as the text spells it."""
        return self._text[self._shift[start] : self._shift[end - 1] + 1] if self._shift else self._text[start:end]

    def records(self, found: Iterable[R]) -> tuple[R, ...]:
        """The records with all their spans moved."""
        facts = tuple(found)
        if not facts:
            return facts
        shape = _shape(type(facts[0]))
        if not (self._shift or shape.worded or shape.named):
            return facts
        return tuple([self.record(fact) for fact in facts])

    def record(self, fact: R) -> R:
        """One record moved: its own range, the spans inside it, and its surface."""
        shape = _shape(type(fact))
        changes: dict[str, Any] = {}
        if isinstance(fact, Quantity):
            if fact.text != self._flow[fact.start : fact.end]:
                changes = self._counted(fact)
        elif shape.worded and not fact.text:  # type: ignore[attr-defined]
            changes = {"text": self._words(fact.start, fact.end)}  # type: ignore[attr-defined]
        elif shape.named:
            changes = self._spelt(fact)  # type: ignore[arg-type]
        if self._shift:
            if shape.placed:
                changes["start"], changes["end"] = self.ends(fact.start, fact.end)  # type: ignore[attr-defined]
            for name in shape.spans:
                value = getattr(fact, name)
                if isinstance(value, Span):
                    changes[name] = Span(*self.ends(value.start, value.end))
                elif value:
                    changes[name] = tuple([Span(*self.ends(span.start, span.end)) for span in value])
        return replace(fact, **changes) if changes else fact

    def _counted(self, fact: Quantity) -> dict[str, Any]:
        """A counted noun and a denominator as the text spells them (`2 toà nhà`); measures have names of their own."""
        changes: dict[str, Any] = {}
        for name in ("unit", "per"):
            word = getattr(fact, name)
            at = self._flow.find(word, fact.start, fact.end) if word else -1
            if at >= 0:
                start, end = self.ends(at, at + len(word))
                if self._text[start:end] != word:
                    changes[name] = " ".join(self._text[start:end].split())
        return changes

    def _spelt(self, fact: Person | Name) -> dict[str, Any]:
        """Names and roles as the text spells them; the flow, in which they were read, is folded."""
        changes: dict[str, Any] = {}
        if fact.named is not None and (name := self._words(fact.named.start, fact.named.end)) != fact.name:
            changes["name"] = name
        if isinstance(fact, Person) and fact.stated:
            roles = tuple([self._words(span.start, span.end) for span in fact.stated])
            if roles != fact.roles:
                over = frozenset(fact.former)
                changes["roles"] = roles
                changes["former"] = tuple(new for new, old in zip(roles, fact.roles, strict=True) if old in over)
        return changes

    def trial(self, kind: str, candidate: Candidate[Any]) -> Trial:
        """A candidate as `explain` shows it."""
        start, end = (
            self.ends(candidate.start, candidate.end) if candidate.end > candidate.start else (candidate.start,) * 2
        )
        taken = candidate.fact is not None
        return Trial(
            kind, start, end, self._text[start:end], candidate.rule, "" if taken else candidate.reason or "refused"
        )


class _Shape(NamedTuple):
    """What a kind of record holds that has to be moved."""

    placed: bool
    """One range of its own."""
    worded: bool
    """The words of that range."""
    named: bool
    """Names and roles as the text spells them."""
    spans: tuple[str, ...]
    """The fields that hold further spans."""


@cache
def _shape(kind: type[Struct]) -> _Shape:
    names = kind.__struct_fields__
    spans = tuple(field.name for field in fields(kind) if "Span" in str(field.type))
    return _Shape("start" in names, "text" in names, issubclass(kind, Person | Name), spans)


class _Verb(ModuleType):
    """This module is also the verb `baocao.parse(source)`, whichever of the two is imported first."""

    def __call__(self, source: Source) -> Article:
        return parse(source)


sys.modules[__name__].__class__ = _Verb
