"""What changed since the last issue: figures new, revised, withdrawn, newly contradicted; promises that moved.

The last issue is a small JSON file, one line a figure, that the user keeps and commits; nothing writes it unasked:

    before = read_issue(path)            # None for the first issue
    said = changes(corpus, before)       # pages of what changed, each with its sentence
    write_issue(path, issue(corpus))     # when this issue goes out
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from baocao import atomic
from baocao.corpus.agreement import contradictions
from baocao.corpus.claims import disputes
from baocao.corpus.collection import Corpus
from baocao.corpus.ledger import ledger
from baocao.corpus.record import Dispute, Finding, Observation, Promise
from baocao.errors import BaocaoError

FORMAT = "baocao-issue/1"
_TEXT = 240
"""Characters of a sentence that an issue keeps, to quote what was withdrawn."""


class Figure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure as an issue printed it."""

    name: str
    low: Decimal | None = None
    high: Decimal | None = None
    of: Decimal | None = None
    unit: str | None = None
    stated: str = ""
    article: str
    sentence: int
    text: str = ""


class Stand(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A promise as an issue printed it."""

    goal: str
    state: str
    deadline: date | None = None


class Issue(Struct, frozen=True, kw_only=True):
    """What one issue of a report said: the memory the next one is compared with."""

    format: str = FORMAT
    as_of: date | None = None
    figures: dict[str, Figure] = {}
    contradictions: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    """Claims without a comparable figure that contradicted each other."""
    promises: dict[str, Stand] = {}


class Change(Struct, frozen=True, kw_only=True):
    """One figure that differs from the last issue."""

    kind: Literal["new", "revised", "withdrawn"]
    key: str
    now: Observation | None
    """None for what was withdrawn; its sentence is in `before`."""
    before: Figure | None
    why: Literal["", "article_gone"] = ""
    """`article_gone`: the whole article is no longer in the corpus."""


class Shift(Struct, frozen=True, kw_only=True):
    """One promise that differs from the last issue."""

    kind: Literal["new", "state", "deadline", "withdrawn"]
    now: Promise | None
    before: Stand | None


class Changes(Struct, frozen=True, kw_only=True):
    first: bool
    """Whether there was no issue before; then everything is new, and nothing is listed."""
    figures: tuple[Change, ...] = ()
    contradicted: tuple[Finding, ...] = ()
    """Contradictions that the last issue did not have."""
    disputed: tuple[Dispute, ...] = ()
    """The same of claims without a comparable figure."""
    settled: tuple[str, ...] = ()
    """Contradictions of the last issue that are no longer there, each in its words."""
    promises: tuple[Shift, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.contradicted or self.disputed or self.settled or self.promises)


def issue(corpus: Corpus) -> Issue:
    """All that this issue says, to be compared with by the next."""
    return Issue(
        as_of=corpus.as_of,
        figures={key: _figure(corpus, seen) for key, seen in _keyed(corpus.observations)},
        contradictions=tuple(sorted(_pair(corpus, f) for f in contradictions(corpus))),
        disputes=tuple(sorted(_claims(d) for d in disputes(corpus))),
        promises={
            p.id: Stand(
                goal=f"{p.subject}: {p.goal}" if p.subject else p.goal, state=p.status.state, deadline=p.status.deadline
            )
            for p in ledger(corpus)
        },
    )


def changes(corpus: Corpus, before: Issue | None) -> Changes:
    """What this issue says otherwise than the last one.

    Raises BaocaoError where the last issue knew more than this corpus holds (a later day): what is missing would
    wrongly look withdrawn.
    """
    if before is None:
        return Changes(first=True)
    if corpus.as_of is not None and (before.as_of is None or before.as_of > corpus.as_of):
        known = before.as_of.isoformat() if before.as_of else "all there was"
        raise BaocaoError(
            f"the last issue is of {known}, later than {corpus.as_of.isoformat()}",
            remedy="compare with an earlier issue, or leave the day out",
        )
    found = contradictions(corpus)
    pairs = {_pair(corpus, f): f for f in found}
    claims = {_claims(d): d for d in disputes(corpus)}
    return Changes(
        first=False,
        figures=tuple(_figures(corpus, before)),
        contradicted=tuple(f for key, f in pairs.items() if key not in before.contradictions),
        disputed=tuple(d for key, d in claims.items() if key not in before.disputes),
        settled=(
            *(_was(before, key) for key in before.contradictions if key not in pairs),
            *(key.split(" | ", 1)[1].replace(" | ", ": ") for key in before.disputes if key not in claims),
        ),
        promises=tuple(_shifts(ledger(corpus), before)),
    )


def read_issue(path: Path) -> Issue | None:
    """The issue in a file; None where there is none yet. Raises BaocaoError for a file that is no issue."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Issue)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(path), remedy="check the path and its rights"
        ) from None
    except msgspec.MsgspecError as error:
        raise BaocaoError(
            f"is no issue of a report ({error})",
            where=str(path),
            remedy="restore it from version control, or remove it",
        ) from None
    if found.format != FORMAT:
        raise BaocaoError(f"has the format {found.format!r}, not {FORMAT!r}", where=str(path), remedy="remove it")
    return found


def write_issue(path: Path, said: Issue) -> None:
    """Keep an issue: sorted, a line for each figure, so that version control shows what changed."""
    flat = msgspec.to_builtins(said, builtin_types=(Decimal, date), order="sorted")
    encode = msgspec.json.Encoder(decimal_format="string", order="sorted").encode
    lines = [b"{"]
    for i, (name, value) in enumerate(sorted(flat.items())):
        comma = b"," if i + 1 < len(flat) else b""
        if isinstance(value, dict) and value:
            rows = [b"  " + encode(k) + b": " + encode(v) for k, v in sorted(value.items())]
            lines += [b" " + encode(name) + b": {", b",\n".join(rows), b" }" + comma]
        else:
            lines.append(b" " + encode(name) + b": " + encode(value) + comma)
    atomic.write(path, b"\n".join([*lines, b"}", b""]))


def _figures(corpus: Corpus, before: Issue) -> Iterator[Change]:
    now = dict(_keyed(corpus.observations))
    ids = {entry.id for entry in corpus.entries}
    for key, seen in now.items():
        old = before.figures.get(key)
        if old is None:
            yield Change(kind="new", key=key, now=seen, before=None)
        elif (old.low, old.high, old.of, old.unit) != (seen.low, seen.high, seen.of, seen.unit):
            yield Change(kind="revised", key=key, now=seen, before=old)
    for key, old in before.figures.items():
        if key not in now:
            gone: Literal["", "article_gone"] = "" if old.article in ids else "article_gone"
            yield Change(kind="withdrawn", key=key, now=None, before=old, why=gone)


def _shifts(promises: Iterable[Promise], before: Issue) -> Iterator[Shift]:
    seen = set()
    for promise in promises:
        seen.add(promise.id)
        old = before.promises.get(promise.id)
        if old is None:
            yield Shift(kind="new", now=promise, before=None)
        elif old.deadline != promise.status.deadline:
            yield Shift(kind="deadline", now=promise, before=old)
        elif old.state != promise.status.state:
            yield Shift(kind="state", now=promise, before=old)
    for id_, old in before.promises.items():
        if id_ not in seen:
            yield Shift(kind="withdrawn", now=None, before=old)


def _keyed(observations: Iterable[Observation]) -> Iterator[tuple[str, Observation]]:
    """The observations by a key that outlives a new numbering of facts, and a new value."""
    count: Counter[str] = Counter()
    for seen in observations:
        key = stable(seen)
        count[key] += 1
        yield (key if count[key] == 1 else f"{key} ({count[key]})"), seen


def stable(seen: Observation) -> str:
    """Article, indicator, place, measure and period of an observation, as one word."""
    period = f"{seen.from_ or ''}/{seen.to or ''}"
    place = seen.place.code if seen.place else "-"
    how = "derived" if seen.derived else seen.mode
    return " | ".join((seen.cite.article, seen.indicator, place, seen.measure, how, period))


def _pair(corpus: Corpus, found: Finding) -> str:
    """A contradiction by what it is between; a third value is another contradiction."""
    sides = sorted(f"{stable(o)} = {o.low}..{o.high}" for o in (found.left, found.right))
    return " ⇄ ".join(sides)


def _was(before: Issue, key: str) -> str:
    """A contradiction of the last issue in its words: the indicator, the two figures and the articles they stood in."""
    sides = []
    name = ""
    for side in key.split(" ⇄ "):
        stable_key, _, value = side.rpartition(" = ")
        figure = before.figures.get(stable_key)
        name = name or (figure.name if figure else "")
        sides.append(f"{figure.stated or value} ({figure.article})" if figure else side)
    return f"{name}: {' ⇄ '.join(sides)}" if name else " ⇄ ".join(sides)


def _claims(found: Dispute) -> str:
    """A dispute by what it is about and what its two sides say."""
    sides = sorted(f"{c.cite.article}: {c.said}" for c in (found.left, found.right))
    return f"{found.kind} | {found.left.subject} | {' ⇄ '.join(sides)}"


def _figure(corpus: Corpus, seen: Observation) -> Figure:
    text = corpus.sentence(seen.cite)
    return Figure(
        name=seen.name,
        low=seen.low,
        high=seen.high,
        of=seen.of,
        unit=seen.unit,
        stated=seen.stated,
        article=seen.cite.article,
        sentence=seen.cite.sentence,
        text=text if len(text) <= _TEXT else text[: _TEXT - 1] + "…",
    )
