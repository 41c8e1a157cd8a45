"""The page of all reports: every figure a link to its sentence, nothing from elsewhere, words only words."""

from __future__ import annotations

import re
from pathlib import Path

from tests.report.made import INTERVIEW, interview

from baocao.report.dossier import Dossier
from baocao.report.index import Listed, entry, render

PAGE = Path("reports/index.html")


def shown(*listed: Listed, languages: tuple[str, ...] = ("vi",), as_of: str = "") -> str:
    page = Path("reports/as-of-2020-12-31/index.html") if as_of else PAGE
    return render(page, Path("reports"), listed, [page.with_name("corpus.vi.html")], languages, as_of)


def article() -> Listed:
    return entry(Dossier(interview(), "vi"), "bai-mau")


def test_a_figure_is_a_link_to_its_sentence_in_the_articles_own_report() -> None:
    page = shown(article())
    assert re.search(r'href="bai-mau\.vi\.html#sentence-\d+">[^<]*72 triệu đồng', page)
    assert INTERVIEW.splitlines()[0] in page


def test_nothing_is_fetched_and_only_the_pages_own_script_may_run() -> None:
    page = shown(article())
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_a_title_is_never_markup() -> None:
    bad = Listed(stem="x", title="<script>alert(1)</script>", published=None, about=(), people=(), lines=())
    assert "<script>alert" not in shown(bad)


def test_every_language_has_its_links() -> None:
    page = shown(article(), languages=("vi", "en"))
    assert 'href="bai-mau.en.pdf"' in page
    assert 'href="bai-mau.vi.html"' in page


def test_the_page_of_another_day_links_to_the_articles_above_it() -> None:
    page = shown(article(), as_of="2020-12-31")
    assert 'href="../bai-mau.vi.html"' in page
    assert 'href="corpus.vi.html"' in page


def test_the_latest_article_comes_first() -> None:
    made = [
        Listed(stem=stem, title=stem, published=day, about=(), people=(), lines=())
        for stem, day in (("cu", "2012-01-01"), ("moi", "2024-01-01"), ("khong-ngay", None))
    ]
    page = shown(*made)
    assert page.index("moi.vi.html") < page.index("cu.vi.html") < page.index("khong-ngay.vi.html")
