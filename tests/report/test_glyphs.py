"""What no font of the PDF has is known before it is set, and is said in both reports."""

from __future__ import annotations

import pytest

from baocao.report import glyphs, html
from baocao.report.crossref import connect
from baocao.report.substitution import declare
from baocao.report.tree import Paragraph
from report.sample_document import document, text


def test_the_fonts_show_every_letter_that_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    known = glyphs.KNOWN
    monkeypatch.setattr(glyphs, "KNOWN", frozenset())
    assert glyphs.missing(known) == frozenset()


def test_what_no_font_has_is_told_from_what_one_has() -> None:
    assert glyphs.missing("ắ漢δжﬁ😀ก\u1ce7\u0301x") == frozenset("漢😀ก\u1ce7")


def test_a_thousand_strange_characters_are_asked_about_at_once() -> None:
    han = set(map(chr, range(0x4E00, 0x4E00 + 1000)))
    assert glyphs.missing(han) == han


def test_the_page_says_what_it_shows_by_number_and_what_it_leaves_out() -> None:
    page = html.write(document(blocks=(Paragraph(text("Chuông \x07 và đảo \u202e4201")),)))
    assert "[U+0007]" in page
    assert "U+0007" in page.rpartition("[U+0007]")[2]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in page


def test_a_page_of_common_letters_says_nothing() -> None:
    root = connect(document(blocks=(Paragraph(text("Thanh Trì: 1.599 đảng viên")),)))
    before = len(root["blocks"])
    declare(root, root["odd"])
    assert len(root["blocks"]) == before
