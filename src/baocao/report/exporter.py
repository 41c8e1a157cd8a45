"""nbconvert exporters: any executed notebook to our HTML and our PDF.

jupyter nbconvert --to baocao-html report.ipynb
jupyter nbconvert --to baocao-pdf report.ipynb
"""

from __future__ import annotations

import json
import mimetypes
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
from nbconvert.exporters import Exporter
from traitlets import Bool, Unicode

from baocao.errors import ReportError
from baocao.report import gate, html, pdf
from baocao.report.crossref import connect
from baocao.report.notebook import document
from baocao.report.tree import MIME, Attachment, Document
from baocao.report.wording import wording

MAX_FILE = 50_000_000


class _ReportExporter(Exporter):
    """What both formats share: the notebook becomes one document tree."""

    show_code = Bool(
        None, allow_none=True, help="Show the code of cells; default: only of notebooks that are no baocao reports."
    ).tag(config=True)
    gated = Bool(False, help="Refuse a document that prints a figure without a source; the build does.").tag(
        config=True
    )
    style = Unicode("", help="Layout, for example nghi-dinh-30; default: what the notebook says.").tag(config=True)

    def tree(self, notebook: Any, resources: dict[str, Any]) -> Document:
        """The document of a notebook; files are looked for beside it and nowhere else.

        Raises ReportError where it is gated and prints a figure without a source.
        """
        metadata = resources.get("metadata", {})
        folder = Path(metadata.get("path") or ".")
        given = resources.get("baocao_attachments", ())
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        show = self.show_code
        if show is None and self.config.TemplateExporter.get("exclude_input"):
            show = False  # nbconvert's own --no-input
        made = document(
            notebook,
            name=str(metadata.get("name") or ""),
            show_code=show,
            load=lambda address: _load(folder, address),
            attachments=tuple(one for one in given if isinstance(one, Attachment)),
            timestamp=int(epoch) if epoch.isdigit() else None,
        )
        if self.style == "nghi-dinh-30":
            made = msgspec.structs.replace(made, style="nghi-dinh-30")
        elif self.style not in ("", "baocao"):
            raise ReportError(f"unknown style: {self.style}", remedy="known are baocao and nghi-dinh-30")
        if self.gated:
            gate.check(made)
        return made


def _load(folder: Path, address: str) -> tuple[str, bytes] | None:
    """A file beside the notebook with its media type; None where it is elsewhere, missing or too large."""
    if not address or "://" in address or address.startswith(("/", "~", "\\")) or "\x00" in address:
        return None
    root = folder.resolve()
    path = (root / address).resolve()
    if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > MAX_FILE:
        return None
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes()


def _with_notebook(tree: Document, notebook: Any) -> Document:
    """The document of a report with the executed notebook among its attachments."""
    if not notebook.metadata.get("baocao"):
        return tree
    return msgspec.structs.replace(tree, attachments=(*tree.attachments, _executed(notebook, tree)))


def _executed(notebook: Any, tree: Document) -> Attachment:
    """The executed notebook as an attachment, without the other attachments in its metadata."""
    bare: Any = deepcopy(notebook)
    bare.metadata["baocao"] = {
        key: value for key, value in notebook["metadata"]["baocao"].items() if key != "attachments"
    }
    for cell in bare.cells:
        for output in cell.get("outputs", ()):
            # the tree of a component is its source; its HTML face is made from it again
            if MIME in output.get("data", ()):
                output["data"].pop("text/html", None)
    description = wording(tree.lang)["notebook"]
    data = (json.dumps(bare, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    return Attachment("notebook.ipynb", "application/x-ipynb+json", description, "source", data)


class HTMLReportExporter(_ReportExporter):
    """One self-contained HTML file."""

    export_from_notebook = "Báo cáo (HTML)"
    file_extension = Unicode(".html").tag(config=True)
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """The notebook as HTML, with nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".html"
        return html.write(self.tree(nb, resources)), resources


class PDFReportExporter(_ReportExporter):
    """One PDF, by Typst: no TeX, no browser."""

    export_from_notebook = "Báo cáo (PDF)"
    file_extension = Unicode(".pdf").tag(config=True)
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """The notebook as PDF, with nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return pdf.write(_with_notebook(self.tree(nb, resources), nb)), resources


class ReportsExporter(_ReportExporter):
    """Both files of a report at once, the HTML and the PDF: what they have in common is worked out once."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """The pair of the HTML and the PDF of the notebook, with nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        tree = self.tree(nb, resources)
        nodes = connect(tree)
        return (html.write(tree, nodes), pdf.write(_with_notebook(tree, nb), nodes)), resources
