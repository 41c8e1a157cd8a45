"""Wording: the sentences in which derived values and findings are told, in Vietnamese and English.

The records carry the Vietnamese words; `english` gives the other language from the same record.
"""

from __future__ import annotations

from typing import Literal

from baocao.lexicon import table
from baocao.model import Derived, Discrepancy

Language = Literal["vi", "en"]
Part = Literal["name", "assumption", "note"]

_WORDS = {(r["part"], r["rule"]): r for r in table("fact_wording")}


def say(part: Part, rule: str, language: Language, **words: str) -> str:
    """The sentence of a rule with its words filled in; empty where the rule has none."""
    row = _WORDS.get((part, rule))
    if row is None:
        return ""
    # article text in the words is data: only the sentence of the table is a format
    try:
        return row[language].format_map(words)
    except KeyError:
        return row[language].format_map(_Words(words))


class _Words(dict[str, str]):
    """What fills a sentence; a word that is not given stays as the table has it."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def english(fact: Derived | Discrepancy, part: Part) -> str:
    """The English sentence of a derived value (`name`, `assumption`) or a finding (`note`)."""
    text = say(part, fact.rule, "en", **fact.words)
    if part != "assumption" or not isinstance(fact, Derived):
        return text
    more = [say(part, key, "en") for key in ("tolerance", "times") if say(part, key, "vi") in (fact.assumption or "")]
    return "; ".join(filter(None, (text, *more)))
