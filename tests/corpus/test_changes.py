"""What changed since the last issue: new, revised, withdrawn, newly contradicted, and only that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baocao.corpus import Corpus, gather
from baocao.corpus.changes import changes, issue, read_issue, write_issue
from baocao.errors import BaocaoError
from baocao.model import Article
from corpus.notes import corpus, note

TITLE = "Thu nhập huyện Thanh Trì"


def income(name: str, words: str, day: str = "27/09/2017") -> Article:
    said = f"Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt {words} triệu đồng/năm."
    return note(name, TITLE, day, said)


def kept(corpus: Corpus, path: Path) -> Path:
    write_issue(path, issue(corpus))
    return path


def test_nothing_changed_is_nothing_said(tmp_path: Path) -> None:
    both = corpus(income("a", "35"), income("b", "37"))
    assert not changes(both, read_issue(kept(both, tmp_path / "issue.json")))


def test_the_first_issue_says_that_it_is_the_first(tmp_path: Path) -> None:
    said = changes(corpus(income("a", "35")), read_issue(tmp_path / "none.json"))
    assert said.first
    assert not said


def test_a_new_article_brings_new_figures_and_new_contradictions(tmp_path: Path) -> None:
    before = read_issue(kept(corpus(income("a", "35")), tmp_path / "issue.json"))
    said = changes(corpus(income("a", "35"), income("b", "37")), before)
    assert [(c.kind, c.now.cite.article) for c in said.figures if c.now] == [("new", "b")]
    assert [(f.left.cite.article, f.right.cite.article) for f in said.contradicted] == [("a", "b")]


def test_a_changed_figure_is_revised_and_shows_both_values(tmp_path: Path) -> None:
    before = read_issue(kept(corpus(income("a", "35")), tmp_path / "issue.json"))
    (one,) = changes(corpus(income("a", "53")), before).figures
    assert one.kind == "revised"
    assert one.now is not None
    assert one.before is not None
    assert (one.before.stated, one.now.stated) == ("35 triệu đồng/năm", "53 triệu đồng/năm")


def test_what_is_withdrawn_keeps_its_old_sentence(tmp_path: Path) -> None:
    before = read_issue(kept(corpus(income("a", "35"), income("b", "37")), tmp_path / "issue.json"))
    said = changes(corpus(income("a", "35")), before)
    (one,) = said.figures
    assert (one.kind, one.why) == ("withdrawn", "article_gone")
    assert one.before is not None
    assert "đạt 37 triệu đồng/năm" in one.before.text
    (settled,) = said.settled
    assert all(part in settled for part in ("35 triệu đồng/năm (a)", "37 triệu đồng/năm (b)"))


def test_a_new_dispute_is_told_and_a_settled_one_keeps_its_words(tmp_path: Path) -> None:
    one = note("a", "Tin huyện Thanh Trì", "01/03/2022", "HĐND huyện Thanh Trì nhiệm kỳ 2021 - 2026 họp.")
    two = note("b", "Tin mới huyện Thanh Trì", "01/04/2022", "HĐND huyện Thanh Trì nhiệm kỳ 2021 - 2025 họp.")
    before = read_issue(kept(corpus(one), tmp_path / "issue.json"))
    assert [d.kind for d in changes(corpus(one, two), before).disputed] == ["term"]
    after = read_issue(kept(corpus(one, two), tmp_path / "issue.json"))
    assert not changes(corpus(one, two), after)
    (settled,) = changes(corpus(one), after).settled
    assert "HĐND huyện Thanh Trì" in settled
    assert "2021 - 2025" in settled


def test_a_promise_whose_deadline_moved_is_told(tmp_path: Path) -> None:
    first = note("a", "Tin mới về huyện Thanh Trì", "27/09/2017", "Huyện phấn đấu trở thành quận vào năm 2020.")
    second = note("b", "Tin mới về huyện Thanh Trì", "27/09/2018", "Huyện phấn đấu trở thành quận vào năm 2023.")
    before = read_issue(kept(corpus(first), tmp_path / "issue.json"))
    (one,) = changes(corpus(first, second), before).promises
    assert one.kind == "deadline"
    assert one.before is not None
    assert one.now is not None
    assert (one.before.deadline, one.now.status.deadline) == (date(2020, 12, 31), date(2023, 12, 31))


def test_a_later_issue_is_no_yardstick_for_an_earlier_day(tmp_path: Path) -> None:
    articles = [income("a", "35"), income("b", "37", "27/09/2019")]
    later = read_issue(kept(gather(articles, as_of=date(2020, 1, 1)), tmp_path / "issue.json"))
    with pytest.raises(BaocaoError, match="the last issue is of 2020-01-01, later than 2018-01-01"):
        changes(gather(articles, as_of=date(2018, 1, 1)), later)


def test_the_file_has_a_line_for_each_figure_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    both = corpus(income("a", "35"), income("b", "37"))
    one, two = kept(both, tmp_path / "1.json").read_bytes(), kept(both, tmp_path / "2.json").read_bytes()
    assert one == two
    assert sum(b"income_per_head" in line and b'"low"' in line for line in one.splitlines()) == 2
    assert read_issue(tmp_path / "1.json") == issue(both)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "other/1"}', '{"figures": 3}'])
def test_a_damaged_file_is_named_with_a_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "issue.json"
    path.write_text(text)
    with pytest.raises(BaocaoError, match=r"issue\.json: .*; (?:restore|remove)"):
        read_issue(path)
