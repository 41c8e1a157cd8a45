"""Cross-references: every figure to its evidence and back, levels and ids without gaps or doubles."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.report import crossref
from baocao.report.tree import (
    Block,
    Evidence,
    Footnote,
    FootnoteRef,
    Heading,
    Link,
    Mark,
    Paragraph,
    Text,
)
from baocao.report.wording import wording
from report.sample_document import HOSTILE, cite, document, text


def connected(*blocks: Block, **changes: Any) -> dict[str, Any]:
    return crossref.connect(document(blocks=blocks, **changes))


def nodes(root: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in crossref.walk(root["blocks"]) if node["type"] == kind]


def test_each_printed_figure_has_an_anchor_that_its_evidence_names() -> None:
    root = crossref.connect(document())
    anchors = {node["ref"] for node in crossref.walk(root["blocks"]) if node.get("ref")}
    named = {ref["to"] for node in nodes(root, "evidence") + nodes(root, "derivation") for ref in node["refs"]}
    assert anchors == named
    assert len(anchors) > 10


def test_a_figure_without_evidence_is_text_and_no_link() -> None:
    root = connected(Heading(1, text("T")), Paragraph((cite("q9", "12 ha", 99),)))
    (node,) = nodes(root, "cite")
    assert node["to"] == ""
    assert "ref" not in node


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 3, 2, 3), [1, 2, 3, 2, 3]),
        ((1, 4, 2, 6), [1, 2, 2, 3]),
        ((2, 3, 2), [1, 2, 3, 2]),  # under the title, which was put before them
        ((3, 1), [1, 2, 1]),
    ],
)
def test_no_heading_level_is_skipped_and_the_first_is_one(levels: tuple[int, ...], expected: list[int]) -> None:
    root = connected(*(Heading(level, text(f"m{i}")) for i, level in enumerate(levels)))
    assert [node["level"] for node in nodes(root, "heading")] == expected


def test_a_long_running_title_is_cut_at_a_word_and_the_cut_is_shown() -> None:
    long = "chín " * 60
    assert crossref.connect(document(header={"title": long}))["running"].endswith("chín …")
    assert len(crossref.connect(document(header={"title": long}))["running"]) <= 90
    assert crossref.connect(document(header={}, title="Ngắn"))["running"] == "Ngắn"


def test_a_first_heading_that_is_the_title_becomes_the_title() -> None:
    root = connected(Heading(2, text("Tên")), Heading(2, text("Mục")), title="Tên")
    assert [node["level"] for node in nodes(root, "heading")] == [1, 2]


def test_a_document_without_a_title_heading_gets_its_title() -> None:
    root = connected(Paragraph(text("Chỉ có chữ.")), title="Tên báo cáo")
    assert crossref.plain(nodes(root, "heading")[0]) == "Tên báo cáo"


def test_equal_headings_get_ids_of_their_own_in_ascii() -> None:
    root = connected(
        Heading(1, text("Đất đai")), Heading(2, text("Mục")), Heading(2, text("Mục")), Heading(2, text("中文"))
    )
    assert [node["id"] for node in nodes(root, "heading")] == ["dat-dai", "muc", "muc-2", "muc-3"]


def test_footnotes_are_numbered_as_called_and_a_call_without_a_note_is_shown() -> None:
    root = connected(
        Heading(1, text("T")),
        Paragraph((FootnoteRef("b"), FootnoteRef("a"), FootnoteRef("b"), FootnoteRef("none"))),
        Footnote("a", (Paragraph(text("ghi chú a")),)),
        Footnote("b", (Paragraph(text("ghi chú b")),)),
    )
    assert [(n["number"], n["first"]) for n in nodes(root, "footnote_ref")] == [(1, True), (2, True), (1, False)]
    assert [crossref.plain(n) for n in root["footnotes"]] == ["ghi chú b", "ghi chú a"]
    assert "[^none]" in crossref.plain(root["blocks"])


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#nowhere", "//evil", " http://x y"]
)
def test_a_link_that_leads_nowhere_safe_is_text(href: str) -> None:
    root = connected(Heading(1, text("T")), Paragraph((Link(href, text("chữ")),)))
    (node,) = nodes(root, "link")
    assert not node["href"]
    assert not node["to"]


def test_a_place_is_named_by_table_figure_or_section() -> None:
    root = crossref.connect(document())
    places = [ref["place"] for ref in next(n for n in nodes(root, "evidence") if n["number"] == 2)["refs"]]
    assert {"Đầu báo cáo", "Bảng 1", "Hình 1", "Lời hứa và thời hạn"} == set(places)


@given(st.text(max_size=60))
def test_cleaned_text_has_no_control_private_or_unassigned_character(words: str) -> None:
    import unicodedata

    cleaned = crossref.clean(words)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Co", "Cs", "Cn")]
    assert unicodedata.is_normalized("NFC", cleaned) or "[U+" in cleaned
    assert crossref.clean(cleaned) == cleaned


def test_hostile_words_stay_the_words_they_are() -> None:
    assert crossref.clean(HOSTILE) == HOSTILE


def test_quoted_words_in_an_english_report_are_marked_as_vietnamese() -> None:
    root = connected(
        Heading(1, text("T")), Evidence("sentence-1", 1, (Mark("q1", "quantity", "5 ha"), Text(" đất."))), lang="en"
    )
    assert nodes(root, "evidence")[0]["lang"] == "vi"


def test_both_languages_say_the_same_things() -> None:
    assert wording("vi").keys() == wording("en").keys()
    assert all(words.strip() for lang in ("vi", "en") for words in wording(lang).values())
    assert wording("vi")["page"] == "Trang"
