"""What follows from a correction: facts that lean on a rejected one, deadlines of a changed date, computed values.

Derived values and findings are computed anew from the corrected facts by the rules that computed them first,
on the page laid out again from the article itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from baocao.facts import Atoms, abstain, audit, derive
from baocao.facts.figures import Figures
from baocao.facts.scene import Scene
from baocao.model import Abstained, Article, Commitment, Date, Indicator, Movement, Page, Plan
from baocao.span import Span
from baocao.text.fold import fold

R = TypeVar("R", bound=msgspec.Struct)
_LEANING: dict[str, tuple[str, ...]] = {
    "turns": ("person",),
    "dates": ("anchor",),
    "documents": ("date", "same_as"),
    "indicators": ("quantity", "place", "period"),
    "commitments": ("target", "list", "due_date"),
    "events": ("date", "place"),
    "awards": ("date",),
}
"""Where facts name other facts by their ids."""


def rejected(article: Article, many: str, id_: str) -> tuple[Article, list[str]]:
    """The article without a fact, and the ids of the others that could not stand without it.

    An indicator falls with its level, a movement or a comparison with its amount, a deadline with its date.
    """
    changes: dict[str, Any] = {many: tuple(f for f in getattr(article, many) if f.id != id_)}
    fell: list[str] = []
    for name, fields in _LEANING.items():
        kept = []
        for fact in changes.get(name, getattr(article, name)):
            alone = _alone(fact, fields, id_)
            if alone is None:
                fell.append(fact.id)
            else:
                kept.append(alone)
        changes[name] = tuple(kept)
    changes["abstained"] = tuple(a for a in article.abstained if a.quantity != id_)
    after = replace(article, **changes)
    for fallen in list(fell):
        after, more = rejected(after, "indicators", fallen)
        fell += more
    return after, fell


def _alone(fact: Any, fields: tuple[str, ...], id_: str) -> Any | None:
    """The fact without its reference to `id_`; None where nothing is left of it."""
    changes: dict[str, Any] = {name: None for name in fields if getattr(fact, name) == id_}
    if isinstance(fact, Indicator):
        if "quantity" in changes:
            return None
        movements = [_movement(m, id_) for m in (fact.movement, *fact.movements) if m]
        plans = [_plan(p, id_) for p in (fact.plan, *fact.plans) if p]
        moved, planned = tuple(filter(None, movements)), tuple(filter(None, plans))
        changes |= {"movement": moved[0] if moved else None, "movements": moved[1:]}
        changes |= {"plan": planned[0] if planned else None, "plans": planned[1:]}
    if isinstance(fact, Commitment) and "due_date" in changes:
        changes |= {"due": None, "due_text": None}
    return replace(fact, **changes) if changes else fact


def _movement(movement: Movement, id_: str) -> Movement | None:
    amounts = {movement.quantity, movement.base_quantity}
    if id_ in amounts and amounts <= {id_, None}:
        return None
    changes = {n: None for n in ("quantity", "base_quantity", "base_period") if getattr(movement, n) == id_}
    return replace(movement, **changes)


def _plan(plan: Plan, id_: str) -> Plan | None:
    return None if plan.quantity == id_ else plan


def retimed(article: Article, was: Date, now: Date) -> Article:
    """Deadlines that were the last day of a changed date move with it."""
    commitments = tuple(
        replace(c, due=now.to) if c.due_date == was.id and c.due is not None and c.due == was.to else c
        for c in article.commitments
    )
    return replace(article, commitments=commitments)


def accounted(before: Article, after: Article) -> Article:
    """Every quantity either stands in an indicator or is listed with the reason why not, as before the corrections."""
    was, now = _used(before), _used(after)
    known = {q.id for q in before.quantities}
    listed = [a for a in after.abstained if a.quantity is None or a.quantity not in now - was]
    for quantity in after.quantities:
        key = "added" if quantity.id not in known else "rejected" if quantity.id in was else ""
        if key and quantity.id not in now:
            listed.append(
                Abstained(
                    start=quantity.start,
                    end=quantity.end,
                    text=quantity.text,
                    reason=abstain.REASONS[key]["vi"],
                    quantity=quantity.id,
                    rule=key,
                )
            )
    return replace(after, abstained=tuple(sorted(listed, key=lambda a: a.start)))


def _used(article: Article) -> set[str]:
    """Ids of the quantities that stand in an indicator."""
    ids: set[str | None] = set()
    for i in article.indicators:
        moves, plans = (i.movement, *i.movements), (i.plan, *i.plans)
        ids |= {i.quantity, *(p.quantity for p in plans if p)}
        ids |= {amount for m in moves if m for amount in (m.quantity, m.base_quantity)}
    return {id_ for id_ in ids if id_}


def recomputed(article: Article) -> Article:
    """The article with derived values and findings that follow from its facts as they now are."""
    folded, shift = fold(article.text)
    move = _Move(shift)
    page = Page(
        flow=_flow(folded, move, article),
        blocks=move.down(article.blocks),
        sentences=move.down(article.sentences),
        turns=move.down(article.turns),
        metadata=article.metadata,
        shift=shift,
    )
    atoms = Atoms(
        quantities=move.down(article.quantities),
        dates=move.down(article.dates),
        documents=move.down(article.documents),
        people=move.down(article.people),
        organizations=move.down(article.organizations),
        places=move.down(article.places),
    )
    known = Figures(Scene(page, atoms))
    indicators = list(move.down(article.indicators))
    derived = derive.derived(known, indicators)
    found = audit.discrepancies(known, indicators, list(move.down(article.commitments)))
    return replace(
        article,
        derived=tuple(replace(d, id=f"v{n}") for n, d in enumerate(derived, 1)),
        discrepancies=tuple(replace(d, id=f"x{n}") for n, d in enumerate(move.up(found), 1)),
    )


def _flow(folded: str, move: _Move, article: Article) -> str:
    """The text as rules read it: folded inside the blocks, line breaks everywhere else."""
    pieces, done = [], 0
    for block in sorted(move.down(article.blocks), key=lambda b: b.start):
        pieces += ["\n" * (block.start - done), folded[block.start : block.end].replace("\n", " ")]
        done = block.end
    return "".join([*pieces, "\n" * (len(folded) - done)])


class _Move:
    """Between offsets of the text and those of its flow."""

    def __init__(self, shift: Sequence[int]) -> None:
        self._shift = shift

    def down(self, records: Iterable[R]) -> tuple[R, ...]:
        """From the text to the flow."""
        return tuple(self._record(r, self._lower) for r in records) if self._shift else tuple(records)

    def up(self, records: Iterable[R]) -> tuple[R, ...]:
        """From the flow to the text."""
        return tuple(self._record(r, self._raise) for r in records) if self._shift else tuple(records)

    def _lower(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self._shift, start)
        return first, max(first + 1, bisect_left(self._shift, end))

    def _raise(self, start: int, end: int) -> tuple[int, int]:
        return self._shift[start], self._shift[end - 1] + 1

    def _record(self, record: R, ends: Any) -> R:
        changes: dict[str, Any] = {}
        if "start" in record.__struct_fields__:
            changes["start"], changes["end"] = ends(record.start, record.end)  # type: ignore[attr-defined]
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if isinstance(value, Span):
                changes[name] = Span(*ends(value.start, value.end))
            elif isinstance(value, tuple) and value and isinstance(value[0], Span):
                changes[name] = tuple(Span(*ends(span.start, span.end)) for span in value)
        return replace(record, **changes)
