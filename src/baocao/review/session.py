"""One article under review: what the page shows, and what becomes of what a person says on it.

The rules' own reading is kept beside the corrected one, so that a second thought about a fact replaces the
first and `was` always is what the rules read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from baocao.corrections import FOLDER, KINDS, Change, Entry, Kind, apply, corrected, faults, path_for, read, write
from baocao.corrections import say as explained
from baocao.corrections.entry import CONTEXT, Do, KindName, Value
from baocao.errors import BaocaoError
from baocao.model import Article, Correction, Indicator, Name, Person
from baocao.parse import parse
from baocao.review.words import words
from baocao.span import Span
from baocao.text import read as read_article


class Refused(BaocaoError):
    """What a person said can not be kept, and why."""


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page sends: one decision about one fact, or about words that hold one."""

    version: str
    """Version of the corrections that the page has seen."""
    do: Do
    kind: KindName
    fact: str | None = None
    start: int | None = None
    end: int | None = None
    values: dict[str, Value] = {}
    """Fields as they are to be."""
    reason: str
    by: str


class Withdrawn(Struct, frozen=True, forbid_unknown_fields=True):
    """The page takes back one entry."""

    version: str
    entry: int


class Session:
    """The review of one article; safe to be asked from several threads."""

    def __init__(self, article: Path, folder: Path = FOLDER, *, lang: str = "vi") -> None:
        self.name = article.stem
        self.path = path_for(article, folder)
        self.lang = lang
        self._base = parse(read_article(article))
        self._lock = Lock()

    def state(self) -> dict[str, Any]:
        """All that the page shows, as plain data."""
        with self._lock:
            return self._state()

    def say(self, said: Said) -> dict[str, Any]:
        """Keep a decision at once; raises Refused or Stale with the reason, and then nothing is kept."""
        with self._lock:
            before = read(self.path)
            article = apply(self._base, before.entries)
            entry = self._entry(said, article)
            for _, fault in faults(entry):
                raise Refused(fault)
            rest = [e for e, r in zip(before.entries, article.corrections, strict=True) if not _about(r, said)]
            dropped = len(rest) < len(before.entries) and said.do == "reject" and self._fact(said) is None
            entries = rest if dropped else [*rest, entry]
            if not dropped and (record := apply(self._base, entries).corrections[-1]).status == "conflict":
                raise Refused(explained(record.code, self.lang, record.words))
            write(self.path, entries, said.version)
            return self._state()

    def withdraw(self, withdrawn: Withdrawn) -> dict[str, Any]:
        """Take back one entry; raises Refused where there is none, Stale where the file is another."""
        with self._lock:
            entries = list(read(self.path).entries)
            if not 0 <= withdrawn.entry < len(entries):
                raise Refused("there is no such correction any more", remedy="reload the page")
            del entries[withdrawn.entry]
            write(self.path, entries, withdrawn.version)
            return self._state()

    # ── what a decision becomes ──────────────────────────────────────────────

    def _fact(self, said: Said) -> Any | None:
        """The fact as the rules read it; None for one that a person added or adds."""
        found = getattr(self._base, KINDS[said.kind].many)
        return next((fact for fact in found if fact.id == said.fact), None)

    def _entry(self, said: Said, article: Article) -> Entry:
        kind, text = KINDS[said.kind], self._base.text
        fact = self._fact(said)
        given = {name: _tidy(value) for name, value in said.values.items() if name in kind.fields}
        for name, value in given.items():
            try:
                kind.read(name, value)
            except ValueError as error:
                raise Refused(str(error)) from None
        do = said.do
        values: dict[str, Value] = {}
        change: dict[str, Change] = {}
        if fact is not None:
            at = _place(fact)
            seen = {name: kind.write(fact, name) for name in kind.fields}
            if do == "change":
                change = {n: Change(seen[n], v) for n, v in given.items() if kind.read(n, v) != kind.read(n, seen[n])}
            else:
                values = {name: value for name, value in seen.items() if value not in (None, ())}
        else:
            own = next((f for f in getattr(article, kind.many) if f.id == said.fact), None)
            at = _place(own) if own is not None else self._selected(said)
            # A changed thought about an added fact is still one addition.
            do = "add" if do == "change" and own is not None else do
            values = {n: v for n, v in given.items() if v not in (None, (), "")} if do == "add" else {}
        return Entry(
            do=do,
            kind=said.kind,
            quote=text[at.start : at.end],
            start=at.start,
            end=at.end,
            before=text[max(0, at.start - CONTEXT) : at.start],
            after=text[at.end : at.end + CONTEXT],
            values=values,
            change=change,
            reason=_line(said.reason),
            by=_line(said.by),
            on=date.today(),
        )

    def _selected(self, said: Said) -> Span:
        """The words selected on the page, without the space around them."""
        text = self._base.text
        if said.start is None or said.end is None or not 0 <= said.start < said.end <= len(text):
            raise Refused("no words of the article are selected")
        words = text[said.start : said.end]
        start = said.start + len(words) - len(words.lstrip())
        if not words.strip():
            raise Refused("no words of the article are selected")
        return Span(start, start + len(words.strip()))

    # ── what is shown ────────────────────────────────────────────────────────

    def _state(self) -> dict[str, Any]:
        found = read(self.path)
        article = apply(self._base, found.entries)
        decided = {r.fact: r.do for r in article.corrections if r.status == "applied" and r.fact}
        touched = corrected(article)
        return {
            "version": found.version,
            "name": self.name,
            "title": article.metadata.title or self.name,
            "lang": self.lang,
            "words": words(self.lang),
            "text": article.text,
            "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in article.blocks],
            "kinds": {kind.name: _kind(kind) for kind in KINDS.values()},
            "facts": [
                _shown(kind, fact, article, decided.get(fact.id, ""), fact.id in touched)
                for kind in KINDS.values()
                for fact in getattr(article, kind.many)
            ],
            "corrections": [msgspec.to_builtins(r) | {"place": r.at and r.at.start} for r in article.corrections],
            "by": found.entries[-1].by if found.entries else "",
        }


def _about(record: Correction, said: Said) -> bool:
    """Whether an earlier correction is about the fact that is decided on now."""
    return said.fact is not None and record.kind == said.kind and record.fact == said.fact


def _place(fact: Any) -> Span:
    if isinstance(fact, Person | Name):
        return fact.mentions[0]
    return Span(fact.start, fact.end)


def _shown(kind: Kind, fact: Any, article: Article, decided: str, touched: bool) -> dict[str, Any]:
    spans = fact.mentions if isinstance(fact, Person | Name) else (fact,)
    at = _place(fact)
    return {
        "id": fact.id,
        "kind": kind.name,
        "spans": [[span.start, span.end] for span in spans],
        "quote": " ".join(article.text[at.start : at.end].split()),
        "fields": {name: kind.write(fact, name) for name in kind.fields},
        "links": [{"as": name, "fact": other} for name, other in _links(fact)],
        "rule": getattr(fact, "rule", ""),
        "decided": decided,
        "corrected": touched,
    }


LINKS = ("quantity", "target", "period", "place", "date", "due_date", "list", "same_as")
"""Fields that hold the id of another fact."""


def _links(fact: Any) -> Iterator[tuple[str, str]]:
    """The other facts that a fact leans on, each with what it is to it."""
    for name in LINKS:
        if not isinstance(fact, Person | Name) and (other := getattr(fact, name, None)):
            yield name, other
    if not isinstance(fact, Indicator):
        return
    for movement in filter(None, (fact.movement, *fact.movements)):
        for name, other in (
            ("change", movement.quantity), ("base", movement.base_quantity), ("base_period", movement.base_period)
        ):  # fmt: skip
            if other:
                yield name, other
    yield from (("plan", plan.quantity) for plan in filter(None, (fact.plan, *fact.plans)) if plan.quantity)


def _kind(kind: Kind) -> dict[str, Any]:
    """The form of a kind: each field with what it may hold."""
    types = {f.encode_name: f.type for f in msgspec.structs.fields(kind.record)}
    return {"fields": [{"name": n, "needed": n in kind.needed, **_input(types[n])} for n in kind.fields]}


def _input(typed: Any) -> dict[str, Any]:
    if get_origin(typed) is tuple:
        return {"input": "lines"}
    if typed is bool:
        return {"input": "choice", "choices": ["false", "true"]}
    if get_origin(typed) is Literal:
        return {"input": "choice", "choices": list(get_args(typed))}
    return {"input": "day" if date in get_args(typed) else "line"}


def _tidy(value: Value) -> Value:
    """A field as it was typed, without stray space; an empty one is none."""
    if isinstance(value, tuple):
        return tuple(line for item in value if (line := _line(item)))
    return None if value is None else _line(value) or None


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def decode(body: bytes, type_: type[Any]) -> Any:
    """A message of the page; raises Refused where it is none."""
    try:
        return msgspec.json.decode(body, type=type_)
    except msgspec.MsgspecError as error:
        raise Refused(f"not a message of this page ({error})") from None
