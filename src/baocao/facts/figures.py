"""Figures: the stated quantities as intervals, with what the words around each of them allow.

A figure without an approximator is taken as exact; `trên`, `hơn` and `dưới` give an open end; `gần` and
`khoảng` are given the width that `TOLERANCE` states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from baocao.facts.interval import Interval, between
from baocao.facts.scene import Scene
from baocao.model import Date, Quantity

TOLERANCE = Fraction(1, 20)
"""How far `gần` lies below its figure, and `khoảng` on either side of it, at most: 5 % of the figure."""


def amount(quantity: Quantity) -> Interval | None:
    """All values that the words allow; None for vague plurals and figures without a value."""
    if quantity.vague or (quantity.low is None and quantity.high is None):
        return None
    low, high = quantity.low, quantity.high
    if quantity.bound == "exact":
        return between(low, high)
    stated = low if low is not None else high
    assert stated is not None
    value = Fraction(stated)
    if quantity.bound == "above":
        return between(value, None, low_open=True)
    if quantity.bound == "at_least":
        return between(value, None)
    if quantity.bound == "at_most":
        return between(0, value)
    if quantity.bound == "below":
        return None if high is None else between(0, Fraction(high), high_open=True)
    if quantity.bound == "about":
        top = Fraction(high if high is not None else stated)
        return between(value * (1 - TOLERANCE), top * (1 + TOLERANCE))
    return between(low, high)


@dataclass(frozen=True)
class Figures:
    """The stated figures by id, with what their words allow."""

    scene: Scene
    quantities: dict[str, Quantity]
    dates: dict[str, Date]
    _known: dict[str, Interval | None] = field(default_factory=dict)

    def allowed(self, id_: str | None) -> Interval | None:
        """What the words around the figure allow; `gần` is near, any other `dưới` only below."""
        if id_ is None or id_ not in self.quantities:
            return None
        if id_ not in self._known:
            self._known[id_] = self._allowed(self.quantities[id_])
        return self._known[id_]

    def _allowed(self, quantity: Quantity) -> Interval | None:
        near = quantity.bound == "below" and _NEAR.search(self.scene.low, max(0, quantity.start - 12), quantity.start)
        if near and quantity.high is not None:
            top = Fraction(quantity.high)
            return between(top * (1 - TOLERANCE), top, high_open=True)
        return amount(quantity)

    def loose(self, *ids: str | None) -> bool:
        """Whether one of the figures is given with `gần` or `khoảng`, so that the tolerance was used."""
        bounds = [self.quantities[i].bound for i in ids if i in self.quantities]
        return "about" in bounds or "below" in bounds

    def unit(self, id_: str | None) -> str | None:
        quantity = self.quantities.get(id_ or "")
        return quantity.unit if quantity else None


_NEAR = re.compile(r"gần $")


def figures(scene: Scene) -> Figures:
    return Figures(scene, scene.quantities_by_id, scene.dates_by_id)
