"""What is due is built, nothing else, and no fault of one article reaches another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import twice
from baocao.errors import BaocaoError
from baocao.report.build import Plan, build, chosen

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "1-article.ipynb"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kernels are forked on POSIX systems only")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder with two small articles."""
    (tmp_path / "articles").mkdir()
    for name, share in (("xa-an-binh", "12,5%"), ("xa-hoa-loi", "9,1%")):
        (tmp_path / "articles" / f"{name}.txt").write_text(
            f"Kết quả của xã\n\nNăm 2023, xã có 1.204 hộ dân. Tỷ lệ hộ nghèo còn {share}.\n", encoding="utf-8"
        )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(desk: Path, **changes: object) -> tuple[list[str], list[str], object]:
    """The reasons, the faults and the outcome of one build."""
    reasons: list[str] = []
    faults: list[str] = []
    articles, _ = chosen(["articles"])
    plan = Plan(**{"articles": articles, "notebook": NOTEBOOK, **changes})  # type: ignore[arg-type]
    outcome = build(plan, why=reasons.append, tell=faults.append)
    return reasons, faults, outcome


@POSIX
@pytest.mark.slow
def test_the_first_build_makes_all_and_the_second_nothing(desk: Path) -> None:
    reasons, faults, outcome = made(desk)
    assert len(reasons) == 4
    assert not faults
    assert sorted(p.name for p in (desk / "reports").iterdir()) == [
        f"{name}.vi.{kind}" for name in ("xa-an-binh", "xa-hoa-loi") for kind in ("build.json", "html", "pdf")
    ]
    assert "all sourced" in outcome.totals  # type: ignore[attr-defined]
    assert made(desk)[0] == []


@POSIX
@pytest.mark.slow
def test_a_changed_article_rebuilds_its_own_report_only_and_the_reason_is_said(desk: Path) -> None:
    made(desk)
    article = desk / "articles" / "xa-hoa-loi.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("9,1%", "8,7%"), encoding="utf-8")
    reasons, _, _ = made(desk)
    assert reasons == [
        "build/parsed/xa-hoa-loi.json: the article changed",
        "xa-hoa-loi.vi: what was understood changed",
    ]


@POSIX
@pytest.mark.slow
def test_a_touched_file_with_the_same_bytes_rebuilds_nothing(desk: Path) -> None:
    made(desk)
    os.utime(desk / "articles" / "xa-hoa-loi.txt", (2_000_000_000, 2_000_000_000))
    assert made(desk)[0] == []


@POSIX
@pytest.mark.slow
def test_an_unreadable_article_is_told_and_the_others_get_their_reports(desk: Path) -> None:
    (desk / "articles" / "anh.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    _, faults, outcome = made(desk)
    assert len(faults) == 1
    assert "anh.txt" in faults[0]
    assert len(outcome.written) == 4  # type: ignore[attr-defined]
    assert not (desk / "build" / "parsed" / "anh.json").exists()


@POSIX
@pytest.mark.slow
def test_one_article_by_itself_leaves_the_reports_on_all_articles_as_they_are(desk: Path) -> None:
    command = [sys.executable, "-m", "baocao.cli", "report", "--notebook", str(NOTEBOOK)]
    subprocess.run(command, check=True, capture_output=True)
    before = {path.name: path.read_bytes() for path in (desk / "reports").iterdir()}
    assert {"corpus.vi.html", "index.html"} <= before.keys()
    (desk / "alone.txt").write_text("Tin ngắn\n\nNăm 2023, xã có 77 hộ dân.\n", encoding="utf-8")
    subprocess.run([*command, "alone.txt"], check=True, capture_output=True)
    after = {path.name: path.read_bytes() for path in (desk / "reports").iterdir()}
    assert after.keys() - before.keys() == {f"alone.vi.{kind}" for kind in ("build.json", "html", "pdf")}
    assert {name: after[name] for name in before} == before


@POSIX
@pytest.mark.slow
def test_a_fresh_kernel_gives_the_bytes_of_a_forked_one(desk: Path) -> None:
    made(desk)
    forked = {p.name: p.read_bytes() for p in [*(desk / "reports").iterdir(), *(desk / "build" / "executed").iterdir()]}
    shutil.rmtree(desk / "build")
    made(desk, engine="papermill")
    fresh = {p.name: p.read_bytes() for p in [*(desk / "reports").iterdir(), *(desk / "build" / "executed").iterdir()]}
    assert [name for name in forked if forked[name] != fresh[name]] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is a POSIX one")
def test_a_second_build_at_the_same_time_is_refused_by_name(desk: Path) -> None:
    import fcntl

    (desk / "build").mkdir()
    with (desk / "build" / ".lock").open("w") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BaocaoError, match="process 4711"):
            made(desk)


def test_two_articles_of_one_name_are_told(desk: Path) -> None:
    (desk / "articles" / "xa-hoa-loi.md").write_text("# Xã\n", encoding="utf-8")
    found, faults = chosen(["articles"])
    assert len(found) == 2
    assert len(faults) == 1
    assert "xa-hoa-loi" in faults[0]


@pytest.mark.parametrize("name", ["-rf.txt", "a\nb.txt", "a\x1b[2Jb.txt", "\u202egpj.txt"])
def test_a_name_that_would_mislead_a_shell_or_a_reader_is_refused(desk: Path, name: str) -> None:
    (desk / "articles" / name).write_text("x", encoding="utf-8")
    found, faults = chosen(["articles"])
    assert len(found) == 2
    assert len(faults) == 1


@pytest.mark.slow
@POSIX
def test_two_checkouts_give_the_same_bytes_whatever_the_machine_says_of_itself(tmp_path: Path) -> None:
    """Other folder, time zone, locale, hash seed, home, user and umask; the same reports and intermediates."""
    first, second = (twice.build(tmp_path, number, twice.INTERVIEW, ["vi", "en"]) for number in range(2))
    assert {"reports/corpus.en.pdf", f"reports/{Path(twice.INTERVIEW).stem}.vi.pdf"} <= first.keys()
    assert twice.differing(first, second) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"languages": ("vi", "fr")}, "no reports in language 'fr'"),
        ({"style": "bogus"}, "no style 'bogus'"),
        ({"notebook": Path("missing.ipynb")}, "missing.ipynb: no such file; check the path"),
        ({"notebook": Path("articles/xa-an-binh.txt")}, "not a notebook (NotJSONError)"),
        ({"together": (Path("articles"),)}, "not a notebook (IsADirectoryError)"),
        ({"issue": Path("articles/xa-an-binh.txt")}, "is no issue of a report"),
        ({"reports": Path("articles/xa-an-binh.txt")}, "can not be written (File exists)"),
        ({"build": Path("articles/xa-an-binh.txt")}, "can not be written (File exists)"),
    ],
)
def test_what_would_fail_in_every_report_is_said_once_before_anything_runs(
    desk: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(BaocaoError) as error:
        made(desk, **changes)
    assert said in error.value.told("en")
    assert not list(desk.glob("build/executed/*"))


def test_a_broken_office_file_stops_the_build_before_anything_runs(desk: Path) -> None:
    (desk / "office.toml").write_text("agency = 3\n", encoding="utf-8")
    with pytest.raises(BaocaoError, match=r"agency is no text"):
        made(desk)
    assert not list(desk.glob("build/executed/*"))


def test_an_input_that_is_not_there_or_holds_nothing_is_a_fault_of_its_own(desk: Path) -> None:
    (desk / "empty").mkdir()
    found, faults = chosen(["missing", "empty", "articles"])
    assert [path.name for path in found] == ["xa-an-binh.txt", "xa-hoa-loi.txt"]
    assert len(faults) == 2
    assert any(line.startswith("missing: ") for line in faults)
    assert any(line.startswith("empty: ") for line in faults)
