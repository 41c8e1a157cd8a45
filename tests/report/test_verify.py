"""A finished report is recomputed; whatever was tampered with is named."""

from __future__ import annotations

import base64
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from baocao.errors import BaocaoError
from baocao.report.build import Plan, build
from baocao.report.verify import verify

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kernels are forked on POSIX systems only"),
]
ARTICLE = "Kết quả của xã\n\nNăm 2023, xã có 1.204 hộ dân. Tỷ lệ hộ nghèo còn 9,1%.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with one finished report."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "articles").mkdir()
    (desk / "articles" / "xa.txt").write_text(ARTICLE, encoding="utf-8")
    shutil.copytree(ROOT / "notebooks", desk / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        outcome = build(Plan(articles=(Path("articles/xa.txt"),)))
    assert not outcome.failures
    return desk


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may spoil; the working folder."""
    shutil.copytree(built, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_an_untouched_report_is_identical_to_its_rebuild(desk: Path, kind: str) -> None:
    assert verify(desk / "reports" / f"xa.vi.{kind}").status == "identical"


def test_a_report_with_corrections_of_another_folder_carries_them_and_is_identical(desk: Path) -> None:
    (desk / "said").mkdir()
    (desk / "said" / "xa.yml").write_text(
        "corrections:\n- {do: change, kind: quantity, quote: '9,1%', change: {bound: {was: exact, now: about}},"
        " reason: bảng của xã, by: An, on: 2024-01-02}\n",
        encoding="utf-8",
    )
    outcome = build(Plan(articles=(Path("articles/xa.txt"),), corrections=Path("said")))
    assert not outcome.failures
    assert outcome.corrections == 1
    for kind in ("pdf", "html"):
        assert verify(desk / "reports" / f"xa.vi.{kind}").status == "identical"


def test_a_link_of_the_page_that_opens_another_sentence_is_found(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.html"
    page = path.read_text(encoding="utf-8")
    target = re.search(r'href="#(sentence-\d+)"', page)
    assert target
    path.write_text(page.replace(target[0], 'href="#title"', 1), encoding="utf-8")
    verdict = verify(path)
    assert verdict.status == "differs"
    assert f"has href '#title', recomputed '#{target[1]}'" in verdict.findings[0]


def test_a_link_of_the_pdf_that_opens_another_place_is_found(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        links = [(page, link) for page in pdf.pages for link in page.get("/Annots", [])]
        (_, first), other = links[0], next(link for _, link in links if str(link.Dest) != str(links[0][1].Dest))
        first.Dest = other.Dest
        pdf.save()
    verdict = verify(path)
    assert verdict.status == "differs"
    assert "is drawn or linked otherwise" in verdict.findings[0]


def test_a_report_saved_again_with_the_same_pages_is_consistent(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Producer"] = "another program"
        pdf.save()
    assert verify(path).status == "consistent"


def in_html(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change an attached file of an HTML report."""
    page = path.read_text(encoding="utf-8")
    found = re.search(rf'download="{re.escape(name)}" href="([^"]*;base64,)([^"]*)"', page)
    assert found
    data = base64.b64encode(change(base64.b64decode(found[2]))).decode()
    path.write_text(page[: found.start(2)] + data + page[found.end(2) :], encoding="utf-8")


def test_one_digit_of_the_attached_facts_is_found_and_named(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.html"
    in_html(path, "facts.json", lambda data: data.replace(b'"low": 1204', b'"low": 1205'))
    verdict = verify(path)
    assert verdict.status == "differs"
    assert any("q1" in line and "1205" in line and "1204" in line for line in verdict.findings)


def test_one_digit_of_the_attached_article_is_found(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.html"
    in_html(path, "xa.txt", lambda data: data.replace(b"9,1%", b"9,2%"))
    verdict = verify(path)
    assert verdict.status == "differs"
    assert "xa.txt" in verdict.findings[0]


def test_one_digit_of_the_attached_table_is_found_by_line(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.html"
    in_html(path, "facts.csv", lambda data: data.replace(b"1204", b"1205", 1))
    verdict = verify(path)
    assert verdict.status == "differs"
    assert verdict.findings[0].startswith("facts.csv: line ")


def test_a_digit_printed_in_the_page_is_found_where_it_stands(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.html"
    page = path.read_text(encoding="utf-8")
    path.write_text(page.replace(">1.204", ">1.304", 1), encoding="utf-8")
    verdict = verify(path)
    assert verdict.status == "differs"
    assert "1.304" in verdict.findings[0]
    assert "1.204" in verdict.findings[0]


def test_a_tampered_pdf_attachment_is_found(desk: Path) -> None:
    path = desk / "reports" / "xa.vi.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name, spec in pdf.attachments.items():
            if name == "facts.json":
                data = spec.get_file().read_bytes().replace(b'"low": 1204', b'"low": 1205')
                spec.obj.EF.F.write(data)
        pdf.save(path)
    verdict = verify(path)
    assert verdict.status == "differs"
    assert any("1205" in line for line in verdict.findings)


def test_an_article_that_changed_after_the_report_is_said(desk: Path) -> None:
    (desk / "articles" / "xa.txt").write_text(ARTICLE.replace("9,1%", "8,1%"), encoding="utf-8")
    verdict = verify(desk / "reports" / "xa.vi.html")
    assert verdict.status == "differs"
    assert "has changed since" in verdict.findings[0]


def test_without_a_notebook_of_its_own_a_folder_uses_that_of_the_package(desk: Path) -> None:
    shutil.rmtree(desk / "notebooks")
    assert verify(desk / "reports" / "xa.vi.pdf").status == "identical"


def test_with_another_notebook_the_facts_are_recomputed_and_the_pages_are_said_not_to_be(desk: Path) -> None:
    notebook = desk / "notebooks" / "1-article.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("r.cover()", "r.figures()"), encoding="utf-8")
    verdict = verify(desk / "reports" / "xa.vi.pdf")
    assert verdict.status == "consistent"
    assert any("the notebook" in note for note in verdict.notes)


def test_a_record_that_leads_out_of_the_folder_writes_nothing_there(desk: Path, tmp_path: Path) -> None:
    path = desk / "reports" / "xa.vi.html"

    def away(data: bytes) -> bytes:
        facts = json.loads(data)
        facts["source"]["path"] = str(tmp_path / "stolen.txt")
        return json.dumps(facts).encode()

    in_html(path, "facts.json", away)
    assert verify(path).status == "differs"
    assert not (tmp_path / "stolen.txt").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"<html><p>x</p></html>", b"\x00\xff" * 10])
def test_a_file_that_is_no_report_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(BaocaoError, match=r"x\.pdf"):
        verify(tmp_path / "x.pdf")
