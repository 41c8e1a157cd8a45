"""The shelf: what a store is on disk, and whether a folder is one.

Refused are a folder that is not ours, a store that was never finished, one with parts missing or cut short, and one
of another version; each with what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from baocao import atomic
from baocao.corpus import bucket
from baocao.corpus.bucket import Made, Part
from baocao.corpus.lock import NAME as LOCK
from baocao.errors import BaocaoError
from baocao.model import Article

FORMAT = "baocao-store/1"
MANIFEST = "datapackage.json"
MARK = ".baocao-store"
"""Says that a folder is ours before its first descriptor stands."""


class Held(Struct, frozen=True):
    """A bucket as the manifest records it."""

    key: str
    """Hash of the rules and of every file in it: what decides whether it is due."""
    made: Made


class Manifest(Struct, frozen=True):
    """What the descriptor says under `baocao`."""

    format: str
    rules: str
    buckets: dict[str, Held]
    copies: Part


class _Descriptor(Struct, frozen=True):
    baocao: Manifest


def claim(folder: Path) -> None:
    """Make the folder ours; raises BaocaoError for one that holds anything else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise BaocaoError(
            f"can not be written ({error.strerror})", where=str(folder), remedy="check the folder and its rights"
        ) from None
    if there - {LOCK} and MARK not in there:
        raise BaocaoError(
            f"is no store of baocao: it holds {sorted(there)[0]}",
            where=str(folder),
            remedy="give a new or empty folder",
        )
    if MARK not in there:
        atomic.write(folder / MARK, FORMAT.encode() + b"\n")


def manifest(folder: Path) -> Manifest:
    """What a finished store holds; raises BaocaoError for one that is foreign, half-written or damaged."""
    found = read(folder, repair=False)
    if found is None:
        raise BaocaoError(
            "is a store that was never finished" if (folder / MARK).is_file() else "is no store of baocao",
            where=str(folder),
            remedy="run `baocao corpus build DIR… --out` with it"
            if (folder / MARK).is_file()
            else "give the folder that `baocao corpus build` wrote",
        )
    for part in parts(found):
        path = folder / part.path
        if not path.is_file() or path.stat().st_size != part.bytes:
            raise BaocaoError(
                f"is damaged: {part.path} is missing or cut short",
                where=str(folder),
                remedy="run `baocao corpus build` again, it mends what is missing",
            )
    return found


def parts(found: Manifest, dataset: str | None = None) -> Iterator[Part]:
    """The files of a store, or of one of its data sets, in order."""
    for one in found.buckets.values():
        yield from (part for part in one.made.parts if dataset in (None, part.dataset))
    if dataset in (None, "copies"):
        yield found.copies


def articles(folder: Path) -> Iterator[Article]:
    """The parsed articles of a store, bucket by bucket."""
    for part in parts(manifest(folder), "parsed"):
        yield from bucket.parsed(folder / part.path)


def read(folder: Path, *, repair: bool) -> Manifest | None:
    """The manifest, unchecked; None where there is none, and with `repair` where ours can not be read."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(path), remedy="check the path and its rights"
        ) from None
    try:
        found = msgspec.json.decode(data, type=_Descriptor).baocao
    except msgspec.MsgspecError:
        if repair and (folder / MARK).is_file():
            return None  # ours, and damaged: built anew
        raise BaocaoError(
            "describes no store of baocao", where=str(path), remedy="give the folder that `baocao corpus build` wrote"
        ) from None
    if found.format != FORMAT:
        raise BaocaoError(
            f"has the format {found.format!r}, this version knows {FORMAT!r}",
            where=str(path),
            remedy="use the version that wrote it, or build into a new folder",
        )
    return found


def whole(folder: Path, made: Made) -> bool:
    """Whether every part of a bucket is on disk with the bytes it was written with."""
    return all(bucket.intact(folder, part) for part in made.parts)


def sweep(folder: Path, now: Manifest) -> None:
    """Remove the parts that the store no longer names, and what a killed build left."""
    atomic.sweep(folder)
    named = {part.path for part in parts(now)}
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in named:
            path.unlink(missing_ok=True)
