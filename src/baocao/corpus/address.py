"""Addresses: articles from, and a store at, any place that fsspec reaches (`s3://…`, `gs://…`, `sftp://…`).

What is read is brought into a folder of this machine, what is built there is brought back: parts first, then the
descriptor in one step, then what it no longer names is removed. A build that dies leaves the address as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from baocao.corpus.lock import NAME as LOCK
from baocao.corpus.shelf import MANIFEST, MARK
from baocao.errors import BaocaoError
from baocao.text.read import MEDIA_TYPES

_ENDINGS = frozenset({*MEDIA_TYPES, ".txt"})


def is_address(name: str) -> bool:
    """Whether a name is an address, not a path."""
    return "://" in name


@contextmanager
def fetched(name: str) -> Iterator[Path]:
    """The articles at an address as a local folder (or file) of the same name; a path is itself."""
    if not is_address(name):
        yield Path(name)
        return
    system, root = _opened(name)
    with TemporaryDirectory(prefix="baocao-") as room:
        base = Path(room, _safe(PurePosixPath(root).name or "articles", name))
        if _told(system.isfile, root, name):
            system.get_file(root, str(base))
        else:
            base.mkdir()
            for path in _told(system.find, root, name):
                if PurePosixPath(path).suffix.lower() in _ENDINGS:
                    _get(system, path, base / _below(path, root, name))
        yield base


@contextmanager
def mirrored(name: str) -> Iterator[Path]:
    """The store at an address as a local folder, which is brought back when the block ends well; a path is itself.

    Raises BaocaoError where the address holds anything else, or where another build changed it meanwhile.
    """
    if not is_address(name):
        yield Path(name)
        return
    system, root = _opened(name)
    before = {_below(path, root, name): path for path in _told(system.find, root, name)}
    if before and PurePosixPath(MARK) not in before:
        raise BaocaoError(
            f"is no store of baocao: it holds {min(before)}", where=name, remedy="give a new or empty folder"
        )
    with TemporaryDirectory(prefix="baocao-") as room:
        folder = Path(room, "store")
        for below, path in before.items():
            _get(system, path, folder / below)
        first = _bytes(folder / MANIFEST)
        yield folder
        if (system.cat_file(f"{root}/{MANIFEST}") if system.exists(f"{root}/{MANIFEST}") else b"") != first:
            raise BaocaoError("was changed by another build meanwhile", where=name, remedy="build again")
        _bring_back(system, root, folder, before)


def _bring_back(system: Any, root: str, folder: Path, before: dict[PurePosixPath, str]) -> None:
    now = {PurePosixPath(p.relative_to(folder).as_posix()): p for p in sorted(folder.rglob("*")) if p.is_file()}
    now.pop(PurePosixPath(LOCK), None)
    switch = PurePosixPath(MANIFEST)
    for below in [PurePosixPath(MARK), *(b for b in now if b not in (switch, PurePosixPath(MARK)))]:
        if below not in before:  # parts are named after their content: one that is there is right
            _put(system, f"{root}/{below}", now[below].read_bytes())
    _put(system, f"{root}/{switch}", now[switch].read_bytes())
    for below, path in before.items():
        if below not in now:
            system.rm_file(path)


def _opened(name: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise BaocaoError(
            "an address needs fsspec, which is not installed", remedy="pip install 'baocao[cluster]'"
        ) from None
    try:
        system, root = fsspec.core.url_to_fs(name)
    except (ImportError, ValueError) as error:
        raise BaocaoError(
            f"is an address that fsspec does not open ({error})",
            where=name,
            remedy="install what it names, or give a folder of this machine",
        ) from None
    return system, root.rstrip("/")


def _told(ask: Any, path: str, name: str) -> Any:
    """What the place answers; raises BaocaoError where it does not."""
    try:
        return ask(path)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BaocaoError(
            f"can not be reached ({error})", where=name, remedy="check the address and its rights"
        ) from None


def _below(path: str, root: str, name: str) -> PurePosixPath:
    """A file's path below its root; raises BaocaoError for one that would lead out of it."""
    below = PurePosixPath(path.removeprefix(root).lstrip("/"))
    for part in below.parts:
        _safe(part, name)
    return below


def _safe(part: str, name: str) -> str:
    if part in ("", ".", "..") or "\\" in part or "\0" in part:
        raise BaocaoError(f"holds a name that is no file's ({part!r})", where=name, remedy="rename it")
    return part


def _get(system: Any, path: str, local: Path) -> None:
    local.parent.mkdir(parents=True, exist_ok=True)
    system.get_file(path, str(local))


def _put(system: Any, path: str, data: bytes) -> None:
    system.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
    system.pipe_file(path, data)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
