"""Observations: every statement of an indicator in one article, ready to stand beside those of other articles.

Four kinds of fact give one: an indicator, its growth, the numeric target of a commitment, and a derived base or plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from baocao.corpus import target, unit
from baocao.corpus.locate import Locator
from baocao.corpus.period import Period, Periods
from baocao.corpus.record import Entry, Measure, Mode, Observation
from baocao.facts.figures import TOLERANCE, amount
from baocao.facts.interval import Interval, between, written
from baocao.model import Article, Derived, Indicator, Movement, Quantity
from baocao.span import covers

_MEASURES: dict[str, Measure] = {
    "level": "level", "count": "level", "share": "share", "ratio": "ratio", "change": "change", "milestone": "milestone"
}  # fmt: skip
_NEAR = re.compile(r"gần\s$", re.IGNORECASE)
_ESTIMATED = re.compile(r"(?<!\w)ước(?= (?:năm|đạt|tính|thực|cả|tháng|quý|khoảng|tăng|giảm|còn|\d))", re.IGNORECASE)
_REQUIRED = re.compile(r"(?<!\w)(?:phải đạt|yêu cầu (?:phải )?đạt|mức chuẩn)(?!\w)", re.IGNORECASE)


def observe(entry: Entry, article: Article) -> tuple[Observation, ...]:
    """Every observation of an article, in the order of its facts; pure, and blind to other articles."""
    return tuple(_Observer(entry, article).all())


class _Observer:
    def __init__(self, entry: Entry, article: Article) -> None:
        self._entry, self._article = entry, article
        self._at = Locator(entry.id, article)
        self._periods = Periods(article, entry.published)
        self._quantities = {q.id: q for q in article.quantities}

    def all(self) -> Iterator[Observation]:
        for indicator in self._article.indicators:
            yield from self._indicator(indicator)
        indicators = {i.id: i for i in self._article.indicators}
        for derived in self._article.derived:
            source = indicators.get(derived.of or "")
            if source is not None:
                yield from self._derived(derived, source)
        yield from self._targets()

    # ── indicators and their growth ──────────────────────────────────────────

    def _indicator(self, i: Indicator) -> Iterator[Observation]:
        figure = self._quantities.get(i.quantity or "")
        period = self._periods.of(i)
        if i.measure == "milestone":
            yield self._made(i, "", period, "milestone")
        elif figure is not None and i.measure != "change":
            seen = self._figure(i, "", period, _MEASURES[i.measure], figure)
            if seen is not None:
                yield seen
        for n, movement in enumerate(m for m in (i.movement, *i.movements) if m):
            grown = self._growth(i, f".m{n}", period, movement)
            if grown is not None:
                yield grown

    def _growth(self, i: Indicator, suffix: str, period: Period, movement: Movement) -> Observation | None:
        """A growth in per cent, as a figure of its own, falling ones below zero."""
        figure = self._quantities.get(movement.quantity or "")
        if figure is None or figure.unit != "%" or movement.readings or movement.kind not in ("relative", "average"):
            return None
        years = (period.to - period.from_).days / 365 if period.from_ and period.to else 0
        mean = movement.kind == "average" or years > 1.5
        seen = self._figure(i, suffix, period, "average" if mean else "change", figure)
        if seen is None:
            return None
        if movement.direction == "down":
            low, high = seen.high, seen.low
            low = -low if low is not None else None
            high = -high if high is not None else None
            seen = replace(seen, low=low, high=high, low_open=seen.high_open, high_open=seen.low_open)
        base = self._periods.dates.get(movement.base_period or "")
        return replace(seen, base_period=(base.from_, base.to) if base else None)

    def _figure(
        self, i: Indicator, suffix: str, period: Period, measure: Measure, figure: Quantity
    ) -> Observation | None:
        allowed = self._allowed(figure)
        if allowed is None:
            return None
        key = i.key or i.name.lower()
        times, shown = unit.factor(figure.unit)
        low, high, low_open, high_open = written(allowed)
        worth = unit.step(figure)
        seen = replace(
            self._made(i, suffix, period, measure),
            cite=self._at.cite(figure, figure.id),
            low=_times(low, times),
            high=_times(high, times),
            low_open=low_open,
            high_open=high_open,
            of=figure.of,
            unit=shown,
            per=unit.per(key, figure.per),
            stated=" ".join(figure.text.split()),
            step=_times(worth, times),
            bound=figure.bound,
        )
        if i.side in ("unmet", "remaining") and figure.of is not None and low == high and low is not None:
            # `còn 3/27 tiêu chí chưa đạt` stands in one series with `đạt 24/27`
            met = figure.of - low
            return replace(seen, low=met, high=met, side="met", derived=f"{figure.of} - {figure.id}")
        return seen

    def _made(self, i: Indicator, suffix: str, period: Period, measure: Measure) -> Observation:
        return Observation(
            id=f"{self._entry.id}#{i.id}{suffix}",
            cite=self._at.cite(i, i.id),
            indicator=i.key or i.name.lower(),
            name=i.name,
            place=self._at.place(i.place),
            measure=measure,
            mode=self._mode(i, period),
            published=self._entry.published,
            from_=period.from_,
            to=period.to,
            period_how=period.how,
            low=None,
            high=None,
            side=i.side,
            qualifier=i.qualifier,
            speaker=self._at.speaker(i),
            cites=(self._at.cite(i, i.id), *period.cites(self._at)),
        )

    def _mode(self, i: Indicator, period: Period) -> Mode:
        """Planned is what lies ahead of the day of publication, or inside a promise; the rest is in the words."""
        published = self._entry.published
        if published and period.from_ and period.from_ > published:
            return "planned"
        if any(covers(c, i) for c in self._article.commitments if c.target and c.target == i.quantity):
            return "planned"
        number = self._at.sentence(i.start)
        if number:
            sentence = self._article.sentences[number - 1]
            words = self._article.text[sentence.start : i.end]
            if _REQUIRED.search(words):
                return "required"
            if _ESTIMATED.search(words):
                return "estimated"
        return "reported"

    def _allowed(self, figure: Quantity) -> Interval | None:
        """What the words allow; `gần` is near, any other `dưới` only below."""
        before = self._article.text[max(0, figure.start - 6) : figure.start]
        if figure.bound == "below" and figure.high is not None and _NEAR.search(before):
            top = Fraction(figure.high)
            return between(top * (1 - TOLERANCE), top, high_open=True)
        return amount(figure)

    # ── what the article implies ─────────────────────────────────────────────

    def _derived(self, v: Derived, i: Indicator) -> Iterator[Observation]:
        """The base a change was measured against, and the plan a result was measured against."""
        period = self._periods.of(i)
        if v.rule == "base":
            base = next((self._periods.dates[d] for d in v.inputs if d in self._periods.dates), None)
            if base is None:
                return
            period = Period(base.from_, base.to, "stated", base)
        elif v.rule != "plan":
            return
        times, shown = unit.factor(v.unit)
        key = i.key or i.name.lower()
        made = self._made(i, "", period, _MEASURES[i.measure])
        inputs = [self._quantities[q] for q in v.inputs if q in self._quantities]
        yield replace(
            made,
            id=f"{self._entry.id}#{v.id}",
            cite=self._at.cite(i, v.id),
            mode="planned" if v.rule == "plan" else "reported",
            low=_times(v.low, times),
            high=_times(v.high, times),
            low_open=v.low_open,
            high_open=v.high_open,
            unit=shown,
            per=unit.per(key, v.per),
            derived=v.formula,
            cites=tuple(self._at.cite(q, q.id) for q in inputs),
        )

    # ── what is aimed at ─────────────────────────────────────────────────────

    def _targets(self) -> Iterator[Observation]:
        taken = {i.quantity for i in self._article.indicators}
        for aimed in target.targets(self._article):
            figure = self._quantities[aimed.quantity]
            allowed = self._allowed(figure)
            if allowed is None or figure.id in taken:
                continue
            due = self._periods.dates.get(aimed.commitment.due_date or "")
            period = self._periods.aimed(aimed.commitment.due, due)
            times, shown = unit.factor(figure.unit)
            low, high, low_open, high_open = written(allowed)
            yield Observation(
                id=f"{self._entry.id}#{aimed.commitment.id}",
                cite=self._at.cite(figure, figure.id),
                indicator=aimed.key,
                name=aimed.name,
                place=self._at.place(None),
                measure=_aimed(aimed, period),
                mode="planned",
                published=self._entry.published,
                from_=period.from_,
                to=period.to,
                period_how=period.how,
                low=_times(low, times),
                high=_times(high, times),
                low_open=low_open,
                high_open=high_open,
                of=figure.of,
                unit=shown,
                per=unit.per(aimed.key, figure.per),
                stated=" ".join(figure.text.split()),
                step=_times(unit.step(figure), times),
                bound=figure.bound,
                speaker=self._at.speaker(figure),
                cites=(self._at.cite(aimed.commitment, aimed.commitment.id), *period.cites(self._at)),
            )


def _aimed(aimed: target.Target, period: Period) -> Measure:
    if not aimed.change:
        return "level"
    return "average" if period.from_ and period.to and period.to.year > period.from_.year else "change"


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else _plain(value * factor)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
