"""Names of indicators: the table of common ones first, otherwise the noun phrase as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from baocao.facts.agent import skip_time
from baocao.facts.clause import pieces
from baocao.facts.scene import Scene
from baocao.lexicon import alternation, table
from baocao.model import Quantity

MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table of common indicators."""

    key: str
    name: str
    english: str
    topic: str
    units: frozenset[str]

    def takes(self, quantity: Quantity) -> bool:
        """Whether a figure in this unit can be this indicator."""
        unit = quantity.unit or ""
        return unit in self.units or any(unit.startswith(u + " ") or u.startswith(unit + " ") for u in self.units if unit)


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a figure, and where its words stand."""

    name: str
    start: int
    end: int
    entry: Entry | None = None


ENTRIES = {
    r["key"]: Entry(r["key"], r["name"], r["english"], r["topic"], frozenset(r["units"].split(";"))) for r in table("indicators")
}
"""The table by key."""
_BY_PATTERN = {p: ENTRIES[r["key"]] for r in table("indicators") for p in r["patterns"].lower().split(";") if "*" not in p}
_WITH_GAP = [
    (re.compile(re.escape(p).replace(r"\ \*\ ", r" (?:[^\s,;]+ ){0,5}?") + r"(?!\w)", re.IGNORECASE), ENTRIES[r["key"]])
    for r in table("indicators")
    for p in r["patterns"].lower().split(";")
    if "*" in p
]
_KNOWN = re.compile(rf"(?<!\w)(?:{alternation(_BY_PATTERN)})(?!\w)", re.IGNORECASE)
_HEAD = re.compile(rf"(?:{alternation(r['noun'] for r in table('indicator_heads'))})(?!\w)", re.IGNORECASE)
_FOREIGN = re.compile(r"\b(?:cho biết|rằng|nếu|sẽ|không|chưa|phải|người dân|ông|bà|tôi|mà|khi)\b", re.IGNORECASE)
_TAIL = re.compile(r" (?:của|trên|tại|ở|trong|cho|với|và|được|đã|là|có|ước|cũng|từ|theo)$", re.IGNORECASE)
MOST_WORDS = 16


def known(scene: Scene, start: int, end: int, quantity: Quantity | None) -> Named | None:
    """The last indicator of the table that the range names, in a unit it can have."""
    found = None
    for match in _KNOWN.finditer(scene.flow, start, end):
        entry = _BY_PATTERN[" ".join(match[0].lower().split())]
        if quantity is None or entry.takes(quantity):
            found = Named(entry.name, match.start(), match.end(), entry)
    return found


def counted(scene: Scene, start: int, end: int, quantity: Quantity) -> Named | None:
    """An indicator of the table whose name runs around the number (`kết nạp 40 đảng viên`)."""
    for pattern, entry in _WITH_GAP:
        for match in pattern.finditer(scene.flow, start, end):
            if match.start() < quantity.start < match.end() and entry.takes(quantity):
                return Named(entry.name, match.start(), quantity.end, entry)
    return None


def phrase(scene: Scene, start: int, end: int) -> Named | None:
    """The noun phrase as written, when it begins with a noun that measures something."""
    last = None
    for last in pieces(scene.flow, start, end):
        pass
    if last is None:
        return None
    here = skip_time(scene, last.start, last.end)
    stop = last.end
    while cut := _TAIL.search(scene.flow[here:stop]):
        stop = here + cut.start()
    words = scene.flow[here:stop]
    if not _HEAD.match(words) or not 2 <= len(words.split()) <= MOST_WORDS or _FOREIGN.search(words):
        return None
    return Named(words, here, stop)
