"""A store proves itself: its files against the descriptor, and its rows against the articles they were read from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baocao.corpus import bucket, shelf, store
from baocao.corpus.dataset import datasets
from baocao.corpus.rules import rules
from baocao.corpus.shelf import Manifest
from baocao.errors import BaocaoError
from baocao.verdict import Verdict

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 20
"""Differences that are named; more of them say nothing more."""


def prove(folder: Path, *, articles: Path = Path("articles"), corrections: Path = Path("corrections")) -> Verdict:
    """Check a finished store; raises BaocaoError for a folder that is none.

    A file with other bytes than the descriptor names is found in any case; with the store's articles in `articles`
    every row is read again, and the first that differs in each data set is named, even where somebody has made the
    descriptor fit.
    """
    manifest = shelf.manifest(folder)
    changed = [part for part in shelf.parts(manifest) if not bucket.intact(folder, part)]
    findings = [f"{part.path}: its bytes are not those that the descriptor names" for part in changed[:MOST]]
    if manifest.rules != rules():
        return _judged(findings, "it was built by other rules than these: not recomputed")
    with tempfile.TemporaryDirectory(prefix="baocao-") as room:
        again = Path(room) / "store"
        try:
            store.build([articles], again, corrections=corrections)
        except BaocaoError as error:
            return _judged(findings, f"its articles are not here ({error}): not recomputed")
        made = shelf.manifest(again)
        try:
            same = _inputs(folder, manifest) == _inputs(again, made)
        except (OSError, ValueError):
            return _judged(findings, "its list of articles can not be read: not recomputed")
        if not same:
            return _judged(findings, f"{articles} does not hold its very articles: not recomputed")
        findings += _rows(folder, manifest, again, made)
        if not findings and (made.buckets, made.copies) != (manifest.buckets, manifest.copies):
            findings.append(f"{shelf.MANIFEST}: it names other files than its articles give")
    return Verdict("differs" if findings else "identical", tuple(findings))


def _judged(findings: list[str], why: str) -> Verdict:
    return Verdict("differs" if findings else "consistent", tuple(findings), (why,))


def _rows(folder: Path, manifest: Manifest, again: Path, made: Manifest) -> Iterator[str]:
    """The first row of each data set that is not what its articles give."""
    for name in datasets():
        try:
            here, there = _table(folder, manifest, name).to_pylist(), _table(again, made, name).to_pylist()
        except (OSError, ValueError) as error:
            yield f"{name}: can not be read ({str(error).splitlines()[0]})"
            continue
        for n, (one, two) in enumerate(zip(here, there, strict=False), 1):
            if one != two:
                yield f"{name}, row {n}{_named(two)}: {_difference(one, two)}"
                break
        else:
            if len(here) != len(there):
                yield f"{name}: {len(here)} rows, recomputed {len(there)}"


def _named(row: dict[str, Any]) -> str:
    ids = [str(row[key]) for key in ("article", "id") if row.get(key)]
    return f" ({' '.join(ids)})" if ids else ""


def _difference(one: dict[str, Any], two: dict[str, Any]) -> str:
    column = next(key for key in two if one.get(key) != two[key])
    return f"{column} is {one.get(column)!s}, recomputed {two[column]!s}"


def _inputs(folder: Path, manifest: Manifest) -> set[tuple[str, str]]:
    """The names and hashes of the files a store was made of."""
    return {(row["path"], row["sha256"]) for row in _table(folder, manifest, "inputs").to_pylist()}


def _table(folder: Path, manifest: Manifest, name: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pa.concat_tables([pq.read_table(folder / part.path) for part in shelf.parts(manifest, name)])
