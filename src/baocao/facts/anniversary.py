"""Anniversaries: a number of years since an event whose year the table of national anniversaries knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from baocao.facts.scene import Scene
from baocao.lexicon import alternation, table

_YEARS = {" ".join(r["event"].lower().split()): int(r["year"]) for r in table("anniversaries")}
_EVENT = re.compile(rf" ?(?:ngày |năm ngày |lễ )?(?P<event>{alternation(_YEARS)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """`130 năm ngày sinh Chủ tịch Hồ Chí Minh` in an article of 2020."""

    start: int
    end: int
    quantity: str
    name: str
    computed: int
    """The year of publication less the years stated."""
    stated: int
    """The year of the event."""


def anniversaries(scene: Scene) -> Iterator[Anniversary]:
    """Those of the page, where its year of publication is known."""
    if scene.year is None:
        return
    for quantity in scene.quantities:
        exact = quantity.bound == "exact" and quantity.low is not None and quantity.low == quantity.high
        match = _EVENT.match(scene.flow, quantity.end) if quantity.unit == "year" and exact else None
        if match and quantity.low is not None:
            yield Anniversary(
                start=quantity.start,
                end=match.end(),
                quantity=quantity.id,
                name=match["event"],
                computed=scene.year - int(quantity.low),
                stated=_YEARS[" ".join(match["event"].lower().split())],
            )
