"""A real Dask scheduler with two workers, for the tests of whatever a cluster makes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own: its address, and the workers."""
    pytest.importorskip("distributed", reason="a cluster needs the extra `cluster`")
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "dask"]
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    started = [
        subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *common], **quiet)  # type: ignore[call-overload]
    ]
    try:
        workers = [
            subprocess.Popen(  # type: ignore[call-overload]
                [*dask, "worker", *common, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"], **quiet
            )
            for _ in range(2)
        ]
        started += workers
        yield _address(file, workers=2), workers
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _address(file: Path, workers: int) -> str:
    from distributed import Client

    until = time.monotonic() + 120
    while not (file.is_file() and file.read_text()):
        assert time.monotonic() < until, "the scheduler did not start"
        time.sleep(0.1)
    address = str(json.loads(file.read_text())["address"])
    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=120)
    return address
