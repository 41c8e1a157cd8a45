"""One mention of a person: a name as it stands in one place, with the roles said beside it."""

from __future__ import annotations

from msgspec import Struct

from baocao.atoms.role import Role


class Mention(Struct, frozen=True, gc=False):
    """A name in the flow; `start` and `end` enclose the name alone, without honorific and role."""

    start: int
    end: int
    words: tuple[str, ...]
    rule: str
    stands: bool = True
    """Whether it may be a person by itself; otherwise it only counts as a form of someone named in full."""
    foreign: bool = False
    """A name that is no row of Vietnamese syllables: its short form may be any of its words."""
    roles: tuple[Role, ...] = ()

    @property
    def full(self) -> bool:
        """A surname and a given name, or at least two words."""
        return len(self.words) > 1
