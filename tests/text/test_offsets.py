"""Every offset leads back to the file, and every span of a page lies in the text; on any Unicode."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.errors import BaocaoError, ReadError
from baocao.text import lay_out, where
from baocao.text.composition import _JOINS, composition
from baocao.text.offsets import flow_offset, text_span
from baocao.text.read import read_bytes

UNICODE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=120)
PAGES = st.lists(
    st.sampled_from(
        [
            "Xã Đông Hòa làm xong đường thôn",
            "Ngày đăng 03/04/2021 | 07:15",
            "- Thưa ông, vì sao?",
            "* Vì sao?",
            "Ông Lê Văn Bình: Do thiếu vốn.",
            "PV: Còn gì nữa?",
            "1. Làm đường;",
            "Huyện có 1.599 đảng viên. Tăng 10,2%.",
            "236 đại",
            "biểu chính thức",
            "Ảnh: M.TRÍ",
            "Hoài An",
            "(TP.",
            "HCM) có 3 việc:",
            "\u200b",
            "\xa0\xa0",
            "# A",
            "> b",
            "Trân trọng cảm ơn ông!",
            "A- A A+",
            "ty\u0301 va\u0300 kỳ",
        ]
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    min_size=1,
    max_size=14,
)


def check(text: str) -> None:
    try:
        source = read_bytes(text.encode(), "x.txt")
    except ReadError:
        return  # refused in a line: nothing to hold
    page = lay_out(source)
    size = len(page.flow)
    assert size == (len(page.shift) - 1 if page.shift else len(source.text))
    assert all(a < b for a, b in pairwise(page.shift))
    for block in page.blocks:
        assert 0 <= block.start < block.end <= size
        assert "\n" not in page.flow[block.start : block.end]
        assert page.flow[block.start : block.end].strip() == page.flow[block.start : block.end]
        assert block.governor is None or 0 <= block.governor < len(page.blocks)
    for a, b in pairwise(page.blocks):
        assert a.end <= b.start
    inside = {i for b in page.blocks for i in range(b.start, b.end)}
    assert all(page.flow[i] == "\n" for i in range(size) if i not in inside)
    for sentence in page.sentences:
        block = page.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    for a, b in pairwise(page.turns):
        assert a.end <= b.start
    for turn in page.turns:
        assert (turn.start, turn.end) == (page.blocks[turn.blocks[0]].start, page.blocks[turn.blocks[-1]].end)
        assert turn.label is None or turn.start <= turn.label.start < turn.label.end <= turn.end
    for dropped in page.dropped:
        assert 0 <= dropped.start < dropped.end <= size
        assert not set(range(dropped.start, dropped.end)) & inside
    for block in page.blocks[:3]:
        start, end = text_span(page.shift, block.start, block.end)
        place = where(source, start, end)
        piece = source.raw[place.start : place.end].decode()
        assert unicodedata.normalize("NFC", piece) == unicodedata.normalize("NFC", source.text[start:end])
        assert flow_offset(page.shift, start) == block.start


@given(UNICODE)
def test_every_span_lies_in_the_text_for_any_unicode(text: str) -> None:
    check(text)


@given(PAGES, st.sampled_from(["\n", "\n\n", "\r\n", " \n", "\r\n\r\n"]))
def test_every_span_lies_in_the_text_for_any_page(lines: list[str], between: str) -> None:
    check(between.join(lines))


@given(PAGES)
def test_composed_and_decomposed_input_give_the_same_page(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    pages = []
    for form in ("NFC", "NFD"):
        try:
            pages.append(lay_out(read_bytes(unicodedata.normalize(form, text).encode(), "x.txt")))
        except ReadError as error:
            pages.append(error.what)  # type: ignore[arg-type]
    assert pages[0] == pages[1]


@given(UNICODE)
def test_composition_maps_each_character_to_where_its_source_begins(text: str) -> None:
    offsets = composition(text)
    composed = unicodedata.normalize("NFC", text)
    if offsets is None:
        assert composed == text
        return
    assert len(offsets) == len(composed) + 1
    assert offsets == sorted(offsets)
    for i in range(len(composed)):
        if offsets[i] < offsets[i + 1] and (i == 0 or offsets[i - 1] < offsets[i]):
            assert unicodedata.normalize("NFC", text[offsets[i] : offsets[i + 1]]) == composed[i]


def test_every_letter_that_can_be_composed_with_is_known() -> None:
    missing = []
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            second = chr(int(parts[1], 16))
            composes = unicodedata.normalize("NFC", unicodedata.normalize("NFD", chr(code))) == chr(code)
            if composes and not unicodedata.combining(second) and not _JOINS.match(second):
                missing.append(hex(code))
    assert missing == []


def test_invisible_characters_and_breaks_do_not_part_a_number_from_its_noun() -> None:
    source = read_bytes("Đại hội có 236\u200b đại\nbiểu\xa0\xa0chính  thức dự, đông đủ.".encode(), "x.txt")
    page = lay_out(source)
    at = page.flow.index("236 đại biểu chính thức")
    start, end = text_span(page.shift, at, at + len("236 đại biểu chính thức"))
    assert source.text[start:end] == "236\u200b đại\nbiểu\xa0\xa0chính  thức"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (5, 4), (0, 99)])
def test_a_range_the_text_does_not_have_is_an_error(start: int, end: int) -> None:
    source = read_bytes(b"abc def", "x.txt")
    with pytest.raises(BaocaoError, match="no such range"):
        where(source, start, end)


def test_a_place_prints_bytes_line_and_column() -> None:
    source = read_bytes("Thôn Hạ\ncó 40 hộ.".encode(), "x.txt")
    start = source.text.index("40")
    assert str(where(source, start, start + 5)) == "x.txt:2:4: bytes 15-22"
