"""schema.org JSON-LD: the article, who speaks in it, what they say (Quotation) and what is claimed (Claim).

A claim carries the sentence that states it and, where it has a figure, the value; no verdict is given on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from baocao.export.annotation import address
from baocao.model import Article, Commitment, Indicator, Quantity, Turn
from baocao.span import Spanned, overlap

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


def write(article: Article) -> bytes:
    """One graph."""
    identity = address(article)
    graph = [_article(article, identity), *_people(article, identity), *_quotations(article, identity)]
    graph += _claims(article, identity)
    document = {"@context": "https://schema.org", "@graph": graph}
    # made to stand in a script element of a page, which the words of an article must not end
    return msgspec.json.format(_ENCODE(document), indent=1).replace(b"<", b"\\u003c") + b"\n"


def _article(article: Article, identity: str) -> dict[str, Any]:
    said = article.metadata
    return _without_empty(
        {
            "@id": identity,
            "@type": "NewsArticle",
            "headline": said.title,
            "datePublished": said.published,
            "dateModified": said.updated,
            "inLanguage": "vi",
            "url": said.url,
            "author": {"@type": "Person", "name": said.author} if said.author else None,
            "publisher": {"@type": "Organization", "name": said.outlet or said.organization}
            if said.outlet or said.organization
            else None,
            "sha256": article.source.sha256,
        }
    )


def _people(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    for person in article.people:
        yield _without_empty(
            {
                "@id": f"{identity}#{person.id}",
                "@type": "Person",
                "name": person.name,
                "jobTitle": [role for role in person.roles if role not in person.former],
            }
        )


def _quotations(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    """One a paragraph that an interviewee says, in the article's own words."""
    for t, turn in enumerate(article.turns, 1):
        if turn.role != "interviewee":
            continue
        for n, index in enumerate(turn.blocks, 1):
            block = article.blocks[index]
            start = max(block.start, turn.label.end) if turn.label and overlap(block, turn.label) else block.start
            yield {
                "@id": f"{identity}#quotation-{t}-{n}",
                "@type": "Quotation",
                "text": article.text[start : block.end].lstrip(" :-–—").strip(),
                "spokenByCharacter": _speaker(turn, identity),
                "isPartOf": {"@id": identity},
                "inLanguage": "vi",
            }


def _claims(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    quantities = {q.id: q for q in article.quantities}
    facts: tuple[Indicator | Commitment, ...] = (*article.indicators, *article.commitments)
    for fact in facts:
        quantity = quantities.get((fact.quantity if isinstance(fact, Indicator) else fact.target) or "")
        turn = next((t for t in article.turns if overlap(t, fact)), None)
        yield _without_empty(
            {
                "@id": f"{identity}#{fact.id}",
                "@type": "Claim",
                "name": fact.name if isinstance(fact, Indicator) else None,
                "text": _sentence(article, fact),
                "about": _value(quantity, fact, identity) if quantity else None,
                "author": _speaker(turn, identity) if turn else None,
                "expires": fact.due.isoformat() if isinstance(fact, Commitment) and fact.due else None,
                "appearance": {"@id": identity},
                "inLanguage": "vi",
            }
        )


def _value(quantity: Quantity, fact: Indicator | Commitment, identity: str) -> dict[str, Any]:
    exact = quantity.low == quantity.high and quantity.bound == "exact"
    return _without_empty(
        {
            "@id": f"{identity}#{quantity.id}",
            "@type": "QuantitativeValue",
            "name": fact.name if isinstance(fact, Indicator) else None,
            "description": quantity.text,
            "value": quantity.low if exact else None,
            "minValue": quantity.low if not exact and quantity.bound not in ("below", "at_most") else None,
            "maxValue": quantity.high if not exact and quantity.bound not in ("above", "at_least") else None,
            "unitText": "/".join(part for part in (quantity.unit, quantity.per) if part),
        }
    )


def _sentence(article: Article, fact: Spanned) -> str:
    """The sentences that state it."""
    said = [s for s in article.sentences if overlap(s, fact)]
    start, end = (said[0].start, said[-1].end) if said else (fact.start, fact.end)
    return article.text[start:end]


def _speaker(turn: Turn, identity: str) -> dict[str, Any]:
    return {"@id": f"{identity}#{turn.person}"} if turn.person else {"@type": "Person", "name": turn.speaker}


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
