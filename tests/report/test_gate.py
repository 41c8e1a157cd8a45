"""The orphan gate: what it lets through, what it stops, and what it says."""

from __future__ import annotations

import pytest

from baocao.errors import ReportError
from baocao.model import Article
from baocao.report import gate, open, tree
from baocao.report.components import Report
from baocao.report.messages import LANGUAGES
from baocao.report.tree import Cell, Cite, Declared, Evidence, Figure, Mark, Text
from report.made import interview, many, none

EVIDENCE = Evidence("sentence-1", 1, (Text("Thu "), Mark("q1", "quantity", "72 triệu"), Text(" năm 2020.")))


def document(*blocks: tree.Block) -> tree.Document:
    return tree.Document(title="Bài", blocks=(*blocks, EVIDENCE))


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def cite(words: str, target: str = "sentence-1") -> Cite:
    return Cite("q1", words, target)


def whole(report: Report) -> tree.Document:
    """Everything a report can show."""
    names = (
        "cover glance chart_levels figures chart_movements commitments timeline checks shares people documents events "
        "quotations questions interview map_of_article evidence dictionary accuracy rebuild signoff"
    )
    blocks = tuple(block for name in names.split() for block in getattr(report, name)().blocks)
    return tree.Document(title="Bài", lang=report.lang, blocks=blocks)


@pytest.mark.parametrize(
    "block",
    [
        tree.Paragraph((Text("Đạt "), cite("72 triệu"))),
        tree.Paragraph((Text("câu "), Declared("7", "sentence number"))),
        tree.Paragraph((tree.Strong((cite("72"),)),)),
        tree.CodeBlock("x = 1", role="source"),
        tree.Derivation("derived-v1", "Mức năm 2020", "48 triệu", (cite("72"), Text(" − "), cite("24"))),
        Figure("image/svg+xml", "<svg><text>72</text></svg>", "Cao 72.", figures=(cite("72"),)),
        Figure("image/svg+xml", '<svg width="99"><path d="M 1 2"/></svg>', "Không số."),
    ],
    ids=lambda b: type(b).__name__,
)
def test_a_number_with_a_source_passes(block: tree.Block) -> None:
    gate.check(document(block))


@pytest.mark.parametrize(
    ("block", "number", "place"),
    [
        (tree.Heading(2, text("Năm 2020")), "2020", "heading"),
        (tree.Paragraph(text("Đạt 72,5 triệu")), "72,5", "paragraph"),
        (tree.Paragraph((tree.Link("https://a.vn", text("trang 3")),)), "3", "paragraph"),
        (tree.Paragraph((tree.Code("n=4"),)), "4", "paragraph"),
        (tree.Paragraph((tree.Math("x^2"),)), "2", "paragraph"),
        (tree.ListBlock(((tree.Paragraph(text("mục 1")),),)), "1", "paragraph"),
        (tree.Table(((Cell(text("Năm 2020")),),), ()), "2020", "head 1, column 1"),
        (tree.Table((), ((Cell(), Cell(text("9"))),), text("Bảng")), "9",
         "table “Bảng”, row 1, column 2"),
        (tree.Table((), (), text("Bảng 5")), "5", "caption of table"),
        (tree.Table((), (), notes=(text("ước 3"),)), "3", "note of"),
        (tree.Tiles((tree.Tile(text("Thu"), text("72")),)), "72", "tile “Thu”"),
        (tree.Tiles((tree.Tile(text("Thu"), (), period="2020"),)), "2020", "tile “Thu”"),
        (Figure("image/svg+xml", "<svg><text>72</text></svg>", "Cao."), "72", "label in figure"),
        (Figure("image/svg+xml", "<svg/>", "Cao 72."), "72", "alternative text"),
        (Figure("image/svg+xml", "<svg/>", "Cao.", caption=text("Hình 1")), "1", "caption of figure"),
        (tree.Callout("note", text("2 điều"), ()), "2", "callout"),
        (tree.CodeBlock("dài 5", role="output"), "5", "output of code"),
        (tree.QuotationCard(text("làm 3 việc"), "An"), "3", "quotation of An"),
        (tree.Quote((), text("trang 8")), "8", "attribution"),
        (tree.Turn("An", "interviewee", (tree.Paragraph(text("năm 1")),)), "1", "paragraph"),
        (tree.Group((tree.Paragraph(text("năm 1")),)), "1", "paragraph"),
        (tree.Footnote("a", (tree.Paragraph(text("năm 1")),)), "1", "paragraph"),
        (tree.Paragraph(text("Đạt ٧٢ triệu")), "٧٢", "paragraph"),
    ],
)  # fmt: skip
def test_a_number_without_a_source_stops_the_build_by_place_and_number(
    block: tree.Block, number: str, place: str
) -> None:
    with pytest.raises(ReportError, match=r"leads to no source") as caught:
        gate.check(document(block))
    assert repr(number) in str(caught.value)
    assert place in str(caught.value)


def test_a_citation_must_open_evidence_that_is_in_the_report() -> None:
    (orphan,) = gate.orphans(document(tree.Paragraph((cite("72", "sentence-9"),))))
    assert "sentence-9" in orphan.context


def test_a_declaration_needs_a_reason() -> None:
    (orphan,) = gate.orphans(document(tree.Paragraph((Declared("72", " "),))))
    assert orphan.context == "declared without a reason"


def test_a_picture_may_not_print_more_than_its_list_of_figures() -> None:
    figure = Figure("image/svg+xml", "<svg><text>72</text><text>73</text></svg>", "Cao 72.", figures=(cite("72"),))
    assert [o.number for o in gate.orphans(document(figure))] == ["73"]


def test_many_orphans_are_counted_and_the_first_are_named() -> None:
    words = text(" ".join(str(n) for n in range(100, 120)))
    with pytest.raises(ReportError, match=r"and 12 more"):
        gate.check(document(tree.Paragraph(words)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "article", [interview(), none(), many(1), many(3), many(60)], ids=["interview", "none", "1", "3", "60"]
)
def test_every_component_prints_only_numbers_with_a_source(article: Article, lang: str) -> None:
    assert list(gate.orphans(whole(open(article, lang=lang)))) == []


def test_the_gate_sees_a_digit_slipped_into_a_real_report() -> None:
    report = whole(open(interview()))
    slipped = tree.Paragraph(text("Thu nhập đạt 73 triệu đồng."))
    assert [o.number for o in gate.orphans(tree.Document(title="Bài", blocks=(*report.blocks, slipped)))] == ["73"]
