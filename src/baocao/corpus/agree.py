"""When a fact that was found says the same as the one that a reader marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from baocao.corpus.gold import Amount, Cited, Due, Mark, Period
from baocao.model import Commitment, Date, Document, Quantity
from baocao.span import overlap


def fold(text: str) -> str:
    """A name or noun without case and spacing; its spelling stays, for a record says words as they stand."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def value(gold: Amount, found: Quantity) -> bool:
    """The same low, high and `of`; of a vague amount only the base counts."""
    if gold.vague:
        return found.vague and gold.low == found.low
    return (gold.low, gold.high, gold.of) == (found.low, found.high, found.of)


def unit(gold: Amount, found: Quantity) -> bool:
    """The same unit, or one counted noun inside the other (`đại biểu`, `đại biểu chính thức`); `per` where marked."""
    if gold.per is not None and (found.per is None or _bare(gold.per) != _bare(found.per)):
        return False
    if gold.unit is None or found.unit is None:
        return gold.unit is found.unit
    short, long = sorted((fold(gold.unit), fold(found.unit)), key=len)
    return short == long or long.startswith((f"{short} ", f"{short},"))


def _bare(per: str) -> str:
    return fold(per).replace(" ", "").replace("²", "2").replace("³", "3")


def bound(gold: Amount, found: Quantity) -> bool:
    return gold.bound == found.bound


def period(gold: Period, found: Date) -> bool:
    """The same days; where the article does not say which, none may be claimed."""
    return (gold.from_, gold.to) == (found.from_, found.to)


def states(found: Date, marks: Iterable[Mark]) -> bool:
    """Whether a date is to be judged: one without days states nothing, unless a reader marked it."""
    return found.from_ is not None or any(overlap(found, mark) for mark in marks)


def number(gold: Cited, found: Document) -> bool:
    return fold(gold.number or "") == fold(found.number or "")


def due(gold: Due, found: Commitment) -> bool:
    return gold.due == found.due


def role(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether one role contains another, in either direction; a person marked without a role needs none."""
    if not gold:
        return True
    return any(a in b or b in a for a in map(fold, gold) for b in map(fold, found) if b)


def in_order(gold: Sequence[str], found: Sequence[str]) -> int:
    """How many of two sequences agree in order: the length of their longest common subsequence."""
    row = [0] * (len(found) + 1)
    for a in gold:
        above = row
        row = [0]
        for j, b in enumerate(found, 1):
            row.append(above[j - 1] + 1 if a == b else max(above[j], row[-1]))
    return row[-1]


def said(facts: Iterable[Any]) -> str:
    """What facts say, for a list of errors."""
    return "; ".join(_said(fact) for fact in facts)


def _said(fact: Any) -> str:
    if isinstance(fact, Quantity):
        parts = [f"{fact.low:f}" if fact.low is not None else "…"]
        if fact.high != fact.low:
            parts.append(f"..{fact.high:f}" if fact.high is not None else "..")
        parts += [f"/{fact.of:f}"] if fact.of is not None else []
        parts += [f" {fact.unit or '-'}"] + ([f" per {fact.per}"] if fact.per else [])
        return f"{''.join(parts)} {fact.bound}{' vague' if fact.vague else ''} [{fact.text}]"
    if isinstance(fact, Date):
        return f"{fact.from_}..{fact.to} [{fact.text}]"
    if isinstance(fact, Document):
        return f"{fact.number or '-'} [{fact.text}]"
    if isinstance(fact, Commitment):
        return f"due {fact.due} [{fact.text[:60]}]"
    return str(fact)
