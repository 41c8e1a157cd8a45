"""A notebook as it is stored: its cells, what they take as parameters, and which speak a language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from baocao.errors import ReportError


def load(notebook: Path) -> NotebookNode:
    """The notebook as nbformat 4; raises ReportError when the file is none."""
    try:
        return node(nbformat.read(notebook, as_version=4))  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise ReportError("no such file", where=str(notebook), remedy="check the path") from None
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        raise ReportError(
            f"not a notebook ({type(error).__name__})",
            where=str(notebook),
            remedy="give an .ipynb file of Jupyter, format 4",
        ) from None


def parameters_cell(nb: NotebookNode) -> str:
    """The source of the cell tagged `parameters`, or nothing."""
    return next((str(cell.source) for cell in nb.cells if "parameters" in cell.metadata.get("tags", [])), "")


def speaks(cell: NotebookNode, lang: str) -> bool:
    """Whether a cell belongs to a report in `lang`: markdown tagged `lang-xx` only in that language, others always."""
    tags = [tag for tag in cell.metadata.get("tags", []) if tag.startswith("lang-")]
    return cell.cell_type != "markdown" or not tags or f"lang-{lang}" in tags


def node(nb: Any) -> NotebookNode:
    """What the untyped notebook libraries return, as the node that it is."""
    assert isinstance(nb, NotebookNode)
    return nb
