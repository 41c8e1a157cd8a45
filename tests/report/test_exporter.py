"""`jupyter nbconvert --to baocao-html` and `--to baocao-pdf` on any executed notebook."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from baocao.errors import ReportError
from baocao.report.exporter import HTMLReportExporter, PDFReportExporter
from baocao.report.tree import MIME, encode
from report.sample_document import every_kind
from report.test_notebook import SVG, png


def ordinary() -> Any:
    """A notebook as people have them: no metadata of ours."""
    return new_notebook(
        cells=[
            new_markdown_cell("# Khảo sát nhỏ\n\nVới $a^2$ và ghi chú[^1].\n\n![hình](hinh.png)\n\n[^1]: Cuối."),
            new_code_cell(
                "df",
                outputs=[
                    new_output(
                        "execute_result",
                        data={"text/html": "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>", "text/plain": "a"},
                    )
                ],
            ),
            new_code_cell(
                "plt.show()",
                outputs=[new_output("display_data", data={"image/png": png(200), "text/plain": "<Figure>"})],
            ),
            new_code_cell("svg", outputs=[new_output("display_data", data={"image/svg+xml": SVG})]),
            new_code_cell(
                "w",
                outputs=[
                    new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {"model_id": "x"}})
                ],
            ),
        ]
    )


def report() -> Any:
    data = {MIME: encode(every_kind()), "text/html": "<p>mặt khác</p>", "text/plain": "chữ"}
    about = {
        "lang": "vi",
        "title": "Báo cáo mẫu",
        "timestamp": 1594252800,
        "id": "bc-1",
        "attachments": [
            {
                "name": "facts.csv",
                "media": "text/csv",
                "description": "Số liệu",
                "relationship": "data",
                "base64": "eA==",
            }
        ],
    }
    return new_notebook(
        cells=[new_code_cell("r.cover()", outputs=[new_output("display_data", data=data)])], metadata={"baocao": about}
    )


def test_both_formats_are_known_to_nbconvert_by_name() -> None:
    assert get_exporter("baocao-html") is HTMLReportExporter
    assert get_exporter("baocao-pdf") is PDFReportExporter


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_nbconvert_writes_the_file_beside_the_notebook(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "sổ tay.ipynb"
    nbformat.write(ordinary(), path)
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", f"baocao-{kind}", path.name],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    data = (tmp_path / f"sổ tay.{kind}").read_bytes()
    assert data.startswith(b"%PDF-1.7" if kind == "pdf" else b"<!DOCTYPE html>")


def test_an_ordinary_notebook_shows_its_code_and_says_what_it_can_not_show() -> None:
    page, resources = HTMLReportExporter().from_notebook_node(ordinary())
    assert resources["output_extension"] == ".html"
    assert "plt.show()" in page
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "hinh.png" in page


def test_a_picture_beside_the_notebook_is_taken_in_and_one_outside_its_folder_is_not(tmp_path: Path) -> None:
    from base64 import b64decode

    folder = tmp_path / "trong"
    folder.mkdir()
    (tmp_path / "ngoai.png").write_bytes(b64decode(png()))
    (folder / "hinh.png").write_bytes(b64decode(png()))
    (folder / "lien-ket.png").symlink_to(tmp_path / "ngoai.png")
    for name, found in (
        ("hinh.png", True),
        ("../ngoai.png", False),
        (str(tmp_path / "ngoai.png"), False),
        ("lien-ket.png", False),
    ):
        notebook = new_notebook(cells=[new_markdown_cell(f"# T\n\n![mô tả]({name})")])
        page, _ = HTMLReportExporter().from_notebook_node(notebook, {"metadata": {"path": str(folder), "name": "t"}})
        assert ('src="data:image/png' in page) is found, name


def test_no_input_of_nbconvert_and_our_own_switch_hide_the_code() -> None:
    from traitlets.config import Config

    assert (
        "plt.show()"
        not in HTMLReportExporter(config=Config({"TemplateExporter": {"exclude_input": True}})).from_notebook_node(
            ordinary()
        )[0]
    )
    assert "plt.show()" not in HTMLReportExporter(show_code=False).from_notebook_node(ordinary())[0]
    assert "r.cover()" in HTMLReportExporter(show_code=True).from_notebook_node(report())[0]


def test_a_report_carries_its_executed_notebook_without_its_other_attachments() -> None:
    data, _ = PDFReportExporter().from_notebook_node(report())
    file = pikepdf.open(io.BytesIO(data))
    found = {str(spec.UF): spec.EF.F.read_bytes() for spec in file.Root.AF}
    assert found.keys() == {"facts.csv", "notebook.ipynb"}
    inside = nbformat.reads(found["notebook.ipynb"].decode(), 4)
    assert "attachments" not in inside.metadata["baocao"]
    assert MIME in inside.cells[0].outputs[0].data


def test_the_attached_notebook_prints_the_same_report_again() -> None:
    data, _ = PDFReportExporter().from_notebook_node(report())
    file = pikepdf.open(io.BytesIO(data))
    attached = next(spec.EF.F.read_bytes() for spec in file.Root.AF if str(spec.UF) == "notebook.ipynb")
    again = nbformat.reads(attached.decode(), 4)
    alone = report()
    del alone.metadata["baocao"]["attachments"]
    assert HTMLReportExporter().from_notebook_node(again)[0] == HTMLReportExporter().from_notebook_node(alone)[0]


def test_the_clock_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = pikepdf.open(io.BytesIO(PDFReportExporter().from_notebook_node(ordinary())[0]))
    assert str(dated.docinfo["/CreationDate"]).startswith("D:20231114")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    first, second = (PDFReportExporter().from_notebook_node(ordinary())[0] for _ in range(2))
    assert first == second


def test_the_style_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    page, _ = HTMLReportExporter(style="nghi-dinh-30").from_notebook_node(report())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    with pytest.raises(ReportError, match="unknown style"):
        HTMLReportExporter(style="mới").from_notebook_node(report())


def test_a_notebook_that_was_never_run_is_still_a_report() -> None:
    data, _ = PDFReportExporter().from_notebook_node(
        new_notebook(cells=[new_code_cell("1 + 1"), new_markdown_cell("")])
    )
    assert data.startswith(b"%PDF")
