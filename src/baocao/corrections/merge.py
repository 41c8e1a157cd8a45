"""Corrections merged into an article: rejected facts first, then accepted and changed ones, then what was missed.

Nothing is dropped: each entry becomes one record of `Article.corrections`, applied or in conflict.
A conflict leaves the article as the rules read it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from baocao.corrections.anchor import anchor
from baocao.corrections.consequence import accounted, recomputed, rejected, retimed
from baocao.corrections.entry import KINDS, Entry, Kind, Value
from baocao.corrections.file import FOLDER, path_for, read
from baocao.corrections.wording import say
from baocao.model import Article, Changed, Correction, Date, Name, Person, Source
from baocao.parse import parse
from baocao.span import Span, Spanned, covers, overlap
from baocao.text.fold import fold

ADDED = "added by hand"
"""Rule of a fact that a person added."""
_ORDER = {"reject": 0, "accept": 1, "change": 1, "add": 2}
_DISJOINT = frozenset({"quantity", "date", "document"})
"""Kinds whose facts never overlap one another."""


class _Conflict(Exception):
    """Why a correction can not be kept: a code of the wording and what fills it."""

    def __init__(self, code: str, at: Span | None = None, **words: str) -> None:
        self.code, self.at, self.words = code, at, words
        super().__init__(code)


class _Kept(NamedTuple):
    """A correction that was kept: the article after it, and what the record says."""

    article: Article
    at: Span | None
    fact: str | None
    code: str = ""
    words: dict[str, str] = {}  # noqa: RUF012 (a tuple's default, never changed)


def apply(article: Article, entries: Sequence[Entry]) -> Article:
    """The article with its corrections; derived values and findings follow from the corrected facts."""
    if not entries:
        return article
    records: dict[int, Correction] = {}
    corrected = article
    for n in sorted(range(len(entries)), key=lambda n: _ORDER[entries[n].do]):
        entry = entries[n]
        try:
            kept = _one(corrected, entry)
        except _Conflict as conflict:
            records[n] = _record(entry, "conflict", conflict.at, None, conflict.code, conflict.words)
        else:
            corrected = kept.article
            records[n] = _record(entry, "applied", kept.at, kept.fact, kept.code, kept.words)
    if corrected is not article:
        corrected = recomputed(accounted(article, corrected))
    return replace(corrected, corrections=tuple(records[n] for n in sorted(records)))


def understand(source: Source, folder: Path | None = FOLDER) -> Article:
    """One article, parsed and corrected by `folder`/ARTICLE.yml where there is one.

    Raises BaocaoError naming file, line and column where the corrections can not be read.
    """
    article = parse(source)
    return article if folder is None else apply(article, read(path_for(source.origin.path, folder)).entries)


def _record(
    entry: Entry, status: Any, at: Span | None, fact: str | None, code: str, words: dict[str, str]
) -> Correction:
    changes = [(name, change.was, change.now) for name, change in entry.change.items()]
    if entry.do == "add":
        changes = [(name, None, value) for name, value in entry.values.items()]
    return Correction(
        do=entry.do,
        kind=entry.kind,
        quote=entry.quote,
        at=at,
        fact=fact,
        changes=tuple(Changed(name, _shown(was), _shown(now)) for name, was, now in changes),
        status=status,
        message=say(code, "vi", words),
        code=code,
        words=words,
        reason=entry.reason,
        by=entry.by,
        on=entry.on,
    )


def _shown(value: Value) -> str | None:
    return "; ".join(value) if isinstance(value, tuple) else value


def _one(article: Article, entry: Entry) -> _Kept:
    kind = KINDS[entry.kind]
    found = anchor(article.text, entry.quote, entry.start, entry.before, entry.after)
    if found.at is None:
        raise _Conflict(found.fault)
    moved = "moved" if found.moved else ""
    if entry.do == "add":
        return _added(article, kind, entry, found.at, moved)
    fact = _fact(article, kind, entry, found.at)
    if fact is None:
        return _Kept(article, found.at, None, "absent")
    if entry.do == "reject":
        _same(kind, fact, entry.values, found.at)
        after, fell = rejected(article, kind.many, fact.id)
        return _Kept(after, found.at, None, "fell" if fell else moved, {"ids": ", ".join(fell)} if fell else {})
    if entry.do == "accept":
        _same(kind, fact, entry.values, found.at)
        return _Kept(article, found.at, fact.id, moved)
    return _changed(article, kind, entry, fact, found.at, moved)


def _fact(article: Article, kind: Kind, entry: Entry, at: Span) -> Any | None:
    """The fact that an entry speaks of; None for a rejected one that the rules no longer find."""
    here = [fact for fact in getattr(article, kind.many) if any(_stands(span, at) for span in _spans(fact))]
    seen = entry.values or {name: change.was for name, change in entry.change.items()}
    if len(here) > 1:
        here = [fact for fact in here if all(kind.read(n, v) == _typed(kind, fact, n) for n, v in seen.items())]
        if len(here) != 1:
            raise _Conflict("several", at)
    if here:
        return here[0]
    near = [span for fact in getattr(article, kind.many) for span in _spans(fact) if overlap(span, at)]
    if near and not issubclass(kind.record, Person | Name):
        raise _Conflict("extent", at, found=article.text[near[0].start : near[0].end])
    if entry.do == "reject":
        return None
    raise _Conflict("missing", at)


def _stands(span: Spanned, at: Span) -> bool:
    return (span.start, span.end) == (at.start, at.end)


def _spans(fact: Any) -> tuple[Spanned, ...]:
    """Every place that a fact may be anchored to."""
    if isinstance(fact, Person | Name):
        return (*fact.mentions, *filter(None, [fact.named]))
    return (fact,)


def _typed(kind: Kind, fact: Any, name: str) -> Any:
    return kind.read(name, kind.write(fact, name))


def _same(kind: Kind, fact: Any, seen: dict[str, Value], at: Span) -> None:
    """Refuse where the fact is no longer what the person saw."""
    for name, was in seen.items():
        if kind.read(name, was) != _typed(kind, fact, name):
            found = _shown(kind.write(fact, name))
            raise _Conflict("differs", at, field=name, was=_shown(was) or "–", found=found or "–")


def _changed(article: Article, kind: Kind, entry: Entry, fact: Any, at: Span, moved: str) -> _Kept:
    now = {name: kind.read(name, change.now) for name, change in entry.change.items()}
    if all(value == _typed(kind, fact, name) for name, value in now.items()):
        return _Kept(article, at, fact.id, "agreed")
    _same(kind, fact, {name: change.was for name, change in entry.change.items()}, at)
    new = _placed(article, kind, _hold(kind, fact, now, at), now, at)
    facts = tuple(new if other.id == fact.id else other for other in getattr(article, kind.many))
    after = replace(article, **{kind.many: facts})
    if isinstance(fact, Date):
        after = retimed(after, fact, new)
    return _Kept(after, at, fact.id, moved)


def _added(article: Article, kind: Kind, entry: Entry, at: Span, moved: str) -> _Kept:
    facts = getattr(article, kind.many)
    values = {name: kind.read(name, value) for name, value in entry.values.items()}
    for fact in facts:
        if any(_stands(span, at) for span in _spans(fact)):
            if kind.name in _DISJOINT or all(_typed(kind, fact, name) == v for name, v in values.items()):
                _same(kind, fact, entry.values, at)
                return _Kept(article, at, fact.id, "agreed")
        elif kind.name in _DISJOINT and overlap(fact, at):
            raise _Conflict("overlaps", at, found=article.text[fact.start : fact.end])
    # What was changed or rejected before keeps its number, and so does every other fact.
    taken = [int(fact.id[len(kind.letter) :]) for fact in facts]
    blank = _blank(article, kind, f"{kind.letter}{max(taken, default=0) + 1}", at)
    new = _placed(article, kind, _hold(kind, blank, values, at), values, at)
    starts = [_spans(fact)[0].start for fact in facts]
    n = bisect_left(starts, at.start) if kind.name not in ("person", "organization", "place") else len(facts)
    return _Kept(replace(article, **{kind.many: (*facts[:n], new, *facts[n:])}), at, new.id, moved)


def _blank(article: Article, kind: Kind, id_: str, at: Span) -> Any:
    """A fact of this kind at a place, before its values; it leans on the atoms that stand in its words."""
    words = article.text[at.start : at.end]
    fields: dict[str, Any] = {"id": id_, "start": at.start, "end": at.end, "text": words, "rule": ADDED}
    fields |= {"low": None, "high": None, "from_": None, "to": None, "precision": "day", "type": "", "kind": ""}
    fields |= {"name": " ".join(words.split()), "mentions": (at,), "named": at}
    quantities = [q.id for q in article.quantities if covers(at, q)]
    dates = [d.id for d in article.dates if covers(at, d)]
    alone = quantities[0] if len(quantities) == 1 else None
    fields |= {"quantity": alone, "target": alone}
    if len(dates) == 1:
        fields |= {"period": dates[0], "due_date": dates[0]} | ({"date": dates[0]} if kind.name != "document" else {})
    known = {f.name for f in msgspec.structs.fields(kind.record)}
    return kind.record(**{name: value for name, value in fields.items() if name in known})


def _hold(kind: Kind, fact: Any, values: dict[str, Any], at: Span) -> Any:
    try:
        return kind.changed(fact, values)
    except ValueError as error:
        raise _Conflict("impossible", at, fault=str(error)) from None


def _placed(article: Article, kind: Kind, fact: Any, values: dict[str, Any], at: Span) -> Any:
    """The fact with its verbatim fields found in the article, and where they stand."""
    flow = ""
    stated: list[Span] = []
    for name in kind.verbatim:
        value = values.get(name)
        for words in value if isinstance(value, tuple) else (value,) if value else ():
            exact = article.text.find(words, 0)
            flow = flow or fold(article.text)[0].casefold()
            if exact < 0 and fold(words)[0].casefold() not in flow:
                raise _Conflict("not_quoted", at, found=words)
            if name == "roles" and exact >= 0:
                stated.append(Span(exact, exact + len(words)))
    if isinstance(fact, Person) and "roles" in values:
        former = tuple(role for role in fact.former if role in fact.roles)
        places = tuple(stated) if len(stated) == len(fact.roles) else ()
        fact = replace(fact, stated=places, former=values.get("former", former))
    if isinstance(fact, Person | Name) and "name" in values:
        exact = article.text.find(fact.name)
        fact = replace(fact, named=Span(exact, exact + len(fact.name)) if exact >= 0 else None)
    return fact


def corrected(article: Article) -> frozenset[str]:
    """Ids of the facts that are what a person made them: changed or added, unless the rules now agree."""
    return frozenset(
        record.fact
        for record in article.corrections
        if record.status == "applied" and record.fact and record.do in ("change", "add") and record.code != "agreed"
    )
