"""The dossier: every fact finds its numbered sentence and prints as a linked figure."""

from __future__ import annotations

import msgspec
import pytest

from baocao.errors import ReportError
from baocao.model import Quantity
from baocao.report.dossier import BOUND_WORDS, Dossier, declared
from baocao.report.tree import Cite, Declared, Text
from baocao.span import Span
from report.made import INTERVIEW, Made, article, interview, many

D = Dossier(interview(), "vi")


def test_sentences_are_numbered_from_one_in_the_order_of_the_article() -> None:
    assert [p.number for p in D.passages] == list(range(1, len(D.passages) + 1))
    assert [p.target for p in D.passages][:2] == ["sentence-1", "sentence-2"]
    assert len(D.passages) == len(D.article.sentences)


def test_every_fact_opens_the_sentence_that_holds_its_words() -> None:
    for fact in D.facts.values():
        place = D.place(fact)
        if place is not None:
            number = int(D.target(fact).removeprefix("sentence-"))
            passage = D.passages[number - 1]
            assert passage.start <= place.start < passage.end


def test_a_derived_value_opens_its_derivation() -> None:
    assert D.target(D.facts["v1"]) == "derived-v1"
    assert D.cite(D.facts["v1"]).status == "derived"


def test_a_fact_outside_every_sentence_gets_a_passage_of_its_own() -> None:
    bare = msgspec.structs.replace(interview(), sentences=interview().sentences[:3])
    dossier = Dossier(bare, "vi")
    assert len(dossier.passages) > 3
    for fact in dossier.facts.values():
        if dossier.place(fact) is not None:
            assert dossier.target(fact)
    assert len({p.number for p in dossier.passages}) == len(dossier.passages)


def test_a_fact_beyond_the_text_is_an_error_and_no_empty_link() -> None:
    stray = Quantity(id="q99", start=10**6, end=10**6 + 2, low=None, high=None, rule="r")
    with pytest.raises(ReportError, match="q99"):
        D.target(stray)


@pytest.mark.parametrize(
    ("fact", "vi", "en"),
    [
        ("q1", "72 triệu đồng/năm", "VND 72 million/year"),
        ("q6", "1.204 đảng viên", "1,204 Party members"),
        ("q7", "gần 10%", "just under 10%"),
        ("q9", "trên 85 ha", "over 85 ha"),
        ("d1", "nhiệm kỳ 2020-2025", "2020–2025"),
        ("d2", "năm 2020", "2020"),
        ("t1", "Chỉ thị 05", "Chỉ thị 05"),
        ("v1", "48 triệu đồng/năm", "VND 48 million/year"),
    ],
)
def test_a_fact_prints_in_the_language_of_the_report(fact: str, vi: str, en: str) -> None:
    assert D.cite(D.facts[fact]).text == vi
    english = Dossier(interview(), "en")
    assert english.cite(english.facts[fact]).text == en


@pytest.mark.parametrize(("bound", "word"), [(b, w) for b, words in BOUND_WORDS.items() for w in words])
def test_the_approximator_is_the_articles_own_word(bound: str, word: str) -> None:
    text = f"Số liệu\n\nHuyện có {word} 60 xã.\n"
    m = Made(text)
    q = Quantity(id="q1", **m.at("60 xã"), low=None, high=None, unit="xã", bound=bound, rule="r")  # type: ignore[arg-type]
    found = Dossier(article(text, quantities=(q,)), "vi").bound(q)
    assert found.endswith(word) or word.endswith(found)
    assert found in BOUND_WORDS[bound]


def test_quoted_words_link_their_figures_and_declare_their_other_digits() -> None:
    start = INTERVIEW.index("Thực hiện Chỉ thị 05")
    nodes = D.words(Span(start, len(INTERVIEW) - 2))
    assert [n.text for n in nodes if isinstance(n, Cite)] == ["Chỉ thị 05"]
    assert [n.text for n in nodes if isinstance(n, Declared)] == ["9"]
    assert (
        "".join(n.text for n in nodes if isinstance(n, Cite | Declared | Text)) == INTERVIEW[start : len(INTERVIEW) - 2]
    )


def test_declared_digits_leave_the_words_as_they_were() -> None:
    nodes = list(declared("Họp lúc 8:30 ngày 5/5 tại phòng 12", "quoted"))
    assert "".join(n.text for n in nodes if isinstance(n, Declared | Text)) == "Họp lúc 8:30 ngày 5/5 tại phòng 12"
    assert [n.text for n in nodes if isinstance(n, Declared)] == ["8:30", "5/5", "12"]


def test_sixty_indicators_all_find_their_sentences() -> None:
    dossier = Dossier(many(60), "vi")
    assert len({dossier.target(i) for i in dossier.article.indicators}) == 60
