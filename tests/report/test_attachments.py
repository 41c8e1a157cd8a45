"""The files inside a report: complete, readable by others, and no danger to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest

from baocao.model import Article, Person
from baocao.report import open
from baocao.report.attachments import FORMULA_STARTS, attachments
from baocao.span import Span
from report.made import interview


def packed(article: Article, lang: str = "vi") -> dict[str, bytes]:
    report = open(article, lang=lang)
    return {a.name: a.data for a in attachments(report.dossier, report.build_record())}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_facts_travel_whole_and_can_be_read_back() -> None:
    assert msgspec.json.decode(packed(interview())["facts.json"], type=Article) == interview()


def test_the_schema_describes_the_facts() -> None:
    import jsonschema

    files = packed(interview())
    jsonschema.validate(json.loads(files["facts.json"]), json.loads(files["facts.schema.json"]))


def test_every_fact_is_a_row_with_its_words_and_its_sentence() -> None:
    files = packed(interview())
    facts = {row["id"]: row for row in rows(files["facts.csv"])}
    assert (facts["q1"]["text"], facts["q1"]["low"], facts["q1"]["sentence"]) == ("72 triệu đồng/năm", "72000000", "3")
    text = files["article.txt"].decode()
    for row in facts.values():
        if row["start"]:
            assert text[int(row["start"]) : int(row["end"])] == row["text"].removeprefix("'")


def test_the_evidence_table_has_every_sentence_at_its_place() -> None:
    files = packed(interview())
    text = files["article.txt"].decode()
    table = rows(files["evidence.csv"])
    assert len(table) == len(interview().sentences)
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] for row in table)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_runs_as_a_formula(start: str) -> None:
    hostile = Person(id="p9", name=f"{start}cmd|' /C calc'!A0", mentions=(Span(0, 4),))
    names = [row["name"] for row in rows(packed(msgspec.structs.replace(interview(), people=(hostile,)))["facts.csv"])]
    assert f"'{start}cmd|' /C calc'!A0" in names


def test_descriptions_are_in_the_language_of_the_report() -> None:
    vi, en = (open(interview(), lang=lang) for lang in ("vi", "en"))
    told = [[a.description for a in attachments(r.dossier, r.build_record())] for r in (vi, en)]
    assert not set(told[0]) & set(told[1])
