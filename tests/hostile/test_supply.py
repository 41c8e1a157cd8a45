"""A package whose bytes are not those of the lock is not installed, by pip or by uv."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine"),
]


def wheel(folder: Path) -> Path:
    """A package of one empty module, without a network."""
    path = folder / "tiny-1.0-py3-none-any.whl"
    about = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.0.dist-info/RECORD": "tiny.py,,\ntiny-1.0.dist-info/METADATA,,\ntiny-1.0.dist-info/WHEEL,,\n",
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, text in about.items():
            file.writestr(name, text)
    return path


@pytest.mark.parametrize("tool", ["pip", "uv"])
@pytest.mark.parametrize("lock", ["right hash", "wrong hash", "no hash"])
def test_only_the_bytes_of_the_lock_are_installed(tool: str, lock: str, tmp_path: Path) -> None:
    uv = shutil.which("uv")
    if tool == "uv" and uv is None:
        pytest.skip("uv is not on this machine")
    (tmp_path / "wheels").mkdir()
    package = wheel(tmp_path / "wheels")
    right = hashlib.sha256(package.read_bytes()).hexdigest()
    pin = {"right hash": f" --hash=sha256:{right}", "wrong hash": f" --hash=sha256:{'0' * 64}", "no hash": ""}[lock]
    (tmp_path / "requirements.lock").write_text(f"tiny==1.0{pin}\n", encoding="utf-8")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    bare = os.pathsep.join(
        part for part in os.environ["PATH"].split(os.pathsep) if tool == "uv" or not Path(part, "uv").exists()
    )
    alone = {"PIP_NO_INDEX": "1", "UV_NO_INDEX": "1", "UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "cache")}
    found = {"PIP_FIND_LINKS": str(package.parent), "UV_FIND_LINKS": str(package.parent)}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "VIRTUAL_ENV", "CONDA"))}
    done = subprocess.run(
        ["make", ".venv/report.stamp", f"PYTHON={sys.executable}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**kept, **alone, **found, "PATH": bare},
    )  # fmt: skip
    installed = list((tmp_path / ".venv").rglob("tiny.py"))
    if lock == "right hash":  # what comes after it, the package itself, needs more than this folder has
        assert installed, done.stderr
    else:
        assert done.returncode != 0
        assert "hash" in done.stderr.lower()
        assert not installed
        assert not (tmp_path / ".venv" / "report.stamp").exists()
