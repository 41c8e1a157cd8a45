"""People, documents, events and awards, each with its sentences."""

from __future__ import annotations

from typing import Any

import msgspec

from baocao.model import Document, Person
from baocao.report import open, tree
from baocao.report.plain import words
from report.made import INTERVIEW, Made, interview, none

M = Made(INTERVIEW)


def rows(component: Any) -> list[list[str]]:
    (table,) = component.blocks
    assert isinstance(table, tree.Table)
    return [[words(cell.children) for cell in row] for row in table.rows]


def test_a_person_is_listed_once_with_roles_and_every_sentence() -> None:
    assert rows(open(interview()).people()) == [["Trần Văn Mẫu", "Bí thư Huyện ủy", "3, 8"]]


def test_a_former_role_is_marked_as_former() -> None:
    person = interview().people[0]
    changed = msgspec.structs.replace(interview(), people=(msgspec.structs.replace(person, former=("Chủ tịch xã",)),))
    assert rows(open(changed).people())[0][1] == "Bí thư Huyện ủy; nguyên Chủ tịch xã"
    assert rows(open(changed, lang="en").people())[0][1] == "Bí thư Huyện ủy; formerly Chủ tịch xã"


def test_mentions_of_one_document_are_one_row() -> None:
    again = Document(id="t2", **M.at("Chỉ thị 05"), type="Chỉ thị", same_as="t1", rule="r")
    changed = msgspec.structs.replace(interview(), documents=(*interview().documents, again))
    assert rows(open(changed).documents()) == [["Chỉ thị 05", "Bộ Chính trị", "–", "10"]]


def test_events_and_awards_stand_in_the_order_of_the_text_with_their_dates() -> None:
    found = rows(open(interview()).events())
    assert [row[0] for row in found] == ["Danh hiệu huyện mẫu", "Hoàn thành cầu Mới"]
    assert found[1][1] == "năm 2027"


def test_a_person_without_a_mention_does_not_break_the_table() -> None:
    ghost = Person(id="p2", name="Ai Đó", mentions=())
    changed = msgspec.structs.replace(interview(), people=(*interview().people, ghost))
    assert rows(open(changed).people())[1] == ["Ai Đó", "", ""]


def test_an_article_that_names_nothing_says_so() -> None:
    report = open(none())
    for component in (report.people(), report.documents(), report.events()):
        (only,) = component.blocks
        assert isinstance(only, tree.Paragraph)
