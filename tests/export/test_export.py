"""Every export is read back by another tool, says what the article says, runs nothing, and has the same bytes again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from baocao.corrections import Change, apply
from baocao.errors import BaocaoError
from baocao.export import FORMATS, cells, export
from baocao.export.statements import STATEMENTS
from baocao.export.tables import TABLE_OF_FACTS, TABLES
from baocao.export.workbook import heads
from baocao.model import Article
from baocao.parse import parse
from baocao.text.read import read, read_bytes
from corrections.made import TEXT, entry, understood

ROOT = Path(__file__).parents[2]
SEED = sorted((ROOT / "articles").glob("*phong-van*.txt"))[0]


def corrected() -> Article:
    return apply(
        understood(),
        [
            entry(
                "change",
                "quantity",
                "1.599 đảng viên",
                change={"low": Change("1599", "1600"), "high": Change("1599", "1600")},
            ),
            entry("add", "quantity", "trụ sở", values={"low": "1", "high": "1", "unit": "=1+1"}),
            entry("reject", "date", "năm 2015", reason='=HYPERLINK("http://evil")'),
        ],
    )


@pytest.fixture(scope="module")
def interview() -> Article:
    return parse(read(SEED))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# ── all forms ────────────────────────────────────────────────────────────────


def test_the_same_article_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "mau.txt").write_text(TEXT, encoding="utf-8")
    script = (
        "import hashlib; from baocao.export import FORMATS, export; from baocao.parse import parse; "
        "from baocao.text import read; article = parse(read('mau.txt')); "
        "print({form: hashlib.sha256(export(article, form)).hexdigest() for form in FORMATS})"
    )
    sums = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
        ).stdout
        for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/New_York"))
    ]
    assert sums[0] == sums[1]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ["Không có số liệu nào.\n", "=cmd|' /C calc'!A0\n\nHuyện có \x0b12 xã, 𝟙𐐷 tăng 3%.\n"])
def test_an_article_with_nothing_or_with_malice_in_it_exports_all_the_same(form: str, text: str) -> None:
    assert export(parse(read_bytes(text.encode(), "articles/=x.txt")), form)


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(BaocaoError, match="docx"):
        export(understood(), "docx")


# ── tables ───────────────────────────────────────────────────────────────────


def test_every_row_has_the_columns_of_its_table_and_nothing_else() -> None:
    for table in TABLES:
        names = {column.name for column in table.columns}
        assert all(row.keys() <= names for row in table.rows(corrected())), table.name


def test_a_statement_is_whole_in_its_row(interview: Article) -> None:
    indicators, commitments = ([*table.rows(interview)] for table in STATEMENTS)
    income = next(row for row in indicators if row["name"] == "Thu nhập bình quân đầu người")
    assert (income["low"], income["unit"], income["direction"]) == (60_000_000, "VND", "up")
    assert (income["change_low"], income["base"]) == (28_000_000, "năm 2015")
    assert (income["relation"], income["plan_low"], income["plan_unit"]) == ("exceeds", 20, "%")
    assert "60 triệu đồng/năm" in str(income["said"])
    share = next(row for row in indicators if row["of"] == 18)
    assert (share["from"], share["to"]) != (None, None)
    assert commitments
    assert all(row["said"] for row in (*indicators, *commitments))


def test_a_statement_is_marked_where_a_person_corrected_its_figure() -> None:
    marked = {
        row["quantity"]: row["corrected"] for row in rows(export(corrected(), "csv")) if row["kind"] == "quantity"
    }
    assert marked
    by_id = {row["id"]: row for row in STATEMENTS[0].rows(corrected())}
    for fact in corrected().indicators:
        assert by_id[fact.id]["corrected"] is (fact.quantity == "q1")


def test_the_csv_quotes_the_article_at_the_offsets_it_gives(interview: Article) -> None:
    found = [row for row in rows(export(interview, "csv")) if row["start"]]
    assert len(found) > 40
    for row in found:
        assert interview.text[int(row["start"]) : int(row["end"])] == row["text"].removeprefix("'")


def test_the_csv_holds_exact_values_with_corrections_applied_and_marked() -> None:
    by_id = {row["id"]: row for row in rows(export(corrected(), "csv"))}
    assert (by_id["q1"]["low"], by_id["q1"]["corrected"]) == ("1600", "true")
    assert (by_id["q5"]["low"], by_id["q5"]["corrected"]) == ("0.5", "false")
    assert by_id["d1"]["from"] == "2020-06-15"


@pytest.mark.parametrize("start", cells.FORMULA_STARTS)
def test_a_cell_that_looks_like_a_formula_is_kept_as_text(start: str) -> None:
    (row,) = rows(cells.table(["a"], [{"a": f"{start}1+1"}]))
    assert row["a"].startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert rows(cells.table(["a"], [{"a": Decimal("-5.50")}])) == [{"a": "-5.50"}]


def test_parquet_gives_back_exact_decimals_and_days() -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = pq.read_table(io.BytesIO(export(corrected(), "parquet")))
    by_id = {row["id"]: row for row in table.to_pylist()}
    assert by_id["q1"]["low"] == 1600
    assert by_id["q5"]["low"] == Decimal("0.5")
    assert by_id["d1"]["from"] == date(2020, 6, 15)
    assert by_id["q1"]["article"] == "2020-06-16_mau"
    assert table.schema.metadata[b"sha256"].decode() == corrected().source.sha256


def test_articles_with_and_without_facts_have_one_parquet_schema(interview: Article) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    empty = parse(read_bytes("Không có gì.\n".encode(), "a.txt"))
    schemas = [pq.read_table(io.BytesIO(export(a, "parquet"))).schema.remove_metadata() for a in (empty, interview)]
    assert schemas[0] == schemas[1]


def test_the_workbook_is_read_by_another_library_without_a_formula_in_it() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.load_workbook(io.BytesIO(export(corrected(), "xlsx")))
    assert book.sheetnames == ["Chỉ tiêu", "Cam kết", "Dữ kiện", "Câu", "Hiệu đính", "Giải thích"]
    for sheet in book:
        assert all(cell.data_type != "f" and cell.hyperlink is None for line in sheet.iter_rows() for cell in line)
    head, *lines = book["Dữ kiện"].iter_rows(values_only=True)
    names = [column.name for column in TABLE_OF_FACTS.columns]
    assert list(head) == [heads()[name] for name in names]
    by_id = {line[1]: dict(zip(names, line, strict=True)) for line in lines}
    assert by_id["q1"]["low"] == 1600
    assert by_id["q3"]["text"] == "60 triệu đồng/người/năm"
    assert by_id["d1"]["from"] == datetime(2020, 6, 15)
    assert "=1+1" in {values["unit"] for values in by_id.values()}


def test_every_column_has_one_vietnamese_head_and_no_table_has_a_head_twice() -> None:
    assert heads().keys() == {column.name for table in TABLES for column in table.columns}
    for table in TABLES:
        shown = [heads()[column.name] for column in table.columns]
        assert len(set(shown)) == len(shown), table.name


def test_a_number_that_excel_would_round_stays_text() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    long = "123456789012345678.5"
    article = apply(understood(), [entry("add", "quantity", "trụ sở", values={"low": long, "high": long})])
    book = openpyxl.load_workbook(io.BytesIO(export(article, "xlsx")))
    assert long in {cell.value for cell in next(iter(book["Dữ kiện"].iter_cols(min_col=8, max_col=8)))}


# ── annotations and linked data ──────────────────────────────────────────────


def annotations(article: Article) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    collection = json.loads(export(article, "webannotation"))
    return collection, collection["first"]["items"]


def test_every_annotation_finds_its_words_by_position_and_by_quotation(interview: Article) -> None:
    collection, items = annotations(interview)
    assert collection["total"] == len(items) > 40
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quote = target["selector"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert interview.text[position["start"] : position["end"]] == quote["exact"]
            context = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert interview.text[position["start"] - len(quote["prefix"]) :].startswith(context)


def test_an_annotation_carries_kind_values_and_the_person_who_made_it() -> None:
    _, items = annotations(corrected())
    by_id = {item["id"].partition("#")[2]: item for item in items}
    kind, values = by_id["q1"]["body"]
    assert kind["value"] == "quantity"
    assert msgspec.json.decode(values["value"])["low"] == "1600"
    assert by_id["q1"]["creator"] == {"type": "Person", "name": "Trần Thị Mẫu"}
    assert "creator" not in by_id["q2"]


def test_linked_data_quotes_the_article_and_gives_no_verdict(interview: Article) -> None:
    graph = json.loads(export(interview, "jsonld"))["@graph"]
    by_type: dict[str, list[dict[str, Any]]] = {}
    for node in graph:
        by_type.setdefault(node["@type"], []).append(node)
    assert by_type["NewsArticle"][0]["datePublished"] == "2020-06-16T12:29"
    assert {p["name"] for p in by_type["Person"]} == {p.name for p in interview.people}
    assert len(by_type["Claim"]) == len(interview.indicators) + len(interview.commitments)
    for node in (*by_type["Quotation"], *by_type["Claim"]):
        assert node["text"] in interview.text
    speakers = {q["spokenByCharacter"]["@id"] for q in by_type["Quotation"]}
    assert speakers <= {p["@id"] for p in by_type["Person"]}
    assert "ClaimReview" not in by_type


def test_a_claim_about_a_range_gives_its_ends_and_not_a_value() -> None:
    text = "Huyện\n\nThu nhập bình quân năm 2020 đạt trên 60 triệu đồng/người/năm.\n"
    graph = json.loads(export(parse(read_bytes(text.encode(), "a.txt")), "jsonld"))["@graph"]
    about = next(node["about"] for node in graph if node["@type"] == "Claim")
    assert (about["minValue"], "value" in about, "maxValue" in about) == (60000000, False, False)


def test_linked_data_can_stand_in_a_page_whatever_the_article_says() -> None:
    text = "Xã </script><!-- <script>\n\nNăm 2020, tỷ lệ hộ nghèo </script><b> còn 3%.\n"
    data = export(parse(read_bytes(text.encode(), "a.txt")), "jsonld")
    assert b"<" not in data
    assert "</script>" in str(json.loads(data))


# ── data package ─────────────────────────────────────────────────────────────


def test_the_data_package_describes_exactly_the_files_it_holds() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export(corrected(), "datapackage")))
    package = json.loads(archive.read("datapackage.json"))
    assert {r["path"] for r in package["resources"]} == set(archive.namelist()) - {"datapackage.json"}
    for resource in package["resources"]:
        data = archive.read(resource["path"])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert archive.read("article.txt").decode() == TEXT


def test_every_cell_of_the_data_package_has_the_type_its_schema_says() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export(corrected(), "datapackage")))
    casts: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": Decimal,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
    }
    for resource in json.loads(archive.read("datapackage.json"))["resources"]:
        if "schema" not in resource:
            continue
        found = rows(archive.read(resource["path"]))
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert all(row.keys() == fields.keys() for row in found)
        keys = [row[resource["schema"]["primaryKey"]] for row in found]
        assert len(set(keys)) == len(keys)
        for row in found:
            for name, cell in row.items():
                assert cell == "" or casts[fields[name]](cell) is not None
