"""HTML that notebooks display, read for its meaning."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.report import crossref, hypertext
from baocao.report.tree import Block, Figure, Heading, Link, ListBlock, Paragraph, Strong, Table, Text


def grid(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[crossref.words(cell.children) for cell in row] for row in block.rows]


def test_a_frame_with_two_levels_of_columns_keeps_both_head_rows() -> None:
    frame = pd.DataFrame({("dân", "nam"): [1, 2], ("dân", "nữ"): [3, 4]})
    (table,) = hypertext.blocks(frame.to_html())
    assert isinstance(table, Table)
    assert [cell.span for cell in table.head[0]] == [1, 2]
    assert len(table.head) == 2


def test_a_cell_that_hangs_down_leaves_its_place_empty_below() -> None:
    frame = pd.DataFrame({"v": [1, 2, 3]}, index=pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)]))
    (table,) = hypertext.blocks(frame.to_html())
    assert grid(table) == [["a", "1", "1"], ["", "2", "2"], ["b", "1", "3"]]


def test_the_name_of_an_index_joins_the_head_row() -> None:
    (table,) = hypertext.blocks(pd.DataFrame({"v": [1]}, index=pd.Index(["x"], name="tên")).to_html())
    assert isinstance(table, Table)
    assert [crossref.words(cell.children) for cell in table.head[0]] == ["tên", "v"]
    assert len(table.head) == 1


def test_a_styler_keeps_its_words_and_caption_and_loses_only_its_paint() -> None:
    pytest.importorskip("jinja2")
    styled = (
        pd.DataFrame({"điểm": [8.5, 7.25]})
        .style.format(precision=1, decimal=",")
        .highlight_max()
        .set_caption("Điểm thi")
    )
    (table,) = hypertext.blocks(styled.to_html())
    assert isinstance(table, Table)
    assert crossref.words(table.caption) == "Điểm thi"
    assert [row[1] for row in grid(table)] == ["8,5", "7,2"]


def test_the_count_below_a_cut_frame_is_a_note() -> None:
    html = pd.DataFrame({"v": range(100)})._repr_html_()
    *_, note = hypertext.blocks(html)
    assert note == Paragraph((Text("100 rows × 1 columns"),), "note")


@pytest.mark.parametrize(
    ("cells", "align"),
    [
        (("1.599", "0,35%"), "right"),
        (("1", "hai"), "left"),
        (("-3", "NaN"), "right"),
        (("", ""), "left"),
        (("$1,200", "(30)"), "right"),
    ],
)
def test_columns_of_numbers_stand_to_the_right(cells: tuple[str, ...], align: str) -> None:
    (table,) = hypertext.blocks(
        "<table><tr><th>a</th></tr>" + "".join(f"<tr><td>{c}</td></tr>" for c in cells) + "</table>"
    )
    assert isinstance(table, Table)
    assert {row[0].align for row in table.rows} == {align}


def test_plain_writing_becomes_blocks() -> None:
    source = "<h2>Mục</h2><p>chữ <b>đậm</b> <a href='https://a.b'>nối</a></p><ul><li>một<li>hai</ul>chữ rời<p></p>"
    heading, paragraph, items, loose = hypertext.blocks(source)
    assert heading == Heading(2, (Text("Mục"),))
    assert paragraph == Paragraph(
        (Text("chữ "), Strong((Text("đậm"),)), Text(" "), Link("https://a.b", (Text("nối"),)))
    )
    assert isinstance(items, ListBlock)
    assert len(items.items) == 2
    assert loose == Paragraph((Text("chữ rời"),))


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "<script>x()</script>",
        "<style>a{}</style>",
        "<iframe src='https://a'></iframe>",
        "<div style='display: none'>ẩn</div>",
        "<img src='https://a.b/x.png'>",
        "<object data=x></object>",
        "<!-- chú -->",
        "<svg onload=x()></svg>",
    ],
)
def test_what_only_runs_or_is_hidden_or_elsewhere_says_nothing(source: str) -> None:
    assert hypertext.blocks(source) == ()


def test_a_picture_that_is_its_own_data_is_kept() -> None:
    (figure,) = hypertext.blocks(
        "<p><img alt='mô tả' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\"></p>"
    )
    assert isinstance(figure, Figure)
    assert figure.alt == "mô tả"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/abtdrhl =\"'&;#1\n", max_size=200))
def test_no_html_breaks_the_reader(source: str) -> None:
    hypertext.blocks(source)
    hypertext.blocks("<table>" + source + "</table>")


def test_absurd_spans_and_deep_nesting_are_bounded() -> None:
    hypertext.blocks("<table><tr><td colspan=99999999 rowspan=99999999>x</td></tr></table>")
    hypertext.blocks("<div>" * 5000 + "x")
    hypertext.blocks("<b>" * 5000 + "x")
