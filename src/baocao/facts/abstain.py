"""Abstentions: the numbers that became no indicator, each with its reason, so that nothing disappears."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.facts.scene import Scene
from baocao.facts.statement import Ledger
from baocao.lexicon import table
from baocao.model import Abstained

REASONS = {r["key"]: r for r in table("abstentions")}
"""Why a number became no indicator, in Vietnamese and English, by key."""


def abstained(scene: Scene, ledger: Ledger) -> Iterator[Abstained]:
    """Every quantity of the page that no indicator uses."""
    for quantity in scene.quantities:
        if quantity.id in ledger.used:
            continue
        key = ledger.reasons.get(quantity.id, "outside")
        yield Abstained(
            start=quantity.start, end=quantity.end, reason=REASONS[key]["vi"], quantity=quantity.id, rule=key
        )
