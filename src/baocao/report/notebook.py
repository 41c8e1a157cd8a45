"""An executed notebook as a document tree: markdown, what the cells displayed, and code where readers want it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from baocao.errors import ReportError
from baocao.report import formula, hypertext, markdown, picture
from baocao.report.crossref import words
from baocao.report.sections import telling
from baocao.report.tree import (
    MIME,
    Attachment,
    Block,
    Callout,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Math,
    Paragraph,
    Text,
    decode,
)
from baocao.report.wording import wording

Load = Callable[[str], tuple[str, bytes] | None]

NO_CELL = {"remove-cell", "hide-cell", "remove_cell", "hide_cell", "noprint"}
NO_INPUT = {"remove-input", "hide-input", "remove_input", "hide_input"}
NO_OUTPUT = {"remove-output", "hide-output", "remove_output", "hide_output"}
SHOW_INPUT = {"show-input", "show_input"}
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
USELESS_REPR = re.compile(r"<(?:Figure size|IPython\.core\.display|pandas\.io\.formats)[^>]*>|<[\w.]+ at 0x[0-9a-f]+>")
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
MAX_LINES = 400
"""Lines of one text output that are printed; the rest is counted."""


def document(
    notebook: Mapping[str, Any],
    *,
    name: str = "",
    show_code: bool | None = None,
    load: Load = lambda address: None,
    attachments: tuple[Attachment, ...] = (),
    timestamp: int | None = None,
) -> Document:
    """The document that a notebook is.

    `metadata.baocao` says what it is the report of; without it the notebook is an ordinary one, whose title is
    its first heading or `name` and whose code is shown. `load` gives the pictures that markdown names by file.
    Raises ReportError where a component's output is no tree of blocks, or an attachment is unreadable.
    """
    about = notebook["metadata"].get("baocao") or {}
    lang = _lang(notebook, about)
    code = not about if show_code is None else show_code
    blocks = telling(_Cells(lang, code, load).read(notebook["cells"]))
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    title = about.get("title") or notebook["metadata"].get("title") or (words(first) if first else "") or name
    header = {str(key): str(value) for key, value in (about.get("header") or {}).items()}
    if about.get("id"):
        header.setdefault("id", str(about["id"]))
    return Document(
        title=str(title) or wording(lang)["untitled"],
        lang=lang,
        authors=tuple(map(str, about.get("authors") or _authors(notebook))),
        keywords=tuple(map(str, about.get("keywords") or ())),
        description=str(about.get("description") or ""),
        timestamp=int(about["timestamp"])
        if "timestamp" in about
        else timestamp
        if timestamp is not None
        else _executed(notebook),
        style="nghi-dinh-30" if about.get("style") == "nghi-dinh-30" else "baocao",
        header=header,
        blocks=blocks,
        attachments=attachments + tuple(_attachments(about.get("attachments") or (), load)),
    )


def _lang(notebook: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """The stated language; of an ordinary notebook English where it has words but no Vietnamese letter."""
    stated = about.get("lang") or notebook["metadata"].get("lang") or notebook["metadata"].get("language")
    if stated:
        return str(stated)
    words = "".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return "en" if len(words) > 40 and not VIETNAMESE.search(words) else "vi"


def _authors(notebook: Mapping[str, Any]) -> list[str]:
    authors = notebook["metadata"].get("authors") or []
    return [str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in authors]


def _executed(notebook: Mapping[str, Any]) -> int:
    """When the last cell ran, from the notebook's own record; 0 where it keeps none."""
    latest = 0
    for cell in notebook["cells"]:
        for moment in (cell["metadata"].get("execution") or {}).values():
            try:
                latest = max(latest, int(datetime.fromisoformat(str(moment)).timestamp()))
            except ValueError:
                continue
    return latest


def _attachments(entries: Any, load: Load) -> Iterator[Attachment]:
    for entry in entries:
        name = str(entry.get("name", ""))
        if "base64" in entry:
            try:
                data = base64.b64decode(entry["base64"], validate=True)
            except binascii.Error as error:
                raise ReportError(
                    "an attachment is not valid base64", where=name, remedy="run the notebook again"
                ) from error
        else:
            found = load(str(entry.get("path", "")))
            if found is None:
                raise ReportError(
                    "an attachment is missing, or lies outside the notebook's folder",
                    where=name,
                    remedy="run the notebook again",
                )
            data = found[1]
        relationship = entry.get("relationship", "supplement")
        if relationship not in ("source", "data", "alternative", "supplement"):
            raise ReportError(
                f"unknown relationship of an attachment: {relationship}",
                where=name,
                remedy="use one of: source, data, alternative, supplement",
            )
        yield Attachment(
            name,
            str(entry.get("media", "application/octet-stream")),
            str(entry.get("description", name)),
            relationship,
            data,
        )


class _Cells:
    """The cells of one notebook, read in order."""

    def __init__(self, lang: str, code: bool, load: Load) -> None:
        self.lang, self.code, self.load = lang, code, load
        self.words = wording(lang)
        self.section = ""

    def read(self, cells: list[Any]) -> Iterator[Block]:
        for index, cell in enumerate(cells):
            tags = {str(tag) for tag in cell["metadata"].get("tags", ())}
            tongues = {tag for tag in tags if tag.startswith("lang-")}
            if tags & NO_CELL or (tongues and f"lang-{self.lang[:2].lower()}" not in tongues):
                continue
            if cell["cell_type"] == "markdown":
                yield from self.markdown(cell, index)
            elif cell["cell_type"] == "code":
                yield from self.ran(cell, tags)

    def markdown(self, cell: Any, index: int) -> Iterator[Block]:
        pictures = markdown.Pictures(cell.get("attachments") or {}, self.load)
        for block in markdown.blocks(
            cell["source"], scope=f"{index}-", pictures=pictures, missing=self.words["no_picture"]
        ):
            if isinstance(block, Heading):
                self.section = words(block)
            yield block

    def ran(self, cell: Any, tags: set[str]) -> Iterator[Block]:
        hidden = cell["metadata"].get("jupyter") or {}
        shown = bool(tags & SHOW_INPUT) or (self.code and not tags & NO_INPUT and not hidden.get("source_hidden"))
        if shown and cell["source"].strip():
            yield CodeBlock(cell["source"], "python")
        if tags & NO_OUTPUT or hidden.get("outputs_hidden") or cell["metadata"].get("collapsed"):
            return
        stream = ""
        for output in cell.get("outputs", ()):
            if output["output_type"] == "stream":
                stream += output["text"]
                continue
            yield from self.printed(stream)
            stream = ""
            if output["output_type"] == "error":
                yield self.failed(output)
            else:
                yield from self.shown(output)
        yield from self.printed(stream)

    def printed(self, stream: str) -> Iterator[Block]:
        """What a cell printed, as a terminal would show it at the end."""
        lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in ANSI.sub("", stream).split("\n")]
        text = "\n".join(lines).strip("\n")
        if text.strip():
            yield CodeBlock(self.cut(text), role="output")

    def cut(self, text: str) -> str:
        lines = text.split("\n")
        if len(lines) <= MAX_LINES:
            return text
        return "\n".join([*lines[:MAX_LINES], self.words["more_lines"].format(n=len(lines) - MAX_LINES)])

    def failed(self, output: Any) -> Block:
        trace = ANSI.sub("", "\n".join(output.get("traceback") or ())).strip().split("\n")
        last = f"{output['ename']}: {output['evalue']}"
        text = "\n".join(trace[-24:])
        return CodeBlock(text if last.split("\n")[0] in text else f"{text}\n{last}".strip(), role="error")

    def shown(self, output: Any) -> Iterator[Block]:
        """The best face of a displayed object; a note where it has none that can be printed."""
        data, metadata = output["data"], output.get("metadata") or {}
        for media in (
            MIME,
            "text/html",
            "image/svg+xml",
            "text/latex",
            "image/png",
            "image/jpeg",
            "text/markdown",
            "text/plain",
        ):
            if media not in data:
                continue
            blocks = tuple(self.face(media, data[media], metadata, data))
            if blocks:
                yield from blocks
                return
        why = self.words["not_shown_why"].format(kinds=", ".join(sorted(data)))
        yield Callout("note", (Text(self.words["not_shown"]),), (Paragraph((Text(why),)),))

    def face(self, media: str, value: Any, metadata: Any, data: Any) -> Iterator[Block]:
        text = "".join(value) if isinstance(value, list) else str(value)
        if media == MIME:
            try:
                yield from decode(text)
            except msgspec.DecodeError as error:
                raise ReportError(
                    f"a component's output is no tree of blocks: {error}",
                    where=self.section,
                    remedy="run the notebook again",
                ) from error
            return
        own = metadata.get(media) if isinstance(metadata.get(media), dict) else metadata
        match media:
            case "text/html":
                yield from hypertext.blocks(text, alt=self.alt(own))
            case "image/svg+xml" | "image/png" | "image/jpeg":
                figure = self.figure(media, text, own)
                if figure:
                    yield figure
            case "text/latex":
                tex = text.strip()
                bare = tex.strip("$").strip()
                if formula.draw(bare) or not {"image/png", "image/svg+xml"} & set(data):
                    yield (
                        Paragraph((Math(bare, True),))
                        if tex.startswith(("$", r"\begin{e", r"\displaystyle"))
                        else CodeBlock(tex, "latex", "output")
                    )
            case "text/markdown":
                yield from markdown.blocks(text, scope=f"{self.section}-out-", missing=self.words["no_picture"])
            case "text/plain":
                rich = set(data) - {"text/plain"}
                if not (rich and USELESS_REPR.match(text)) and not any("widget" in kind for kind in rich):
                    yield CodeBlock(self.cut(ANSI.sub("", text)), role="output")

    def figure(self, media: str, text: str, metadata: Any) -> Figure | None:
        caption = str(metadata.get("caption") or "")
        try:
            data = text.encode() if media == "image/svg+xml" else base64.b64decode(text)
            return picture.figure(media, data, self.alt(metadata), (Text(caption),) if caption else ())
        except (ReportError, binascii.Error, ValueError):
            return None

    def alt(self, metadata: Any) -> str:
        """What a picture shows, in words: its maker's, or where it stands and that nobody said."""
        stated = str(metadata.get("alt") or metadata.get("caption") or "").strip()
        return stated or self.words["no_alt"].format(section=self.section or "…")
