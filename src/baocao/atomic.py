"""Files written whole or not at all."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from baocao.errors import BaocaoError


def writable(folder: Path) -> None:
    """Make a folder where it is missing; raises BaocaoError where nothing can be put into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fault = None if os.access(folder, os.W_OK | os.X_OK) else _why(folder)
    except OSError as error:
        fault = error.strerror
    if fault:
        raise BaocaoError(
            f"can not be written ({fault})", where=str(folder), remedy="check the folder, its rights and the disk"
        )


def _why(folder: Path) -> str | None:
    """What the system answers to a file there: no right, or a disk that takes none."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error.strerror


def write(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data` under `path` in one step: a reader sees the old file or the new one, never a part.

    Raises BaocaoError where the folder can not be written to or the disk is full; nothing is left behind.
    """
    chunks = [data] if isinstance(data, bytes) else data
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}.{os.getpid()}-", suffix=".part"
        )
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o644)
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise BaocaoError(
            f"can not be written ({error.strerror})",
            where=str(path),
            remedy="check the folder, its rights and the disk",
        ) from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the unfinished files that killed processes left in a folder and those below it."""
    if sys.platform == "win32":  # where asking for a process may end it
        return
    for path in folder.rglob(".*.part"):
        owner = _OWNER.search(path.name)
        if owner and not _alive(int(owner[1])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


_OWNER = re.compile(r"\.(\d+)-[^.]*\.part$")
