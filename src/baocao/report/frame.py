"""Tidy frames of facts: one row a fact, one column a property, the sentence beside every value.

Numbers are floats in the base unit of their kind (60 triệu đồng is 60000000.0, VND); the records keep the exact
decimals. Days are `datetime64[s]`, which also holds years before 1677. What the article does not say is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from baocao import model
from baocao.report.dossier import Dossier
from baocao.span import Span, Spanned

if TYPE_CHECKING:
    import pandas as pd

F = TypeVar("F")
Row = Callable[[Dossier, Any], Mapping[str, object]]

NUMBERS = frozenset(
    ["low", "high", "of", "change", "change_high", "plan_low", "plan_high", "target_low", "target_high"]
)
"""Columns of numbers."""
DAYS = frozenset(["from", "to", "due", "on"])
"""Columns of days."""
COUNTS = frozenset(["sentence", "start", "end", "mentions", "index", "words"])
"""Columns of whole numbers."""
FLAGS = frozenset(["vague", "continuing", "low_open", "high_open"])
"""Columns that are true or false."""
PLACED = "sentence speaker context start end"
"""Where a fact stands: number of its sentence in the report's annex, who says it, the sentence, the code points."""


class Facts(tuple[F, ...], Generic[F]):
    """The facts of one kind, in text order: a tuple of records that is also a table.

    `facts[0]` is a record with exact decimals; `facts.frame()` is a pandas frame; displayed, it is that frame.
    """

    _dossier: Dossier
    _kind: str

    def __new__(cls, facts: Iterable[F], dossier: Dossier, kind: str) -> Facts[F]:
        made = super().__new__(cls, facts)
        made._dossier, made._kind = dossier, kind
        return made

    def frame(self) -> pd.DataFrame:
        """One row a fact in text order; the columns are the same for every article, also for one without such facts."""
        import numpy as np
        import pandas as pd

        row = _KINDS[self._kind][1]
        rows = [row(self._dossier, fact) for fact in self]
        made: dict[str, Any] = {}
        for name in columns(self._kind):
            values: list[Any] = [one.get(name) for one in rows]
            if name in NUMBERS:
                made[name] = np.array([np.nan if v is None else float(v) for v in values], dtype="float64")
            elif name in DAYS:
                made[name] = np.array(values, dtype="datetime64[s]")
            else:
                kind = "Int64" if name in COUNTS else "boolean" if name in FLAGS else "string"
                made[name] = pd.array(values, dtype=kind)  # type: ignore[call-overload]
        return pd.DataFrame(made)

    def _repr_html_(self) -> str | None:
        return self.frame().to_html(index=False, max_rows=60, border=0, na_rep="")


# ── one row of each kind ─────────────────────────────────────────────────────


def _placed(dossier: Dossier, place: Spanned | None) -> dict[str, object]:
    """The columns of `PLACED`."""
    passage = dossier.passage(place.start) if place else None
    return {
        "sentence": passage.number if passage else None,
        "speaker": (passage.speaker or None) if passage else None,
        "context": dossier.surface(Span(passage.start, passage.end)) if passage else None,
        "start": place.start if place else None,
        "end": place.end if place else None,
    }


def _fields(fact: Any, *names: str) -> dict[str, object]:
    return {name: getattr(fact, name) for name in names}


def _value(prefix: str, quantity: model.Quantity | None) -> dict[str, object]:
    """A quantity that another fact points to, with its columns named after the part it plays there."""
    if quantity is None:
        return {}
    return {f"{prefix}_{name}": getattr(quantity, name) for name in ("low", "high", "unit", "bound")}


def _quantity(dossier: Dossier, fact: model.Quantity) -> dict[str, object]:
    own = _fields(fact, "id", "text", "low", "high", "of", "unit", "per", "bound", "vague", "rule")
    own["indicator"] = next((i.name for i in dossier.article.indicators if fact.id in _figures(i)), None)
    return own | _placed(dossier, fact)


def _figures(indicator: model.Indicator) -> set[str | None]:
    """Ids of the quantities that an indicator speaks with."""
    moves = [m for m in (indicator.movement, *indicator.movements) if m]
    plans = [p for p in (indicator.plan, *indicator.plans) if p]
    return {
        indicator.quantity,
        *(m.quantity for m in moves),
        *(m.base_quantity for m in moves),
        *(p.quantity for p in plans),
    }


def _date(dossier: Dossier, fact: model.Date) -> dict[str, object]:
    own = _fields(fact, "id", "text", "to", "precision", "edge", "anchor", "rule")
    return own | {"from": fact.from_} | _placed(dossier, fact)


def _document(dossier: Dossier, fact: model.Document) -> dict[str, object]:
    own = _fields(fact, "id", "text", "type", "number", "title", "issuer", "same_as", "rule")
    dated = dossier.date(fact.date)
    return own | {"on": dated.from_ if dated else None} | _placed(dossier, fact)


def _person(dossier: Dossier, fact: model.Person) -> dict[str, object]:
    roles = {"roles": "; ".join(fact.roles) or None, "former": "; ".join(fact.former) or None}
    return (
        _fields(fact, "id", "name") | roles | {"mentions": len(fact.mentions)} | _placed(dossier, dossier.place(fact))
    )


def _name(dossier: Dossier, fact: model.Name) -> dict[str, object]:
    own = _fields(fact, "id", "name", "kind", "unit_code")
    return own | {"mentions": len(fact.mentions)} | _placed(dossier, dossier.place(fact))


def _indicator(dossier: Dossier, fact: model.Indicator) -> dict[str, object]:
    own = _fields(fact, "id", "name", "key", "measure", "of_what", "side", "qualifier", "rank", "rule")
    figure = dossier.quantity(fact.quantity)
    if figure is not None:
        own |= _fields(figure, "low", "high", "of", "unit", "per", "bound")
    place, period = dossier.facts.get(fact.place or ""), dossier.date(fact.period)
    own["place"] = place.name if isinstance(place, model.Name) else None
    if period is not None:
        own |= {"from": period.from_, "to": period.to}
    if fact.movement is not None:
        moved = dossier.quantity(fact.movement.quantity)
        own |= {"direction": fact.movement.direction, "base": fact.movement.base}
        if moved is not None:
            own |= {"change": moved.low, "change_high": moved.high}
            own |= {"change_unit": moved.unit, "change_bound": moved.bound}
    if fact.plan is not None:
        own |= {"relation": fact.plan.relation, "plan": fact.plan.of}
        own |= _value("plan", dossier.quantity(fact.plan.quantity))
    return own | {"text": dossier.surface(fact)} | _placed(dossier, fact)


def _commitment(dossier: Dossier, fact: model.Commitment) -> dict[str, object]:
    own = _fields(fact, "id", "actor", "verb", "due", "due_text", "state", "continuing", "list", "index", "rule")
    own |= _value("target", dossier.quantity(fact.target))
    return own | {"text": dossier.surface(fact)} | _placed(dossier, fact)


def _event(dossier: Dossier, fact: model.Event) -> dict[str, object]:
    dated = dossier.date(fact.date)
    own = _fields(fact, "id", "name", "kind", "giver", "rule") | {"on": dated.from_ if dated else None}
    return own | {"text": dossier.surface(fact)} | _placed(dossier, fact)


def _award(dossier: Dossier, fact: model.Award) -> dict[str, object]:
    dated = dossier.date(fact.date)
    own = _fields(fact, "id", "name", "giver", "receiver", "rule") | {"on": dated.from_ if dated else None}
    return own | {"text": dossier.surface(fact)} | _placed(dossier, fact)


def _derived(dossier: Dossier, fact: model.Derived) -> dict[str, object]:
    own = _fields(fact, "id", "name", "low", "high", "low_open", "high_open", "unit", "per", "formula", "assumption")
    return own | {"inputs": " ".join(fact.inputs), "indicator": fact.of, "rule": fact.rule}


def _discrepancy(dossier: Dossier, fact: model.Discrepancy) -> dict[str, object]:
    own = _fields(fact, "id", "kind", "certainty", "note", "rule") | {"items": " ".join(fact.items)}
    return own | _placed(dossier, dossier.place(fact))


def _abstained(dossier: Dossier, fact: model.Abstained) -> dict[str, object]:
    return _fields(fact, "text", "reason", "quantity", "rule") | _placed(dossier, fact)


def _turn(dossier: Dossier, fact: model.Turn) -> dict[str, object]:
    text = dossier.surface(fact)
    return _fields(fact, "speaker", "role", "person", "start", "end") | {"text": text, "words": len(text.split())}


def _sentence(dossier: Dossier, fact: model.Sentence) -> dict[str, object]:
    kind = dossier.article.blocks[fact.block].kind if fact.block < len(dossier.article.blocks) else None
    return {"kind": kind, "text": dossier.surface(fact)} | _placed(dossier, fact)


def _correction(dossier: Dossier, fact: model.Correction) -> dict[str, object]:
    changes = "; ".join(f"{c.field}: {c.was} → {c.now}" for c in fact.changes) or None
    own = _fields(fact, "do", "kind", "quote", "fact", "status", "message", "reason", "by", "on")
    return own | {"changes": changes} | _placed(dossier, fact.at)


_KINDS: dict[str, tuple[str, Row]] = {
    "quantities": (f"id text low high of unit per bound vague indicator {PLACED} rule", _quantity),
    "dates": (f"id text from to precision edge anchor {PLACED} rule", _date),
    "documents": (f"id text type number title issuer on same_as {PLACED} rule", _document),
    "people": (f"id name roles former mentions {PLACED}", _person),
    "organizations": (f"id name kind unit_code mentions {PLACED}", _name),
    "places": (f"id name kind unit_code mentions {PLACED}", _name),
    "indicators": (
        "id name key measure low high of unit per bound of_what side qualifier place from to "
        "direction change change_high change_unit change_bound base "
        "relation plan_low plan_high plan_unit plan_bound plan "
        f"rank text {PLACED} rule",
        _indicator,
    ),
    "commitments": (
        f"id text actor verb due due_text target_low target_high target_unit target_bound "
        f"state continuing list index {PLACED} rule",
        _commitment,
    ),
    "events": (f"id name kind on giver text {PLACED} rule", _event),
    "awards": (f"id name giver receiver on text {PLACED} rule", _award),
    "derived": ("id name low high low_open high_open unit per formula inputs indicator assumption rule", _derived),
    "discrepancies": (f"id kind certainty note items {PLACED} rule", _discrepancy),
    "abstained": (f"text reason quantity {PLACED} rule", _abstained),
    "turns": ("speaker role person text words start end", _turn),
    "sentences": ("sentence speaker kind text start end", _sentence),
    "corrections": (f"do kind quote fact changes status message reason by on {PLACED}", _correction),
}
"""Columns and row of each kind; the kinds are named as the fields of `baocao.Article`."""
KINDS = tuple(_KINDS)


def columns(kind: str) -> tuple[str, ...]:
    """The columns of a kind's frame, in order."""
    return tuple(_KINDS[kind][0].split())
