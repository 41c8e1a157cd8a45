"""Reading and parsing, against the floor: what any program must do to look at the same files once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import baocao
from baocao.facts.find import Facts
from baocao.text import lay_out, where
from baocao.text.read import read_bytes
from benchmarks import articles
from benchmarks.measure import Row, Sample, compare, cpu, peak, sample, stated

GROUP = "parse, one core"
_PASS = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?")


def rows(quick: bool = False) -> Iterator[Row]:
    """Every row of this group; `quick` on inputs so small that only the code is tried."""
    runs = 2 if quick else 9
    with TemporaryDirectory() as folder:
        files = list(articles.write(Path(folder), 3 if quick else 200))
        yield from _against_the_floor(files, runs)
        yield from _reading(files[: 3 if quick else 50], runs)
    yield _memory(*((2, 4) if quick else (200, 2000)))
    yield _linear(*((2000, 4000) if quick else (100_000, 10_000_000)), runs=2 if quick else 3)


def _floor(files: list[Path]) -> None:
    for file in files:
        sum(1 for _ in _PASS.finditer(unicodedata.normalize("NFC", file.read_bytes().decode())))


def _parse(files: list[Path]) -> None:
    for file in files:
        baocao.parse(baocao.read(file))


def _atoms(files: list[Path]) -> None:
    with patch("baocao.parse.find", lambda page, atoms: Facts()):
        _parse(files)


def _against_the_floor(files: list[Path], runs: int) -> Iterator[Row]:
    _parse(files)  # the lexicons are loaded, the patterns compiled
    for what, work, aim in (("atoms only", _atoms, 1000), ("atoms and facts", _parse, 500)):
        pair = compare(lambda work=work: work(files), lambda: _floor(files), runs)  # type: ignore[misc]
        rate = stated(pair.ours, "articles/s", lambda seconds: len(files) / seconds)
        floor = stated(pair.theirs, "articles/s", lambda seconds: len(files) / seconds)
        # here less is better: how many times the floor's time
        times = Sample(1 / pair.ratio.median, 1 / pair.ratio.high, 1 / pair.ratio.low, runs)
        yield Row(GROUP, f"{what}, articles of 3 kB", rate, f"floor {floor}", times, f"≥ {aim:,}/s; ≤ 6× floor")


def _reading(files: list[Path], runs: int) -> Iterator[Row]:
    raws = [file.read_bytes() for file in files]
    texts = [raw.decode() for raw in raws]
    pages = [
        f"<html><body><article><p>{t.replace(chr(10) * 2, '</p><p>')}</p></article></body></html>".encode()
        for t in texts
    ]
    sources = [read_bytes(raw, "x.txt") for raw in raws]
    steps: list[tuple[str, Callable[[], object]]] = [
        ("read UTF-8", lambda: [read_bytes(raw, "x.txt") for raw in raws]),
        ("read decomposed letters (NFD)", lambda: [read_bytes(_nfd(t), "x.txt") for t in texts]),
        ("read UTF-16", lambda: [read_bytes(t.encode("utf-16"), "x.txt") for t in texts]),
        ("read HTML", lambda: [read_bytes(page, "x.html") for page in pages]),
        ("lay out", lambda: [lay_out(source) for source in sources]),
        ("offset to byte, line, column", lambda: [where(s, len(s.text) // 2, len(s.text) // 2 + 1) for s in sources]),
    ]
    for name, work in steps:
        work()
        yield Row(GROUP, name, stated(sample(work, runs), "ms/article", lambda s: s * 1000 / len(files)))


def _nfd(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


def _memory(few: int, many: int) -> Row:
    """Peak memory when ten times the articles pass through one process."""
    code = (
        "import baocao\nfrom baocao.text.read import read_bytes\nfrom benchmarks.articles import article\n"
        "for n in range({}): baocao.parse(read_bytes(article(n).encode(), 'x.txt'))"
    )
    small, large = peak(code.format(few)), peak(code.format(many))
    ratio = large / small
    return Row(
        GROUP, f"peak memory, {many:,} articles", f"{large:.0f} MB", f"{few:,} articles {small:.0f} MB",
        Sample(ratio, ratio, ratio, 1), "flat",
    )  # fmt: skip


def _linear(short: int, long: int, *, runs: int) -> Row:
    """Time per character of a very long article against that of a long one, both with few figures.

    At its usual density of figures an article of 10 MB would state more facts than one article may.
    """
    sources = [read_bytes(articles.article(7, size, figures=0.15).encode(), "x.txt") for size in (short, long)]
    few, many = (sample(lambda s=s: baocao.parse(s), runs, cpu) for s in sources)  # type: ignore[misc]
    per = [sample_.median / len(source.text) for sample_, source in zip((few, many), sources, strict=True)]
    spread = long / short
    return Row(
        GROUP, f"one article of {_bytes(long)}", stated(many, "s"), f"one of {_bytes(short)} {stated(few, 's')}",
        Sample(per[1] / per[0], many.low / few.high / spread, many.high / few.low / spread, runs),
        "linear: time per character the same",
    )  # fmt: skip


def _bytes(size: int) -> str:
    return f"{size / 1e6:g} MB" if size >= 1e6 else f"{size / 1e3:g} kB"
