"""Genre: what sort of article this is, with the words that say so."""

from __future__ import annotations

from baocao.lexicon import table
from baocao.model import Genre
from baocao.text.blocks import Draft
from baocao.text.header import Header
from baocao.text.lines import words

ENOUGH = 3
"""Weight of evidence from which a genre of official life is believed over plain news."""
_IN_TITLE = 2
"""How much more a word counts in the title or the name of the section."""
_MENTIONS = 3
"""Times a word is counted in the text; the rest says nothing new."""
_CUES = [(row["cue"].lower(), row["genre"], int(row["weight"])) for row in table("page_genres")]
_KNOWN: dict[str, Genre] = {
    "congress report": "congress report",
    "socio-economic report": "socio-economic report",
    "notice": "notice",
    "note": "note",
}


def judge(drafts: list[Draft], head: Header, *, interview: bool) -> tuple[Genre, tuple[str, ...]]:
    """The genre and its evidence; turns make an interview whatever it speaks of."""
    if interview:
        return "interview", ("turns of questions and answers",)
    top = [part.lower() for part in (head.section, head.kicker, head.title and head.title.text) if part]
    body = [d for d in drafts if d.kind in ("lead", "paragraph", "list_item", "quote")]
    text = " ".join(d.text for d in body)[:20_000].lower()
    weight: dict[str, int] = {}
    evidence: dict[str, list[str]] = {}
    for cue, kind, worth in _CUES:
        # A notice and a note say what they are where they begin; elsewhere the words occur in any news.
        opens = kind in ("notice", "note")
        named = any(part.startswith(cue) for part in top) if opens else any(cue in part for part in top)
        counted = 0 if opens else min(_MENTIONS, text.count(cue))
        if named or counted:
            weight[kind] = weight.get(kind, 0) + worth * (_IN_TITLE * 2 * named + counted)
            evidence.setdefault(kind, []).append(f"`{cue}` in the title" if named else f"`{cue}` ×{counted}")
    if weight:
        best = max(weight, key=lambda kind: weight[kind])
        in_title = any("title" in line for line in evidence[best])
        if weight[best] >= ENOUGH * (1 if in_title else 3):
            return _KNOWN[best], tuple(evidence[best])
    total = sum(words(d.text) for d in body)
    if (len(body) >= 4 or (len(body) >= 2 and total >= 60)) and (
        head.title is not None or any(d.kind == "lead" for d in drafts)
    ):
        return "news", (f"a title and {len(body)} paragraphs",)
    if body and total < 120:
        return "note", (f"{total} words",)
    return "other", ()
