"""Mottoes: themes, mottoes and slogans that the article names and quotes."""

from __future__ import annotations

import re

from baocao.atoms.rule import Candidate
from baocao.facts.scene import Scene
from baocao.lexicon import alternation, table
from baocao.model import Event

_KINDS = {r["cue"]: r["kind"] for r in table("mottoes")}
_WRITTEN = [form for cue in _KINDS for form in (cue, cue[0].upper() + cue[1:], cue.upper())]
_MOTTO = re.compile(
    rf"(?P<cue>{alternation(_WRITTEN)})(?!\w)(?![^\"]{{0,40}}rằng)"
    r"[^\".;:]{0,40}?(?:,? là)?:? ?\"(?P<words>[^\"\n]{3,400})\"",
)


def candidates(scene: Scene) -> list[Candidate[Event]]:
    """Quoted mottoes in text order."""
    found: list[Candidate[Event]] = []
    seen: set[str] = set()
    if not any(cue in scene.low for cue in _KINDS):
        return found
    for match in _MOTTO.finditer(scene.flow):
        kind = _KINDS[" ".join(match["cue"].lower().split())]
        fact = Event(
            name=match["words"].strip(), kind=kind, start=match.start("words"), end=match.end("words"), rule="motto"
        )
        if fact.name.casefold() in seen:
            found.append(Candidate(fact.start, fact.end, "motto", reason="told before"))
            continue
        seen.add(fact.name.casefold())
        found.append(Candidate(fact.start, fact.end, "motto", fact))
    return found
