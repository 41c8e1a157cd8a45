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
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from baocao import atomic
from baocao.corpus import bucket, descriptor, shelf
from baocao.corpus.bucket import Made, Member, Task
from baocao.corpus.lock import held
from baocao.corpus.rules import rules
from baocao.corpus.shelf import Held, Manifest
from baocao.corrections import path_for
from baocao.errors import BaocaoError, ReadError
from baocao.interrupt import held_back, quiet
from baocao.text.read import MAX_BYTES, MEDIA_TYPES, belongs

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
    if licence and not re.fullmatch(r"[A-Za-z0-9.+-]{1,100}", licence):
        raise BaocaoError(f"{licence!r} is no SPDX name of a licence", remedy="for example CC-BY-4.0")
    folder = Path(store)
    inputs = _inputs(paths)
    if not inputs:
        raise BaocaoError(
            "holds no article (.txt, .md, .html)", where=_named(paths), remedy="give a folder of articles"
        )
    shelf.claim(folder)
    with held(folder):
        before = shelf.read(folder, repair=True)
        members = _members(inputs, corrections)
        inputs.clear()  # the members know the paths
        dealt = dict(_deal(members))
        del members
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
        jobs, context = min(self._jobs, len(tasks)), get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=quiet) as pool:
            with held_back():
                made = pool.map(bucket.make, tasks)
            yield from made


def _switch(
    folder: Path, dealt: dict[str, list[Member]], before: Manifest | None, run: Run, licence: str | None
) -> Outcome:
    keys = {prefix: _key(members) for prefix, members in dealt.items()}
    old = before.buckets if before else {}
    sound = {prefix: one for prefix, one in old.items() if shelf.whole(folder, one.made)}
    kept = {prefix: sound[prefix] for prefix, key in keys.items() if prefix in sound and sound[prefix].key == key}
    salvage = [one.made for one in sound.values()] if before and before.rules == rules() else []
    tasks = [
        Task(folder=str(folder), prefix=prefix, members=tuple(members), old=tuple(_related(prefix, salvage)))
        for prefix, members in dealt.items()
        if prefix not in kept
    ]
    stand = {m.name for members in dealt.values() for m in members if m.state == "article"}
    changed = [one.made for prefix, one in sound.items() if prefix not in kept]
    gone = {name for one in changed for name in bucket.names(folder, one)} - stand
    made = {one.prefix: one for one in run(tasks)}
    # what this build had to parse is no property of the store
    buckets = {p: kept[p] if p in kept else Held(keys[p], replace(made[p], parsed=0)) for p in sorted(dealt)}
    if made or before is None or set(old) != set(buckets):
        copies = bucket.find_copies(folder, [h.made for h in buckets.values()])
    else:
        copies = before.copies
    now = Manifest(shelf.FORMAT, rules(), buckets, copies)
    package = descriptor.package(now, licence)
    package["baocao"] = msgspec.to_builtins(now)
    text = msgspec.json.format(msgspec.json.encode(package, order="deterministic"), indent=1) + b"\n"
    if not (folder / shelf.MANIFEST).is_file() or (folder / shelf.MANIFEST).read_bytes() != text:
        atomic.write(folder / shelf.MANIFEST, text)
    shelf.sweep(folder, now)
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


def _inputs(paths: Iterable[str | os.PathLike[str]]) -> dict[str, tuple[Path, Path | None]]:
    """The files by the name they have in the store: their folder's own name and the path below it; and that folder."""
    found: dict[str, tuple[Path, Path | None]] = {}
    for given in paths:
        root = Path(given)
        if root.is_dir():
            base = root.resolve().name
            inside = [(PurePosixPath(base, *p.relative_to(root).parts).as_posix(), p) for p in _walk(root)]
        else:
            inside = [(PurePosixPath(root.resolve().parent.name, root.name).as_posix(), root)]
        for name, path in inside:
            if name in found and found[name][0].resolve() != path.resolve():
                raise BaocaoError(
                    f"would have the name of {found[name][0]} in the store", where=str(path), remedy="rename one folder"
                )
            found[name] = path, root if root.is_dir() else None
    return found


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=_unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() in _ENDINGS and not name.startswith(".") and name != _REGISTER:
                yield path


def _unlisted(error: OSError) -> None:
    """A folder that can not be listed would be articles that are silently not there."""
    raise BaocaoError(
        f"can not be read ({error.strerror})", where=str(error.filename), remedy="check the path and its rights"
    )


def _members(inputs: dict[str, tuple[Path, Path | None]], corrections: Path | None) -> list[Member]:
    """Every file with its hash, its id, and what it is: an article, or the same bytes again."""
    hashes = {name: _hash(*found) for name, found in sorted(inputs.items())}
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
        path, folder = inputs[name]
        state: Literal["article", "repeat"] = "article" if origin == name else "repeat"
        members.append(Member(name, str(path), sha, id_, state, str(folder or ""), *beside))
    return members


def _hash(path: Path, folder: Path | None = None) -> str:
    """sha256 of a file's bytes; empty where it can not be read, or is too large to be an article."""
    digest = hashlib.sha256()
    taken = 0
    try:
        if folder:
            belongs(path, folder)
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                taken += len(chunk)
                if taken > MAX_BYTES:
                    return ""
                digest.update(chunk)
    except (OSError, ReadError):
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


def _named(paths: Iterable[str | os.PathLike[str]]) -> str:
    return ", ".join(os.fspath(path) for path in paths)


__all__ = ["Fault", "Outcome", "Pool", "Run", "build", "in_turn"]
