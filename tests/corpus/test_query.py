"""Questions in SQL: what they may see, and that they see nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from baocao.corpus import answer
from baocao.corpus.query import Answer, sql
from baocao.errors import BaocaoError

pytest.importorskip("pyarrow", reason="the store needs the extra `corpus`")
pytest.importorskip("duckdb", reason="the store needs the extra `corpus`")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from baocao.corpus.store import build
    from corpus.test_store import articles

    folder = tmp_path_factory.mktemp("it's; a 'store'")
    build([articles(folder / "bai")], folder / "store")
    return folder / "store"


def test_a_series_is_one_question(store: Path) -> None:
    found = sql(
        store, "SELECT year(last_day), low, unit FROM observations WHERE indicator = 'income_per_head' ORDER BY 1"
    )
    assert found.rows[0] == (2010, Decimal(20000000), "VND")
    assert len(found.rows) == 5


def test_every_observation_leads_to_its_sentence(store: Path) -> None:
    found = sql(
        store,
        "SELECT o.stated, e.text FROM observations o JOIN evidence e USING (article, sentence) WHERE o.stated <> ''",
    )
    assert found.rows
    assert all(stated in text for stated, text in found.rows)


@pytest.mark.parametrize("query", ["SHOW TABLES", "DESCRIBE articles", "FROM articles", "WITH a AS (SELECT 1) FROM a"])
def test_looking_around_is_allowed(store: Path, query: str) -> None:
    assert sql(store, query).rows


@pytest.mark.parametrize(
    "query",
    [
        "COPY articles TO '{out}'",
        "EXPLAIN ANALYZE COPY articles TO '{part}'",
        "COPY (SELECT 1) TO '{part}'",
        "ATTACH '{out}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW articles",
        "SELECT 1; COPY articles TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "CALL pragma_version()",
        "",
        "-- nothing",
    ],
)
def test_anything_but_one_select_is_refused(store: Path, tmp_path: Path, query: str) -> None:
    part = next((store / "data" / "articles").glob("*.parquet"))
    before = part.read_bytes()
    out = tmp_path / "out"
    with pytest.raises(BaocaoError, match=r"is not one SELECT|Parser Error"):
        sql(store, query.format(out=out, part=part))
    assert not out.exists()
    assert part.read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_blob('{mark}')",
        "SELECT * FROM read_parquet('https://example.org/a.parquet')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM query('COPY articles TO ''{out}''')",
        "SELECT secret",
    ],
)
def test_no_other_file_and_no_object_of_python_is_reached(store: Path, tmp_path: Path, query: str) -> None:
    secret = [1]  # a name that a replacement scan would find
    assert secret
    with pytest.raises(BaocaoError, match=r"Permission Error|Catalog Error|Binder Error|Parser Error|IO Error"):
        sql(store, query.format(mark=store / ".baocao-store", out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_endless_question_ends(store: Path) -> None:
    with pytest.raises(BaocaoError, match=r"took more than 0\.3 seconds"):
        sql(
            store,
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5",
            seconds=0.3,
        )


def test_an_error_is_one_line_that_names_what_is_wrong(store: Path) -> None:
    with pytest.raises(BaocaoError) as caught:
        sql(store, "SELECT nonsense FROM articles")
    assert "nonsense" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_answers_are_aligned_and_stay_on_their_line() -> None:
    said = Answer(("tên", "số"), [("Thanh Trì\nx\x1b[2J", Decimal("60000000.000")), ("a", None)])
    assert list(answer.lines(said)) == ["tên                    số", "Thanh Trì x [2J  60000000", "a"]
    assert list(answer.objects(said)) == [
        b'{"t\xc3\xaan":"Thanh Tr\xc3\xac\\nx\\u001b[2J","s\xe1\xbb\x91":60000000}',
        b'{"t\xc3\xaan":"a","s\xe1\xbb\x91":null}',
    ]
