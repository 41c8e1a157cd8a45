"""What a build is to do: its plan, and the steps that carry it out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from baocao.report.accuracy import JUDGED, recorded
from baocao.report.forkserver import Engine
from baocao.report.office import FILE as OFFICE
from baocao.report.source_hash import PRINTER, source_hash
from baocao.report.state import Step, hash_file

PACKAGE = Path(__file__).parents[1]


def stored(name: str) -> Path:
    """A notebook of this project: that of the working folder, else the one inside the package, else the checkout's."""
    folders = (Path("notebooks"), PACKAGE / "notebooks", PACKAGE.parents[1] / "notebooks")
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[0] / name)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to build, and where."""

    articles: tuple[Path, ...]
    languages: tuple[str, ...] = ("vi",)
    style: str = "baocao"
    notebook: Path = msgspec.field(default_factory=lambda: stored("1-article.ipynb"))
    lock: Path = Path("requirements.lock")
    build: Path = Path("build")
    reports: Path = Path("reports")
    corrections: Path = Path("corrections")
    """Where people's corrections lie, one file an article."""
    together: tuple[Path, ...] = ()
    """Notebooks on all articles together, and on one that is an example; each becomes reports of its own."""
    as_of: str = ""
    """A day, YYYY-MM-DD: only what was published by then is used, and the reports go to a folder of that day."""
    issue: Path = Path("issue.json")
    """The figures of the last issue, which the user keeps; what differs from them is what changed."""
    jobs: int = 2
    engine: Engine = "fork"
    scheduler: str = ""
    """Address of a Dask scheduler whose workers build the articles' reports; `local` starts one; none: this machine."""

    @property
    def folder(self) -> Path:
        """Where the reports on all articles go: knowledge of another day is another issue."""
        return self.reports / f"as-of-{self.as_of}" if self.as_of else self.reports

    def parsed(self, article: Path) -> Path:
        """Where an article's facts are."""
        return self.build / "parsed" / f"{article.stem}.json"


def sound(plan: Plan) -> None:
    """Refuse, in one line and before anything is read, what would fail in every report of the plan.

    Raises BaocaoError for a language, style, notebook, last issue or office file that can not be used.
    """
    from baocao.report.accuracy import root
    from baocao.report.cells import load
    from baocao.report.messages import catalogue
    from baocao.report.office import office, styled

    for lang in plan.languages:
        catalogue(lang)
    styled(plan.style)
    for notebook in (plan.notebook, *plan.together):
        load(notebook)
    if plan.issue.exists():
        from baocao.corpus.changes import read_issue  # with it come the rules of the parser

        read_issue(plan.issue)
    office(root())


class Task(msgspec.Struct, frozen=True):
    """A step with what runs it, in another process."""

    step: Step
    run: Callable[..., None]
    arguments: tuple[Any, ...]


def shared(plan: Plan, notebook: Path) -> dict[str, str]:
    """What a report depends on besides its articles."""
    return {
        "the notebook": hash_file(notebook),
        "the report code": source_hash(PRINTER),
        "the lock": _hash(plan.lock),
        "the style": plan.style,
        "the evaluation": _hash(recorded()),
        "what was judged": _hash(Path(JUDGED)),
        "the office file": _hash(Path(OFFICE)),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }


def report_task(
    plan: Plan, notebook: Path, name: str, folder: Path, given: dict[str, str], inputs: dict[str, str]
) -> Task:
    """The step that executes a notebook and renders it to `folder`."""
    executed = plan.build / "executed" / folder.relative_to(plan.reports) / f"{name}.ipynb"
    outputs = (executed, *(folder / f"{name}.{kind}" for kind in ("html", "pdf", "build.json")))
    step = Step(str((folder / name).relative_to(plan.reports)), inputs, tuple(map(str, outputs)))
    return Task(step, make_report, (notebook, executed, folder, given, plan.style, plan.engine, plan.corrections))


def make_report(
    notebook: Path,
    executed: Path,
    folder: Path,
    given: dict[str, str],
    style: str,
    engine: Engine,
    corrections: Path,
) -> None:
    """One report executed and rendered, in a worker process."""
    from baocao.report.kernel import engine as kernels
    from baocao.report.render import render
    from baocao.report.runner import run

    with kernels(engine):
        ran = run(notebook, executed, given, style=style, corrections=corrections)
    render(executed, folder, ran)


def _hash(path: Path) -> str:
    return hash_file(path) if path.exists() else ""
