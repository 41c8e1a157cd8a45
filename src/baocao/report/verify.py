"""A finished report proves itself: against its attachments, the articles at hand, and a rebuild by the same code.

The report carries its article, its facts and its build record; one on many articles carries what was made of them,
and the articles are looked for. What can be recomputed is recomputed; the first figure that comes out differently is
named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from baocao import contract
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.report.accuracy import JUDGED, recorded
from baocao.report.build import Plan, build
from baocao.report.build_record import BuildRecord, cells_hash, python, versions
from baocao.report.carried import attached, contents
from baocao.report.corpus.about import CORPUS, CorpusRecord
from baocao.report.corpus.proof import Proof, decoded
from baocao.report.desk import desk
from baocao.report.difference import first_attached, first_line, first_printed
from baocao.report.likeness import unlike
from baocao.report.plan import stored
from baocao.report.source_hash import PRINTER, RULES, source_hash
from baocao.report.state import hash_file
from baocao.verdict import Verdict

KINDS = (
    "quantities", "dates", "documents", "people", "organizations", "places", "indicators", "commitments", "events",
    "awards", "derived", "discrepancies", "abstained", "turns", "sentences", "blocks",
)  # fmt: skip
CONTEXT = 40
"""Characters shown where the text of an article differs."""


def verify(
    report: Path,
    *,
    articles: Path = Path("articles"),
    corrections: Path = Path("corrections"),
    notebooks: Path | None = None,
) -> Verdict:
    """Recompute a PDF or HTML report, with the notebook of its name in `notebooks`, else in this project or package.

    A report on many articles carries none of them: they are looked for below `articles`, what people said of them in
    `corrections`. Raises BaocaoError where one is missing, or the file is no report of ours.
    """
    data = contents(report)
    files = attached(data, str(report))
    _require(files, "build-record.json", report)
    try:
        many = decoded(files["build-record.json"])
        if many is None:
            _require(files, "facts.json", report)
            article = contract.decode(files["facts.json"])
            one = msgspec.json.decode(files["build-record.json"], type=BuildRecord)
    except msgspec.MsgspecError as error:
        return Verdict("differs", (f"an attachment is damaged: {error}",))
    record: BuildRecord | CorpusRecord
    rebuilt: Callable[[Path], bytes]
    if many is not None:
        record, proof = many, Proof(many, articles, corrections, str(report))
        findings = proof.changed or list(proof.differences(files))
        rebuilt = partial(proof.rebuilt, files, report.suffix)
    else:
        record = one
        findings = [*_against_itself(files, one, article), *_against_article(files, one, article)]
        findings += _against_folder(articles, one)
        rebuilt = partial(_rebuilt, report, files, one, article)
    if findings:
        return Verdict("differs", tuple(findings))
    # The name comes out of the report: never a path to elsewhere.
    name = _bare(record.notebook)
    notebook = notebooks / name if notebooks else stored(name)
    notes = list(_other_tools(record, notebook))
    if notes:
        return Verdict("consistent", notes=tuple(notes))
    again = rebuilt(notebook)
    if again == data:
        return Verdict("identical")
    found = (
        first_printed(data, again, report.suffix)
        or first_attached(files, attached(again, str(report)))
        or unlike(data, again, report.suffix)
    )
    if found is None:
        return Verdict(
            "consistent", notes=("every word and drawing is recomputed; the files differ in other bytes (metadata)",)
        )
    return Verdict("differs", (found,))


def _require(files: Mapping[str, bytes], name: str, report: Path) -> None:
    if name not in files:
        raise BaocaoError(
            f"carries no {name}", where=str(report), remedy="only reports that baocao built can be verified"
        )


# ── what the report says of itself ───────────────────────────────────────────


def _against_itself(files: Mapping[str, bytes], record: BuildRecord, article: Article) -> Iterator[str]:
    """Facts against their hash and their own words, and the tables against the facts."""
    for kind, fact in _facts(article):
        start, end = getattr(fact, "start", None), getattr(fact, "end", None)
        surface = getattr(fact, "text", "")
        if surface and article.text[start:end] != surface:
            yield f"{kind} {_named(fact)}: the text at {start}–{end} reads {article.text[start:end]!r}"
    if hashlib.sha256(contract.encode(article)).hexdigest() != record.facts_sha256:
        yield "facts.json is not what the build record names (its hash differs)"
    from baocao.report.attachments import attachments
    from baocao.report.dossier import Dossier

    lang = str(record.parameters.get("lang", "vi"))
    for made in attachments(Dossier(article, lang), record):
        given = files.get(made.name)
        if made.name.endswith(".csv") and given is not None and given != made.data:
            yield f"{made.name}: {first_line(given, made.data)}"


def _against_article(files: Mapping[str, bytes], record: BuildRecord, article: Article) -> Iterator[str]:
    """The attached article against its hash, and against the facts by reading it again."""
    name = PurePosixPath(article.source.path).name
    raw = files.get(name)
    if raw is None:
        return
    if hashlib.sha256(raw).hexdigest() != record.article_sha256:
        yield f"{name}: the attached article is not the one that was read (its hash differs)"
    if source_hash(RULES) != record.rules_sha256:
        return
    again = _understood(raw, article, files)
    if again != article:
        yield _first_difference(article, again)


def _against_folder(articles: Path, record: BuildRecord) -> Iterator[str]:
    """The article in the project, where it is at hand."""
    here = articles / _bare(record.article)
    if here.is_file() and hash_file(here) != record.article_sha256:
        yield f"{here}: the article has changed since this report was built"


def _understood(raw: bytes, article: Article, files: Mapping[str, bytes]) -> Article:
    """The attached article read and understood once more, with the attached corrections."""
    from baocao import read
    from baocao.corrections import path_for, understand

    with _laid(raw, article, files) as room:
        return understand(read(_inside(article)), path_for(_inside(article), room / "corrections").parent)


# ── a rebuild ────────────────────────────────────────────────────────────────


def _other_tools(record: BuildRecord | CorpusRecord, notebook: Path) -> Iterator[str]:
    """What here is not what the report was built with."""
    if not record.notebook:
        yield "its notebook was run by hand; the printed pages were not recomputed"
    here = {
        "the rules": (source_hash(RULES), record.rules_sha256),
        "the report code": (source_hash(PRINTER), record.report_sha256),
        "the notebook": (
            cells_hash(notebook) if record.notebook and notebook.is_file() else "",
            record.notebook_sha256,
        ),
        "the lock": (_hash(Path("requirements.lock")), record.lock_sha256),
        "the versions": (str((python(), versions())), str((record.python, record.versions))),
    }
    if isinstance(record, CorpusRecord):
        here["the reading of many articles"] = (source_hash(CORPUS), record.corpus_sha256)
    else:
        here["the evaluation"] = (_hash(recorded()), record.evaluation_sha256)
        here["what was judged"] = (_hash(Path(JUDGED)), record.judged_sha256)
    for name, (now, then) in here.items():
        if now != then:
            yield f"{name} here is not what built it; the printed pages were not recomputed"


def _rebuilt(report: Path, files: Mapping[str, bytes], record: BuildRecord, article: Article, notebook: Path) -> bytes:
    """The same report built again, in a folder of its own."""
    lang = str(record.parameters.get("lang", "vi"))
    notebook = notebook.resolve()
    name = PurePosixPath(article.source.path).name
    with _laid(files.get(name, article.text.encode()), article, files):
        outcome = build(
            Plan(articles=(Path(_inside(article)),), languages=(lang,), style=record.style, notebook=notebook, jobs=1)
        )
        for path in outcome.written:
            if path.suffix == report.suffix:
                return path.read_bytes()
    raise BaocaoError(
        "; ".join(outcome.failures) or "could not be built again",
        where=str(report),
        remedy="build it with the version that its record names",
    )


def _laid(raw: bytes, article: Article, files: Mapping[str, bytes]) -> AbstractContextManager[Path]:
    """A project folder that holds this article alone, with its corrections."""
    places = {Path(_inside(article)): raw}
    if "corrections.yml" in files:
        places[Path("corrections") / f"{Path(_inside(article)).stem}.yml"] = files["corrections.yml"]
    return desk(places, article.source.path)


def _bare(name: str) -> str:
    """A name of the record without folders: a hostile one must not choose which notebook is run."""
    return name.replace("\\", "/").rpartition("/")[2]


def _inside(article: Article) -> str:
    """The article's path as the build named it, which a hostile record can not lead out of the folder."""
    path = PurePosixPath(article.source.path)
    if path.is_absolute() or ".." in path.parts:
        return f"articles/{path.name}"
    return str(path)


def _hash(path: Path) -> str:
    return hash_file(path) if path.is_file() else ""


# ── differences, in words ────────────────────────────────────────────────────


def _facts(article: Article) -> Iterator[tuple[str, Any]]:
    for kind in KINDS:
        for fact in getattr(article, kind):
            yield kind, fact


def _first_difference(given: Article, again: Article) -> str:
    """The first fact that recomputing gives differently."""
    if given.text != again.text:
        at = next((i for i, (a, b) in enumerate(zip(given.text, again.text, strict=False)) if a != b), None)
        at = min(len(given.text), len(again.text)) if at is None else at
        return f"text at {at}: {given.text[at : at + CONTEXT]!r}, recomputed {again.text[at : at + CONTEXT]!r}"
    for kind in KINDS:
        ours, theirs = getattr(given, kind), getattr(again, kind)
        for one, other in zip(ours, theirs, strict=False):
            for field in one.__struct_fields__:
                if getattr(one, field) != getattr(other, field):
                    return f"{kind} {_named(one)}: {field} is {getattr(one, field)}, recomputed {getattr(other, field)}"
        if len(ours) != len(theirs):
            return f"{kind}: {len(ours)} in the report, {len(theirs)} recomputed"
    return "metadata: not what recomputing gives"


def _named(fact: Any) -> str:
    return " ".join(
        filter(None, (getattr(fact, "id", ""), repr(getattr(fact, "text", "") or getattr(fact, "name", ""))))
    )
