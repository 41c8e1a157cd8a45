"""The dossier: one article with its facts by id, its numbered sentences, and the language of the report.

Every component asks the dossier for printed figures, so each comes out as a `Cite` that names its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from baocao import model
from baocao.errors import ReportError
from baocao.report import number
from baocao.report.messages import Catalogue, catalogue
from baocao.report.number import Amount
from baocao.report.tree import Cite, Declared, Inline, Text
from baocao.span import Span, Spanned, overlap

Fact: TypeAlias = (
    model.Quantity
    | model.Date
    | model.Document
    | model.Person
    | model.Name
    | model.Indicator
    | model.Commitment
    | model.Event
    | model.Award
    | model.Derived
    | model.Discrepancy
)

Atom: TypeAlias = model.Quantity | model.Date | model.Document
"""What is linked where the article's own words are printed."""
DIGITS = re.compile(r"\d+(?:[.,/:-]\d+)*")
"""A run of digits with the marks that numbers, clock times and dates carry inside."""
_SPACES = re.compile(r"\s+")

TIME_WORDS = frozenset({"Ngày", "Sáng", "Chiều", "Tối", "Tháng", "Quý", "Năm", "Nhiệm", "Giai", "Cuối", "Đầu", "Giữa"})
"""Words that a date begins with, capital where it opens a sentence."""
BOUND_WORDS = {
    "about": ("khoảng", "xấp xỉ", "chừng", "trên dưới", "ước", "cỡ"),
    "above": ("hơn", "trên", "vượt", "quá"),
    "below": ("gần", "dưới", "chưa đến", "chưa tới", "chưa đầy", "không quá", "ngót"),
    "at_least": ("ít nhất", "tối thiểu", "không dưới", "không ít hơn", "từ"),
    "at_most": ("tối đa", "nhiều nhất", "không quá", "không vượt quá"),
}
"""Approximators by bound, the one printed by default first; the article's own word is preferred."""


class Passage(Struct, frozen=True):
    """A numbered stretch of the article in the evidence annex: a sentence, or a line that is none."""

    number: int
    start: int
    end: int
    kind: str
    speaker: str = ""
    article: int = 0
    """Number of its article in a report on many; 0 in a report on one."""

    @property
    def target(self) -> str:
        return f"sentence-{self.article}-{self.number}" if self.article else f"sentence-{self.number}"

    @property
    def label(self) -> str:
        """Its number as it is printed: 20, in a report on many articles 6:20."""
        return f"{self.article}:{self.number}" if self.article else str(self.number)


class Dossier:
    """One article, read for one report in one language; in a report on many articles it has a number."""

    def __init__(self, article: model.Article, lang: str, number: int = 0) -> None:
        self.article = article
        self.lang = lang
        self.number = number
        self.say: Catalogue = catalogue(lang)
        self.facts: dict[str, Fact] = {fact.id: fact for fact in _facts(article)}
        self.corrected = frozenset(
            c.fact
            for c in article.corrections
            if c.fact and c.status == "applied" and c.do in ("change", "add") and c.code != "agreed"
        )
        """Ids of the facts that a person changed or added, and that the rules do not read so by themselves."""
        self.passages: tuple[Passage, ...] = tuple(_passages(article, number))
        self._in_order = sorted(self.passages, key=lambda p: p.start)
        self._starts = [p.start for p in self._in_order]
        atoms: list[Atom] = [*article.quantities, *article.dates, *article.documents]
        self._atoms = sorted(atoms, key=lambda a: (a.start, -a.end))
        self._atom_starts = [a.start for a in self._atoms]
        self._longest = max((a.end - a.start for a in atoms), default=0)

    # ── where ────────────────────────────────────────────────────────────────

    def passage(self, start: int) -> Passage | None:
        """The numbered passage that holds the code point `start`."""
        at = bisect_right(self._starts, start) - 1
        return self._in_order[at] if at >= 0 and start < self._in_order[at].end else None

    def place(self, fact: Fact) -> Spanned | None:
        """Where a fact stands first; None for one that nobody stated."""
        if isinstance(fact, model.Person | model.Name):
            return fact.mentions[0] if fact.mentions else None
        if isinstance(fact, model.Derived):
            return None
        if isinstance(fact, model.Discrepancy):
            return fact.spans[0] if fact.spans else None
        return fact

    def key(self, fact: str) -> str:
        """Id of a fact in its report: q12, in a report on many articles 6-q12."""
        return f"{self.number}-{fact}" if self.number else fact

    def target(self, fact: Fact) -> str:
        """Id of the evidence block that a print of `fact` opens."""
        if isinstance(fact, model.Derived):
            return f"derived-{self.key(fact.id)}"
        place = self.place(fact)
        passage = None if place is None else self.passage(place.start)
        if passage is None:
            raise ReportError(
                f"fact {fact.id} stands in no numbered passage",
                where=self.article.source.path,
                remedy="please report it with the article",
            )
        return passage.target

    def sentence_number(self, fact: Fact) -> Cite | None:
        """The number of the fact's sentence, as a link to it."""
        place = self.place(fact)
        passage = None if place is None else self.passage(place.start)
        return None if passage is None else Cite(fact=self.key(fact.id), text=passage.label, target=passage.target)

    # ── what it says ─────────────────────────────────────────────────────────

    def surface(self, span: Spanned) -> str:
        """The article's own words in `span`, on one line."""
        return _SPACES.sub(" ", self.article.text[span.start : span.end]).strip()

    def quantity(self, fact_id: str | None) -> model.Quantity | None:
        fact = self.facts.get(fact_id or "")
        return fact if isinstance(fact, model.Quantity) else None

    def date(self, fact_id: str | None) -> model.Date | None:
        fact = self.facts.get(fact_id or "")
        return fact if isinstance(fact, model.Date) else None

    def bound(self, quantity: model.Quantity) -> str:
        """The approximator in the report's language: the article's own word where it stands beside the number."""
        if quantity.bound == "exact":
            return ""
        words = BOUND_WORDS[quantity.bound]
        before = self.surface(Span(max(0, quantity.start - 20), quantity.start)).lower() if quantity.start else ""
        word = next((w for w in words if before.endswith(w)), words[0])
        return self.say.pgettext("bound", word) if self.lang != "vi" else word

    def amount(self, quantity: model.Quantity) -> Amount:
        """The printed amount of a stated quantity."""
        low, high = quantity.low, quantity.high
        return number.amount(
            low, high, quantity.unit, self.lang, per=quantity.per, of=quantity.of, bound=self.bound(quantity)
        )

    def computed(self, derived: model.Derived) -> str:
        """The printed value of a derived fact."""
        return number.interval(
            derived.low,
            derived.high,
            derived.unit,
            self.lang,
            per=derived.per,
            low_open=derived.low_open,
            high_open=derived.high_open,
        )

    def cite(self, fact: Fact, text: str | None = None) -> Cite:
        """`fact` printed as `text` (by default its own value), linked to what supports it."""
        if text is None:
            if isinstance(fact, model.Quantity):
                text = str(self.amount(fact))
            elif isinstance(fact, model.Derived):
                text = self.computed(fact)
            elif isinstance(fact, model.Person | model.Name | model.Indicator | model.Event | model.Award):
                text = fact.name
            elif isinstance(fact, model.Date):
                text = self.period(fact)
            else:
                text = self.surface(self.place(fact) or Span(0, 1))
        status = (
            "derived" if isinstance(fact, model.Derived) else "corrected" if fact.id in self.corrected else "stated"
        )
        return Cite(fact=self.key(fact.id), text=text, target=self.target(fact), status=status)  # type: ignore[arg-type]

    def period(self, fact: model.Date) -> str:
        """A date in the report's language: the article's words in vi, the resolved days in en."""
        if self.lang == "vi":
            return self._when(fact)
        if fact.from_ is None or fact.to is None:
            return self.say.pgettext("time", self.surface(fact).lower()) or self.surface(fact)
        first, last = fact.from_, fact.to
        whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if whole_years:
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first == last:
            return number.day(first, self.lang)
        return f"{number.day(first, self.lang)} – {number.day(last, self.lang)}"

    def _when(self, fact: model.Date) -> str:
        """A date in the article's words as they stand inside a sentence: `năm 2022`, `đến nay`."""
        text = self.surface(fact)
        if text.lower() == "nay":
            before = self.surface(Span(max(0, fact.start - 5), fact.start)).lower() if fact.start else ""
            return "đến nay" if before.endswith("đến") else text.lower()
        first, _, rest = text.partition(" ")
        return f"{first.lower()} {rest}" if rest and first in TIME_WORDS else text

    def atoms(self, span: Spanned) -> list[Atom]:
        """The quantities, dates and documents that share a character with `span`, the longer first at one start."""
        first = bisect_left(self._atom_starts, span.start - self._longest)
        last = bisect_left(self._atom_starts, span.end)
        return [atom for atom in self._atoms[first:last] if overlap(atom, span)]

    def words(self, span: Spanned, *, cited: bool = True) -> tuple[Inline, ...]:
        """The article's words in `span`; figures are links to their sentence, other digits are declared as quoted."""
        inside: list[Atom] = []
        for atom in self.atoms(span) if cited else ():
            if span.start <= atom.start and atom.end <= span.end and (not inside or inside[-1].end <= atom.start):
                inside.append(atom)
        out: list[Inline] = []
        at = span.start
        for atom in inside:
            out += self.quoted(self.article.text[at : atom.start])
            out.append(self.cite(atom, _SPACES.sub(" ", self.article.text[atom.start : atom.end])))
            at = atom.end
        out += self.quoted(self.article.text[at : span.end])
        return tuple(out)

    def quoted(self, text: str) -> tuple[Inline, ...]:
        """Words taken over from the article, whose digits are no figures of it (`khóa XXIV`, `nhiệm kỳ 24`, a name)."""
        return tuple(declared(_SPACES.sub(" ", text), "quoted"))

    def count(self, n: int) -> Declared:
        """A count that the report makes of its own records."""
        return Declared(text=number.number(Decimal(n), self.lang), reason="count")


def declared(text: str, reason: str) -> Iterator[Inline]:
    """`text` with each run of digits declared for `reason`."""
    at = 0
    for run in DIGITS.finditer(text):
        if run.start() > at:
            yield Text(text[at : run.start()])
        yield Declared(text=run[0], reason=reason)
        at = run.end()
    if at < len(text):
        yield Text(text[at:])


def _facts(article: model.Article) -> Iterator[Fact]:
    yield from article.quantities
    yield from article.dates
    yield from article.documents
    yield from article.people
    yield from article.organizations
    yield from article.places
    yield from article.indicators
    yield from article.commitments
    yield from article.events
    yield from article.awards
    yield from article.derived
    yield from article.discrepancies


def _spans(article: model.Article) -> Iterator[Spanned]:
    """Every place that a print of a fact may open."""
    for fact in _facts(article):
        if isinstance(fact, model.Person | model.Name):
            yield from fact.mentions
        elif isinstance(fact, model.Discrepancy):
            yield from fact.spans
        elif not isinstance(fact, model.Derived):
            yield fact
    yield from article.abstained


def _passages(article: model.Article, number: int) -> Iterator[Passage]:
    """The sentences in their order, then each line that holds a fact and belongs to no sentence."""
    sentences = sorted(article.sentences, key=lambda s: s.start)
    starts = [s.start for s in sentences]
    n = 0
    for sentence in article.sentences:
        n += 1
        kind = article.blocks[sentence.block].kind if sentence.block < len(article.blocks) else "paragraph"
        yield Passage(n, sentence.start, sentence.end, kind, _speaker(article, sentence), number)
    seen: list[Spanned] = []
    for span in sorted(_spans(article), key=lambda s: s.start):
        at = bisect_right(starts, span.start) - 1
        if (at >= 0 and span.start < sentences[at].end) or any(s.start <= span.start < s.end for s in seen[-1:]):
            continue
        line = _line(article.text, span.start, sentences)
        seen.append(line)
        n += 1
        yield Passage(n, line.start, line.end, "heading", _speaker(article, line), number)


def _line(text: str, at: int, sentences: Iterable[Spanned]) -> Span:
    """The line around `at`, without the sentences that share it."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    for sentence in sentences:
        if sentence.end <= at:
            start = max(start, sentence.end)
        elif sentence.start > at:
            end = min(end, sentence.start)
            break
    return Span(start, max(end, at + 1))


def _speaker(article: model.Article, span: Spanned) -> str:
    return next((turn.speaker for turn in article.turns if overlap(turn, span)), "")
