"""Coverage: which articles the report rests on, which it leaves out, and what they say anything about."""

from __future__ import annotations

from collections import Counter

from baocao.corpus.record import Entry
from baocao.report import tree
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.phrase import cell, fill, heads, joined, paragraph


def scope(binder: Binder) -> tuple[tree.Block, ...]:
    """What the report covers: how many articles, from when to when, known on which day, what is left out."""
    say, corpus = binder.say, binder.corpus
    days = [e.published for e in corpus.entries if e.published]
    between = (
        fill(say.gettext("{first} to {last}"), first=binder.day(min(days)), last=binder.day(max(days))) if days else ()
    )
    undated = sum(e.published is None for e in corpus.entries)
    dateless = _dateless(binder)
    copies = sum(e.copy_of is not None for e in corpus.entries)
    parts: list[tuple[tree.Inline, ...]] = [(binder.count(len(corpus.entries)),)]
    if undated:
        parts.append(fill(say.gettext("{n} without a date of publication"), n=binder.count(undated)))
    if copies:
        parts.append(fill(say.gettext("{n} repeat another one and count once"), n=binder.count(copies)))
    rows = [
        (say.gettext("Articles"), joined(parts, "; ")),
        (say.gettext("Published"), between),
        (
            say.gettext("Known by"),
            fill(say.gettext("{day}: nothing published later is used"), day=binder.day(corpus.as_of))
            if corpus.as_of
            else (),
        ),
        (
            say.gettext("Left out"),
            fill(say.gettext("{n} without a date of publication"), n=binder.count(dateless)) if dateless else (),
        ),
    ]
    body = tuple((cell(name, header=True), cell(value)) for name, value in rows if value)
    note = paragraph(
        fill(
            say.gettext(
                "A number in the form {example} names article and sentence: sentence {n} of article {a}. "
                "Every figure opens the sentence that states it."
            ),
            example=tree.Declared("6:20", "example"),
            n=tree.Declared("20", "example"),
            a=tree.Declared("6", "example"),
        ),
        role="note",
    )
    return (tree.Table(head=(), rows=body, widths=(1, 3), id="particulars"), note)


def articles(binder: Binder) -> tuple[tree.Block, ...]:
    """Every article that is used, with what it gives, and every one that is not, with the reason."""
    say, corpus = binder.say, binder.corpus
    if not corpus.entries:
        return (paragraph(say.gettext("No article is used."), role="note"), *excluded(binder))
    seen = Counter(o.cite.article for o in corpus.observations)
    rows = tuple(
        (
            cell(binder.article(e.id), align="right"),
            cell(binder.published(e.published)),
            cell(quoted(e.outlet or "–")),
            cell(quoted(e.title or e.id), *_remarks(binder, e)),
            cell(binder.count(seen[e.id]), align="right"),
        )
        for e in corpus.entries
    )
    head = heads(
        say.gettext("No."),
        say.gettext("Published"),
        say.gettext("Outlet"),
        say.gettext("Title"),
        say.gettext("Statements"),
        right=(0, 4),
    )
    table = tree.Table(
        head=(head,),
        rows=rows,
        widths=(0.5, 1.5, 2, 5, 1.2),
        id="articles",
        caption=fill(say.gettext("The articles, in order of publication")),
        notes=(fill(say.gettext("Statements: indicators with a figure for a place and a period.")),),
    )
    return (table, *excluded(binder))


def _remarks(binder: Binder, entry: Entry) -> tuple[tree.Inline, ...]:
    """What a reader should know of an article: a weak source, a copy."""
    say = binder.say
    remarks: list[tuple[tree.Inline, ...]] = []
    if entry.weak:
        remarks.append(fill(say.gettext("weak source")))
    if entry.copy_of is not None:
        remarks.append(fill(say.gettext("repeats article {n}"), n=binder.article(entry.copy_of)))
    return (tree.Text(" ("), tree.Emphasis(joined(remarks, "; ")), tree.Text(")")) if remarks else ()


def excluded(binder: Binder) -> tuple[tree.Block, ...]:
    """How many articles can not be used as of a day because they give none; what is published later is not named."""
    n = _dateless(binder)
    if not n:
        return ()
    say = binder.say
    words = say.ngettext(
        "{n} article gives no day of publication and is not used as of a day.",
        "{n} articles give no day of publication and are not used as of a day.",
        n,
    )
    return (paragraph(fill(words, n=binder.count(n)), role="note"),)


def _dateless(binder: Binder) -> int:
    """Articles left out because they give no day of publication."""
    return sum(one.reason == "undated" for one in binder.corpus.excluded)
