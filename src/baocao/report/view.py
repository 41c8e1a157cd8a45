"""An article in an analyst's hands: `article.show()`, `article.quantities.frame()`, and every component of a report.

import baocao
article = baocao.open("articles/2020-06-16_thanh-tri_phong-van-bi-thu.txt")
article.show()
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from baocao import model
from baocao.errors import ReportError
from baocao.report import components, evidence, tree
from baocao.report.component import Component
from baocao.report.dossier import Passage, declared
from baocao.report.evidence import Stretch
from baocao.report.frame import Facts
from baocao.span import overlap

MARKED = (
    "quantity",
    "date",
    "document",
    "person",
    "organization",
    "place",
    "commitment",
    "event",
    "award",
    "abstained",
)
"""Kinds of fact that `show` marks."""


def open(article: str | Path | model.Article, *, lang: str = "vi") -> View:
    """An article file, its parsed JSON, or a record of `baocao.parse`, ready to be looked at.

    A relative path is looked for from the working folder upwards, so that a notebook finds `articles/` from its own
    folder; an article file is read with its corrections, if `corrections/` there has any.
    `lang` (vi or en) is the language of labels and hover texts; the article's own words stay as they are.
    Raises BaocaoError naming the file when it is missing or can not be read.
    """
    return View(components.open(article, lang=lang))


class View:
    """One article: its facts as tuples that give pandas frames, its text with the facts marked, its report.

    `article.record` is the plain record that `baocao.parse` gave; `article.report` has every component of a report
    (`article.report.chart_levels()`, `article.report.commitments()`, …).
    """

    def __init__(self, report: components.Report) -> None:
        self.report = report
        self.record: model.Article = report.article
        self._dossier = report.dossier

    # ── to look at ───────────────────────────────────────────────────────────

    def show(self, *kinds: str) -> Component:
        """The article's text with its facts marked by kind; hovering a mark tells value, id, rule and place.

        Without `kinds` all are marked; `article.show("quantity", "date")` marks only these.
        """
        for kind in kinds:
            if kind not in MARKED:
                raise ReportError(f"show marks no {kind!r}", remedy=f"use any of: {', '.join(MARKED)}")
        marks = [self._told(m) for m in evidence.stretches(self._dossier) if not kinds or m.kind in kinds]
        marks.sort(key=lambda m: (m.start, -m.end))
        blocks = tuple(self._paragraph(p, kind, marks) for p, kind in self._paragraphs())
        return Component((tree.Group(blocks, lang="vi", role="evidence"),), self.report.lang)

    def _paragraphs(self) -> Iterator[tuple[Passage, str]]:
        """The article's blocks, and lines of its head that hold a fact and belong to no block, in text order."""
        blocks = self.record.blocks
        loose = [p for p in self._dossier.passages if not any(overlap(p, b) for b in blocks)]
        rows = [(b.start, b.end, b.kind) for b in blocks] + [(p.start, p.end, "") for p in loose]
        for start, end, kind in sorted(rows):
            yield Passage(0, start, end, kind), kind

    def _paragraph(self, passage: Passage, kind: str, marks: list[Stretch]) -> tree.Block:
        inside = [m for m in marks if m.start < passage.end and passage.start < m.end]
        nodes: list[tree.Inline] = []
        for node in evidence.marked(self._dossier, passage, inside):
            # the article's own words, some of whose digits no fact covers
            nodes += declared(node.text, "quoted") if isinstance(node, tree.Text) else (node,)
        if kind == "heading":
            return tree.Paragraph((tree.Strong(tuple(nodes)),))
        return tree.Paragraph(tuple(nodes), "lead" if kind == "lead" else "")

    def _told(self, mark: Stretch) -> Stretch:
        """The mark with what was understood before its id, rule and place."""
        told = self._understood(mark)
        return replace(mark, note=f"{told} · {mark.note}") if told else mark

    def _understood(self, mark: Stretch) -> str:
        fact, dossier = self._dossier.facts.get(mark.fact), self._dossier
        if isinstance(fact, model.Quantity):
            amount = str(dossier.amount(fact))
            names = [i.name for i in self.record.indicators if i.quantity == fact.id]
            return f"{names[0]}: {amount}" if names else amount
        if isinstance(fact, model.Date):
            days = [day.isoformat() if day else "…" for day in (fact.from_, fact.to)]
            return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"
        if isinstance(fact, model.Document):
            return " ".join(filter(None, (fact.type, fact.number)))
        if isinstance(fact, model.Person):
            return ", ".join((fact.name, *fact.roles))
        if isinstance(fact, model.Name):
            return " ".join(filter(None, (fact.kind, fact.name, fact.unit_code)))
        if isinstance(fact, model.Commitment):
            due = fact.due.isoformat() if fact.due else fact.due_text
            return " → ".join(filter(None, (fact.actor, due)))
        return fact.name if isinstance(fact, model.Event | model.Award) else ""

    def sentence(self, fact: str) -> str:
        """The sentence of the article that a fact stands in, by the fact's id; empty for a value nobody stated."""
        if fact not in self._dossier.facts:
            raise ReportError(
                f"no fact {fact!r}", where=self.record.source.path, remedy="ids are in the frames: q1, i1 …"
            )
        place = self._dossier.place(self._dossier.facts[fact])
        passage = self._dossier.passage(place.start) if place else None
        return self._dossier.surface(passage) if passage else ""

    def __repr__(self) -> str:
        title = self.record.metadata.title or self.record.source.path
        return (
            f"<Article {title!r}: {len(self.record.quantities)} quantities, {len(self.record.commitments)} commitments>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        """Displayed by its name alone, an article shows its cover."""
        return self.report.cover()._repr_mimebundle_()

    # ── facts, each kind a tuple with a frame ────────────────────────────────

    @property
    def text(self) -> str:
        """The article's text, which every `start` and `end` counts in."""
        return self.record.text

    @property
    def metadata(self) -> model.Metadata:
        """Title, date, outlet, author and address, as the page states them."""
        return self.record.metadata

    @property
    def quantities(self) -> Facts[model.Quantity]:
        """Every number that says how much, how many or what share."""
        return Facts(self.record.quantities, self._dossier, "quantities")

    @property
    def dates(self) -> Facts[model.Date]:
        """Days, months, quarters, years, terms, as first and last day."""
        return Facts(self.record.dates, self._dossier, "dates")

    @property
    def documents(self) -> Facts[model.Document]:
        """Legal and Party documents named by number or title."""
        return Facts(self.record.documents, self._dossier, "documents")

    @property
    def people(self) -> Facts[model.Person]:
        """People, each once, with their roles."""
        return Facts(self.record.people, self._dossier, "people")

    @property
    def organizations(self) -> Facts[model.Name]:
        """Bodies and offices."""
        return Facts(self.record.organizations, self._dossier, "organizations")

    @property
    def places(self) -> Facts[model.Name]:
        """Places, with official codes where there are any."""
        return Facts(self.record.places, self._dossier, "places")

    @property
    def indicators(self) -> Facts[model.Indicator]:
        """What a quantity measures, where, when, how it moved, and how it stands against the plan."""
        return Facts(self.record.indicators, self._dossier, "indicators")

    @property
    def commitments(self) -> Facts[model.Commitment]:
        """What someone will do or aims to reach, with the deadline."""
        return Facts(self.record.commitments, self._dossier, "commitments")

    @property
    def events(self) -> Facts[model.Event]:
        """Congresses, ceremonies, recognitions, mottoes."""
        return Facts(self.record.events, self._dossier, "events")

    @property
    def awards(self) -> Facts[model.Award]:
        """Honours, with giver and receiver."""
        return Facts(self.record.awards, self._dossier, "awards")

    @property
    def derived(self) -> Facts[model.Derived]:
        """Values that nobody stated, each with its formula."""
        return Facts(self.record.derived, self._dossier, "derived")

    @property
    def discrepancies(self) -> Facts[model.Discrepancy]:
        """Statements that do not agree with each other or with arithmetic."""
        return Facts(self.record.discrepancies, self._dossier, "discrepancies")

    @property
    def abstained(self) -> Facts[model.Abstained]:
        """Numbers that became no indicator, and why."""
        return Facts(self.record.abstained, self._dossier, "abstained")

    @property
    def turns(self) -> Facts[model.Turn]:
        """Who speaks from where to where."""
        return Facts(self.record.turns, self._dossier, "turns")

    @property
    def sentences(self) -> Facts[model.Sentence]:
        """The sentences, numbered as in the report's annex."""
        return Facts(self.record.sentences, self._dossier, "sentences")

    @property
    def corrections(self) -> Facts[model.Correction]:
        """What people corrected, kept or in conflict."""
        return Facts(self.record.corrections, self._dossier, "corrections")
