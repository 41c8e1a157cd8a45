"""One builder at a time: a lock that dies with its process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from baocao.errors import BaocaoError

NAME = ".lock"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raises BaocaoError, at once, where another process holds it.

    The operating system gives the lock back when the process ends, however it ends: none is ever left behind.
    """
    path = folder / NAME
    try:
        file = path.open("a+b")
    except OSError as error:
        raise BaocaoError(
            f"can not be written ({error.strerror})", where=str(path), remedy="check the folder and its rights"
        ) from None
    with file:
        if not _take(file):
            file.seek(0)
            owner = file.read(20).decode("ascii", "replace").strip()
            who = f"process {owner}" if owner.isdigit() else "another process"
            raise BaocaoError(f"is being built by {who}", where=str(folder), remedy="wait until it is done")
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)  # a finished store has the same bytes whoever built it


if os.name == "nt":  # pragma: no cover
    import msvcrt

    _FAR = 1 << 30
    """The byte that is locked: far behind the number, which stays readable."""

    def _take(file: IO[bytes]) -> bool:
        try:
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
