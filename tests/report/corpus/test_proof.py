"""A finished report on many articles is recomputed from the articles at hand; whatever was tampered with is named."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from tests.report.corpus.test_corpus_report import NOTES, note
from tests.report.test_verify import ROOT, in_html
from typer.testing import CliRunner

from baocao.cli import app
from baocao.corpus import load
from baocao.corpus.changes import issue, write_issue
from baocao.errors import BaocaoError
from baocao.report.build import Plan, build
from baocao.report.verify import verify
from baocao.verdict import Verdict

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kernels are forked on POSIX systems only"),
]
SAID = (
    "corrections:\n- {do: change, kind: quantity, quote: '40 triệu đồng/năm',"
    " change: {bound: {was: exact, now: about}}, reason: bảng của huyện, by: An, on: 2024-01-02}\n"
)
DAY = "reports/as-of-2018-12-31"
NAMES = ("corpus", "commitments")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its reports on all articles, after a last issue, and on those of an earlier day."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "articles").mkdir()
    for name, said in NOTES.items():
        note(desk / "articles", name, *said)
    (desk / "articles" / "khong-ngay.txt").write_text("Tin huyện\n\nHuyện có 24 xã.\n", encoding="utf-8")
    (desk / "corrections").mkdir()
    (desk / "corrections" / "2018-05-02_an-binh.yml").write_text(SAID, encoding="utf-8")
    shutil.copytree(ROOT / "notebooks", desk / "notebooks")
    articles = tuple(sorted(Path("articles").joinpath(p.name) for p in (desk / "articles").iterdir()))
    many = tuple(Path("notebooks") / name for name in ("2-corpus.ipynb", "3-commitments.ipynb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        for plan in (
            Plan(articles=articles, together=many, languages=("vi", "en"), as_of="2018-12-31"),
            Plan(articles=articles, together=many),
        ):
            outcome = build(plan)
            assert not outcome.failures
            write_issue(Path("issue.json"), issue(load("build/parsed", as_of=date(2018, 12, 31))))
    return desk


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may spoil; the working folder."""
    shutil.copytree(built, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_every_report_on_many_articles_is_identical_to_its_rebuild(desk: Path) -> None:
    (desk / "issue.json").write_text("{}", encoding="utf-8")  # what the next issue does
    reports = [f"reports/{name}.vi.{kind}" for name in NAMES for kind in ("pdf", "html")]
    reports += [f"{DAY}/corpus.{lang}.pdf" for lang in ("vi", "en")]
    for report in reports:
        assert verify(Path(report)) == Verdict("identical"), report


def test_articles_and_corrections_may_lie_elsewhere(desk: Path) -> None:
    (desk / "kho").mkdir()
    (desk / "articles").rename(desk / "kho" / "2024")
    (desk / "corrections").rename(desk / "said")
    report = Path("reports/corpus.vi.html")
    assert verify(report, articles=Path("kho"), corrections=Path("said")).status == "identical"


def test_without_its_articles_it_says_in_one_line_which_it_needs_and_how_to_give_them(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "articles" / "2016-03-01_an-binh.txt").unlink()
    monkeypatch.setenv("BAOCAO_LANG", "vi")
    result = CliRunner().invoke(app, ["verify", "reports/corpus.vi.pdf"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "baocao: reports/corpus.vi.pdf: cần những bài viết không có trong 'articles': 2016-03-01_an-binh; "
        "đưa thư mục chứa chúng bằng --articles [B340]"
    ]


def test_the_article_without_a_day_that_a_report_counts_is_needed_too(desk: Path) -> None:
    (desk / "articles" / "khong-ngay.txt").unlink()
    with pytest.raises(BaocaoError, match=r"needs articles .* sha256"):
        verify(Path(f"{DAY}/corpus.vi.html"))


def test_an_article_that_changed_after_the_report_is_named(desk: Path) -> None:
    path = desk / "articles" / "2018-05-02_an-binh.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("40 triệu", "41 triệu"), encoding="utf-8")
    changed = "articles/2018-05-02_an-binh.txt: the article has changed since this report was built"
    assert verify(Path("reports/commitments.vi.pdf")) == Verdict("differs", (changed,))


def test_corrections_that_changed_or_are_gone_are_named(desk: Path) -> None:
    path = desk / "corrections" / "2018-05-02_an-binh.yml"
    path.write_text(SAID.replace("bảng của huyện", "bảng của tỉnh"), encoding="utf-8")
    verdict = verify(Path("reports/corpus.vi.html"))
    assert verdict.status == "differs"
    assert verdict.findings[0] == "2018-05-02_an-binh: its corrections have changed since this report was built"
    path.unlink()
    with pytest.raises(BaocaoError, match=r"needs corrections .* 2018-05-02_an-binh"):
        verify(Path("reports/corpus.vi.html"))


def test_a_digit_printed_in_the_page_is_found_where_it_stands(desk: Path) -> None:
    path = desk / "reports" / "corpus.vi.html"
    page = path.read_text(encoding="utf-8")
    assert ">55 triệu" in page
    path.write_text(page.replace(">55 triệu", ">56 triệu", 1), encoding="utf-8")
    verdict = verify(path)
    assert verdict.status == "differs"
    assert "prints '56' after" in verdict.findings[0]
    assert "recomputed '55'" in verdict.findings[0]


def test_a_digit_of_the_pdf_is_found_on_its_page(desk: Path) -> None:
    path = desk / "reports" / "corpus.vi.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        lines = pikepdf.parse_content_stream(page)
        shown = next(line for line in lines if str(line.operator) == "TJ" and len(bytes(line.operands[0][0])) >= 4)
        glyphs = bytes(shown.operands[0][0])
        shown.operands[0][0] = pikepdf.String(glyphs[2:4] + glyphs[2:])
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(lines))
        pdf.save()
    verdict = verify(path)
    assert verdict.status == "differs"
    assert verdict.findings[0].startswith("page 1 prints")


@pytest.mark.parametrize("name", ["articles.csv", "statements.csv", "findings.json", "last-issue.json"])
def test_one_digit_of_what_is_attached_is_found_and_named(desk: Path, name: str) -> None:
    path = desk / "reports" / "corpus.vi.html"
    in_html(path, name, lambda data: data.replace(b"2", b"3", 1))
    verdict = verify(path)
    assert verdict.status == "differs"
    assert name in verdict.findings[0]


@pytest.mark.parametrize("name", ["statements.csv", "notebook.ipynb"])
def test_one_digit_of_what_is_attached_to_the_pdf_is_found_and_named(desk: Path, name: str) -> None:
    path = desk / "reports" / "corpus.vi.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spec = pdf.attachments[name]
        head, digit, tail = spec.get_file().read_bytes().rpartition(b"5")
        assert digit
        spec.obj.EF.F.write(head + b"6" + tail)
        pdf.save()
    verdict = verify(path)
    assert verdict.status == "differs"
    assert verdict.findings[0].startswith(f"{name}: ")


def test_the_record_of_another_report_is_found(desk: Path) -> None:
    for other in ("commitments.vi", "as-of-2018-12-31/corpus.vi", "as-of-2018-12-31/corpus.en"):
        shutil.copy(desk / "reports" / "corpus.vi.html", desk / "reports" / "spoilt.vi.html")
        record = (desk / "reports" / f"{other}.build.json").read_bytes()
        in_html(desk / "reports" / "spoilt.vi.html", "build-record.json", lambda data, record=record: record)
        assert verify(Path("reports/spoilt.vi.html")).status == "differs", other


def test_a_damaged_record_is_said_to_be_one(desk: Path) -> None:
    def later(data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"as_of": "2018-13-31"}).encode()

    for change in (later, lambda data: data[:-9], lambda data: b"[]"):
        shutil.copy(desk / "reports" / "corpus.vi.html", desk / "reports" / "spoilt.vi.html")
        in_html(desk / "reports" / "spoilt.vi.html", "build-record.json", change)
        verdict = verify(Path("reports/spoilt.vi.html"))
        assert verdict.status == "differs"
        assert verdict.findings[0].startswith("an attachment is damaged")


def test_with_another_notebook_the_data_are_recomputed_and_the_pages_are_said_not_to_be(desk: Path) -> None:
    notebook = desk / "notebooks" / "2-corpus.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("c.series()", "c.scope()"), encoding="utf-8")
    verdict = verify(Path("reports/corpus.vi.html"))
    assert verdict.status == "consistent"
    assert [note.partition(" here")[0] for note in verdict.notes] == ["the notebook"]
