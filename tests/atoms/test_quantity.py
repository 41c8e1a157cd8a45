"""Quantities: the case files, what survives a changed word, and what no text may break."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atoms.pages import Case, cases, page
from baocao.atoms import date, document, quantity
from baocao.atoms.rule import facts
from baocao.atoms.unit import to_base
from baocao.model import Page, Quantity
from baocao.parse import parse
from baocao.span import Span
from baocao.text.read import read_bytes

MARKS = {"about": "~", "above": ">", "below": "<", "at_least": ">=", "at_most": "<=", "exact": ""}


def found(of: Page) -> list[Quantity]:
    documents = facts(document.candidates(of))
    return facts(quantity.candidates(of, [*documents, *facts(date.candidates(of, documents))]))


def said(fact: Quantity) -> str:
    """A quantity as case files write it: `vague ~100.. người`, `>=140 đảng viên / năm`, `18 of 18 chỉ tiêu`."""
    value = "" if fact.low is None else f"{fact.low:f}"
    if fact.high != fact.low:
        value += ".." + ("" if fact.high is None else f"{fact.high:f}")
    whole = "" if fact.of is None else f" of {fact.of:f}"
    per = f" / {fact.per}" if fact.per else ""
    return f"{'vague ' * fact.vague}{MARKS[fact.bound]}{value}{whole} {fact.unit or '-'}{per}"


def only(text: str) -> Quantity:
    (fact,) = found(page(text))
    return fact


@pytest.mark.parametrize("case", list(cases("quantities*.txt")), ids=lambda case: case.name)
def test_a_sentence_gives_the_quantities_marked_in_it_and_no_others(case: Case) -> None:
    of = case.page
    got = found(of)
    assert [of.flow[q.start : q.end] for q in got] == [page(s).flow for s in case.surfaces]
    assert [said(q) for q in got] == list(case.expected)


# ── a changed word is a changed fact ─────────────────────────────────────────


@pytest.mark.parametrize("value", ["7", "23", "1.250", "40,5", "0,35", "96"])
@pytest.mark.parametrize(("unit", "name"), [("%", "%"), (" ha", "ha"), (" km", "km"), (" tỷ đồng", "VND")])
def test_the_value_is_read_from_the_surface_whatever_it_is(value: str, unit: str, name: str) -> None:
    scale = 10**9 if name == "VND" else 1
    fact = only(f"Toàn xã đạt {value}{unit} trong kỳ.")
    assert (fact.low, fact.unit) == (Decimal(value.replace(".", "").replace(",", ".")) * scale, name)


@pytest.mark.parametrize(
    ("word", "bound"),
    [("hơn", "above"), ("gần", "below"), ("khoảng", "about"), ("tối thiểu", "at_least"), ("đạt", "exact")],
)
def test_the_bound_is_that_of_the_word_which_stands_there(word: str, bound: str) -> None:
    assert only(f"Toàn xã trồng {word} 40 ha rừng.").bound == bound


def test_an_ambiguous_mark_keeps_its_second_reading() -> None:
    fact = only("Sản lượng đạt 1,464 tấn trong vụ.")
    assert (fact.low, [r.low for r in fact.readings]) == (Decimal("1.464"), [Decimal(1464)])


# ── taken spans, explanations, safety ────────────────────────────────────────


def test_what_another_kind_took_gives_no_quantity() -> None:
    of = page("Kỷ niệm 45 ngày đêm chiến đấu.")
    assert facts(quantity.candidates(of)) != []
    assert quantity.candidates(of, [Span(8, 15)]) == []


def test_every_number_that_is_no_quantity_says_why() -> None:
    of = page("Lớp 12 ở Vành đai 3 lúc 19h30, tỷ số 2-1.")
    refused = quantity.candidates(of)
    assert all(c.fact is None and c.reason for c in refused)
    assert len(refused) >= 5


def test_values_convert_to_the_base_of_their_dimension() -> None:
    assert to_base(Decimal("2.5"), "ha") == (Decimal(25000), "m2")
    assert to_base(Decimal(3), "tonne") == (Decimal(3000), "kg")
    assert to_base(Decimal(4), "xã") == (Decimal(4), "xã")


ALPHABET = "0123456789.,/-% \n()hơn gần từ đến năm ba một triệu tỷ đồng xã ha kg mỗi lớp Điều"


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=120) | st.text(max_size=60))
def test_on_any_text_quantities_are_ordered_disjoint_and_inside_it(text: str) -> None:
    of = page(text)
    got = facts(quantity.candidates(of))
    for fact in got:
        assert 0 <= fact.start < fact.end <= len(of.flow)
        assert "\n" not in of.flow[fact.start : fact.end]
        assert fact.low is None or fact.high is None or fact.low <= fact.high
    assert all(a.end <= b.start for a, b in pairwise(got))


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1 ", "9,9 ", "hai ", "1/", "1-", "năm ", "hơn ", "từ 1 đến ", "mỗi ", "tỷ ", "a1 "]
)
def test_time_grows_in_line_with_the_text(piece: str) -> None:
    def cost(size: int) -> float:
        of = Page(flow=piece * (size // len(piece)), blocks=(), sentences=())
        times = []
        for _ in range(3):  # the best of them: what else the machine does can only lengthen it
            begin = time.process_time()
            quantity.candidates(of)
            times.append(time.process_time() - begin)
        return min(times)

    cost(2_000)
    assert cost(40_000) < 40 * max(cost(4_000), 0.002)


@pytest.mark.parametrize("noun", ["toà nhà", "tòa nhà", "đơn vị thuỷ lợi"])
def test_a_counted_noun_is_given_as_the_page_spells_it(noun: str) -> None:
    article = parse(read_bytes(f"Huyện có 2 {noun}.".encode(), "x.txt"))
    assert noun.startswith(str(article.quantities[0].unit))
