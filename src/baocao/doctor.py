"""`baocao doctor`: whether this machine can build reports, and what to do where it can not."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from baocao.errors import said

OLDEST = (3, 11)
FOLDERS = ("articles", "build", "reports", "corrections")
"""Where commands write by default."""
INSTALL = "run: make report"
EXTRAS = {"duckdb": "corpus", "pyarrow": "corpus", "jupyterlab": "lab", "distributed": "cluster"}
"""Packages that only some commands need, and the extra that brings each."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at."""

    name: str
    state: Literal["ok", "note", "missing"]
    """`note`: works without it, but something is less than it could be; `missing`: reports can not be built."""
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        mark = {"ok": "✓", "note": "·", "missing": "✗"}[self.state]
        remedy = f" → {said(self.remedy)}" if self.remedy else ""
        return f"{mark} {said(self.name)}: {said(self.found)}{remedy}"


def examine(folder: Path = Path()) -> tuple[Check, ...]:
    """Every check for work in `folder`; a check that itself fails is reported as what it found."""
    checks: list[Check] = []
    for look in (_python, _packages, _fonts, _typesetter, _kernel, _rights, _text, _extras):
        try:
            checks += look(folder)
        except Exception as error:  # a broken installation may break anywhere, and this is the command that says so
            fault = f"{type(error).__name__}: {error}"
            checks.append(Check(name=look.__name__[1:], state="missing", found=fault, remedy=INSTALL))
    return tuple(checks)


def _python(folder: Path) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    new = sys.version_info >= OLDEST
    remedy = "" if new else "install Python 3.11 or newer, remove .venv and run: make report"
    yield Check(name="Python", state="ok" if new else "missing", found=f"{version} ({sys.executable})", remedy=remedy)


def _packages(folder: Path) -> Iterator[Check]:
    """Every package that baocao asks for, against its range, and against the lock where there is one."""
    from packaging.requirements import Requirement

    missing, other = [], []
    for line in metadata.requires("baocao") or []:
        asked = Requirement(line)
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        have = _version(asked.name)
        if have is None:
            missing.append(asked.name)
        elif not asked.specifier.contains(have, prereleases=True):
            missing.append(f"{asked.name} {have} ({asked.specifier})")
    yield Check(
        name="packages",
        state="missing" if missing else "ok",
        found=", ".join(missing) or "all that baocao asks for are here",
        remedy=INSTALL if missing else "",
    )
    lock = folder / "requirements.lock"
    if not lock.is_file():
        return
    pins = re.findall(r"^[a-z0-9][^\\\n]*==[^\\\n]*", lock.read_text(encoding="utf-8"), re.MULTILINE)
    for asked in map(Requirement, pins):
        if asked.marker is not None and not asked.marker.evaluate():
            continue
        have = _version(asked.name)
        if have is not None and not asked.specifier.contains(have, prereleases=True):
            other.append(f"{asked.name} {have} ({asked.specifier})")
    yield Check(
        name="versions of requirements.lock",
        state="note" if other else "ok",
        found=", ".join(other) or "the same",
        remedy="other versions may give other bytes; for those of the lock run: make report" if other else "",
    )


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _fonts(folder: Path) -> Iterator[Check]:
    import matplotlib

    body = [f.name for f in (files("baocao.report") / "templates" / "fonts").iterdir() if f.name.endswith(".woff2")]
    chart = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    lost = [name for name, here in (("Libertinus Serif", body), ("DejaVu Sans", chart.is_file())) if not here]
    yield Check(
        name="fonts",
        state="missing" if lost else "ok",
        found=", ".join(lost) if lost else "Libertinus Serif, DejaVu Sans (inside the packages)",
        remedy="install baocao and matplotlib again" if lost else "",
    )


def _typesetter(folder: Path) -> Iterator[Check]:
    """A page is really set: the compiler is binary code, which a system may refuse to run."""
    import typst

    with tempfile.TemporaryDirectory() as place:
        page = Path(place) / "page.typ"
        page.write_text("Ấy là chữ Việt", encoding="utf-8")
        made: bytes = typst.compile(str(page))
    sets = made.startswith(b"%PDF-")
    found = f"typst {_version('typst')}"
    yield Check(name="PDF", state="ok" if sets else "missing", found=found, remedy="" if sets else INSTALL)


def _kernel(folder: Path) -> Iterator[Check]:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        yield Check(name="kernel", state="missing", found="no kernel python3", remedy=INSTALL)
        return
    program = spec.argv[0] if spec.argv else ""
    ours = program in ("python", "python3") or Path(program).parent == Path(sys.executable).parent
    yield Check(
        name="kernel",
        state="ok" if ours else "note",
        found=f"python3 ({program})",
        remedy="" if ours else "it belongs to another Python; start notebooks with: make lab",
    )


def _rights(folder: Path) -> Iterator[Check]:
    """Each folder that commands write to, or the nearest one above it that exists."""
    closed = []
    for name in FOLDERS:
        place = (folder / name).absolute()
        while not place.exists():
            place = place.parent
        if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
            closed.append(str(place))
    found = ", ".join(dict.fromkeys(closed)) or f"{folder.absolute()}"
    remedy = "give yourself the right to write there, or work in another folder" if closed else ""
    yield Check(name="right to write", state="missing" if closed else "ok", found=found, remedy=remedy)


def _text(folder: Path) -> Iterator[Check]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    fine = encoding == "utf8"
    remedy = "" if fine else "set PYTHONUTF8=1, or Vietnamese letters may be lost on the screen"
    yield Check(name="letters on this screen", state="ok" if fine else "note", found=encoding or "?", remedy=remedy)


def _extras(folder: Path) -> Iterator[Check]:
    for name, extra in EXTRAS.items():
        if _version(name) is None:
            yield Check(name=name, state="note", found="not installed", remedy=f"only baocao[{extra}] needs it")


def sound(checks: tuple[Check, ...]) -> bool:
    """Whether reports can be built here."""
    return all(check.state != "missing" for check in checks)
