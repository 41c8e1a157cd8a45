"""A project folder for one rebuild: what it is built from is laid out in it, and nothing else is there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from baocao.errors import BaocaoError
from baocao.report.accuracy import JUDGED
from baocao.report.accuracy import RECORD as EVALUATION
from baocao.report.office import FILE as OFFICE

SHARED = (Path("requirements.lock"), Path(EVALUATION), Path(JUDGED), Path(OFFICE))
"""What a report takes from its project besides its articles."""


@contextmanager
def desk(files: Mapping[Path, bytes], where: str) -> Iterator[Path]:
    """A folder that holds these files, and what the project here shares; the working folder while it lasts.

    Raises BaocaoError naming `where` for a path that can not be made.
    """
    before = Path.cwd()
    carried = {path: (before / path).read_bytes() for path in SHARED if path.is_file()}
    with tempfile.TemporaryDirectory(prefix="baocao-verify-") as folder:
        room = Path(folder)
        try:
            for path, content in {**files, **carried}.items():
                (room / path).parent.mkdir(parents=True, exist_ok=True)
                (room / path).write_bytes(content)
        except (OSError, ValueError) as error:  # a path that no build can have named
            raise BaocaoError(
                f"could not be laid out again ({error})",
                where=where,
                remedy="only reports that baocao built can be verified",
            ) from None
        os.chdir(room)
        try:
            yield room
        finally:
            os.chdir(before)
