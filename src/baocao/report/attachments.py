"""The files that travel inside a report, so that it can be checked without the project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from baocao import contract, corrections, model
from baocao.export.cells import FORMULA_STARTS, table
from baocao.report import tree
from baocao.report.build_record import BuildRecord
from baocao.report.dossier import Dossier

__all__ = ["FORMULA_STARTS", "attachments"]


def attachments(
    dossier: Dossier, built: BuildRecord, folder: Path | None = None, said: Path = corrections.FOLDER
) -> tuple[tree.Attachment, ...]:
    """Every attachment but the executed notebook, which its exporter adds.

    `folder` is the project's, where the article's own file is looked for, and `said`, the folder of the corrections.
    """
    say, article = dossier.say, dossier.article
    return (
        *_originals(dossier, folder, said),
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
            _schema(),
        ),
        tree.Attachment(
            "facts.csv",
            "text/csv",
            say.gettext("The facts as one table"),
            "data",
            table(FACT_COLUMNS, _fact_rows(dossier)),
        ),
        tree.Attachment(
            "evidence.csv",
            "text/csv",
            say.gettext("The article's sentences, numbered as in the annex"),
            "data",
            table(EVIDENCE_COLUMNS, _evidence_rows(dossier)),
        ),
        tree.Attachment(
            "build-record.json",
            "application/json",
            say.gettext("Hashes, versions and parameters of this build"),
            "supplement",
            msgspec.json.format(msgspec.json.encode(built), indent=1),
        ),
    )


@cache
def _schema() -> bytes:
    return msgspec.json.format(msgspec.json.encode(contract.schema()), indent=1)


def _originals(dossier: Dossier, folder: Path | None, said: Path) -> Iterator[tree.Attachment]:
    """The article's bytes as they were published, and people's corrections; its text where the file is not at hand."""
    say, article = dossier.say, dossier.article
    file = (folder or Path()) / article.source.path
    if folder and file.is_file() and hashlib.sha256(data := file.read_bytes()).hexdigest() == article.source.sha256:
        yield tree.Attachment(
            file.name, article.source.media_type, say.gettext("The article as it was published"), "source", data
        )
    else:
        about = say.gettext("The article's text, which every place in the data counts in")
        yield tree.Attachment("article.txt", "text/plain", about, "source", article.text.encode())
    if folder and (entries := corrections.path_for(file, folder / said)).is_file():
        about = say.gettext("What people corrected")
        yield tree.Attachment("corrections.yml", "application/yaml", about, "source", entries.read_bytes())


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
