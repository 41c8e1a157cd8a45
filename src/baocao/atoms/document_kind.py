"""Kinds of documents, and how a mention of one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from baocao.atoms.rule import Refusal
from baocao.atoms.scan import behind_space, spaced
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


_OPENERS = frozenset(" \n(\"'[:;*+&~|/.,-")
_NEAR = behind_space(KINDS)
_MENTION = re.compile(rf"({alternation(form for key in KINDS for form in _cased(key))})(?!\w)")


def mentions(flow: str, low: str) -> Iterator[re.Match[str]]:
    """Where the flow names a kind of document, group 1 being the words, in text order."""
    marked = spaced(low)
    at = 0
    while True:
        mention = _MENTION.match(flow, at) if not at or flow[at - 1] in _OPENERS else None
        if mention:
            yield mention
        near = _NEAR.search(marked, mention.end() if mention else at)
        if near is None:
            return
        at = near.start() + 1
