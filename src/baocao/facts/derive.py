from __future__ import annotations

from baocao.facts.scene import Scene
from baocao.model import Derived, Indicator


def derived(scene: Scene, indicators: list[Indicator]) -> list[Derived]:
    return []
