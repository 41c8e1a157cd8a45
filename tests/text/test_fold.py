"""Folding changes no length but for what can not be seen, and no tone but for where it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.text.fold import fold, respell


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Huyện uỷ UỶ BAN", "Huyện ủy ỦY BAN"),
        ("khoá XXIII, tuổi trẻ khoẻ, thuỷ lợi", "khóa XXIII, tuổi trẻ khỏe, thủy lợi"),
        ("hoàn toàn, tòan dân, hùynh", "hoàn toàn, toàn dân, huỳnh"),
        ("quý, quỷ, quí, thảo qủa", "quý, quỷ, quý, thảo quả"),
        ("60 tỉ, thế kỉ, 2 kì, tỉnh, tỉ mỉ", "60 tỷ, thế kỉ, 2 kỳ, tỉnh, tỷ mỉ"),
        ("bác sỹ Nguyễn Văn Sỹ", "bác sĩ Nguyễn Văn Sỹ"),
        ("2015 – 2020 — “trích” ‘dẫn’", "2015 - 2020 - \"trích\" 'dẫn'"),
        ("Ð\xe2n tộc, １２３", "Đân tộc, 123"),
    ],
)
def test_one_spelling_stands_for_each_sound(written: str, folded: str) -> None:
    assert fold(written) == (folded, ())


def test_what_can_not_be_seen_is_left_out_and_mapped() -> None:
    assert fold("a\u200b  b\r\n c") == ("a b\nc", (0, 2, 4, 6, 8, 9))


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    folded, _ = fold(text.replace("\0", ""))
    assert respell(folded) == folded
    assert fold(folded)[0] == folded


@given(st.text(max_size=80))
def test_the_map_has_an_entry_for_each_character_and_the_end(text: str) -> None:
    text = text.replace("\0", "")
    folded, shift = fold(text)
    assert len(folded) == (len(shift) - 1 if shift else len(text))
    assert not shift or shift[-1] == len(text)
