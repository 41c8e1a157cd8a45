"""What a report leaves out: sections in which there is nothing to show."""

from __future__ import annotations

from baocao.report.phrase import absent, paragraph
from baocao.report.sections import telling
from baocao.report.tree import Block, Divider, Heading, Text

TITLE, NEXT = (Heading(2, (Text(words),)) for words in ("Documents", "Events"))
INTRO, SHOWN = paragraph("What follows"), Divider()
NONE: Block = absent("There is no document.")[0]


def test_a_section_with_nothing_to_show_is_left_out_with_its_heading_and_introduction() -> None:
    assert telling([TITLE, INTRO, NONE, NEXT, SHOWN]) == (NEXT, SHOWN)


def test_where_something_is_shown_only_the_sentence_about_nothing_goes() -> None:
    assert telling([TITLE, INTRO, NONE, SHOWN]) == (TITLE, INTRO, SHOWN)


def test_a_note_is_something_to_show() -> None:
    note = paragraph("The audit found nothing.", role="note")
    assert telling([TITLE, NONE, note]) == (TITLE, note)


def test_a_section_of_words_alone_stays_as_it_was_written() -> None:
    assert telling([TITLE, INTRO, NEXT]) == (TITLE, INTRO, NEXT)
