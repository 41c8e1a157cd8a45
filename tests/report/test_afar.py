"""Reports made on a cluster are those of one machine, byte for byte, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from baocao.errors import BaocaoError
from baocao.report import afar
from baocao.report.build import build
from baocao.report.plan import Plan
from corpus.notes import text
from corpus.scheduler import cluster as cluster


def notes(count: int) -> tuple[Path, ...]:
    """That many notes in articles/ of the working folder."""
    Path("articles").mkdir()
    for i in range(count):
        said = f"Năm {2010 + i}, thu nhập bình quân đầu người của huyện Thanh Trì đạt {20 + i} triệu đồng/năm."
        page = text(f"Thu nhập huyện Thanh Trì lần {i}", f"{i + 1:02d}/03/{2011 + i}", said)
        Path("articles", f"bai-{i}.txt").write_text(page, encoding="utf-8")
    return tuple(sorted(Path("articles").iterdir()))


def plan(articles: Iterable[Path], scheduler: str = "") -> Plan:
    return Plan(articles=tuple(articles), scheduler=scheduler)


def files() -> dict[str, bytes]:
    """What a build left in the working folder, but its memory."""
    left = (path for folder in ("build", "reports") for path in sorted(Path(folder).rglob("*")) if path.is_file())
    return {str(path): path.read_bytes() for path in left if path.name not in ("state.json", ".lock")}


def test_a_worker_with_another_version_is_refused() -> None:
    with pytest.raises(BaocaoError, match="another version"):
        afar.made(afar.Batch(b"{}", {}, {}, "other"))


def test_what_lies_outside_the_working_folder_is_built_here(tmp_path: Path) -> None:
    inside = plan([])
    assert afar.sendable(inside, Path("articles/x.txt"))
    assert not afar.sendable(inside, tmp_path / "x.txt")
    assert not afar.sendable(msgspec.structs.replace(inside, reports=Path("../reports")), Path("articles/x.txt"))


@pytest.mark.slow
def test_a_batch_made_from_bytes_alone_gives_the_files_of_a_local_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    articles = notes(2)
    there = afar.made(afar._batch(plan(articles), articles))
    build(plan(articles))
    assert there == files()


@pytest.mark.slow
def test_a_killed_worker_costs_no_report_and_changes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    monkeypatch.setattr(afar, "BATCH", 1)
    address, workers = cluster
    killed: list[int] = []

    def track(done: Iterable[Any], total: int) -> Iterator[Any]:
        for one in done:
            if not killed:
                os.kill(workers[0].pid, signal.SIGKILL)
                killed.append(workers[0].wait())
            yield one

    made: dict[str, dict[str, bytes]] = {}
    for name, scheduler in (("far", address), ("near", "")):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        articles = (*notes(4), Path("articles/rong.txt"))
        articles[-1].write_bytes(b"\0")
        outcome = build(plan(articles, scheduler), track=track if scheduler else lambda done, total: done)
        assert (len(outcome.written), len(outcome.failures)) == (8, 1)
        made[name] = files()
    assert killed == [-signal.SIGKILL]
    assert made["far"] == made["near"]
    monkeypatch.chdir(tmp_path / "far")
    assert build(plan(articles[:-1], address)).ran == 0
