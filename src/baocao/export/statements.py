"""What an article states, each statement whole in one row: a figure with its unit, period, movement and plan beside it,
a commitment with its target and its deadline, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baocao.corrections import corrected
from baocao.export.table import Column, Sentences, Table, Value
from baocao.model import Article, Commitment, Indicator, Quantity


class _Reader:
    """An article, with its facts by id."""

    def __init__(self, article: Article) -> None:
        kinds = (article.quantities, article.dates, article.places)
        self.facts: dict[str, Any] = {fact.id: fact for kind in kinds for fact in kind}
        self.text = article.text
        self.sentences = Sentences(article)
        self.touched = corrected(article)

    def amount(self, prefix: str, id_: str | None) -> dict[str, Value]:
        """A quantity in columns named after the part it plays."""
        quantity: Quantity | None = self.facts.get(id_ or "")
        if quantity is None:
            return {}
        return {f"{prefix}{name}": getattr(quantity, name) for name in ("low", "high", "unit", "bound")}

    def placed(self, fact: Indicator | Commitment, *leans_on: str | None) -> dict[str, Value]:
        """Where a statement stands, and whether a person had a hand in it or in a figure of it."""
        return {
            "id": fact.id,
            "text": " ".join(self.text[fact.start : fact.end].split()),
            "sentence": self.sentences.number(fact.start),
            "said": self.sentences.words(fact.start),
            "start": fact.start,
            "end": fact.end,
            "rule": fact.rule,
            "corrected": not self.touched.isdisjoint(filter(None, (fact.id, *leans_on))),
        }


def _indicator_rows(article: Article) -> Iterator[dict[str, Value]]:
    reader = _Reader(article)
    for fact in article.indicators:
        figure: Quantity | None = reader.facts.get(fact.quantity or "")
        period, place = reader.facts.get(fact.period or ""), reader.facts.get(fact.place or "")
        row: dict[str, Value] = {
            "name": fact.name,
            "key": fact.key,
            "measure": fact.measure,
            "of_what": fact.of_what,
            "qualifier": fact.qualifier,
            "rank": fact.rank,
            "place": place.name if place else None,
            "period": period.text if period else None,
            "from": period.from_ if period else None,
            "to": period.to if period else None,
        }
        row |= reader.amount("", fact.quantity)
        if figure is not None:
            row |= {"of": figure.of, "per": figure.per}
        figures = [fact.quantity]
        if (moved := fact.movement) is not None:
            row |= {"direction": moved.direction, "base": moved.base} | reader.amount("change_", moved.quantity)
            figures.append(moved.quantity)
        if (plan := fact.plan) is not None:
            row |= {"relation": plan.relation, "plan": plan.of} | reader.amount("plan_", plan.quantity)
            figures.append(plan.quantity)
        yield row | reader.placed(fact, *figures)


def _commitment_rows(article: Article) -> Iterator[dict[str, Value]]:
    reader = _Reader(article)
    for fact in article.commitments:
        row: dict[str, Value] = {
            "actor": fact.actor,
            "verb": fact.verb,
            "state": fact.state,
            "due": fact.due,
            "due_text": fact.due_text,
            "continuing": fact.continuing,
        }
        yield row | reader.amount("target_", fact.target) | reader.placed(fact, fact.target)


def _amount(prefix: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}low", "number", f"least value of {what}, in the base unit"),
        Column(f"{prefix}high", "number", f"greatest value of {what}, in the base unit"),
        Column(f"{prefix}unit", "string", f"unit of {what}"),
        Column(
            f"{prefix}bound", "string", f"how the words limit {what}: exact, about, above, below, at_least, at_most"
        ),
    )


_PLACED = (
    Column("text", "string", "the article's own words, on one line"),
    Column("sentence", "integer", "number of the sentence, from 1"),
    Column("said", "string", "the whole sentence, on one line"),
    Column("start", "integer", "first code point of the words in the article's text, from 0"),
    Column("end", "integer", "code point after the last"),
    Column("rule", "string", "the rule that found it"),
    Column("corrected", "boolean", "whether a person changed or added it, or a figure of it"),
)
STATEMENTS = (
    Table(
        "indicators",
        "The figures, each with what it measures, its period, its movement and how it stands against the plan",
        (
            Column("id", "string", "name of the indicator in its article: i1"),
            Column("name", "string", "what is measured"),
            *_amount("", "the figure"),
            Column("of", "number", "the whole of 18/18"),
            Column("per", "string", "the denominator as written"),
            Column("measure", "string", "level, count, share, ratio, change, milestone"),
            Column("of_what", "string", "the whole of a share, or the thing counted, as written"),
            Column("place", "string", "the place it speaks of"),
            Column("period", "string", "the time it holds for, as written"),
            Column("from", "date", "first day of that time"),
            Column("to", "date", "last day of that time"),
            Column("direction", "string", "up, down, level"),
            *_amount("change_", "the change"),
            Column("base", "string", "what the change is measured against, as written"),
            Column("relation", "string", "reaches, exceeds, falls_short, meets, ahead_of, behind"),
            *_amount("plan_", "the comparison with the plan"),
            Column("plan", "string", "the plan, as written"),
            Column("rank", "string", "its rank, as written"),
            Column("qualifier", "string", "a word that takes something back"),
            Column("key", "string", "key in the table of common indicators"),
            *_PLACED,
        ),
        "id",
        _indicator_rows,
    ),
    Table(
        "commitments",
        "What someone will do or aims to reach, with target and deadline",
        (
            Column("id", "string", "name of the commitment in its article: c1"),
            Column("actor", "string", "who promises, as written"),
            Column("verb", "string", "what is to be done, as written"),
            *_amount("target_", "the target"),
            Column("state", "string", "the state that is promised"),
            Column("due", "date", "the last day"),
            Column("due_text", "string", "the deadline as written"),
            Column("continuing", "boolean", "whether it only goes on with what is done already"),
            *_PLACED,
        ),
        "id",
        _commitment_rows,
    ),
)
"""Tables whose rows can be read without looking anything up."""
