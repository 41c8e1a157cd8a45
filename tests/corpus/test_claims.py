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


def test_a_decision_without_a_number_is_known_by_its_day_and_words_and_a_deputy_may_sign_for_his_chief() -> None:
    what = "ký quyết định công nhận huyện Thanh Trì đạt chuẩn nông thôn mới"
    one = f"Ngày 30/9/2024, Thủ tướng Chính phủ {what}."
    two = f"Ngày 30/9/2024, Phó Thủ tướng Trần Hồng Hà {what} năm 2023."
    assert told(one, two) == [("signer", "Thủ tướng Chính phủ", "Phó Thủ tướng Trần Hồng Hà")]
    made = corpus(
        note("a", "Tin huyện Thanh Trì", "01/10/2024", one), note("b", "Tin mới huyện Thanh Trì", "02/10/2024", two)
    )
    assert disputes(made)[0].why == ("on_behalf",)


@pytest.mark.parametrize(
    "other",
    [
        "Ngày 30/9/2024, Thủ tướng đã ký quyết định công nhận huyện Thanh Trì đạt chuẩn nông thôn mới.",
        "Ngày 30/9/2024, ông Trần Hồng Hà ký quyết định công nhận huyện Thanh Trì đạt chuẩn nông thôn mới.",
        "Ngày 29/9/2024, Phó Thủ tướng Trần Hồng Hà ký quyết định công nhận huyện Thanh Trì đạt chuẩn nông thôn mới.",
        "Ngày 30/9/2024, Phó Thủ tướng Trần Hồng Hà ký quyết định công nhận huyện Gia Lâm đạt chuẩn nông thôn mới.",
    ],
)
def test_a_shorter_office_a_bare_name_another_day_or_another_unit_is_no_other_signer(other: str) -> None:
    one = "Ngày 30/9/2024, Thủ tướng Chính phủ ký quyết định công nhận huyện Thanh Trì đạt chuẩn nông thôn mới."
    assert told(one, other) == []


def test_two_terms_of_one_body_with_one_first_year_are_told_also_within_an_article() -> None:
    one = "Chủ tịch UBND huyện Thanh Trì nhiệm kỳ 2021 - 2026 phát biểu."
    two = "Ông được bầu làm Chủ tịch Ủy ban nhân dân huyện Thanh Trì, nhiệm kỳ 2021 - 2025."
    assert told(one, two) == [("term", "nhiệm kỳ 2021 - 2026", "nhiệm kỳ 2021 - 2025")]
    within = disputes(corpus(note("a", "Tin huyện Thanh Trì", "01/03/2020", f"{one} {two}")))
    assert [(d.kind, d.why) for d in within] == [("term", ("same_article",))]


@pytest.mark.parametrize(
    "other",
    [
        "HĐND huyện Thanh Trì khóa XIX, nhiệm kỳ 2016 - 2021 đã họp.",
        "Đảng bộ huyện Thanh Trì nhiệm kỳ 2020 - 2025 họp.",
        "HĐND huyện Gia Lâm nhiệm kỳ 2021 - 2025 họp.",
        "HĐND huyện khóa XX, nhiệm kỳ 2021 – 2026 họp.",
    ],
)
def test_the_term_before_another_body_another_unit_and_another_spelling_are_not_told(other: str) -> None:
    assert told("HĐND huyện Thanh Trì khóa XX, nhiệm kỳ 2021-2026 họp phiên đầu.", other) == []


FIRST = "Thanh Trì là huyện đầu tiên của thành phố Hà Nội đạt chuẩn nông thôn mới."


def test_the_first_and_the_third_in_one_matter_are_told() -> None:
    third = "Năm 2017, huyện Thanh Trì được vinh danh, là huyện thứ ba của Hà Nội về đích nông thôn mới năm 2017."
    assert [kind for kind, _, _ in told(FIRST, third)] == ["rank"]


@pytest.mark.parametrize(
    "other",
    [
        "Thanh Trì là một trong những huyện đầu tiên của thành phố đạt chuẩn nông thôn mới.",
        "Thanh Trì là huyện thứ ba của thành phố Hà Nội đạt chuẩn nông thôn mới nâng cao.",
        "Thanh Trì là huyện thứ ba của cả nước đạt chuẩn nông thôn mới.",
        "Thanh Trì là huyện thứ ba đạt chuẩn nông thôn mới.",
        "Đan Phượng là huyện thứ ba của thành phố Hà Nội đạt chuẩn nông thôn mới.",
        "Thanh Trì là huyện thứ ba của thành phố Hà Nội có 100% xã đạt chuẩn.",
    ],
)
def test_one_of_the_first_another_matter_area_or_unit_is_not_told(other: str) -> None:
    assert told(FIRST, other) == []


def test_the_whole_of_communes_and_towns_counted_two_ways_is_told() -> None:
    made = corpus(
        note("a", "Huyện Thanh Trì năm 2021", None, "Huyện có 15 xã và một thị trấn."),
        note("b", "Tin huyện Thanh Trì năm 2021", None, "Huyện Thanh Trì có dân số 27 vạn người, gồm 15 xã, thị trấn."),
    )
    assert [(d.kind, d.left.said, d.right.said) for d in disputes(made)] == [
        ("units", "15 xã và một thị trấn", "15 xã, thị trấn")
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Huyện Thanh Trì có 16 xã, thị trấn.",
        "Huyện Thanh Trì có 15 xã.",
        "Huyện Thanh Trì có 9 xã, thị trấn đạt chuẩn.",
        "Trong số đó, huyện có 9 xã, thị trấn.",
        "Năm 2018, huyện Thanh Trì có 17 xã, thị trấn.",
        "Huyện Gia Lâm có 22 xã, thị trấn.",
        "Dịch lan ra, gồm 5 xã, thị trấn.",
    ],
)
def test_the_same_total_a_part_another_year_or_another_unit_is_not_told(other: str) -> None:
    made = corpus(
        note("a", "Huyện Thanh Trì năm 2021", None, "Huyện có 15 xã và một thị trấn."),
        note("b", "Tin huyện Thanh Trì năm 2021", None, other),
    )
    assert disputes(made) == ()


def test_in_a_year_of_mergers_two_counts_tell_nothing() -> None:
    made = corpus(
        note("a", "Huyện Thanh Trì năm 2024", None, "Huyện có 15 xã và một thị trấn."),
        note("b", "Tin huyện Thanh Trì năm 2024", None, "Huyện Thanh Trì có 12 xã, thị trấn."),
    )
    assert disputes(made) == ()
