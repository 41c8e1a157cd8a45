"""The HTML writer: one file, nothing from elsewhere, nothing of an article as markup."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.parse
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from baocao.report import html
from baocao.report.tree import Figure, Heading, Paragraph, Table, Tile, Tiles
from report.sample_document import HOSTILE, document, every_kind, evidence, table, text


def page(**changes: Any) -> parser.HtmlElement:
    return parser.fromstring(html.write(document(**changes)))


def test_every_link_leads_to_a_place_in_the_file_or_to_a_plain_address() -> None:
    root = page()
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    # an attached file is a download, whose bytes are in the page
    targets = [a.get("href") for a in root.iter("a") if a.get("download") is None]
    assert targets
    assert all(href[1:] in ids if href.startswith("#") else href.startswith(("http", "mailto:")) for href in targets)
    assert len(ids) == sum(1 for element in root.iter() if element.get("id"))


def test_every_attachment_is_a_download_with_its_bytes() -> None:
    downloads = {a.get("download"): a.get("href") for a in page().iter("a") if a.get("download") is not None}
    attached = {one.name: one.data for one in document().attachments}
    assert attached
    assert downloads.keys() == attached.keys()
    for name, href in downloads.items():
        assert base64.b64decode(href.partition(";base64,")[2]) == attached[name]


def test_each_figure_opens_the_sentence_that_states_it_and_the_sentence_leads_back() -> None:
    root = page()
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    cites = [a for a in root.iter("a") if "cite" in (a.get("class") or "") and a.get("data-fact", "").startswith("q")]
    assert len(cites) > 8
    for a in cites:
        target = by_id[a.get("href")[1:]]
        assert a.text_content().rstrip("0123456789, ") == "" or a.text_content() in target.text_content()
        assert any(back.get("href") == "#" + a.get("id") for back in target.iter("a"))


def test_the_policy_allows_exactly_this_style_and_this_script() -> None:
    source = html.write(document())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', source)
    assert policy
    rules = dict(part.strip().split(" ", 1) for part in policy[1].replace("&#x27;", "'").split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    assert " style=" not in re.sub(r"<style>.*?</style>", "", source, flags=re.DOTALL)


def test_nothing_is_fetched_from_elsewhere() -> None:
    root = page()
    for element in root.iter():
        for name in ("src", "srcset", "poster", "data", "action"):
            assert (element.get(name) or "data:").startswith("data:")
    assert not list(root.iter("link", "iframe", "object", "embed", "svg", "base"))
    style = "".join(element.text or "" for element in root.iter("style"))
    assert not re.search(r"@import|url\((?!\"data:)", style)


@pytest.mark.parametrize(
    "words", [HOSTILE, "</style><script>x</script>", "<img src=x onerror=alert(1)>", '" onclick="x', "]]>", "<!--"]
)
def test_hostile_words_are_shown_and_never_become_elements(words: str) -> None:
    figure = Figure("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>", words, text(words))
    blocks = (
        Heading(1, text(words)),
        Paragraph(text(words), "lead"),
        figure,
        Tiles((Tile(text(words), text(words), words, words),)),
        table(),
        evidence(),
    )
    root = page(blocks=blocks, title=words, authors=(words,), header={"title": words, "id": words, "source": words})
    assert root.findtext(".//h1") == words
    assert root.find(".//p[@class='lead']").text_content() == words
    assert len(list(root.iter("script"))) == 1
    assert not [a for element in root.iter() for a in element.attrib if a.startswith("on")]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_out_as_the_text_that_went_in(words: str) -> None:
    from baocao.report import crossref

    root = page(blocks=(Heading(1, text("T")), Paragraph(text(words), "lead")))
    shown = root.find(".//p[@class='lead']").text_content()
    assert " ".join(shown.split()) == " ".join(crossref.clean(words).split())


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html.write(document()) == html.write(document())


def test_the_language_of_the_page_and_of_its_quotations_is_stated() -> None:
    root = page(lang="en")
    assert root.get("lang") == "en"
    assert {
        element.get("lang")
        for element in root.iter()
        if "evidence" in (element.get("class") or "").split() and element.get("data-number")
    } == {"vi"}


def test_tables_have_captions_scopes_and_right_aligned_figures() -> None:
    root = page()
    caption = root.find(".//caption")
    assert caption is not None
    assert caption.text_content() == "Bảng 1. Các chỉ tiêu nêu trong bài"
    assert {th.get("scope") for th in root.iter("th")} == {"col", "row"}
    assert any(td.get("class") == "right" for td in root.iter("td"))


def test_marks_are_told_apart_by_line_as_well_as_by_colour() -> None:
    style = page().findtext(".//style")
    lines = re.findall(r"\.mark-(\w+) \{ background: [^;]+; text-decoration: ([^;]+?) var", style or "")
    assert len(lines) >= 7
    assert len({line for _, line in lines}) == len(lines)


def test_an_svg_is_data_of_an_image_element_and_comes_back_whole() -> None:
    source = "<svg xmlns='http://www.w3.org/2000/svg' width='10'><text>ệ 100% #1 \"q\" <![CDATA[&]]></text></svg>"
    root = page(blocks=(Heading(1, text("T")), Figure("image/svg+xml", source, "lời mô tả")))
    (img,) = [i for i in root.iter("img") if i.get("alt") == "lời mô tả"]
    assert urllib.parse.unquote(img.get("src").split(",", 1)[1]) == source


def test_a_long_report_stays_small() -> None:
    long = html.write(document(blocks=(*every_kind(), evidence(60), table(400))))
    assert len(long.encode()) < 1_500_000


def test_a_fragment_brings_its_style_and_keeps_links_into_other_cells() -> None:
    fragment = html.fragment((Paragraph((table().rows[0][1].children[0],)),), "vi")
    assert fragment.startswith('<div class="baocao" lang="vi"><style>')
    assert 'href="#sentence-2"' in fragment
    assert "<script" not in fragment
    assert len(fragment) < 8000


def test_the_official_layout_prints_its_head_and_foot() -> None:
    header = {
        "agency": "Văn phòng",
        "agency_above": "UBND huyện",
        "number": "45/BC-VP",
        "place": "An Khê",
        "date": "ngày 9 tháng 7 năm 2020",
        "signer_role": "Chánh Văn phòng",
        "signer": "Nguyễn Thị Lụa",
        "recipients": "Như trên; Lưu: VT",
    }
    words = page(style="nghi-dinh-30", header=header).text_content()
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 45/BC-VP",
        "BÁO CÁO",
        "Nơi nhận",
        "Nguyễn Thị Lụa",
    ):
        assert part in words


def test_an_empty_table_and_an_empty_document_are_still_pages() -> None:
    assert page(blocks=()).find(".//h1") is not None
    assert page(blocks=(Heading(1, text("T")), Table((), ()))).find(".//table") is not None
