"""W3C Web Annotation: each fact as an annotation that other tools can find again in the text.

Positions count code points, as the recommendation asks; the quotation with its prefix and suffix finds the
words where positions have moved. https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from baocao.corrections import KINDS, Kind
from baocao.model import Article, Correction, Name, Person
from baocao.span import Spanned

AROUND = 32
"""Code points of prefix and suffix."""


def write(article: Article) -> bytes:
    """One annotation collection."""
    identity = address(article)
    items = list(_annotations(article, identity))
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{identity}#facts",
        "type": "AnnotationCollection",
        "label": article.metadata.title or article.source.path,
        "generator": {"type": "Software", "name": "baocao"},
        "total": len(items),
        "first": {"id": f"{identity}#facts-page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def address(article: Article) -> str:
    """The article's bytes as an address that holds anywhere (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(article.source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _annotations(article: Article, identity: str) -> Iterator[dict[str, Any]]:
    people = {c.fact: c for c in article.corrections if c.status == "applied" and c.fact}
    source = {"id": identity, "type": "Text", "format": article.source.media_type, "language": "vi"}
    if article.metadata.url:
        source["via"] = article.metadata.url
    for kind in KINDS.values():
        for fact in getattr(article, kind.many):
            spans = fact.mentions if isinstance(fact, Person | Name) else (fact,)
            targets = [{"source": source, "selector": _selectors(article.text, span)} for span in spans]
            yield {
                "id": f"{identity}#{fact.id}",
                "type": "Annotation",
                "motivation": "classifying",
                **_authors(people.get(fact.id)),
                "body": [
                    {"type": "TextualBody", "purpose": "classifying", "value": kind.name},
                    {
                        "type": "TextualBody",
                        "purpose": "describing",
                        "format": "application/json",
                        "value": msgspec.json.encode(_fields(kind, fact)).decode(),
                    },
                ],
                "target": targets if len(targets) > 1 else targets[0],
            }


def _fields(kind: Kind, fact: Any) -> dict[str, Any]:
    return {name: value for name in kind.fields if (value := kind.write(fact, name)) not in (None, ())}


def _authors(record: Correction | None) -> dict[str, Any]:
    """The person who accepted, changed or added it, where one did."""
    if record is None:
        return {}
    person = {"type": "Person", "name": record.by}
    return {"creator": person, "created" if record.do == "add" else "modified": f"{record.on.isoformat()}T00:00:00Z"}


def _selectors(text: str, span: Spanned) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]
