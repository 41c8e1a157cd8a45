"""A report on many articles proves itself: it carries no article, so those at hand must be the ones of its record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from baocao import contract, read
from baocao.corpus.collection import Corpus, gather
from baocao.corrections import path_for, understand
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.report.build import ENDINGS
from baocao.report.corpus import about
from baocao.report.corpus.about import LAST, CorpusRecord
from baocao.report.corpus.binder import Binder
from baocao.report.desk import desk
from baocao.report.difference import first_line
from baocao.report.plan import make_report
from baocao.report.source_hash import PRINTER, RULES, source_hash
from baocao.report.state import hash_file
from baocao.report.together import name

LISTED, PARSED, ISSUE = Path("build/articles.txt"), Path("build/parsed"), Path("issue.json")
NAMED = 5
"""Missing articles that are named; of more, their number."""


class Proof:
    """The articles of one record, found in a folder by their hashes and understood once more."""

    def __init__(self, record: CorpusRecord, articles: Path, corrections: Path, where: str) -> None:
        """Raises BaocaoError that names the articles, or the corrections, that are not there."""
        self.record = record
        self.corrections = corrections
        self.changed: list[str] = []
        """What is there and has changed, in words."""
        found, missing = self._found(articles)
        if self.changed:
            return
        if missing:
            raise BaocaoError(
                f"needs articles that are not in {str(articles)!r}: {_few(missing)}",
                where=where,
                remedy="give the folder that holds them with --articles",
            )
        missing = [id_ for id_ in record.corrections if not path_for(found[id_], corrections).is_file()]
        if missing:
            raise BaocaoError(
                f"needs corrections that are not in {str(corrections)!r}: {_few(missing)}",
                where=where,
                remedy="give the folder that holds them with --corrections",
            )
        self.articles: tuple[Article, ...] = tuple(understand(read(path), corrections) for path in found.values())

    def _found(self, folder: Path) -> tuple[dict[str, Path], list[str]]:
        """The file of every article that the report used or had to leave out, and those that are not there."""
        stems = {id_.removesuffix(f"~{digest[:8]}"): id_ for id_, digest in self.record.articles.items()}
        files = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in ENDINGS or p.stem in stems]
        there = {path: hash_file(path) for path in files if path.is_file()}
        found: dict[str, Path] = {}
        missing = []
        for id_, digest in self.record.articles.items():
            stem = id_.removesuffix(f"~{digest[:8]}")
            named = {path: had for path, had in there.items() if path.stem in (stem, id_)}
            path = next((path for path, had in named.items() if had == digest), None)
            if path is not None:
                found[id_] = path
            elif named:
                self.changed.append(f"{next(iter(named))}: the article has changed since this report was built")
            else:
                missing.append(id_)
        by_hash = {had: path for path, had in there.items()}
        for digest in self.record.undated:
            if digest in by_hash:
                found[digest] = by_hash[digest]
            else:
                missing.append(f"sha256 {digest[:16]}…")
        return found, missing

    def differences(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """What the report carries and recomputing gives otherwise; nothing where other rules read the articles."""
        record, last = self.record, files.get(LAST)
        if (sha256(last).hexdigest() if last is not None else "") != record.since_sha256:
            yield f"{LAST} is not what the build record names (its hash differs)"
        here = source_hash(RULES), source_hash(about.CORPUS), source_hash(PRINTER)
        if here != (record.rules_sha256, record.corpus_sha256, record.report_sha256):
            return
        corpus = gather(self.articles, as_of=date.fromisoformat(record.as_of) if record.as_of else None)
        yield from _other_inputs(record, corpus)
        for made in about.attachments(Binder(corpus, record.lang), record, last):
            given = files.get(made.name)
            if given is None:
                yield f"{made.name} is not attached"
            elif given != made.data:
                yield f"{made.name}: {first_line(given, made.data)}"

    def rebuilt(self, files: Mapping[str, bytes], suffix: str, notebook: Path) -> bytes:
        """The same report built again, in a folder of its own."""
        record, notebook = self.record, notebook.resolve()
        parsed = {PARSED / f"{n}.json": contract.encode(article) for n, article in enumerate(self.articles)}
        places = {LISTED: "".join(f"{path}\n" for path in parsed).encode(), **parsed}
        if LAST in files:
            places[ISSUE] = files[LAST]
        given = {"articles": str(LISTED), "as_of": record.as_of, "since": str(ISSUE), "lang": record.lang}
        with desk(places, str(LISTED)) as room:
            made = f"{name(notebook)}.{record.lang}"
            executed, reports = Path(f"build/executed/{made}.ipynb"), Path("reports")
            make_report(notebook, executed, reports, given, record.style, "fork", self.corrections)
            return (room / reports / f"{made}{suffix}").read_bytes()


def decoded(data: bytes) -> CorpusRecord | None:
    """The record of a report on many articles; None where it is that of one article."""
    if "articles" not in msgspec.json.decode(data, type=dict[str, msgspec.Raw]):
        return None
    record = msgspec.json.decode(data, type=CorpusRecord)
    try:
        date.fromisoformat(record.as_of or "2000-01-01")
    except ValueError as error:
        raise msgspec.ValidationError(str(error)) from None
    return record


def _other_inputs(record: CorpusRecord, corpus: Corpus) -> Iterator[str]:
    """What of the record's inputs the articles at hand do not give."""
    used = {entry.id: entry.sha256 for entry in corpus.entries}
    for id_ in sorted(record.articles.keys() ^ used.keys()):
        yield f"{id_}: {'in' if id_ in record.articles else 'not in'} the report, recomputed otherwise"
    if about.undated(corpus) != record.undated:
        yield f"{len(record.undated)} articles without a day, recomputed {len(about.undated(corpus))}"
    said = about.corrections(corpus)
    for id_ in sorted(said.keys() | record.corrections.keys()):
        if said.get(id_) != record.corrections.get(id_):
            yield f"{id_}: its corrections have changed since this report was built"


def _few(names: list[str]) -> str:
    more = f" … ({len(names)})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
