"""The reports on all articles together, and the page that lists every report: steps after the articles are understood.

They use what was published by the day of the plan, if it names one; then they go to a folder of that day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from baocao import atomic
from baocao.errors import ParameterError
from baocao.report.parameters import declared
from baocao.report.plan import Plan, Task, report_task, shared, stored
from baocao.report.source_hash import source_hash
from baocao.report.state import Step, hash_file

CORPUS = ("corpus", "lexicon")
"""What decides how many articles are read together."""
RESERVED = ("corpus", "commitments", "tour", "index")
"""Names that an article may not have."""
INDEX = "index.html"
NOTEBOOKS = ("0-tour.ipynb", "2-corpus.ipynb", "3-commitments.ipynb")


def own() -> tuple[Path, ...]:
    """The notebooks that are not about each article in turn, in their order."""
    return tuple(path for name in NOTEBOOKS if (path := stored(name)).is_file())


def day(text: str) -> str:
    """A day as YYYY-MM-DD, or nothing; raises ParameterError for anything else."""
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError:
        raise ParameterError(f"as-of is {text!r}", remedy="write a day as YYYY-MM-DD, for example 2020-12-31") from None


class _Header(msgspec.Struct):
    published: str | None = None


class _Dated(msgspec.Struct):
    metadata: _Header


def used(plan: Plan, parsed: Path) -> bool:
    """Whether an article was published by the day of the plan; without such a day every one is."""
    if not plan.as_of:
        return True
    published = msgspec.json.decode(parsed.read_bytes(), type=_Dated).metadata.published
    return published is not None and published[:10] <= plan.as_of


def name(notebook: Path) -> str:
    """Name of a notebook's reports: `corpus` for 2-corpus.ipynb."""
    return notebook.stem.partition("-")[2] or notebook.stem


def tasks(plan: Plan, known: Collection[str]) -> Iterator[Task]:
    """The reports of every notebook of the plan that is about all articles, or about an example."""
    parsed = [plan.parsed(article) for article in plan.articles if str(plan.parsed(article)) in known]
    if not plan.together or not parsed:
        return
    listed = plan.build / "articles.txt"
    atomic.write(listed, "".join(f"{path}\n" for path in parsed).encode())
    everything = {
        "the articles": _hash(parsed),
        "the reading of many articles": source_hash(CORPUS),
        "the day": plan.as_of,
        "the last issue": hash_file(plan.issue) if plan.issue.exists() else "",
    }
    for notebook in plan.together:
        takes = _parameters(notebook)
        for lang in plan.languages:
            made = f"{name(notebook)}.{lang}"
            if "articles" in takes:
                given = {"articles": str(listed), "as_of": plan.as_of, "since": str(plan.issue), "lang": lang}
                yield report_task(plan, notebook, made, plan.folder, given, shared(plan, notebook) | everything)
            else:
                shown = _example(takes.get("article"), parsed)
                inputs = shared(plan, notebook) | {"what was understood": hash_file(shown)}
                yield report_task(plan, notebook, made, plan.reports, {"article": str(shown), "lang": lang}, inputs)


def _parameters(notebook: Path) -> dict[str, object]:
    from baocao.report.cells import load, parameters_cell

    return {p.name: p.default for p in declared(parameters_cell(load(notebook)), where=str(notebook)).values()}


def _example(wanted: object, parsed: Sequence[Path]) -> Path:
    """The article that a notebook names, where it is there; else the first."""
    return next((path for path in parsed if path.stem == Path(str(wanted)).stem), parsed[0])


def _hash(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()


def built(plan: Plan) -> set[str]:
    """The steps whose outputs are there, however they were made."""
    parsed = {str(path) for article in plan.articles if (path := plan.parsed(article)).is_file()}
    names = {f"{article.stem}.{lang}" for article in plan.articles for lang in plan.languages}
    reports = {name for name in names if (plan.reports / f"{name}.html").is_file()}
    pages = [page for notebook in plan.together for lang in plan.languages for page in _pages(plan, notebook, lang)]
    return parsed | reports | {str(p.with_suffix("").relative_to(plan.reports)) for p in pages if p.is_file()}


def written(plan: Plan, known: Collection[str]) -> list[Path]:
    """The reports on all articles that are what their inputs give."""
    pages = [page for notebook in plan.together for lang in plan.languages for page in _pages(plan, notebook, lang)]
    index_page = plan.folder / INDEX
    done = [page for page in pages if str(page.with_suffix("").relative_to(plan.reports)) in known]
    return done + ([index_page] if str(index_page) in known else [])


def _pages(plan: Plan, notebook: Path, lang: str) -> Iterator[Path]:
    folder = plan.folder if "articles" in _parameters(notebook) else plan.reports
    for kind in ("html", "pdf"):
        yield folder / f"{name(notebook)}.{lang}.{kind}"


def index(plan: Plan, known: Collection[str]) -> Iterator[Task]:
    """The page that lists and searches all reports."""
    if not plan.together:
        return
    parsed = [
        path
        for article in plan.articles
        if str(path := plan.parsed(article)) in known and used(plan, path)
        if all(f"{article.stem}.{lang}" in known for lang in plan.languages)
    ]
    pages = [page for page in written(plan, known) if page.suffix == ".html" and page.name != INDEX]
    page = plan.folder / INDEX
    inputs = {
        "the articles": _hash(parsed),
        "the report code": shared(plan, plan.notebook)["the report code"],
        "the languages": " ".join(plan.languages),
        "the reports on all articles": " ".join(map(str, pages)),
        "the day": plan.as_of,
    }
    yield Task(
        Step(str(page), inputs, (str(page),)), _list, (page, plan.reports, parsed, pages, plan.languages, plan.as_of)
    )


def _list(*given: Any) -> None:
    """The page written, in a worker process: it has at hand what this one need not wait for."""
    from baocao.report.index import write

    write(*given)
