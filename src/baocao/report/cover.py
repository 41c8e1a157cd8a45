"""The first page: title, source, date, who speaks in what role, and how far to trust the figures."""

from __future__ import annotations

from datetime import datetime

from baocao import model
from baocao.report import tree
from baocao.report.accuracy import label
from baocao.report.dossier import Dossier
from baocao.report.number import day
from baocao.report.phrase import cell, fill, joined, paragraph


def cover(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The heading of the report and its accuracy label."""
    meta, say = dossier.article.metadata, dossier.say
    title = dossier.quoted(meta.title or say.gettext("Untitled article"))
    blocks: list[tree.Block] = []
    kicker = meta.kicker or meta.section
    if kicker:
        blocks.append(paragraph(dossier.quoted(kicker), role="kicker"))
    blocks.append(tree.Heading(1, title, id="title"))
    if meta.lead is not None:
        blocks.append(tree.Group((paragraph(dossier.words(meta.lead), role="lead"),), lang="vi"))
    rows = [(cell(name, header=True), cell(value)) for name, value in particulars(dossier) if value]
    if rows:
        blocks.append(tree.Table(head=(), rows=tuple(rows), widths=(1, 3), id="particulars"))
    blocks += label(dossier)
    return (tree.Group(tuple(blocks), id="cover", role="cover"),)


def particulars(dossier: Dossier) -> list[tuple[str, tuple[tree.Inline, ...]]]:
    """What the header of the article says about itself, named."""
    meta, say = dossier.article.metadata, dossier.say
    source = joined([dossier.quoted(part) for part in (meta.outlet, meta.organization) if part], " · ")
    return [
        (say.gettext("Source"), source or dossier.quoted(dossier.article.source.path.rsplit("/", 1)[-1])),
        (say.gettext("Published"), _moment(dossier, meta.published)),
        (say.gettext("Updated"), _moment(dossier, meta.updated)),
        (say.gettext("Written by"), dossier.quoted(meta.author or "")),
        (say.gettext("Kind"), fill(genre(dossier))),
        (say.gettext("Who speaks"), speakers(dossier)),
        (say.gettext("Address"), dossier.quoted(meta.url or "")),
    ]


def genre(dossier: Dossier) -> str:
    say = dossier.say
    return {
        "interview": say.gettext("interview"),
        "congress report": say.gettext("congress report"),
        "socio-economic report": say.gettext("socio-economic report"),
        "notice": say.gettext("notice"),
        "news": say.gettext("news"),
        "note": say.gettext("note"),
        "other": "",
    }[dossier.article.metadata.genre]


def speakers(dossier: Dossier) -> tuple[tree.Inline, ...]:
    """Everyone with a turn, with the roles that the article gives them, in the order of their first words."""
    parts: list[tuple[tree.Inline, ...]] = []
    for name in dict.fromkeys(turn.speaker for turn in dossier.article.turns if turn.role == "interviewee"):
        ids = {turn.person for turn in dossier.article.turns if turn.speaker == name}
        person = next((p for p in dossier.article.people if p.id in ids or p.name == name), None)
        if isinstance(person, model.Person) and person.mentions:
            roles = dossier.quoted(", ".join(person.roles))
            parts.append((dossier.cite(person), tree.Text(" – "), *roles) if roles else (dossier.cite(person),))
        else:
            parts.append(dossier.quoted(name))
    return joined(parts, "; ")


def _moment(dossier: Dossier, iso: str | None) -> tuple[tree.Inline, ...]:
    """A date of the header, with its clock time where the page gives one."""
    if not iso:
        return ()
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return dossier.quoted(iso)
    text = day(moment.date(), dossier.lang, long=True)
    if "T" in iso:
        text = dossier.say.gettext("{day}, {time}").format(day=text, time=moment.strftime("%H:%M"))
    return (tree.Declared(text=text, reason="header"),)
