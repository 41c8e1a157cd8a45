"""Turns: who asks and who answers, whatever marks the article uses."""

from __future__ import annotations

import re

from baocao.model import Turn
from baocao.text import gaps, speakers
from baocao.text.blocks import Draft
from baocao.text.schemes import READABLE, SCHEMES, Cue, may_talk, thanks
from baocao.text.speakers import REPORTER

ANSWERER = "Người được phỏng vấn"
"""The speaker of answers where the article names nobody."""


def find(drafts: list[Draft], title: str | None) -> tuple[Turn, ...]:
    """The turns of an interview over its blocks, in order; nothing where the article is none."""
    for scheme in SCHEMES if may_talk(drafts) else ():
        cues = scheme(drafts)
        if cues:
            return _turns(drafts, gaps.fill(drafts, cues), title)
    return ()


def _turns(drafts: list[Draft], cues: list[Cue], title: str | None) -> tuple[Turn, ...]:
    """Give every block from the first cue on to its speaker; headings, captions and credits to nobody."""
    head = [drafts[i].text for i in range(cues[0].block)] + ([title] if title else [])
    head += [d.text for d in drafts if d.kind == "caption"]
    said = [d.text for d in drafts[cues[0].block :] if d.kind in READABLE]
    who = _Names(cues, speakers.announced(head, said))
    by_block = {cue.block: cue for cue in cues}
    groups: list[tuple[Cue, str, list[int]]] = []
    current: Cue | None = None
    for i in range(cues[0].block, len(drafts)):
        draft = drafts[i]
        current = by_block.get(i, current)
        if draft.kind in ("caption", "byline") or (draft.kind == "heading" and i not in by_block):
            continue
        if current is None:
            continue
        if i not in by_block and current.role == "interviewee" and thanks(draft.text):
            current = Cue(i, "reporter", None, None, None)
        if draft.mark or i in by_block:
            draft.kind = "paragraph" if draft.mark or draft.kind == "heading" else draft.kind
        speaker = who.name(current)
        last = groups[-1] if groups else None
        if last is not None and last[0].role == current.role and last[1] == speaker:
            last[2].append(i)
        else:
            groups.append((current, speaker, [i]))
    return tuple(
        Turn(
            speaker=speaker,
            role=cue.role,
            start=drafts[blocks[0]].start,
            end=drafts[blocks[-1]].end,
            blocks=tuple(blocks),
            label=cue.label,
        )
        for cue, speaker, blocks in groups
    )


class _Names:
    """One person under several labels is one speaker."""

    def __init__(self, cues: list[Cue], announced: list[speakers.Person]) -> None:
        self._announced = announced
        named = [cue.name for cue in cues if cue.name]
        self._full = list(dict.fromkeys(named + [person.name for person in announced]))
        self._named = list(dict.fromkeys(named))

    def name(self, cue: Cue) -> str:
        if cue.role == "reporter":
            return REPORTER
        if cue.name is not None:
            # `Ông Nhật` after `Ông Lê Tiến Nhật`
            longer = [full for full in self._full if full.endswith(f" {cue.name}") or full == cue.name]
            return max(longer, key=len) if longer else cue.name
        if cue.office is not None:
            office = _bare(cue.office)
            for person in self._announced:
                if office and office.lower() in person.around.lower():
                    return person.name
        if len(self._named) == 1:
            return self._named[0]
        if self._announced and (cue.office is None or len(self._announced) == 1):
            return self._announced[0].name
        return cue.office or ANSWERER


def _bare(office: str) -> str:
    return re.sub(r"^(?:đồng chí|đ/c|ông|bà|anh|chị) ", "", office, flags=re.I)
