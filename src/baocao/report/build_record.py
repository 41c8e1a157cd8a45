"""What a report was built from: hashes, versions, parameters and the command that builds it again."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

import baocao
from baocao import contract, model
from baocao.report import tree
from baocao.report.dossier import Dossier
from baocao.report.messages import Catalogue
from baocao.report.phrase import cell, fill, heads, paragraph
from baocao.report.source_hash import PRINTER, RULES, source_hash

TOOLS = ("babel", "matplotlib", "mistune", "msgspec", "nbconvert", "nbformat", "papermill", "typst")
"""Packages whose version can change a report's bytes."""
SHOWN = 16
"""Hexadecimal digits of a hash that are printed; the full hashes are in the attached build record."""


class BuildRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs of one report; equal records give equal bytes."""

    article: str
    article_sha256: str
    """Of the article's bytes."""
    facts_sha256: str
    """Of what was understood of it."""
    rules_sha256: str
    """Of the lexicons and rules that read it."""
    report_sha256: str
    """Of the code that prints it."""
    notebook: str = ""
    notebook_sha256: str = ""
    """Of the notebook's own cells; empty where it was run by hand."""
    lock_sha256: str = ""
    evaluation_sha256: str = ""
    """Of the evaluation that the accuracy label quotes; empty where there is none."""
    judged_sha256: str = ""
    """Of how the rules did on what this project's people judged; empty where nobody did."""
    parameters: dict[str, Any] = {}
    style: str = "baocao"
    python: str = ""
    versions: dict[str, str] = {}
    command: str = ""

    @property
    def identity(self) -> str:
        """The report's number: a hash over all its inputs."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:SHOWN]


def record(
    article: model.Article,
    *,
    lang: str,
    notebook: Path | None = None,
    lock: Path | None = None,
    evaluation: Path | None = None,
    judged: Path | None = None,
    style: str = "baocao",
    path: str = "",
) -> BuildRecord:
    """The build record of a report on `article`; `path` is the article's parsed file as the project names it."""
    parsed = f"build/parsed/{Path(path or article.source.path).stem}.json"
    parameters = {"article": parsed, "lang": lang}
    name = notebook.name if notebook else ""
    return BuildRecord(
        article=Path(article.source.path).name,
        article_sha256=article.source.sha256,
        facts_sha256=hashlib.sha256(contract.encode(article)).hexdigest(),
        rules_sha256=source_hash(RULES),
        report_sha256=source_hash(PRINTER),
        notebook=name,
        notebook_sha256=cells_hash(notebook) if notebook else "",
        lock_sha256=file_hash(lock),
        evaluation_sha256=file_hash(evaluation),
        judged_sha256=file_hash(judged),
        parameters=parameters,
        style=style,
        python=python(),
        versions=versions(),
        command=command(lang, style),
    )


def cells_hash(notebook: Path) -> str:
    """Hash of a notebook's cells (kind, tags, source), so that outputs and editor metadata change nothing."""
    cells = msgspec.json.decode(notebook.read_bytes())["cells"]
    content = [
        (
            c["cell_type"],
            c.get("metadata", {}).get("tags", []),
            "".join(c["source"]) if isinstance(c["source"], list) else c["source"],
        )
        for c in cells
    ]
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def rebuild(dossier: Dossier, built: BuildRecord) -> tuple[tree.Block, ...]:
    """How to build the report again and check it, with the hashes of all it came from."""
    say = dossier.say
    rows = [
        (say.gettext("Article"), f"{built.article} · {short(built.article_sha256)}"),
        (say.gettext("What was understood of it"), short(built.facts_sha256)),
        (say.gettext("Lexicons and rules"), short(built.rules_sha256)),
        (say.gettext("Report code"), short(built.report_sha256)),
        (
            say.gettext("Notebook"),
            f"{built.notebook} · {short(built.notebook_sha256)}" if built.notebook else say.gettext("run by hand"),
        ),
        (say.gettext("Lock of the packages"), short(built.lock_sha256) or say.gettext("none found")),
        (
            say.gettext("Versions"),
            ", ".join(f"{name} {text}" for name, text in {"Python": built.python, **built.versions}.items()),
        ),
        (say.gettext("Identity of this report"), built.identity),
    ]
    return (
        paragraph(
            fill(
                say.gettext(
                    "The same article, rules, notebook and lock give the same bytes. To build this report again:"
                )
            )
        ),
        tree.CodeBlock(built.command, language="sh"),
        paragraph(fill(say.gettext("To check a finished report against its own attachments and the article:"))),
        tree.CodeBlock(f"baocao verify reports/{Path(built.article).stem}.{dossier.lang}.pdf", language="sh"),
        inputs(say, rows),
    )


def inputs(say: Catalogue, rows: Iterable[tuple[str, str]]) -> tree.Table:
    """The table of what a report was built from: names, and hashes or versions that no sentence states."""
    return tree.Table(
        head=(heads(say.gettext("Input"), say.gettext("Name and hash")),),
        rows=tuple((cell(name, header=True), cell(_declared(text))) for name, text in rows),
        widths=(2, 5),
        id="inputs",
        caption=fill(say.gettext("What this report was built from")),
    )


def _declared(text: str) -> tuple[tree.Inline, ...]:
    from baocao.report.dossier import DIGITS

    return (tree.Declared(text=text, reason="build record"),) if DIGITS.search(text) else (tree.Text(text),)


def short(digest: str) -> str:
    """The part of a hash that is printed."""
    return digest[:SHOWN]


def file_hash(path: Path | None) -> str:
    """sha256 of a file's bytes; empty where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    except OSError:
        return ""


def python() -> str:
    """The version of Python that counts: its bytes are the same from one patch release to the next."""
    return ".".join(platform.python_version_tuple()[:2])


@cache
def versions() -> dict[str, str]:
    """This package's version and those of the tools that can change a report's bytes."""
    found = {"baocao": baocao.__version__}
    for tool in TOOLS:
        try:
            found[tool] = version(tool)
        except PackageNotFoundError:
            continue
    return found


def command(lang: str, style: str, as_of: str = "") -> str:
    """The command that builds the report again."""
    day, layout = f" AS_OF={as_of}" if as_of else "", f" STYLE={style}" if style != "baocao" else ""
    return f'make report LANGUAGES="{lang}"{day}{layout}'
