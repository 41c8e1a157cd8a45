"""A report on many articles: every figure names its article and sentence, nothing is joined over a break."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from baocao import parse, read
from baocao.corpus import gather as corpus_of
from baocao.corpus.changes import issue, write_issue
from baocao.errors import ParameterError
from baocao.model import Article
from baocao.report import gate, html, tree
from baocao.report.corpus import CorpusReport, gather
from baocao.report.corpus.components import day_of, listed
from baocao.report.plain import plain

NOTES = {
    "2016-03-01_an-binh": ("01/03/2016", "Huyện An Bình phấn đấu đến năm 2020 trở thành quận. "
                           "Năm 2015, thu nhập bình quân đầu người huyện An Bình đạt 30 triệu đồng/năm."),
    "2018-05-02_an-binh": ("02/05/2018", "Năm 2017, thu nhập bình quân đầu người huyện An Bình đạt 40 triệu đồng/năm."),
    "2019-06-03_an-binh": ("03/06/2019", "Năm 2017, thu nhập bình quân đầu người huyện An Bình đạt 55 triệu đồng/năm. "
                           "Huyện An Bình phấn đấu đến năm 2025 trở thành quận."),
}  # fmt: skip


def note(folder: Path, name: str, published: str, words: str) -> Article:
    path = folder / f"{name}.txt"
    head = f"Ghi chú nguồn\n\nTin huyện An Bình\nNguồn: Báo Mẫu\nNgày đăng: {published}\n"
    path.write_text(f"{head}Địa chỉ: https://vi-du.vn/{name}\n\n{words}\n", encoding="utf-8")
    return parse.parse(read(path))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    folder = tmp_path_factory.mktemp("articles")
    return [note(folder, name, *said) for name, said in NOTES.items()]


def whole(report: CorpusReport) -> tree.Document:
    """Every component, as the two notebooks show them."""
    names = ("scope", "glance", "changed", "agreement", "series", "coverage", "articles", "standing", "timeline",
             "ledger", "promises", "rules", "evidence", "rebuild")  # fmt: skip
    blocks = [block for name in names for block in getattr(report, name)().blocks]
    return tree.Document(title="Nhiều bài", lang=report.lang, blocks=tuple(blocks))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_digit_of_the_report_is_without_a_source(articles: list[Article], lang: str) -> None:
    assert list(gate.orphans(whole(gather(corpus_of(articles), lang=lang)))) == []


def test_two_givers_of_one_honour_stand_side_by_side_with_their_sentences(tmp_path: Path) -> None:
    said = "Năm 2017, huyện An Bình được {} tặng Huân chương Lao động hạng Ba."
    made = [
        note(tmp_path, "a", "01/03/2020", said.format("Thủ tướng Chính phủ")),
        note(tmp_path, "b", "01/04/2020", said.format("Chủ tịch nước")),
    ]
    document = whole(gather(corpus_of(made)))
    assert list(gate.orphans(document)) == []
    page = html.write(document)
    assert "hai bài nêu người trao khác nhau" in page
    assert "Không có hai lần nêu nào mâu thuẫn nhau" not in page
    assert 'href="#sentence-1-' in page
    assert 'href="#sentence-2-' in page


def test_a_link_that_is_a_sentence_number_is_not_followed_by_that_number_again(articles: list[Article]) -> None:
    page = html.write(whole(gather(corpus_of(articles))))
    assert re.search(r'data-where="\[(\d+:\d+)\]"[^>]*>(?!\1<)', page)
    assert not re.search(r'data-where="\[(\d+:\d+)\]"[^>]*>\1<', page)


def test_a_figure_opens_the_sentence_of_its_own_article(articles: list[Article]) -> None:
    page = html.write(whole(gather(corpus_of(articles))))
    for number, amount in ((1, "30"), (2, "40"), (3, "55")):
        link = re.search(rf'href="#(sentence-{number}-\d+)"[^>]*data-fact="({number}-q\d+)"[^>]*>{amount} triệu', page)
        assert link, amount
        sentence = page[page.index(f'id="{link[1]}"') :].partition("</p>")[0]
        assert re.search(rf'data-fact="{link[2]}"[^>]*>{amount} triệu đồng', sentence)


def test_the_annex_holds_no_sentence_that_nothing_cites(articles: list[Article]) -> None:
    report = gather(corpus_of(articles))
    report.scope()
    assert not any(isinstance(block, tree.Group) for block in report.evidence().blocks)


def test_two_values_for_one_year_stand_side_by_side_as_a_contradiction(articles: list[Article]) -> None:
    shown = gather(corpus_of(articles), lang="en").agreement()
    pair = next(block for block in shown.blocks if isinstance(block, tree.Table))
    assert "contradict" in plain((pair,))
    assert "40" in plain((pair,))
    assert "55" in plain((pair,))


def test_what_was_not_yet_published_leaves_no_trace_in_the_report_of_a_day(articles: list[Article]) -> None:
    day = day_of("2018-12-31")
    known = [a for a in articles if (a.metadata.published or "9999")[:10] <= "2018-12-31"]
    assert 0 < len(known) < len(articles)
    one, two = (CorpusReport(corpus_of(given, as_of=day), lang="en") for given in (articles, known))
    for part in ("scope", "glance", "agreement", "series", "articles", "ledger", "rebuild"):
        assert str(getattr(one, part)()) == str(getattr(two, part)()), part


def test_a_revised_figure_is_told_with_its_value_in_the_last_issue(articles: list[Article], tmp_path: Path) -> None:
    kept = tmp_path / "issue.json"
    write_issue(kept, issue(corpus_of(articles)))
    assert "Nothing changed" in str(CorpusReport(corpus_of(articles), lang="en", since=kept).changed())
    words = NOTES["2018-05-02_an-binh"][1].replace("40", "42")
    later = [articles[0], note(tmp_path, "2018-05-02_an-binh", "02/05/2018", words), articles[2]]
    told = str(CorpusReport(corpus_of(later), lang="en", since=kept).changed())
    for word in ("revised", "40", "42"):
        assert word in told


def test_a_first_issue_says_that_nothing_is_compared(articles: list[Article]) -> None:
    assert "make issue" in str(gather(corpus_of(articles), lang="en").changed())


def test_a_day_that_is_none_is_refused_with_an_example() -> None:
    with pytest.raises(ParameterError, match="2020-12-31"):
        day_of("31/12/2020")


def test_a_list_names_parsed_articles_from_its_own_project(
    articles: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "build" / "a.json").write_bytes(msgspec.json.encode(articles[0]))
    (tmp_path / "build" / "articles.txt").write_text("build/a.json\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert [path.resolve() for path in listed(Path("build/articles.txt"))] == [tmp_path / "build" / "a.json"]
