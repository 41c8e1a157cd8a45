"""The evidence annex: the article's sentences, numbered, with its facts marked by kind."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from msgspec import Struct

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier, Passage
from baocao.span import Span


class Stretch(Struct, frozen=True):
    """A fact as it is marked in the text."""

    start: int
    end: int
    fact: str
    kind: str
    note: str


def annex(dossier: Dossier, targets: Container[str] | None = None) -> tuple[tree.Evidence, ...]:
    """Every numbered passage of the article, or those that `targets` name."""
    marks = sorted(stretches(dossier), key=lambda m: (m.start, -m.end))
    out = []
    for passage in dossier.passages:
        if targets is not None and passage.target not in targets:
            continue
        inside = [m for m in marks if m.start < passage.end and passage.start < m.end]
        out.append(
            tree.Evidence(
                id=passage.target,
                number=passage.label if passage.article else passage.number,
                children=marked(dossier, passage, inside),
                speaker=passage.speaker,
                kind=passage.kind,
            )
        )
    return tuple(out)


def marked(dossier: Dossier, passage: Passage, marks: list[Stretch]) -> tuple[tree.Inline, ...]:
    """The passage's words cut at every mark; where marks nest, the shortest one has the words."""
    cuts = sorted(
        {passage.start, passage.end, *(c for m in marks for c in (m.start, m.end) if passage.start < c < passage.end)}
    )
    out: list[tree.Inline] = []
    for start, end in pairwise(cuts):
        text = _one_line(dossier.article.text[start:end], first=not out, last=end == passage.end)
        if not text:
            continue
        holder = min(
            (m for m in marks if m.start <= start and end <= m.end), key=lambda m: m.end - m.start, default=None
        )
        before = out[-1] if out else None
        if holder is None or not text.strip():
            out.append(tree.Text(text))
        elif isinstance(before, tree.Mark) and before.fact == holder.fact:
            out[-1] = tree.Mark(fact=holder.fact, kind=holder.kind, text=before.text + text, note=holder.note)
        else:
            out.append(tree.Mark(fact=holder.fact, kind=holder.kind, text=text, note=holder.note))
    return tuple(out)


def _one_line(text: str, *, first: bool, last: bool) -> str:
    text = "".join(" " if c.isspace() else c for c in text)
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.lstrip() if first else text
    return text.rstrip() if last else text


def stretches(dossier: Dossier) -> Iterator[Stretch]:
    article, say = dossier.article, dossier.say
    rows: tuple[
        tuple[
            str, tuple[model.Quantity | model.Date | model.Document | model.Commitment | model.Event | model.Award, ...]
        ],
        ...,
    ] = (
        ("quantity", article.quantities),
        ("date", article.dates),
        ("document", article.documents),
        ("commitment", article.commitments),
        ("event", article.events),
        ("award", article.awards),
    )
    for kind, facts in rows:
        for fact in facts:
            note = _note(dossier, fact.id, fact.rule, Span(fact.start, fact.end))
            yield Stretch(fact.start, fact.end, dossier.key(fact.id), kind, note)
    for kind, names in (("person", article.people), ("organization", article.organizations), ("place", article.places)):
        for name in names:
            for mention in name.mentions:
                note = _note(dossier, name.id, "", mention)
                yield Stretch(mention.start, mention.end, dossier.key(name.id), kind, note)
    for i, left in enumerate(article.abstained, 1):
        if dossier.quantity(left.quantity) is not None:
            continue  # marked as the quantity it is
        reason = say.gettext("no fact: {reason}").format(reason=left.reason)
        yield Stretch(left.start, left.end, dossier.key(f"x{i}"), "abstained", f"{reason} · {left.start}–{left.end}")


def _note(dossier: Dossier, fact: str, rule: str, span: Span) -> str:
    """Id, rule and offsets of a mark, for the reader who wants to check the machine."""
    by = dossier.say.gettext("rule {rule}").format(rule=rule) if rule else ""
    where = dossier.say.gettext("characters {start}–{end}").format(start=span.start, end=span.end)
    return " · ".join(part for part in (fact, by, where) if part)
