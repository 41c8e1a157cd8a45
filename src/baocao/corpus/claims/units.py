"""How many communes, wards and towns a unit has in a year, told of the unit as a whole.

`15 xã và một thị trấn` are 16; `15 xã, thị trấn` are 15 of both together. Communes alone are not the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.atoms.amount import amounts
from baocao.corpus.claims.told import NAME, Kind, Told, coded
from baocao.corpus.record import Claim
from baocao.corpus.statement import Speech
from baocao.model import Sentence
from baocao.span import Span, overlap

_LOW = r"xã|phường|thị trấn"
_COUNT = r"(?:\d+|một|hai|ba|bốn|năm)"
_MORE = rf"(?:,? {_COUNT} |,? và {_COUNT} |, | và )(?:{_LOW})"
_HAS = re.compile(
    rf"(?:(?P<unit>(?i:huyện|quận|thị xã|thành phố))(?P<name>(?: {NAME})?)(?: hiện nay| hiện| nay)?"
    r" (?:có|gồm|gồm có|bao gồm)"
    r"|(?P<far>(?:,|và) (?:gồm|gồm có|bao gồm))) "
    rf"(?P<said>{_COUNT} (?:đơn vị hành chính(?: cấp xã)?|(?:{_LOW})(?:{_MORE})*))(?=\s*(?:[.;,)]|$))"
)
_REARRANGED = frozenset({2019, 2020, 2024, 2025})
"""Years in which communes were merged all over the country: before and after a day of such a year differ."""
_PART = re.compile(rf"(?P<n>{_COUNT}) (?P<kinds>đơn vị hành chính|(?:{_LOW})(?:(?:, | và )(?:{_LOW}))*)", re.IGNORECASE)
_WHOLE = re.compile(r"(?<!\w)(?:diện tích|dân số|đơn vị hành chính)(?!\w)", re.IGNORECASE)
_OF_THEM = re.compile(r"(?<!\w)(?:trong đó|trong số|cùng với|thêm)(?!\w)", re.IGNORECASE)


def told(speech: Speech) -> Iterator[Told[int]]:
    text = speech.article.text
    for sentence in speech.sentences:
        for match in _HAS.finditer(text, sentence.start, sentence.end):
            before = text[sentence.start : match.start()]
            if _OF_THEM.search(before) or (match["far"] and not _WHOLE.search(before)):
                continue
            total, year = _total(match["said"]), _year(speech, sentence)
            place = speech.subject(sentence)
            if total is None or year is None or year in _REARRANGED or place is None or not coded(place.code):
                continue
            if (match["unit"] or place.kind).lower() != place.kind or (match["name"] or "").strip() not in (
                "",
                place.name,
            ):
                continue
            span = Span(match.start("said"), match.end("said"))
            yield Told((place.code, str(year)), total, Claim(place.label, match["said"], speech.at.cite(span)))


def _total(words: str) -> int | None:
    """All of them; None where only one kind is counted."""
    parts = list(_PART.finditer(words))
    kinds = {kind.lower() for part in parts for kind in re.findall(_LOW, part["kinds"], re.IGNORECASE)}
    if len(kinds) < 2 and "đơn vị" not in words.lower():
        return None
    return sum(1 if part["n"].lower() == "một" else int(amounts(part["n"])[0].low or 0) for part in parts)


def _year(speech: Speech, sentence: Sentence) -> int | None:
    """The year it is told for: that of its sentence, of the title, else of the publication."""
    article = speech.article
    titles = [block for block in article.blocks if block.kind == "heading"]
    for spans in ([sentence], titles):
        years = {d.to.year for d in article.dates if d.to and any(overlap(d, span) for span in spans)}
        if years:
            return years.pop() if len(years) == 1 else None
    return speech.entry.published.year if speech.entry.published else None


def differ(one: int, two: int) -> bool:
    return one != two


KIND = Kind("units", told, differ)
