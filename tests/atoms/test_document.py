"""Documents: the case files, the tables, identity and dates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from atoms.pages import Case, cases, page
from baocao.atoms import date, document
from baocao.atoms.document_kind import KINDS
from baocao.atoms.rule import facts
from baocao.lexicon import table
from baocao.model import Document, Page


def found(of: Page) -> list[Document]:
    return facts(document.candidates(of))


def said(fact: Document) -> str:
    """A document as case files write it."""
    parts = [fact.type, fact.number or f'"{fact.title}"']
    parts += [f"issuer={fact.issuer}"] if fact.issuer else []
    parts += [f"={fact.same_as}"] if fact.same_as else []
    return "; ".join(parts)


@pytest.mark.parametrize("case", list(cases("documents*.txt")), ids=lambda case: case.name)
def test_a_sentence_gives_the_documents_marked_in_it_and_no_others(case: Case) -> None:
    of = case.page
    got = found(of)
    assert [of.flow[d.start : d.end] for d in got] == [page(s).flow for s in case.surfaces]
    assert [said(d) for d in got] == list(case.expected)


# ── tables ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", table("document_kinds"), ids=lambda row: row["key"])
def test_every_kind_of_document_is_found_in_its_example(row: dict[str, str]) -> None:
    types = [d.type for d in found(page(f"Tin thêm: {row['example']}."))]
    assert types == [row["type"]]


@pytest.mark.parametrize("row", table("issuers"), ids=lambda row: row["code"])
def test_every_code_tells_its_issuer(row: dict[str, str]) -> None:
    (fact,) = found(page(f"Tin thêm: {row['example']}."))
    assert fact.issuer == row["issuer"]
    assert fact.number == row["example"].split()[-1]


@pytest.mark.parametrize("row", table("laws"), ids=lambda row: row["title"])
def test_every_law_of_the_table_is_found_whole_in_its_example(row: dict[str, str]) -> None:
    (fact,) = found(page(f"Mọi việc {row['example']}"))
    assert (fact.type, (fact.title or "").lower()) == (row["kind"], row["title"].lower())


def test_every_kind_is_found_in_capitals_and_with_every_dash() -> None:
    for kind in KINDS.values():
        if kind.key in ("luật", "bộ luật", "hiến pháp", "điều lệ"):
            continue
        for form in (kind.key, kind.type, kind.key.upper()):
            for number in ("12-NQ/TW", "12 – NQ/TW", "12/NQ-CP", "12/2021/NQ-CP"):
                (fact,) = found(page(f"Thực hiện {form} số {number}, các xã vào cuộc."))
                assert (fact.type, fact.number) == (kind.type, number.replace(" ", "").replace("–", "-"))


# ── identity and dates ───────────────────────────────────────────────────────


def test_the_date_behind_a_document_is_its_date() -> None:
    of = page("Theo Quyết định 78/CP ngày 31/5/1961, Luật Đất đai năm 2013 và Chỉ thị 05 của Bộ, từ năm 2016.")
    documents = found(of)
    dates = [replace(d, id=f"d{i}") for i, d in enumerate(facts(date.candidates(of, documents)), 1)]
    assert [d.date for d in document.link_dates(documents, dates)] == ["d1", "d2", None]


def test_a_mention_leads_to_the_first_one_by_the_number_in_text_order() -> None:
    of = page("Nghị quyết số 5-NQ/HU và Nghị quyết số 6-NQ/HU. Nghị quyết số 6 hay. Nghị quyết số 5 cũng hay.")
    assert [d.same_as for d in found(of)] == [None, None, "n2", "n1"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Nghị quyết ", "số ", "12", "-NQ/TW", "/2020", " và ", "Luật ", "Đất đai", " của ", "Đại hội ",
                         "XIII", '"', "Đề án ", "Công ước ", "về ", "\n", "(sửa đổi)", ", ", "Trung ương 4 "]),
        max_size=25,
    ).map("".join)
)  # fmt: skip
def test_documents_are_disjoint_and_carry_a_number_or_a_title_whatever_stands_in_the_text(text: str) -> None:
    of = page(text)
    end = 0
    for fact in found(of):
        assert end <= fact.start < fact.end <= len(of.flow)
        assert fact.number or fact.title
        assert (fact.number or "").replace("-", "") in of.flow.replace(" ", "").replace("-", "")
        end = fact.end
