"""A small project folder, and a build in it by the real command."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "1-article.ipynb"
SHARES = {"xa-an-binh": "12,5%", "xa-hoa-loi": "9,1%", "xa-tan-phu": "3,4%"}


def desk(folder: Path) -> Path:
    """Three small articles, in a folder of their own."""
    (folder / "articles").mkdir(parents=True)
    for name, share in SHARES.items():
        text = f"Kết quả của xã\nNgày đăng 03/04/2021 | 07:15\n\nNăm 2020, xã có 1.204 hộ dân; hộ nghèo còn {share}.\n"
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def start(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    """`baocao report` in `folder`, running."""
    given = [] if "--notebook" in options else ["--notebook", str(NOTEBOOK)]
    return subprocess.Popen(
        [sys.executable, "-m", "baocao.cli", "report", "--jobs", "2", *given, *options],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "BAOCAO_LANG": "en", **environment},
    )  # fmt: skip


def build(folder: Path, *options: str, **environment: str) -> tuple[int, str, str]:
    """A whole build: exit code, standard output, standard error."""
    running = start(folder, *options, **environment)
    out, err = running.communicate(timeout=300)
    return running.returncode, out, err


def digest(folder: Path) -> dict[str, str]:
    """The bytes of every finished file of a build, as hashes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("reports", "build/parsed", "build/executed")
        for path in sorted((folder / part).glob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def whole(path: Path) -> bool:
    """Whether a finished file is one from its first byte to its last."""
    data = path.read_bytes()
    ends = {
        ".pdf": (b"%PDF-", b"%%EOF"),
        ".html": (b"<!DOCTYPE html>", b"</html>"),
        ".ipynb": (b"{", b"}"),
        ".json": (b"{", b"}"),
    }
    first, last = ends[path.suffix]
    return data.startswith(first) and data.rstrip().endswith(last)


def work(path: str, die: bool) -> None:
    """A step of a build: a small file, or the end of the process."""
    if die:
        os.kill(os.getpid(), signal.SIGKILL)
    Path(path).write_text("made", encoding="utf-8")
