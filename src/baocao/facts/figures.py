"""Figures: the stated quantities as intervals, with what the words around each of them allow.

A figure without an approximator is taken as exact; `trên`, `hơn` and `dưới` give an open end; `gần` and
`khoảng` are given the width that `TOLERANCE` states.
"""

from __future__ import annotations

import re
from fractions import Fraction

from baocao.facts.interval import Interval, between
from baocao.facts.scene import Scene
from baocao.model import Quantity

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
    if quantity.bound == "above":
        return between(stated, None, low_open=True)
    if quantity.bound == "at_least":
        return between(stated, None)
    if quantity.bound == "at_most":
        return between(0, stated)
    if quantity.bound == "below":
        return None if high is None else between(0, high, high_open=True)
    if quantity.bound == "about":
        top = Fraction(high if high is not None else stated)
        return between(Fraction(stated) * (1 - TOLERANCE), top * (1 + TOLERANCE))
    return between(low, high)


class Figures:
    """The stated figures by id, with what their words allow."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.quantities = scene.quantities_by_id
        self.dates = scene.dates_by_id
        self._known: dict[str, Interval | None] = {}

    def get(self, id_: str | None) -> Quantity | None:
        return self.quantities.get(id_) if id_ else None

    def unit(self, id_: str | None) -> str | None:
        quantity = self.quantities.get(id_) if id_ else None
        return quantity.unit if quantity else None

    def allowed(self, id_: str | None) -> Interval | None:
        """What the words around the figure allow; `gần` is near, any other `dưới` only below."""
        quantity = self.quantities.get(id_) if id_ else None
        if quantity is None:
            return None
        if quantity.id not in self._known:
            self._known[quantity.id] = self._allowed(quantity)
        return self._known[quantity.id]

    def _allowed(self, quantity: Quantity) -> Interval | None:
        near = quantity.bound == "below" and _NEAR.search(self.scene.low, max(0, quantity.start - 12), quantity.start)
        if near and quantity.high is not None:
            top = Fraction(quantity.high)
            return between(top * (1 - TOLERANCE), top, high_open=True)
        return amount(quantity)


_NEAR = re.compile(r"gần $")
