"""The PDF writer: readable words, links both ways, standards, attachments, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.errors import ReportError
from baocao.report import pdf
from baocao.report.tree import Attachment, Cell, CodeBlock, Figure, Heading, Paragraph, Table, Text
from report.sample_document import HOSTILE, document, every_kind, evidence, table, text

needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on this machine"
)


def opened(**changes: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.write(document(**changes))))


def words(data: bytes, tmp_path: Path, *options: str) -> str:
    """The words of a PDF as pdftotext finds them."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, text=True).stdout


def flat(found: str) -> str:
    return re.sub(r"\s+", "", found)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return pdf.write(document())


def test_the_file_says_who_what_when_and_in_which_language(sample: bytes) -> None:
    file = pikepdf.open(io.BytesIO(sample))
    assert file.Root.Lang == "vi-VN"
    assert file.Root.MarkInfo.Marked
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    meta = file.open_metadata()
    assert meta["dc:title"] == document().title
    assert meta["dc:creator"] == ["Phòng Tổng hợp"]
    assert "thu nhập" in meta["pdf:Keywords"]
    assert meta["xmp:CreateDate"].startswith("2020-07-09")
    assert meta.pdfa_status == "3A"
    assert meta["pdfuaid:part"] == "1"


def test_headings_are_bookmarks(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)).open_outline() as outline:
        top = [item.title for item in outline.root]
        below = [item.title for item in outline.root[0].children]
    assert top == [document().title]
    assert below == ["Những con số chính", "Lời hứa và thời hạn", "Cuộc phỏng vấn", "Phụ lục: các câu của bài báo"]


@needs_pdftotext
def test_every_vietnamese_word_can_be_read_back(sample: bytes, tmp_path: Path) -> None:
    found = flat(words(sample, tmp_path))
    for part in (
        "65 triệu đồng/năm",
        "0,42%",
        "1.482 đảng viên",
        "Nghị quyết số 17/NQ-HU",
        "Trần Văn Khởi",
        "Cuối nhiệm kỳ",
        HOSTILE,
        "Trang1/",
    ):
        assert flat(part) in found


def test_figures_link_to_their_sentence_and_sentences_back() -> None:
    file = opened()
    pages = list(file.pages)
    jumps = [
        (number, pages.index(next(p for p in pages if p.objgen == destination[0].objgen)))
        for number, page in enumerate(pages)
        for annotation in page.get("/Annots", ())
        if (destination := annotation.get("/Dest") or annotation.get("/A", {}).get("/D")) is not None
        and isinstance(destination, pikepdf.Array)
    ]
    last = len(pages) - 1
    assert sum(here == 0 and there == last for here, there in jumps) >= 8
    assert sum(here == last and there == 0 for here, there in jumps) >= 3


def test_links_say_in_words_where_they_lead() -> None:
    contents = [str(a.Contents) for page in opened().pages for a in page.get("/Annots", ()) if "/Contents" in a]
    assert len(contents) > 20
    assert all(contents)


def test_attachments_keep_their_bytes_description_and_relationship() -> None:
    file = opened()
    found = {str(spec.UF): (spec.EF.F.read_bytes(), str(spec.Desc)) for spec in file.Root.AF}
    assert found == {one.name: (one.data, one.description) for one in document().attachments}
    relationships = {str(spec.UF): str(spec.AFRelationship) for spec in file.Root.AF}
    assert relationships == {"facts.csv": "/Data", "bài báo.txt": "/Source", "bin.dat": "/Supplement"}


@needs_pdftotext
def test_a_long_table_repeats_its_head_and_cuts_no_row(tmp_path: Path) -> None:
    tall = Table(
        head=((Cell(text("Cột một"), header=True), Cell(text("Cột hai"), header=True)),),
        rows=tuple(
            (Cell(text(f"hàng {i}")), Cell(text(f"bắt đầu{i} " + "chữ dài " * 40 + f"kết thúc{i}"))) for i in range(60)
        ),
        caption=text("Bảng dài"),
    )
    pages = words(pdf.write(document(blocks=(Heading(1, text("T")), tall))), tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) > 4
    assert all("Cột hai" in page for page in pages)
    for i in range(60):
        assert (
            sum(
                f"bắt đầu{i} " in page and re.search(rf"kết thúc{i}\b", " ".join(page.split())) is not None
                for page in pages
            )
            == 1
        )


@needs_pdftotext
def test_a_small_table_is_never_split(tmp_path: Path) -> None:
    for lines in (26, 30, 34, 38):
        blocks = (Heading(1, text("T")), *(Paragraph(text(f"Dòng {i}.")) for i in range(lines)), table(12))
        pages = words(pdf.write(document(blocks=(*blocks, evidence()))), tmp_path).split("\f")
        assert sum("Chỉ tiêu" in page for page in pages) == 1


@needs_pdftotext
def test_a_wide_table_keeps_all_of_its_cells_on_the_page(tmp_path: Path) -> None:
    count = 24
    wide = Table(
        head=(tuple(Cell(text(f"cột{i}"), "right", True) for i in range(count)),),
        rows=(tuple(Cell(text(f"{1000 + i}"), "right") for i in range(count)),),
    )
    data = pdf.write(document(blocks=(Heading(1, text("T")), wide)))
    found = words(data, tmp_path, "-bbox")
    edges = [
        float(x)
        for word, x in re.findall(r'<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>(1\d\d\d)<', found)
        for x in [word]
    ]
    assert len(edges) == count
    assert max(edges) < 595 - 40


@pytest.mark.parametrize(
    "strange",
    ["😀", "中文", "ไทย", "\ufeff", "\x00", "\ue000", "\ufffe", "\u200d", "👨‍👩‍👧", "☑ ✓ ✗ ↩", "\u0301", "𝔘", "؟"],
)
def test_a_character_that_no_font_has_does_not_stop_the_report(strange: str) -> None:
    assert (
        pdf.write(document(blocks=(Heading(1, text("T" + strange)), Paragraph(text("chữ " + strange + " chữ")))))[:5]
        == b"%PDF-"
    )


@needs_pdftotext
def test_a_replaced_character_is_shown_by_its_number(tmp_path: Path) -> None:
    found = words(pdf.write(document(blocks=(Heading(1, text("T")), Paragraph(text("vui 😀 quá"))))), tmp_path)
    assert "vui [U+1F600] quá" in found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_no_text_is_read_as_markup_or_stops_the_compiler(parts: list[str]) -> None:
    blocks = tuple(Paragraph(text(part + " " + HOSTILE)) for part in parts)
    assert pdf.write(document(blocks=(Heading(1, text("T")), *blocks, evidence()), title=parts[0]))[:5] == b"%PDF-"


def test_no_file_of_the_machine_can_be_read_by_a_report(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>bimat</text></svg>", encoding="utf-8"
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
        f"<image xlink:href='{secret}' width='9' height='9'/></svg>"
    )
    file = pikepdf.open(
        io.BytesIO(
            pdf.write(
                document(
                    blocks=(Heading(1, text(f'#read("{secret}")')), Figure("image/svg+xml", svg, "x")), attachments=()
                )
            )
        )
    )
    assert b"bimat" not in b"".join(bytes(o.read_bytes()) for o in file.objects if isinstance(o, pikepdf.Stream))


def test_the_same_document_gives_the_same_bytes_on_another_day_in_another_place(sample: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "thư mục khác"
    folder.mkdir()
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from report.sample_document import document\nfrom baocao.report import html, pdf\n"
        "print(*(hashlib.sha256(data).hexdigest() for data in "
        "(pdf.write(document()), html.write(document()).encode())))"
    )
    tests = str(Path(__file__).parents[1])
    found = {
        subprocess.run(
            [sys.executable, "-c", program, tests],
            cwd=folder,
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed},
        ).stdout
        for zone, locale, seed in (("Asia/Ho_Chi_Minh", "C", "1"), ("America/New_York", "POSIX", "7"))
    }
    assert len(found) == 1
    assert hashlib.sha256(sample).hexdigest() in found.pop()


@needs_pdftotext
def test_the_official_layout_follows_the_decree(tmp_path: Path) -> None:
    header = {
        "agency_above": "UBND tỉnh Bình An",
        "agency": "Văn phòng UBND huyện An Khê",
        "number": "45/BC-VP",
        "place": "An Khê",
        "date": "ngày 09 tháng 7 năm 2020",
        "signer_role": "Chánh Văn phòng",
        "signer": "Nguyễn Thị Lụa",
        "recipients": "Như trên;Lưu: VT",
    }
    data = pdf.write(document(style="nghi-dinh-30", header=header))
    pages = words(data, tmp_path, "-bbox").split("<page ")[1:]
    assert {re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups() for page in pages} == {
        ("595.275600", "841.889800")
    }  # type: ignore[union-attr]
    mm = 72 / 25.4
    for number, page in enumerate(pages, 1):
        found = [
            (float(a), float(b), float(c), float(d), w)
            for a, b, c, d, w in re.findall(
                r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<', page
            )
        ]
        body = [w for w in found if w[1] > 20 * mm]
        assert min(w[0] for w in body) >= 30 * mm - 1
        assert max(w[2] for w in body) <= 595.3 - 15 * mm + 1
        assert max(w[3] for w in body) <= 841.9 - 20 * mm + 1
        above = [w for w in found if w[3] < 20 * mm]
        assert [w[4] for w in above] == ([] if number == 1 else [str(number)])
        for left, _, right, _, _ in above:
            # centred over the text, which stands between 32 and 192 mm
            assert abs((left + right) / 2 - (32 + (210 - 32 - 18) / 2) * mm) < 2
    plain = flat(words(data, tmp_path))
    for part in (
        "UBND TỈNH BÌNH AN",
        "Số: 45/BC-VP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Khê, ngày 09 tháng 7 năm 2020",
        "BÁO CÁO",
        "Nơi nhận",
        "CHÁNH VĂN PHÒNG",
        "Nguyễn Thị Lụa",
    ):
        assert flat(part) in plain


def test_no_bold_of_the_weight_that_breaks_vietnamese_marks_is_used() -> None:
    for style in ("baocao", "nghi-dinh-30"):
        file = opened(style=style)
        fonts = {str(o.BaseFont) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
        assert any("Libertinus" in name for name in fonts)
        assert not [name for name in fonts if re.search(r"Libertinus\w*-Bold", name)]


def test_an_attachment_that_typst_refuses_is_told_with_the_title_of_the_report() -> None:
    twice = Attachment("a.txt", "no media type at all", "x", "data", b"x")
    with pytest.raises(ReportError, match="Tên"):
        pdf.write(document(title="Tên", attachments=(twice,)))


def test_a_report_of_many_pages_stays_small() -> None:
    data = pdf.write(document(blocks=(*every_kind(), evidence(50), table(300))))
    assert len(pikepdf.open(io.BytesIO(data)).pages) > 15
    assert len(data) < 2_000_000


def test_a_batch_of_reports_takes_no_more_memory_than_a_few() -> None:
    pytest.importorskip("resource", reason="this system does not tell how much memory a process had")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    code = """
import resource, sys
from baocao.report import pdf
from baocao.report.tree import Paragraph
from report.sample_document import document, text
for n in range(int(sys.argv[1])):
    pdf.write(document(blocks=tuple(Paragraph(text(f"{n} {i} " * 200)) for i in range(60))))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    path = {"PYTHONPATH": os.pathsep.join(["tests", *sys.path])}
    few, many = (
        int(subprocess.check_output([sys.executable, "-c", code, str(count)], env=os.environ | path)) * unit
        for count in (2, 10)
    )
    assert many - few < 20_000_000  # each leaves 10 MB in the compiler until that forgets it


def test_code_keeps_its_lines_and_a_formula_its_source_as_alt() -> None:
    file = opened(blocks=(Heading(1, text("T")), CodeBlock("a = 1\n  b = 2", "python"), *every_kind()[9:10]))
    alts = [str(o.Alt) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert any(r"\sum" in alt for alt in alts)


def test_an_empty_document_is_a_page_with_its_title() -> None:
    assert len(opened(blocks=()).pages) == 1
    assert len(opened(blocks=(Paragraph((Text(""),)),)).pages) == 1


@needs_pdftotext
def test_a_very_long_title_leaves_room_for_the_text_and_one_line_of_head(tmp_path: Path) -> None:
    long = "Báo cáo của Ban Chấp hành về kết quả năm năm và phương hướng nhiệm kỳ tới " * 6
    pages = words(
        pdf.write(document(title=long, header={"title": long}, blocks=(Heading(1, text(long)), table(80)))), tmp_path
    ).split("\f")
    assert "Bảng 1" in pages[0]
    assert pages[1].split("\n")[0].endswith("…")


@needs_pdftotext
def test_an_endless_word_breaks_and_stays_on_the_page_and_whole(tmp_path: Path) -> None:
    address = "https://example.org/" + "duong-dan-rat-dai/" * 12
    cells = Table((), ((Cell(text(address)), Cell(text("a" * 64)), Cell(text("b" * 64))),))
    data = pdf.write(document(blocks=(Heading(1, text(address)), Paragraph(text(address)), cells)))
    edges = [float(x) for x in re.findall(r'xMax="([\d.]+)"', words(data, tmp_path, "-bbox"))]
    assert max(edges) <= 595.3 - 22 * 72 / 25.4
    assert flat(words(data, tmp_path, "-raw")).count(address) >= 2
