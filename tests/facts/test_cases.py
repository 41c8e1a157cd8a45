"""Facts read from marked sentences: what each case file lists is found, and nothing else of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from baocao.facts import Facts, find
from baocao.model import Movement, Plan
from facts.marked import Marked

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """First line, marked text and expected facts of every case of a file; indented lines are what is expected."""
    for chunk in (CASES / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in chunk.splitlines() if line and not line.startswith("// ")]
        text = [line for line in lines if not line.startswith("  ")]
        if text:
            yield text[-1][:60], "\n".join(text), [line.strip() for line in lines if line.startswith("  ")]


def parametrized(name: str) -> pytest.MarkDecorator:
    found = list(cases(name))
    return pytest.mark.parametrize(("text", "expected"), [c[1:] for c in found], ids=[c[0] for c in found])


def read(text: str) -> tuple[Marked, Facts]:
    marked = Marked(text)
    return marked, find(marked.page, marked.marked)


class Telling:
    """Facts as the lines of a case file."""

    def __init__(self, marked: Marked, facts: Facts) -> None:
        self.flow, self.facts = marked.flow, facts
        self.surfaces = {a.id: self.flow[a.start : a.end] for a in (*marked.marked.quantities, *marked.marked.dates)}

    def commitments(self) -> list[str]:
        told = []
        for c in self.facts.commitments:
            words = [f"{c.due or '-'}: {self.flow[c.start : c.end]}"]
            words += [f"target {self.surfaces[c.target]}"] if c.target else []
            words += [f"state {c.state}"] if c.state else []
            words += [f"by {c.actor}"] if c.actor else []
            words += [f"item {c.index} of {self.surfaces[c.list] if c.list else '?'}"] if c.index else []
            words += ["continuing"] if c.continuing else []
            told.append(" | ".join(words))
        return told

    def indicators(self) -> list[str]:
        told = []
        for i in self.facts.indicators:
            words = [f"{i.key or '-'}: {i.name} = {self.surfaces.get(i.quantity or '', '-')} ({i.measure})"]
            words += [self._movement(m) for m in (i.movement, *i.movements) if m]
            words += [self._plan(p) for p in (i.plan, *i.plans) if p]
            words += [f"in {self.surfaces[i.period]}"] if i.period else []
            words += [f"rank {i.rank}"] if i.rank else []
            words += [i.qualifier] if i.qualifier else []
            words += [i.side] if i.side and i.side != "met" else []
            told.append(" | ".join(words))
        return told

    def _movement(self, m: Movement) -> str:
        amount = self.surfaces.get(m.quantity or m.base_quantity or "", "-")
        words = f"{m.direction} {'from ' if m.kind == 'from_to' else ''}{amount} {m.kind}"
        if m.quantity and m.base_quantity:
            words += f" of {self.surfaces[m.base_quantity]}"
        return (
            words + (f" against {m.base}" if m.base else "") + (f" ({' or '.join(m.readings)})" if m.readings else "")
        )

    def _plan(self, p: Plan) -> str:
        words = f"{p.relation} {self.surfaces.get(p.quantity or '', '-')}"
        return words + (f" of {p.of}" if p.of else "") + (f" ({' or '.join(p.readings)})" if p.readings else "")

    def derived(self) -> list[str]:
        return [
            f"{d.rule}: {'>' if d.low_open else ''}{_plain(d.low)} .. {'<' if d.high_open else ''}{_plain(d.high)}"
            f" {d.unit}{'/' + d.per if d.per else ''} = {d.formula}"
            for d in self.facts.derived
        ]

    def findings(self) -> list[str]:
        return [f"{x.kind} ({x.certainty}): {x.note}" for x in self.facts.discrepancies]

    def events(self) -> list[str]:
        told = [
            f"{e.kind}: {e.name}"
            + (f" | {self.surfaces[e.date]}" if e.date else "")
            + (f" | by {e.giver}" if e.giver else "")
            for e in self.facts.events
        ]
        return told + [
            f"award: {a.name}" + (f" | by {a.giver}" if a.giver else "") + (f" | to {a.receiver}" if a.receiver else "")
            for a in self.facts.awards
        ]


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:f}"


def holds(text: str, expected: list[str], tell: Callable[[Telling], list[str]]) -> None:
    marked, facts = read(text)
    assert tell(Telling(marked, facts)) == expected


@parametrized("facts_commitments.txt")
def test_commitments_are_what_someone_will_do_or_aims_to_reach(text: str, expected: list[str]) -> None:
    holds(text, expected, Telling.commitments)


@parametrized("facts_indicators.txt")
def test_indicators_say_what_how_much_and_how_it_moved(text: str, expected: list[str]) -> None:
    holds(text, expected, Telling.indicators)


@parametrized("facts_derived.txt")
def test_derived_values_follow_from_the_stated_ones(text: str, expected: list[str]) -> None:
    holds(text, expected, Telling.derived)


@parametrized("facts_findings.txt")
def test_findings_are_statements_that_can_not_both_hold(text: str, expected: list[str]) -> None:
    holds(text, expected, Telling.findings)


@parametrized("facts_events.txt")
def test_events_and_awards_have_their_day_and_giver(text: str, expected: list[str]) -> None:
    holds(text, expected, Telling.events)
