"""What a table of an article is: its columns with type and meaning, its rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from baocao.model import Article, Sentence

Value: TypeAlias = str | int | Decimal | bool | date | None


class Column(Struct, frozen=True):
    name: str
    type: Literal["string", "integer", "number", "boolean", "date"]
    about: str
    """Meaning, in one line."""


class Table(Struct, frozen=True):
    name: str
    about: str
    columns: tuple[Column, ...]
    key: str
    rows: Callable[[Article], Iterator[dict[str, Value]]]


class Sentences:
    """Sentences by place, numbered from 1 in the article's own order."""

    def __init__(self, article: Article) -> None:
        numbered: list[tuple[int, Sentence]] = list(enumerate(article.sentences, 1))
        self._ordered = sorted(numbered, key=lambda pair: pair[1].start)
        self._starts = [sentence.start for _, sentence in self._ordered]
        self._text = article.text

    def number(self, at: int) -> int | None:
        """The number of the sentence around a code point; None outside all."""
        found = self._around(at)
        return found[0] if found else None

    def words(self, at: int) -> str | None:
        """The sentence around a code point, on one line; None outside all."""
        found = self._around(at)
        return " ".join(self._text[found[1].start : found[1].end].split()) if found else None

    def _around(self, at: int) -> tuple[int, Sentence] | None:
        n = bisect_right(self._starts, at) - 1
        return self._ordered[n] if n >= 0 and at < self._ordered[n][1].end else None
