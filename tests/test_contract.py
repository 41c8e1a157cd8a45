"""The JSON form of an article is what the documents promise."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema

import baocao
from baocao import contract

SEED = next((Path(__file__).parents[1] / "articles").glob("2020-06-16*.txt"))
KEYS = [
    "source",
    "text",
    "metadata",
    "blocks",
    "turns",
    "quantities",
    "dates",
    "documents",
    "people",
    "organizations",
    "places",
    "indicators",
    "commitments",
    "derived",
    "discrepancies",
    "events",
    "awards",
    "abstained",
]


def test_every_key_of_the_contract_is_there_even_for_an_article_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Một dòng.\n", encoding="utf-8")
    plain = json.loads(contract.encode(baocao.parse(baocao.read(tmp_path / "a.txt"))))
    assert set(KEYS) <= plain.keys()
    assert plain["source"].keys() >= {"path", "sha256", "encoding", "media_type"}


def test_numbers_are_numbers_with_all_their_digits() -> None:
    article = baocao.parse(baocao.read(SEED))
    plain = json.loads(contract.encode(article), parse_float=Decimal)
    assert [Decimal(q["low"]) for q in plain["quantities"]] == [q.low for q in article.quantities]
    assert all(isinstance(q["low"], int | Decimal) for q in plain["quantities"])


def test_what_is_written_is_read_back_the_same() -> None:
    article = baocao.parse(baocao.read(SEED))
    assert contract.decode(contract.encode(article)) == article


def test_what_is_written_keeps_to_the_schema() -> None:
    plain = json.loads(contract.encode(baocao.parse(baocao.read(SEED))))
    jsonschema.Draft202012Validator(contract.schema()).validate(plain)


def test_a_wrong_value_does_not_keep_to_the_schema() -> None:
    plain = json.loads(contract.encode(baocao.parse(baocao.read(SEED))))
    plain["quantities"][0]["low"] = "1599"
    assert not jsonschema.Draft202012Validator(contract.schema()).is_valid(plain)


def test_every_record_and_every_field_of_the_schema_says_what_it_means() -> None:
    for name, record in contract.schema()["$defs"].items():
        assert record["description"], name
        for field, kind in record["properties"].items():
            assert kind["description"], f"{name}.{field}"
