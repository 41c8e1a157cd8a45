"""Reference periods: which days a figure speaks of, and how that is known."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from baocao.corpus.locate import Locator
from baocao.corpus.record import Cite, PeriodHow
from baocao.model import Article, Date, Indicator

_CARRIED = frozenset({"month", "quarter", "half", "year"})
"""Precisions that a paragraph carries from one figure to the next; a term or range belongs to its own figure."""
_AT_END = frozenset({"cuối", "hết", "đến", "đến hết", "đến cuối", "tính đến", "tới"})
_REACH = 16
"""Characters before a date in which `tính` makes it the day the article's figures hold for."""


class Period(Struct, frozen=True):
    """Both days included; unknown ends are None."""

    from_: date | None
    to: date | None
    how: PeriodHow
    date: Date | None = None

    def cites(self, at: Locator) -> tuple[Cite, ...]:
        """Where the period is stated."""
        return (at.cite(self.date, self.date.id),) if self.date else ()


class Periods:
    """The dates of an article as periods of its figures."""

    def __init__(self, article: Article, published: date | None) -> None:
        self._article, self._published = article, published
        self.dates = {d.id: d for d in article.dates}
        self._holds = next((d for d in article.dates if self._is_cut_off(d)), None)

    def of(self, i: Indicator) -> Period:
        """The period of a figure: its own, its paragraph's, the article's, else the day of publication."""
        own = self.dates.get(i.period or "")
        if own is not None:
            return _read(own, "stated" if self._beside(own, i) else "context")
        carried = self._carried(i)
        if carried is not None:
            return _read(carried, "context")
        if self._holds is not None and self._holds.start < i.start:
            return Period(self._holds.to, self._holds.to, "context", self._holds)
        if self._published is not None:
            return Period(self._published, self._published, "published")
        return self._only_year()

    def aimed(self, due: date | None, stated: Date | None) -> Period:
        """The period a target is for: the year of its deadline, or the stretch of years that the text names."""
        if due is None:
            return Period(None, None, "unknown")
        if stated is not None and stated.precision == "range" and stated.from_ and stated.to:
            return Period(stated.from_, stated.to, "stated", stated)
        if (due.month, due.day) == (12, 31):
            return Period(date(due.year, 1, 1), due, "stated", stated)
        return Period(due, due, "stated", stated)

    def _beside(self, d: Date, i: Indicator) -> bool:
        """Whether the figure's own sentence states its period; an earlier one, or the title, only governs it."""
        sentence = next((s for s in self._article.sentences if s.start <= i.start < s.end), None)
        return sentence is None or sentence.start <= d.start < sentence.end

    def _carried(self, i: Indicator) -> Date | None:
        """The period of the nearest figure before it in the same paragraph."""
        block = next((b for b in self._article.blocks if b.start <= i.start < b.end), None)
        if block is None:
            return None
        before = [o for o in self._article.indicators if block.start <= o.start < i.start]
        last = next((o for o in reversed(before) if o.period), None)
        stated = self.dates.get(last.period or "") if last else None
        return stated if stated is not None and stated.precision in _CARRIED else None

    def _only_year(self) -> Period:
        """In an article without a date: the year that all its stated periods share."""
        stated = [self.dates[i.period] for i in self._article.indicators if i.period in self.dates]
        years = {d.to.year for d in stated if d.to}
        if len(years) != 1:
            return Period(None, None, "unknown")
        year = years.pop()
        return Period(date(year, 1, 1), date(year, 12, 31), "context", stated[0])

    def _is_cut_off(self, d: Date) -> bool:
        before = self._article.text[max(0, d.start - _REACH) : d.start].lower()
        return d.edge in _AT_END and "tính" in before.split() and d.to is not None


def _read(d: Date, how: PeriodHow) -> Period:
    if d.edge == "trước" and d.from_ is not None:
        end = d.from_ - timedelta(days=1)
        return Period(end, end, how, d)
    if d.edge in _AT_END and d.precision != "range":
        return Period(d.to, d.to, how, d)
    return Period(d.from_, d.to, how, d)
