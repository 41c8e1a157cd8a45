"""Anniversaries: a number of years since an event whose year the table of national anniversaries knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from baocao.facts.scene import Scene, inside
from baocao.lexicon import alternation, table

_YEARS = {" ".join(r["event"].lower().split()): int(r["year"]) for r in table("anniversaries")}
_EVENT = re.compile(rf" ?(?:ngày |năm ngày |lễ )?(?P<event>{alternation(_YEARS)})(?!\w)", re.IGNORECASE)


class Anniversary(Struct, frozen=True, gc=False):
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
        if quantity.unit != "year" or quantity.bound != "exact" or quantity.low is None:
            continue
        match = _EVENT.match(scene.flow, quantity.end)
        if match and quantity.low == quantity.high:
            yield Anniversary(
                start=quantity.start,
                end=match.end(),
                quantity=quantity.id,
                name=match["event"],
                computed=scene.year - int(quantity.low),
                stated=_YEARS[" ".join(match["event"].lower().split())],
            )


class YearPair(Struct, frozen=True, gc=False):
    """`60 năm thành lập huyện (1961-2021)`: the years told, and those that stand beside them."""

    start: int
    end: int
    quantity: str
    told: int
    apart: int


_REMEMBERED = re.compile(r"(?:kỷ niệm|chào mừng|mừng|hướng tới|nhân dịp|lễ) (?:lần thứ |tròn )?$")


def year_pairs(scene: Scene) -> Iterator[YearPair]:
    """Anniversaries with the two years or days in brackets behind them."""
    for quantity in scene.quantities:
        if (
            quantity.unit != "year"
            or quantity.bound != "exact"
            or quantity.low is None
            or quantity.low != quantity.high
        ):
            continue
        if not _REMEMBERED.search(scene.low, max(0, quantity.start - 32), quantity.start):
            continue
        bracket = scene.flow.find("(", quantity.end, quantity.end + 160)
        close = scene.flow.find(")", bracket, bracket + 48) if bracket > 0 else -1
        if close < 0 or scene.flow.find(".", quantity.end, bracket) >= 0:
            continue
        dates = [d for d in inside(scene.dates, bracket, close) if d.from_ and d.to]
        years = [end.year for d in dates for end in (d.from_, d.to) if end]
        if dates and len(set(years)) == 2 and len(dates) <= 2:
            yield YearPair(quantity.start, close + 1, quantity.id, int(quantity.low), max(years) - min(years))
