"""Every row of the tables of people, organisations and places has an example, and the example holds."""

from __future__ import annotations

import pytest

from atoms.pages import page
from baocao.atoms import organization, person, place
from baocao.atoms.capitals import runs
from baocao.lexicon import table
from baocao.model import Person


def rows(name: str, key: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", table(name), ids=lambda row: row[key])


def named(text: str) -> tuple[Person, ...]:
    return person.people(page(f"{text}."))


@rows("surnames", "surname")
def test_a_surname_opens_a_name(row: dict[str, str]) -> None:
    (one,) = named(f"Hôm qua {row['example']} đến họp")
    assert f"ông {one.name}" == row["example"]
    assert one.name.startswith(row["surname"])


@rows("roles", "head")
def test_a_role_leads_up_to_a_name(row: dict[str, str]) -> None:
    (one,) = named(f"Hôm qua, {row['example']} đến họp")
    assert one.name == "Trần Hữu Đạo"
    expected = row["example"].removesuffix(" Trần Hữu Đạo")
    assert one.roles == (() if row["kind"] == "cue" else (expected,))


@rows("honorifics", "word")
def test_an_honorific_is_no_part_of_name_or_role(row: dict[str, str]) -> None:
    (one,) = named(f"Hôm qua, {row['example']} đến họp")
    assert (one.name, one.roles) == ("Trần Hữu Đạo", ())


@rows("name_bearers", "word")
def test_what_bears_a_name_is_no_person(row: dict[str, str]) -> None:
    assert named(f"Đó là {row['example']}") == ()


@rows("no_names", "words")
def test_a_capitalised_common_word_is_no_name(row: dict[str, str]) -> None:
    assert named(row["example"].capitalize()) == ()


@rows("role_stops", "word")
def test_a_verb_ends_a_role(row: dict[str, str]) -> None:
    (one,) = named(row["example"])
    assert one.roles == ("chủ tịch hội",)


@rows("organ_fields", "word")
def test_a_field_goes_on_an_organ_s_name(row: dict[str, str]) -> None:
    (one,) = named(row["example"])
    assert one.roles == (row["example"].split(", ")[1],)


@rows("countries", "name")
def test_a_country_or_city_is_known_by_its_bare_name(row: dict[str, str]) -> None:
    found = place.places(page(row["example"]))
    wanted = {"country": ["nước"], "city": ["thành phố"], "continent": [], "league": []}[row["kind"]]
    assert [(one.name, one.kind) for one in found] == [(row["name"], kind) for kind in wanted]


@rows("place_kinds", "word")
def test_a_place_has_the_kind_that_stands_before_it(row: dict[str, str]) -> None:
    (one,) = place.places(page(row["example"]))
    assert (one.name, one.kind) == ("An Trường Phú", row["kind"])


@rows("organization_kinds", "head")
def test_an_organisation_is_found_behind_its_head(row: dict[str, str]) -> None:
    (one,) = organization.organizations(page(row["example"]))
    assert (one.name, one.kind) == (row["example"].removeprefix("Sáng nay, ").removesuffix(" đã họp."), row["kind"])


@rows("organ_words", "word")
def test_a_field_of_work_is_read_whole(row: dict[str, str]) -> None:
    (one,) = organization.organizations(page(f"Sáng nay {row['example']} đã họp."))
    assert one.name == row["example"]


def test_a_run_ends_at_a_sentence_and_not_at_a_short_form() -> None:
    assert [run.words for run in runs("Ông Ba. Bà Lê Thị A ở TP. Vinh")] == [
        ("Ông", "Ba"),
        ("Bà", "Lê", "Thị", "A"),
        ("TP.", "Vinh"),
    ]
