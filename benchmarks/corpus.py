"""Many articles: building a store, and asking it when it holds a million facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from baocao.corpus import query
from baocao.corpus.dataset import arrow, schema
from benchmarks import articles
from benchmarks.measure import Row, Sample, number, peak, sample, stated, wall

GROUP = "corpus"
_KEYS = ("poverty_rate", "income_per_head", "budget_revenue", "new_members", "schools_standard", "jobs")
QUESTIONS = (
    (
        "one indicator's series at one place",
        "SELECT published, low, high, stated FROM observations"
        " WHERE indicator = 'poverty_rate' AND place = 'vn-2020:017' ORDER BY last_day, published",
    ),
    (
        "statements that differ for one indicator, place and period",
        "SELECT indicator, place, last_day, count(DISTINCT low) AS n FROM observations"
        " GROUP BY ALL HAVING n > 1 ORDER BY n DESC LIMIT 100",
    ),
    ("figures by indicator and year", "SELECT indicator, year(last_day) AS y, count(*) FROM observations GROUP BY ALL"),
)  # fmt: skip


def rows(quick: bool = False) -> Iterator[Row]:
    """Every row of this group."""
    with TemporaryDirectory(prefix="baocao-bench-") as folder:
        yield from _builds(Path(folder), 3 if quick else 2000, 1 if quick else 3)
        yield from _questions(Path(folder), 1000 if quick else 1_000_000, 2 if quick else 9)


def _builds(folder: Path, count: int, runs: int) -> Iterator[Row]:
    for _ in articles.write(folder / "articles", count):
        pass
    code = (
        "if __name__ == '__main__':\n"
        "    from baocao.corpus.store import Pool, build\n"
        "    build([{input!r}], {store!r}, run=Pool({jobs}))\n"
    )
    alone = None
    for jobs in (1, 2):
        spent: list[float] = []
        memory: list[float] = []
        for run in range(runs):
            store = folder / f"store-{jobs}-{run}"
            doing = code.format(input=str(folder / "articles"), store=str(store), jobs=jobs)
            started = perf_counter()
            memory.append(peak(doing))
            spent.append(perf_counter() - started)
        taken = Sample.of(spent)
        rate = stated(taken, "articles/s", lambda seconds: count / seconds)
        alone = alone or taken
        yield Row(
            GROUP, f"`baocao corpus build`, {count:,} articles, {jobs} process{'es' * (jobs > 1)}", rate,
            f"1 process {number(count / alone.median)} articles/s; largest process {max(memory):.0f} MB",
            Sample(alone.median / taken.median, alone.low / taken.high, alone.high / taken.low, runs),
        )  # fmt: skip


def _questions(folder: Path, count: int, runs: int) -> Iterator[Row]:
    file = folder / "observations.parquet"
    _million(file, count)
    # the connection is the one that `baocao corpus sql` asks, bounded as there
    with query._connected() as connection:
        connection.execute(f"CREATE VIEW observations AS SELECT * FROM read_parquet('{file}')")
        for what, text in QUESTIONS:
            spent = sample(lambda text=text: query.ask(connection, text), runs, wall)  # type: ignore[misc]
            yield Row(GROUP, f"{count:,} fact rows: {what}", stated(spent, "s"), aim="well under 1 s")


def _million(file: Path, count: int) -> None:
    """Rows of the store's own schema, sixty thousand at a time."""
    pa = arrow()
    whole = schema("observations")
    empty: dict[str, Any] = dict.fromkeys(whole.names)
    with pa.parquet.ParquetWriter(file, whole, compression="zstd", store_schema=False) as writer:
        for first in range(0, count, 60_000):
            made = [empty | _observation(n) for n in range(first, min(first + 60_000, count))]
            writer.write_table(pa.Table.from_pylist(made, schema=whole))


def _observation(n: int) -> dict[str, Any]:
    year = 2005 + n % 20
    published = date(year, 12, 31) + timedelta(days=n % 90)
    value = Decimal(n % 997) / 10
    return {
        "article": f"bai-{n // 8:08}", "id": f"bai-{n // 8:08}#i{n % 8}", "indicator": _KEYS[n % len(_KEYS)],
        "name": "tỷ lệ", "place": f"vn-2020:{n * 7919 % 700:03}", "published": published,
        "last_day": date(year, 12, 31),
        "first_day": date(year, 1, 1), "low": value, "high": value, "unit": "%", "stated": f"{value}%",
    }  # fmt: skip
