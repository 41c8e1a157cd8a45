"""kill -9 at random moments: no half-written file is seen under its name, the next build gives the same bytes.

Few by default. `BAOCAO_KILLS=50` is the long run: it writes what came of it to kills.json, which docs/safety.md quotes.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from baocao.corpus.query import sql
from baocao.errors import BaocaoError
from faults.desk import ROOT, SHARES, build, desk, digest, start, whole

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups are those of POSIX"),
]
KILLS = int(os.environ.get("BAOCAO_KILLS", "4"))
RECORD = Path(__file__).with_name("kills.json")
NOTES = 1_200
"""Articles of the store: more than one bucket holds."""


def record(what: str, killed: int, during: int) -> None:
    """Keep the outcome of a long run, all of whose checks have passed."""
    if killed < 50:
        return
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    known[what] = {"killed": killed, "while it worked": during}
    RECORD.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def kill(command: list[str], folder: Path, after: float) -> bool:
    """Start a command and end it and all that it started; whether it was still at work."""
    running = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(after)
    at_work = running.poll() is None
    with suppress(ProcessLookupError):
        # the build, its workers and their server; kernels are in sessions of their own and end with their server
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    return at_work


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.monotonic()
    do()
    return time.monotonic() - began


# ── make report ──────────────────────────────────────────────────────────────

MAKE = ["make", "--old-file=.venv/report.stamp", "report", "JOBS=2"]


def project(folder: Path) -> Path:
    """A project with three articles whose Makefile, code and environment are those of this checkout."""
    desk(folder)
    for name in ("Makefile", "src", "notebooks", "requirements.lock", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def made(folder: Path) -> str:
    """The last line of a `make report` that must go well."""
    done = subprocess.run(MAKE, cwd=folder, capture_output=True, text=True, check=False, timeout=400)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.skipif(not Path(sys.prefix, "bin", "baocao").exists(), reason="baocao is not installed here")
def test_make_report_killed_at_any_moment_leaves_whole_files_and_is_completed_by_the_next(tmp_path: Path) -> None:
    rng = random.Random(8)
    undisturbed = project(tmp_path / "undisturbed")
    takes = timed(lambda: made(undisturbed))
    expected = digest(undisturbed)
    assert len([name for name in expected if name.startswith("reports/xa-")]) == 3 * len(SHARES)
    killed = during = 0
    while killed < KILLS:
        folder = project(tmp_path / f"desk-{killed}")
        left = takes
        while killed < KILLS and left > 0.5:  # until the kills together have let a build through
            after = rng.uniform(0.1, takes)
            during += kill(MAKE, folder, after)
            killed += 1
            left -= after
            seen = digest(folder)
            assert all(whole(folder / name) for name in seen)
            assert {name: one for name, one in seen.items() if one != expected[name]} == {}
        made(folder)
        assert digest(folder) == expected
        assert not list(folder.rglob("*.part"))
        shutil.rmtree(folder)
    record("make report", killed, during)


def test_a_build_that_is_interrupted_ends_soon_without_a_word_and_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = desk(tmp_path / "desk")
    for after in (1.5, 4.0, 8.0):
        running = start(folder)
        time.sleep(after)
        at_work = running.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the build and its workers
        out, err = running.communicate(timeout=60)
        assert not at_work or (running.returncode, out, err) == (130, "", ""), err
        assert all(whole(folder / name) for name in digest(folder))
    code, _, err = build(folder)
    assert (code, err) == (0, "")
    assert not list(folder.rglob("*.part"))


# ── baocao corpus build ──────────────────────────────────────────────────────


def notes(folder: Path, share: str) -> Path:
    """Many small articles."""
    folder.mkdir(parents=True)
    for number in range(NOTES):
        said = f"Năm 2020, xã có {1000 + number} hộ dân; hộ nghèo còn {share}."
        text = f"Kết quả của xã số {number}\nNgày đăng 03/04/2021 | 07:15\n\n{said}\n"
        (folder / f"note-{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def parts(store: Path) -> dict[str, bytes]:
    """The bytes of every file of a store."""
    return {str(path.relative_to(store)): path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()}


def answer(store: Path) -> object:
    """What a store says of its articles' shares; None where it is not finished yet."""
    if not store.is_dir() or not (store / "datapackage.json").exists():
        with pytest.raises(BaocaoError, match=r"never finished|no store of baocao"):
            sql(store, "SHOW TABLES")
        return None
    return sql(store, "SELECT low, high, count(*) FROM observations WHERE unit = '%' GROUP BY ALL ORDER BY ALL").rows


def test_a_corpus_build_killed_at_any_moment_leaves_the_store_as_it_was_and_is_completed_by_the_next(
    tmp_path: Path,
) -> None:
    rng = random.Random(18)
    articles = tmp_path / "articles"
    command = [sys.executable, "-m", "baocao.cli", "corpus", "build", str(articles), "--jobs", "2", "--out"]
    states = [notes(tmp_path / name / "articles", share) for name, share in (("one", "12,5%"), ("two", "9,1%"))]
    expected, answers, takes = [], [], 0.0
    for number, state in enumerate(states):
        articles.unlink(missing_ok=True)
        articles.symlink_to(state)
        store = tmp_path / f"expected-{number}"
        takes = timed(lambda store=store: subprocess.run([*command, str(store)], check=True, capture_output=True))
        expected.append(parts(store))
        answers.append(answer(store))
    assert answers[0] != answers[1]
    store = tmp_path / "store"
    before: object = None
    killed = during = 0
    while killed < KILLS:
        now = killed % 2
        articles.unlink()
        articles.symlink_to(states[now])
        for _ in range(rng.randint(1, 3)):
            during += kill([*command, str(store)], tmp_path, rng.uniform(0.1, takes))
            killed += 1
            # what it was, or already what it is to be: never a mixture
            assert answer(store) in (before, answers[now])
        done = subprocess.run([*command, str(store)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert parts(store) == expected[now]
        before = answers[now]
        if rng.random() < 0.3:
            shutil.rmtree(store)
            before = None
    record("baocao corpus build", killed, during)
