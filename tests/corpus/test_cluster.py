"""A store made on a cluster is the store one process makes, byte for byte, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from baocao.corpus import store
from baocao.corpus.address import fetched, mirrored
from baocao.corpus.bucket import Made, Task
from baocao.corpus.cluster import Cluster, made
from baocao.corpus.store import build
from baocao.errors import BaocaoError
from corpus.notes import text
from corpus.scheduler import cluster as cluster

pytest.importorskip("pyarrow", reason="the store needs the extra `corpus`")
pytest.importorskip("duckdb", reason="the store needs the extra `corpus`")
fsspec = pytest.importorskip("fsspec", reason="addresses need the extra `cluster`")


def articles(folder: Path, count: int = 6) -> Path:
    """A folder of that many notes."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        said = f"Năm {2010 + i % 12}, thu nhập bình quân đầu người của huyện Thanh Trì đạt {20 + i} triệu đồng/năm."
        body = text(f"Thu nhập huyện Thanh Trì lần {i}", f"{i % 28 + 1:02d}/03/{2011 + i % 12}", said)
        (folder / f"bai-{i}.txt").write_text(body, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def sent(tasks: Sequence[Task]) -> Iterator[Made]:
    """What a cluster does, without one: every bucket from bytes alone."""
    from baocao.corpus.cluster import _read
    from baocao.corpus.rules import rules

    for task in tasks:
        done, parts = made(task, _read(task), rules())
        for path, data in parts.items():
            (Path(task.folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(task.folder) / path).write_bytes(data)
        yield done


def test_a_bucket_made_from_bytes_alone_is_the_local_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 3)
    folder = articles(tmp_path / "bai")
    build([folder], tmp_path / "local")
    build([folder], tmp_path / "sent", run=sent)
    assert files(tmp_path / "sent") == files(tmp_path / "local")


def test_unchanged_articles_travel_as_parts_and_are_not_parsed_again(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai")
    build([folder], tmp_path / "sent", run=sent)
    (folder / "bai-2.txt").write_text(text("Khác", "01/01/2012", "Có 5 xã."), encoding="utf-8")
    assert build([folder], tmp_path / "sent", run=sent).parsed == 1
    build([folder], tmp_path / "local")
    assert files(tmp_path / "sent") == files(tmp_path / "local")


def test_a_worker_with_other_rules_is_refused(tmp_path: Path) -> None:
    task = Task(folder=str(tmp_path), prefix="all", members=())
    with pytest.raises(BaocaoError, match="another version"):
        made(task, {}, "other")


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("baocao.corpus.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(BaocaoError, match="no Dask scheduler answers"):
        build([articles(tmp_path / "bai", 1)], tmp_path / "store", run=Cluster("tcp://127.0.0.1:1"))


def test_articles_and_store_at_addresses_give_the_bytes_of_local_ones(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 3)
    build([folder], tmp_path / "local")
    there = fsspec.filesystem("memory")
    there.put(str(folder), "/there/bai", recursive=True)
    for _ in range(2):
        with fetched("memory://there/bai") as given, mirrored("memory://there/store") as kept:
            build([given], kept)
    there.get("/there/store", str(tmp_path / "back"), recursive=True)
    local = files(tmp_path / "local")
    local.pop(".lock", None)
    assert files(tmp_path / "back") == local


def test_an_address_that_holds_anything_else_is_refused() -> None:
    fsspec.filesystem("memory").pipe_file("/foreign/letter.doc", b"x")
    with pytest.raises(BaocaoError, match=r"is no store of baocao: it holds letter\.doc"), mirrored("memory://foreign"):
        pass


def test_a_store_that_another_build_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 1)
    with mirrored("memory://race/store") as kept:
        build([folder], kept)
    other = articles(tmp_path / "hai" / "bai", 2)

    def late() -> None:
        with mirrored("memory://race/store") as kept:
            build([other], kept)
            fsspec.filesystem("memory").pipe_file("/race/store/datapackage.json", b"{}")

    with pytest.raises(BaocaoError, match="changed by another build"):
        late()


def test_a_name_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/out/bai/..\\..\\a.txt", b"x")
    with pytest.raises(BaocaoError, match="no file's"), fetched("memory://out/bai"):
        pass


# ── a real cluster ───────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    monkeypatch.setattr(store, "MOST", 8)
    address, workers = cluster
    folder = articles(tmp_path / "bai", 120)
    (folder / "bai-7.txt").write_bytes(b"\0")
    killed: list[int] = []

    def run(tasks: Sequence[Task]) -> Iterator[Made]:
        for done in Cluster(address)(tasks):
            if not killed:
                os.kill(workers[0].pid, signal.SIGKILL)
                killed.append(workers[0].wait())
            yield done

    outcome = build([folder], tmp_path / "far", run=run)
    assert killed == [-signal.SIGKILL]
    assert outcome.buckets > 8
    build([folder], tmp_path / "near")
    assert files(tmp_path / "far") == files(tmp_path / "near")
    assert all(worker.poll() is None for worker in workers[1:])


@pytest.mark.slow
def test_the_command_takes_a_scheduler(tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    folder = articles(tmp_path / "bai", 4)
    command = [sys.executable, "-m", "baocao.cli", "corpus", "build", str(folder), "--out"]
    subprocess.run([*command, str(tmp_path / "far"), "--scheduler", cluster[0]], check=True, cwd=tmp_path)
    subprocess.run([*command, (tmp_path / "near").as_uri()], check=True, cwd=tmp_path)
    near, far = files(tmp_path / "near"), files(tmp_path / "far")
    far.pop(".lock", None)
    assert near == far
