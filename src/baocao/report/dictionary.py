"""The data dictionary: what each kind of record in the attached data means, with its unit and its count here."""

from __future__ import annotations

from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.phrase import absent, cell, fill, heads


def dictionary(dossier: Dossier) -> tuple[tree.Block, ...]:
    """One row a kind of record that the article has."""
    say, article = dossier.say, dossier.article
    rows = (
        (
            "quantities",
            len(article.quantities),
            say.gettext(
                "A number that says how much, how many or what share: exact value in the base unit "
                "(low and high for a range), unit, denominator, bound."
            ),
        ),
        (
            "dates",
            len(article.dates),
            say.gettext(
                "A day, month, quarter, year, term or stage, as first and last day; "
                "what completed a partial date is its anchor."
            ),
        ),
        (
            "documents",
            len(article.documents),
            say.gettext(
                "A legal or Party document named by number or proper title; mentions of one document share an identity."
            ),
        ),
        (
            "people",
            len(article.people),
            say.gettext("A person, once, with every role the article gives and every place that names the person."),
        ),
        ("organizations", len(article.organizations), say.gettext("A body or office that the article names.")),
        (
            "places",
            len(article.places),
            say.gettext("A place that the article names, with its official code where there is one."),
        ),
        (
            "indicators",
            len(article.indicators),
            say.gettext(
                "What a quantity measures, of whom, in which period, how it moved and how it stands against the plan."
            ),
        ),
        (
            "commitments",
            len(article.commitments),
            say.gettext(
                "What someone will do or aims to reach, with the last day of its deadline; no date where none is given."
            ),
        ),
        (
            "events",
            len(article.events) + len(article.awards),
            say.gettext("Events and awards with their dates and who gave them."),
        ),
        (
            "derived",
            len(article.derived),
            say.gettext(
                "A value that nobody stated, computed by a named formula from stated ones; "
                "intervals keep their open ends."
            ),
        ),
        (
            "discrepancies",
            len(article.discrepancies),
            say.gettext("Statements that do not agree with each other or with arithmetic, and how sure that is."),
        ),
        (
            "abstained",
            len(article.abstained),
            say.gettext("A number in the text that belongs to no indicator, and the reason."),
        ),
    )
    body = tuple(
        (cell(tree.Code(name), header=True), cell(meaning), cell(dossier.count(n), align="right"))
        for name, n, meaning in rows
        if n
    )
    if not body:
        return absent(say.gettext("The attached data hold no facts."))
    head = heads(say.gettext("Record"), say.gettext("Meaning"), say.gettext("Here"), right=(2,))
    note = say.gettext(
        "Places are half-open ranges of characters in the article's text; the words are always read again from there."
    )
    return (
        tree.Table(
            head=(head,),
            rows=body,
            widths=(1.6, 6, 0.8),
            id="dictionary",
            notes=(fill(note),),
            caption=fill(say.gettext("Data dictionary")),
        ),
    )
