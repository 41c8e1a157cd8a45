"""Findings: how one is made and told, and how far a stated figure was rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from baocao.facts.interval import Interval, between
from baocao.facts.scene import Scene
from baocao.facts.wording import say
from baocao.model import Discrepancy, Quantity
from baocao.span import Span, Spanned

Certainty = Literal["certain", "likely", "possible"]


def finding(
    kind: str, items: tuple[str, ...], at: tuple[Spanned, ...], certainty: Certainty, **words: str
) -> Discrepancy:
    """A finding with its sentence in Vietnamese."""
    return Discrepancy(
        kind=kind,
        items=items,
        spans=tuple(Span(s.start, s.end) for s in at),
        note=say("note", kind, "vi", **words),
        certainty=certainty,
        words=words,
        rule=kind,
    )


def sharp(quantity: Quantity) -> bool:
    return (
        quantity.bound == "exact" and not quantity.vague and quantity.low is not None and quantity.low == quantity.high
    )


def half_unit(scene: Scene, quantity: Quantity) -> Fraction:
    """Half a unit of the last digit that is written, in the base unit of the figure.

    `10,2%` may be anything from 10,15 to 10,25; `60 triệu` from 59,5 to 60,5 million.
    """
    digits = re.match(r"[\d.,]+", scene.flow[quantity.start : quantity.end])
    if not digits or quantity.low is None or not quantity.low:
        return Fraction(0)
    whole, _, decimals = digits[0].rstrip(".,").partition(",")
    try:
        written_value = Fraction(whole.replace(".", "") + (f".{decimals}" if decimals else ""))
    except ValueError:
        return Fraction(0)
    if not written_value:
        return Fraction(0)
    scale = Fraction(quantity.low) / written_value
    return scale / Fraction(2 * 10 ** len(decimals))


def rounded(scene: Scene, quantity: Quantity) -> Interval:
    """What the figure may have been before it was rounded."""
    assert quantity.low is not None
    half = half_unit(scene, quantity)
    high = quantity.high if quantity.high is not None else quantity.low
    return between(max(Fraction(0), Fraction(quantity.low) - half), Fraction(high) + half)


def middle(interval: Interval) -> str:
    low = interval.low.value if interval.low else Fraction(0)
    high = interval.high.value if interval.high else low
    return plain((low + high) / 2)


def plain(value: Fraction) -> str:
    """A short decimal with a comma, for the sentence of a finding."""
    text = str(round(Decimal(value.numerator) / Decimal(value.denominator), 2))
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def text_of(scene: Scene, quantity: Quantity) -> str:
    return scene.flow[quantity.start : quantity.end]
