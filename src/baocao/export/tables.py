"""An article as tidy tables: facts, statements, sentences and corrections, each column with its type and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from baocao.corrections import KINDS, corrected
from baocao.export.statements import STATEMENTS
from baocao.export.table import Column, Sentences, Table, Value
from baocao.model import Article, Name, Person
from baocao.span import Spanned


def _fact_rows(article: Article) -> Iterator[dict[str, Value]]:
    """One row a fact, by kind, in the order of the text."""
    sentences = Sentences(article)
    touched = corrected(article)
    for kind in KINDS.values():
        for fact in getattr(article, kind.many):
            place: Spanned = fact.mentions[0] if isinstance(fact, Person | Name) else fact
            row = {
                column.name: _value(getattr(fact, _ATTRIBUTES.get(column.name, column.name), None)) for column in FACTS
            }
            row |= {
                "kind": kind.name,
                "start": place.start,
                "end": place.end,
                "text": article.text[place.start : place.end],
                "sentence": sentences.number(place.start),
                "corrected": fact.id in touched,
            }
            if isinstance(fact, Name) or kind.name == "event":
                row["type"] = fact.kind
            yield row
    for derived in article.derived:
        row = {column.name: _value(getattr(derived, column.name, None)) for column in FACTS}
        # its `of` names an indicator, not the whole of a share
        yield row | {"kind": "derived", "of": None, "corrected": False}


def _sentence_rows(article: Article) -> Iterator[dict[str, Value]]:
    for n, sentence in enumerate(article.sentences, 1):
        turn = next((t for t in article.turns if t.start < sentence.end and sentence.start < t.end), None)
        yield {
            "number": n,
            "start": sentence.start,
            "end": sentence.end,
            "block": article.blocks[sentence.block].kind,
            "speaker": turn.speaker if turn else None,
            "text": article.text[sentence.start : sentence.end],
        }


def _correction_rows(article: Article) -> Iterator[dict[str, Value]]:
    for n, record in enumerate(article.corrections, 1):
        changes = "; ".join(f"{c.field}: {c.was or '–'} → {c.now or '–'}" for c in record.changes)
        yield {
            "number": n,
            "do": record.do,
            "kind": record.kind,
            "quote": record.quote,
            "start": record.at.start if record.at else None,
            "end": record.at.end if record.at else None,
            "fact": record.fact,
            "changes": changes or None,
            "status": record.status,
            "message": record.message or None,
            "reason": record.reason,
            "by": record.by,
            "on": record.on,
        }


def _value(value: Any) -> Value:
    """A field as one cell."""
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value) or None
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return None  # a record inside a record has no cell; the JSON form has it


_ATTRIBUTES = {"from": "from_"}

FACTS = (
    Column("kind", "string", "quantity, date, document, person, organization, place, indicator, … or derived"),
    Column("id", "string", "name of the fact in its article: q12, d3, c1"),
    Column("name", "string", "name of a person, organisation, place, indicator, event, award or derived value"),
    Column("text", "string", "the article's own words"),
    Column("start", "integer", "first code point of the words in the article's text, from 0"),
    Column("end", "integer", "code point after the last"),
    Column("sentence", "integer", "number of the sentence, from 1"),
    Column("low", "number", "least value in the base unit (60 triệu đồng is 60000000); empty where it is open"),
    Column("high", "number", "greatest value in the base unit; empty where it is open"),
    Column("of", "number", "the whole of 18/18"),
    Column("unit", "string", "%, an ISO currency, ha, m2, year …, or the noun that is counted"),
    Column("per", "string", "the denominator as written"),
    Column("bound", "string", "exact, about, above, below, at_least, at_most"),
    Column("vague", "boolean", "whether the number is a vague plural (hàng trăm)"),
    Column("from", "date", "first day"),
    Column("to", "date", "last day"),
    Column("precision", "string", "day, month, quarter, half, year, range"),
    Column("type", "string", "kind of a document, organisation, place or event"),
    Column("number", "string", "number of a document, as written"),
    Column("issuer", "string", "who issued a document, where stated"),
    Column("roles", "string", "roles of a person as written, parted by semicolons"),
    Column("measure", "string", "what the figure of an indicator is: level, count, share, ratio, change, milestone"),
    Column("quantity", "string", "id of an indicator's quantity"),
    Column("period", "string", "id of the date an indicator holds for"),
    Column("place", "string", "id of the place an indicator or event speaks of"),
    Column("actor", "string", "who promises"),
    Column("due", "date", "the day a promise is due"),
    Column("target", "string", "id of the quantity that is promised"),
    Column("state", "string", "the state that is promised"),
    Column("formula", "string", "how a derived value was computed, over ids"),
    Column("assumption", "string", "under which assumption"),
    Column("rule", "string", "the rule that found it"),
    Column("corrected", "boolean", "whether a person changed or added it"),
)
TABLE_OF_FACTS = Table("facts", "Everything that was read in the article, one fact a row", FACTS, "id", _fact_rows)
TABLES = (
    *STATEMENTS,
    TABLE_OF_FACTS,
    Table(
        "sentences",
        "The article's sentences, as the facts number them",
        (
            Column("number", "integer", "number of the sentence, from 1"),
            Column("start", "integer", "first code point in the article's text, from 0"),
            Column("end", "integer", "code point after the last"),
            Column("block", "string", "heading, lead, paragraph, list_item, caption, byline, quote"),
            Column("speaker", "string", "who says it, in an interview"),
            Column("text", "string", "the words"),
        ),
        "number",
        _sentence_rows,
    ),
    Table(
        "corrections",
        "What people said of the facts",
        (
            Column("number", "integer", "its place in the corrections file, from 1"),
            Column("do", "string", "accept, reject, change, add"),
            Column("kind", "string", "kind of the fact"),
            Column("quote", "string", "the words it is anchored to"),
            Column("start", "integer", "where they stand"),
            Column("end", "integer", "code point after the last"),
            Column("fact", "string", "id of the fact as it now is"),
            Column("changes", "string", "old and new values"),
            Column("status", "string", "applied or conflict"),
            Column("message", "string", "what happened beyond the plain case"),
            Column("reason", "string", "why"),
            Column("by", "string", "who"),
            Column("on", "date", "when"),
        ),
        "number",
        _correction_rows,
    ),
)
"""The tables of one article."""
