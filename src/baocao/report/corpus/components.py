"""The components of a report on many articles: `c = report.gather(articles)`, then `c.scope()`, `c.series()`, …

Each method returns a `Component`. The annex of `c.evidence()` holds what was shown before it, so it comes last.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from baocao.corpus import Corpus, load
from baocao.corpus.changes import Changes, changes, read_issue
from baocao.errors import ParameterError, ReportError
from baocao.report import tree
from baocao.report.component import Component
from baocao.report.corpus import about, agreement, annex, changed, coverage, ledger, series
from baocao.report.corpus.binder import Binder

LISTS = ".txt"
"""Ending of a file that lists parsed articles, one path a line."""


def gather(articles: str | Path | Corpus, *, as_of: str = "", since: str = "", lang: str = "vi") -> CorpusReport:
    """A report on many articles.

    `articles` is a folder of parsed articles, a file that lists them, a store, or a Corpus; `as_of` a day
    (2020-12-31) whose knowledge is reported; `since` the file of the last issue, compared with where there is one.
    Raises BaocaoError where the articles are missing or are no parsed articles, ParameterError for a bad day.
    """
    if isinstance(articles, Corpus):
        return CorpusReport(articles, lang=lang, since=found(Path(since)) if since else None)
    corpus = load(listed(Path(articles)), as_of=day_of(as_of))
    return CorpusReport(corpus, lang=lang, since=found(Path(since)) if since else None)


def day_of(text: str) -> date | None:
    """A day as YYYY-MM-DD; None for an empty text; raises ParameterError for anything else."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise ParameterError(f"as_of is {text!r}", remedy="write a day as YYYY-MM-DD, for example 2020-12-31") from None


def listed(path: Path) -> list[Path]:
    """The parsed articles of a folder, a store or a list; the paths of a list are those of its own project."""
    home = found(path)
    if home is None:
        raise ReportError("no parsed articles", where=str(path), remedy="build them with: make report")
    if home.suffix != LISTS:
        return [home]
    root = home if path.is_absolute() else Path(str(home)[: -len(str(path))] or ".")
    try:
        lines = home.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            f"can not be read ({error})", where=str(path), remedy="check the path and its rights"
        ) from None
    paths = [Path(line) if Path(line).is_absolute() else root / line for line in lines if line.strip()]
    for named in paths:
        if not named.exists():
            raise ReportError(
                f"lists {str(named)[:80]!r}, which is not there",
                where=str(path),
                remedy="give a folder of parsed articles, a file that lists them, or a store",
            )
    return paths


def found(path: Path) -> Path | None:
    """`path` from the working folder or the nearest folder above that has it."""
    here = Path.cwd()
    return next((folder / path for folder in (here, *here.parents) if (folder / path).exists()), None)


class CorpusReport:
    """Many articles and the components that show them."""

    def __init__(self, corpus: Corpus, *, lang: str = "vi", since: Path | None = None) -> None:
        self.binder = Binder(corpus, lang)
        self.since = since
        self._opened: set[str] = set()

    @property
    def corpus(self) -> Corpus:
        return self.binder.corpus

    @property
    def lang(self) -> str:
        return self.binder.lang

    def differences(self) -> Changes:
        """What differs from the last issue."""
        return changes(self.corpus, read_issue(self.since) if self.since else None)

    # ── what it rests on ─────────────────────────────────────────────────────

    def scope(self) -> Component:
        """How many articles, from when to when, known on which day."""
        return self._show(coverage.scope(self.binder))

    def articles(self) -> Component:
        """The articles, and those left out with the reason."""
        return self._show(coverage.articles(self.binder))

    def coverage(self) -> Component:
        """Which indicators the articles speak of, for which periods."""
        from baocao.report.chart.coverage import chart

        return self._show(chart(self.binder))

    # ── what they say ────────────────────────────────────────────────────────

    def glance(self) -> Component:
        """The findings in numbers."""
        return self._show(agreement.glance(self.binder))

    def changed(self) -> Component:
        """What the last issue said otherwise."""
        return self._show(changed.changed(self.binder, self.differences()))

    def agreement(self) -> Component:
        """Statements that can be compared, side by side."""
        return self._show(agreement.agreement(self.binder))

    def series(self) -> Component:
        """Indicators over time, with their breaks."""
        return self._show(series.series(self.binder))

    # ── promises ─────────────────────────────────────────────────────────────

    def standing(self) -> Component:
        """How many promises stand where."""
        return self._show(ledger.standing(self.binder))

    def changed_promises(self) -> Component:
        """What changed of the promises since the last issue."""
        return self._show(changed.promises(self.binder, self.differences()))

    def timeline(self) -> Component:
        """Every statement and deadline of the promises in time."""
        from baocao.report.chart.promises import chart

        return self._show(chart(self.binder))

    def ledger(self) -> Component:
        """One line a promise."""
        return self._show(ledger.ledger(self.binder))

    def promises(self) -> Component:
        """Promise by promise: statements, moves of the deadline, reports."""
        return self._show(ledger.promises(self.binder))

    def rules(self) -> Component:
        """The rules by which a status is decided."""
        return self._show(ledger.rules(self.binder))

    # ── annexes ──────────────────────────────────────────────────────────────

    def evidence(self) -> Component:
        """The sentences that the components shown so far cite, article by article."""
        return Component(annex.annex(self.binder, self._opened), self.lang)

    def build_record(self) -> about.CorpusRecord:
        """What this report is built from."""
        return about.record(self.binder, self.since)

    def rebuild(self) -> Component:
        """How to build the report again."""
        return self._show(about.rebuild(self.binder, self.build_record()))

    def _show(self, blocks: tuple[tree.Block, ...]) -> Component:
        self._opened |= annex.targets(blocks)
        return Component(blocks, self.lang)
