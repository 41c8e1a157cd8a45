"""The store: parsed articles as Parquet data sets, built whole, switched in one step.

    STORE/datapackage.json        what the store holds: a Frictionless descriptor, and the one file that is switched
    STORE/data/NAME/BUCKET-HASH.parquet   parts, named after their content and never changed

A build writes new parts beside the old ones, then replaces the descriptor, then removes what nothing names any
more: a build that dies at any point leaves the store as it was. The articles are dealt into buckets by a hash of
their names; a bucket that grows beyond `MOST` splits in two. So the layout, and every byte, depends on the input
alone, a change touches one bucket, and memory holds one bucket at a time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from baocao import atomic
from baocao.corpus import bucket, descriptor
from baocao.corpus.bucket import Made, Member, Part, Task
from baocao.corpus.lock import NAME as LOCK
from baocao.corpus.lock import held
from baocao.corpus.rules import rules
from baocao.corrections import path_for
from baocao.errors import BaocaoError
from baocao.model import Article
from baocao.text.read import MAX_BYTES, MEDIA_TYPES

FORMAT = "baocao-store/1"
MANIFEST = "datapackage.json"
MARK = ".baocao-store"
"""Says that a folder is ours before its first descriptor stands."""
MOST = 1024
"""Articles of a bucket at most."""
_ENDINGS = frozenset({*MEDIA_TYPES, ".txt"})
_REGISTER = "SOURCES.md"
Run = Callable[[Sequence[Task]], Iterable[Made]]


class Fault(Struct, frozen=True):
    """A file that is no article of the store, and why."""

    path: str
    reason: str


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did."""

    articles: int
    """Articles in the store."""
    parsed: int
    """New and changed ones, understood in this build."""
    removed: int
    """Articles of the store before that are no longer in the input."""
    repeats: int
    """Files with the bytes of another one."""
    unreadable: tuple[Fault, ...]
    buckets: int
    """Parts of the store that were written."""

    def __str__(self) -> str:
        said = f"{self.articles} articles ({self.parsed} parsed, {self.removed} removed"
        return f"{said}, {self.repeats} repeats, {len(self.unreadable)} unreadable)"


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


# ── build ────────────────────────────────────────────────────────────────────


def build(
    paths: Iterable[str | os.PathLike[str]],
    store: str | os.PathLike[str],
    *,
    run: Run | None = None,
    licence: str | None = None,
    corrections: Path | None = None,
) -> Outcome:
    """Bring a store up to the articles in `paths` (files, and folders with all below them).

    `run` makes buckets (`in_turn` by default; a pool or a cluster may do it), `licence` is an SPDX name for the
    facts, texts stay their publishers'; `corrections` is a folder of corrections files. An unreadable article is
    listed in the outcome and in the data set `inputs`, and the rest is built. Raises BaocaoError where the store is
    foreign, from another version, or being built.
    """
    folder = Path(store)
    inputs = _inputs(paths)
    if not inputs:
        raise BaocaoError(
            "holds no article (.txt, .md, .html)", where=_named(paths), remedy="give a folder of articles"
        )
    _claim(folder)
    with held(folder):
        before = _manifest(folder, repair=True)
        dealt = dict(_deal(_members(inputs, corrections)))
        return _switch(folder, dealt, before, run or in_turn, licence)


def in_turn(tasks: Sequence[Task]) -> Iterator[Made]:
    """The buckets one after another, in this process."""
    return map(bucket.make, tasks)


class Pool:
    """The buckets in several processes of this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def __call__(self, tasks: Sequence[Task]) -> Iterator[Made]:
        if self._jobs < 2 or len(tasks) < 2:
            yield from in_turn(tasks)
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # spawned, not forked: Arrow's threads do not survive a fork
        with ProcessPoolExecutor(min(self._jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
            yield from pool.map(bucket.make, tasks)


def _switch(
    folder: Path, dealt: dict[str, list[Member]], before: Manifest | None, run: Run, licence: str | None
) -> Outcome:
    keys = {prefix: _key(members) for prefix, members in dealt.items()}
    old = before.buckets if before else {}
    kept = {p: old[p] for p, key in keys.items() if p in old and old[p].key == key and _whole(folder, old[p].made)}
    salvage = [h.made for h in old.values() if _whole(folder, h.made)] if before and before.rules == rules() else []
    tasks = [
        Task(folder=str(folder), prefix=prefix, members=tuple(members), old=tuple(_related(prefix, salvage)))
        for prefix, members in dealt.items()
        if prefix not in kept
    ]
    stand = {m.name for members in dealt.values() for m in members if m.state == "article"}
    changed = [h.made for p, h in old.items() if p not in kept and _whole(folder, h.made)]
    gone = {name for one in changed for name in bucket.names(folder, one)} - stand
    made = {one.prefix: one for one in run(tasks)}
    # what this build had to parse is no property of the store
    buckets = {p: kept[p] if p in kept else Held(keys[p], replace(made[p], parsed=0)) for p in sorted(dealt)}
    if made or before is None or set(old) != set(buckets):
        copies = bucket.find_copies(folder, [h.made for h in buckets.values()])
    else:
        copies = before.copies
    now = Manifest(FORMAT, rules(), buckets, copies)
    package = descriptor.package(now, licence)
    package["baocao"] = msgspec.to_builtins(now)
    text = msgspec.json.format(msgspec.json.encode(package, order="deterministic"), indent=1) + b"\n"
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != text:
        atomic.write(folder / MANIFEST, text)
    _sweep(folder, now)
    faults = [Fault(path, reason) for h in buckets.values() for path, reason in h.made.faults]
    articles = sum(h.made.articles for h in buckets.values())
    return Outcome(
        articles=articles,
        parsed=sum(one.parsed for one in made.values()),
        removed=len(gone),
        repeats=sum(m.state == "repeat" for members in dealt.values() for m in members),
        unreadable=tuple(sorted(faults, key=lambda f: f.path)),
        buckets=len(made),
    )


def _inputs(paths: Iterable[str | os.PathLike[str]]) -> dict[str, Path]:
    """The files by the name they have in the store: their folder's own name and the path below it."""
    found: dict[str, Path] = {}
    for given in paths:
        root = Path(given)
        if root.is_dir():
            base = root.resolve().name
            inside = [(PurePosixPath(base, *p.relative_to(root).parts).as_posix(), p) for p in _walk(root)]
        else:
            inside = [(PurePosixPath(root.resolve().parent.name, root.name).as_posix(), root)]
        for name, path in inside:
            if name in found and found[name].resolve() != path.resolve():
                raise BaocaoError(
                    f"would have the name of {found[name]} in the store", where=str(path), remedy="rename one folder"
                )
            found[name] = path
    return found


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() in _ENDINGS and not name.startswith(".") and name != _REGISTER:
                yield path


def _members(inputs: dict[str, Path], corrections: Path | None) -> list[Member]:
    """Every file with its hash, its id, and what it is: an article, or the same bytes again."""
    hashes = {name: _hash(path) for name, path in sorted(inputs.items())}
    first: dict[str, str] = {}
    stems: dict[str, int] = {}
    for name, sha in hashes.items():
        if sha and first.setdefault(sha, name) == name:
            stem = PurePosixPath(name).stem
            stems[stem] = stems.get(stem, 0) + 1
    members = []
    for name, sha in hashes.items():
        origin = first[sha] if sha else name
        stem = PurePosixPath(origin).stem
        id_ = stem if stems.get(stem, 0) < 2 else f"{stem}~{sha[:8]}"
        said = path_for(name, corrections) if corrections else None
        beside = (str(said), _hash(said)) if said and said.is_file() else ("", "")
        members.append(Member(name, str(inputs[name]), sha, id_, "article" if origin == name else "repeat", *beside))
    return members


def _hash(path: Path) -> str:
    """sha256 of a file's bytes; empty where it can not be read or is too large to be an article."""
    digest = hashlib.sha256()
    taken = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                taken += len(chunk)
                if taken > MAX_BYTES:
                    return ""
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def _deal(members: list[Member], prefix: str = "") -> Iterator[tuple[str, list[Member]]]:
    """The members in buckets: one, or two halves by the next bit of their names' hashes, and so on."""
    if len(members) <= MOST:
        yield prefix or "all", members
        return
    depth = len(prefix)
    for bit in "01":
        yield from _deal([m for m in members if m.bits[depth] == bit], prefix + bit)


def _key(members: Sequence[Member]) -> str:
    told = [rules(), *(f"{m.name}\0{m.sha256}\0{m.id}\0{m.state}\0{m.corrected}" for m in members)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _related(prefix: str, old: Iterable[Made]) -> Iterator[Made]:
    """The old buckets that may hold articles of a new one."""
    for made in old:
        one, two = (p if p != "all" else "" for p in (prefix, made.prefix))
        if one.startswith(two) or two.startswith(one):
            yield made


# ── what stands on disk ──────────────────────────────────────────────────────


def _claim(folder: Path) -> None:
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
    found = _manifest(folder, repair=False)
    if found is None:
        raise BaocaoError(
            "is a store that was never finished" if (folder / MARK).is_file() else "is no store of baocao",
            where=str(folder),
            remedy="run `baocao corpus build DIR… --out` with it",
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
    from baocao.corpus.bucket import parsed

    for part in parts(manifest(folder), "parsed"):
        yield from parsed(folder / part.path)


def _manifest(folder: Path, *, repair: bool) -> Manifest | None:
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaocaoError(f"can not be read ({error.strerror})", where=str(path)) from None
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


def _whole(folder: Path, made: Made) -> bool:
    """Whether every part of a bucket is on disk with the bytes it was written with."""
    return all(bucket.intact(folder, part) for part in made.parts)


def _sweep(folder: Path, now: Manifest) -> None:
    """Remove the parts that the store no longer names, and what a killed build left."""
    named = {part.path for part in parts(now)}
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in named:
            path.unlink(missing_ok=True)


def _named(paths: Iterable[str | os.PathLike[str]]) -> str:
    return ", ".join(os.fspath(path) for path in paths)


__all__ = ["FORMAT", "Fault", "Manifest", "Outcome", "Pool", "articles", "build", "in_turn", "manifest", "parts"]
