"""What a report could not print as the article has it, said in the report itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from baocao.report.crossref import UNSEEN, Node

MOST = 120
"""Characters that are named one by one; more are counted."""


def declare(root: Node, odd: Iterable[str], *, joiners: bool = False) -> None:
    """Add to the nodes of a document a last note that names the substitutes; without any, nothing.

    `joiners`: the writer leaves out zero-width joiners as well.
    """
    lines = list(_lines(sorted(set(odd)), root["words"], joiners))
    if lines:
        note = {"type": "paragraph", "role": "note", "children": [{"type": "text", "text": " ".join(lines)}]}
        root["blocks"].append(note)


JOINERS = frozenset("\u200c\u200d")


def _lines(odd: list[str], words: dict[str, str], joiners: bool) -> Iterator[str]:
    gone = UNSEEN | JOINERS if joiners else UNSEEN
    for key, chars in (
        ("by_number", [c for c in odd if c not in gone and c not in JOINERS]),
        ("left_out", [c for c in odd if c in gone]),
    ):
        if chars:
            more = f"; … +{len(chars) - MOST}" if len(chars) > MOST else ""
            yield f"{words[key]}: {'; '.join(map(_named, chars[:MOST]))}{more}."


def _named(char: str) -> str:
    """`U+1F600 GRINNING FACE`; control characters and private ones have no name."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
