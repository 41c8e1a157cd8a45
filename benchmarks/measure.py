"""Measuring: medians with their spread, ours and theirs in turn so that a busy machine slows both."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Sample(NamedTuple):
    """What several runs gave; low and high are the quartiles, of fewer than four runs the extremes."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Sample:
        if len(values) < 4:
            return cls(median(values), min(values), max(values), len(values))
        low, middle, high = quantiles(values, n=4, method="inclusive")
        return cls(middle, low, high, len(values))


class Row(NamedTuple):
    """One line of the table."""

    group: str
    what: str
    ours: str
    """With its spread and unit."""
    against: str = ""
    """What it is compared with, and that one's own figure."""
    ratio: Sample | None = None
    aim: str = ""
    """The aim for the ratio, or for our own figure."""


class Pair(NamedTuple):
    """Ours and theirs, and the ratio theirs ÷ ours of each pair of runs."""

    ours: Sample
    theirs: Sample
    ratio: Sample


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time of one run in this process: other programs do not count."""
    started = process_time()
    work()
    return process_time() - started


def wall(work: Callable[[], object]) -> float:
    """Seconds on the clock of one run: for commands, which are many processes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def sample(work: Callable[[], object], runs: int, clock: Callable[[Callable[[], object]], float] = cpu) -> Sample:
    """Several runs of one thing."""
    return Sample.of([clock(work) for _ in range(runs)])


def compare(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    runs: int,
    clock: Callable[[Callable[[], object]], float] = cpu,
) -> Pair:
    """Both in turn, `runs` times."""
    pairs = [(clock(ours), clock(theirs)) for _ in range(runs)]
    return Pair(
        Sample.of([a for a, _ in pairs]),
        Sample.of([b for _, b in pairs]),
        Sample.of([b / a for a, b in pairs]),
    )


def command(*words: str | Path, cwd: Path = ROOT, **env: str) -> None:
    """Run a command quietly; raises RuntimeError with what it said when it fails."""
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {(done.stderr or done.stdout).strip()[-600:]}")


def peak(expression: str) -> float:
    """Peak memory, in MB, of a fresh interpreter that does this (its largest child, where it has children)."""
    code = (
        "import os, resource, sys\n"
        f"{expression}\n"
        "sizes = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "sys.stdout.write(f'\\npeak {max(sizes)}')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-600:])
    # Linux counts in KiB, macOS in bytes.
    return int(done.stdout.rpartition("peak ")[2]) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def number(value: float) -> str:
    """Three figures that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def stated(sample_: Sample, unit: str, scale: Callable[[float], float] = lambda v: v) -> str:
    """`61.2 ms (58.0–66.1)`."""
    ends = sorted(map(scale, (sample_.low, sample_.high)))
    return f"{number(scale(sample_.median))} {unit} ({number(ends[0])}–{number(ends[1])})"
