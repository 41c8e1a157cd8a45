"""The package as others get it: a wheel and an sdist, installed where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "articles" / "2020-06-16_thanh-tri_phong-van-bi-thu.txt"
pytestmark = pytest.mark.slow


def build(folder: Path, kind: str, to: Path) -> Path:
    """A wheel or sdist of a source folder, by the build backend of this environment and without a network."""
    pytest.importorskip("hatchling", reason="the build backend is not installed (make test installs it)")
    code = f"import sys, hatchling.build as b; print(b.build_{kind}(sys.argv[1]))"
    made = subprocess.run([sys.executable, "-c", code, to], cwd=folder, capture_output=True, text=True, check=True)
    return to / made.stdout.split()[-1]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist, so that both are shown to be whole."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return build(unpacked, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of a fresh environment that has the wheel, and sees our dependencies but not our checkout."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", wheel]
    subprocess.run([python, *install], check=True)
    paths = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    # A plain path line: .pth files inside those folders (our editable install) are not followed.
    (Path(where) / "dependencies.pth").write_text("\n".join(sorted(paths)) + "\n", encoding="utf-8")
    return folder / "bin"


def run(command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "BAOCAO"))}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=clean, check=False)


def test_the_wheel_holds_all_that_the_package_reads_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("baocao/")}
    source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "baocao").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    notebooks = {f"baocao/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert names == source | notebooks | {"baocao/eval.json"}


def test_an_installed_package_reports_on_an_article_far_from_any_checkout(installed: Path, tmp_path: Path) -> None:
    home = run([installed / "python", "-c", "import baocao; print(baocao.__file__)"], tmp_path)
    assert home.stdout.startswith(str(installed.parent)), home.stdout + home.stderr
    article = tmp_path / "phỏng vấn.txt"
    article.write_bytes(ARTICLE.read_bytes())
    made = run([installed / "baocao", "report", article.name], tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "reports" / "phỏng vấn.vi.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".html", ".json", ".pdf"]
    page = (tmp_path / "reports" / "phỏng vấn.vi.html").read_text(encoding="utf-8")
    assert "<mark" in page
    again = run([installed / "baocao", "verify", "reports/phỏng vấn.vi.pdf"], tmp_path)
    assert again.stdout == "reports/phỏng vấn.vi.pdf: identical\n", again.stdout + again.stderr
    assert "chưa biết tỷ lệ sai" not in page  # the evaluation came with the wheel


def test_an_installed_package_brings_its_exporters_and_its_tables(installed: Path, tmp_path: Path) -> None:
    code = (
        "from nbconvert.exporters import get_export_names as n; import baocao; "
        "assert {'baocao-html', 'baocao-pdf'} <= set(n()); print(baocao.numeral('hai mươi mốt'))"
    )
    said = run([installed / "python", "-c", code], tmp_path)
    assert said.stdout.strip() == "21", said.stderr
