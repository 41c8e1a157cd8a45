"""Every row of the quantity tables has an example, and the example holds."""

from __future__ import annotations

import re

import pytest

from atoms.pages import page
from baocao.atoms import quantity
from baocao.atoms.noun import noun_at
from baocao.atoms.rule import Candidate, facts
from baocao.lexicon import table
from baocao.model import Quantity


def candidates(text: str) -> list[Candidate[Quantity]]:
    return quantity.candidates(page(text))


def only(text: str) -> Quantity:
    (fact,) = facts(candidates(text))
    return fact


def rows(name: str, key: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", table(name), ids=lambda row: row[key])


@rows("units", "surface")
def test_a_unit_is_read_under_its_name(row: dict[str, str]) -> None:
    assert row["surface"] in row["example"].lower()
    assert only(row["example"]).unit == row["unit"]


@rows("currencies", "surface")
def test_a_currency_is_read_under_its_code(row: dict[str, str]) -> None:
    assert row["surface"] in row["example"].lower()
    assert only(row["example"]).unit == row["code"]


@rows("bounds", "phrase")
def test_a_bound_is_the_one_its_phrase_says(row: dict[str, str]) -> None:
    assert row["phrase"] in row["example"]
    assert only(row["example"]).bound == row["bound"]


@rows("counted_nouns", "noun")
def test_a_noun_is_counted_as_it_stands_in_the_table(row: dict[str, str]) -> None:
    units = [(fact.unit or "").lower() for fact in facts(candidates(row["example"]))]
    assert row["noun"] in units


@rows("classifiers", "word")
def test_a_classifier_keeps_its_noun(row: dict[str, str]) -> None:
    unit = only(row["example"]).unit or ""
    assert unit == re.sub(r"có 9 | ở đó", "", row["example"])
    assert unit.split()[0] == row["word"]


@rows("classified_nouns", "noun")
def test_a_classified_noun_stays_with_its_classifier(row: dict[str, str]) -> None:
    assert (only(row["example"]).unit or "").lower().endswith(f" {row['noun']}")


@rows("noun_stops", "word")
def test_a_stop_begins_no_counted_noun(row: dict[str, str]) -> None:
    number, _, rest = row["example"].partition(" ")
    noun = noun_at(row["example"], row["example"], len(number))
    assert rest == row["word"]
    assert noun is None or noun.listed


@rows("number_labels", "word")
def test_a_label_names_by_its_number_and_counts_nothing(row: dict[str, str]) -> None:
    got = candidates(row["example"])
    assert row["example"].startswith(row["word"])
    if row["strength"] == "none":
        assert [fact.low for fact in facts(got)] == [12]
    else:
        assert facts(got) == []


@rows("addressed_nouns", "word")
def test_a_noun_that_goes_on_with_an_address_is_not_counted_by_the_label_before_it(row: dict[str, str]) -> None:
    assert row["word"] in row["example"]
    assert facts(candidates(row["example"])) == []


def test_no_key_stands_twice_in_a_table() -> None:
    for name, keys in {
        "units": ("surface",),
        "currencies": ("surface", "side"),
        "bounds": ("phrase",),
        "counted_nouns": ("noun",),
        "classifiers": ("word",),
        "classified_nouns": ("noun",),
        "noun_stops": ("word",),
        "number_labels": ("word",),
        "addressed_nouns": ("word",),
        "number_words": ("word",),
        "multipliers": ("word",),
    }.items():
        found = [tuple(row[key] for key in keys) for row in table(name)]
        assert sorted(set(found)) == sorted(found), name


@rows("number_idioms", "phrase")
def test_a_set_phrase_counts_nothing(row: dict[str, str]) -> None:
    assert row["phrase"] in row["example"]
    assert facts(candidates(row["example"])) == []
