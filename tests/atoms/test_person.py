"""People: the case files, identity, credits, and what every reading keeps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from atoms.pages import Case, cases, page
from baocao.atoms import person
from baocao.model import Block, Metadata, Page, Person


def said(one: Person) -> str:
    """A person as case files write it."""
    parts = [one.name, "; ".join(one.roles), "; ".join(one.former)]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


@pytest.mark.parametrize("case", list(cases("people*.txt")), ids=lambda case: case.name)
def test_a_sentence_names_the_people_marked_in_it_and_no_others(case: Case) -> None:
    of = case.page
    got = person.people(of)
    spans = sorted((m.start, m.end) for one in got for m in one.mentions)
    assert [of.flow[start:end] for start, end in spans] == [page(s).flow for s in case.surfaces]
    assert [said(one) for one in got] == [page(line).flow for line in case.expected]


def test_a_byline_is_no_person_of_the_story() -> None:
    of = page("Ông Trần Văn Bảy trồng sen.\nLê Thu Cúc")
    last = of.blocks[-1]
    signed = replace(of, blocks=(of.blocks[0], Block("byline", last.start, last.end)))
    assert [one.name for one in person.people(signed)] == ["Trần Văn Bảy"]


def test_the_author_named_in_passing_is_no_person_of_the_story() -> None:
    of = replace(page("Trời nắng đẹp. Lê Thu Cúc ghi lại mùa sen."), metadata=Metadata(author="Lê Thu Cúc"))
    assert person.people(of) == ()


def test_a_slip_in_a_surname_is_the_same_person() -> None:
    (one,) = person.people(page("Ông Tào Văn Thành đến. Ông Tào Văn Thành nói. Ông Đào Văn Thành về."))
    assert (one.name, len(one.mentions)) == ("Tào Văn Thành", 3)


def test_brothers_stay_two_people() -> None:
    got = person.people(page("Ông Trần Văn An và ông Trần Văn Ân cùng cày; ông Trần Văn An mệt."))
    assert [one.name for one in got] == ["Trần Văn An", "Trần Văn Ân"]


def test_a_fuller_role_takes_the_place_of_its_beginning() -> None:
    (one,) = person.people(page("Bí thư Lê Văn Sáu đến. Bí thư Huyện ủy Lê Văn Sáu nói."))
    assert one.roles == ("Bí thư Huyện ủy",)


def test_former_roles_are_marked_among_all_roles_and_stand_last() -> None:
    (one,) = person.people(page("Ông Lê Văn Sáu, nguyên Hiệu trưởng, Chủ tịch Hội Khuyến học, đến."))
    assert one.roles == ("Chủ tịch Hội Khuyến học", "Hiệu trưởng")
    assert one.former == ("Hiệu trưởng",)


def test_a_refusal_says_why() -> None:
    found = person.candidates(page("Xe rẽ vào đường Nguyễn Văn Cừ."))
    assert [(c.fact, c.reason) for c in found] == [(None, "something that bears a name")]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ôÔngAanĐđức .,-(\n'Bíthư1İ"), max_size=80))
def test_names_and_roles_are_always_read_back_from_the_page(text: str) -> None:
    of: Page = page(text)
    for one in person.people(of):
        assert one.named is not None
        assert of.flow[one.named.start : one.named.end] == one.name
        assert [of.flow[s.start : s.end] for s in one.stated] == list(one.roles)
        assert set(one.former) <= set(one.roles)
        assert all(a.end <= b.start for a, b in zip(one.mentions, one.mentions[1:], strict=False))
