"""Plans: how a figure stands against what was planned."""

from __future__ import annotations

from typing import Literal

from baocao.facts.cue import Comparison, Cue
from baocao.model import Plan, Quantity

Relation = Literal["exceeds", "reaches", "falls_short", "meets", "ahead_of", "behind"]


def is_plan(amount: Quantity, said: Cue, against: Comparison | None) -> bool:
    """Whether the amount measures against a plan: the words name one, or it is exceeded without a base.

    A level in its own unit beside the word `kế hoạch` is no comparison (`2 dự thảo nghị quyết`).
    """
    if against is not None and against.planned:
        return amount.unit in ("%", "lần") or said.role in ("up", "down", "exceed")
    return said.role == "exceed" and against is None


def against(amount: Quantity, said: Cue, base: Comparison | None) -> Plan:
    """`vượt 20% so với kế hoạch`, `đạt 112% kế hoạch`."""
    relation: Relation = "reaches"
    if said.role in ("exceed", "up"):
        relation = "exceeds"
    elif said.role == "down":
        relation = "falls_short"
    # `vượt 106,4%`: by so much, or to so much of the plan; both are kept
    doubled = relation == "exceeds" and amount.unit == "%" and amount.low is not None and amount.low >= 100
    return Plan(
        relation=relation,
        quantity=amount.id,
        of=base.text if base else None,
        readings=("exceeds", "reaches") if doubled else (),
    )


def timing(amount: Quantity, said: Cue, base: Comparison) -> Plan:
    """`trước 2 năm so với đề án`, `chậm 6 tháng so với kế hoạch`."""
    return Plan(relation="ahead_of" if said.role == "ahead" else "behind", quantity=amount.id, of=base.text)


def of_all(amount: Quantity) -> Plan:
    """`18/18 chỉ tiêu` meets the plan, `17/19` falls short of it, `45.799/36.875 tỷ đồng` exceeds it."""
    relation: Relation = "falls_short"
    if amount.low is not None and amount.of is not None and amount.low >= amount.of:
        relation = "meets" if amount.low == amount.of else "exceeds"
    return Plan(relation=relation, quantity=amount.id)
