"""A store proves itself: what was changed in it is found and named."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from baocao.corpus.proof import prove
from baocao.corpus.shelf import MANIFEST
from baocao.corpus.store import build
from baocao.verdict import Verdict

pa = pytest.importorskip("pyarrow", reason="the store needs the extra `corpus`")
pc, pq = pytest.importorskip("pyarrow.compute"), pytest.importorskip("pyarrow.parquet")
TEXT = "Xã Mẫu\n\nNăm 2024, thu ngân sách xã Mẫu đạt {n} tỷ đồng.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in (12, 13, 14):
        (folder / f"bai-{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


@pytest.fixture
def store(articles: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    build([articles], folder)
    return folder


def quantities(store: Path) -> Path:
    (path,) = (store / "data" / "quantities").glob("*.parquet")
    return path


def test_a_store_with_its_articles_is_what_they_give(store: Path, articles: Path) -> None:
    assert prove(store, articles=articles) == Verdict("identical")


def test_a_changed_byte_is_found_without_the_articles(store: Path, tmp_path: Path) -> None:
    data = bytearray(quantities(store).read_bytes())
    data[200] ^= 1
    quantities(store).write_bytes(data)
    proof = prove(store, articles=tmp_path / "elsewhere")
    assert proof.findings == (
        f"data/quantities/{quantities(store).name}: its bytes are not those that the descriptor names",
    )
    assert proof.status == "differs"
    assert "not recomputed" in proof.notes[0]


def test_a_figure_that_the_descriptor_was_made_to_fit_is_named(store: Path, articles: Path) -> None:
    path = quantities(store)
    table = pq.read_table(path)
    at = table.schema.get_field_index("text")
    forged = pc.replace_substring(table.column(at), "13 tỷ", "31 tỷ")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.chunked_array(forged)), path)
    package = (store / MANIFEST).read_text(encoding="utf-8")
    for part in json.loads(package)["baocao"]["buckets"]["all"]["made"]["parts"]:
        if part["path"].endswith(path.name):
            data = path.read_bytes()
            package = package.replace(part["sha256"], sha256(data).hexdigest())
            package = package.replace(f'"bytes": {part["bytes"]}', f'"bytes": {len(data)}')
    (store / MANIFEST).write_text(package, encoding="utf-8")
    proof = prove(store, articles=articles)
    assert len(proof.findings) == 1
    assert "bai-13" in proof.findings[0]
    assert proof.findings[0].endswith("text is 31 tỷ đồng, recomputed 13 tỷ đồng")


def test_a_store_of_other_articles_is_not_called_false(store: Path, articles: Path) -> None:
    (articles / "bai-15.txt").write_text(TEXT.format(n=15), encoding="utf-8")
    proof = prove(store, articles=articles)
    assert (proof.status, proof.findings) == ("consistent", ())
    assert "does not hold its very articles" in proof.notes[0]
