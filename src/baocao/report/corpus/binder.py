"""The binder: many articles, each a numbered dossier, so that every print can name its article and its sentence.

Articles are numbered in the order of publication. Sentence 20 of article 6 is printed 6:20 and is `sentence-6-20`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from baocao import model
from baocao.corpus.collection import Corpus
from baocao.corpus.record import Cite, Entry, Observation, Where
from baocao.errors import ReportError
from baocao.report import tree
from baocao.report.dossier import Dossier, declared
from baocao.report.indicator import english
from baocao.report.messages import Catalogue, catalogue
from baocao.report.number import day, number
from baocao.report.phrase import fill
from baocao.span import Span


class Binder:
    """A corpus, read for one report in one language."""

    def __init__(self, corpus: Corpus, lang: str) -> None:
        self.corpus = corpus
        self.lang = lang
        self.say: Catalogue = catalogue(lang)
        self._dossiers: dict[str, Dossier] = {}
        self._numbers = {entry.id: n for n, entry in enumerate(corpus.entries, 1)}

    # ── articles ─────────────────────────────────────────────────────────────

    def number(self, article: str) -> int:
        """Number of an article in this report, from 1."""
        return self._numbers[article]

    def dossier(self, article: str) -> Dossier:
        """The dossier of an article, made when it is first asked for."""
        if article not in self._dossiers:
            self._dossiers[article] = Dossier(self.corpus.article(article), self.lang, self._numbers[article])
        return self._dossiers[article]

    def dossiers(self) -> Iterator[tuple[Entry, Dossier]]:
        """Every article in its order."""
        return ((entry, self.dossier(entry.id)) for entry in self.corpus.entries)

    def article(self, id_: str) -> tree.Inline:
        """The number of an article, linked to it in the annex."""
        number = self.number(id_)
        return tree.Link(f"#article-{number}", (tree.Declared(str(number), "article number"),))

    # ── figures ──────────────────────────────────────────────────────────────

    def at(self, cite: Cite, text: str = "") -> tree.Cite:
        """A link to the sentence of `cite`, printed as its number."""
        dossier = self.dossier(cite.article)
        passage = dossier.passage(cite.start)
        if passage is None:
            raise ReportError(
                "a cited place stands in no numbered passage",
                where=f"{cite.article}:{cite.start}",
                remedy="please report it with the article",
            )
        fact = dossier.key(cite.fact) if cite.fact else f"s{dossier.number}-{passage.number}"
        return tree.Cite(fact=fact, text=text or passage.label, target=passage.target)

    def value(self, seen: Observation) -> tuple[tree.Inline, ...]:
        """The figure of an observation as its article gives it, linked; a milestone in the article's own words."""
        dossier = self.dossier(seen.cite.article)
        fact = dossier.facts.get(seen.cite.fact)
        if isinstance(fact, model.Quantity | model.Derived):
            return (dossier.cite(fact),)
        return self.words(seen.cite)

    def words(self, cite: Cite) -> tuple[tree.Inline, ...]:
        """The cited words themselves; their figures are links."""
        return self.dossier(cite.article).words(Span(cite.start, cite.end))

    def sentence(self, cite: Cite) -> tuple[tree.Inline, ...]:
        """The whole sentence of `cite`; its figures are links."""
        dossier = self.dossier(cite.article)
        passage = dossier.passage(cite.start)
        return dossier.words(passage) if passage else self.words(cite)

    # ── names, places, days ──────────────────────────────────────────────────

    def name(self, key: str, name: str) -> tuple[tree.Inline, ...]:
        """An indicator by the name of its table in the report's language, else as the article words it."""
        text = english().get(key, name) if self.lang != "vi" else name
        return quoted(text[:1].upper() + text[1:])

    def place(self, where: Where | None) -> tuple[tree.Inline, ...]:
        return quoted(where.label) if where else (tree.Text("–"),)

    def day(self, value: date | None) -> tuple[tree.Inline, ...]:
        """A resolved day; a dash where there is none."""
        return (self.dated(value),) if value else (tree.Text("–"),)

    def dated(self, value: date) -> tree.Declared:
        return tree.Declared(day(value, self.lang), "resolved date")

    def published(self, value: date | None) -> tuple[tree.Inline, ...]:
        """The day of publication, or that the page gives none."""
        return (tree.Declared(day(value, self.lang), "header"),) if value else fill(self.say.gettext("no date"))

    def period(self, first: date | None, last: date | None) -> tuple[tree.Inline, ...]:
        """A reference period as short as it can be said."""
        text = span(first, last, self.lang)
        return (tree.Declared(text, "resolved date"),) if text else (tree.Text("–"),)

    def count(self, n: int) -> tree.Declared:
        """A count that the report makes of its own records."""
        return tree.Declared(number(Decimal(n), self.lang), "count")


def quoted(text: str) -> tuple[tree.Inline, ...]:
    """Words of an article or a table whose digits are no figures of their own."""
    return tuple(declared(" ".join(text.split()), "quoted"))


def span(first: date | None, last: date | None, lang: str) -> str:
    """2012; 2015–2020; 6/2016; 16/06/2020; first day – last day."""
    if last is None:
        return ""
    if first is None or first == last:
        return day(last, lang)
    whole = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    if whole:
        return str(last.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{last.month}/{last.year}"
    return f"{day(first, lang)} – {day(last, lang)}"
