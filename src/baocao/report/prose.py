"""Figures in prose: a pattern whose holes name facts, so that no number in a sentence is typed by hand."""

from __future__ import annotations

from string import Formatter

from baocao import model
from baocao.errors import ReportError
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.phrase import Part, fill


def say(dossier: Dossier, pattern: str, facts: dict[str, str]) -> tuple[tree.Block, ...]:
    """One paragraph; a hole is a fact's id, or a keyword given a fact's id; `{q12.text}` prints the article's words.

    Raises ReportError naming the hole that names no fact.
    """
    parts: dict[str, Part] = {}
    try:
        holes = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    except ValueError as error:
        raise ReportError(
            f"prose {pattern!r} can not be read ({error})", remedy="write {{ and }} for literal braces"
        ) from None
    for hole in holes:
        name, _, face = hole.partition(".")
        parts[hole] = figure(dossier, facts.get(name, name), face)
    return (tree.Paragraph(fill(pattern, **parts)),)


def figure(dossier: Dossier, fact_id: str, face: str = "") -> tree.Cite:
    """The fact with this id as a linked figure."""
    fact = dossier.facts.get(fact_id)
    if fact is None:
        raise ReportError(
            f"no fact {fact_id!r} in this article", remedy="ids are those of the parsed article: q1, d1, i1, v1 …"
        )
    if face not in ("", "text"):
        raise ReportError(f"a fact has no face {face!r}", remedy="write {q1} or {q1.text}")
    if isinstance(fact, model.Indicator) and (quantity := dossier.quantity(fact.quantity)) is not None:
        fact = quantity
    place = dossier.place(fact)
    return dossier.cite(fact, dossier.surface(place) if face == "text" and place is not None else None)
