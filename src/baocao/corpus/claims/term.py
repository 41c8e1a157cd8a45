"""The years of a term: one council, committee or party organisation, the same first year or the same last one.

Terms of one body follow each other, so two that begin together end together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.corpus.claims.told import NAME, Kind, Told, coded, plain
from baocao.corpus.locate import where
from baocao.corpus.record import Claim
from baocao.corpus.statement import Speech
from baocao.span import Span, covers

Years = tuple[int, int]
_BODIES = {
    "council": r"Hội đồng nhân dân|HĐND",
    "committee": r"[ỦU][ỷy] ban nhân dân|Uỷ ban nhân dân|UBND",
    "party": r"Đảng bộ",
}
_LEVEL = r"(?i:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn)"
_BODY = re.compile(
    "(?P<body>"
    + "|".join(rf"(?P<{name}>(?i:{words}))" for name, words in _BODIES.items())
    + rf") (?P<unit>(?P<level>{_LEVEL})(?: {NAME})?)(?:,? (?:khóa|khoá|lần thứ) [IVXLC\d]+)?,?\s*$"
)
_REACH = 90
"""Characters before a term in which the body it is of stands."""


def told(speech: Speech) -> Iterator[Told[Years]]:
    article = speech.article
    for day in article.dates:
        if day.precision != "range" or not day.text.lower().startswith("nhiệm kỳ") or not (day.from_ and day.to):
            continue
        sentence = speech.sentence_of(day)
        start = max(sentence.start, day.start - _REACH)
        match = _BODY.search(article.text[start : day.start])
        code = _unit(speech, match, start) if match else None
        if match is None or code is None or not coded(code):
            continue
        body = next(name for name in _BODIES if match[name])
        subject = f"{match['body']} {match['unit']}"
        said = Claim(subject, " ".join(day.text.split()), speech.at.cite(day, day.id))
        yield Told((body, plain(code)), (day.from_.year, day.to.year), said)


def _unit(speech: Speech, match: re.Match[str], start: int) -> str | None:
    """The code of the unit the body belongs to: the one named, else the article's own where its kind is said.

    A bare `UBND tỉnh` is left open where the article names two provinces.
    """
    span = Span(start + match.start("unit"), start + match.end("unit"))
    for place in speech.article.places:
        if any(covers(span, m) or covers(m, span) for m in place.mentions):
            return where(place, "stated").code
    main, level = speech.at.main, plain(match["level"])
    alike = [place for place in speech.article.places if place.kind == level]
    if plain(match["unit"]) != level or main is None or main.kind != level or len(alike) > 1:
        return None
    return main.code


def differ(one: Years, two: Years) -> bool:
    return (one[0] == two[0]) != (one[1] == two[1])


KIND = Kind("term", told, differ, within=True)
