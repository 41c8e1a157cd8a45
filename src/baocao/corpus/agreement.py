"""Agreement and contradiction: two statements of one indicator, place and period, side by side.

A plan and its later result are such a pair too. Figures for different periods, in different measures or with
different denominators are never compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from itertools import combinations
from typing import Literal

from baocao.corpus.collection import Corpus
from baocao.corpus.compare import against_plan, allowed, verdict
from baocao.corpus.record import Cite, Finding, Observation, Verdict
from baocao.corpus.series import Key, flows, key, originals
from baocao.lexicon import table
from baocao.model import Indicator

Certainty = Literal["certain", "likely", "possible"]
Repeats = dict[str, list[Observation]]
_ORDER: dict[Verdict, int] = {
    "contradiction": 0, "plan_missed": 1, "strained": 2, "plan_exceeded": 3, "plan_met": 4, "same": 5, "compatible": 6
}  # fmt: skip
_SURE: dict[Certainty, int] = {"certain": 0, "likely": 1, "possible": 2}


def findings(corpus: Corpus) -> tuple[Finding, ...]:
    """Every pair that can be compared, contradictions first, the surest first."""
    groups: dict[tuple[Key, int | None], list[Observation]] = {}
    for seen in originals(corpus):
        if seen.to is not None and seen.measure != "milestone" and seen.mode != "required":
            year = None if seen.indicator in _constants() else seen.year
            groups.setdefault((key(seen), year), []).append(seen)
    repeats = _repeats(corpus)
    found = [
        f for group in groups.values() for one, two in combinations(group, 2) for f in _pair(corpus, repeats, one, two)
    ]
    return tuple(sorted(found, key=lambda f: (_ORDER[f.verdict], _SURE[f.certainty], f.id)))


def contradictions(corpus: Corpus) -> tuple[Finding, ...]:
    """The pairs that can not both be true."""
    return tuple(f for f in findings(corpus) if f.verdict == "contradiction")


def _pair(corpus: Corpus, repeats: Repeats, one: Observation, two: Observation) -> Iterator[Finding]:
    left, right = sorted((one, two), key=lambda o: (o.mode != "planned", o.published or date.max, o.id))
    planned = (left.mode == "planned") + (right.mode == "planned")
    if planned != 1:
        left, right = sorted((one, two), key=lambda o: (o.published or date.max, o.id))
    certainty = _certainty(left, right)
    if certainty is None or _one_thing(left, right):
        return
    said: Verdict | None
    if planned == 1:
        if left.derived and right.derived:
            return  # a plan and a result that nobody stated
        early = left.published is None or right.published is None or left.published <= right.published
        said = against_plan(left, right, falling=left.indicator in _falling()) if early else None
    else:
        said = verdict(left, right)
    same_article = left.cite.article == right.cite.article
    if said is None or (same_article and said not in ("contradiction",)):
        return
    difference, percent = _difference(left, right)
    yield Finding(
        id=_id(left, right),
        verdict=said,
        left=left,
        right=right,
        certainty=certainty,
        difference=difference,
        percent=percent,
        why=tuple(_why(corpus, left, right, said)),
        copies=tuple(_copies(repeats, left, right)),
        support=tuple(_support(corpus, left, right, percent)) if planned == 1 else (),
    )


def _certainty(left: Observation, right: Observation) -> Certainty | None:
    """How surely both speak of one period; None where they do not."""
    if (
        left.measure in ("change", "average")
        and left.base_period
        and right.base_period
        and left.base_period != right.base_period
    ):
        return None
    equal = (left.from_, left.to) == (right.from_, right.to)
    hows = {left.period_how, right.period_how}
    if not equal:
        if left.indicator in _constants():
            return "possible"
        if (
            left.indicator in flows()
            or left.measure in ("change", "average")
            or not (_within(left, right) or _within(right, left))
        ):
            return None
        return "possible"
    if "published" in hows or left.derived or right.derived:
        return "possible" if hows == {"published"} else "likely"
    return "certain" if hows == {"stated"} else "likely"


def _within(inner: Observation, outer: Observation) -> bool:
    """Whether one period holds the other."""
    if not (inner.from_ and inner.to and outer.from_ and outer.to):
        return False
    return outer.from_ <= inner.from_ and inner.to <= outer.to


def _one_thing(left: Observation, right: Observation) -> bool:
    """Whether a value stands beside its own derivation, or beside another of its sentence, which tells them apart."""
    if left.cite.article != right.cite.article:
        return False
    return left.derived is not None or right.derived is not None or left.cite.sentence == right.cite.sentence


def _difference(left: Observation, right: Observation) -> tuple[Decimal | None, Decimal | None]:
    if left.low is None or right.low is None or left.low != left.high or right.low != right.high:
        return None, None
    gap = right.low - left.low
    return gap, (gap / left.low * 100).quantize(Decimal("0.01")) if left.low else None


def _why(corpus: Corpus, left: Observation, right: Observation, said: Verdict) -> Iterator[str]:
    hows = {left.period_how, right.period_how}
    if left.derived or right.derived:
        yield "derived"
    one, two = allowed(left), allowed(right)
    if said == "compatible" and one is not None and two is not None and not one.meets(two):
        yield "rounding"
    if "context" in hows:
        yield "period_context"
    if "published" in hows:
        yield "period_published"
    if (left.from_, left.to) != (right.from_, right.to):
        yield "other_period"
    if any(corpus.entry(o.cite.article).weak for o in (left, right)):
        yield "weak_source"
    if left.qualifier or right.qualifier:
        yield "qualified"
    if "estimated" in (left.mode, right.mode):
        yield "estimated"
    if left.cite.article == right.cite.article:
        yield "same_article"


def _repeats(corpus: Corpus) -> Repeats:
    """What the copies of each article state."""
    origin = {entry.id: entry.copy_of for entry in corpus.entries if entry.copy_of}
    found: Repeats = {}
    for seen in corpus.observations if origin else ():
        source = origin.get(seen.cite.article)
        if source is not None:
            found.setdefault(source, []).append(seen)
    return found


def _copies(repeats: Repeats, left: Observation, right: Observation) -> Iterator[Cite]:
    """Where copies of the two articles repeat one of the statements."""
    for article in sorted({left.cite.article, right.cite.article}):
        for seen in repeats.get(article, ()):
            if key(seen) == key(left) and seen.year == left.year:
                yield seen.cite


def _support(corpus: Corpus, plan: Observation, result: Observation, percent: Decimal | None) -> Iterator[Cite]:
    """Where the result's own article says how far it is from its plan, and says the same."""
    article = corpus.article(result.cite.article)
    quantities = {q.id: q for q in article.quantities}
    for indicator in article.indicators:
        if f"{result.cite.article}#{indicator.id}" != result.id:
            continue
        for figure, expected in _stated_shares(indicator, percent):
            quantity = quantities.get(figure)
            if quantity and quantity.unit == "%" and quantity.low == quantity.high == expected:
                number = next((i for i, s in enumerate(article.sentences, 1) if s.start <= quantity.start < s.end), 0)
                yield Cite(result.cite.article, number, quantity.start, quantity.end, quantity.id)


def _stated_shares(indicator: Indicator, percent: Decimal | None) -> Iterator[tuple[str, Decimal]]:
    """The figures of an indicator's plans, each with what it must be to say the same as the two statements."""
    if percent is None:
        return
    for plan in (p for p in (indicator.plan, *indicator.plans) if p and p.quantity):
        assert plan.quantity is not None
        if plan.relation in ("exceeds", "falls_short"):
            yield plan.quantity, abs(percent)
        elif plan.relation in ("reaches", "meets"):
            yield plan.quantity, 100 + percent


def _id(left: Observation, right: Observation) -> str:
    return blake2b(f"{left.id}\n{right.id}".encode(), digest_size=6).hexdigest()


@cache
def _constants() -> frozenset[str]:
    """Indicators that one unit has only one value of, whatever the year."""
    return frozenset(row["key"] for row in table("constant_indicators"))


@cache
def _falling() -> frozenset[str]:
    """Indicators of which less is better."""
    return frozenset(row["key"] for row in table("falling_indicators"))
