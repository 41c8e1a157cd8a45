"""How long reading and laying out an article takes, by kind of input: `python benchmarks/reading.py [FILE …]`.

Without files it reads the articles of this project; each row is the median of several runs, per article.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from baocao.text import lay_out, where
from baocao.text.read import read_bytes

RUNS = 7


def timed(work: Callable[[], object]) -> float:
    """Seconds of the median run."""
    spent = []
    for _ in range(RUNS):
        started = perf_counter()
        work()
        spent.append(perf_counter() - started)
    return median(spent)


def main(paths: list[str]) -> None:
    """Print one row for each way an article can come in."""
    files = [Path(p) for p in paths] or sorted((Path(__file__).parents[1] / "articles").glob("*.txt"))
    raws = [file.read_bytes() for file in files]
    texts = [raw.decode() for raw in raws]
    pages = [
        f"<html><body><article><p>{t.replace(chr(10) * 2, '</p><p>')}</p></article></body></html>".encode()
        for t in texts
    ]
    sources = [read_bytes(raw, "x.txt") for raw in raws]
    rows: list[tuple[str, Callable[[], object]]] = [
        ("read UTF-8", lambda: [read_bytes(raw, "x.txt") for raw in raws]),
        ("read NFD", lambda: [read_bytes(unicodedata.normalize("NFD", t).encode(), "x.txt") for t in texts]),
        ("read UTF-16", lambda: [read_bytes(t.encode("utf-16"), "x.txt") for t in texts]),
        ("read HTML", lambda: [read_bytes(page, "x.html") for page in pages]),
        ("lay out", lambda: [lay_out(source) for source in sources]),
        ("where", lambda: [where(source, len(source.text) // 2, len(source.text) // 2 + 1) for source in sources]),
    ]
    size = sum(map(len, texts)) / len(texts)
    sys.stdout.write(f"{len(files)} articles of {size:.0f} characters on average; milliseconds per article\n")
    for name, work in rows:
        sys.stdout.write(f"{name:12} {timed(work) * 1000 / len(files):8.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
