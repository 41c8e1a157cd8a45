"""Kinds of documents, and how a mention of one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from baocao.atoms.rule import Refusal
from baocao.lexicon import alternation, table
from baocao.model import Document


class Kind(Struct, frozen=True):
    """A row of `document_kinds.csv`.

    `bare` says when a number without `số` and without a code is a document number (`Nghị quyết 18`):
    any = always, capital = only after a capital letter (`quyết định 5 việc` is a verb), never.
    `title` names the grammar of its titles: law, constitution, congress, scheme, proper, statute, never.
    """

    key: str
    type: str
    bare: str
    title: str


class NamedRule(Struct, frozen=True):
    """A rule that reads on from the type word; None where it has nothing to say of this mention."""

    name: str
    build: Callable[[Kind, re.Match[str], str], Document | Refusal | None]


KINDS = {row["key"]: Kind(row["key"], row["type"], row["bare"], row["title"]) for row in table("document_kinds")}


def _cased(key: str) -> list[str]:
    """As written in a sentence, at its start, in a title and in capitals."""
    return [key, key[0].upper() + key[1:], key.title(), key.upper()]


# A space or a mark comes first, so that the scan runs at the speed of a character class.
_BY_LETTER: dict[str, list[str]] = {}
for _key in KINDS:
    for _form in _cased(_key):
        _BY_LETTER.setdefault(_form[0], []).append(_form[1:])
_WORDS = "|".join(f"{first}(?:{alternation(rest)})" for first, rest in sorted(_BY_LETTER.items()))
_MENTION = rf"({_WORDS})(?!\w)"
_FIRST = re.compile(_MENTION)
_LATER = re.compile(rf"[\s(\"'\[:;*+&~|/.,-](?=[{''.join(_BY_LETTER)}]){_MENTION}")


def mentions(flow: str) -> Iterator[re.Match[str]]:
    """Where the flow names a kind of document, group 1 being the words, in text order."""
    first = _FIRST.match(flow)
    if first:
        yield first
    yield from _LATER.finditer(flow)
