"""The slope of a store's build: what an article costs, and what it does to memory, as the articles grow in number.

Takes minutes to hours, so it runs only when it is named: `python -m benchmarks scale`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import articles
from benchmarks.measure import ROOT, Row, Sample, number

GROUP = "corpus, slope"
COUNTS = (1_000, 10_000, 150_000)
_BUILD = """
import resource, sys
from baocao.corpus.store import build
build([sys.argv[1]], sys.argv[2])
used = resource.getrusage(resource.RUSAGE_SELF)
sys.stdout.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""


def rows(quick: bool = False, counts: tuple[int, ...] = COUNTS) -> Iterator[Row]:
    """One row for each number of articles, against the first."""
    first: tuple[int, float, float] | None = None
    for count in (3, 6) if quick else counts:
        with TemporaryDirectory(prefix="baocao-bench-") as room:
            seconds, memory, size = _build(Path(room), count)
        first = first or (count, seconds / count, memory)
        slope = seconds / count / first[1]
        yield Row(
            GROUP,
            f"{count:,} articles, one process",
            f"{number(seconds * 1000 / count)} ms of processor each; {memory:.0f} MB at most; {size:.1f} kB stored",
            f"{first[0]:,} articles: {number(first[1] * 1000)} ms, {first[2]:.0f} MB",
            Sample(slope, slope, slope, 1),
            "time each the same, memory flat",
        )


def _build(room: Path, count: int) -> tuple[float, float, float]:
    """Processor seconds, peak MB, and kB stored per article of one build in a fresh process."""
    for _ in articles.write(room / "bai", count):
        pass
    store = room / "store"
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(room / "bai"), str(store)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, peak = done.stdout.split()[-2:]
    stored = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    # Linux counts in KiB, macOS in bytes.
    return float(seconds), int(peak) / (1024 if sys.platform != "darwin" else 1024 * 1024), stored / count / 1000
