"""An executed notebook becomes an HTML and a PDF report by our nbconvert exporters: both or neither."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

from nbformat import NotebookNode

from baocao import atomic
from baocao.errors import ReportError
from baocao.report.cells import load
from baocao.report.exporter import ReportsExporter

RECORD = "build-record.json"


def render(executed: Path, folder: Path, notebook: NotebookNode | None = None) -> tuple[Path, ...]:
    """Write `folder`/NAME.html and NAME.pdf from an executed notebook of ours, and return their paths.

    The build record that they carry stands beside them as NAME.build.json. `notebook` is what the file holds, for who
    has it at hand. Raises ReportError where a printed figure has no source; then neither is written.
    """
    notebook = notebook or load(executed)
    if "baocao" not in notebook.metadata:
        raise ReportError(
            "not a notebook that baocao ran", where=str(executed), remedy="use: jupyter nbconvert --to baocao-pdf"
        )
    page, paper = folder / f"{executed.stem}.html", folder / f"{executed.stem}.pdf"
    try:
        resources = {"metadata": {"name": executed.stem, "path": str(executed.parent)}}
        # nbconvert checks the notebook once, not after each of its preprocessors
        exporter = ReportsExporter(gated=True, optimistic_validation=True)  # type: ignore[no-untyped-call]
        (html, pdf), _ = exporter.from_notebook_node(notebook, resources)
    except ReportError as error:
        raise ReportError(error.what, where=error.where or str(executed), remedy=error.remedy) from None
    made = {page: html.encode(), paper: pdf}
    for one in notebook.metadata.baocao.get("attachments", ()):
        if one["name"] == RECORD:
            made[folder / f"{executed.stem}.build.json"] = b64decode(one["base64"])
    for path, data in made.items():
        atomic.write(path, data)
    return tuple(made)
