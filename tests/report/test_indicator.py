"""Indicators in words: movement, plan and period in both languages, each figure linked."""

from __future__ import annotations

from typing import Any

import pytest

from baocao.model import Indicator, Movement, Plan
from baocao.report.dossier import Dossier
from baocao.report.indicator import movement, name, plan, printed
from baocao.report.plain import words
from baocao.report.tree import Cite
from report.made import interview

VI, EN = Dossier(interview(), "vi"), Dossier(interview(), "en")


@pytest.mark.parametrize(
    ("fields", "vi", "en"),
    [
        ({"direction": "up", "quantity": "q2", "base": "năm 2020", "base_period": "d2"},
         "tăng 24 triệu đồng so với năm 2020", "up VND 24 million against 2020"),
        ({"direction": "down", "base_quantity": "q4", "kind": "from_to"}, "giảm từ 2,4%", "down from 2.4%"),
        ({"direction": "up", "quantity": "q3", "kind": "average"}, "tăng bình quân 20%", "up 20% on average"),
        ({"direction": "up", "quantity": "q3", "kind": "relative", "base": "cùng kỳ"},
         "tăng 20% so với cùng kỳ", "up 20% against the same period"),
        ({"direction": "level"}, "không đổi", "level"),
        ({"direction": "down", "quantity": "q7"}, "giảm gần 10%", "down just under 10%"),
        ({"direction": "up", "quantity": "q3", "base": "kỳ trước đó nữa"},
         "tăng 20% so với kỳ trước đó nữa", "up 20% against kỳ trước đó nữa"),
    ],
)  # fmt: skip
def test_a_movement_says_direction_amount_and_base(fields: dict[str, Any], vi: str, en: str) -> None:
    assert words(movement(VI, Movement(**fields))) == vi
    assert words(movement(EN, Movement(**fields))) == en


@pytest.mark.parametrize("direction", ["up", "down", "level"])
@pytest.mark.parametrize("kind", ["absolute", "relative", "times", "from_to", "average"])
@pytest.mark.parametrize("quantity", [None, "q2"])
def test_every_movement_has_words_in_both_languages(direction: Any, kind: Any, quantity: str | None) -> None:
    move = Movement(direction=direction, kind=kind, quantity=quantity, base_quantity="q4")
    assert words(movement(VI, move)) != words(movement(EN, move)) != ""


@pytest.mark.parametrize("relation", ["exceeds", "reaches", "falls_short", "meets", "ahead_of", "behind"])
@pytest.mark.parametrize("quantity", [None, "q3"])
def test_every_relation_to_a_plan_has_words_in_both_languages(relation: Any, quantity: str | None) -> None:
    against = Plan(relation=relation, quantity=quantity, of="kế hoạch")
    assert "kế hoạch" in words(plan(VI, against))
    assert "plan" in words(plan(EN, against))


def test_a_plan_that_can_be_read_in_two_ways_says_so() -> None:
    against = Plan(relation="exceeds", quantity="q3", readings=("exceeds", "reaches"))
    assert words(plan(VI, against)).endswith("(có hai cách hiểu)")


def test_the_parts_of_a_printed_indicator_are_linked() -> None:
    parts = printed(VI, VI.article.indicators[0])
    cited = [node.fact for part in (parts.value, parts.movement, parts.plan) for node in part if isinstance(node, Cite)]
    assert cited == ["q1", "q2", "d2", "q3"]


def test_a_figure_that_is_only_a_change_is_told_as_a_movement() -> None:
    change = Indicator(id="i9", name="giá trị", start=0, end=5, quantity="q3", measure="change",
                       movement=Movement(direction="up", quantity="q3"), rule="r")  # fmt: skip
    parts = printed(VI, change)
    assert parts.value == ()
    assert words(parts.movement) == "tăng 20%"


def test_what_takes_something_back_is_printed_beside_the_value() -> None:
    parts = printed(
        VI,
        Indicator(id="i9", name="chỉ tiêu", start=0, end=5, quantity="q8", qualifier="cơ bản", side="unmet", rule="r"),
    )
    assert words(parts.remark) == "“cơ bản”, chưa đạt"


def test_a_common_indicator_has_an_english_name_and_another_keeps_its_own() -> None:
    common = Indicator(id="i9", name="Tổng giá trị sản xuất", key="production_value", start=0, end=5, rule="r")
    other = Indicator(id="i9", name="số cầu treo", start=0, end=5, rule="r")
    assert words(name(EN, common)) == "Total production value"
    assert words(name(EN, other)) == "Số cầu treo"
    assert words(name(VI, other)) == "Số cầu treo"
