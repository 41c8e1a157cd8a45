"""What a report on many articles is built from, and the data that travel inside it."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from baocao.corpus.agreement import findings
from baocao.corpus.claims import disputes
from baocao.corpus.collection import Corpus
from baocao.corpus.ledger import ledger
from baocao.corpus.record import Observation
from baocao.export.cells import table
from baocao.report import tree
from baocao.report.accuracy import root
from baocao.report.build_record import SHOWN, cells_hash, command, file_hash, inputs, python, short, versions
from baocao.report.corpus.binder import Binder
from baocao.report.phrase import paragraph
from baocao.report.source_hash import PRINTER, RULES, source_hash

CORPUS = ("corpus",)
"""What decides how many articles are read together, beside the rules."""
LAST = "last-issue.json"
"""The attached last issue, where the report tells what changed since."""


class CorpusRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs of one report on many articles; equal records give equal bytes."""

    articles: dict[str, str]
    """sha256 of each article's bytes, by its id."""
    undated: tuple[str, ...] = ()
    """sha256 of the articles that give no day of publication, where a day is asked for. Of what was published after it
    nothing is recorded: the report of a day stays the same whatever is published later."""
    corrections: dict[str, str] = {}
    """sha256 of what people said of an article, by its id; only of articles of which something is said."""
    as_of: str = ""
    since_sha256: str = ""
    """Of the last issue, which what changed is told against."""
    rules_sha256: str
    corpus_sha256: str
    """Of the code that reads many articles together."""
    report_sha256: str
    notebook: str = ""
    notebook_sha256: str = ""
    lock_sha256: str = ""
    lang: str
    style: str = "baocao"
    python: str = ""
    versions: dict[str, str] = {}
    command: str = ""

    @property
    def identity(self) -> str:
        """The report's number: a hash over all its inputs."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:SHOWN]


def record(binder: Binder, since: Path | None) -> CorpusRecord:
    """The record of this report; the runner names the notebook and the style through the environment."""
    notebook = os.environ.get("BAOCAO_NOTEBOOK")
    corpus, style = binder.corpus, os.environ.get("BAOCAO_STYLE", "baocao")
    as_of = corpus.as_of.isoformat() if corpus.as_of else ""
    return CorpusRecord(
        articles={entry.id: entry.sha256 for entry in corpus.entries},
        undated=undated(corpus),
        corrections=corrections(corpus),
        as_of=as_of,
        since_sha256=file_hash(since),
        rules_sha256=source_hash(RULES),
        corpus_sha256=source_hash(CORPUS),
        report_sha256=source_hash(PRINTER),
        notebook=Path(notebook).name if notebook else "",
        notebook_sha256=cells_hash(Path(notebook)) if notebook else "",
        lock_sha256=file_hash(root() / "requirements.lock"),
        lang=binder.lang,
        style=style,
        python=python(),
        versions=versions(),
        command=command(binder.lang, style, as_of),
    )


def undated(corpus: Corpus) -> tuple[str, ...]:
    """sha256 of the articles that are left out because they give no day."""
    return tuple(sorted(one.sha256 for one in corpus.excluded if one.reason == "undated"))


def corrections(corpus: Corpus) -> dict[str, str]:
    """sha256 of what people said of an article, by its id."""
    encode = msgspec.json.Encoder(order="sorted").encode
    return {
        entry.id: hashlib.sha256(encode(article.corrections)).hexdigest()
        for entry, article in corpus
        if article.corrections
    }


def rebuild(binder: Binder, built: CorpusRecord) -> tuple[tree.Block, ...]:
    """How to build the report again, with the hashes of all it came from."""
    say = binder.say
    together = hashlib.sha256(msgspec.json.encode(built.articles, order="sorted")).hexdigest()
    rows = [
        (say.gettext("Articles"), f"{len(built.articles)} · {short(together)}"),
        (say.gettext("Lexicons and rules"), short(built.rules_sha256)),
        (say.gettext("Reading of many articles"), short(built.corpus_sha256)),
        (say.gettext("Report code"), short(built.report_sha256)),
        (
            say.gettext("Notebook"),
            f"{built.notebook} · {short(built.notebook_sha256)}" if built.notebook else say.gettext("run by hand"),
        ),
        (say.gettext("Last issue"), short(built.since_sha256) or say.gettext("none found")),
        (say.gettext("Lock of the packages"), short(built.lock_sha256) or say.gettext("none found")),
        (
            say.gettext("Versions"),
            ", ".join(f"{name} {text}" for name, text in {"Python": built.python, **built.versions}.items()),
        ),
        (say.gettext("Identity of this report"), built.identity),
    ]
    return (
        paragraph(say.gettext("The same articles, rules, notebook and lock give the same bytes. To build it again:")),
        tree.CodeBlock(built.command, language="sh"),
        *(_check(binder, built) if built.notebook else ()),
        inputs(say, rows),
    )


def _check(binder: Binder, built: CorpusRecord) -> tuple[tree.Block, ...]:
    """How to check a finished report: the command names it as a build does."""
    from baocao.report.together import name

    folder = f"reports/as-of-{built.as_of}" if built.as_of else "reports"
    return (
        paragraph(binder.say.gettext("To check a finished report against its own attachments and the articles:")),
        tree.CodeBlock(f"baocao verify {folder}/{name(Path(built.notebook))}.{binder.lang}.pdf", language="sh"),
    )


def metadata(binder: Binder, built: CorpusRecord, style: str, since: Path | None) -> dict[str, Any]:
    """What the exporters need to know of the report beyond its cells."""
    say = binder.say
    return {
        "articles": len(built.articles),
        "lang": binder.lang,
        "style": style,
        "timestamp": _moment(binder),
        "keywords": list(dict.fromkeys(seen.name for seen in binder.corpus.observations))[:12],
        "description": say.gettext("A report on many articles in which every figure leads back to its sentence"),
        "header": {"id": built.identity},
        "id": built.identity,
        "attachments": [
            {
                "name": a.name,
                "media": a.media,
                "description": a.description,
                "relationship": a.relationship,
                "base64": b64encode(a.data).decode(),
            }
            for a in attachments(binder, built, since.read_bytes() if since else None)
        ],
    }


def _moment(binder: Binder) -> int:
    """The report's date: SOURCE_DATE_EPOCH, else the day of its knowledge or its last article; never the clock."""
    from baocao.report.runner import HANOI, timestamp

    days = [e.published for e in binder.corpus.entries if e.published]
    day: date | None = binder.corpus.as_of or max(days, default=None)
    return timestamp(datetime.combine(day, time(), HANOI).isoformat() if day else None)


def attachments(binder: Binder, built: CorpusRecord, since: bytes | None) -> tuple[tree.Attachment, ...]:
    """The articles, the statements, the findings and the promises as data, the last issue, and the build record."""
    say, corpus = binder.say, binder.corpus
    encode = msgspec.json.Encoder(order="deterministic").encode
    # The file of the project is written over by the next issue; this report is told against this one.
    last = tree.Attachment(
        LAST,
        "application/json",
        say.gettext("The last issue, which what changed is told against"),
        "data",
        since or b"",
    )
    return (
        tree.Attachment(
            "articles.csv", "text/csv", say.gettext("The articles, with their addresses and hashes"), "source",
            table(ARTICLES, _articles(binder)),
        ),
        tree.Attachment(
            "statements.csv", "text/csv", say.gettext("Every statement of every indicator"), "data",
            table(STATEMENTS, _statements(binder)),
        ),
        tree.Attachment(
            "findings.json", "application/json", say.gettext("Agreement and contradiction, pair by pair"), "data",
            msgspec.json.format(encode(findings(corpus)), indent=1),
        ),
        tree.Attachment(
            "disputes.json", "application/json", say.gettext("Claims without a figure that contradict each other"),
            "data", msgspec.json.format(encode(disputes(corpus)), indent=1),
        ),
        tree.Attachment(
            "promises.json", "application/json", say.gettext("The ledger of promises"), "data",
            msgspec.json.format(encode(ledger(corpus)), indent=1),
        ),
        *((last,) if since is not None else ()),
        tree.Attachment(
            "build-record.json", "application/json", say.gettext("Hashes, versions and parameters of this build"),
            "supplement", msgspec.json.format(msgspec.json.encode(built), indent=1),
        ),
    )  # fmt: skip


ARTICLES = ("number", "id", "published", "outlet", "title", "url", "genre", "copy_of", "remark", "sha256")
STATEMENTS = (
    "id", "article", "sentence", "start", "end", "indicator", "name", "place", "place_code", "measure", "mode",
    "published", "from", "to", "period_how",
    "low", "high", "of", "unit", "per", "bound", "stated", "derived", "speaker",
)  # fmt: skip


def _articles(binder: Binder) -> Iterator[dict[str, object]]:
    for entry in binder.corpus.entries:
        fields = msgspec.structs.asdict(entry)
        yield {"number": binder.number(entry.id), **{name: fields[name] for name in ARTICLES if name in fields}}


def _statements(binder: Binder) -> Iterator[dict[str, object]]:
    for seen in binder.corpus.observations:
        yield _row(seen)


def _row(seen: Observation) -> dict[str, object]:
    fields = msgspec.structs.asdict(seen)
    row: dict[str, object] = {name: fields[name] for name in STATEMENTS if name in fields}
    row |= {
        "article": seen.cite.article,
        "sentence": seen.cite.sentence,
        "start": seen.cite.start,
        "end": seen.cite.end,
        "place": seen.place.label if seen.place else "",
        "place_code": seen.place.code if seen.place else "",
        "from": seen.from_,
    }
    return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in row.items()}
