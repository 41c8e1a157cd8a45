"""Indicators: one figure, what it measures, and how it moved; read from left to right in each sentence.

A number opens an indicator when a name stands before it; a change or a comparison with the plan whose
clause has no name of its own belongs to the figure before it (`đạt 60 triệu, tăng 28 triệu, vượt 20%`).
Numbers that get no name stay numbers: `abstain` lists them with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from baocao.atoms.rule import Candidate
from baocao.facts.cue import bracketed, leading
from baocao.facts.naming import MILESTONE
from baocao.facts.scene import Line, Scene, inside
from baocao.facts.statement import AIMING, Ledger, Reading, Statement, aims_in
from baocao.lexicon import openings
from baocao.model import Date, Indicator
from baocao.span import Spanned

FAR = 400
"""How far from its figure, in characters, a period is looked for."""
_SO = re.compile(r"so(?<!\wso)(?: với)?(?: cuối| đầu| cùng kỳ| cả)? $")
_PERIODS = frozenset({"quarter", "half", "year", "range", "month"})
_AIM = re.compile(r"(?<!\w)(?:mục tiêu|phấn đấu|kế hoạch|lên|trở thành|hướng tới|đến)(?!\w)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:theo [^,;.]{3,80}, )?(?:(?:trong|tính(?: chung| riêng)?|riêng|cả|kết thúc|tổng kết) )*", re.IGNORECASE
)
_TARGETS = re.compile(r"\b(?:chỉ tiêu|mục tiêu|phấn đấu|phương hướng)\b")
_DONE = re.compile(
    rf"{openings(['đã', 'kết quả', 'hoàn thành', 'đạt được', 'thực hiện được', 'đến nay', 'hiện nay', 'qua'])}\b"
)
_CLOSE = re.compile(r" (?:(?:chỉ |ngay )?trong |vào |\()?(?:cả )?")


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
        promised = {q.id for p in self.promised for q in inside(self.scene.quantities, p.start, p.end)}
        for line in self.scene.lines:
            if not line.quantities:
                continue
            reason = self._silent(line)
            if reason:
                self.ledger.reasons |= {q.id: reason for q in line.quantities}
                continue
            for reading in Statement(self.scene, line, promised, self.ledger).readings():
                fact = self._fact(line, reading)
                if self._coming(fact.period):
                    self.ledger.used.difference_update(reading.used)
                    self.ledger.reasons |= dict.fromkeys(reading.used, "future")
                else:
                    found.append(Candidate(fact.start, fact.end, fact.rule, fact))
        by_id = self.scene.quantities_by_id
        for id_, reason in self.ledger.reasons.items():
            found.append(Candidate(by_id[id_].start, by_id[id_].end, "indicator", reason=reason))
        return sorted(found, key=attrgetter("start", "end"))

    def _silent(self, line: Line) -> str | None:
        if line.kind in ("heading", "caption", "byline"):
            return line.kind
        if self.scene.asked(line.start):
            return "question"
        return "aim" if self._aimed(line) else None

    def _aimed(self, line: Line) -> bool:
        """Whether the sentence goes on with targets that its block or the head of its list announced."""
        scene, block = self.scene, self.scene.page.blocks[line.block]
        if block.governor is not None:
            head = scene.page.blocks[block.governor]
            said = scene.low[head.start : head.end]
            aimed = _TARGETS.search(said) is not None and not _DONE.search(said)
        else:
            announced = self._announced.get(line.block)
            aimed = announced is not None and announced <= line.start and self._opening(line) is None
        return aimed and not _DONE.search(scene.low, line.start, line.end)

    @cached_property
    def _announced(self) -> dict[int, int]:
        """Where in each block the first announcement of targets ends."""
        if not self.scene.says(0, len(self.scene.flow), AIMING):
            return {}
        found = ((i, aims_in(self.scene, b.start, b.end)) for i, b in enumerate(self.scene.page.blocks))
        return {i: match.end() for i, match in found if match}

    def _coming(self, period: str | None) -> bool:
        """Whether the figure holds for a time after the day of publication: then it is no result."""
        published = self.scene.page.metadata.published
        when = self.scene.dates_by_id.get(period) if period else None
        if not published or when is None or when.from_ is None or when.to is None:
            return False
        return when.from_.isoformat() >= published[:10] < when.to.isoformat()

    def _fact(self, line: Line, reading: Reading) -> Indicator:
        entry = reading.named.entry
        # a state is reached by what stands before it: `xã A được công nhận …, là xã thứ ba của huyện B`
        place = self.scene.place_before(line, reading.start if reading.measure == MILESTONE else reading.end)
        return Indicator(
            name=reading.named.name,
            key=entry.key if entry else None,
            topic=entry.topic if entry else None,
            start=reading.start,
            end=reading.end,
            quantity=reading.quantity.id if reading.quantity else None,
            measure=reading.measure,  # type: ignore[arg-type]
            of_what=reading.of_what,
            place=place.id if place else None,
            period=self._period(line, reading),
            qualifier=reading.qualifier,
            side=reading.side,  # type: ignore[arg-type]
            movement=reading.movements[0] if reading.movements else None,
            movements=tuple(reading.movements[1:]),
            plan=reading.plans[0] if reading.plans else None,
            plans=tuple(reading.plans[1:]),
            rank=reading.rank,
            rule=reading.rule,
        )

    def _period(self, line: Line, reading: Reading) -> str | None:
        """The date nearest before the figure that is no base of a comparison, else one right behind it."""
        bases = [m.base_period for m in reading.movements]
        if reading.quantity is not None and (own := bracketed(self.scene, reading.quantity)):
            return own.id
        number = reading.quantity.start if reading.quantity else reading.end
        free = [d for d in line.dates if d.id not in bases and number - FAR <= d.start and d.end <= number + FAR]
        for stated in reversed(free):
            if stated.end <= number and not self._base(line, stated.start):
                return stated.id
        after = next((d for d in free if d.start >= number), None)
        if reading.quantity and after and _CLOSE.fullmatch(self.scene.low, reading.quantity.end, after.start):
            return after.id
        return self._governing(line)

    def _governing(self, line: Line) -> str | None:
        """The time that opens an earlier sentence of the block (`Năm 2022, …`) and that no later one replaced.

        Where no sentence so far opened another, the period that the title names holds for the whole article.
        """
        governor = self._governors.get(line.start)
        return governor.id if governor else None

    @cached_property
    def _governors(self) -> dict[int, Date]:
        """What governs each sentence, by its start: read once from the first sentence to the last."""
        found: dict[int, Date] = {}
        title, block, settled = self._titled, -1, False
        own: Date | None = None
        for line in self.scene.lines:
            if line.block != block:
                block, own, settled = line.block, None, False
            if governor := own if settled else title:
                found[line.start] = governor
            if not line.dates:
                continue
            opening = self._opening(line)
            if opening or any(d.precision in _PERIODS for d in line.dates):
                own, settled = opening, True
            if opening and title and (opening.from_, opening.to) != (title.from_, title.to):
                title = None
        return found

    @cached_property
    def _titled(self) -> Date | None:
        """The one period that the title names (`Kinh tế - xã hội năm 2022 …`), and no goal's (`lên quận năm 2020`)."""
        scene = self.scene
        title = next((b for b in scene.page.blocks if scene.flow[b.start : b.end] == scene.page.metadata.title), None)
        named = inside(scene.dates, title.start, title.end) if title else ()
        if len(named) != 1 or named[0].precision not in _PERIODS or named[0].edge is not None:
            return None
        aimed = _AIM.search(scene.flow, title.start, named[0].start) if title else None
        return None if aimed or self._coming(named[0].id) else named[0]

    def _opening(self, line: Line) -> Date | None:
        """The period that stands at the head of a sentence, before its comma or subject."""
        first = line.dates[0] if line.dates else None
        if first is None or first.precision not in _PERIODS or first.edge not in (None, "hết"):
            return None
        return first if _LEAD.fullmatch(self.scene.flow, line.start, first.start) else None

    def _base(self, line: Line, offset: int) -> bool:
        """Whether a date is what the words before it compare with."""
        return (
            _SO.search(self.scene.low, max(line.start, offset - 16), offset) is not None
            and leading(self.scene, max(line.start, offset - 24), offset + 1) is not None
        )
