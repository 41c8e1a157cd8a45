"""Who and what the article names: people, documents, events and awards."""

from __future__ import annotations

from baocao import model
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.phrase import absent, cell, fill, heads, joined


def people(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Everyone the article names, with the roles it gives them and where."""
    say = dossier.say
    if not dossier.article.people:
        return absent(say.gettext("The article names nobody."))
    rows = []
    for person in dossier.article.people:
        former = (
            fill(say.gettext("formerly {roles}"), roles=dossier.quoted(", ".join(person.former)))
            if person.former
            else ()
        )
        roles = [part for part in (dossier.quoted(", ".join(person.roles)), former) if part]
        rows.append(
            (
                cell(dossier.quoted(person.name), header=True),
                cell(joined(roles, "; ")),
                cell(_where(dossier, person), align="right"),
            )
        )
    head = heads(say.gettext("Name"), say.gettext("Role in the article"), say.gettext("Sentences"), right=(2,))
    return (
        tree.Table(
            head=(head,), rows=tuple(rows), widths=(2, 4, 1.4), id="people", caption=fill(say.gettext("People"))
        ),
    )


def documents(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Each document once, with its number, issuer and every sentence that names it."""
    say = dossier.say
    firsts = [d for d in dossier.article.documents if d.same_as is None]
    if not firsts:
        return absent(say.gettext("The article refers to no document by number or title."))
    rows = []
    for document in firsts:
        same = [document, *(d for d in dossier.article.documents if d.same_as == document.id)]
        date = dossier.date(document.date)
        rows.append(
            (
                cell(dossier.cite(document), header=True),
                cell(dossier.quoted(document.issuer or "–")),
                cell(dossier.cite(date) if date else "–"),
                cell(_numbers(dossier, same), align="right"),
            )
        )
    head = heads(
        say.gettext("Document"), say.gettext("Issued by"), say.gettext("Date"), say.gettext("Sentences"), right=(3,)
    )
    return (
        tree.Table(
            head=(head,),
            rows=tuple(rows),
            widths=(4, 2, 1.4, 1.2),
            id="documents",
            caption=fill(say.gettext("Documents")),
        ),
    )


def events(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Events and awards with their dates."""
    say = dossier.say
    rows = []
    facts: list[model.Event | model.Award] = [*dossier.article.events, *dossier.article.awards]
    for fact in sorted(facts, key=lambda f: f.start):
        date = dossier.date(fact.date)
        rows.append(
            (
                cell(_told(dossier, fact), header=True),
                cell(dossier.cite(date) if date else "–"),
                cell(dossier.quoted(_where_or_who(dossier, fact))),
                cell(dossier.sentence_number(fact), align="right"),
            )
        )
    if not rows:
        return absent(say.gettext("The article reports no dated event or award that the rules recognise."))
    head = heads(
        say.gettext("Event or award"),
        say.gettext("When"),
        say.gettext("Where, or by whom"),
        say.gettext("Sentence"),
        right=(3,),
    )
    return (
        tree.Table(
            head=(head,),
            rows=tuple(rows),
            widths=(4, 2, 2, 0.9),
            id="events",
            caption=fill(say.gettext("Events and awards")),
        ),
    )


def _told(dossier: Dossier, fact: model.Event | model.Award) -> tuple[tree.Inline, ...]:
    """An event by its name; words that it went by say what they are."""
    say = dossier.say
    kinds = {"theme": say.gettext("theme"), "motto": say.gettext("motto"), "slogan": say.gettext("slogan")}
    kind = kinds.get(fact.kind) if isinstance(fact, model.Event) else None
    if kind is None:
        return dossier.quoted(_upper(fact.name))
    return fill(say.gettext("{kind}: “{words}”"), kind=_upper(kind), words=dossier.quoted(fact.name))


def _where_or_who(dossier: Dossier, fact: model.Event | model.Award) -> str:
    """Who gave or recognised, as written; else the place by its name."""
    place = dossier.facts.get(fact.place or "") if isinstance(fact, model.Event) else None
    return fact.giver or (place.name if isinstance(place, model.Name) else "–")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(dossier: Dossier, person: model.Person) -> tuple[tree.Inline, ...]:
    passages = {p.number: p for p in (dossier.passage(m.start) for m in person.mentions) if p}
    return joined([(tree.Cite(fact=person.id, text=str(n), target=passages[n].target),) for n in sorted(passages)])


def _numbers(dossier: Dossier, same: list[model.Document]) -> tuple[tree.Inline, ...]:
    cites = [dossier.sentence_number(d) for d in same]
    unique = {c.text: c for c in cites if c is not None}
    return joined([(unique[n],) for n in sorted(unique, key=int)])
