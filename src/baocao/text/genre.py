"""Genre: what sort of article this is, with the words that say so."""

from __future__ import annotations

from baocao.lexicon import table
from baocao.model import Genre
from baocao.text.blocks import Draft
from baocao.text.furniture import PAPERS
from baocao.text.header import Header
from baocao.text.lines import words

ENOUGH = 7
"""Weight from which a genre of official life is believed over plain news, where title or lead speak of it."""
UNSAID = 14
"""And where only the text does."""
_IN_TITLE, _IN_LEAD = 4, 2
"""How much more a word counts there."""
_PAPER = {"notice": ENOUGH, "socio-economic report": 5}
"""What an official paper's own name counts; there are reports on anything."""
_MENTIONS = 3
"""Times a word is counted in the text; the rest says nothing new."""
_SHORT = 60
"""Words from which two paragraphs are an article."""
_NOTE = 120
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
    body = [d for d in drafts if d.kind in ("lead", "paragraph", "list_item", "quote")]
    weight, evidence = _weigh(body, head)
    if weight:
        best = max(weight, key=lambda kind: weight[kind])
        said = any("×" not in line for line in evidence[best])
        if weight[best] >= (ENOUGH if said else UNSAID):
            return _KNOWN[best], tuple(evidence[best])
    total = sum(words(d.text) for d in body)
    titled = head.title is not None or any(d.kind == "lead" for d in drafts)
    if titled and (len(body) >= 4 or (len(body) >= 2 and total >= _SHORT)):
        return "news", (f"a title and {len(body)} paragraphs",)
    if body and total < _NOTE:
        return "note", (f"{total} words",)
    return "other", ()


def _weigh(body: list[Draft], head: Header) -> tuple[dict[str, int], dict[str, list[str]]]:
    top = [part.lower() for part in (head.section, head.kicker, head.title and head.title.text) if part]
    lead = body[0].text.lower() if body else ""
    text = " ".join(d.text for d in body)[:20_000].lower()
    weight: dict[str, int] = {}
    evidence: dict[str, list[str]] = {}
    if head.paper is not None and PAPERS[head.paper] in _PAPER:
        weight[PAPERS[head.paper]] = _PAPER[PAPERS[head.paper]]
        evidence[PAPERS[head.paper]] = [f"an official paper: {head.paper}"]
    titles = "\n".join(top)
    for cue, kind, worth in _CUES:
        # A notice and a note say what they are where they begin; elsewhere the words occur in any news.
        opens = kind in ("notice", "note")
        named = any(part.startswith(cue) for part in top) if opens else cue in titles
        leads = lead.startswith(cue) if opens else cue in lead
        counted = 0 if opens else min(_MENTIONS, text.count(cue))
        if named or leads or counted:
            weight[kind] = weight.get(kind, 0) + worth * (_IN_TITLE * named + _IN_LEAD * leads + counted)
            place = " in the title" if named else " in the lead" if leads else f" ×{counted}"
            evidence.setdefault(kind, []).append(f"`{cue}`{place}")
    return weight, evidence
