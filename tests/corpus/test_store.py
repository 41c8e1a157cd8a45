"""The store: the same bytes from the same input, whole or not at all, and never in somebody else's folder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baocao.corpus import bucket, load, store
from baocao.corpus.lock import held
from baocao.corpus.query import sql
from baocao.corpus.store import build
from baocao.errors import BaocaoError
from corpus.notes import text

pytest.importorskip("pyarrow", reason="the store needs the extra `corpus`")
pytest.importorskip("duckdb", reason="the store needs the extra `corpus`")


def articles(folder: Path, count: int = 5) -> Path:
    """A folder of that many notes."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        said = f"Năm {2010 + i}, thu nhập bình quân đầu người của huyện Thanh Trì đạt {20 + i} triệu đồng/năm."
        body = text(f"Thu nhập huyện Thanh Trì lần {i}", f"{i + 1:02d}/03/{2011 + i}", said)
        (folder / f"bai-{i}.txt").write_text(body, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_articles_give_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    build([articles(tmp_path / "here" / "bai")], tmp_path / "one")
    build([articles(tmp_path / "there" / "bai")], tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_way_to_the_input_leaves_no_trace(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 6)
    build([folder], tmp_path / "straight")
    before = (folder / "bai-2.txt").read_text(encoding="utf-8")
    (folder / "bai-2.txt").write_text(before.replace("22 triệu", "99 triệu"), encoding="utf-8")
    (folder / "bai-0.txt").rename(tmp_path / "aside.txt")
    build([folder], tmp_path / "winding")
    (folder / "bai-2.txt").write_text(before, encoding="utf-8")
    (tmp_path / "aside.txt").rename(folder / "bai-0.txt")
    build([folder], tmp_path / "winding")
    assert files(tmp_path / "straight") == files(tmp_path / "winding")


def test_buckets_that_split_and_merge_end_in_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 3)
    folder = articles(tmp_path / "bai", 9)
    whole = build([folder], tmp_path / "once")
    few = articles(tmp_path / "other" / "bai", 2)
    build([few], tmp_path / "grown")
    grown = build([articles(few, 9)], tmp_path / "grown")
    assert whole.buckets > 2
    assert grown.parsed == 7, "the two known articles are taken over"
    assert files(tmp_path / "once") == files(tmp_path / "grown")


def test_only_new_and_changed_articles_are_parsed_and_deleted_ones_are_gone(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai")
    assert build([folder], tmp_path / "store").parsed == 5
    assert build([folder], tmp_path / "store").parsed == 0
    changed = folder / "bai-1.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("21 triệu", "31 triệu"), encoding="utf-8")
    (folder / "bai-4.txt").unlink()
    outcome = build([folder], tmp_path / "store")
    assert (outcome.articles, outcome.parsed, outcome.removed) == (4, 1, 1)
    found = sql(tmp_path / "store", "SELECT article, low::BIGINT FROM observations ORDER BY article").rows
    assert found == [("bai-0", 20000000), ("bai-1", 31000000), ("bai-2", 22000000), ("bai-3", 23000000)]


def test_one_unreadable_article_is_listed_with_its_reason_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai")
    (folder / "rong.txt").write_bytes(b"")
    outcome = build([folder], tmp_path / "store")
    assert [(f.path, "empty" in f.reason) for f in outcome.unreadable] == [("bai/rong.txt", True)]
    assert outcome.articles == 5
    listed = sql(tmp_path / "store", "SELECT path, reason FROM inputs WHERE state = 'unreadable'").rows
    assert listed == [("bai/rong.txt", outcome.unreadable[0].reason)]
    assert build([folder], tmp_path / "store").unreadable == outcome.unreadable, "it is listed again, not forgotten"


def test_a_fault_of_the_parser_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baocao.corpus import bucket

    real = bucket.parse

    def faulty(source: object) -> object:
        if "bai-3" in source.origin.path:  # type: ignore[attr-defined]
            raise IndexError("beyond the end")
        return real(source)  # type: ignore[arg-type]

    monkeypatch.setattr(bucket, "parse", faulty)
    outcome = build([articles(tmp_path / "bai")], tmp_path / "store")
    assert [f.reason for f in outcome.unreadable] == ["could not be understood (IndexError: beyond the end)"]
    assert outcome.articles == 4


def test_the_same_bytes_twice_are_one_article(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai")
    shutil.copy(folder / "bai-0.txt", folder / "lai.txt")
    outcome = build([folder], tmp_path / "store")
    assert (outcome.articles, outcome.repeats) == (5, 1)
    assert sql(tmp_path / "store", "SELECT path, article FROM inputs WHERE state = 'repeat'").rows == [
        ("bai/lai.txt", "bai-0")
    ]


def test_two_articles_of_one_name_keep_apart(tmp_path: Path) -> None:
    build([articles(tmp_path / "a" / "tin", 1), articles(tmp_path / "b" / "bai", 2)], tmp_path / "store")
    (tmp_path / "b" / "bai" / "bai-0.txt").write_text(text("Khác", "01/01/2020", "Một câu."), encoding="utf-8")
    build([tmp_path / "a" / "tin", tmp_path / "b" / "bai"], tmp_path / "store")
    ids = [row[0] for row in sql(tmp_path / "store", "SELECT article FROM articles ORDER BY 1").rows]
    assert len(set(ids)) == 3
    assert ids[0].startswith("bai-0~")


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("years of work")
    with pytest.raises(BaocaoError, match=r"is no store of baocao: it holds thesis\.docx; give a new or empty folder"):
        build([articles(tmp_path / "bai")], tmp_path / "mine")
    assert files(tmp_path / "mine") == {"thesis.docx": b"years of work"}
    with pytest.raises(BaocaoError, match="is no store of baocao"):
        sql(tmp_path / "mine", "SELECT 1")


def test_a_folder_with_another_data_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "datapackage.json").write_text('{"name": "rainfall", "resources": []}')
    with pytest.raises(BaocaoError, match="is no store of baocao"):
        build([articles(tmp_path / "bai")], tmp_path / "theirs")
    with pytest.raises(BaocaoError, match="describes no store of baocao"):
        sql(tmp_path / "theirs", "SELECT 1")


def test_a_store_that_was_never_finished_is_refused_and_the_next_build_finishes_it(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai")
    build([folder], tmp_path / "store")
    (tmp_path / "store" / "datapackage.json").unlink()
    with pytest.raises(BaocaoError, match=r"never finished; run `baocao corpus build"):
        load(tmp_path / "store")
    build([folder], tmp_path / "store")
    assert len(load(tmp_path / "store")) == 5


@pytest.mark.parametrize("harm", ["cut", "gone", "altered"])
def test_a_damaged_part_is_refused_where_it_shows_and_mended_by_the_next_build(tmp_path: Path, harm: str) -> None:
    folder = articles(tmp_path / "bai")
    build([folder], tmp_path / "store")
    whole = files(tmp_path / "store")
    part = next((tmp_path / "store" / "data" / "quantities").glob("*.parquet"))
    data = part.read_bytes()
    if harm == "gone":
        part.unlink()
    else:
        part.write_bytes(data[:-9] if harm == "cut" else data[:40] + bytes([data[40] ^ 1]) + data[41:])
    if harm != "altered":
        with pytest.raises(BaocaoError, match="is damaged: data/quantities/"):
            sql(tmp_path / "store", "SELECT count(*) FROM quantities")
    build([folder], tmp_path / "store")
    assert files(tmp_path / "store") == whole


def test_a_second_builder_is_told_who_builds(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 1)
    build([folder], tmp_path / "store")
    with held(tmp_path / "store"), pytest.raises(BaocaoError, match=f"is being built by process {os.getpid()}; wait"):
        build([folder], tmp_path / "store")
    build([folder], tmp_path / "store")


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 1)
    build([folder], tmp_path / "store")
    manifest = tmp_path / "store" / "datapackage.json"
    manifest.write_text(manifest.read_text().replace("baocao-store/1", "baocao-store/9"))
    with pytest.raises(BaocaoError, match=r"has the format 'baocao-store/9', this version knows 'baocao-store/1'"):
        build([folder], tmp_path / "store")


def test_nothing_to_build_from_is_said(tmp_path: Path) -> None:
    (tmp_path / "bai").mkdir()
    with pytest.raises(BaocaoError, match="holds no article"):
        build([tmp_path / "bai"], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_the_descriptor_is_a_data_package_whose_schemas_are_those_of_the_files(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    build([articles(tmp_path / "bai")], tmp_path / "store", licence="CC-BY-4.0")
    package = json.loads((tmp_path / "store" / "datapackage.json").read_text())
    assert package["licenses"][0] == {"name": "CC-BY-4.0"}
    names = set()
    for resource in package["resources"]:
        names.add(resource["name"])
        wanted = [field["name"] for field in resource["schema"]["fields"]]
        tables = [pq.read_table(tmp_path / "store" / path) for path in resource["path"]]
        assert all(table.schema.names == wanted for table in tables), resource["name"]
        assert sum(table.num_rows for table in tables) == resource["rowCount"]
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert names >= {"articles", "quantities", "dates", "documents", "people", "indicators", "commitments", "evidence"}


def test_a_corpus_is_the_same_from_a_store_and_from_parsed_articles(tmp_path: Path) -> None:
    from baocao import contract
    from baocao.parse import parse
    from baocao.text.read import read

    folder = articles(tmp_path / "bai")
    build([folder], tmp_path / "store")
    (tmp_path / "parsed").mkdir()
    for path in folder.iterdir():
        (tmp_path / "parsed" / f"{path.stem}.json").write_bytes(contract.encode(parse(read(path))))
    one, two = load(tmp_path / "store"), load(tmp_path / "parsed")
    assert one.observations == two.observations
    assert [e.id for e in one.entries] == [e.id for e in two.entries]


def test_corrections_are_part_of_what_is_stored(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 2)
    (tmp_path / "corrections").mkdir()
    build([folder], tmp_path / "store", corrections=tmp_path / "corrections")
    plain = files(tmp_path / "store")
    (tmp_path / "corrections" / "bai-0.yml").write_text("[]\n", encoding="utf-8")
    outcome = build([folder], tmp_path / "store", corrections=tmp_path / "corrections")
    assert outcome.parsed == 1 or outcome.unreadable, "a new corrections file makes its article due, and no other"
    assert files(tmp_path / "store") != plain


def test_copies_are_found_across_the_store(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 2)
    body = " ".join(f"Tuyến đường số {i} của huyện Thanh Trì đã được mở rộng và trải nhựa." for i in range(12))
    for name, day in (("goc", "01/03/2019"), ("chep", "02/03/2019")):
        (folder / f"{name}.txt").write_text(text(f"Giao thông {name}", day, body), encoding="utf-8")
    build([folder], tmp_path / "store")
    assert sql(tmp_path / "store", "SELECT article, copy_of FROM copies").rows == [("chep", "goc")]
    assert [e.copy_of for e in load(tmp_path / "store").entries if e.id == "chep"] == ["goc"]


def test_many_passes_find_the_copies_that_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = articles(tmp_path / "bai", 2)
    body = [f"Tuyến đường số {i} của huyện Thanh Trì đã được mở rộng và trải nhựa." for i in range(12)]
    for name, day, said in (("goc", "01/03/2019", body), ("chep", "02/03/2019", body), ("sua", "03/03/2019", body[1:])):
        (folder / f"{name}.txt").write_text(text(f"Giao thông {name}", day, " ".join(said)), encoding="utf-8")
    build([folder], tmp_path / "one")
    monkeypatch.setattr(bucket, "RUNS_A_PASS", 7)
    build([folder], tmp_path / "many")
    asked = "SELECT * FROM copies ORDER BY article"
    assert len(sql(tmp_path / "one", asked).rows) == 2
    assert sql(tmp_path / "many", asked) == sql(tmp_path / "one", asked)


def test_the_commands_build_ask_and_tell_what_failed(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from baocao.cli import app

    folder = articles(tmp_path / "bai", 2)
    (folder / "rong.txt").write_bytes(b"")
    made = CliRunner().invoke(app, ["corpus", "build", str(folder), "--out", str(tmp_path / "store"), "--jobs", "1"])
    assert made.exit_code == 1, "something could not be read"
    assert "2 articles (2 parsed, 0 removed, 0 repeats, 1 unreadable)" in made.output
    assert "bai/rong.txt: is empty" in made.output
    asked = CliRunner().invoke(
        app, ["corpus", "sql", "SELECT count(*) AS n FROM articles", "--store", str(tmp_path / "store"), "--to", "json"]
    )
    assert asked.output == '{"n":2}\n'


@pytest.mark.slow
def test_a_killed_build_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    folder = articles(tmp_path / "bai", 3)
    build([folder], tmp_path / "store")
    before = sql(tmp_path / "store", "SELECT article, low FROM observations ORDER BY 1").rows
    articles(folder, 8)
    script = (
        "import os, signal, sys\n"
        "from baocao import atomic\n"
        "from baocao.corpus import bucket, store\n"
        "real, left = atomic.write, [int(sys.argv[3])]\n"
        "def dying(path, data):\n"
        "    left[0] -= 1\n"
        "    if left[0] < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(path, data)\n"
        "atomic.write = dying\n"
        "store.build([sys.argv[1]], sys.argv[2])\n"
    )
    for writes in (0, 2, 3):
        died = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(tmp_path / "store"), str(writes)], capture_output=True
        )
        assert died.returncode == -signal.SIGKILL
        assert sql(tmp_path / "store", "SELECT article, low FROM observations ORDER BY 1").rows == before
    build([folder], tmp_path / "store")
    build([folder], tmp_path / "fresh")
    assert files(tmp_path / "store") == files(tmp_path / "fresh")


@pytest.mark.slow
def test_two_processes_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 3)
    folder = articles(tmp_path / "bai", 8)
    build([folder], tmp_path / "one")
    build([folder], tmp_path / "two", run=store.Pool(2))
    assert files(tmp_path / "one") == files(tmp_path / "two")
