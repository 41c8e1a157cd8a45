"""Buckets: a bounded share of a store's articles, made into Parquet parts by one worker with nothing else to know.

`make` is a pure function of its task and of the files it names, so that any process on any machine may run it,
twice if need be: the parts are named after their content, and the second writing changes nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from baocao import atomic, contract, corrections
from baocao.corpus import collection, copies, dataset
from baocao.corpus.dataset import arrow, datasets
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.parse import parse
from baocao.text.read import belongs, read, read_bytes

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 32
"""Articles whose rows are Python objects at one time; the rest is Arrow."""
RUNS_A_PASS = 1_000_000
"""Sampled runs that one pass of the search for copies joins: they fit into its memory."""
_PER_ARTICLE = ("inputs", "copies")


class Member(Struct, frozen=True):
    """One file of the input."""

    name: str
    """Its name in the store."""
    path: str
    """Where it is."""
    sha256: str
    """Empty where it can not be read."""
    id: str
    state: Literal["article", "repeat"]
    folder: str = ""
    """The folder in which it was found; none for a file that was named."""
    corrections: str = ""
    """Its corrections file, where there is one."""
    corrected: str = ""
    """Hash of that file."""

    @property
    def bits(self) -> str:
        """The hash of its name, which deals it into a bucket; computed anew, for there are many members."""
        return f"{int.from_bytes(hashlib.blake2b(self.name.encode(), digest_size=8).digest(), 'big'):064b}"


class Part(Struct, frozen=True):
    """One Parquet file."""

    dataset: str
    path: str
    """Below the store's folder."""
    sha256: str
    bytes: int
    rows: int


class Made(Struct, frozen=True):
    """A finished bucket."""

    prefix: str
    articles: int
    parts: tuple[Part, ...]
    faults: tuple[tuple[str, str], ...] = ()
    """Files that are no article, each with its reason."""
    parsed: int = 0
    """Articles that this making understood anew; the rest was taken over."""


class Task(Struct, frozen=True):
    """A bucket to be made."""

    folder: str
    prefix: str
    members: tuple[Member, ...]
    old: tuple[Made, ...] = ()
    """Buckets, made by the same rules, whose rows of unchanged articles are taken over."""


def make(task: Task) -> Made:
    """Make a bucket's parts; what can not be read is listed, and the rest is made."""
    folder = Path(task.folder)
    known = _known(folder, task)
    tables: dict[str, list[pa.Table]] = {name: [] for name in datasets() if name not in _PER_ARTICLE}
    batch: list[dict[str, list[dataset.Row]]] = []
    inputs: list[dataset.Row] = []
    faults: list[tuple[str, str]] = []
    parsed = 0

    def flush() -> None:
        for name, found in dataset.joined(batch).items():
            if name in tables and found:
                tables[name].append(dataset.table(name, found))
        batch.clear()

    ids: list[str] = []
    for member in task.members:
        reason = ""
        if member.state == "article" and _file(member) not in known:
            try:
                batch.append(_understood(member))
                parsed += 1
            except BaocaoError as error:
                reason = f"{error.what}; {error.remedy}" if error.remedy else error.what
            except (ArithmeticError, AssertionError, LookupError, RecursionError, TypeError, ValueError) as error:
                # our fault, not the article's; it must not cost the other thousands
                reason = f"could not be understood ({type(error).__name__}: {error})"
            if len(batch) >= BATCH:
                flush()
        if reason:
            faults.append((member.name, reason))
        elif member.state == "article":
            ids.append(member.id)
        inputs.append(
            {
                "path": member.name,
                "sha256": member.sha256 or None,
                "state": "unreadable" if reason else member.state,
                "article": None if reason else member.id,
                "corrections": member.corrected or None,
                "reason": reason or None,
            }
        )
    flush()
    _take_over(folder, task, tables, {m.id for m in task.members if _file(m) in known})
    parts = [_written(folder, "inputs", task.prefix, dataset.table("inputs", inputs))]
    for name, found in tables.items():
        parts.append(_written(folder, name, task.prefix, _ordered(name, found, ids)))
    return Made(task.prefix, len(ids), tuple(parts), tuple(faults), parsed)


def _file(member: Member) -> tuple[str, str, str, str]:
    return member.name, member.sha256, member.id, member.corrected


def _understood(member: Member) -> dict[str, list[dataset.Row]]:
    """The rows of one article, its path being its name in the store."""
    if member.folder:
        belongs(Path(member.path), Path(member.folder))
    source = read(member.path)
    if source.origin.sha256 != member.sha256:
        raise BaocaoError("changed while it was read", remedy="build again")
    article = parse(read_bytes(source.raw, member.name, source.origin.media_type))
    if member.corrections:
        article = corrections.apply(article, corrections.read(Path(member.corrections)).entries)
    return dataset.rows(collection.entry(member.id, article), article)


def _known(folder: Path, task: Task) -> set[tuple[str, str, str, str]]:
    """The articles of the old buckets, by name, bytes, id and corrections."""
    return {
        (row["path"], row["sha256"], row["article"], row["corrections"] or "")
        for old in task.old
        for row in _read(folder, old, "inputs").to_pylist()
        if row["state"] == "article"
    }


def names(folder: Path, made: Made) -> set[str]:
    """The names of a bucket's articles."""
    rows = _read(folder, made, "inputs").to_pylist()
    return {row["path"] for row in rows if row["state"] == "article"}


def _take_over(folder: Path, task: Task, tables: dict[str, list[pa.Table]], ids: set[str]) -> None:
    """Add the rows of unchanged articles from the old buckets."""
    if not ids:
        return
    pa = arrow()
    wanted = pa.array(sorted(ids))
    for old in task.old:
        for name, found in tables.items():
            rows = _read(folder, old, name)
            found.append(rows.filter(pa.compute.is_in(rows["article"], value_set=wanted)))


def _ordered(name: str, found: Sequence[pa.Table], ids: Sequence[str]) -> pa.Table:
    """One table in the order of the articles; rows of one article keep their order."""
    pa = arrow()
    whole = pa.concat_tables([dataset.schema(name).empty_table(), *found])
    at = pa.compute.index_in(whole["article"], value_set=pa.array(ids, pa.string()))
    order = pa.compute.sort_indices(pa.table({"at": at}), sort_keys=[("at", "ascending")])
    return whole.take(order).combine_chunks()


def _written(folder: Path, name: str, prefix: str, table: pa.Table) -> Part:
    """A table as a part named after its content; one that is there already stays."""
    pa = arrow()
    buffer = io.BytesIO()
    pa.parquet.write_table(table, buffer, compression="zstd", row_group_size=1 << 17, store_schema=False)
    data = buffer.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    path = f"data/{name}/{prefix}-{digest[:16]}.parquet"
    part = Part(name, path, digest, len(data), table.num_rows)
    if not intact(folder, part):
        atomic.write(folder / path, data)
    return part


def _read(folder: Path, made: Made, name: str) -> pa.Table:
    part = next(part for part in made.parts if part.dataset == name)
    return arrow().parquet.read_table(folder / part.path).cast(dataset.schema(name))


def intact(folder: Path, part: Part) -> bool:
    """Whether a part is on disk with the bytes it was written with."""
    path = folder / part.path
    try:
        if path.stat().st_size != part.bytes:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == part.sha256
    except OSError:
        return False


def parsed(path: Path) -> Iterator[Article]:
    """The articles of a part of the data set `parsed`."""
    for batch in arrow().parquet.ParquetFile(path).iter_batches(batch_size=BATCH, columns=["json"]):
        for line in batch.column("json").to_pylist():
            yield contract.decode(line)


def find_copies(folder: Path, made: Sequence[Made]) -> Part:
    """The data set `copies`: articles that share most of their sampled runs with an earlier one.

    Found by a join in passes, each over the runs of one remainder, so that memory stays flat however many articles
    there are; a copy of a copy goes back to the first.
    """
    files = [str(folder / part.path) for one in made for part in one.parts if part.dataset == "articles"]
    origin: dict[str, str] = {}
    found: list[dataset.Row] = []
    for article, before, shared in _pairs(files, folder) if files else ():
        if article not in origin:
            origin[article] = origin.get(before, before)
            share = Decimal(str(shared)).quantize(Decimal("0.001"))
            found.append({"article": article, "copy_of": origin[article], "shared": share})
    found.sort(key=lambda row: row["article"])
    return _written(folder, "copies", "all", dataset.table("copies", found))


def _pairs(files: list[str], folder: Path) -> Iterator[tuple[str, str, float]]:
    """Every article beside an earlier one that shares enough with it, in order, the best first."""
    from baocao.corpus.query import joining

    with joining(files, folder) as connection:
        connection.execute(_KNOWN)
        (runs,) = connection.execute("SELECT coalesce(sum(n), 0) FROM known").fetchone() or (0,)
        passes = max(1, -(-int(runs) // RUNS_A_PASS))
        connection.execute(_SHARED)
        for turn in range(passes):
            connection.execute(_PASS, {"passes": passes, "turn": turn, "common": copies.COMMON})
        answer = connection.execute(_COPIES, {"near": float(copies.NEAR)})
        while rows := answer.fetchmany(BATCH):
            yield from rows


_KNOWN = f"""
CREATE VIEW known AS
  SELECT article, coalesce(published, DATE '9999-12-31') AS day, runs, len(runs) AS n FROM articles
  WHERE runs_all >= {copies.LEAST} AND len(runs) >= 3
"""
_SHARED = """
CREATE TABLE shared (article VARCHAR, day DATE, n BIGINT, before VARCHAR, since DATE, others BIGINT, hits BIGINT)
"""
_PASS = """
INSERT INTO shared
WITH every AS (SELECT article, day, n, unnest(runs) AS run FROM known),
run AS (SELECT * FROM every WHERE hash(run) % $passes = $turn),
rare AS (SELECT run FROM run GROUP BY run HAVING count(*) BETWEEN 2 AND $common),
few AS (SELECT run.* FROM run JOIN rare USING (run))
SELECT a.article, a.day, a.n, b.article, b.day, b.n, count(*)
FROM few a JOIN few b ON a.run = b.run AND (b.day, b.article) < (a.day, a.article)
GROUP BY ALL
"""
_COPIES = """
SELECT article, before, sum(hits) / least(n, others) AS shared FROM shared
GROUP BY article, day, n, before, since, others HAVING sum(hits) / least(n, others) >= $near
ORDER BY day, article, shared DESC, since, before
"""
