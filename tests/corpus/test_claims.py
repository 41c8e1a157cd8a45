"""Claims without a figure: another giver or signer of one thing is told, what may be another thing is not."""

from __future__ import annotations

import pytest

from baocao.corpus.claims import disputes
from corpus.notes import corpus, note

PRIME = "Năm 2017, huyện Thanh Trì được Thủ tướng Chính phủ tặng Huân chương Lao động hạng Ba."


def told(one: str, two: str) -> list[tuple[str, str, str]]:
    made = corpus(
        note("a", "Tin huyện Thanh Trì", "01/03/2020", one), note("b", "Tin mới huyện Thanh Trì", "01/04/2020", two)
    )
    return [(d.kind, d.left.said, d.right.said) for d in disputes(made)]


def test_an_honour_with_two_givers_is_told() -> None:
    other = "Năm 2017, huyện Thanh Trì được Chủ tịch nước tặng Huân chương Lao động hạng Ba."
    assert told(PRIME, other) == [("giver", "Thủ tướng Chính phủ", "Chủ tịch nước")]


@pytest.mark.parametrize(
    "other",
    [
        "Năm 2017, huyện Thanh Trì được Thủ tướng chính phủ tặng Huân chương Lao động hạng Ba.",
        "Năm 2012, huyện Thanh Trì được Chủ tịch nước tặng Huân chương Lao động hạng Ba.",
        "Năm 2017, huyện Gia Lâm được Chủ tịch nước tặng Huân chương Lao động hạng Ba.",
        "Năm 2017, huyện Thanh Trì được Chủ tịch nước tặng Huân chương Lao động hạng Nhì.",
    ],
)
def test_the_same_giver_or_another_honour_is_not(other: str) -> None:
    assert told(PRIME, other) == []


def test_a_document_with_two_signers_is_told() -> None:
    one = "Ngày 30/9/2024, ông Trần Văn An ký Quyết định số 1072/QĐ-TTg."
    two = "Ngày 30/9/2024, ông Lê Minh Hà, Phó Thủ tướng, ký Quyết định số 1072/QĐ-TTg."
    assert told(one, two) == [("signer", "Trần Văn An", "Lê Minh Hà")]
    assert told(one, two.replace("1072", "1073")) == []
