"""The annex of a report on many articles: the cited sentences, article by article, and the derivations they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from baocao.corpus.record import Entry
from baocao.report import tree
from baocao.report.checks import derivation
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.crossref import SAFE_URL, walk
from baocao.report.dossier import Dossier
from baocao.report.evidence import annex as sentences
from baocao.report.phrase import fill, joined, paragraph


def targets(blocks: Iterable[tree.Block]) -> set[str]:
    """The evidence that blocks open."""
    nodes = msgspec.json.decode(msgspec.json.encode(tuple(blocks)))
    return {node["target"] for node in walk(nodes) if node.get("target")}


def annex(binder: Binder, opened: set[str]) -> tuple[tree.Block, ...]:
    """Every sentence and derivation that the report opens; the derivations open further sentences themselves."""
    # What a derivation is made from may be derived itself.
    while more := targets(_derived(binder, opened)) - opened:
        opened = opened | more
    groups = []
    for entry, dossier in binder.dossiers():
        found: tuple[tree.Block, ...] = (*sentences(dossier, opened), *_derivations(dossier, opened))
        if found:
            groups.append(tree.Group((*_head(binder, entry, dossier), *found), role="source"))
    if not groups:
        return (paragraph(binder.say.gettext("No sentence is cited."), role="note"),)
    return (tree.Group(tuple(groups), id="evidence", role="evidence"),)


def _derived(binder: Binder, opened: set[str]) -> Iterator[tree.Derivation]:
    for _, dossier in binder.dossiers():
        yield from _derivations(dossier, opened)


def _derivations(dossier: Dossier, opened: set[str]) -> Iterator[tree.Derivation]:
    return (derivation(dossier, d) for d in dossier.article.derived if dossier.target(d) in opened)


def _head(binder: Binder, entry: Entry, dossier: Dossier) -> tuple[tree.Block, ...]:
    """Title, outlet, date and address of an article."""
    say = binder.say
    title = (tree.Declared(str(dossier.number), "article number"), tree.Text(". "), *quoted(entry.title or entry.id))
    parts = [quoted(entry.outlet)] if entry.outlet else []
    parts.append(binder.published(entry.published))
    if entry.url:
        shown = quoted(entry.url)
        parts.append((tree.Link(entry.url, shown),) if SAFE_URL.match(entry.url) else shown)
    if entry.weak:
        parts.append(fill(say.gettext("weak source")))
    return (
        tree.Heading(3, title, id=f"article-{dossier.number}"),
        paragraph(joined(parts, " · "), role="meta"),
    )
