"""The words just before a number: most of what a number means is said there."""

from __future__ import annotations

from collections.abc import Sequence

WINDOW = 40
"""How far back words are read; no phrase of the tables is longer."""


def words_before(low: str, at: int) -> list[str]:
    """The words of the window that ends at `at`, the nearest last; none where something is glued to `at`.

    Commas, opening brackets and quotation marks are followed by a space of their own, so that no phrase is read
    across them and a lost space hides no word (`trọng điểm,gần 17 chỉ tiêu`).
    """
    head = low[max(0, at - WINDOW) : at]
    if head[-1:] != " ":
        return []
    if "\n" in head:
        head = head.rpartition("\n")[2]
    if "," in head or "(" in head or '"' in head:
        head = head.replace(",", ", ").replace("(", "( ").replace('"', '" ')
    return head.split(" ")[:-1]


def named(flow: str, words: Sequence[str], at: int) -> bool:
    """Whether the word before `at` is a name: a capital inside the sentence (`Vinaconex 2`, `Rào 2`)."""
    if not words or not words[-1]:
        return False
    start = at - 1 - len(words[-1])
    opening = flow[max(0, start - 2) : start].rstrip(" ")[-1:]
    return flow[start].isupper() and (opening not in _OPENINGS or len(words[-1]) == 1)


_OPENINGS = frozenset(["", "\n", ".", "!", "?", ":", ";", '"', "(", "-", "+", "*"])
