"""Loading many articles: what a day knew, what is left out, and what can not be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baocao import contract
from baocao.corpus import gather, load
from baocao.errors import BaocaoError
from corpus.notes import note

SAID = "Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt 35 triệu đồng/năm."


def test_only_what_was_published_by_the_day_is_used_and_the_rest_is_listed() -> None:
    early = note("a", "Thu nhập huyện Thanh Trì", "27/09/2017", SAID)
    late = note("b", "Thu nhập huyện Thanh Trì", "27/09/2021", SAID)
    undated = note("c", "Thu nhập huyện Thanh Trì", None, SAID)
    corpus = gather([undated, late, early], as_of=date(2020, 12, 31))
    assert [entry.id for entry in corpus.entries] == ["a"]
    assert [(e.id, e.reason) for e in corpus.excluded] == [("b", "later"), ("c", "undated")]


def test_the_day_itself_counts() -> None:
    article = note("a", "Thu nhập huyện Thanh Trì", "31/12/2020", SAID)
    assert len(gather([article], as_of=date(2020, 12, 31))) == 1


def test_without_a_day_everything_is_used_and_undated_articles_come_last() -> None:
    undated = note("a", "Thu nhập huyện Thanh Trì", None, SAID)
    dated = note("b", "Thu nhập huyện Thanh Trì", "27/09/2021", SAID)
    corpus = gather([undated, dated])
    assert [entry.id for entry in corpus.entries] == ["b", "a"]
    assert corpus.excluded == ()


@pytest.mark.parametrize("title", ["Huyện Thanh Trì", "Thu ngân sách", "Thanh Trì năm 2023"])
def test_a_note_has_its_title_however_short(title: str) -> None:
    (entry,) = gather([note("a", title, "27/09/2017", SAID)]).entries
    assert (entry.title, entry.genre) == (title, "note")


def test_every_observation_leads_to_its_words() -> None:
    corpus = gather([note("a", "Thu nhập huyện Thanh Trì", "27/09/2017", SAID)])
    (seen,) = corpus.observations
    assert corpus.surface(seen.cite) == "35 triệu đồng/năm"
    assert corpus.sentence(seen.cite) == SAID


def test_the_bare_name_in_a_title_is_completed_by_the_kind_in_the_text() -> None:
    article = note("a", "Thanh Trì và mục tiêu lên quận", "04/12/2018", "Dân số của huyện là 253.112 người.")
    (seen,) = gather([article]).observations
    assert seen.place is not None
    assert (seen.place.code, seen.place.how) == ("vn-2020:020", "article")


def test_what_a_note_says_of_itself_is_kept() -> None:
    article = note("a", "Thu nhập huyện Thanh Trì", None, SAID, remark="nguồn yếu (diễn đàn)")
    entry = gather([article]).entries[0]
    assert entry.weak
    assert entry.remark == "nguồn yếu (diễn đàn)"


def test_what_lies_ahead_of_publication_is_planned() -> None:
    said = "Huyện đề ra cho năm 2018: thu nhập bình quân đầu người đạt 40 triệu đồng/năm."
    (seen,) = gather([note("a", "Thu nhập huyện Thanh Trì", "15/11/2017", said)]).observations
    assert seen.mode == "planned"


def test_a_folder_is_read_and_a_broken_file_is_named(tmp_path: Path) -> None:
    article = note("a", "Thu nhập huyện Thanh Trì", "27/09/2017", SAID)
    (tmp_path / "a.json").write_bytes(contract.encode(article))
    assert len(load(tmp_path)) == 1
    (tmp_path / "b.json").write_text('{"text": 3}')
    with pytest.raises(BaocaoError, match=r"b\.json: is no parsed article"):
        load(tmp_path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BaocaoError, match="holds no parsed article; run `make report`"):
        load(tmp_path)
