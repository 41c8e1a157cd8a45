"""Agreement and contradiction: two statements side by side, with what speaks for and against comparing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from baocao.corpus.agreement import findings
from baocao.corpus.claims import disputes
from baocao.corpus.record import Cite, Claim, Dispute, Finding, Observation
from baocao.corpus.series import key
from baocao.report import tree
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.corpus.series import kind, known, period
from baocao.report.number import amount
from baocao.report.phrase import cell, fill, heads, joined, paragraph

TELLING = ("contradiction", "plan_missed", "strained", "plan_exceeded", "plan_met")
"""Verdicts whose two sentences are shown in full; the others stand in one table."""
MOST = 40
"""Pairs shown in full."""


def glance(binder: Binder) -> tuple[tree.Block, ...]:
    """The findings in numbers."""
    from baocao.corpus.ledger import ledger

    say, corpus = binder.say, binder.corpus
    found = Counter(group[0].verdict for group in grouped(findings(corpus)))
    plans = found["plan_met"] + found["plan_exceeded"] + found["plan_missed"]
    told = [
        (say.gettext("statements with a figure"), len(corpus.observations)),
        (say.gettext("indicators at one place"), len(known(binder))),
        (say.gettext("contradictions"), found["contradiction"] + len(disputes(corpus))),
        (say.gettext("plans with a result"), plans),
        (say.gettext("pairs that agree"), found["same"] + found["compatible"]),
        (say.gettext("commitments"), len(ledger(corpus))),
    ]
    return (tree.Tiles(tuple(tree.Tile(label=fill(name), value=(binder.count(n),)) for name, n in told)),)


def verdict(binder: Binder, found: Finding) -> str:
    """The verdict in words."""
    say = binder.say
    return {
        "contradiction": say.gettext("they contradict each other"),
        "strained": say.gettext("both can be true, but they are far apart"),
        "same": say.gettext("the same"),
        "compatible": say.gettext("compatible: one is coarser"),
        "plan_met": say.gettext("plan met"),
        "plan_exceeded": say.gettext("plan exceeded"),
        "plan_missed": say.gettext("plan not met"),
    }[found.verdict]


def agreement(binder: Binder) -> tuple[tree.Block, ...]:
    """Every pair that can be compared: the telling ones in full, contradictions first, then those that agree."""
    say = binder.say
    found, told = findings(binder.corpus), disputes(binder.corpus)
    if not found and not told:
        return (paragraph(say.gettext("No two statements speak of one indicator, place and period."), role="note"),)
    blocks: list[tree.Block] = []
    if not told and not any(f.verdict == "contradiction" for f in found):
        blocks.append(paragraph(say.gettext("No two statements contradict each other.")))
    blocks += [_dispute(binder, one, n) for n, one in enumerate(told[:MOST], 1)]
    telling = grouped([f for f in found if f.verdict in TELLING])
    for n, group in enumerate(telling[:MOST], 1):
        blocks += _pair(binder, group, n)
    rest = [f for group in telling[MOST:] for f in group] + [f for f in found if f.verdict not in TELLING]
    if rest:
        blocks.append(_table(binder, rest))
    return tuple(blocks)


def grouped(found: Sequence[Finding]) -> list[list[Finding]]:
    """Pairs of the same two values for one thing together: what a third article repeats is no second contradiction."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for f in found:
        sides = sorted((o.mode, str(o.low), str(o.high), str(o.year)) for o in (f.left, f.right))
        groups.setdefault((f.verdict, key(f.left), *sides), []).append(f)
    return list(groups.values())


def _dispute(binder: Binder, found: Dispute, n: int) -> tree.Table:
    """Two claims that can not both be meant, side by side."""
    sides = (found.left, found.right)
    days = [binder.corpus.entry(side.cite.article).published for side in sides]
    say = binder.say
    notes = {
        "same_article": say.gettext("both stand in one article"),
        "on_behalf": say.gettext("one may have signed for the other"),
        "weak_source": say.gettext("a source is weak"),
    }
    why = "; ".join(notes[code] for code in found.why if code in notes)
    return tree.Table(
        head=(heads(*_titles(binder, *days)),),
        rows=(
            tuple(cell(tree.Strong(quoted(side.said))) for side in sides),
            tuple(cell(_outlet(binder, side)) for side in sides),
            tuple(cell(_words(binder, side)) for side in sides),
        ),
        widths=(1, 1),
        id=f"dispute-{n}",
        caption=disputed(binder, found),
        notes=(fill(say.gettext("To keep in mind: {why}"), why=why),) if why else (),
    )


def disputed(binder: Binder, found: Dispute) -> tuple[tree.Inline, ...]:
    """What the two sides of a dispute answer differently."""
    say = binder.say
    wording = {
        "giver": say.gettext("{subject}: two articles name different givers"),
        "signer": say.gettext("{subject}: two articles name different signers"),
        "term": say.gettext("{subject}: two terms that begin or end together differ"),
        "rank": say.gettext("{subject}: two places among its like for one matter"),
        "units": say.gettext("{subject}: two counts of its communes, wards and towns"),
    }[found.kind]
    subject = found.left.subject
    return fill(wording, subject=quoted(subject[:1].upper() + subject[1:]))


def _titles(binder: Binder, left: date | None, right: date | None) -> tuple[str, str]:
    """Which side was published first, where that is known."""
    say = binder.say
    if left and right and left != right:
        return say.gettext("First"), say.gettext("Later")
    return say.gettext("One side"), say.gettext("The other")


def _outlet(binder: Binder, said: Claim) -> tuple[tree.Inline, ...]:
    entry = binder.corpus.entry(said.cite.article)
    return joined([*([quoted(entry.outlet)] if entry.outlet else []), binder.published(entry.published)])


def _pair(binder: Binder, group: Sequence[Finding], n: int) -> tuple[tree.Block, ...]:
    """Two statements side by side, their difference, what to keep in mind, and where either is said again."""
    say, found = binder.say, group[0]
    planned = found.verdict.startswith("plan_")
    days = (found.left.published, found.right.published)
    titles = (say.gettext("Plan"), say.gettext("Result")) if planned else _titles(binder, *days)
    sides = (found.left, found.right)
    head = tuple(cell(fill(text), header=True) for text in titles)
    rows = (
        tuple(cell(tree.Strong(binder.value(side))) for side in sides),
        tuple(cell(_from(binder, side)) for side in sides),
        tuple(cell(_words(binder, side)) for side in sides),
    )
    caption = fill(
        say.gettext("{subject}: {verdict}"),
        subject=_subject(binder, found),
        verdict=tree.Strong(fill(verdict(binder, found))),
    )
    notes = tuple(p for p in (_support(binder, found), _caution(binder, found), _again(binder, group)) if p)
    table = tree.Table(head=(head,), rows=rows, widths=(1, 1), id=f"pair-{n}", caption=caption, notes=notes)
    return (table, *_difference(binder, found, n))


def _again(binder: Binder, group: Sequence[Finding]) -> tuple[tree.Inline, ...]:
    """Other sentences that state one of the two values."""
    shown = {group[0].left.cite, group[0].right.cite}
    more = dict.fromkeys(o.cite for f in group[1:] for o in (f.left, f.right) if o.cite not in shown)
    if not more:
        return ()
    return fill(binder.say.gettext("Said again in: {places}"), places=joined([(binder.at(c),) for c in more]))


def _subject(binder: Binder, found: Finding) -> tuple[tree.Inline, ...]:
    """Indicator and place, and the period unless the two sides are of different years."""
    seen = found.left
    parts = [binder.name(seen.indicator, seen.name)]
    if seen.place:
        parts.append(binder.place(seen.place))
    if found.left.year == found.right.year:
        parts.append(binder.period(seen.from_, seen.to))
    return joined(parts)


def _from(binder: Binder, seen: Observation) -> tuple[tree.Inline, ...]:
    """Who says it, where, when, of which period."""
    entry = binder.corpus.entry(seen.cite.article)
    parts = [quoted(seen.speaker)] if seen.speaker else []
    parts += [quoted(entry.outlet)] if entry.outlet else []
    parts.append(binder.published(entry.published))
    about = fill(binder.say.gettext("of {period}; {kind}"), period=period(binder, seen), kind=kind(binder, seen))
    return (*joined(parts), tree.Text("; "), *about)


def _words(binder: Binder, seen: Observation | Claim) -> tuple[tree.Inline, ...]:
    return (binder.at(seen.cite), tree.Text(" “"), *binder.sentence(seen.cite), tree.Text("”"))


def _difference(binder: Binder, found: Finding, n: int) -> tuple[tree.Block, ...]:
    """Right less left, as a derivation: nobody states it."""
    if not found.difference:
        return ()
    text = amount(found.difference, found.difference, found.left.unit, binder.lang, per=found.left.per).bare
    if found.percent is not None:
        share = amount(found.percent.normalize(), found.percent.normalize(), "%", binder.lang).bare
        text = binder.say.gettext("{amount}, {share} of the first").format(amount=text, share=share)
    formula = (*binder.value(found.right), tree.Text(" − "), *binder.value(found.left))
    return (tree.Derivation(f"derived-f{n}", binder.say.gettext("Difference"), text, formula),)


def _support(binder: Binder, found: Finding) -> tuple[tree.Inline, ...]:
    """Sentences that say the same of the two in words."""
    if not found.support:
        return ()
    said = joined([_stated(binder, cite) for cite in found.support], "; ")
    return fill(binder.say.gettext("The article itself says so: {said}"), said=said)


def _stated(binder: Binder, cite: Cite) -> tuple[tree.Inline, ...]:
    dossier = binder.dossier(cite.article)
    fact = dossier.facts.get(cite.fact)
    if fact is not None:
        return (dossier.cite(fact),)  # its link says where
    return (*binder.words(cite), tree.Text(" ["), binder.at(cite), tree.Text("]"))


def _caution(binder: Binder, found: Finding) -> tuple[tree.Inline, ...]:
    """How sure the comparison is, and why not surer."""
    say = binder.say
    words = {
        "derived": say.gettext("one value is derived"),
        "rounding": say.gettext("one is rounded"),
        "period_context": say.gettext("a period is from the context"),
        "period_published": say.gettext("a period is only the day of publication"),
        "other_period": say.gettext("the periods are not the same"),
        "weak_source": say.gettext("a source is weak"),
        "qualified": say.gettext("one is qualified"),
        "same_article": say.gettext("both stand in one article"),
        "estimated": say.gettext("one is an estimate"),
    }
    sure = {
        "certain": say.gettext("certain"),
        "likely": say.gettext("likely"),
        "possible": say.gettext("possible"),
    }[found.certainty]
    why = "; ".join(words[w] for w in found.why if w in words)
    text = fill(say.gettext("Comparison: {certainty}"), certainty=sure)
    text = (*text, tree.Text(f" ({why})")) if why else text
    if found.copies:
        text += (
            tree.Text(". "),
            *fill(say.gettext("Repeated in: {copies}"), copies=joined([(binder.at(c),) for c in found.copies])),
        )
    return text


def _table(binder: Binder, rest: list[Finding]) -> tree.Table:
    say = binder.say
    rows = tuple(
        (
            cell(_subject(binder, f), header=True),
            cell(binder.value(f.left), tree.Text(" ["), binder.at(f.left.cite), tree.Text("]")),
            cell(binder.value(f.right), tree.Text(" ["), binder.at(f.right.cite), tree.Text("]")),
            cell(verdict(binder, f)),
            cell(_caution(binder, f)),
        )
        for f in rest
    )
    head = heads(
        say.gettext("Indicator"),
        say.gettext("First"),
        say.gettext("Later"),
        say.gettext("Verdict"),
        say.gettext("Remark"),
    )
    caption = fill(say.gettext("Statements that agree"))
    return tree.Table(head=(head,), rows=rows, widths=(2.6, 2, 2, 1.6, 2.6), id="agreeing", caption=caption)
