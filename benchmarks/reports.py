"""A report's price, against the stock commands on the same notebook, the same article and the same processors."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import articles
from benchmarks.measure import ROOT, Row, Sample, command, compare, sample, stated, wall

GROUP = "reports"
BIN = Path(sys.executable).parent
NOTEBOOK = "notebooks/1-article.ipynb"
NAME = "bai-00000000"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
AT_HAND = ("Makefile", "src", "notebooks", "pyproject.toml", "requirements.lock", "requirements-test.lock", ".venv")
"""What a checkout needs to make reports, linked into a folder of its own."""


def rows(quick: bool = False) -> Iterator[Row]:
    """Every row of this group; `quick` with one run and two articles."""
    runs, more, batch = (1, 1, 1) if quick else (3, 8, 20)
    with TemporaryDirectory(prefix="baocao-bench-") as folder:
        room = checkout(Path(folder) / "checkout", max(batch, more + 1))
        yield from _marginal(room, more, runs)
        yield _batch(room, batch, runs)
        yield from _cold(room, runs)
        yield _idle(room, runs)


def checkout(room: Path, count: int) -> Path:
    """A folder that looks like this project, with `count` articles of ours."""
    room.mkdir()
    for name in AT_HAND:
        if (ROOT / name).exists():
            (room / name).symlink_to(ROOT / name)
    (room / "reports").mkdir()
    for path in articles.write(room / "all", count, per_folder=count):
        path.touch()
    (room / "articles").mkdir()
    return room


def _give(room: Path, count: int) -> None:
    """Exactly the first `count` articles, and nothing built."""
    for folder in ("articles", "build", "reports"):
        shutil.rmtree(room / folder, ignore_errors=True)
        (room / folder).mkdir()
    for path in sorted((room / "all").rglob("*.txt"))[:count]:
        shutil.copy(path, room / "articles")


def _report(room: Path, count: int, *options: str) -> float:
    """Seconds of a build of `count` articles from nothing."""
    _give(room, count)
    return wall(lambda: command(BIN / "baocao", "report", *options, cwd=room))


def _marginal(room: Path, more: int, runs: int) -> Iterator[Row]:
    """What one more report costs: a batch less a build of one, divided; against every set of stock commands."""
    one_more: list[float] = []
    for _ in range(runs):
        alone = _report(room, 1, "--jobs", "1")
        one_more.append((_report(room, more + 1, "--jobs", "1") - alone) / more)
    marginal = Sample.of(one_more)
    for tools, steps, lacking in stock(room):
        what = f"one more report of a batch (1 process, {more} more)"
        aim = "≥ 8×" if "xelatex" in tools else "≥ 5×"
        if lacking:
            yield Row(GROUP, what, stated(marginal, "s"), f"{tools}: {lacking}", None, aim)
            continue
        theirs = sample(lambda steps=steps: _run(steps), runs, wall)  # type: ignore[misc]
        ratio = Sample(theirs.median / marginal.median, theirs.low / marginal.high, theirs.high / marginal.low, runs)
        yield Row(GROUP, what, stated(marginal, "s"), f"{tools}: {stated(theirs, 's')}", ratio, aim)


def _batch(room: Path, batch: int, runs: int) -> Row:
    """What a report of a batch costs where every processor is at work, start included."""
    spent = Sample.of([_report(room, batch) / batch for _ in range(runs)])
    what = f"{batch} articles on {os.cpu_count()} processors, each, start included"
    return Row(GROUP, what, stated(spent, "s"), aim="≤ 0.6 s")


def _cold(room: Path, runs: int) -> Iterator[Row]:
    """`make report` of one article that was never built, set-up done."""

    def ours() -> None:
        _give(room, 1)
        make(room)

    for tools, steps, lacking in stock(room):
        what = "`make report`, one article, nothing built"
        if lacking:
            yield Row(GROUP, what, "", f"{tools}: {lacking}", None, "≥ 1.5×")
            continue
        pair = compare(ours, lambda steps=steps: _run(steps), runs, wall)  # type: ignore[misc]
        yield Row(GROUP, what, stated(pair.ours, "s"), f"{tools}: {stated(pair.theirs, 's')}", pair.ratio, "≥ 1.5×")


def _idle(room: Path, runs: int) -> Row:
    """`make report` when nothing changed."""
    _give(room, 1 if runs == 1 else 20)
    make(room)
    count = len(list((room / "articles").iterdir()))
    spent = sample(lambda: make(room), max(runs, 2) * 3, wall)
    return Row(GROUP, f"`make report`, {count} articles, nothing changed", stated(spent, "s"), aim="< 0.3 s")


def make(room: Path) -> None:
    """`make report` without the set-up, whatever the age of the lock files."""
    command("make", "--no-print-directory", "-o", ".venv/report.stamp", "report", cwd=room)


def stock(room: Path) -> list[tuple[str, list[Callable[[], object]], str]]:
    """The stock commands for one report: their name, the steps in order, and what is lacking to run them."""
    executed, page = room / "stock" / f"{NAME}.ipynb", room / "stock" / f"{NAME}.html"
    executed.parent.mkdir(exist_ok=True)
    source = sorted((room / "all").rglob("*.txt"))[0]
    run: list[Callable[[], object]] = [
        lambda: command(BIN / "papermill", "--no-progress-bar", "-p", "article", source, NOTEBOOK, executed, cwd=room),
        lambda: command(BIN / "jupyter", "nbconvert", "--to", "html", executed, cwd=room),
    ]
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    printed = lambda: command(  # noqa: E731
        browser or "", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={page.with_suffix('.pdf')}",
        page.as_uri(), cwd=room,
    )  # fmt: skip
    typeset = lambda: command(BIN / "jupyter", "nbconvert", "--to", "pdf", executed, cwd=room)  # noqa: E731
    return [
        ("papermill, nbconvert, Chromium", [*run, printed], "" if browser else "no Chromium here: not run"),
        (
            "papermill, nbconvert, xelatex",
            [*run, typeset],
            "" if shutil.which("xelatex") and shutil.which("pandoc") else "xelatex or pandoc absent here: not run",
        ),
    ]


def _run(steps: list[Callable[[], object]]) -> None:
    for step in steps:
        step()
