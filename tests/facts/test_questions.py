"""The cheap question that a rule asks first never says no where its dear pattern finds something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.facts import coming, cue, event, naming, programme, slip, standing, statement, trigger
from baocao.facts.scene import Atoms, Row, Scene, first_inside, inside, shared
from baocao.model import Block, Page, Sentence
from baocao.span import Span

QUESTIONS: list[tuple[tuple[str, ...], re.Pattern[str]]] = [
    (coming._TOLD, coming._COMING),
    (("so ",), cue._LEFT_BASE),
    ((*event._VERBS, "công nhận"), event._SUBJECT),
    ((*event._VERBS, "công nhận"), event._OBJECT),
    ((*event._VERBS, "công nhận"), event._RECOGNITION),
    *((naming._GAP_HEADS, pattern) for pattern, _ in naming._WITH_GAP),
    (programme._ANNOUNCED, programme._THAT),
    (programme._LISTS, programme._SETS),
    (standing._GOAL_NOUNS, standing._RUN_IN),
    (statement._AIMING, statement._AIMS),
    (statement._LISTING, statement._AIMS),
    (statement._RANKED, statement._RANK),
    (trigger._IF, trigger._WHEN),
    (("khi ",), trigger._HANGING),
    (("iao ",), trigger._ORDER),
]
GATES = [(slip._NUMBERED_DAY, slip._LOST_YEAR), (slip._YEAR_DASH, slip._TERM)]


@pytest.mark.parametrize(("words", "pattern"), QUESTIONS, ids=lambda one: str(one)[:32].encode().hex()[:16])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_a_pattern_finds_has_one_of_the_words(
    words: tuple[str, ...], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    match = pattern.search(data.draw(st.from_regex(pattern)))
    assert match is not None
    assert any(word in match[0].lower() for word in words), match[0]


@pytest.mark.parametrize(("gate", "pattern"), GATES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_where_a_pattern_finds_something_its_gate_is_open(
    gate: re.Pattern[str], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    assert gate.search(data.draw(st.from_regex(pattern)))


ranges = st.lists(st.integers(0, 60), unique=True, max_size=16).map(
    lambda ends: [Span(a, b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)


@given(ranges, ranges)
def test_one_walk_along_a_row_finds_what_each_look_up_finds(things: list[Span], lines: list[Span]) -> None:
    row = Row(things)
    held = [tuple(t for t in things if line.start <= t.start and t.end <= line.end) for line in lines]
    assert list(shared(row, lines)) == held
    assert [inside(row, line.start, line.end) for line in lines] == held
    assert [first_inside(row, line.start, line.end) for line in lines] == [next(iter(h), None) for h in held]


@given(st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1, max_size=6))
def test_the_sentences_that_say_a_word_are_those_that_have_it(said: list[str]) -> None:
    flow = "\n".join(said)
    starts = [sum(len(one) + 1 for one in said[:i]) for i in range(len(said))]
    sentences = tuple(Sentence(start, start + len(one), 0) for start, one in zip(starts, said, strict=True))
    scene = Scene(Page(flow=flow, blocks=(Block("paragraph", 0, len(flow)),), sentences=sentences), Atoms())
    words = ("ab", "bb")
    having = [s.start for s, one in zip(sentences, said, strict=True) if any(word in one for word in words)]
    assert [line.start for line in scene.saying(*words)] == having
    assert [s.start for s in sentences if scene.says(s.start, s.end, words)] == having
