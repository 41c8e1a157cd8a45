"""Who signed a document: one of a full number, or a decision of one day with the same words on what it decides.

A signer is an office, a person, or both. Two persons differ; where a person is not named on both sides, the
offices have to; an office beside a bare name tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baocao.corpus.claims.honour import same_office
from baocao.corpus.claims.told import Kind, Told, plain
from baocao.corpus.record import Claim
from baocao.corpus.statement import Speech
from baocao.lexicon import alternation, table
from baocao.model import Sentence
from baocao.span import Span, overlap

_KINDS = alternation(row["key"] for row in table("document_kinds"))
_SIGNED = re.compile(
    rf"(?P<who>[^,;:.()]{{2,70}}?)(?P<aside>,[^,;.]{{1,80}},)?\s+(?:đã\s+|vừa\s+)?ký"
    rf"(?:\s+(?:ban hành|duyệt|phê duyệt|công bố))?\s+(?P<kind>{_KINDS})(?!\w)",
    re.IGNORECASE,
)
_WHOLE_NUMBER = re.compile(r"\d[\w.]*/[\w/.-]*[^\W\d]")
_ABOUT = re.compile(
    r"(?:\s+về)?(?:\s+việc)?\s+(?P<what>(?:công nhận|thành lập|bổ nhiệm|phê duyệt|điều động) [^,;.()]+)"
)
_YEAR_BEHIND = re.compile(r"\s+(?:trong )?năm \d{4}$")
_LEAD = re.compile(r"^(?:.*\b(?:do|được)\s+)?(?:(?:ông|bà|đồng chí)\s+)?", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?:phó |quyền )?(?:thủ tướng|chủ tịch|bí thư|bộ trưởng|thứ trưởng|tổng bí thư|giám đốc|chánh văn phòng)(?!\w)"
)
_DATE_LEAD = re.compile(r"^(?:vào )?(?:sáng |chiều |tối )?ngày [\d/.-]+\s*", re.IGNORECASE)


class Signer(NamedTuple):
    office: str
    """Plain; empty where none is named."""
    person: str


def told(speech: Speech) -> Iterator[Told[Signer]]:
    text = speech.article.text
    for sentence in speech.sentences:
        if "ký" not in text[sentence.start : sentence.end]:
            continue
        for match in _SIGNED.finditer(text, sentence.start, sentence.end):
            key = _document(speech, sentence, match)
            who = _signer(speech, match)
            if key is not None and who is not None:
                subject, *told_of = key
                cite = speech.at.cite(Span(match.start("who"), match.end()))
                yield Told(tuple(told_of), who, Claim(subject, _written(match), cite))


def _document(speech: Speech, sentence: Sentence, match: re.Match[str]) -> tuple[str, ...] | None:
    """The document's words and its key: kind and number, or kind, day and what it decides."""
    text = speech.article.text
    kind = plain(match["kind"])
    for document in speech.article.documents:
        if document.number and document.start == match.start("kind"):
            if not _WHOLE_NUMBER.fullmatch(document.number):
                return None
            return document.text, kind, plain(document.number)
    about = _ABOUT.match(text, match.end(), sentence.end)
    days = {d.to for d in speech.article.dates if d.precision == "day" and overlap(d, sentence)}
    if about is None or len(days) != 1:
        return None
    what = _YEAR_BEHIND.sub("", plain(about["what"]))
    return f"{match['kind']} {about['what'].strip()}", kind, what, str(days.pop())


def _signer(speech: Speech, match: re.Match[str]) -> Signer | None:
    start, end = match.start("who"), match.end("aside") if match["aside"] else match.end("who")
    named = {p.name: m for p in speech.article.people for m in p.mentions if start <= m.start and m.end <= end}
    if len(named) > 1:
        return None
    words = plain(_DATE_LEAD.sub("", _written(match)))
    person = plain(next(iter(named))) if named else ""
    rest = words.removesuffix(person).strip() if person else words
    aside = plain((match["aside"] or "").strip(" ,"))
    office = next((said for said in (rest, aside) if _OFFICE.match(said)), "")
    return Signer(office, person) if office or person else None


def _written(match: re.Match[str]) -> str:
    """The signer as written, without who does or gets what before him."""
    return _DATE_LEAD.sub("", _LEAD.sub("", " ".join(match["who"].split()), count=1))


def differ(one: Signer, two: Signer) -> bool:
    if one.person and two.person:
        return one.person != two.person
    return bool(one.office and two.office) and not same_office(one.office, two.office)


def why(one: Signer, two: Signer) -> tuple[str, ...]:
    """`on_behalf` where one is the deputy of the other, who may sign for him."""
    offices = (one.office, two.office)
    for deputy, chief in (offices, offices[::-1]):
        bare = deputy.removeprefix("phó ")
        if bare != deputy and chief and (same_office(bare, chief) or _head(bare) == _head(chief)):
            return ("on_behalf",)
    return ()


def _head(office: str) -> str:
    found = _OFFICE.match(office)
    return found[0] if found else office


KIND = Kind("signer", told, differ, why=why)
