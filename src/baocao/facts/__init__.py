"""The facts room: what is said with the atoms (indicators, commitments, derived values, audit)."""

from baocao.facts.find import Facts, find
from baocao.facts.scene import Atoms

__all__ = ["Atoms", "Facts", "find"]
