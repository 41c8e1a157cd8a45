"""The files that travel inside a report, so that it can be checked without the project."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from baocao import contract, model
from baocao.report import tree
from baocao.report.build_record import BuildRecord
from baocao.report.dossier import Dossier

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins like this would run as a formula in a spreadsheet; an apostrophe keeps it text."""


def attachments(dossier: Dossier, built: BuildRecord) -> tuple[tree.Attachment, ...]:
    """Every attachment but the executed notebook, which its exporter adds."""
    say, article = dossier.say, dossier.article
    return (
        tree.Attachment(
            "article.txt",
            "text/plain",
            say.gettext("The article's text, which every place in the data counts in"),
            "source",
            article.text.encode(),
        ),
        tree.Attachment(
            "facts.json",
            "application/json",
            say.gettext("Everything that was understood of the article"),
            "data",
            msgspec.json.format(contract.encode(article), indent=1),
        ),
        tree.Attachment(
            "facts.schema.json",
            "application/schema+json",
            say.gettext("JSON Schema of facts.json"),
            "supplement",
            msgspec.json.format(msgspec.json.encode(contract.schema()), indent=1),
        ),
        tree.Attachment(
            "facts.csv",
            "text/csv",
            say.gettext("The facts as one table"),
            "data",
            _csv(FACT_COLUMNS, _fact_rows(dossier)),
        ),
        tree.Attachment(
            "evidence.csv",
            "text/csv",
            say.gettext("The article's sentences, numbered as in the annex"),
            "data",
            _csv(EVIDENCE_COLUMNS, _evidence_rows(dossier)),
        ),
        tree.Attachment(
            "build-record.json",
            "application/json",
            say.gettext("Hashes, versions and parameters of this build"),
            "supplement",
            msgspec.json.format(msgspec.json.encode(built), indent=1),
        ),
    )


FACT_COLUMNS = (
    "kind",
    "id",
    "name",
    "low",
    "high",
    "of",
    "unit",
    "per",
    "bound",
    "from",
    "to",
    "sentence",
    "start",
    "end",
    "text",
    "rule",
)
EVIDENCE_COLUMNS = ("sentence", "start", "end", "kind", "speaker", "text")


def _fact_rows(dossier: Dossier) -> Iterator[dict[str, object]]:
    for fact in dossier.facts.values():
        kind = type(fact).__name__.lower() if not isinstance(fact, model.Name) else "name"
        place = dossier.place(fact)
        passage = dossier.passage(place.start) if place else None
        row: dict[str, object] = {
            "kind": kind,
            "sentence": passage.number if passage else "",
            "rule": getattr(fact, "rule", ""),
        }
        row |= {
            name: getattr(fact, name, "") for name in ("id", "name", "low", "high", "of", "unit", "per", "bound", "to")
        }
        row["from"] = getattr(fact, "from_", "")
        if place is not None:
            row |= {"start": place.start, "end": place.end, "text": dossier.article.text[place.start : place.end]}
        yield row


def _evidence_rows(dossier: Dossier) -> Iterator[dict[str, object]]:
    for p in dossier.passages:
        text = dossier.article.text[p.start : p.end]
        yield {"sentence": p.number, "start": p.start, "end": p.end, "kind": p.kind, "speaker": p.speaker, "text": text}


def _csv(columns: tuple[str, ...], rows: Iterable[dict[str, object]]) -> bytes:
    """RFC 4180 with a byte-order mark, which is what makes a spreadsheet read Vietnamese rightly."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _safe(value) for key, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
