"""The words of the reports: complete, in both languages, with the holes that the code fills."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import baocao.report
from baocao.errors import ReportError
from baocao.report.dossier import BOUND_WORDS
from baocao.report.messages import LANGUAGES, catalogue

ROOM = Path(baocao.report.__file__).parent
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
WORDS = {"bound", "base", "time"}
"""Contexts whose keys are Vietnamese words of articles, looked up as they come."""
Key: TypeAlias = "tuple[str | None, str | tuple[str, ...]]"
HOLE = re.compile(r"\{(\w+)\}")


def used() -> set[Key]:
    """Every key that the code asks for, with its context."""
    found = extract_from_dir(ROOM, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {(context, message) for _, _, message, _, context in found}


def read(lang: str) -> Catalog:
    with (ROOM / "messages" / f"{lang}.po").open("rb") as lines:
        return read_po(lines, locale=lang)


def entries(lang: str) -> dict[Key, Message]:
    """The messages by key; those whose key is a word of an article are left out."""
    plain = [m for m in read(lang) if m.id and m.context not in WORDS]
    return {(m.context, tuple(m.id) if isinstance(m.id, list | tuple) else m.id): m for m in plain}


def test_the_code_asks_for_words_at_all() -> None:
    assert len(used()) > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_string_of_the_code_is_translated_and_no_other_is_kept(lang: str) -> None:
    assert set(entries(lang)) == used()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_empty_or_uncertain(lang: str) -> None:
    for message in read(lang):
        if message.id:
            forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
            assert all(forms), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_the_holes_of_its_key(lang: str) -> None:
    for (_, key), message in entries(lang).items():
        wanted = set(HOLE.findall(key if isinstance(key, str) else key[-1]))
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        for form in forms:
            assert set(HOLE.findall(form)) == wanted, key


def test_vietnamese_is_vietnamese() -> None:
    same = [
        key
        for (_, key), message in entries("vi").items()
        if isinstance(key, str) and message.string == key and re.search(r"[a-z]{3}", HOLE.sub("", key))
    ]
    assert same == []


def test_english_chooses_the_form_by_the_number_and_vietnamese_has_one() -> None:
    one, many = "{n} figure stated in the article", "{n} figures stated in the article"
    assert catalogue("en").ngettext(one, many, 1) == one
    assert catalogue("en").ngettext(one, many, 2) == many
    assert catalogue("vi").ngettext(one, many, 1) == catalogue("vi").ngettext(one, many, 9)


@pytest.mark.parametrize("word", sorted({word for words in BOUND_WORDS.values() for word in words}))
def test_every_approximator_has_english_words(word: str) -> None:
    assert catalogue("en").pgettext("bound", word) != word


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ReportError, match=r"'fr'.*vi, en"):
        catalogue("fr")
