"""Markdown as blocks: what writers of notebooks use, and nothing that runs."""

from __future__ import annotations

import base64
import io

import pytest

from baocao.report import crossref, markdown
from baocao.report.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
)


def t(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Đề *mục*", (Heading(1, (Text("Đề "), Emphasis(t("mục")))),)),
        ("**đậm** ~~bỏ~~ `mã`", (Paragraph((Strong(t("đậm")), Text(" "), Strike(t("bỏ")), Text(" "), Code("mã"))),)),
        ("a &amp; b &lt;c&gt;", (Paragraph(t("a & b <c>")),)),
        ("một  \nhai\nba", (Paragraph((Text("một"), Break(), Text("hai"), Text(" "), Text("ba"))),)),
        ("[chữ](https://a.b)", (Paragraph((Link("https://a.b", t("chữ")),)),)),
        ("$a^2$", (Paragraph((Math("a^2"),)),)),
        ("giá $5 và $6", (Paragraph(t("giá $5 và $6")),)),
        ("$$\n\\frac{a}{b}\n$$", (Paragraph((Math("\\frac{a}{b}", True),)),)),
        ("> lời", (Quote((Paragraph(t("lời")),)),)),
        ("```sql\nselect 1\n```", (CodeBlock("select 1", "sql"),)),
        ("---", (Divider(),)),
        ("3. ba\n4. bốn", (ListBlock(((Paragraph(t("ba")),), (Paragraph(t("bốn")),)), True, 3),)),
        (
            "<b>đậm</b> và <i>nghiêng</i><br>x",
            (Paragraph((Strong(t("đậm")), Text(" và "), Emphasis(t("nghiêng")), Break(), Text("x"))),),
        ),
        ("<b>hở", (Paragraph(t("hở")),)),
        ("x <blink>lạ</blink>", (Paragraph((Text("x "), Text("<blink>"), Text("lạ"), Text("</blink>"))),)),
        ("<div><p>khối</p></div>", (Paragraph(t("khối")),)),
        ("<script>alert(1)</script>", ()),
    ],
)
def test_each_construct_has_its_node(source: str, expected: tuple[Block, ...]) -> None:
    assert markdown.blocks(source) == expected


def test_a_table_keeps_its_alignment() -> None:
    (table,) = markdown.blocks("| a | b |\n|:--|--:|\n| 1 | *2* |")
    assert table == Table(
        ((Cell(t("a"), "left", True), Cell(t("b"), "right", True)),),
        ((Cell(t("1")), Cell((Emphasis(t("2")),), "right")),),
    )


def test_a_picture_in_a_paragraph_stands_on_its_own_between_its_words() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    pictures = markdown.Pictures({"i.png": {"image/png": data}}, lambda address: None)
    before, figure, after = markdown.blocks('trước ![mô tả](attachment:i.png "Tên hình") sau', pictures=pictures)
    assert (before, after) == (Paragraph(t("trước")), Paragraph(t("sau")))
    assert figure == Figure("image/png", data, "mô tả", t("Tên hình"))


@pytest.mark.parametrize(
    "address",
    ["https://a.b/x.png", "attachment:none.png", "khong-co.png", "data:text/html,x", "data:image/png;base64,AAAA"],
)
def test_a_picture_that_is_not_at_hand_is_told_and_never_fetched(address: str) -> None:
    (note,) = markdown.blocks(f"![mô tả]({address})", missing="thiếu {address}")
    assert isinstance(note, Paragraph)
    assert note.role == "note"
    assert crossref.words(note.children).startswith("thiếu ")


def test_a_latex_environment_on_its_own_is_a_formula() -> None:
    (paragraph,) = markdown.blocks("\\begin{equation}\na = b\n\\end{equation}")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.children[0], Math)
    assert paragraph.children[0].display


def test_deep_nesting_does_not_break_the_reader() -> None:
    assert markdown.blocks("> " * 300 + "x")
    assert markdown.blocks("*" * 400 + "x" + "*" * 400)
    assert markdown.blocks("[" * 500)
