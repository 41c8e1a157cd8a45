"""The ledger of promises: one line each, with every statement, every move of its deadline, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b

from baocao.corpus import progress
from baocao.corpus.collection import Corpus, once
from baocao.corpus.goal import Goal, deadline_key
from baocao.corpus.locate import lineage, parent
from baocao.corpus.record import Evidence, Move, Promise, Statement, Where
from baocao.corpus.statement import Said, Speech, speeches
from baocao.corpus.status import in_force, known_on, status
from baocao.span import Span, Spanned


def ledger(corpus: Corpus, *, on: date | None = None) -> tuple[Promise, ...]:
    """Every promise of a corpus as it stood on a day, those with most statements first.

    `on` is the corpus's own day, else the last day of publication in it: never the clock. Copies are not read.
    """
    day = on or corpus.as_of or max((e.published for e in corpus.entries if e.published), default=None)
    if day is None:
        return ()
    return _ledger(corpus, day)


@once
def _ledger(corpus: Corpus, day: date) -> tuple[Promise, ...]:
    asked = speeches(corpus)
    said = [one for speech in asked for one in speech.commitments()]
    near, reports = _by_place(asked), progress.Reports(asked)
    made = [_promise(corpus, near, reports, group, day) for group in _groups(said)]
    promises = [p for p in made if p is not None]
    return tuple(sorted(promises, key=lambda p: (-len(p.statements), _first(p), p.id)))


def _groups(said: Sequence[Said]) -> list[list[Said]]:
    """The statements of one promise together: one place, one goal."""
    groups: list[list[Said]] = []
    shelves: dict[tuple[object, ...], list[list[Said]]] = {}
    for one in sorted(said, key=lambda s: (s.statement.published or date.max, s.statement.cite)):
        # only what can be the same promise is compared: of free words, what shares a run of them
        keys = [(_code(one.place), one.goal.kind, word) for word in one.goal.handles()]
        near = [group for key in keys for group in shelves.get(key, ())]
        group = next((group for group in near if any(g.goal.same(one.goal) for g in group)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        for key in keys:
            shelf = shelves.setdefault(key, [])
            if not any(group is other for other in shelf):
                shelf.append(group)
    return groups


Near = Callable[[Where], Sequence[Speech]]


def _by_place(speeches: Sequence[Speech]) -> Near:
    """The articles that can have something to say of a place: they name it, or its province."""
    index: dict[str, list[Speech]] = {}
    for speech in speeches:
        codes = {place.unit_code for place in speech.article.places if place.unit_code}
        if speech.at.main is not None:
            codes.add(speech.at.main.code)
        for code in codes | {lineage(code) for code in codes}:
            index.setdefault(code, []).append(speech)

    def near(place: Where) -> Sequence[Speech]:
        above = parent(place.code)
        codes = [place.code, *([above, lineage(above)] if above else [])]
        found = {id(speech): speech for code in codes for speech in index.get(code, ())}
        return [speech for speech in speeches if id(speech) in found] if len(codes) > 1 else list(found.values())

    return near


def _promise(corpus: Corpus, near: Near, reports: progress.Reports, group: Sequence[Said], on: date) -> Promise | None:
    first = group[0]
    statements = [one.statement for one in group]
    if first.goal.kind == "unit" and first.place is not None:
        statements += _again(near(first.place), first.goal.words, first.place, statements)
    statements.sort(key=deadline_key)
    taken = {(s.cite.article, s.cite.sentence) for s in statements}
    words = _words(first, group)
    evidence = progress.in_order(_evidence(corpus, near, reports, first, words, statements, taken))
    found = status(statements, evidence, first.place, on, measured=first.goal.kind == "number")
    if found is None:
        return None
    known = tuple(known_on(statements, on))
    return Promise(
        id=_id(first),
        goal=words,
        place=first.place,
        indicator=first.goal.words.removesuffix("~") if first.goal.kind == "number" else None,
        subject=first.goal.subject,
        statements=known,
        moves=tuple(_moves(known)),
        evidence=tuple(e for e in evidence if (e.published or e.at or date.max) <= on),
        status=found,
    )


def _again(speeches: Sequence[Speech], kind: str, place: Where, known: Sequence[Statement]) -> Iterator[Statement]:
    """Demands, repetitions and steps in any article, beside the commitments already known."""
    for speech in speeches:
        taken: list[Spanned] = [Span(s.cite.start, s.cite.end) for s in known if s.cite.article == speech.entry.id]
        for statement in speech.echoes(kind, taken):
            if place.code in speech.subjects(Span(statement.cite.start, statement.cite.end)):
                yield statement
        yield from speech.steps(kind, place)


def _evidence(
    corpus: Corpus,
    near: Near,
    reports: progress.Reports,
    first: Said,
    words: str,
    statements: Sequence[Statement],
    taken: set[tuple[str, int]],
) -> Iterator[Evidence]:
    goal = first.goal
    if goal.kind == "unit" and first.place is not None:
        yield from progress.of_unit(near(first.place), goal.words, first.place, taken)
    elif goal.kind == "number":
        aim = progress.aims(statements, corpus.observations)
        yield from progress.of_number(corpus.observations, goal, first.place, aim)
    else:
        yield from progress.of_words(reports, words, first.place, taken)


def _moves(statements: Sequence[Statement]) -> Iterator[Move]:
    """How the deadline moved from one statement to the next; statements of unknown date move nothing."""
    held: Statement | None = None
    by_article: dict[str, list[Statement]] = {}
    for s in statements:
        if s.published is not None:
            by_article.setdefault(s.cite.article, []).append(s)
    for said in by_article.values():
        dues = {s.deadline for s in said if s.deadline}
        if len(dues) > 1 and not any(s.kind == "step" for s in said):
            cites = tuple(s.cite for s in said if s.deadline)
            yield Move(said[0].published, min(dues), max(dues), "two_deadlines", cites)
        last = in_force(said)
        if last is None:
            if held is not None:
                yield Move(said[0].published, held.deadline, None, "dropped", (held.cite, said[0].cite))
            continue
        before = held.deadline if held else None
        if held is None:
            yield Move(last.published, None, last.deadline, "set", (last.cite,))
        elif before is not None and last.deadline is not None and before != last.deadline:
            kind = "later" if last.deadline > before else "earlier"
            yield Move(last.published, before, last.deadline, kind, (held.cite, last.cite))  # type: ignore[arg-type]
        held = last


def _words(first: Said, group: Sequence[Said]) -> str:
    """The goal in the article's words: of free promises the shortest, which says no more than the goal."""
    if first.goal.kind == "words":
        return min((one.goal.words for one in group), key=len)
    return first.goal.words if first.goal.kind == "unit" else first.statement.text


def _id(first: Said) -> str:
    goal: Goal = first.goal
    told = [_code(first.place), goal.kind, goal.words]
    if goal.kind == "number":
        told += [str(goal.low), str(goal.high), str(goal.due)]
    return blake2b("\n".join(told).encode(), digest_size=6).hexdigest()


def _code(place: Where | None) -> str:
    return place.code if place else ""


def _first(promise: Promise) -> date:
    return promise.statements[0].published or date.max
