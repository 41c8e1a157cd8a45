"""Statements of promises: the parser's commitments, and sentences that say a known goal again.

The parser leaves out what one office demands of another; beside a promise that is known, such a sentence is a
statement of it (`yêu cầu huyện phấn đấu đến năm 2023, chậm nhất là năm 2024, trở thành quận`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from baocao.corpus import goal as goals
from baocao.corpus import target, unit
from baocao.corpus.collection import Corpus, once
from baocao.corpus.goal import Goal
from baocao.corpus.locate import Locator, where
from baocao.corpus.record import Entry, Statement, StatementKind, Where
from baocao.facts.figures import amount
from baocao.facts.interval import written
from baocao.lexicon import alternation, table
from baocao.model import Article, Commitment, Date, Quantity, Sentence
from baocao.span import Spanned, overlap

_SOON = re.compile(r"(?<!\w)sớm(?!\w)", re.IGNORECASE)
_BEFORE = 18
"""Characters before a date in which `chậm nhất` makes it the last one."""
_QUIET = frozenset({"heading", "caption", "byline"})


class Said(NamedTuple):
    """A statement with what it aims at and the unit that is to get there."""

    statement: Statement
    goal: Goal
    place: Where | None


class Report(NamedTuple):
    """A sentence with a figure: what may tell how far a promise has come."""

    speech: Speech
    sentence: Sentence
    number: int
    """Its number in the article, from 1."""
    subject: str | None
    """Code of the unit it is about."""
    syllables: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    figure: Quantity


class Speech:
    """One article, asked for what it says of promises."""

    def __init__(self, entry: Entry, article: Article) -> None:
        self.entry, self.article = entry, article
        self.at = Locator(entry.id, article)
        self._targets = {t.commitment.id: t for t in target.targets(article)}

    # ── what is asked of every sentence ──────────────────────────────────────

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that state things: no headings, captions or questions of the interviewer."""
        return tuple(
            s for s in self.article.sentences if self.article.blocks[s.block].kind not in _QUIET and not self._asked(s)
        )

    def words(self, at: Spanned) -> str:
        return " ".join(self.article.text[at.start : at.end].split())

    def subject(self, at: Spanned) -> Where | None:
        """The unit a sentence is about: the smallest it names, else the article's.

        The bare word for a unit means the article's own (`Phó Bí thư Thành ủy Hà Nội yêu cầu huyện …`).
        """
        main = self.at.main
        named = [p for p in self.article.places if p.unit_code and any(overlap(m, at) for m in p.mentions)]
        if not named:
            return main
        smallest = max(named, key=lambda p: len(p.unit_code or ""))
        if main is not None and len(main.code) > len(smallest.unit_code or ""):
            bare = re.search(rf"(?<!\w)(?i:{main.kind})(?! [A-ZĐ])(?!\w)", self.words(at))
            if bare:
                return main
        return where(smallest, "stated")

    def subjects(self, at: Spanned) -> frozenset[str]:
        """The codes of the units a sentence is about: of several of the smallest level (`huyện A và huyện B`) all."""
        one = self.subject(at)
        if one is None:
            return frozenset()
        named = {p.unit_code for p in self.article.places if p.unit_code and any(overlap(m, at) for m in p.mentions)}
        same = {code for code in named if len(code) == len(one.code)}
        return frozenset({one.code} | same) if one.code in named else frozenset({one.code})

    def sentence_of(self, at: Spanned) -> Spanned:
        number = self.at.sentence(at.start)
        return self.article.sentences[number - 1] if number else at

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The stating sentences that have a figure."""
        return tuple(
            Report(
                self,
                sentence,
                self.at.cite(sentence).sentence,
                subject.code if (subject := self.subject(sentence)) else None,
                goals.syllables(words := self.words(sentence)),
                goals.runs(words),
                figure,
            )
            for sentence in self.sentences
            if (figure := next((q for q in self.article.quantities if overlap(q, sentence)), None))
        )

    # ── commitments ──────────────────────────────────────────────────────────

    def commitments(self) -> Iterator[Said]:
        """Every commitment of the article with its goal."""
        for c in self.article.commitments:
            aimed = self._goal(c)
            figure = next((q for q in self.article.quantities if q.id == c.target), None)
            statement = Statement(
                cite=self.at.cite(c, c.id),
                published=self.entry.published,
                kind="promised",
                text=self.words(c),
                speaker=self.at.speaker(c),
                actor=c.actor,
                due=c.due,
                due_text=c.due_text,
                soon=c.due is None and bool(_SOON.search(self.words(c))),
                low=aimed.low,
                high=aimed.high,
                unit=aimed.unit or (figure.unit if figure else None),
            )
            yield Said(statement, aimed, self.subject(self.sentence_of(c)))

    def _goal(self, c: Commitment) -> Goal:
        aimed = self._targets.get(c.id)
        if aimed is not None:
            figure = next(q for q in self.article.quantities if q.id == aimed.quantity)
            times, shown = unit.factor(figure.unit)
            allowed = amount(figure)
            low, high, _, _ = written(allowed) if allowed else (figure.low, figure.high, False, False)
            return Goal(
                kind="number",
                words=aimed.key + ("~" if aimed.change else ""),
                low=None if low is None else low * times,
                high=None if high is None else high * times,
                unit=shown,
                due=c.due,
                subject=aimed.name if aimed.inherited else None,
            )
        return goals.unit_goal(c.state) or Goal(kind="words", words=self._core(c))

    def _core(self, c: Commitment) -> str:
        """What is promised: from its verb on, and behind one that only promises (`phấn đấu`)."""
        words = self.words(c)
        at = words.lower().find(c.verb) if c.verb else -1
        if c.verb is None or at < 0:
            return words
        behind = words[at + len(c.verb) :].strip(" ,:")
        return behind if behind and cues("aim").search(c.verb) else words[at:]

    # ── a known goal, said again ─────────────────────────────────────────────

    def echoes(self, kind: str, taken: list[Spanned]) -> Iterator[Statement]:
        """Sentences that set or repeat the goal of becoming a `kind` and are no commitments of their own."""
        becoming = goals.becoming(kind)
        for sentence in self.sentences:
            words = self.article.text[sentence.start : sentence.end]
            if not becoming.search(words) or any(overlap(sentence, span) for span in taken):
                continue
            said = self._kind(words)
            due, latest = self._dues(sentence)
            if said is None or not (due or latest or _SOON.search(words)):
                continue
            yield Statement(
                cite=self.at.cite(sentence),
                published=self.entry.published,
                kind=said,
                text=self.words(sentence),
                speaker=self._named(sentence) or self.at.speaker(sentence),
                due=_end(due) if due else None,
                latest=_end(latest) if latest else None,
                due_text=self.words(due) if due else None,
                soon=not due and not latest,
            )

    def steps(self, kind: str, place: Where) -> Iterator[Statement]:
        """Dated acts for a unit in an article whose title is about its becoming a `kind`: one statement a sentence."""
        title = self.article.metadata.title or ""
        if not goals.becoming(kind).search(title):
            return
        told: set[int] = set()
        for c in self.article.commitments:
            sentence = self.sentence_of(c)
            if sentence.start in told:
                continue
            subject = self.subject(sentence)
            if c.due is None or goals.unit_goal(c.state) or subject is None or subject.code != place.code:
                continue
            dates = [_end(d) for d in self.article.dates if overlap(d, sentence)]
            last = max((d for d in dates if d), default=c.due)
            told.add(sentence.start)
            yield Statement(
                cite=self.at.cite(c, c.id),
                published=self.entry.published,
                kind="step",
                text=self.words(c),
                speaker=self.at.speaker(c),
                actor=c.actor,
                due=c.due,
                latest=last if last > c.due else None,
                due_text=c.due_text,
            )

    def _kind(self, words: str) -> StatementKind | None:
        if cues("demand").search(words):
            return "demanded"
        return "promised" if cues("aim").search(words) else None

    def _dues(self, sentence: Spanned) -> tuple[Date | None, Date | None]:
        """The deadline of a sentence, and its last one."""
        due, latest = None, None
        published = self.entry.published
        for d in self.article.dates:
            end = _end(d)
            if not overlap(d, sentence) or end is None or (published and end < published):
                continue
            before = self.article.text[max(sentence.start, d.start - _BEFORE) : d.start]
            if cues("latest").search(before):
                latest = latest or d
            else:
                due = due or d
        return due, latest

    def _named(self, sentence: Spanned) -> str | None:
        """The one person whom a sentence names."""
        named = {p.name for p in self.article.people if any(overlap(m, sentence) for m in p.mentions)}
        return named.pop() if len(named) == 1 else None

    def _asked(self, at: Spanned) -> bool:
        return any(turn.role == "reporter" and overlap(turn, at) for turn in self.article.turns)


def _end(d: Date) -> date | None:
    """The last day that a deadline leaves: `trước năm 2025` is 31 December 2024."""
    if d.edge == "trước" and d.from_ is not None:
        return d.from_ - timedelta(days=1)
    return d.to


@once
def speeches(corpus: Corpus) -> tuple[Speech, ...]:
    """The articles of a corpus to be asked; copies say nothing of their own."""
    return tuple(Speech(entry, article) for entry, article in corpus if entry.copy_of is None)


@cache
def cues(kind: str) -> re.Pattern[str]:
    """The words of a kind of cue to what became of a promise."""
    words = alternation(row["cue"] for row in table("promise_cues") if row["kind"] == kind)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
