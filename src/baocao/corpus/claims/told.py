"""What every kind of claim shares: one claim with its key and value, and the rules of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from baocao.corpus.record import Claim, DisputeKind
from baocao.corpus.statement import Speech

Value = TypeVar("Value")
_CAPITAL = "".join(chr(c) for c in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper())
NAME = rf"[{_CAPITAL}]\w*(?:[ -]+[{_CAPITAL}]\w*)*"
"""Words of a pattern that each begin with a capital letter."""


class Told(NamedTuple, Generic[Value]):
    """One claim of one article."""

    key: tuple[str, ...]
    """What it is about: claims of one key are compared."""
    value: Value
    """What it says of it, in a form that two articles share."""
    claim: Claim


class Kind(NamedTuple, Generic[Value]):
    """A kind of claim: how it is read, and when two values of one key can not both be meant."""

    name: DisputeKind
    told: Callable[[Speech], Iterator[Told[Value]]]
    differ: Callable[[Value, Value], bool]
    within: bool = False
    """Whether two claims of one article are compared too."""
    why: Callable[[Value, Value], tuple[str, ...]] = lambda one, two: ()
    """What to keep in mind of a pair, as codes."""


def plain(words: str) -> str:
    """Words without case, spacing and the two ways to set a tone on `uy`."""
    return " ".join(words.casefold().split()).replace("uỷ", "ủy")


def coded(code: str) -> bool:
    """Whether a unit is one by its code or a province: of communes without a code there are many of one name."""
    return ":" in code or code.startswith(("tỉnh ", "thành phố "))
