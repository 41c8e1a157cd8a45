"""The components by their names: `r = report.open(article, lang="vi")`, then `r.cover()`, `r.glance()`, …

Each method returns a `Component`; display it, or print it for its text face.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec

from baocao import model
from baocao.errors import ReportError
from baocao.report import (
    accuracy,
    build_record,
    checks,
    commitments,
    corrected,
    cover,
    dictionary,
    evidence,
    figures,
    people,
    prose,
    quotation,
    signoff,
    tree,
)
from baocao.report.component import Component
from baocao.report.dossier import Dossier


def open(article: str | Path | model.Article, *, lang: str = "vi") -> Report:
    """A report on `article`: a parsed record, its JSON file, or an article file that is parsed now.

    A relative path is looked for from the working folder upwards, so that a notebook runs in its own folder too;
    the corrections of an article file are looked for in the same way.
    Raises ReportError naming the file when it is missing or is no parsed article.
    """
    if isinstance(article, model.Article):
        return Report(article, lang=lang)
    path = _found(Path(article))
    if path.suffix != ".json":
        from baocao.corrections import understand
        from baocao.text import read

        return Report(understand(read(path), _corrections()), lang=lang, path=path)
    try:
        parsed = msgspec.json.decode(path.read_bytes(), type=model.Article)
    except msgspec.MsgspecError as error:
        raise ReportError(
            f"not a parsed article ({error})", where=str(article), remedy="build it with: baocao parse FILE"
        ) from None
    return Report(parsed, lang=lang, path=path)


class Report:
    """One article and the components that show it."""

    def __init__(self, article: model.Article, *, lang: str = "vi", path: Path | None = None) -> None:
        self.dossier = Dossier(article, lang)
        self.path = path

    @property
    def article(self) -> model.Article:
        return self.dossier.article

    @property
    def lang(self) -> str:
        return self.dossier.lang

    # ── first page ───────────────────────────────────────────────────────────

    def cover(self) -> Component:
        """Title, source, date, who speaks in what role, and the accuracy label."""
        return self._show(cover.cover(self.dossier))

    def glance(self, most: int = figures.AT_A_GLANCE) -> Component:
        """The leading figures as tiles."""
        return self._show(figures.glance(self.dossier, most))

    def accuracy(self) -> Component:
        """The evaluation of the parser, by kind of fact."""
        return self._show(accuracy.table(self.dossier))

    # ── figures ──────────────────────────────────────────────────────────────

    def figures(self) -> Component:
        """The table of indicators and of the other stated quantities."""
        return self._show(figures.figure_table(self.dossier))

    def say(self, pattern: str, **facts: str) -> Component:
        """A paragraph of prose: `{q12}` is a fact by its id, `{name}` a fact id given by keyword."""
        return self._show(prose.say(self.dossier, pattern, facts))

    def chart_levels(self) -> Component:
        """Levels with the base they imply and their plan."""
        from baocao.report.chart import levels

        return self._show(levels.chart(self.dossier))

    def chart_movements(self) -> Component:
        """How the figures moved, by unit."""
        from baocao.report.chart import movements

        return self._show(movements.chart(self.dossier))

    def timeline(self) -> Component:
        """The past that the article names and the deadlines of its promises."""
        from baocao.report.chart import timeline

        return self._show(timeline.chart(self.dossier))

    def map_of_article(self) -> Component:
        """Where in the article its facts stand."""
        from baocao.report.chart import positions

        return self._show(positions.chart(self.dossier))

    def shares(self) -> Component:
        """The parts of a whole, where the article states their shares."""
        from baocao.report.chart import shares

        return self._show(shares.chart(self.dossier))

    # ── statements ───────────────────────────────────────────────────────────

    def commitments(self) -> Component:
        """The promises with their deadlines."""
        return self._show(commitments.commitments(self.dossier))

    def checks(self) -> Component:
        """Derived values, findings of the audit, and numbers left uninterpreted."""
        return self._show(checks.checks(self.dossier))

    def corrections(self) -> Component:
        """What people said of the facts, kept or in conflict."""
        return self._show(corrected.corrections(self.dossier))

    def people(self) -> Component:
        return self._show(people.people(self.dossier))

    def documents(self) -> Component:
        return self._show(people.documents(self.dossier))

    def events(self) -> Component:
        return self._show(people.events(self.dossier))

    def quotations(self, most: int = quotation.CARDS) -> Component:
        """Cards of the statements that carry most facts."""
        return self._show(quotation.quotations(self.dossier, most))

    def questions(self) -> Component:
        """The interview in brief: its questions, who answers where, with which figures."""
        return self._show(quotation.questions(self.dossier))

    def interview(self) -> Component:
        """The turns of the interview as the article prints them."""
        return self._show(quotation.interview(self.dossier))

    # ── annexes ──────────────────────────────────────────────────────────────

    def evidence(self) -> Component:
        """The article's sentences, numbered, with the facts marked."""
        group = tree.Group(evidence.annex(self.dossier), id="evidence", lang="vi", role="evidence")
        return self._show((group,))

    def dictionary(self) -> Component:
        """The data dictionary of the attached records."""
        return self._show(dictionary.dictionary(self.dossier))

    def build_record(self) -> build_record.BuildRecord:
        """What this report is built from; the runner names the notebook and the style through the environment."""
        notebook = os.environ.get("BAOCAO_NOTEBOOK")
        return build_record.record(
            self.article,
            lang=self.lang,
            notebook=Path(notebook) if notebook else None,
            lock=accuracy.root() / "requirements.lock",
            evaluation=accuracy.recorded(),
            judged=accuracy.root() / accuracy.JUDGED,
            style=os.environ.get("BAOCAO_STYLE", "baocao"),
            path=self.path.name if self.path else "",
        )

    def rebuild(self) -> Component:
        """How to build the report again and verify it."""
        return self._show(build_record.rebuild(self.dossier, self.build_record()))

    def signoff(self) -> Component:
        """The sheet to sign: each figure, its sentence, its status, a box."""
        return self._show(signoff.signoff(self.dossier, self.build_record().identity))

    def _show(self, blocks: tuple[tree.Block, ...]) -> Component:
        return Component(blocks, self.lang)


def _found(path: Path) -> Path:
    """`path` from the working folder or the nearest folder above that has it."""
    here = Path.cwd()
    for folder in (here, *here.parents) if not path.is_absolute() else (Path(),):
        if (folder / path).is_file():
            return folder / path
    if path.is_dir():
        raise ReportError("is a folder, not an article", where=str(path), remedy="give its files")
    remedy = "build it with: make report" if path.suffix == ".json" else "check the path"
    raise ReportError("no such file", where=re.sub(r"[\x00-\x1f]", "?", str(path)), remedy=remedy)


def _corrections() -> Path:
    """The nearest `corrections` folder from the working folder upwards; there need be none."""
    here = Path.cwd()
    return next((f / "corrections" for f in (here, *here.parents) if (f / "corrections").is_dir()), Path("corrections"))
