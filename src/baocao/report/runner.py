"""Run a notebook with parameters, and keep of it only what depends on its inputs.

papermill executes; afterwards clocks, counters, random ids and paths of this machine are gone, so that the same
inputs give the same notebook, byte for byte.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from baocao import atomic
from baocao.corrections import FOLDER as CORRECTIONS
from baocao.errors import ParameterError, ReportError
from baocao.report import parameters as declared_parameters
from baocao.report.accuracy import root
from baocao.report.attachments import attachments
from baocao.report.cells import load, node, parameters_cell, speaks
from baocao.report.components import Report
from baocao.report.components import open as open_report
from baocao.report.corpus import about, gather
from baocao.report.cover import genre
from baocao.report.messages import LANGUAGES
from baocao.report.office import office, styled

HANOI = timezone(timedelta(hours=7))
"""The clock of the pages: publication times carry no zone."""
KERNEL = "python3"
START_SECONDS, CELL_SECONDS = 60, 600
"""How long a kernel may take to start, and one cell to run, before the build says so and stops.

BAOCAO_CELL_SECONDS in the environment is another limit for cells: a notebook of one's own may need longer.
"""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(
    notebook: Path,
    output: Path,
    given: Mapping[str, object],
    *,
    style: str = "baocao",
    corrections: Path = CORRECTIONS,
) -> NotebookNode:
    """Execute `notebook` with the parameters `given`, write it to `output` whole, and return it.

    `corrections` is the folder of the corrections file that the article was read with, which travels in the report.
    Raises ParameterError before anything runs, and ReportError naming the cell when one fails.
    """
    styled(style)
    timestamp(None)  # an impossible SOURCE_DATE_EPOCH is refused here; a kernel would say it a hundred times
    nb = load(notebook)
    known = declared_parameters.declared(parameters_cell(nb), where=str(notebook))
    values = declared_parameters.checked(
        known, {name: _relative(value) for name, value in given.items()}, where=str(notebook)
    )
    settings = {name: p.default for name, p in known.items()} | values
    lang = str(settings.get("lang", "vi"))
    if lang not in LANGUAGES:
        raise ParameterError(
            f"parameter 'lang' is {lang!r}", where=str(notebook), remedy=f"use one of: {', '.join(LANGUAGES)}"
        )
    report = open_report(str(settings["article"]), lang=lang) if "article" in settings else None
    many = (
        gather(
            str(settings["articles"]),
            as_of=str(settings.get("as_of", "")),
            since=str(settings.get("since", "")),
            lang=lang,
        )
        if "articles" in settings
        else None
    )
    nb.cells = [cell for cell in nb.cells if speaks(cell, lang)]
    with _named(BAOCAO_NOTEBOOK=str(notebook.resolve()), BAOCAO_STYLE=style):
        executed = _execute(nb, values, str(notebook))
        normalise(executed, given)
        executed.metadata["baocao"] = (
            about.metadata(many.binder, many.build_record(), style, many.since)
            if many
            else metadata(report, lang=lang, style=style, notebook=notebook, corrections=corrections)
        )
    nbformat.validate(executed)
    atomic.write(output, (_text(executed)).encode())
    return executed


def normalise(nb: NotebookNode, given: Mapping[str, object] = {}) -> None:
    """Remove from `nb` all that depends on the run and not on its inputs; counters, timings, random ids, paths."""
    nb.metadata.pop("papermill", None)
    nb.metadata.pop("widgets", None)
    nb.metadata["language_info"] = {"name": "python"}
    seen: set[str] = set()
    for cell in nb.cells:
        for key in ("papermill", "execution", "collapsed", "ExecuteTime"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.execution_count = None
            for out in cell.outputs:
                if "execution_count" in out:
                    out["execution_count"] = None
                out.get("metadata", {}).pop("papermill", None)
                if out.output_type == "stream":
                    out["text"] = _homeless(out["text"])
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = _homeless(cell.source)
            cell.id = "injected"
        if cell.id in seen or not cell.id:
            cell.id = hashlib.sha256(f"{cell.cell_type}\0{cell.source}\0{len(seen)}".encode()).hexdigest()[:8]
        seen.add(cell.id)


def metadata(
    report: Report | None, *, lang: str, style: str, notebook: Path, corrections: Path = CORRECTIONS
) -> dict[str, Any]:
    """What the exporters need to know of a report beyond its cells."""
    if report is None:
        return {"lang": lang, "style": style, "timestamp": timestamp(None), "title": notebook.stem}
    meta, say = report.article.metadata, report.dossier.say
    built = report.build_record()
    title = meta.title or say.gettext("Untitled article")
    source = ", ".join(
        part for part in (meta.outlet or meta.organization, meta.url, (meta.published or "")[:10]) if part
    )
    keywords = [
        word
        for word in (genre(report.dossier), meta.section, *dict.fromkeys(i.topic for i in report.article.indicators))
        if word
    ]
    return {
        "article": built.article,
        "lang": lang,
        "style": style,
        "timestamp": timestamp(meta.published),
        "title": title,
        "authors": [name for name in (meta.author, meta.organization) if name],
        "keywords": keywords,
        "description": say.gettext("A report in which every figure leads back to the sentence that states it"),
        "header": {"title": title, "id": built.identity, "source": source, **office(root())},
        "id": built.identity,
        "attachments": [
            {
                "name": a.name,
                "media": a.media,
                "description": a.description,
                "relationship": a.relationship,
                "base64": b64encode(a.data).decode(),
            }
            for a in attachments(report.dossier, built, root(), corrections)
        ],
    }


def timestamp(published: str | None) -> int:
    """The report's date in seconds since 1970: SOURCE_DATE_EPOCH, else the publication, else 0; never the clock."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if given:
        if not (given.isascii() and given.isdecimal() and len(given) <= 11):  # beyond, no calendar has a year for it
            raise ReportError(f"SOURCE_DATE_EPOCH is {given!r}", remedy="give whole seconds since 1970, or unset it")
        return int(given)
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return 0
    return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=HANOI)).timestamp()))


def _execute(nb: NotebookNode, values: Mapping[str, object], where: str) -> NotebookNode:
    """papermill's run of `nb`, its troubles told in one line."""
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from baocao.report.kernel import SocketKernelManager, engine

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what goes wrong is said below, in one line
    seconds = int(os.environ.get("BAOCAO_CELL_SECONDS") or CELL_SECONDS)
    try:
        with engine("papermill"):  # sockets need a short private folder; a forking engine around this one stays
            executed = papermill.execute_notebook(
                nb,
                None,
                parameters=dict(values),
                kernel_name=KERNEL,
                language="python",
                progress_bar=False,
                start_timeout=START_SECONDS,
                execution_timeout=seconds,
                # Of itself four seconds from a cell's end to the last of its outputs: a busy machine, or a long
                # output, takes more, and papermill would call that a cell without an end.
                iopub_timeout=seconds,
                shutdown_kernel="immediate",
                request_save_on_cell_execute=False,
                record_timing=False,
                kernel_manager_class=SocketKernelManager,
            )
        return node(executed)
    except papermill.PapermillExecutionError as error:
        what = _COLOUR.sub("", str(error.evalue)).strip().splitlines()
        ours = error.ename in ("BaocaoError", "ReportError", "ParameterError", "ReadError") and what
        reason = what[0] if ours else f"{error.ename}: {' '.join(what[:1])}"
        raise ReportError(
            f"cell {error.cell_index} failed: {reason}",
            where=where,
            remedy="" if ours else "run the notebook in JupyterLab",
        ) from None
    except DeadKernelError:
        raise ReportError(
            "the kernel died while running", where=where, remedy="run it again; if it dies again, look for memory"
        ) from None
    except CellTimeoutError:
        raise ReportError(
            f"a cell took more than {seconds} seconds",
            where=where,
            remedy="make the cell shorter, or look for a loop without an end",
        ) from None
    except (NoSuchKernel, RuntimeError) as error:
        raise ReportError(
            f"no kernel to run it ({error})", where=where, remedy="install the lock: make report"
        ) from None


def _text(nb: NotebookNode) -> str:
    return str(v4.writes(nb)) + "\n"  # type: ignore[no-untyped-call]  # it is checked already


@contextmanager
def _named(**variables: str) -> Iterator[None]:
    """Environment variables for the kernel of one run."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _relative(value: object) -> object:
    """A path inside the working folder as the project names it."""
    if isinstance(value, str | Path) and Path(value).is_absolute():
        path = Path(value)
        if path.is_relative_to(Path.cwd()):
            return str(path.relative_to(Path.cwd()))
    return str(value) if isinstance(value, Path) else value


def _homeless(text: str) -> str:
    """`text` without the folders of this machine."""
    for folder in sorted(
        {str(Path.cwd()), str(Path.home()), os.environ.get("VIRTUAL_ENV", "")} - {"", "/"}, key=len, reverse=True
    ):
        text = text.replace(folder + "/", "")
    return re.sub(r'(["\s(=])/(?:[^/\s"\')]+/)+', r"\1", text)
