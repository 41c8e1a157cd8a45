"""Pages saved from a browser: body, structure and metadata; every part found again in the raw file."""

from __future__ import annotations

import contextlib
import re
import time
import unicodedata

import pytest

from baocao.errors import ReadError
from baocao.model import Source
from baocao.text import lay_out, where
from baocao.text.read import read_bytes

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Xã Đông Hòa vượt kế hoạch | Báo Sông Quê</title>
<meta property="og:site_name" content="Báo Sông Quê">
<meta property="article:published_time" content="2021-07-05T01:30:00Z">
<meta property="article:modified_time" content="2021-07-06T10:00:00+07:00">
<link rel="canonical" href="https://baosongque.example/dong-hoa.html">
<script>var so = "60 triệu đồng";</script></head>
<body><nav><a href="/">Trang chủ</a> <a href="/kt">Kinh tế</a></nav>
<article><h1>Xã Đông Hòa vượt kế hoạch thu ngân sách</h1>
<p><b>Sáu tháng đầu năm, xã Đông Hòa thu 12,5&nbsp;tỷ đồng, bằng 61% dự toán năm &amp; vượt kế hoạch.</b></p>
<h2>Ba việc lớn</h2>
<p><strong>Phóng viên:</strong> Thưa ông, kết quả thu ngân sách của xã trong sáu tháng đầu năm như thế nào?</p>
<p><strong>Ông Lê Văn Bình:</strong> Chúng tôi thu được 12,5 tỷ đồng, tăng 8% so với cùng kỳ năm trước.</p>
<figure><img src="a.jpg" alt="anh"><figcaption>Cán bộ xã thu thuế tại chợ. Ảnh: Hoài Thu</figcaption></figure>
<p><strong>Phóng viên:</strong> Xã sẽ làm gì trong nửa cuối năm, thưa ông?</p>
<p><strong>Ông Lê Văn Bình:</strong> Chúng tôi tập trung mấy việc sau:</p>
<ol><li>Thu đủ 20 tỷ đồng tiền sử dụng đất trong quý IV.</li><li>Làm xong 5 km đường liên thôn.</li></ol>
<table><tr><th>Thôn</th><th>Số hộ</th></tr><tr><td>Thôn Hạ</td><td>120</td></tr></table>
<p>Xin cảm ơn ông!</p></article>
<footer>© Báo Sông Quê</footer></body></html>
"""


@pytest.fixture(scope="module")
def source() -> Source:
    return read_bytes(PAGE.encode(), "page.html")


def test_body_and_metadata_are_read(source: Source) -> None:
    page = lay_out(source)
    said = page.metadata
    assert said.title == "Xã Đông Hòa vượt kế hoạch thu ngân sách"
    assert (said.outlet, said.url) == ("Báo Sông Quê", "https://baosongque.example/dong-hoa.html")
    assert "Trang chủ" not in source.text
    assert "©" not in source.text
    assert source.raw == PAGE.encode()


def test_publication_is_in_vietnamese_time_and_apart_from_the_update(source: Source) -> None:
    said = lay_out(source).metadata
    assert (said.published, said.updated) == ("2021-07-05T08:30", "2021-07-06T10:00")


def test_headings_lists_tables_and_captions_keep_their_kind(source: Source) -> None:
    page = lay_out(source)
    kinds = [(b.kind, b.level, b.number, page.flow[b.start : b.end][:12]) for b in page.blocks]
    assert kinds == [
        ("heading", 1, None, "Xã Đông Hòa "),
        ("lead", None, None, "Sáu tháng đầ"),
        ("heading", 2, None, "Ba việc lớn"),
        ("paragraph", None, None, "Phóng viên: "),
        ("paragraph", None, None, "Ông Lê Văn B"),
        ("caption", None, None, "Cán bộ xã th"),
        ("paragraph", None, None, "Phóng viên: "),
        ("paragraph", None, None, "Ông Lê Văn B"),
        ("list_item", 1, "1.", "Thu đủ 20 tỷ"),
        ("list_item", 1, "2.", "Làm xong 5 k"),
        ("paragraph", None, None, "Thôn | Số hộ"),
        ("paragraph", None, None, "Thôn Hạ | 12"),
        ("paragraph", None, None, "Xin cảm ơn ô"),
    ]
    assert [b.governor for b in page.blocks if b.kind == "list_item"] == [7, 7]
    assert [(t.role, t.speaker) for t in page.turns] == [
        ("reporter", "Phóng viên"),
        ("interviewee", "Lê Văn Bình"),
    ] * 2 + [("reporter", "Phóng viên")]


def test_every_part_is_found_again_in_the_raw_page(source: Source) -> None:
    for part in source.parts:
        place = where(source, part.start, part.end)
        raw = (
            re.sub(r"<[^>]*>", "", source.raw[place.start : place.end].decode())
            .replace("&nbsp;", " ")
            .replace("&amp;", "&")
        )
        assert "".join(raw.split()) == "".join(source.text[part.start : part.end].replace("|", "").split())


def test_a_figure_is_found_in_the_article_and_not_in_a_script(source: Source) -> None:
    start = source.text.index("20 tỷ đồng")
    place = where(source, start, start + 10)
    assert source.raw[place.start : place.end].decode() == "20 tỷ đồng"
    assert place.line == PAGE[: PAGE.index("20 tỷ đồng")].count("\n") + 1


def test_a_decomposed_page_gives_the_same_text_and_leads_back() -> None:
    raw = unicodedata.normalize("NFD", PAGE).encode()
    page = read_bytes(raw, "page.html")
    assert page.text == read_bytes(PAGE.encode(), "page.html").text
    start = page.text.index("quý IV")
    place = where(page, start, start + 6)
    assert unicodedata.normalize("NFC", raw[place.start : place.end].decode()) == "quý IV"


@pytest.mark.parametrize(("reference", "kept"), [("&#1;", "\ufffd"), ("&#xFFFE;", "\ufffd"), ("&#11;", " ")])
def test_a_reference_to_no_character_costs_that_character_only(reference: str, kept: str) -> None:
    said = "Năm 2020, xã có 1.204 hộ dân và đã hoàn thành kế hoạch của năm đó theo nghị quyết."
    page = f"<html><body><article><h1>Tin</h1><p>{said} Ghi{reference}chú.</p><p>{said}</p></article></body></html>"
    assert f"Ghi{kept}chú." in read_bytes(page.encode(), "a.html").text


def test_questions_in_bold_make_an_interview() -> None:
    answers = "Chúng tôi đã cấp nước cho 900 hộ và sẽ làm tiếp trong năm tới với vốn của tỉnh và của dân góp."
    body = "".join(
        f"<p><strong>{question}</strong></p><p>{answers}</p>"
        for question in ("Thưa ông, kết quả ra sao?", "Khó khăn lớn nhất của ông là gì?", "Sang năm xã làm gì?")
    )
    lead = "<p>Ông Lê Văn Bình, Chủ tịch UBND xã, trò chuyện với chúng tôi về chương trình nước sạch của xã.</p>"
    page = lay_out(
        read_bytes(f"<html><body><article><h1>Nước sạch</h1>{lead}{body}</article></body></html>".encode(), "x.html")
    )
    assert [t.speaker for t in page.turns] == ["Phóng viên", "Lê Văn Bình"] * 3


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(ReadError, match="holds no article"):
        read_bytes(b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "x.html")
    with pytest.raises(ReadError):
        read_bytes(b"<html>", "x.html")


@pytest.mark.parametrize(
    "tail",
    [
        "<div>" * 10_000,
        "<b><i>" * 10_000,
        "<!--" * 50_000,
        "<" * 200_000,
        "&" * 200_000,
        "<a href='" * 20_000,
        "<p " * 50_000,
    ],
    ids=["deep", "inline", "comments", "brackets", "ampersands", "attributes", "open tags"],
)
def test_a_hostile_page_is_read_or_refused_in_bounded_time(tail: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(ReadError):
        where(read_bytes((PAGE + tail).encode(), "x.html"), 0, 5)
    assert time.perf_counter() - started < 20


def test_nesting_beyond_the_limit_is_said() -> None:
    with pytest.raises(ReadError, match="nests more than 200 elements"):
        read_bytes(("<html><body>" + "<div>" * 10_000 + "Thôn Hạ" + "</div>" * 10_000).encode(), "x.html")
