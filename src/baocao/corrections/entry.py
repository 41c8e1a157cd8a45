"""The entries of a corrections file: what a person said of one fact, and what of each kind may be said."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from baocao import model

Do = Literal["accept", "reject", "change", "add"]
KindName = Literal[
    "quantity",
    "date",
    "document",
    "person",
    "organization",
    "place",
    "indicator",
    "commitment",
    "event",
    "award",
]
Value: TypeAlias = str | tuple[str, ...] | None
"""A field as it is written: numbers with a decimal point, days as 2025-12-31, lists of words, null for none."""
Correctable: TypeAlias = (
    model.Quantity
    | model.Date
    | model.Document
    | model.Person
    | model.Name
    | model.Indicator
    | model.Commitment
    | model.Event
    | model.Award
)
CONTEXT = 24
"""Code points kept on each side of the quoted words, to tell them from the same words elsewhere."""


class Change(Struct, frozen=True, forbid_unknown_fields=True):
    """One field: what it was when the person looked, and what it is to be."""

    was: Value
    now: Value


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One correction as it stands in the file."""

    do: Do
    kind: KindName
    quote: str
    """The words of the article that the fact stands in, as the article writes them."""
    start: int | None = None
    end: int | None = None
    """Where they stood, in code points of the article's text; may be left out where the words stand once."""
    before: str = ""
    after: str = ""
    """Words around the quotation, which tell it from the same words elsewhere."""
    values: dict[str, Value] = {}
    """Fields of an added fact; fields of an accepted or rejected one as the person saw them."""
    change: dict[str, Change] = {}
    reason: str
    by: str
    on: date


class Kind(Struct, frozen=True):
    """What a person may say of one kind of fact."""

    name: str
    many: str
    """Where the article keeps them."""
    letter: str
    """First letter of their ids."""
    record: type[Any]
    fields: tuple[str, ...]
    verbatim: tuple[str, ...] = ()
    """Fields that must be words of the article itself."""
    needed: tuple[str, ...] = ()
    """Fields that an added fact can not do without."""

    def read(self, field: str, value: Value) -> Any:
        """A written value as the record keeps it; raises ValueError in words a person can act on."""
        if isinstance(value, str) and field in ("low", "high", "of") and _GROUPED.fullmatch(value.strip()):
            whole = value.strip().replace(".", "")
            raise ValueError(f"{value!r} can be read in two ways; write {whole}, or {value.strip()}0 for the fraction")
        typed = _types(self.record)[field]
        if value is None and str not in get_args(typed) and type(None) not in get_args(typed):
            raise ValueError(f"{field} can not be empty")
        try:
            found = msgspec.convert(value.strip() if isinstance(value, str) else value, typed, strict=False)
        except msgspec.ValidationError as error:
            raise ValueError(f"{value!r} is no {field} of a {self.name} ({_plain(error)})") from None
        if isinstance(found, Decimal) and not (found.is_finite() and _fits(found)):
            raise ValueError(f"{str(value)[:40]!r} is no {field} of a {self.name} (at most {DIGITS} digits)")
        return found

    def write(self, fact: Any, field: str) -> Value:
        """A field of a fact as it is written."""
        value = getattr(fact, _attribute(field))
        if value is None:
            return None
        if isinstance(value, tuple):
            return tuple(str(item) for item in value)
        if isinstance(value, Decimal):
            return f"{value:f}"
        if isinstance(value, bool):
            return "true" if value else "false"
        return value.isoformat() if isinstance(value, date) else str(value)

    def changed(self, fact: Any, values: dict[str, Any]) -> Any:
        """The fact with other values; raises ValueError where they can not hold together."""
        new = msgspec.structs.replace(fact, **{_attribute(name): value for name, value in values.items()})
        for first, last in (("low", "high"), ("from_", "to")):
            a, b = getattr(new, first, None), getattr(new, last, None)
            if a is not None and b is not None and a > b:
                raise ValueError(f"{first.strip('_')} ({a}) lies above {last} ({b})")
        return new


DIGITS = 40
"""Of a number that a person writes: 1e999999 would be a million of them wherever it is printed."""


def _fits(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    return len(digits) <= DIGITS and isinstance(exponent, int) and exponent >= -DIGITS and number.adjusted() < DIGITS


_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")
"""1.599 is 1599 to a Vietnamese reader and 1,599 thousandths to a computer: never guessed."""

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("quantity", "quantities", "q", model.Quantity, ("low", "high", "of", "unit", "per", "bound", "vague")),
        Kind("date", "dates", "d", model.Date, ("from", "to", "precision"), needed=("precision",)),
        Kind(
            "document",
            "documents",
            "n",
            model.Document,
            ("type", "number", "title", "issuer"),
            ("type", "number", "title"),
            ("type",),
        ),
        Kind("person", "people", "p", model.Person, ("name", "roles", "former"), ("name", "roles", "former")),
        Kind("organization", "organizations", "o", model.Name, ("name", "kind"), ("name",)),
        Kind("place", "places", "l", model.Name, ("name", "kind", "unit_code"), ("name",)),
        Kind(
            "indicator",
            "indicators",
            "i",
            model.Indicator,
            ("name", "of_what", "measure", "qualifier", "rank"),
            needed=("name",),
        ),
        Kind("commitment", "commitments", "c", model.Commitment, ("actor", "verb", "due", "due_text", "state")),
        Kind("event", "events", "e", model.Event, ("name", "kind", "giver"), needed=("name", "kind")),
        Kind("award", "awards", "a", model.Award, ("name", "giver", "receiver"), needed=("name",)),
    )
}


def _attribute(field: str) -> str:
    return "from_" if field == "from" else field


def _types(record: type[Any]) -> dict[str, Any]:
    """The types of a record's fields by their written names."""
    return {f.encode_name: f.type for f in msgspec.structs.fields(record)}


def _plain(error: msgspec.ValidationError) -> str:
    return str(error).partition(" - at")[0].lower()
