"""The components by name: what each shows, its faces, and how articles are found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import pytest

from baocao import report
from baocao.errors import ReportError
from baocao.model import Quantity
from baocao.report import tree
from baocao.report.plain import plain, words
from report.made import Made, article, interview, many, none

COMPONENTS = [
    "cover",
    "glance",
    "chart_levels",
    "figures",
    "chart_movements",
    "commitments",
    "timeline",
    "checks",
    "shares",
    "people",
    "documents",
    "events",
    "quotations",
    "interview",
    "questions",
    "map_of_article",
    "evidence",
    "dictionary",
    "corrections",
    "accuracy",
    "rebuild",
    "signoff",
]
VI, EN = report.open(interview()), report.open(interview(), lang="en")


def blocks(component: report.Component, kind: type[Any]) -> list[Any]:
    """All blocks of one kind, groups opened."""
    found, todo = [], list(component.blocks)
    while todo:
        block = todo.pop(0)
        if isinstance(block, kind):
            found.append(block)
        if isinstance(block, tree.Group | tree.Callout | tree.Turn):
            todo = [*block.blocks, *todo]
    return found


@pytest.mark.parametrize("name", COMPONENTS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_component_has_a_tree_face_a_web_face_and_a_text_face(name: str, lang: str) -> None:
    faces = getattr(report.open(interview(), lang=lang), name)()._repr_mimebundle_()
    assert set(faces) == {tree.MIME, "text/html", "text/plain"}
    assert tree.decode(faces[tree.MIME])
    assert "<" in faces["text/html"]
    assert faces["text/plain"].strip()


@pytest.mark.parametrize("name", COMPONENTS)
def test_an_article_without_facts_still_has_every_component(name: str) -> None:
    assert str(getattr(report.open(none()), name)()).strip()


def test_components_can_be_put_together() -> None:
    assert (VI.glance() + VI.people()).blocks == VI.glance().blocks + VI.people().blocks


def test_the_cover_names_title_source_date_speaker_role_and_trust() -> None:
    text = str(VI.cover())
    for part in (
        "Vượt khó để đi lên",
        "02/06/2025, 08:15",
        "Mai Lan",
        "Trần Văn Mẫu – Bí thư Huyện ủy",
        "10 số do bài viết nêu",
    ):
        assert part in text
    assert isinstance(blocks(VI.cover(), tree.Heading)[0], tree.Heading)


def test_tiles_set_value_unit_bound_movement_and_plan_apart() -> None:
    (tiles,) = VI.glance().blocks
    assert isinstance(tiles, tree.Tiles)
    first, second, third, last = tiles.tiles
    assert (words(first.value), first.unit) == ("72", "triệu đồng/năm")
    assert words(first.movement) == "tăng 24 triệu đồng so với năm 2020"
    assert words(first.plan) == "vượt 20% so với kế hoạch"
    assert words(second.value) == "0,85%"
    assert words(third.plan) == "vượt gần 10% so với chỉ tiêu"
    assert (last.bound, words(last.value), last.unit) == ("trên", "85", "ha")


def test_the_first_page_shows_the_figures_that_are_measured_against_something() -> None:
    (tiles,) = report.open(interview()).glance(most=2).blocks
    assert isinstance(tiles, tree.Tiles)
    assert [words(tile.label) for tile in tiles.tiles] == ["Thu nhập bình quân", "Tỷ lệ hộ nghèo"] or len(
        tiles.tiles
    ) == 2
    assert len(report.open(many(60)).glance().blocks[0].tiles) == 6  # type: ignore[union-attr]


def test_without_indicators_the_first_page_shows_money_first_in_its_words_and_no_lengths_of_time() -> None:
    text = "Tin\n\nTrong 5 năm, 12 xã chi 30 triệu đồng; 12 xã khác chờ 2 ngày.\n"
    m = Made(text)

    def made(fact: str, words: str, unit: str, nth: int = 0) -> Quantity:
        value = Decimal(words.split()[0])
        return Quantity(id=fact, **m.at(words, nth), low=value, high=value, unit=unit, rule="r")

    quantities = (
        made("q1", "5 năm", "year"),
        made("q2", "12 xã", "xã"),
        made("q3", "30 triệu đồng", "VND"),
        made("q4", "12 xã", "xã", 1),
        made("q5", "2 ngày", "day"),
    )
    bare = report.open(article(text, quantities=quantities))
    (tiles,) = bare.glance().blocks
    assert isinstance(tiles, tree.Tiles)
    assert [t.value[0].fact for t in tiles.tiles] == ["q2", "q3"]  # type: ignore[union-attr]
    (one,) = bare.glance(most=1).blocks
    assert isinstance(one, tree.Tiles)
    assert one.tiles[0].value[0].fact == "q3"  # type: ignore[union-attr]
    assert "12 xã chi 30 triệu đồng" in words(one.tiles[0].label)


def test_figures_without_an_indicator_are_listed_in_their_words() -> None:
    text = str(VI.figures())
    assert "12 dự án" in text
    assert "Giải phóng mặt bằng 12 dự án" in text


def test_commitments_stand_in_the_order_of_their_deadlines() -> None:
    (table,) = VI.commitments().blocks
    assert isinstance(table, tree.Table)
    assert [words(row[3].children) for row in table.rows] == ["31/12/2026", "31/12/2030"]
    assert [words(row[0].children) for row in table.rows] == ["theo lời Trần Văn Mẫu", "Huyện"]


def test_a_derivation_prints_its_formula_with_linked_inputs() -> None:
    first = blocks(VI.checks(), tree.Derivation)[0]
    assert first.value == "48 triệu đồng/năm"
    assert words(first.formula) == "72 triệu đồng/năm − 24 triệu đồng"
    assert [n.fact for n in first.formula if isinstance(n, tree.Cite)] == ["q1", "q2"]


def test_derived_values_are_named_in_the_language_of_the_report() -> None:
    names = [d.name for d in blocks(EN.checks(), tree.Derivation)]
    assert "level at the base" in names[0]
    assert "planned level" in names[1]


def test_an_interview_is_printed_turn_by_turn_without_repeating_the_label() -> None:
    turns = blocks(VI.interview(), tree.Turn)
    assert [t.role for t in turns] == ["reporter", "interviewee", "reporter", "interviewee"]
    assert plain(turns[0].blocks).startswith("Thưa đồng chí")
    assert plain(turns[1].blocks).startswith("Thu nhập bình quân đạt")


def test_quotations_stay_vietnamese_in_the_english_twin() -> None:
    for component in (EN.quotations(), EN.interview(), EN.evidence()):
        (group,) = component.blocks
        assert isinstance(group, tree.Group)
        assert group.lang == "vi"


def test_a_quotation_names_speaker_and_role_and_opens_its_sentence() -> None:
    card = blocks(VI.quotations(), tree.QuotationCard)[0]
    assert (card.speaker, card.role) == ("Trần Văn Mẫu", "Bí thư Huyện ủy")
    assert card.target == "sentence-3"
    assert not words(card.words).startswith("Đồng chí")


def test_the_sign_off_sheet_has_a_box_for_every_published_figure_and_the_reports_identity() -> None:
    sheet = VI.signoff()
    table = blocks(sheet, tree.Table)[0]
    figures = [node.fact for row in table.rows for node in row[1].children if isinstance(node, tree.Cite)]
    facts = [fact.id for fact in (*VI.article.quantities, *VI.article.derived)]
    assert set(figures) == set(facts)
    assert sum(words(row[1].children).count("☐") for row in table.rows) == len(facts)
    assert VI.build_record().identity in str(sheet)


def test_the_sign_off_sheet_has_one_row_for_each_sentence_that_states_figures() -> None:
    table = blocks(VI.signoff(), tree.Table)[0]
    sentences = [words(row[0].children) for row in table.rows]
    assert len(sentences) == len(set(sentences))


def test_the_interview_in_brief_names_question_answerer_figures_and_sentences() -> None:
    table = blocks(VI.questions(), tree.Table)[0]
    assert len(table.rows) == sum(turn.role == "reporter" for turn in VI.article.turns)
    assert "đảng viên" in " ".join(words(row[2].children) for row in table.rows)
    assert all(words(row[3].children) for row in table.rows)


def test_prose_prints_facts_by_their_ids() -> None:
    said = VI.say("Thu nhập đạt {q1}, tức {level.text}, tăng {i1} từ {v1}.", level="q1")
    assert (
        str(said)
        == "Thu nhập đạt 72 triệu đồng/năm, tức 72 triệu đồng/năm, tăng 72 triệu đồng/năm từ 48 triệu đồng/năm."
    )
    (paragraph,) = said.blocks
    assert isinstance(paragraph, tree.Paragraph)
    assert [n.fact for n in paragraph.children if isinstance(n, tree.Cite)] == ["q1", "q1", "q1", "v1"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("{q99}", "no fact 'q99'"), ("{q1.html}", "no face 'html'"), ("{q1", "can not be read"), ("{}", "no fact ''")],
)
def test_prose_that_names_no_fact_is_an_error(pattern: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        VI.say(pattern)


def test_article_words_in_prose_are_no_pattern() -> None:
    assert "{0.__class__}" in str(VI.say("{{0.__class__}} {q1}"))


def test_a_parsed_article_is_found_from_the_folder_of_the_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build" / "parsed").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "build" / "parsed" / "a.json").write_bytes(msgspec.json.encode(interview()))
    monkeypatch.chdir(tmp_path / "notebooks")
    assert report.open("build/parsed/a.json").article == interview()


def test_a_missing_article_is_named_with_the_remedy() -> None:
    with pytest.raises(ReportError, match=r"build/parsed/none\.json: no such file; build it with: make report"):
        report.open("build/parsed/none.json")


@pytest.mark.parametrize("content", [b"", b"[]", b'{"text": 3}', b"\xff"])
def test_a_damaged_article_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"odd\.json: not a parsed article"):
        report.open(path)


@pytest.mark.slow
def test_thousands_of_facts_are_shown_in_seconds() -> None:
    crowded = report.open(many(1500))
    start = perf_counter()
    for name in COMPONENTS:
        getattr(crowded, name)()
    assert perf_counter() - start < 60


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ReportError, match="no reports in language 'fr'"):
        report.open(interview(), lang="fr")


def test_importing_the_components_needs_no_chart_or_frame_library() -> None:
    import subprocess
    import sys

    heavy = "{'pandas', 'matplotlib', 'nbconvert', 'typst', 'papermill'}"
    code = f"import sys; from baocao import report; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
