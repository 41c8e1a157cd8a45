"""Movements: how a figure changed, by how much, and against what."""

from __future__ import annotations

import re
from typing import Literal

from baocao.facts.cue import Comparison, Cue
from baocao.facts.scene import Scene, first_inside
from baocao.model import Movement, Quantity

_EACH_YEAR = re.compile(r"\b(?:mỗi|hàng|hằng) năm,? ?$")
_AVERAGED = (
    *("bình quân giai đoạn", "bình quân hàng năm", "bình quân hằng năm", "bình quân mỗi năm", "trung bình mỗi năm"),
    "bình quân 5 năm",
)

Kind = Literal["absolute", "relative", "times", "from_to", "average"]


def change(scene: Scene, level: Quantity | None, amount: Quantity, said: Cue, against: Comparison | None) -> Movement:
    """`tăng 28 triệu đồng so với năm 2015`, `gấp 1,7 lần`, `tăng bình quân 10,2%`."""
    kind: Kind = "absolute"
    if amount.unit == "lần" or said.role == "times":
        kind = "times"
    elif (
        said.yearly
        or _EACH_YEAR.search(scene.low, max(0, said.start - 16), said.start)
        or (level is amount and _averaged(scene, said))
    ):
        kind = "average"
    elif amount.unit == "%":
        kind = "relative"
    # a percentage that moved by a percentage: in points or in proportion, the words do not say
    unclear = amount.unit == "%" and level is not None and level.unit == "%" and level is not amount
    return Movement(
        direction="down" if said.role == "down" else "up",
        quantity=amount.id,
        base=against.text if against else None,
        base_period=against.period if against else None,
        base_quantity=against.quantity if against else None,
        kind=kind,
        readings=("points", "proportion") if unclear else (),
    )


def from_to(scene: Scene, first: Quantity, last: Quantity, against: Comparison | None) -> Movement:
    """`giảm từ 14,1% xuống 13,9%`: the direction is that of the two levels."""
    low, high = first.low, last.low
    behind = first_inside(scene.dates, first.end, last.start)
    direction: Literal["up", "down", "level"] = "level"
    if low is not None and high is not None and low != high:
        direction = "up" if high > low else "down"
    return Movement(
        direction=direction,
        base=against.text if against else None,
        base_period=against.period if against else behind.id if behind else None,
        base_quantity=first.id,
        kind="from_to",
    )


def _averaged(scene: Scene, said: Cue) -> bool:
    """Whether the subject says that the change is a yearly average (`bình quân giai đoạn … tăng`)."""
    return scene.has(max(0, said.start - 48), said.start, _AVERAGED)
