"""Every article becomes its reports: what is due by content, in parallel, each step whole or not at all.

articles/X.txt → build/parsed/X.json → build/executed/X.vi.ipynb → reports/X.vi.html, reports/X.vi.pdf
all of build/parsed → build/executed/corpus.vi.ipynb → reports/corpus.vi.html, reports/corpus.vi.pdf; reports/index.html
"""

from __future__ import annotations

import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import IO, Any

import msgspec

from baocao.atomic import sweep, writable, write
from baocao.corrections import path_for
from baocao.errors import BaocaoError, unexpected
from baocao.interrupt import held_back, quiet
from baocao.report import together
from baocao.report.forkserver import server
from baocao.report.plan import Plan, Task, report_task, shared, sound
from baocao.report.source_hash import RULES, source_hash
from baocao.report.state import FILE as MEMORY
from baocao.report.state import State, Step, hash_file
from baocao.text.read import belongs, regular

__all__ = ["Outcome", "Plan", "build", "chosen"]

ENDINGS = (".txt", ".md", ".html", ".htm")
LONGEST_NAME = 200
"""Bytes of an article's file name; its reports' names are a little longer, and file systems end at 255."""
SAVE_SECONDS = 1.0
"""How often the memory of a running build is written."""
STOP_SECONDS = 0.5
"""How long a worker may take to end after Ctrl+C."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    written: tuple[Path, ...]
    """The reports that are what their inputs give, in the order of the plan; not those that failed."""
    ran: int
    """Steps that were due."""
    same: bool
    """Whether every step that ran again gave the bytes of the time before."""
    first: bool
    failures: tuple[str, ...]
    figures: int
    corrections: int
    abstentions: int

    @property
    def totals(self) -> str:
        """The last line of `make report`."""
        again = "first build" if self.first else "yes" if self.same else "no"
        failed = f"; {len(self.failures)} failed" if self.failures else ""
        return (
            f"{len(self.written)} reports: {self.figures} figures, all sourced; {self.corrections} corrections; "
            f"{self.abstentions} abstentions; identical to last build: {again}{failed}"
        )


def build(
    plan: Plan,
    *,
    why: Callable[[str], None] = lambda line: None,
    tell: Callable[[str], None] = lambda line: None,
    track: Callable[[Iterable[Any], int], Iterable[Any]] = lambda done, total: done,
) -> Outcome:
    """Build what is due. `why` hears the reason of every step, `tell` every fault as it happens.

    A fault of one article is told and counted; all other articles still get their reports.
    """
    sound(plan)
    with _alone(plan.build / ".lock"):
        for folder in (plan.build, plan.reports):
            sweep(folder)
        state = State(plan.build / MEMORY)
        run = _Run(plan, state, why, tell, track)
        try:
            return run.all()
        finally:
            state.save()


class _Run:
    """One build while it runs."""

    def __init__(
        self,
        plan: Plan,
        state: State,
        why: Callable[[str], None],
        tell: Callable[[str], None],
        track: Callable[[Iterable[Any], int], Iterable[Any]],
    ) -> None:
        self.plan, self.state, self.why, self.tell, self.track = plan, state, why, tell, track
        self.failures: list[str] = []
        self.ran = self.again = self.same = 0
        self.pool: ProcessPoolExecutor | None = None
        self.known: set[str] = set()

    def all(self) -> Outcome:
        try:
            self._withdraw()
            if self.plan.scheduler:
                self._afar(self.plan.scheduler)
            self._finish(self._parses())
            # the long ones first: a report on all articles, begun last, would keep one processor while others wait
            self._finish(chain(together.tasks(self.plan, self.known), self._reports()))
            self._finish(together.index(self.plan, self.known))
        except KeyboardInterrupt:
            self._stop()
            raise
        finally:
            if self.pool:
                self.pool.shutdown(cancel_futures=True)
        return self._outcome()

    def _stop(self) -> None:
        """End the workers now: one that dies with a lock of the pool's in its hand lets the others wait for ever.

        Each may first finish handing a kernel its work, which would otherwise print a traceback.
        """
        pool, self.pool = self.pool, None
        if pool:
            workers = list((pool._processes or {}).values())
            for process in workers:
                if process.pid and process.is_alive():
                    os.kill(process.pid, signal.SIGINT)
            late = monotonic() + STOP_SECONDS
            for process in workers:
                process.join(max(0.0, late - monotonic()))
                process.kill()
            manager: Any = pool._executor_manager_thread
            pool.shutdown(wait=False, cancel_futures=True)
            # Python wakes the pool's own thread at exit, and complains aloud where that has just closed its pipe.
            if manager is not None:
                manager.join(STOP_SECONDS)

    def _withdraw(self) -> None:
        """Remove the reports of articles that are no longer there; files changed by hand since stay."""
        for article, outputs in self.state.withdraw({a.stem for a in self.plan.articles}).items():
            for output in outputs:
                Path(output).unlink(missing_ok=True)
            self.tell(f"{article}: is gone, and its {len(outputs)} files with it")

    def _parses(self) -> Iterator[Task]:
        for article in self.plan.articles:
            try:
                yield self._parse_task(article)
            except BaocaoError as error:
                self._fail(str(error))

    def _parse_task(self, article: Path) -> Task:
        inputs = {"the article": hash_file(article), "the rules": source_hash(RULES), "its path": str(article)}
        said = path_for(article, self.plan.corrections)
        inputs["its corrections"] = hash_file(said) if said.exists() else ""
        parsed = self.plan.parsed(article)
        return Task(Step(str(parsed), inputs, (str(parsed),)), _parse, (str(article), parsed, self.plan.corrections))

    def _reports(self) -> Iterator[Task]:
        for article in self.plan.articles:
            if str(self.plan.parsed(article)) in self.known and together.used(self.plan, self.plan.parsed(article)):
                yield from self._report_tasks(article)

    def _report_tasks(self, article: Path) -> Iterator[Task]:
        plan, parsed = self.plan, self.plan.parsed(article)
        said = path_for(article, plan.corrections)
        its = {"what was understood": hash_file(parsed), "its corrections": hash_file(said) if said.exists() else ""}
        inputs = self._shared | its
        for lang in plan.languages:
            given = {"article": str(parsed), "lang": lang}
            yield report_task(plan, plan.notebook, f"{article.stem}.{lang}", plan.reports, given, inputs)

    @cached_property
    def _shared(self) -> dict[str, str]:
        return shared(self.plan, self.plan.notebook)

    def _afar(self, scheduler: str) -> None:
        """Let a cluster build the articles that are due; what it could not is left for this machine, which says why."""
        from baocao.report import afar

        due = [article for article in self.plan.articles if afar.sendable(self.plan, article) and self._due(article)]
        by_name = {str(self.plan.parsed(article)): article for article in due}
        batches = afar.spread(self.plan, due, scheduler)
        for files in self.track(batches, -(-len(due) // afar.BATCH)):
            for name in files.keys() & by_name.keys():
                self._arrived(by_name[name], files)
            self.state.save()

    def _due(self, article: Path) -> bool:
        """Whether an article must be understood again, or any of its reports made."""
        try:
            parse = self._parse_task(article)
        except BaocaoError:
            return False  # it can not be read, and is told where it would be
        steps = [parse.step]
        if not self.state.due(parse.step):
            steps += [task.step for task in self._report_tasks(article)]
        reasons = [f"{step.name}: {reason}" for step in steps if (reason := self.state.due(step))]
        for line in reasons:
            self.why(line)
        return bool(reasons)

    def _arrived(self, article: Path, files: dict[str, bytes]) -> None:
        """Store what came back of an article, and remember its steps; only files that its steps name are taken."""
        parsed = self.plan.parsed(article)
        write(parsed, files[str(parsed)])
        self._remember(self._parse_task(article).step)
        for task in self._report_tasks(article):
            if all(output in files for output in task.step.outputs):
                for output in task.step.outputs:
                    write(Path(output), files[output])
                self._remember(task.step)

    def _remember(self, step: Step) -> None:
        self.ran += 1
        same = self.state.finish(step)
        self.again += same is not None
        self.same += same is True

    def _finish(self, tasks: Iterable[Task]) -> None:
        """Run the tasks that are due, all that can be run, and remember each as it ends."""
        due: list[Task] = []
        for task in tasks:
            reason = self.state.due(task.step)
            if reason:
                self.why(f"{task.step.name}: {reason}")
                due.append(task)
            else:
                self.known.add(task.step.name)
        if not due:
            return
        for folder in {Path(output).parent: None for task in due for output in task.step.outputs}:
            writable(folder)  # said once and now, not by every report after its work
        # One pool serves the whole build: its workers, and their kernels, are forked from one preloaded server.
        self.pool = self.pool or _pool(self.plan.jobs)
        with held_back():
            futures = {self.pool.submit(task.run, *task.arguments): task for task in due}
        saved = monotonic()
        orphans: list[Task] = []
        for future in self.track(as_completed(futures), len(futures)):
            try:
                self._end(future, futures[future])
            except BrokenProcessPool:
                orphans.append(futures[future])
            if monotonic() - saved > SAVE_SECONDS:
                self.state.save()
                saved = monotonic()
        for task in orphans:
            self._by_itself(task)

    def _by_itself(self, task: Task) -> None:
        """A task again, by itself: when a process dies, all that were at work are lost with it, and one is to blame."""
        if self.pool:
            self.pool.shutdown(cancel_futures=True)
        self.pool = _pool(1)
        with held_back():
            future = self.pool.submit(task.run, *task.arguments)
        try:
            self._end(future, task)
        except BrokenProcessPool:
            self._fail(str(BaocaoError(
                "the process that built it died", where=task.step.name,
                remedy="run it again, and look at memory if it recurs",
            )))  # fmt: skip

    def _end(self, future: Future[None], task: Task) -> None:
        try:
            future.result()
        except BaocaoError as error:
            self._fail(str(error))
        except BrokenProcessPool:
            raise
        except Exception as error:
            self._fail(str(unexpected(error, task.step.name)))
        else:
            self._remember(task.step)
            self.known.add(task.step.name)

    def _fail(self, line: str) -> None:
        self.failures.append(line)
        self.tell(line)

    def _outcome(self) -> Outcome:
        plan = self.plan
        reports = [
            plan.reports / f"{article.stem}.{lang}.{kind}"
            for article in plan.articles
            for lang in plan.languages
            if f"{article.stem}.{lang}" in self.known
            for kind in ("html", "pdf")
        ]
        reports += together.written(plan, self.known)
        counts = [_counts(plan.parsed(a)) for a in plan.articles if str(plan.parsed(a)) in self.known]
        return Outcome(
            written=tuple(reports),
            ran=self.ran,
            same=self.same == self.again,
            first=self.ran > 0 and self.again == 0,
            failures=tuple(self.failures),
            figures=sum(c[0] for c in counts),
            corrections=sum(c[1] for c in counts),
            abstentions=sum(c[2] for c in counts),
        )


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=server(), initializer=quiet)


class _Counted(msgspec.Struct):
    quantities: list[msgspec.Raw]
    derived: list[msgspec.Raw]
    abstained: list[msgspec.Raw]
    corrections: list[msgspec.Raw] = []


def _counts(parsed: Path) -> tuple[int, int, int]:
    """Figures, corrections and abstentions of one article."""
    article = msgspec.json.decode(parsed.read_bytes(), type=_Counted)
    return len(article.quantities) + len(article.derived), len(article.corrections), len(article.abstained)


def _parse(article: str, output: Path, corrections: Path) -> None:
    """One article understood and corrected, in a worker process."""
    from baocao import atomic, contract, read
    from baocao.corrections import understand

    atomic.write(output, contract.encode(understand(read(article), corrections)) + b"\n")


@contextmanager
def _alone(lock: Path) -> Iterator[IO[str] | None]:
    """Hold the folder against a second build; raises BaocaoError naming the first."""
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    writable(lock.parent)
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise BaocaoError(
                f"another build is running here (process {file.read().strip() or '?'})",
                where=str(lock.parent),
                remedy="wait for it, or build into another folder",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield file


def chosen(given: Sequence[str]) -> tuple[tuple[Path, ...], list[str]]:
    """The article files among paths and folders, and a line for each that can not be taken."""
    found: list[Path] = []
    faults: list[str] = []
    for name in given:
        path = Path(name)
        try:
            if not path.is_dir():
                regular(path, name)
                found.append(path)
                continue
            for one in _articles(path):
                try:
                    belongs(one, path)
                    found.append(one)
                except BaocaoError as error:
                    faults.append(str(error))
        except OSError as error:
            what, remedy = f"can not be read ({error.strerror})", "check the path and its rights"
            faults.append(str(BaocaoError(what, where=name, remedy=remedy)))
        except BaocaoError as error:
            faults.append(str(error))
    seen: dict[str, Path] = {}
    for path in found:
        # Reports are carried to systems where letters of both cases, and both forms of a mark, are one name.
        name = unicodedata.normalize("NFC", path.stem).casefold()
        if not path.exists():
            faults.append(str(BaocaoError("no such file", where=str(path), remedy="check the path")))
        elif name in together.RESERVED:
            what = "its reports would have the names of those on all articles"
            faults.append(str(BaocaoError(what, where=str(path), remedy="rename it")))
        elif seen.get(name, path) != path:
            what = f"its reports would have the names of those of {seen[name]}"
            faults.append(str(BaocaoError(what, where=str(path), remedy="rename one of them")))
        elif path.name.startswith(("-", ".")) or any(not c.isprintable() or c in "\\/" for c in path.name):
            what = "its name would not survive a shell"
            faults.append(str(BaocaoError(what, where=repr(str(path)), remedy="store it with: baocao add FILE")))
        elif len(os.fsencode(path.name)) > LONGEST_NAME:
            what = "its name is too long for its reports"
            faults.append(str(BaocaoError(what, where=f"{str(path)[:60]!r}…", remedy="store it with: baocao add FILE")))
        else:
            seen[name] = path
    return tuple(seen.values()), faults


def _articles(folder: Path) -> list[Path]:
    found = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.name != "SOURCES.md")
    if not found:
        raise BaocaoError("holds no article (.txt, .md, .html)", where=str(folder), remedy="give a folder of articles")
    return found
