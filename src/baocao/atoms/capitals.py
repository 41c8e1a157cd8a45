"""Runs of capitalised words: where every name of a person, a place or an organisation begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

UPPER = "A-ZĐÀ-ÖØ-ÞĂĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
LOWER = "a-zđß-öø-ÿăĩũơư" + "".join(chr(c) for c in range(0x1EA1, 0x1EFB, 2))

# Short forms that keep their dot inside a name; any single capital does too (`Nguyễn V. A`).
_DOTTED = frozenset(
    {"TP", "Tp", "TX", "Tx", "TT", "Tt", "Ng", "Nguy", "Th", "Tr", "Ph", "Kh", "Ch", "Mr", "Mrs", "Ms", "Dr", "St"}
    | {"PGS", "GS", "TS", "TSKH", "ThS", "BS", "BSCKII", "BSCKI", "KS", "LS", "KTS", "NSƯT", "NSND"}
)
# `K'Brêu`, `Jong-un`; Korean names may be spaced (`Jae - in`); particles stand inside foreign names
# (`bin Salman`, `von der Leyen`). A dot is judged afterwards. One pass: no branch begins as another does.
_RUN = re.compile(
    rf"[{UPPER}][\w&']*(?:(?:\.(?=[ {UPPER}])| (?=[{UPPER}])|-(?=[a-z]{{1,6}}(?![\w-]))"
    rf"| - (?=(?:in|un|il|ju|hyun|hwan|hye|hee|woo|jin|yong|sook|suk|hui|hyok)\b)"
    rf"| (?:bin|al|ibn|von|van|de|der|dos)(?= (?:der )?[A-Z]))[\w&']*)*"
)
_WORD = re.compile(rf"[{UPPER}][\w&']*(?:\.|(?:-| - )[a-z]+)?|[a-z]+")


class Run(Struct, frozen=True, gc=False):
    """Capitalised words with nothing but spaces between them; `starts` are their offsets."""

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    before: str
    """The word that stands right before it, in lower case; empty behind a mark or a line's end."""

    def end_of(self, i: int) -> int:
        """Where word `i` ends."""
        return self.starts[i] + len(self.words[i])


_CALLS = (" Ông ", " Bà ", " Anh ", " Chị ", " Cô ", " Em ", " Đồng ")


@lru_cache(maxsize=1)  # three rooms ask for the same page
def runs(flow: str) -> tuple[Run, ...]:
    """The runs of a page's flow, in text order."""
    return tuple(_find(flow))


def _find(flow: str) -> list[Run]:
    found: list[Run] = []
    for match in _RUN.finditer(flow):
        start, end = match.span()
        mark = flow[start - 1 : start]
        if mark.isalnum():
            continue
        text = match[0]
        if "." in text:
            found += _judge(flow, text, start)
            continue
        before = _before(flow, start) if mark == " " else ""
        if " " not in text:
            found.append(Run(start, end, (text,), (start,), before))
        else:
            found.append(Run(start, end, *_words(text, start), before))
    return found


_OPENERS = '"(*-['


def _before(flow: str, start: int) -> str:
    if flow[start - 1 : start] != " ":
        return ""
    word = flow[flow.rfind(" ", 0, start - 1) + 1 : start - 1]
    if word.isalpha():
        return word.lower()
    return word.rpartition("\n")[2].lstrip(_OPENERS).lower()


def _words(text: str, start: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a run at `start`, and their offsets."""
    if " - " in text:
        found = list(_WORD.finditer(text))
        return tuple(match.group() for match in found), tuple(start + match.start() for match in found)
    words = tuple(text.split(" "))
    starts = []
    for word in words:
        starts.append(start)
        start += len(word) + 1
    return words, tuple(starts)


def _judge(flow: str, text: str, start: int) -> Iterator[Run]:
    """A dot after a short form belongs to it; any other ends a sentence, and the run."""
    words: list[str] = []
    starts: list[int] = []
    for match in _WORD.finditer(text):
        word = match.group()
        stop = word[-1] == "." and len(word) > 2 and word[:-1] not in _DOTTED
        # `Lưu Văn X. Bà Trần Thị K.`: an initial that ends the sentence keeps its dot.
        ends = stop or (word[-1] == "." and len(words) > 0 and text.startswith(_CALLS, match.end()))
        words.append(word[:-1] if stop else word)
        starts.append(start + match.start())
        if ends:
            yield Run(starts[0], starts[-1] + len(words[-1]), tuple(words), tuple(starts), _before(flow, starts[0]))
            words, starts = [], []
    if words:
        yield Run(starts[0], starts[-1] + len(words[-1]), tuple(words), tuple(starts), _before(flow, starts[0]))
