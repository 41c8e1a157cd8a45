"""The records of the corpus room: what many articles say together, each with the sentences it rests on.

Numbers are exact decimals. A figure is an interval: `low` and `high` hold every value that its words allow
(`hơn 55 nghìn người` is everything above 55000), None is an open end, and `stated` keeps the words.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Measure = Literal["level", "share", "ratio", "change", "average", "milestone"]
"""What a figure is: counts are levels; a ratio is `24/27`; a change is the growth of one period over another, an
average its yearly mean over several years: three things that never stand in one series."""
Mode = Literal["reported", "estimated", "planned", "required"]
"""Said to be so; said with `ước`; aimed at; asked for by a rule (`phải đạt 31 tiêu chí`)."""
PeriodHow = Literal["stated", "context", "published", "unknown"]
"""Where the reference period is from: the parser found it with the figure; a sentence before it in the article;
none is stated, so the figure holds at the day of publication; nothing is known at all."""
PlaceHow = Literal["stated", "article", "unknown"]


class Cite(Struct, frozen=True, order=True):
    """A place in an article that a figure can be led back to."""

    article: str
    """Id of the article in its corpus."""
    sentence: int
    """Number of the sentence, from 1, in the order of `Article.sentences`; 0 for a place in none of them."""
    start: int
    end: int
    """Half-open code points of the article's text."""
    fact: str = ""
    """Id of the fact in that article (`i4`, `q10`, `c2`); empty for a bare sentence."""


class Where(Struct, frozen=True):
    """The administrative unit, or other place, that a statement is about."""

    code: str
    """`vn-2020:020`, `vn-2025:00640`; for a place without an official code its lower-case kind and name."""
    name: str
    kind: str
    how: PlaceHow = "stated"
    """Named with the figure, or the one place that the whole article is about."""

    @property
    def label(self) -> str:
        """`huyện Thanh Trì`."""
        return f"{self.kind} {self.name}".strip()


class Entry(Struct, frozen=True, kw_only=True):
    """One article of a corpus, without its facts."""

    id: str
    """The stem of its file name; two files of one stem both carry the start of their hash."""
    path: str
    sha256: str
    title: str
    published: date | None
    outlet: str | None = None
    url: str | None = None
    genre: str = "other"
    remark: str = ""
    """What a note says of itself in its header (`Ghi chú: …`): where its date is from, how weak its source is."""
    copy_of: str | None = None
    """Id of the earlier article that this one repeats."""
    shared: Decimal | None = None
    """Share, 0 to 1, of the shorter text's five-word runs that both have."""

    @property
    def weak(self) -> bool:
        """Whether the note calls its own source weak."""
        return "nguồn yếu" in self.remark.lower()


class Excluded(Struct, frozen=True):
    """An article that the corpus does not use, and why (`published later`, `date unknown`, `unreadable: …`)."""

    id: str
    path: str
    title: str
    reason: Literal["later", "undated", "unreadable"]
    published: date | None = None
    detail: str = ""
    sha256: str = ""


class Observation(Struct, frozen=True, kw_only=True):
    """One statement of one indicator for one place and period: a row of every series."""

    id: str
    """Article and fact: `2020-06-16_…#i4`; unique in a corpus."""
    cite: Cite
    """The figure itself; for a derived value the figure it was computed for."""
    indicator: str
    """Key in the table of common indicators; the lower-case name where the table has none."""
    name: str
    """As the article words it."""
    place: Where | None
    measure: Measure
    mode: Mode = "reported"
    published: date | None
    from_: date | None
    to: date | None
    """The reference period, both days included; a state at one day has `from_` equal to `to`."""
    period_how: PeriodHow = "stated"
    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    of: Decimal | None = None
    """The denominator of a ratio: 27 in `24/27`."""
    unit: str | None = None
    """Harmonised: areas in ha, lengths in km, weights in tonne … (`unit_families.csv`)."""
    per: str | None = None
    stated: str = ""
    """The article's own words for the amount."""
    step: Decimal | None = None
    """The value of the last digit written, in `unit`: 100 ha for `63 km2`; None where nothing exact is written."""
    bound: str = "exact"
    side: str | None = None
    base_period: tuple[date | None, date | None] | None = None
    """What a change is measured against."""
    qualifier: str | None = None
    speaker: str | None = None
    derived: str | None = None
    """The formula, for a value that nobody stated; its inputs are `cites`."""
    cites: tuple[Cite, ...] = ()
    """Further sentences the value rests on."""

    @property
    def year(self) -> int | None:
        """The year it is filed under: that of the last day of the reference period."""
        return self.to.year if self.to else None

    @property
    def middle(self) -> Decimal | None:
        """One number to draw: the middle of a closed interval, else its one end."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high


class Break(Struct, frozen=True, kw_only=True):
    """A day at which an indicator or a unit stops being what it was: values on its two sides do not compare."""

    on: date
    kind: Literal["standard", "definition", "unit_ended", "unit_merged", "denominator", "jump"]
    """A jump is a step between two figures that no growth stated for the time between them explains."""
    vi: str
    en: str
    source: str
    """The legal text, or the sentence's own figures."""
    cites: tuple[Cite, ...] = ()


class Series(Struct, frozen=True, kw_only=True):
    """One indicator at one place in one unit, in order of reference period, then of publication.

    Nothing is averaged: two statements for one period are two points.
    """

    indicator: str
    name: str
    place: Where | None
    measure: Measure
    unit: str | None
    per: str | None
    points: tuple[Observation, ...]
    breaks: tuple[Break, ...] = ()
    """In order; each falls between two points, or ends the series."""

    @property
    def segments(self) -> tuple[tuple[Observation, ...], ...]:
        """The points cut at every break: only what stands in one segment may be joined by a line."""
        days = sorted({b.on for b in self.breaks})
        cut: dict[int, list[Observation]] = {}
        for point in self.points:
            cut.setdefault(sum(day <= point.to for day in days) if point.to else -1, []).append(point)
        return tuple(tuple(cut[side]) for side in sorted(cut))


Verdict = Literal["same", "compatible", "strained", "contradiction", "plan_met", "plan_exceeded", "plan_missed"]
"""Two statements of one figure: equal; the coarser one holds the finer; both true to the letter but far apart
(`hơn 220 nghìn` and `hơn 270 nghìn`); not both true. A plan and its result: met, exceeded, missed."""


class Finding(Struct, frozen=True, kw_only=True):
    """Two statements about one indicator, place and period, side by side."""

    id: str
    """Stable while the two statements are: the same in the next issue of a report."""
    verdict: Verdict
    left: Observation
    """The earlier published; of a plan and a result, the plan."""
    right: Observation
    certainty: Literal["certain", "likely", "possible"]
    """`likely` where a period is from context; `possible` where one is only the day of publication or derived."""
    difference: Decimal | None = None
    """right - left, where both are single values."""
    percent: Decimal | None = None
    """The same in per cent of left, to two decimals."""
    why: tuple[str, ...] = ()
    """What to keep in mind, as codes: derived, rounding, period_context, period_published, other_period, weak_source,
    qualified, same_article, estimated."""
    copies: tuple[Cite, ...] = ()
    """The same words in syndicated copies, which are not counted again."""
    support: tuple[Cite, ...] = ()
    """Sentences that say the same in words: `vượt 20% so với kế hoạch` for 60 against 50."""


class Claim(Struct, frozen=True):
    """What one article says of a thing that has only one answer."""

    subject: str
    """What it is about, as written: the honour, the document, the body, the unit."""
    said: str
    """The answer, as written: who gave or signed it, which years, which place, how many."""
    cite: Cite


DisputeKind = Literal["giver", "signer", "term", "rank", "units"]
"""Who gave an honour; who signed a document; the years of a term; the standing of a unit among its like; how many
communes, wards and towns it has."""


class Dispute(Struct, frozen=True):
    """Two claims of one thing that can not both be meant."""

    kind: DisputeKind
    left: Claim
    """The earlier published."""
    right: Claim
    why: tuple[str, ...] = ()
    """What to keep in mind, as codes: same_article, on_behalf, weak_source."""


StatementKind = Literal["promised", "demanded", "step"]
"""By the one who is to act; asked of him by another; a step towards it that has its own deadline."""


class Statement(Struct, frozen=True, kw_only=True):
    """One statement of one promise."""

    cite: Cite
    published: date | None
    kind: StatementKind
    text: str
    speaker: str | None = None
    """Who says it: the person speaking or named in the sentence, else None: the article's own words."""
    actor: str | None = None
    """Who is to act, as written."""
    due: date | None = None
    latest: date | None = None
    """A second, last deadline (`chậm nhất là năm 2024`)."""
    due_text: str | None = None
    soon: bool = False
    """Said with `sớm`, and no date."""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None

    @property
    def deadline(self) -> date | None:
        """The last day on which it would be kept."""
        return self.latest or self.due


class Move(Struct, frozen=True):
    """A deadline that changed between two statements."""

    on: date | None
    """Publication of the later statement."""
    before: date | None
    after: date | None
    kind: Literal["later", "earlier", "dropped", "set", "two_deadlines"]
    """`dropped`: said again without a date; `two_deadlines`: within one article."""
    cites: tuple[Cite, ...]


class Evidence(Struct, frozen=True, kw_only=True):
    """A sentence that tells how far a promise has come."""

    cite: Cite
    published: date | None
    at: date | None
    """The day it holds for."""
    kind: Literal["progress", "reached", "fell_short", "unit_ended", "requirement"]
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    of: Decimal | None = None
    unit: str | None = None
    missing: Decimal | None = None
    """What is left of a ratio: 3 of 24/27; comparable where the denominator is not."""
    new_denominator: bool = False
    """Whether `of` is another than in the evidence before."""
    new_standard: bool = False
    """Whether the indicator was defined anew since the deadline: the figure decides nothing then."""


State = Literal["open", "due", "overdue", "unreported", "kept", "reached_later", "missed", "overtaken"]
"""Without a deadline; days left; past its deadline without a report; a target of an indicator whose period is over
without a figure to hold it against; reported reached in time; reported reached for a later time only; reported short
of it; the unit that was to act ended first."""


class Status(Struct, frozen=True, kw_only=True):
    """Where a promise stands on a day, by a stated rule and from cited sentences."""

    on: date
    state: State
    days: int | None = None
    """Days until the deadline (`due`) or since it (`overdue`, `reached_later` by a sentence that says so)."""
    deadline: date | None = None
    rule: str
    """Key of the rule in `baocao.corpus.status.RULES`, which says it in Vietnamese and in English."""
    cites: tuple[Cite, ...] = ()
    basis: str = ""
    """A legal text, where the rule rests on one."""


class Promise(Struct, frozen=True, kw_only=True):
    """One promise, with every statement of it in every article."""

    id: str
    """Stable: made of the place and the goal."""
    goal: str
    """What is to be reached, in the words of the first statement."""
    place: Where | None
    indicator: str | None = None
    """For a numeric target."""
    subject: str | None = None
    """Name of that indicator, where the words of `goal` leave it out (`đến năm 2020 đạt 50 triệu đồng/năm`)."""
    statements: tuple[Statement, ...]
    moves: tuple[Move, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    status: Status
