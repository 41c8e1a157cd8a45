"""The accuracy label: how often the reader of this report may expect a figure to be wrong, and what was left out.

The measured part comes from `tests/gold/eval.json`, written by `baocao eval`:
`{"date", "articles", "kinds": {kind: {"precision", "recall", "f1", "n"}}, "held_out": {"articles", "kinds"}}`, shares
between 0 and 1. What is printed is measured on the held-out articles, whose errors nobody reads while the rules grow.
Beside it stands how the rules did on the facts that people judged in this project's own articles: the counts of
`corrections/eval.json`, written by the same command.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import msgspec

from baocao.corrections import KINDS
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.number import day, number
from baocao.report.phrase import cell, fill, heads, joined, paragraph

RECORD = "tests/gold/eval.json"
"""Where a project keeps its last evaluation, relative to its root."""
JUDGED = "corrections/eval.json"
"""Where it keeps how the rules did on what its people judged."""


PACKAGE = Path(__file__).parents[1]


class Score(msgspec.Struct, frozen=True):
    precision: Decimal
    recall: Decimal
    f1: Decimal
    n: int


class Evaluation(msgspec.Struct, frozen=True):
    """A measured evaluation of the parser on held-out articles, by kind of fact."""

    date: str
    articles: int
    kinds: dict[str, Score]


class _Part(msgspec.Struct, frozen=True):
    articles: int
    kinds: dict[str, Score]


class _Record(msgspec.Struct, frozen=True):
    date: str
    held_out: _Part


class Tally(msgspec.Struct, frozen=True):
    """Judged facts of one kind: read rightly, read at all, stated by the articles."""

    right: int
    found: int
    there: int


class Judged(msgspec.Struct, frozen=True):
    """How the rules did on the facts that people judged in a project's own articles."""

    date: str
    articles: int
    kinds: dict[str, Tally]


class Counts(msgspec.Struct, frozen=True):
    """How the figures of one article came to be printed."""

    stated: int
    derived: int
    abstained: int
    corrected: int


def counts(dossier: Dossier) -> Counts:
    """Figures by status; a corrected one is a quantity that a person changed or added (it counts as stated too)."""
    article = dossier.article
    corrected = sum(q.id in dossier.corrected for q in article.quantities)
    return Counts(len(article.quantities), len(article.derived), len(article.abstained), corrected)


def recorded() -> Path:
    """The evaluation that a report quotes: this project's own, else the one that came with the package."""
    own = root() / RECORD
    return own if own.exists() else PACKAGE / "eval.json"


def evaluation(path: Path) -> Evaluation | None:
    """A recorded evaluation; None when there is none or it can not be read."""
    try:
        record = msgspec.json.decode(path.read_bytes(), type=_Record, strict=False)
        return Evaluation(record.date, record.held_out.articles, record.held_out.kinds)
    except (OSError, msgspec.MsgspecError):
        return None


def judged(root: Path) -> Judged | None:
    """What the project's people judged, as last evaluated; None when nobody did or it can not be read."""
    try:
        record = msgspec.json.decode((root / JUDGED).read_bytes(), type=Judged, strict=False)
    except (OSError, msgspec.MsgspecError):
        return None
    return record if any(tally.found or tally.there for tally in record.kinds.values()) else None


def label(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The callout of the first page."""
    say = dossier.say
    return (
        tree.Callout(
            "note",
            fill(say.gettext("How far to trust these figures")),
            tuple(
                paragraph(words)
                for words in (_counted(dossier), _missing(dossier), (*_measured(dossier), *_judged(dossier)))
                if words
            ),
        ),
    )


def _missing(dossier: Dossier) -> tuple[tree.Inline, ...]:
    """The kinds of facts that were looked for and not found."""
    say, article = dossier.say, dossier.article
    kinds = (
        (say.gettext("figures"), article.quantities),
        (say.gettext("commitments"), article.commitments),
        (say.gettext("people"), article.people),
        (say.gettext("documents"), article.documents),
        (say.gettext("events and awards"), (*article.events, *article.awards)),
    )
    none = [(tree.Text(name),) for name, facts in kinds if not facts]
    return fill(say.gettext("Looked for and not found: {kinds}."), kinds=joined(none)) if none else ()


def _counted(dossier: Dossier) -> tuple[tree.Inline, ...]:
    """How many figures there are and how they came to be; nothing where there is none."""
    say, n = dossier.say, counts(dossier)
    if not n.stated + n.derived:
        return ()
    stated = fill(
        say.ngettext("{n} figure stated in the article", "{n} figures stated in the article", n.stated),
        n=dossier.count(n.stated),
    )
    if n.abstained:
        left = say.ngettext("{n} of them belongs to no indicator", "{n} of them belong to no indicator", n.abstained)
        stated = joined([stated, fill(left, n=dossier.count(n.abstained))])
    derived = fill(
        say.ngettext("{n} value derived by a named formula", "{n} values derived by a named formula", n.derived),
        n=dossier.count(n.derived),
    )
    corrected = fill(
        say.ngettext("{n} figure corrected by hand", "{n} figures corrected by hand", n.corrected),
        n=dossier.count(n.corrected),
    )
    return (*joined([stated, derived, corrected], "; "), tree.Text("."))


def _measured(dossier: Dossier) -> tuple[tree.Inline, ...]:
    say, measured = dossier.say, evaluation(recorded())
    if measured is None:
        return fill(
            say.gettext("No evaluation of the parser is recorded in this project, so its error rate is not known.")
        )
    sentence = fill(
        say.ngettext(
            "Measured on {date} on {n} annotated article that the rules were not made on:",
            "Measured on {date} on {n} annotated articles that the rules were not made on:",
            measured.articles,
        ),
        date=_day(dossier, measured.date),
        n=_measure(dossier, Decimal(measured.articles)),
    )
    kinds = [
        fill(say.gettext("{kind} {f1}"), kind=kind_name(dossier, kind), f1=_measure(dossier, score.f1 * 100, "%"))
        for kind, score in measured.kinds.items()
        if "_with_" not in kind  # the stricter counts stand in the table
    ]
    return (
        *sentence,
        tree.Text(" "),
        *joined(kinds),
        *fill(say.gettext(" (F-score: the balance of right and complete).")),
    )


def _judged(dossier: Dossier) -> tuple[tree.Inline, ...]:
    """What people judged in this project's own articles, in one sentence; nothing where nobody did."""
    say, own = dossier.say, judged(root())
    if own is None:
        return ()
    right, found, there = (sum(getattr(t, f) for t in own.kinds.values()) for f in ("right", "found", "there"))
    sentence = say.gettext(
        "Facts judged by people in this project's own articles (articles: {articles}, up to {date}): of {found} read, "
        "{right} were read rightly; of {there} stated, {right} were found."
    )
    counts = {"articles": own.articles, "found": found, "right": right, "there": there}
    said = {name: _measure(dossier, Decimal(count)) for name, count in counts.items()}
    return (tree.Text(" "), *fill(sentence, date=_day(dossier, own.date), **said))


def table(dossier: Dossier) -> tuple[tree.Block, ...]:
    """The evaluation in full, by kind, and the judgements on this project's own articles."""
    return (*_measured_table(dossier), *_judged_table(dossier))


def _judged_table(dossier: Dossier) -> tuple[tree.Block, ...]:
    say, own = dossier.say, judged(root())
    if own is None:
        return ()
    head = heads(
        say.gettext("Kind of fact"),
        say.gettext("Read rightly"),
        say.gettext("Read, and judged"),
        say.gettext("Stated, and judged"),
        right=(1, 2, 3),
    )
    rows = tuple(
        (
            cell(kind_name(dossier, KINDS[kind].many if kind in KINDS else kind), header=True),
            *(cell(_measure(dossier, Decimal(n)), align="right") for n in (tally.right, tally.found, tally.there)),
        )
        for kind, tally in own.kinds.items()
    )
    caption = fill(say.gettext("Facts that people judged in this project's own articles"))
    return (tree.Table(head=(head,), rows=rows, caption=caption, notes=(_judged(dossier)[1:],)),)


def _measured_table(dossier: Dossier) -> tuple[tree.Block, ...]:
    say, measured = dossier.say, evaluation(recorded())
    if measured is None:
        return (paragraph(_measured(dossier), role="note"),)
    head = heads(
        say.gettext("Kind of fact"),
        say.gettext("Right of those found"),
        say.gettext("Found of those there"),
        say.gettext("F-score"),
        say.gettext("Checked by hand"),
        right=(1, 2, 3, 4),
    )
    rows = tuple(
        (
            cell(kind_name(dossier, kind), header=True),
            *(
                cell(_measure(dossier, share * 100, "%"), align="right")
                for share in (score.precision, score.recall, score.f1)
            ),
            cell(_measure(dossier, Decimal(score.n)), align="right"),
        )
        for kind, score in measured.kinds.items()
    )
    return (
        tree.Table(
            head=(head,), rows=rows, caption=fill(say.gettext("Evaluation of the parser")), notes=(_measured(dossier),)
        ),
    )


def kind_name(dossier: Dossier, kind: str) -> str:
    say = dossier.say
    names = {
        "quantities": say.gettext("quantities"),
        "dates": say.gettext("dates"),
        "documents": say.gettext("documents"),
        "people": say.gettext("people"),
        "indicators": say.gettext("indicators"),
        "commitments": say.gettext("commitments"),
        "organizations": say.gettext("organisations"),
        "places": say.gettext("places"),
        "turns": say.gettext("turns"),
        "derived": say.gettext("derived values"),
        "discrepancies": say.gettext("findings"),
        "events": say.gettext("events"),
        "awards": say.gettext("awards"),
        "quantities_with_unit": say.gettext("quantities with their unit"),
        "quantities_with_bound": say.gettext("quantities with unit and approximator"),
        "commitments_with_due": say.gettext("commitments with their deadline"),
        "people_with_role": say.gettext("people with their roles"),
    }
    return names.get(kind, kind.replace("_", " "))


def root() -> Path:
    """The project's folder: BAOCAO_ROOT, else the nearest folder above with a build/ or articles/ folder."""
    if given := os.environ.get("BAOCAO_ROOT"):
        return Path(given)
    here = Path.cwd()
    return next((p for p in (here, *here.parents) if (p / "articles").is_dir() or (p / "build").is_dir()), here)


def _measure(dossier: Dossier, value: Decimal, unit: str = "") -> tree.Declared:
    rounded = value.quantize(Decimal("0.1")) if unit else value
    return tree.Declared(text=number(rounded, dossier.lang) + unit, reason="evaluation")


def _day(dossier: Dossier, iso: str) -> tree.Declared:
    from datetime import date

    try:
        text = day(date.fromisoformat(iso[:10]), dossier.lang)
    except ValueError:
        text = iso
    return tree.Declared(text=text, reason="evaluation")
