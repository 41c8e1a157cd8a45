"""A stretch of a page's text, found again in its raw HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from baocao.model import Source
from baocao.text.composition import composition


def align(source: Source, page: str, start: int, end: int) -> tuple[int, int] | None:
    """Where `source.text[start:end]` stands in the decoded page: code points, or None where it is not found."""
    seen, places = _visible(page)
    # Nothing is compared but what can be seen; how a page breaks its lines is its own affair.
    cursor = 0
    for part in source.parts:
        squeezed = _squeeze(source.text[part.start : part.end])
        at = seen.find(squeezed, cursor)
        if at < 0:
            at = seen.find(squeezed)
        if part.start <= start and end <= part.end:
            if at < 0:
                break
            before = len(_squeeze(source.text[part.start : start]))
            inside = len(_squeeze(source.text[start:end]))
            if not inside:
                return None
            return places[at + before][0], places[at + before + inside - 1][1]
        if at >= cursor:
            cursor = at + len(squeezed)
    wanted = _squeeze(source.text[start:end])
    at = seen.find(wanted) if wanted else -1
    return (places[at][0], places[at + len(wanted) - 1][1]) if at >= 0 else None


def _squeeze(text: str) -> str:
    """What can be compared: no spaces, and no bars, which here stand between the cells of a row."""
    return "".join(text.replace("|", " ").split())


def _visible(page: str) -> tuple[str, list[tuple[int, int]]]:
    """The characters a reader sees, without spaces, composed; and for each the range in the page it comes from."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for words, start, end in _words(page):
        if start + len(words) == end:
            for i, letter in enumerate(words, start):
                letters.append(letter)
                places.append((i, i + 1))
        else:  # a character reference
            for letter in words:
                letters.append(letter)
                places.append((start, end))
    raw = "".join(letters)
    composed = composition(raw)
    if composed is not None:
        places = [
            (places[composed[i]][0], places[max(composed[i], composed[i + 1] - 1)][1]) for i in range(len(composed) - 1)
        ]
        raw = unicodedata.normalize("NFC", raw)
    kept = [i for i, letter in enumerate(raw) if not letter.isspace() and letter != "|"]
    return "".join(raw[i] for i in kept), [places[i] for i in kept]


_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_HIDDEN = ("script", "style", "head", "noscript", "template")


def _words(page: str) -> Iterator[tuple[str, int, int]]:
    """The text between the tags, character references resolved, each with its range in the page."""
    at = 0
    size = len(page)
    while at < size:
        tag = page.find("<", at)
        tag = size if tag < 0 else tag
        yield from _split_references(page, at, tag)
        if tag == size:
            return
        at = _past(page, tag)


def _past(page: str, tag: int) -> int:
    """Where the text goes on after the markup at `tag`: comments, scripts and heads are skipped whole."""
    if page.startswith("<!--", tag):
        end = page.find("-->", tag)
        return len(page) if end < 0 else end + 3
    end = page.find(">", tag)
    if end < 0:
        return len(page)
    name = page[tag + 1 : tag + 10].lower()
    for hidden in _HIDDEN:
        if name.startswith(hidden) and not name[len(hidden) : len(hidden) + 1].isalnum():
            close = re.compile(rf"</{hidden}", re.I).search(page, end)
            return end + 1 if close is None else _past(page, close.start())
    return end + 1


def _split_references(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    done = start
    for match in _REFERENCE.finditer(page, start, end):
        if match.start() > done:
            yield page[done : match.start()], done, match.start()
        meant = unescape(match.group())
        yield meant, match.start(), match.end()
        done = match.end()
    if done < end:
        yield page[done:end], done, end
