"""Indicators: one figure, what it measures, and how it moved; read from left to right in each sentence.

A number opens an indicator when a name stands before it; a change or a comparison with the plan whose
clause has no name of its own belongs to the figure before it (`đạt 60 triệu, tăng 28 triệu, vượt 20%`).
Numbers that get no name stay numbers: `abstain` lists them with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from baocao.atoms.rule import Candidate
from baocao.facts.cue import bracketed, leading
from baocao.facts.scene import Line, Scene, inside
from baocao.facts.statement import Ledger, Reading, Statement
from baocao.model import Indicator
from baocao.span import Spanned

FAR = 400
"""How far from its figure, in characters, a period is looked for."""
_SO = re.compile(r"\bso(?: với)?(?: cuối| đầu| cùng kỳ| cả)? $", re.IGNORECASE)
_CLOSE = re.compile(r" (?:trong |vào |\()?(?:cả )?", re.IGNORECASE)


@dataclass
class Reader:
    """Reads the page's sentences; its ledger tells which quantities found a place, and why others did not."""

    scene: Scene
    promised: tuple[Spanned, ...] = ()
    """Spans of commitments: their numbers are targets, not results."""
    ledger: Ledger = field(default_factory=Ledger)

    def read(self) -> list[Candidate[Indicator]]:
        """Every indicator in text order, and every number that was refused, with the reason."""
        found: list[Candidate[Indicator]] = []
        for line in self.scene.lines:
            if not line.quantities:
                continue
            reason = self._silent(line)
            if reason:
                self.ledger.reasons |= {q.id: reason for q in line.quantities}
                continue
            found += [self._taken(line, r) for r in Statement(self.scene, line, self.promised, self.ledger).readings()]
        by_id = {q.id: q for q in self.scene.quantities}
        for id_, reason in self.ledger.reasons.items():
            found.append(Candidate(by_id[id_].start, by_id[id_].end, "indicator", reason=reason))
        return sorted(found, key=lambda c: (c.start, c.end))

    def _silent(self, line: Line) -> str | None:
        kind = self.scene.block(line).kind
        if kind in ("heading", "caption", "byline"):
            return kind
        return "question" if self.scene.asked(line.start) else None

    def _taken(self, line: Line, reading: Reading) -> Candidate[Indicator]:
        entry = reading.named.entry
        place = self.scene.place_before(line, reading.end)
        fact = Indicator(
            name=reading.named.name,
            key=entry.key if entry else None,
            topic=entry.topic if entry else None,
            start=reading.start,
            end=reading.end,
            quantity=reading.quantity.id if reading.quantity else None,
            measure=reading.measure,  # type: ignore[arg-type]
            of_what=reading.extra.get("of_what"),
            place=place.id if place else None,
            period=self._period(line, reading),
            qualifier=reading.extra.get("qualifier"),
            side=reading.extra.get("side"),  # type: ignore[arg-type]
            movement=reading.movements[0] if reading.movements else None,
            movements=tuple(reading.movements[1:]),
            plan=reading.plans[0] if reading.plans else None,
            plans=tuple(reading.plans[1:]),
            rank=reading.extra.get("rank"),
            rule=reading.rule,
        )
        return Candidate(fact.start, fact.end, fact.rule, fact)

    def _period(self, line: Line, reading: Reading) -> str | None:
        """The date nearest before the figure that is no base of a comparison, else one right behind it."""
        bases = {m.base_period for m in reading.movements} | {None}
        if reading.quantity is not None and (own := bracketed(self.scene, reading.quantity)):
            return own.id
        number = reading.quantity.start if reading.quantity else reading.end
        near = inside(self.scene.dates, max(line.start, number - FAR), number)
        before = [d for d in near if d.id not in bases and not self._base(line, d.start)]
        if before:
            return before[-1].id
        if reading.quantity is None:
            return None
        behind = inside(self.scene.dates, number, min(line.end, number + FAR))
        after = [d for d in behind if d.id not in bases]
        if after and _CLOSE.fullmatch(self.scene.flow[reading.quantity.end : after[0].start]):
            return after[0].id
        return None

    def _base(self, line: Line, offset: int) -> bool:
        return (
            leading(self.scene, max(line.start, offset - 24), offset + 1) is not None
            and _SO.search(self.scene.flow, max(line.start, offset - 16), offset) is not None
        )
