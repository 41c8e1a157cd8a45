"""A finished report proves itself: against its attachments, the articles at hand, and a rebuild by the same code.

The report carries its article, its facts and its build record. What can be recomputed is recomputed; the first
figure that comes out differently is named.
"""

from __future__ import annotations

import base64
import binascii
import difflib
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import msgspec

from baocao import contract
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.report.accuracy import JUDGED, recorded
from baocao.report.accuracy import RECORD as EVALUATION
from baocao.report.build import Plan, build
from baocao.report.build_record import BuildRecord, cells_hash
from baocao.report.likeness import unlike
from baocao.report.office import FILE as OFFICE
from baocao.report.plan import stored
from baocao.report.source_hash import PRINTER, RULES, source_hash
from baocao.report.state import hash_file

KINDS = (
    "quantities", "dates", "documents", "people", "organizations", "places", "indicators", "commitments", "events",
    "awards", "derived", "discrepancies", "abstained", "turns", "sentences", "blocks",
)  # fmt: skip
CONTEXT = 40
"""Characters shown around a difference in the printed text."""


class Verdict(msgspec.Struct, frozen=True):
    """What a report turned out to be."""

    status: Literal["identical", "consistent", "differs"]
    """`identical`: a rebuild gives these bytes. `consistent`: all that could be recomputed agrees. `differs`: no."""
    findings: tuple[str, ...] = ()
    """What differs, the first figure first."""
    notes: tuple[str, ...] = ()
    """What could not be recomputed here, and why."""


def verify(report: Path, *, articles: Path = Path("articles"), notebooks: Path | None = None) -> Verdict:
    """Recompute a PDF or HTML report, with the notebook of its name in `notebooks`, else in this project or package.

    Raises BaocaoError where the file is no report of ours, or carries no build record.
    """
    data = _bytes(report)
    files = _attached(data, str(report))
    for name in ("build-record.json", "facts.json"):
        if name not in files:
            raise BaocaoError(
                f"carries no {name}", where=str(report), remedy="only reports that baocao built can be verified"
            )
    try:
        record = msgspec.json.decode(files["build-record.json"], type=BuildRecord)
        article = contract.decode(files["facts.json"])
    except msgspec.MsgspecError as error:
        return Verdict("differs", (f"an attachment is damaged: {error}",))
    findings = [*_against_itself(files, record, article), *_against_article(files, record, article)]
    findings += _against_folder(articles, record)
    if findings:
        return Verdict("differs", tuple(findings))
    # The name comes out of the report: never a path to elsewhere.
    name = _bare(record.notebook)
    notebook = notebooks / name if notebooks else stored(name)
    notes = list(_other_tools(record, notebook))
    if notes:
        return Verdict("consistent", notes=tuple(notes))
    again = _rebuilt(report, files, record, article, notebook)
    if again == data:
        return Verdict("identical")
    found = _first_printed_difference(data, again, report.suffix) or unlike(data, again, report.suffix)
    if found is None:
        return Verdict(
            "consistent", notes=("every word and drawing is recomputed; the files differ in other bytes (metadata)",)
        )
    return Verdict("differs", (found,))


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
            yield f"{made.name}: {_first_line(given, made.data)}"


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

    with _desk(raw, article, files) as desk:
        return understand(read(_inside(article)), path_for(_inside(article), desk / "corrections").parent)


# ── a rebuild ────────────────────────────────────────────────────────────────


def _other_tools(record: BuildRecord, notebook: Path) -> Iterator[str]:
    """What here is not what the report was built with."""
    here = {
        "the rules": (source_hash(RULES), record.rules_sha256),
        "the report code": (source_hash(PRINTER), record.report_sha256),
        "the notebook": (
            cells_hash(notebook) if record.notebook and notebook.is_file() else "",
            record.notebook_sha256,
        ),
        "the lock": (_hash(Path("requirements.lock")), record.lock_sha256),
        "the evaluation": (_hash(recorded()), record.evaluation_sha256),
        "what was judged": (_hash(Path(JUDGED)), record.judged_sha256),
    }
    for name, (now, then) in here.items():
        if now != then:
            yield f"{name} here is not what built it; the printed pages were not recomputed"


def _rebuilt(report: Path, files: Mapping[str, bytes], record: BuildRecord, article: Article, notebook: Path) -> bytes:
    """The same report built again, in a folder of its own."""
    lang = str(record.parameters.get("lang", "vi"))
    notebook = notebook.resolve()
    name = PurePosixPath(article.source.path).name
    with _desk(files.get(name, article.text.encode()), article, files):
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


@contextmanager
def _desk(raw: bytes, article: Article, files: Mapping[str, bytes]) -> Iterator[Path]:
    """An empty project folder that holds this article alone; the working folder while it lasts."""
    before = Path.cwd()
    shared = (Path("requirements.lock"), Path(EVALUATION), Path(JUDGED), Path(OFFICE))
    carried = {path: (before / path).read_bytes() for path in shared if path.is_file()}
    with tempfile.TemporaryDirectory(prefix="baocao-verify-") as folder:
        desk = Path(folder)
        places = {Path(_inside(article)): raw, **carried}
        if "corrections.yml" in files:
            places[Path("corrections") / f"{Path(_inside(article)).stem}.yml"] = files["corrections.yml"]
        try:
            for path, content in places.items():
                (desk / path).parent.mkdir(parents=True, exist_ok=True)
                (desk / path).write_bytes(content)
        except (OSError, ValueError) as error:  # a path that no build can have named
            raise BaocaoError(
                f"could not be laid out again ({error})",
                where=article.source.path,
                remedy="only reports that baocao built can be verified",
            ) from None
        os.chdir(desk)
        try:
            yield desk
        finally:
            os.chdir(before)


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


def _first_line(given: bytes, made: bytes) -> str:
    old, new = (data.decode("utf-8-sig", "replace").splitlines() for data in (given, made))
    for number, (a, b) in enumerate(zip(old, new, strict=False), 1):
        if a != b:
            return f"line {number} reads {a!r}, recomputed {b!r}"
    return f"{len(old)} lines, recomputed {len(new)}"


def _first_printed_difference(given: bytes, again: bytes, suffix: str) -> str | None:
    """The first place where two reports print different words; None where they print the same."""
    old, new = (_pages(data, suffix) for data in (given, again))
    for number, (a, b) in enumerate(zip(old, new, strict=False), 1):
        if a == b:
            continue
        words, others = a.split(), b.split()
        for tag, i, i2, j, j2 in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
            if tag != "equal":
                where = f"page {number}" if suffix == ".pdf" else "the page"
                before = " ".join(words[max(0, i - 6) : i])
                return (
                    f"{where} prints {' '.join(words[i:i2])!r} after {before!r}, recomputed {' '.join(others[j:j2])!r}"
                )
    return None if len(old) == len(new) else f"{len(old)} pages, recomputed {len(new)}"


def _pages(data: bytes, suffix: str) -> list[str]:
    if suffix == ".pdf":
        from pypdf import PdfReader

        return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    from lxml import html

    return [" ".join(html.document_fromstring(data.decode("utf-8", "replace")).itertext())]


# ── what travels inside ──────────────────────────────────────────────────────


def _bytes(report: Path) -> bytes:
    try:
        return report.read_bytes()
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(report), remedy="check the path and its rights"
        ) from None


def _attached(data: bytes, where: str) -> dict[str, bytes]:
    """The files inside a report, by name."""
    if data.startswith(b"%PDF"):
        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says the same below, in one line
        try:
            return {name: contents[0] for name, contents in PdfReader(BytesIO(data)).attachments.items()}
        except Exception as error:  # pypdf raises many kinds for a file that is no PDF
            raise BaocaoError(f"is no readable PDF ({error})", where=where, remedy="fetch or copy it again") from None
    downloads = _Downloads()
    downloads.feed(data.decode("utf-8", "replace"))
    if not downloads.files:
        raise BaocaoError(
            "carries no attached files", where=where, remedy="only reports that baocao built can be verified"
        )
    return downloads.files


class _Downloads(HTMLParser):
    """The `<a download>` links of a page, whose bytes are in the link."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, address = found.get("download"), found.get("href") or ""
        if tag == "a" and name and address.startswith("data:"):
            try:
                self.files[name] = base64.b64decode(address.partition(";base64,")[2], validate=True)
            except binascii.Error:
                self.files[name] = b""
