"""The cheap question that a rule asks first never says no where its dear pattern finds something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.facts import coming, cue, event, holding, naming, programme, slip, standing, statement, trigger
from baocao.facts.scene import Atoms, Row, Scene, first_inside, inside, shared
from baocao.model import Block, Page, Sentence
from baocao.span import Span

QUESTIONS: list[tuple[tuple[str, ...], re.Pattern[str]]] = [
    (("so ",), cue._LEFT_BASE),
    (event._VERBS, event._SUBJECT),
    (event._VERBS, event._OBJECT),
    (event._RECOGNISED, event._RECOGNITION),
    *((naming._GAP_HEADS, pattern) for pattern, _ in naming._WITH_GAP),
    (programme._ANNOUNCED, programme._THAT),
    (programme._LISTS, programme._SETS),
    (slip._DAYS, slip._DAY),
    (slip._DAYS, slip._LOST_YEAR),
    (("%",), slip._LOST_COMMA),
    (standing._GOAL_NOUNS, standing._RUN_IN),
    (standing._GOAL_NOUNS, standing._ANNOUNCED),
    (statement.AIMING, statement._AIMS),
    (statement._LISTING, statement._AIMS),
    (statement._RANKED, statement._RANK),
    (trigger._IF, trigger._WHEN),
    (("khi ",), trigger._HANGING),
    (("iao ",), trigger._ORDER),
]
GATES = [(slip._YEAR_DASH, slip._TERM), (naming._ANY_HEAD, re.compile(rf"(?:^| ){naming._HEAD.pattern}"))]
ENDS = [(cue._ENDS, cue._CUE), (statement._ACT_ENDS, statement._ACT), (holding._HAS_ENDS, holding._HAS)]


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


@pytest.mark.parametrize(("syllables", "pattern"), ENDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_pattern_that_looks_back_is_asked_where_it_finds_something(
    syllables: frozenset[str], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    flow = data.draw(st.from_regex(pattern))
    assert _scene([flow]).may_end(0, len(flow), syllables)


@settings(max_examples=50, deadline=None)
@given(st.from_regex(coming._COMING))
def test_a_sentence_that_opens_with_a_coming_time_may_come(said: str) -> None:
    match = coming._COMING.search(said)
    assert match is not None
    scene = _scene([match[0]])
    assert coming.may_come(scene, scene.lines[0], len(match[0]))


@settings(max_examples=50, deadline=None)
@given(st.from_regex(cue._AGAINST))
def test_a_comparison_begins_with_one_of_its_words(said: str) -> None:
    match = cue._AGAINST.search(said)
    assert match is not None
    assert match[0].lstrip(" ,(").startswith(cue._LEADS)


def _scene(said: list[str]) -> Scene:
    """A page of these sentences, one a line."""
    flow = "\n".join(said)
    starts = [sum(len(one) + 1 for one in said[:i]) for i in range(len(said))]
    sentences = tuple(Sentence(start, start + len(one), 0) for start, one in zip(starts, said, strict=True))
    return Scene(Page(flow=flow, blocks=(Block("paragraph", 0, len(flow)),), sentences=sentences), Atoms())


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
    scene = _scene(said)
    words = ("ab", "bb")
    having = [line.start for line, one in zip(scene.lines, said, strict=True) if any(word in one for word in words)]
    assert [line.start for line in scene.saying(*words)] == having
    assert [line.start for line in scene.lines if scene.says(line.start, line.end, words)] == having
    assert [line.start for line in scene.lines if scene.has(line.start, line.end, words)] == having
