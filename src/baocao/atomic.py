"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from baocao.errors import BaocaoError


def write(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data` under `path` in one step: a reader sees the old file or the new one, never a part.

    Raises BaocaoError where the folder can not be written to or the disk is full; nothing is left behind.
    """
    chunks = [data] if isinstance(data, bytes) else data
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
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
