"""Patterns made of tables: the quick forms find what the plain forms find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from baocao.atoms import date_context, noun, place, unit
from baocao.facts import cue
from baocao.lexicon import openings

TEXTS = [
    path.read_text(encoding="utf-8").lower() for path in sorted((Path(__file__).parents[2] / "articles").glob("*.txt"))
]


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (("đạt", "đạt được", "đến", "tăng"), ()),
        (("năm", "nay", "nam"), (r"năm \d{4}", r"n\w+g", "đ(?<!hđ)ồng(?! chí)")),
        ((), (r"t\w{1,3} ", r"h(?:uyện|ộ)", "ở")),
    ],
)
def test_openings_match_where_the_plain_boundary_and_alternation_do(
    words: tuple[str, ...], pieces: tuple[str, ...]
) -> None:
    longest = sorted(words, key=len, reverse=True)
    plain = re.compile(rf"(?<!\w)(?:{'|'.join([*longest, *pieces])})")
    quick = re.compile(openings(words, *pieces))
    found = 0
    for text in TEXTS:
        spans = [match.span() for match in quick.finditer(text)]
        assert spans == [match.span() for match in plain.finditer(text)]
        found += len(spans)
    assert found > 50


@pytest.mark.parametrize("piece", ["(?:a|b)", "a?b", r"\d", ""])
def test_an_opening_begins_with_a_plain_letter(piece: str) -> None:
    with pytest.raises(ValueError, match="no plain letter"):
        openings((), piece)


def test_a_phrase_before_a_number_has_one_role() -> None:
    for role, phrases in cue._SAID.items():
        assert {cue._ROLES[words] for words in phrases} == {role}


def test_no_unit_of_the_tables_is_left_out_by_its_first_letters() -> None:
    for surface in unit._AFTER:
        for space in ("", " "):
            assert unit.unit_at(f"12{space}{surface},", 2) is not None, surface


def test_every_listed_noun_is_found_whole_by_its_first_syllable() -> None:
    for listed in noun.NOUNS - noun.STOPS:
        syllables = [match.span() for match in re.finditer(r"[^\W\d_]+", listed)]
        assert noun._listed(listed, listed, syllables, 0) == len(syllables), listed
    for listed in noun.CLASSIFIED:
        text = f"chiếc {listed}"
        syllables = [match.span() for match in re.finditer(r"[^\W\d_]+", text)]
        assert noun._listed(text, text, syllables, 1) == len(syllables) - 1, listed


def test_no_number_before_a_calendar_word_is_passed_over() -> None:
    counts = [word for word in date_context._NUMBER_WORDS if word not in ("rưỡi",)]
    for number in (*counts, "5", "12", "2,5", "٣"):
        for half in ("", f" {date_context._AND_A_HALF}"):
            ahead = f"trong {number}{half} "
            assert date_context.counting(ahead) == (date_context._COUNTING.search(ahead) is not None), ahead


def test_no_numbered_place_is_passed_over_by_the_letter_before_its_number() -> None:
    for word in place._WITH_NUMBER:
        for between in ("", " ", " số "):
            low = f"tại {word}{between}3"
            expected = place._NUMBERED.search(low, 0, len(low) - 1) is not None
            assert bool(list(place._numbered(low))) == expected, low
            assert expected
