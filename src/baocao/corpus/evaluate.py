"""Evaluation: what the parser finds in annotated articles, against what a reader marked there.

Facts pair one to one when their spans overlap and they say the same; three levels of sameness for
quantities (value; and unit; and bound), two for people and commitments. Right facts are not listed,
wrong ones are: the difference of two such lists is what a change of the parser gained and lost.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from baocao.corpus import agree
from baocao.corpus.gold import Gold, Mark, read_folder
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.parse import parse
from baocao.span import overlap
from baocao.text.read import read_bytes

LEVELS: dict[str, tuple[tuple[str, Callable[[Any, Any], bool]], ...]] = {
    "quantities": (
        ("quantities", agree.value),
        ("quantities_with_unit", lambda g, p: agree.value(g, p) and agree.unit(g, p)),
        ("quantities_with_bound", lambda g, p: agree.value(g, p) and agree.unit(g, p) and agree.bound(g, p)),
    ),
    "dates": (("dates", agree.period),),
    "documents": (("documents", agree.number),),
    "commitments": (("commitments", lambda g, p: True), ("commitments_with_due", agree.due)),
}
"""For each kind of fact the levels at which it is scored, from the loosest to the strictest."""
KINDS = (*(level for levels in LEVELS.values() for level, _ in levels), "people", "people_with_role", "turns")


class Score(Struct, frozen=True):
    """Shares between 0 and 1, to four decimals; `n` is how many facts the reader marked."""

    precision: Decimal
    recall: Decimal
    f1: Decimal
    n: int


class Part(Struct, frozen=True):
    """The score of a set of articles."""

    articles: int
    kinds: dict[str, Score]


class Evaluation(Struct, frozen=True, kw_only=True):
    """One run; its JSON form is what the next run compares itself with."""

    date: date
    """The day of the newest annotation, from the gold files."""
    articles: int
    kinds: dict[str, Score]
    """Over all articles."""
    held_out: Part
    """Over the articles whose errors nobody read while the parser was written: the figure to trust."""
    wrong: dict[str, str]
    """Case → what is wrong with it. The cases of held-out articles stand as digests, so that no one reads them."""
    gains: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def evaluate(gold_dir: Path, previous: Path | None = None) -> Evaluation:
    """Score the parser on the annotated articles of a folder, and compare with the run recorded in `previous`.

    Raises GoldError where a gold file is wrong, BaocaoError where `previous` is no record of a run.
    """
    before = _recorded(previous) if previous is not None and previous.is_file() else None
    golds = read_folder(gold_dir)
    counts = {True: Counter[tuple[str, str]](), False: Counter[tuple[str, str]]()}
    wrong: dict[str, str] = {}
    for gold in golds:
        found = parse(read_bytes(gold.text.encode(), f"{gold.name}.txt"))
        tally, cases = compare(gold, found)
        counts[gold.held_out].update(tally)
        wrong.update({_digest(case): "held out" for case in cases} if gold.held_out else cases)
    return Evaluation(
        date=max(gold.read for gold in golds),
        articles=len(golds),
        kinds=_scores(counts[True] + counts[False]),
        held_out=Part(sum(gold.held_out for gold in golds), _scores(counts[True])),
        wrong=dict(sorted(wrong.items())),
        gains=tuple(sorted(before.wrong.keys() - wrong.keys())) if before else (),
        losses=tuple(sorted(wrong.keys() - before.wrong.keys())) if before else (),
    )


def encode(evaluation: Evaluation) -> bytes:
    """The record of a run, as written to build/eval.json: without what it gained and lost against another."""
    record = {key: getattr(evaluation, key) for key in ("date", "articles", "kinds", "held_out", "wrong")}
    raw = msgspec.json.Encoder(decimal_format="number").encode(record)
    return msgspec.json.format(raw, indent=1) + b"\n"


def lines(evaluation: Evaluation) -> Iterator[str]:
    """What `baocao eval` prints: gains and losses case by case, then the scores."""
    yield from _listed("gained", "+", evaluation.gains, evaluation.wrong)
    yield from _listed("lost", "-", evaluation.losses, evaluation.wrong)
    yield f"{evaluation.articles} articles, annotated to {evaluation.date}; {evaluation.held_out.articles} held out"
    yield f"{'':22}{'precision':>10}{'recall':>8}{'F1':>8}{'n':>6}   held out: F1{'n':>6}"
    for kind, score in evaluation.kinds.items():
        apart = evaluation.held_out.kinds[kind]
        yield (
            f"{kind.replace('_', ' '):22}{score.precision:10.3f}{score.recall:8.3f}{score.f1:8.3f}{score.n:6}"
            f"{apart.f1:15.3f}{apart.n:6}"
        )


def _listed(verb: str, sign: str, cases: Sequence[str], wrong: dict[str, str]) -> Iterator[str]:
    named = [case for case in cases if not case.startswith("#")]
    if cases:
        yield f"{verb} {len(named)}, and {len(cases) - len(named)} in held-out articles"
    for case in named:
        yield f"  {sign} {case}" + (f": {wrong[case]}" if case in wrong else "")


# ── one article ──────────────────────────────────────────────────────────────


def compare(gold: Gold, found: Article) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """Counts by (scored kind, `right` | `found` | `there`), and the wrong cases with what is wrong."""
    if found.text != gold.text:
        raise BaocaoError(
            "the parser reads another text than was annotated",
            where=f"{gold.name}.gold",
            remedy="annotate the text that `baocao parse` gives",
        )
    tally = Counter[tuple[str, str]]()
    cases: dict[str, str] = {}
    name = _namer(gold)
    for kind, levels in LEVELS.items():
        marks: tuple[Mark, ...] = getattr(gold, kind)
        facts = [f for f in getattr(found, kind) if kind != "dates" or agree.states(f, marks)]
        needed = [m for m in marks if not m.optional]
        spared = [m for m in marks if m.optional]
        last = ""
        right: dict[str, list[tuple[Mark, Any]]] = {}
        for level, ok in levels:
            pairs = right[level] = pair(needed, facts, ok)
            taken = {id(fact) for _, fact in pairs}
            extra = [f for f in facts if id(f) not in taken and not any(overlap(f, m) for m in spared)]
            tally[level, "right"] += len(pairs)
            tally[level, "found"] += len(pairs) + len(extra)
            tally[level, "there"] += len(needed)
            last = level
        good = {id(mark) for mark, _ in right[last]}
        for mark in needed:
            if id(mark) not in good:
                near = [f for f in facts if overlap(f, mark)]
                cases[name(kind, mark.line, mark.text)] = f"read {agree.said(near)}" if near else "missed"
        for fact in facts:
            if not any(overlap(fact, m) for m in marks):
                line = gold.first_line + gold.text.count("\n", 0, fact.start)
                cases[name(kind, line, fact.text)] = f"invented {agree.said([fact])}"
    _people(gold, found, tally, cases, name)
    _turns(gold, found, tally, cases, name)
    return tally, cases


def pair(marks: Sequence[Mark], facts: Sequence[Any], ok: Callable[[Any, Any], bool]) -> list[tuple[Mark, Any]]:
    """Marks and facts that overlap and agree, one to one, those that overlap most first."""
    close = sorted(
        (-(min(m.end, f.end) - max(m.start, f.start)) / (max(m.end, f.end) - min(m.start, f.start)), i, j)
        for i, m in enumerate(marks)
        for j, f in enumerate(facts)
        if overlap(m, f) and any(ok(reading, f) for reading in m.readings)
    )
    used_marks: set[int] = set()
    used_facts: set[int] = set()
    pairs = []
    for _, i, j in close:
        if i not in used_marks and j not in used_facts:
            used_marks.add(i)
            used_facts.add(j)
            pairs.append((marks[i], facts[j]))
    return pairs


def _people(
    gold: Gold, found: Article, tally: Counter[tuple[str, str]], cases: dict[str, str], name: Callable[..., str]
) -> None:
    there = {agree.fold(p.name): p for p in gold.people}
    seen = {agree.fold(p.name): p for p in found.people}
    needed = {key for key, p in there.items() if not p.optional}
    right = needed & seen.keys()
    titled = {key for key in right if agree.role(there[key].roles, (*seen[key].roles, *seen[key].former))}
    extra = seen.keys() - there.keys()
    for level, hits in (("people", right), ("people_with_role", titled)):
        tally[level, "right"] += len(hits)
        tally[level, "found"] += len(right) + len(extra)
        tally[level, "there"] += len(needed)
    for key in needed - titled:
        roles = f"read {'; '.join(seen[key].roles) or 'no role'}" if key in right else "missed"
        cases[name("people", there[key].line, there[key].name)] = roles
    for key in extra:
        cases[name("people", 1, seen[key].name)] = "invented"


def _turns(
    gold: Gold, found: Article, tally: Counter[tuple[str, str]], cases: dict[str, str], name: Callable[..., str]
) -> None:
    there = [agree.fold(speaker) for speaker in gold.speakers]
    seen = [agree.fold(turn.speaker) for turn in found.turns]
    tally["turns", "right"] += agree.in_order(there, seen)
    tally["turns", "found"] += len(seen)
    tally["turns", "there"] += len(there)
    if there != seen:
        cases[name("turns", 1, "")] = f"read {', '.join(t.speaker for t in found.turns) or 'no dialogue'}"


def _namer(gold: Gold) -> Callable[[str, int, str], str]:
    """Names for cases: file, line, kind and surface, numbered where the same stands twice in a line."""
    seen = Counter[str]()

    def name(kind: str, line: int, surface: str) -> str:
        case = f"{gold.name}.gold:{line} {kind} [{' '.join(surface.split())[:60]}]"
        seen[case] += 1
        return case if seen[case] == 1 else f"{case} #{seen[case]}"

    return name


def _scores(counts: Counter[tuple[str, str]]) -> dict[str, Score]:
    return {kind: _score(*(counts[kind, what] for what in ("right", "found", "there"))) for kind in KINDS}


def _score(right: int, found: int, there: int) -> Score:
    def share(part: int, whole: int) -> Decimal:
        return (Decimal(part) / whole).quantize(Decimal("0.0001")) if whole else Decimal("1.0000")

    return Score(share(right, found), share(right, there), share(2 * right, found + there), there)


def _digest(case: str) -> str:
    return "#" + hashlib.sha256(case.encode()).hexdigest()[:16]


class _Record(Struct, frozen=True):
    wrong: dict[str, str]


def _recorded(path: Path) -> _Record:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Record)
    except (OSError, msgspec.MsgspecError) as error:
        raise BaocaoError(
            f"is no record of an evaluation ({error})", where=str(path), remedy="remove it to start afresh"
        ) from None
