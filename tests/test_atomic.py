"""Files are written whole or not at all, and what killed writers left is removed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baocao import atomic
from baocao.errors import BaocaoError


def test_a_file_is_the_old_one_until_all_of_the_new_one_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def parts() -> list[bytes]:
        assert path.read_bytes() == b"old"
        return [b"ne", b"w"]

    atomic.write(path, (part for part in parts()))
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def broken() -> object:
        yield b"ne"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        atomic.write(path, broken())  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_what_a_killed_writer_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from baocao import atomic\n"
        "def parts():\n    yield b'x'\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "atomic.write(Path(sys.argv[1]), parts())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "below" / "a.json")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [p.suffix for p in (tmp_path / "below").iterdir()] == [".part"]

    def sweeps() -> object:
        atomic.sweep(tmp_path)
        yield b"whole"

    atomic.write(tmp_path / "b.json", sweeps())  # type: ignore[arg-type]
    assert (tmp_path / "b.json").read_bytes() == b"whole"
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="rights do not stop root")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(BaocaoError, match="Permission denied"):
        atomic.writable(tmp_path)


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(BaocaoError, match=r"can not be written \(.*\); check the folder"):
        atomic.writable(tmp_path / "a")
