"""Harmonised units: areas in ha, lengths in km, weights in tonne; one way to say `per head and year`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from baocao.atoms.amount import amounts
from baocao.atoms.unit import to_base
from baocao.lexicon import table
from baocao.model import Quantity


@cache
def factor(unit: str | None) -> tuple[Decimal, str | None]:
    """What a value in `unit` is multiplied by, and the unit it is then in; unknown units stay as they are."""
    if unit is None:
        return Decimal(1), None
    value, base = to_base(Decimal(1), unit)
    shown = _shown().get(base)
    if shown is None or base == unit:
        return (Decimal(1), unit) if shown is None else (Decimal(1) / to_base(Decimal(1), shown)[0], shown)
    return value / to_base(Decimal(1), shown)[0], shown


def per(indicator: str, written: str | None) -> str | None:
    """The denominator in one form: an income per head is a yearly one unless it says otherwise."""
    return _per().get((indicator, written or ""), written)


def step(quantity: Quantity) -> Decimal | None:
    """What the last digit written is worth, in the quantity's own unit: 100000 VND in `48,4 triệu đồng`.

    None where no number can be read off the surface.
    """
    value = quantity.high if quantity.high is not None else quantity.low
    # behind the stroke of a rate `năm` is a year and no five
    surface = quantity.text.lower()
    found = amounts(surface if quantity.of is not None or not quantity.per else surface.split("/")[0])
    if value is None or not found:
        return None
    amount = found[0] if quantity.of is not None else found[-1]
    last = amount.high if amount.high is not None else amount.low
    written = _exponent(last) - _exponent(amount.scale)
    worth = amount.scale * Decimal(1).scaleb(written)
    # `2.165 tỷ 622 trđ` is finer than its first scale, `tỷ rưỡi` too
    while value % worth:
        worth /= 10
    return worth


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


@cache
def _shown() -> dict[str, str]:
    return {row["base"]: row["unit"] for row in table("shown_units")}


@cache
def _per() -> dict[tuple[str, str], str]:
    return {(row["indicator"], row["written"]): row["per"] for row in table("per_units")}
