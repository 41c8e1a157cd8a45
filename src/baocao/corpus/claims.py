"""Claims without a figure that two articles make differently: who gave an honour, who signed a document.

Only what surely is one thing is compared: an honour of one name, receiver and year; a document of one full number
and day. A shorter name of the same giver (`Thủ tướng`, `Thủ tướng Chính phủ`) is no other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from baocao.corpus.collection import Corpus
from baocao.corpus.locate import Locator
from baocao.corpus.record import Claim, Dispute, Entry
from baocao.model import Article
from baocao.span import overlap

_SIGNS = re.compile(
    r"(?:,[^,;.]{1,80},)?\s+(?:đã\s+)?ký(?:\s+(?:ban hành|duyệt|phê duyệt))?\s+(?:Công bố\s+)?$", re.IGNORECASE
)
"""What stands between a signer and the document: his office in commas, and the verb."""
_WHOLE_NUMBER = re.compile(r"\d[\w.]*/[\w/.-]*[^\W\d]")


def disputes(corpus: Corpus) -> tuple[Dispute, ...]:
    """Every pair of claims of different articles that name another giver or signer; copies count once."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for entry, article in corpus:
        if entry.copy_of is None:
            for key, claim in (*_givers(entry, article), *_signers(entry, article)):
                groups.setdefault(key, []).append(claim)
    return tuple(
        Dispute(key[0], left, right)  # type: ignore[arg-type]
        for key, claims in sorted(groups.items())
        for left, right in combinations(claims, 2)
        if left.cite.article != right.cite.article and not _same(left.said, right.said)
    )


def _givers(entry: Entry, article: Article) -> Iterator[tuple[tuple[str, ...], Claim]]:
    at = Locator(entry.id, article)
    days = {d.id: d for d in article.dates}
    for award in article.awards:
        day = days.get(award.date or "")
        if award.giver and award.receiver and day and day.to:
            key = ("giver", _plain(award.name), _plain(award.receiver), str(day.to.year))
            yield key, Claim(award.name, award.giver, at.cite(award, award.id))


def _signers(entry: Entry, article: Article) -> Iterator[tuple[tuple[str, ...], Claim]]:
    at = Locator(entry.id, article)
    for document in article.documents:
        if not document.number or not _WHOLE_NUMBER.fullmatch(document.number):
            continue
        sentence = next((s for s in article.sentences if overlap(document, s)), None)
        for person in article.people if sentence else ():
            for mention in person.mentions:
                between = article.text[mention.end : document.start]
                if sentence and sentence.start <= mention.start and _SIGNS.fullmatch(between):
                    key = ("signer", _plain(document.type or ""), _plain(document.number))
                    yield key, Claim(document.text, person.name, at.cite(document, document.id))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _same(one: str, two: str) -> bool:
    shorter, longer = sorted((_plain(one), _plain(two)), key=len)
    if longer == shorter or longer.startswith(f"{shorter} "):
        return True
    return longer.endswith(f" {shorter}") and "phó" not in longer.removesuffix(shorter)
