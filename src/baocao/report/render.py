"""An executed notebook becomes an HTML and a PDF report: both from one tree, both or neither."""

from __future__ import annotations

from pathlib import Path

from baocao import atomic
from baocao.errors import ReportError
from baocao.report import gate, html, pdf
from baocao.report.notebook import document
from baocao.report.runner import load


def render(executed: Path, folder: Path) -> tuple[Path, Path]:
    """Write `folder`/NAME.html and NAME.pdf from an executed notebook of ours, and return their paths.

    Raises ReportError where a printed figure has no source; then neither file is written.
    """
    notebook = load(executed)
    if "baocao" not in notebook.metadata:
        raise ReportError("not a notebook that baocao ran", where=str(executed),
                          remedy="for other notebooks: jupyter nbconvert --to baocao-pdf")  # fmt: skip
    tree = document(notebook, name=executed.stem)
    try:
        gate.check(tree)
    except ReportError as error:
        raise ReportError(error.what, where=str(executed), remedy=error.remedy) from None
    page, paper = folder / f"{executed.stem}.html", folder / f"{executed.stem}.pdf"
    made = {page: html.write(tree).encode(), paper: pdf.write(tree)}
    for path, data in made.items():
        atomic.write(path, data)
    return page, paper
