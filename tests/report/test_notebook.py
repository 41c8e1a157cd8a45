"""Any executed notebook becomes one tree: markdown, tables, pictures, text, errors, and code by tag."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from baocao.errors import ReportError
from baocao.report import crossref
from baocao.report.notebook import document
from baocao.report.tree import (
    MIME,
    Callout,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Math,
    Paragraph,
    Table,
    Text,
    encode,
)
from report.sample_document import every_kind

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90pt' height='40pt'><text>ệ</text></svg>"


def png(size: int = 3) -> str:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (size, size), "white").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def read(*cells: Any, **options: Any) -> Document:
    about = options.pop("baocao", None)
    notebook = new_notebook(
        cells=list(cells), metadata={"baocao": about} if about is not None else options.pop("metadata", {})
    )
    return document(notebook, **options)


def displayed(data: dict[str, Any], metadata: dict[str, Any] | None = None, **cell: Any) -> Any:
    return new_code_cell("x", outputs=[new_output("display_data", data=data, metadata=metadata or {})], **cell)


def said(made: Document) -> str:
    return crossref.words(made.blocks)


def test_a_component_comes_back_as_the_blocks_it_displayed() -> None:
    made = read(
        displayed({MIME: encode(every_kind()), "text/plain": "chữ", "text/html": "<p>chữ</p>"}),
        baocao={"lang": "vi"},
    )
    assert made.blocks == every_kind()


def test_blocks_are_stored_a_line_each_and_come_back_whole() -> None:
    strange = Paragraph((Text("hai\ndòng, \u2028 và \x85"),))
    cell = displayed({MIME: encode((strange, *every_kind()))})
    written = nbformat.writes(new_notebook(cells=[cell]))
    assert len(json.loads(written)["cells"][0]["outputs"][0]["data"][MIME]) >= 1 + len(every_kind())
    assert read(*nbformat.reads(written, 4).cells, show_code=False).blocks == (strange, *every_kind())


@pytest.mark.parametrize("told", ['{"type":"paragraph","children":5}', "{", "chữ", '{"type":"none"}'])
def test_a_component_that_is_no_tree_is_told_in_one_line(told: str) -> None:
    with pytest.raises(ReportError, match="no tree of blocks"):
        read(displayed({MIME: told}))


def test_the_metadata_of_a_report_reach_the_document() -> None:
    about = {
        "lang": "en",
        "title": "T",
        "authors": ["A"],
        "keywords": ["k"],
        "timestamp": 7,
        "style": "nghi-dinh-30",
        "id": "x1",
        "header": {"agency": "VP"},
        "attachments": [
            {"name": "a.csv", "media": "text/csv", "description": "d", "relationship": "data", "base64": "eA=="}
        ],
    }
    made = read(baocao=about)
    assert (made.lang, made.title, made.authors, made.keywords, made.timestamp, made.style) == (
        "en",
        "T",
        ("A",),
        ("k",),
        7,
        "nghi-dinh-30",
    )
    assert made.header == {"agency": "VP", "id": "x1"}
    assert made.attachments[0].data == b"x"


def test_an_ordinary_notebook_takes_its_title_from_its_first_heading_or_its_file() -> None:
    assert read(new_markdown_cell("Mở\n\n## Khảo *sát*"), name="tep").title == "Khảo sát"
    assert read(new_markdown_cell("Không đề mục"), name="tep").title == "tep"


def test_an_ordinary_notebook_without_vietnamese_letters_is_english() -> None:
    assert read(new_markdown_cell("# A survey\n\nOf forty households, each with a garden of its own.")).lang == "en"
    assert read(new_markdown_cell("# Khảo sát\n\nBốn mươi hộ dân, mỗi hộ có một mảnh vườn riêng ở xã.")).lang == "vi"


def test_code_is_hidden_in_a_report_and_shown_in_an_ordinary_notebook() -> None:
    cell = new_code_cell("a = 1")
    assert not read(cell, baocao={"lang": "vi"}).blocks
    assert read(cell).blocks == (CodeBlock("a = 1", "python"),)
    assert not read(cell, show_code=False).blocks


@pytest.mark.parametrize("tag", ["hide-input", "remove-input", "hide_input", "remove_input"])
def test_a_tag_hides_the_code_and_keeps_the_result(tag: str) -> None:
    made = read(new_code_cell("a = 1", outputs=[new_output("stream", text="kết quả\n")], metadata={"tags": [tag]}))
    assert made.blocks == (CodeBlock("kết quả", role="output"),)


@pytest.mark.parametrize("tag", ["remove-cell", "hide-cell", "remove_cell"])
def test_a_tag_removes_a_cell_of_either_kind(tag: str) -> None:
    assert not read(
        new_code_cell("a", metadata={"tags": [tag]}), new_markdown_cell("b", metadata={"tags": [tag]})
    ).blocks


def test_a_tag_shows_code_in_a_report_and_another_hides_a_result() -> None:
    output = new_output("stream", text="kết quả\n")
    assert read(new_code_cell("a", metadata={"tags": ["show-input"]}), baocao={"lang": "vi"}).blocks == (
        CodeBlock("a", "python"),
    )
    assert not read(new_code_cell("", outputs=[output], metadata={"tags": ["hide-output"]})).blocks


def test_cells_of_the_other_language_are_left_out() -> None:
    cells = (
        new_markdown_cell("một", metadata={"tags": ["lang-vi"]}),
        new_markdown_cell("one", metadata={"tags": ["lang-en"]}),
        new_markdown_cell("!"),
    )
    assert said(read(*cells, baocao={"lang": "vi"})) == "một!"
    assert said(read(*cells, baocao={"lang": "en"})) == "one!"


def test_a_picture_keeps_the_words_its_maker_gave_it() -> None:
    made = read(
        displayed(
            {"image/svg+xml": SVG, "text/plain": "<Figure>"},
            {"image/svg+xml": {"alt": "Đường đi lên", "caption": "Thu nhập"}},
        ),
        show_code=False,
    )
    (figure,) = made.blocks
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.caption) == ("Đường đi lên", (Text("Thu nhập"),))


def test_a_picture_without_words_says_where_it_stands_and_that_nobody_described_it() -> None:
    made = read(new_markdown_cell("# T\n\n## Dân số"), displayed({"image/png": png()}), show_code=False)
    assert isinstance(made.blocks[-1], Figure)
    assert "Dân số" in made.blocks[-1].alt


def test_of_several_faces_the_best_one_is_printed() -> None:
    made = read(
        displayed({"image/png": png(), "image/svg+xml": SVG, "text/plain": "<Figure size 640x480 with 1 Axes>"}),
        show_code=False,
    )
    assert [type(b) for b in made.blocks] == [Figure]
    assert isinstance(made.blocks[0], Figure)
    assert made.blocks[0].media == "image/svg+xml"


def test_html_that_only_a_browser_can_run_falls_back_to_a_picture() -> None:
    made = read(
        displayed(
            {"text/html": "<div id=x></div><script>draw()</script>", "image/png": png(), "text/plain": "<Chart>"}
        ),
        show_code=False,
    )
    assert [type(b) for b in made.blocks] == [Figure]


@pytest.mark.parametrize(
    "data",
    [
        {"application/vnd.plotly.v1+json": {"data": []}},
        {"text/html": "<script>draw()</script>", "text/plain": "<IPython.core.display.HTML object>"},
        {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "IntSlider(value=1)"},
        {"image/png": base64.b64encode(b"no picture").decode()},
        {"image/gif": "R0lGOD"},
    ],
)
def test_a_result_that_can_not_be_printed_is_told_with_its_kind_and_a_remedy(data: dict[str, Any]) -> None:
    (note,) = read(displayed(data), show_code=False, metadata={"lang": "vi"}).blocks
    assert isinstance(note, Callout)
    words = crossref.words(note.blocks)
    assert sorted(data)[0] in words
    assert "SVG" in words


def test_latex_is_a_formula_and_what_is_no_formula_is_shown_as_source() -> None:
    made = read(displayed({"text/latex": r"$\displaystyle \frac{1}{2}$", "text/plain": "1/2"}), show_code=False)
    assert made.blocks == (Paragraph((Math(r"\displaystyle \frac{1}{2}", True),)),)
    made = read(displayed({"text/latex": r"\begin{tabular}{l}a\end{tabular}"}), show_code=False)
    assert isinstance(made.blocks[0], CodeBlock)


def test_prints_are_shown_as_a_terminal_leaves_them() -> None:
    made = read(
        new_code_cell(
            "",
            outputs=[
                new_output("stream", text="10%\r50%\r100%\n\x1b[31mđỏ\x1b[0m\n"),
                new_output("stream", name="stderr", text="lỗi\n"),
            ],
        )
    )
    assert made.blocks == (CodeBlock("100%\nđỏ\nlỗi", role="output"),)


def test_a_very_long_print_is_cut_and_says_so() -> None:
    made = read(new_code_cell("", outputs=[new_output("stream", text="x\n" * 1000)]), metadata={"lang": "vi"})
    assert isinstance(made.blocks[0], CodeBlock)
    assert made.blocks[0].text.endswith("… còn 600 dòng nữa")


def test_an_error_is_printed_as_an_error_without_terminal_colours() -> None:
    error = new_output(
        "error", ename="ValueError", evalue="sai", traceback=["\x1b[0;31mTraceback\x1b[0m", "ValueError: sai"]
    )
    made = read(new_code_cell("", outputs=[error]))
    assert made.blocks == (CodeBlock("Traceback\nValueError: sai", role="error"),)


def test_footnotes_of_two_cells_with_one_name_stay_apart() -> None:
    made = read(new_markdown_cell("a[^1]\n\n[^1]: chú một"), new_markdown_cell("b[^1]\n\n[^1]: chú hai"))
    root = crossref.connect(made)
    assert [crossref.plain(note) for note in root["footnotes"]] == ["chú một", "chú hai"]


def test_the_date_is_what_the_notebook_says_it_was_run_at() -> None:
    cell = new_code_cell(
        "",
        metadata={
            "execution": {"iopub.execute_input": "2024-05-01T10:00:00Z", "shell.execute_reply": "2024-05-01T10:00:09Z"}
        },
    )
    assert read(cell).timestamp == 1714557609
    assert read(cell, timestamp=5).timestamp == 5
    assert read().timestamp == 0


def test_a_table_of_pandas_is_a_table(tmp_path: Any) -> None:
    import pandas as pd

    frame = pd.DataFrame({"tên": ["An", "Bình"], "tuổi": [31, 45]})
    made = read(displayed({"text/html": frame.to_html(), "text/plain": repr(frame)}), show_code=False)
    (table,) = made.blocks
    assert isinstance(table, Table)
    assert [crossref.words(cell.children) for cell in table.head[0]] == ["", "tên", "tuổi"]
    assert [cell.align for cell in table.rows[0]] == ["right", "left", "right"]
    assert table.rows[0][0].header


def test_an_attachment_with_an_unknown_relationship_or_bad_bytes_is_refused() -> None:
    for bad in ({"relationship": "friend", "base64": ""}, {"base64": "!!"}, {"path": "../../etc/passwd"}):
        with pytest.raises(ReportError, match=r"^a\.txt: "):
            read(baocao={"attachments": [{"name": "a.txt", **bad}]})


def test_headings_inside_markdown_name_the_section_of_later_pictures() -> None:
    made = read(new_markdown_cell("# T"), displayed({"image/png": png()}, {"alt": "của tôi"}), show_code=False)
    assert isinstance(made.blocks[0], Heading)
    assert isinstance(made.blocks[1], Figure)
    assert made.blocks[1].alt == "của tôi"
