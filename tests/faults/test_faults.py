"""What happens to a build: nothing half-written is seen, the next build gives the same bytes, the cause is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import pytest

from baocao.report.build import Plan, Task
from baocao.report.build import _Run as Run
from baocao.report.state import State, Step
from faults.desk import NOTEBOOK, SHARES, build, desk, digest, start, whole, work

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals, quotas and forks are those of POSIX"),
]
REPORTS = 2 * len(SHARES)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed build makes."""
    folder = desk(tmp_path_factory.mktemp("expected"))
    code, _, err = build(folder)
    assert code == 0, err
    return digest(folder)


def finished(folder: Path) -> Iterator[Path]:
    for name in digest(folder):
        yield folder / name


def of_articles(out: str) -> int:
    """How many reports of single articles a build lists."""
    return sum(Path(line).name.startswith(tuple(SHARES)) for line in out.splitlines())


def one_line_each(err: str) -> list[str]:
    lines = err.splitlines()
    assert all(line.startswith("baocao: ") for line in lines), err
    return lines


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes with the desk on it."""
    if os.getuid() != 0:
        pytest.skip("a small disk is mounted by root only")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no small disk can be mounted here: {made.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("corpus build articles --out store", "store/"),
        ("export articles/xa-an-binh.txt --to xlsx -o facts.xlsx", "facts.xlsx"),
        ("parse articles/xa-an-binh.txt -o facts.json", "facts.json"),
        ("add articles/xa-an-binh.txt --into new", "new/"),
    ],
)
def test_a_full_disk_leaves_no_file_of_another_command(small_disk: Path, words: str, named: str) -> None:
    if "corpus" in words:
        pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = desk(small_disk / "desk")
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)) == 4096:
            pass
    command = [sys.executable, "-m", "baocao.cli", *words.split()]
    settings = {**os.environ, "BAOCAO_LANG": "en"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=settings)
    assert (done.returncode, len(one_line_each(done.stderr))) == (1, 1), done.stderr
    assert done.stderr.startswith(f"baocao: {named}")
    assert "No space left on device" in done.stderr
    assert not [p for p in folder.rglob("*") if p.is_file() and p.parent.name != "articles" and p.stat().st_size]
    (small_disk / "filler").unlink()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=settings)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_named_and_a_larger_one_gets_the_same_bytes(small_disk: Path, expected: dict[str, str]) -> None:
    folder = desk(small_disk / "desk")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)) == 4096:
            pass
    os.truncate(filler, filler.stat().st_size - 64 * 1024)  # room for the parsed articles, none for reports
    code, _, err = build(folder)
    assert code == 1
    assert any("No space left on device" in line and "disk" in line for line in one_line_each(err))
    assert all(whole(path) for path in finished(folder))
    filler.unlink()
    code, _, err = build(folder)
    if code == 0:  # else two megabytes were too few, and that was said above
        assert digest(folder) == expected


def test_a_quota_that_ends_within_a_report_leaves_no_half_of_it(tmp_path: Path, expected: dict[str, str]) -> None:
    folder = desk(tmp_path / "desk")
    command = f'ulimit -f 60; trap "" XFSZ; exec "{sys.executable}" -m baocao.cli report --notebook "{NOTEBOOK}"'
    limited = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "BAOCAO_LANG": "en"},
    )  # fmt: skip
    assert limited.returncode == 1
    assert "File too large" in limited.stderr
    assert all(whole(path) for path in finished(folder))
    assert not list(folder.rglob("*.part"))
    assert build(folder)[0] == 0
    assert digest(folder) == expected


def test_a_folder_that_can_not_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    folder = desk(tmp_path / "desk")
    (folder / "reports").write_text("a file where a folder should be", encoding="utf-8")
    code, _, err = build(folder)
    assert code == 1
    (line,) = one_line_each(err)
    assert line.startswith("baocao: reports: can not be written (File exists); check the folder")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder mounted read-only: rights alone do not stop root."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"nothing can be mounted here: {made.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_read_only_output_is_named_once_before_anything_is_executed(tmp_path: Path, expected: dict[str, str]) -> None:
    folder = desk(tmp_path / "desk")
    with read_only(folder / "reports"):
        code, _, err = build(folder)
        assert code == 1
        (line,) = one_line_each(err)
        assert line.startswith("baocao: reports: can not be written (Read-only file system); check the folder")
        assert not list((folder / "build" / "executed").glob("*.ipynb"))
    assert build(folder)[0] == 0
    assert digest(folder) == expected


def notebook(folder: Path, source: str, only: str = "xa-hoa-loi") -> str:
    """The report's notebook with a cell that does something to one article alone."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells.insert(2, nbformat.from_dict({
        "cell_type": "code", "id": "fault", "metadata": {}, "execution_count": None, "outputs": [],
        "source": f"if {only!r} in article:\n    {source}",
    }))  # fmt: skip
    path = folder / "faulty.ipynb"
    nbformat.write(nb, path)
    return str(path)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("raise ValueError('không có\\nsố liệu')", "ValueError: không có"),
        ("import os; os._exit(3)", "kernel died"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "kernel died"),
        ("raise SystemExit(4)", "SystemExit"),
        ("import sys; sys.setrecursionlimit(200); f = lambda: f(); f()", "RecursionError"),
    ],
)
def test_a_notebook_that_fails_for_one_article_costs_that_report_only(tmp_path: Path, source: str, says: str) -> None:
    folder = desk(tmp_path / "desk")
    code, out, err = build(folder, "--notebook", notebook(folder, source))
    assert code == 1
    assert len(lines := one_line_each(err)) == 1, err
    assert says in lines[0]
    assert of_articles(out) == REPORTS - 2
    assert "1 failed" in out
    assert not list((folder / "reports").glob("xa-hoa-loi*"))


def test_a_kernel_that_hangs_is_ended_and_said(tmp_path: Path) -> None:
    folder = desk(tmp_path / "desk")
    began = time.monotonic()
    given = notebook(folder, "import time; time.sleep(10_000)")
    code, out, err = build(folder, "--notebook", given, BAOCAO_CELL_SECONDS="5")
    assert code == 1
    assert time.monotonic() - began < 120
    assert "a cell took more than 5 seconds" in one_line_each(err)[0]
    assert of_articles(out) == REPORTS - 2


def test_a_worker_that_dies_costs_its_own_step_only(tmp_path: Path) -> None:
    told: list[str] = []
    plan = Plan(articles=(), build=tmp_path, jobs=2)
    run = Run(plan, State(tmp_path / "state.json"), lambda line: None, told.append, lambda done, total: done)
    steps = [(f"step-{n}", tmp_path / f"made-{n}") for n in range(6)]
    try:
        run._finish(Task(Step(name, {}, (str(path),)), work, (str(path), name == "step-2")) for name, path in steps)
    finally:
        if run.pool:
            run.pool.shutdown()
    assert len(told) == 1
    assert told[0].startswith("step-2: the process that built it died")
    assert sorted(path.name for path in tmp_path.glob("made-*")) == [f"made-{n}" for n in (0, 1, 3, 4, 5)]


@pytest.mark.parametrize(
    ("damaged", "data"),
    [
        ("build/parsed/xa-hoa-loi.json", b'{"source": {'),
        ("build/parsed/xa-hoa-loi.json", b""),
        ("build/executed/xa-hoa-loi.vi.ipynb", b"\x00" * 100),
        ("build/state.json", b'{"xa-an-binh.vi": {"inputs": 3}}'),
        ("build/state.json", b"\xff\xfe"),
        ("reports/xa-hoa-loi.vi.pdf", b"%PDF-1.7 cut"),
        ("build/.lock", b"999999"),
    ],
)
def test_a_damaged_intermediate_is_built_again(
    tmp_path_factory: pytest.TempPathFactory, built: Path, expected: dict[str, str], damaged: str, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "desk"
    shutil.copytree(built, folder)
    (folder / damaged).write_bytes(data)
    code, _, err = build(folder)
    assert (code, err) == (0, "")
    assert digest(folder) == expected


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = desk(tmp_path_factory.mktemp("built") / "desk")
    assert build(folder)[0] == 0
    return folder


def test_of_two_builds_at_once_one_works_and_the_other_says_so(tmp_path: Path, expected: dict[str, str]) -> None:
    folder = desk(tmp_path / "desk")
    first, second = start(folder), start(folder)
    done = [(running.communicate(timeout=300), running.returncode) for running in (first, second)]
    assert sorted(code for _, code in done) == [0, 1]
    refused = next(err for (_, err), code in done if code == 1)
    assert "another build is running here (process " in refused
    assert digest(folder) == expected


@pytest.mark.parametrize("moved", [-10 * 365 * 86400, 20 * 365 * 86400])
def test_a_clock_that_jumps_changes_nothing(built: Path, tmp_path: Path, expected: dict[str, str], moved: int) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(built, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() + moved, time.time() + moved))
    code, out, err = build(folder, "--why")
    assert (code, err) == (0, "")
    assert digest(folder) == expected
    assert "identical to last build: yes" in out


def test_an_impossible_source_date_is_refused_by_name(tmp_path: Path) -> None:
    for given in ("yesterday", "-1", "9" * 30):
        code, _, err = build(desk(tmp_path / given[:9]), SOURCE_DATE_EPOCH=given)
        assert code == 1, given
        assert all("SOURCE_DATE_EPOCH" in line for line in one_line_each(err)), err


def test_a_missing_font_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    code = (
        "import baocao.report.html as h, sys\n"
        "h.PARTS = {'absent': 'U+0-FF'}\n"
        "from baocao.report.tree import Document\n"
        "h.write(Document(title='x', blocks=()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "libertinus-serif-absent-400-normal.woff2" in done.stderr
    assert "reinstall baocao" in done.stderr


def test_a_build_needs_no_network(tmp_path: Path, expected: dict[str, str]) -> None:
    alone = ["unshare", "-n"] if os.getuid() == 0 else ["unshare", "-rn"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody cut the network off (unshare)")
    folder = desk(tmp_path / "desk")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "baocao.cli", "report", "--notebook", str(NOTEBOOK)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert digest(folder) == expected


def test_a_notebook_from_elsewhere_is_rendered_without_being_run(tmp_path: Path) -> None:
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("open('owned', 'w').write('x')")])
    nb.metadata["baocao"] = {"lang": "vi", "title": "Từ nơi khác"}
    (tmp_path / "elsewhere.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "baocao.cli", "render", "elsewhere.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "owned").exists()
