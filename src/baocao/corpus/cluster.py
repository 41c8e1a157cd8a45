"""Past one machine: the buckets of a store made on a Dask cluster, everything else as on a laptop.

A task carries the bytes it reads, and its result the bytes it made. So a worker needs this package and nothing else
(no file system in common, no address, no key), a worker that dies costs one bucket's time, and the parts, named
after their content, are those that one process would have written.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from baocao import atomic
from baocao.corpus import bucket
from baocao.corpus.bucket import Made, Member, Part, Task
from baocao.corpus.rules import rules
from baocao.errors import BaocaoError

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
"""A cluster of this machine's own processors, gone when the build is done."""
AHEAD = 2
"""Buckets that wait for each thread of a worker: none is idle, and memory stays flat however many there are."""
CONNECT_SECONDS, WORKER_SECONDS = 10, 60


class Cluster:
    """Makes a store's buckets on the workers of a scheduler (`tcp://host:8786`, `tls://…`, or `local`)."""

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def __call__(self, tasks: Sequence[Task]) -> Iterator[Made]:
        # Bytes of files that can not be read can not be sent; what is wrong with them is found out here.
        here = [task for task in tasks if not _sendable(task)]
        yield from map(bucket.make, here)
        there = [task for task in tasks if _sendable(task)]
        if there:
            with connected(self._scheduler) as client:
                yield from self._spread(client, there)

    def _spread(self, client: Client, tasks: Sequence[Task]) -> Iterator[Made]:
        from distributed import KilledWorker, as_completed

        folder = Path(tasks[0].folder)
        threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
        waiting = iter(tasks)

        def submitted(count: int) -> list[Any]:
            # The bytes travel in the task, not beside it: the scheduler holds them until the result is here.
            return [
                client.submit(
                    made, task, _read(task), rules(), pure=False, key=f"baocao-{task.prefix}-{os.urandom(4).hex()}"
                )
                for task in islice(waiting, count)
            ]

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")
            running: Any = as_completed(submitted(max(1, threads) * AHEAD))  # type: ignore[no-untyped-call]
            for future in running:
                try:
                    done, parts = future.result()
                except KilledWorker as error:
                    raise BaocaoError(
                        "every worker that made one bucket of the store died",
                        where=self._scheduler,
                        remedy="give the workers more memory, then build again: what is done is kept",
                    ) from error
                for path, data in parts.items():
                    atomic.write(folder / path, data)
                yield done
                future.release()
                for one in submitted(1):
                    running.add(one)


def made(task: Task, given: dict[str, bytes], expected: str) -> tuple[Made, dict[str, bytes]]:
    """Make one bucket from bytes alone, in a folder that ends with it: what a worker does.

    `given` are the input files by path and the old parts by their path in the store; the answer has the new parts.
    Raises BaocaoError where this machine has other rules than the one that asks.
    """
    if rules() != expected:
        raise BaocaoError(
            "a worker has another version of baocao",
            remedy="install the same version on every worker, then build again",
        )
    with TemporaryDirectory(prefix="baocao-") as room:
        folder = Path(room, "store")
        for part in _parts(task):
            _put(folder / part.path, given[part.path])
        members = tuple(_moved(member, Path(room, "input", str(n)), given) for n, member in enumerate(task.members))
        done = bucket.make(replace(task, folder=str(folder), members=members))
        known = {part.path for part in _parts(task)}
        return done, {part.path: (folder / part.path).read_bytes() for part in done.parts if part.path not in known}


def _sendable(task: Task) -> bool:
    return all(member.sha256 for member in task.members)


def _read(task: Task) -> dict[str, bytes]:
    """The bytes of everything that a bucket is made from."""
    files = [path for m in task.members for path in (m.path if m.state == "article" else "", m.corrections) if path]
    found = {}
    for path in files:
        try:
            found[path] = Path(path).read_bytes()
        except OSError:
            found[path] = b""  # gone since it was listed: the bucket lists it as empty
    return found | {part.path: Path(task.folder, part.path).read_bytes() for part in _parts(task)}


def _parts(task: Task) -> Iterator[Part]:
    return (part for old in task.old for part in old.parts)


def _moved(member: Member, folder: Path, given: dict[str, bytes]) -> Member:
    """A member whose files lie in `folder`, under their own names."""
    paths = {"path": member.path if member.state == "article" else "", "corrections": member.corrections}
    moved = {field: str(folder / field / PurePosixPath(path).name) for field, path in paths.items() if path}
    for field, path in moved.items():
        _put(Path(path), given[paths[field]])
    return replace(member, **moved)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler, with at least one worker."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise BaocaoError(
            "a cluster needs dask, which is not installed", remedy="pip install 'baocao[cluster]'"
        ) from None
    if scheduler == LOCAL:
        with (
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=os.cpu_count() or 2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
            ) as cluster,
            Client(cluster) as client,  # type: ignore[no-untyped-call]
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, name="baocao")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise BaocaoError(
            f"no Dask scheduler answers ({type(error).__name__})",
            where=scheduler,
            remedy="start one with `dask scheduler` and give its address, or use --scheduler local",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise BaocaoError(
                "the scheduler has no worker", where=scheduler, remedy=f"start some with `dask worker {scheduler}`"
            ) from None
        yield client
