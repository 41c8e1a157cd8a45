"""The checks: what was computed from the stated figures, what does not agree, and what was left uninterpreted."""

from __future__ import annotations

import re
from collections import Counter

from baocao import model
from baocao.facts.wording import english
from baocao.facts.wording import say as worded
from baocao.report import tree
from baocao.report.dossier import DIGITS, Dossier, declared
from baocao.report.figures import OTHERS, context, reason
from baocao.report.indicator import name as indicator_name
from baocao.report.phrase import absent, cell, fill, heads, joined, paragraph
from baocao.report.plain import words as plain
from baocao.span import Spanned

FACT_ID = re.compile(r"\b[a-z]{1,3}\d+\b")
"""How a formula names its inputs: q12, d3, v2."""


def checks(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Derived values, findings and abstentions, each with an honest sentence where there is none."""
    return (*derived(dossier), *findings(dossier), *abstentions(dossier))


def derived(dossier: Dossier) -> tuple[tree.Block, ...]:
    """Each value that nobody stated, with its formula and the figures it is made from."""
    say = dossier.say
    if not dossier.article.derived:
        return absent(say.gettext("No value was derived: the stated figures do not determine any other."))
    return (tree.Group(tuple(derivation(dossier, d) for d in dossier.article.derived), role="derived"),)


def derivation(dossier: Dossier, value: model.Derived) -> tree.Derivation:
    """The block that a print of a derived value opens."""
    return tree.Derivation(
        id=dossier.target(value),
        name=title(dossier, value),
        value=dossier.computed(value),
        formula=formula(dossier, value),
        assumption=(value.assumption or "") if dossier.lang == "vi" else english(value, "assumption"),
    )


def title(dossier: Dossier, value: model.Derived) -> str:
    """What the value is, in the report's language; the indicator's own name is translated where its table knows it."""
    if dossier.lang == "vi":
        return value.name[:1].upper() + value.name[1:]
    indicator = dossier.facts.get(value.of or "")
    own = (
        plain(indicator_name(dossier, indicator))
        if isinstance(indicator, model.Indicator)
        else value.words.get("name", value.name)
    )
    return worded("name", value.rule, "en", **(value.words | {"name": own})) or value.name


def formula(dossier: Dossier, value: model.Derived) -> tuple[tree.Inline, ...]:
    """The formula with each input printed as its value and linked; constants of the formula are declared."""
    out: list[tree.Inline] = []
    at = 0
    for found in FACT_ID.finditer(value.formula):
        fact = dossier.facts.get(found[0])
        if fact is None:
            continue
        out += _constants(value.formula[at : found.start()])
        out.append(dossier.cite(fact))
        at = found.end()
    out += _constants(value.formula[at:])
    if at == 0:  # a formula in words: its inputs follow
        inputs = [(dossier.cite(dossier.facts[i]),) for i in value.inputs if i in dossier.facts]
        out += (tree.Text(" ("), *joined(inputs), tree.Text(")")) if inputs else ()
    return tuple(out)


def _constants(text: str) -> tuple[tree.Inline, ...]:
    """Signs and constants of a formula as they are set in print; `part / whole` is what `18/18` itself says."""
    text = text.replace(": part / whole", "").replace("*", "×").replace("/", "÷").replace(" - ", " − ")
    return tuple(declared(text, "formula"))


def findings(dossier: Dossier) -> tuple[tree.Block, ...]:
    """What does not agree, in neutral words, with every sentence it stands in."""
    say = dossier.say
    if not dossier.article.discrepancies:
        clean = say.gettext("The arithmetic audit found nothing that does not agree.")
        return (paragraph(clean, role="note"),) if dossier.article.quantities else absent(clean)
    certainty = {
        "certain": say.gettext("certain"),
        "likely": say.gettext("likely"),
        "possible": say.gettext("possible"),
    }
    rows = tuple(
        (cell(_note(dossier, d)), cell(certainty[d.certainty]), cell(_sentences(dossier, d), align="right"))
        for d in dossier.article.discrepancies
    )
    head = heads(say.gettext("Finding"), say.gettext("How sure"), say.gettext("Sentences"), right=(2,))
    return (
        tree.Table(
            head=(head,),
            rows=rows,
            widths=(6, 1.4, 1.2),
            id="findings",
            caption=fill(say.gettext("What a reader should look at again")),
        ),
    )


def _note(dossier: Dossier, finding: model.Discrepancy) -> tuple[tree.Inline, ...]:
    """The finding's words; what digits it repeats are linked to the first of its facts."""
    out: list[tree.Inline] = []
    at = 0
    target = _first(dossier, finding)
    note = finding.note if dossier.lang == "vi" else english(finding, "note") or finding.note
    for run in DIGITS.finditer(note):
        out += (tree.Text(note[at : run.start()]),) if run.start() > at else ()
        node = tree.Cite(fact=finding.id, text=run[0], target=target, status="derived") if target else None
        out.append(node or tree.Declared(text=run[0], reason="finding"))
        at = run.end()
    return (*out, tree.Text(note[at:]))


def _first(dossier: Dossier, finding: model.Discrepancy) -> str:
    passage = next((p for p in (dossier.passage(place.start) for place in _places(dossier, finding)) if p), None)
    return passage.target if passage else ""


def _places(dossier: Dossier, finding: model.Discrepancy) -> list[Spanned]:
    """Where a finding stands: its own spans, then those of its facts."""
    facts = [dossier.facts[i] for i in finding.items if i in dossier.facts]
    return [*finding.spans, *(place for place in map(dossier.place, facts) if place)]


def _sentences(dossier: Dossier, finding: model.Discrepancy) -> tuple[tree.Inline, ...]:
    passages = {p.number: p for p in (dossier.passage(place.start) for place in _places(dossier, finding)) if p}
    return joined([(tree.Cite(fact=finding.id, text=str(n), target=passages[n].target),) for n in sorted(passages)])


def abstentions(dossier: Dossier) -> tuple[tree.Block, ...]:
    """How many figures belong to no indicator, by reason, and the numbers that are no figure at all."""
    say, article = dossier.say, dossier.article
    if not article.abstained:
        return absent(say.gettext("Every figure of the article belongs to an indicator."))
    blocks: list[tree.Block] = []
    counted = Counter(reason(dossier, left) for left in article.abstained if dossier.quantity(left.quantity))
    if counted:
        n = counted.total()
        opening = say.ngettext(
            "{n} stated figure belongs to no indicator ({reasons}); it is {listed}.",
            "{n} stated figures belong to no indicator ({reasons}); they are {listed}.",
            n,
        )
        parts = [fill("{why}: {n}", why=dossier.quoted(why), n=dossier.count(k)) for why, k in counted.most_common()]
        listed = tree.Link(f"#{OTHERS}", fill(say.gettext("listed with the figures")))
        blocks.append(paragraph(fill(opening, n=dossier.count(n), reasons=joined(parts, "; "), listed=listed)))
    rest = [(f"x{i}", a) for i, a in enumerate(article.abstained, 1) if not dossier.quantity(a.quantity)]
    if rest:
        blocks.append(_numbers(dossier, rest))
    return tuple(blocks)


def _numbers(dossier: Dossier, rest: list[tuple[str, model.Abstained]]) -> tree.Table:
    """Numbers of the text that were read as no quantity, each with its reason and the words around it."""
    say = dossier.say
    rows = []
    for fact, left in rest:
        passage = dossier.passage(left.start)
        words = dossier.surface(left)
        number = None if passage is None else tree.Cite(fact=fact, text=str(passage.number), target=passage.target)
        shown = dossier.quoted(words) if passage is None else tree.Cite(fact=fact, text=words, target=passage.target)
        rows.append(
            (
                cell(shown, align="right"),
                cell(context(dossier, left)),
                cell(dossier.quoted(reason(dossier, left))),
                cell(number, align="right"),
            )
        )
    head = heads(
        say.gettext("Number"),
        say.gettext("In its words"),
        say.gettext("Why it is no figure"),
        say.gettext("Sentence"),
        right=(0, 3),
    )
    caption = fill(say.gettext("Numbers that were read as no figure"))
    return tree.Table(head=(head,), rows=tuple(rows), widths=(2, 4.6, 2.2, 0.9), id="abstained", caption=caption)
