"""Reports made on a Dask cluster: papermill runs there, in rooms of their own, and the finished files come back.

A task carries the files that a batch of articles is made from, and its answer the files that were made. A worker
builds them as `baocao report` does on a laptop, in an empty folder that ends with the task; so the bytes are those
of a local build, and a worker that dies costs one batch's time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec.structs import replace

from baocao.corpus.cluster import AHEAD, connected
from baocao.corrections import path_for
from baocao.errors import BaocaoError
from baocao.report.accuracy import JUDGED, RECORD, root
from baocao.report.office import FILE as OFFICE
from baocao.report.plan import Plan
from baocao.report.source_hash import PRINTER, RULES, source_hash

BATCH = 8
"""Articles of one task: enough to make up for starting Python and a preloaded kernel server, few enough to lose."""
TRAVELS = ("SOURCE_DATE_EPOCH", "BAOCAO_CELL_SECONDS")
"""Variables of the environment that a report depends on."""


class Batch(msgspec.Struct, frozen=True):
    """What a worker needs to build some articles, and nothing else."""

    plan: bytes
    """The plan in its own folder, as JSON."""
    files: dict[str, bytes]
    """Every file that the plan reads, by its path from the working folder."""
    environment: dict[str, str]
    code: str
    """Hash of the rules and the printer here; a worker with others is refused."""


def spread(plan: Plan, articles: Sequence[Path], scheduler: str) -> Iterator[dict[str, bytes]]:
    """Build the articles' reports on the workers of a scheduler; the files of each finished batch, by their paths.

    A batch on which every worker died, or that failed, gives nothing: it is the caller's to build.
    Raises BaocaoError where no scheduler answers, or a worker has another version.
    """
    from distributed import KilledWorker, as_completed

    batches = (articles[at : at + BATCH] for at in range(0, len(articles), BATCH))
    with connected(scheduler) as client, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sending large graph")
        threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())

        def submitted(count: int) -> list[Any]:
            # The bytes travel in the task, not beside it: the scheduler holds them until the result is here.
            return [client.submit(made, _batch(plan, one), pure=False) for one in islice(batches, count)]

        running: Any = as_completed(submitted(max(1, threads) * AHEAD))  # type: ignore[no-untyped-call]
        for future in running:
            try:
                yield future.result()
            except KilledWorker:
                yield {}
            future.release()
            for one in submitted(1):
                running.add(one)


def sendable(plan: Plan, article: Path) -> bool:
    """Whether an article and the folders of its reports lie in the working folder: a worker has the same paths then."""
    return not any(p.is_absolute() or ".." in p.parts for p in (article, plan.build, plan.reports, plan.corrections))


def _batch(plan: Plan, articles: Sequence[Path]) -> Batch:
    notebook = Path("notebooks", plan.notebook.name)
    there = replace(plan, articles=tuple(articles), notebook=notebook, together=(), as_of="", jobs=1, scheduler="")
    files = {str(notebook): plan.notebook.read_bytes()}
    corrections = (path_for(article, plan.corrections) for article in articles)
    beside = (root() / name for name in (JUDGED, OFFICE, RECORD))
    for path in (*articles, *corrections, plan.lock, *beside):
        try:
            files[os.path.relpath(path)] = path.read_bytes()
        except OSError:
            continue  # what is not there is not there on the worker either, and is told by the local build
    environment = {name: os.environ[name] for name in TRAVELS if name in os.environ}
    return Batch(msgspec.json.encode(there, enc_hook=str), files, environment, _code())


def _code() -> str:
    return source_hash(RULES) + source_hash(PRINTER)


def made(batch: Batch) -> dict[str, bytes]:
    """Build a batch in an empty folder: what a worker does. Raises BaocaoError where its code is another."""
    if _code() != batch.code:
        raise BaocaoError(
            "a worker has another version of baocao",
            remedy="install the same version on every worker, then build again",
        )
    with TemporaryDirectory(prefix="baocao-") as name:
        room = Path(name)
        for path, data in batch.files.items():
            (room / path).parent.mkdir(parents=True, exist_ok=True)
            (room / path).write_bytes(data)
        # A process of its own: its working folder, its kernels and its end are nobody else's.
        subprocess.run(
            [sys.executable, "-m", "baocao.report.afar"],
            input=batch.plan,
            cwd=room,
            env={k: v for k, v in os.environ.items() if k not in TRAVELS} | batch.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        plan = _plan(batch.plan)
        folders = (room / plan.build / "parsed", room / plan.build / "executed", room / plan.reports)
        return {os.path.relpath(path, room): path.read_bytes() for path in _files(folders)}


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    return (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def _plan(data: bytes) -> Plan:
    return msgspec.json.decode(data, type=Plan, dec_hook=lambda kind, value: kind(value))


def main() -> None:
    """Build the plan that standard input holds, here; what fails is left out."""
    from baocao.report.build import build

    build(_plan(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
