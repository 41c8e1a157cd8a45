"""Where two texts, tables or printed reports first differ, in words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from io import BytesIO

import msgspec

NEAR = 200
"""Words after the first other one in which two texts are laid side by side; all of a long page would take minutes."""


def first_line(given: bytes, made: bytes) -> str:
    """The first line of a table that differs from what recomputing gives."""
    old, new = (data.decode("utf-8-sig", "replace").splitlines() for data in (given, made))
    for number, (a, b) in enumerate(zip(old, new, strict=False), 1):
        if a != b:
            return f"line {number} reads {a!r}, recomputed {b!r}"
    return f"{len(old)} lines, recomputed {len(new)}"


def first_attached(given: Mapping[str, bytes], again: Mapping[str, bytes]) -> str | None:
    """The first attached file that says something else; None where all say the same."""
    for name in sorted(given.keys() | again.keys()):
        if name not in given or name not in again:
            return f"{name} is {'attached' if name in given else 'not attached'}, recomputed otherwise"
        old, new = (_said(name, files[name]) for files in (given, again))
        if old != new:
            return f"{name}: {first_line(old, new)}"
    return None


def _said(name: str, data: bytes) -> bytes:
    """What a file says; of a notebook, without the cell that names the folders of its build."""
    if not name.endswith(".ipynb"):
        return data
    try:
        notebook = msgspec.json.decode(data)
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "injected"]
    except (msgspec.MsgspecError, KeyError, TypeError):
        return data
    return msgspec.json.format(msgspec.json.encode(notebook), indent=1)


def first_printed(given: bytes, again: bytes, suffix: str) -> str | None:
    """The first place where two reports print different words; None where they print the same."""
    old, new = (pages(data, suffix) for data in (given, again))
    for number, (a, b) in enumerate(zip(old, new, strict=False), 1):
        if a == b:
            continue
        words, others = a.split(), b.split()
        same = next((n for n, (x, y) in enumerate(zip(words, others, strict=False)) if x != y), 0)
        start = max(0, same - 6)
        words, others = words[start : same + NEAR], others[start : same + NEAR]
        for tag, i, i2, j, j2 in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
            if tag != "equal":
                where = f"page {number}" if suffix == ".pdf" else "the page"
                before = " ".join(words[max(0, i - 6) : i])
                return (
                    f"{where} prints {' '.join(words[i:i2])!r} after {before!r}, recomputed {' '.join(others[j:j2])!r}"
                )
    return None if len(old) == len(new) else f"{len(old)} pages, recomputed {len(new)}"


def pages(data: bytes, suffix: str) -> list[str]:
    """The words of a report: page by page of a PDF, all at once of HTML."""
    if suffix == ".pdf":
        from pypdf import PdfReader

        return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    from lxml import html

    return [" ".join(html.document_fromstring(data.decode("utf-8", "replace")).itertext())]
