"""Quoted words are found again where they stand, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baocao.corrections.anchor import anchor
from baocao.span import Span

TEXT = "Tỷ lệ là 10%, rồi 110%, rồi 2,10%; sau cùng lại 10% nữa."


def test_words_that_stand_where_they_stood_are_there() -> None:
    assert anchor(TEXT, "10%", 9, "là ", ", rồi").at == Span(9, 12)


def test_words_that_moved_are_found_by_the_words_around_them() -> None:
    found = anchor("Mới: " + TEXT, "10%", 9, "là ", ", rồi")
    assert (found.at, found.moved) == (Span(14, 17), True)


def test_words_that_stand_once_are_found_without_any_offset() -> None:
    assert anchor(TEXT, "sau cùng", None).at == Span(35, 43)


def test_words_in_two_places_that_nothing_tells_apart_are_ambiguous() -> None:
    assert anchor(TEXT, "10%", None).fault == "ambiguous"


def test_an_old_offset_decides_nothing_when_the_words_around_it_have_changed_and_the_quotation_stands_elsewhere() -> (
    None
):
    assert anchor(TEXT, "10%", 9, "đạt ", " tổng").fault == "ambiguous"


def test_words_that_are_gone_are_gone() -> None:
    assert anchor(TEXT, "11%", 9).fault == "gone"


def test_a_number_is_not_found_inside_a_longer_number() -> None:
    assert anchor("từ 110% lên 2,10% hay 10,5%", "10%", None).fault == "gone"
    assert anchor("đạt 10,5 ha", "10", None).fault == "gone"


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=5), st.integers(-3, 60))
def test_what_is_found_is_always_the_quotation(before: str, after: str, quote: str, start: int) -> None:
    text = before + quote + after
    at = anchor(text, quote, start if start >= 0 else None, before[-3:], after[:3]).at
    assert at is None or text[at.start : at.end] == quote or text[at.start : at.end].split() == quote.split()


def test_a_space_in_the_quotation_stands_for_whatever_space_the_file_has() -> None:
    text = "Huyện có 12\u00a0xã,\n  5 phường."
    at = anchor(text, "12 xã, 5 phường", None).at
    assert at is not None
    assert text[at.start : at.end] == "12\u00a0xã,\n  5 phường"
