"""The one table, and its place in the README: between two marks, with the machine and the command that made it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from baocao import atomic
from benchmarks.measure import ROOT, Row, Sample, number

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
PACKAGES = (
    "typst", "papermill", "nbconvert", "pyarrow", "duckdb", "distributed", "underthesea", "dateparser", "quantulum3",
)  # fmt: skip


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown, a heading line where the group changes."""
    lines = ["| what | baocao | against | ratio | aim |", "| --- | --- | --- | --- | --- |"]
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(f"| **{group}** | | | | |")
        ratio = _ratio(row.ratio) if row.ratio else ""
        lines.append(f"| {row.what} | {row.ours} | {row.against} | {ratio} | {row.aim} |")
    return "\n".join(lines) + "\n"


def _ratio(ratio: Sample) -> str:
    spread = f" ({number(ratio.low)}–{number(ratio.high)})" if ratio.runs > 1 else ""
    return f"**{number(ratio.median)}×**{spread}"


def machine() -> str:
    """What the numbers were measured on, in one paragraph."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    try:
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"
        load = f", load average {os.getloadavg()[0]:.1f} at the start"
    except (ValueError, OSError, AttributeError):
        memory = load = ""
    return (
        f"{cpu}, {os.cpu_count()} processors{memory}; {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}{load}. Versions: {_versions()}."
    )


def _versions() -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def put(text: str, command: str, where: str) -> None:
    """Set the table, the machine and the command between the marks of the README; the rest stays as it is."""
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{README.relative_to(ROOT)}: the marks are gone; put back {BEGIN} and {END}")
    atomic.write(README, f"{before}{BEGIN}\nMade by `{command}` on {where}\n\n{text}{END}{after}".encode())
