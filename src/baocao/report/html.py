"""The document as one HTML file: no external reference, readable without JavaScript, strict about what may run.

Every string is escaped where it is written; nothing of an article is ever markup, an attribute name, a style or
a script. Pictures are data in `img` elements, where SVG runs nothing. The policy in the head allows exactly this
file's own style and script, by their hashes.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.resources
import itertools
from collections.abc import Sequence
from html import escape

from baocao.errors import ReportError
from baocao.report import crossref, substitution
from baocao.report.crossref import Node, plain
from baocao.report.markup import Markup, attributes
from baocao.report.tree import Attachment, Block, Document

PLACES = 6
"""How many places that print a sentence are named before the rest is counted."""


def write(document: Document, nodes: Node | None = None) -> str:
    """The HTML of a document, whole: style, script and pictures are in it.

    It is written of the document's `nodes` where they are connected already; another writer may have them afterwards.
    """
    root = {**(nodes or crossref.connect(document))}
    root["blocks"] = [*root["blocks"]]
    substitution.declare(root, root["odd"])
    return _Page(root, document.attachments).whole()


def fragment(blocks: Sequence[Block], lang: str) -> str:
    """Blocks as a piece of HTML that brings its own style, for a page that is not ours (JupyterLab).

    Links lead to evidence that another cell of the same page may show.
    """
    root = crossref.connect(Document(title="", lang=lang, blocks=tuple(blocks)), whole=False)
    page = _Page(root)
    body = page.markup.blocks(root["blocks"]) + page.notes()
    # A notebook is stored line by line, and each of its lines costs: the same forty for every component.
    style = _template("fragment.css").replace("\n", " ") + "".join(page.markup.rules)
    return f'<div class="baocao" lang="{escape(lang)}"><style>{style}</style>{body}</div>'


@functools.cache
def _template(name: str) -> str:
    return (importlib.resources.files("baocao.report") / "templates" / name).read_text(encoding="utf-8")


# The body face, in the two parts a Vietnamese or English page needs; digits are lining and of one width by default.
FACES = (("normal", 400), ("normal", 600), ("italic", 400))
PARTS = {
    "latin": "U+0-FF,U+131,U+152-153,U+2C6,U+2DA,U+2DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215",
    "vietnamese": "U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-301,U+303-304,U+308-309,U+323,"
    "U+1EA0-1EF9,U+20AB",
}


SCRIPTED = (
    "filter", "filter_text", "filter_kind", "filter_speaker", "all", "shown", "copy", "copied", "not_copied",
    "close", "evidence", "in_annex", "rule", "sentence", "no_match",
)  # fmt: skip
"""The words that the script prints."""


@functools.cache
def _faces() -> str:
    """The fonts as style rules with the files in them, so that marks stand right on every machine."""
    folder = importlib.resources.files("baocao.report") / "templates" / "fonts"
    rules = []
    for (slope, weight), (part, letters) in itertools.product(FACES, PARTS.items()):
        name = f"libertinus-serif-{part}-{weight}-{slope}.woff2"
        try:
            data = base64.b64encode((folder / name).read_bytes()).decode()
        except OSError:
            raise ReportError("a font of the reports is missing", where=name, remedy="reinstall baocao") from None
        rules.append(
            f'@font-face{{font-family:"Libertinus Serif";font-style:{slope};font-weight:{weight};font-display:block;'
            f'src:url("data:font/woff2;base64,{data}") format("woff2");unicode-range:{letters}}}'
        )
    return "".join(rules) + "\n"


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


class _Page:
    """The frame of one document: head, navigation, body, notes."""

    def __init__(self, root: Node, attachments: Sequence[Attachment] = ()) -> None:
        self.root = root
        self.attachments = attachments
        self.words: dict[str, str] = root["words"]
        self.lang: str = root["lang"]
        self.markup = Markup(self.words, self.lang)

    def whole(self) -> str:
        """Head, navigation, body, notes."""
        root, words = self.root, self.words
        official = root["style"] == "nghi-dinh-30"
        body = self.markup.blocks(root["blocks"])
        notes = self.notes()
        head = self.letterhead() if official else ""
        foot = self.signature() if official else ""
        style = _faces() + _template("report.css") + "".join(self.markup.rules)
        script = _template("report.js")
        identity = root["header"].get("id", "")
        about = identity or root["title"]
        policy = (
            "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
            f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
        )
        meta = "".join(
            f'<meta name="{name}" content="{escape(content)}">\n'
            for name, content in (
                ("author", ", ".join(root["authors"])),
                ("keywords", ", ".join(root["keywords"])),
                ("description", root["description"]),
            )
            if content
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.lang)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(root['title'])}</title>\n{meta}<style>{style}</style>\n</head>\n"
            f'<body class="style-{escape(root["style"])}"{self.wording()}>\n'
            f'<a class="skip" href="#report">{escape(words["skip"])}</a>\n'
            f"{self.contents()}"
            f'<main id="report" tabindex="-1">\n{head}{body}{foot}{notes}{self.files()}</main>\n'
            f'<footer class="colophon"><p>{escape(about)}</p></footer>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def wording(self) -> str:
        """The words the script prints, as data of the body."""
        words = [(f"data-word-{key.replace('_', '-')}", self.words[key]) for key in SCRIPTED]
        header = self.root["header"]
        citation = " · ".join(filter(None, (header.get("source", ""), self.root["title"], header.get("id", ""))))
        return attributes([*words, ("data-citation", citation)])

    def contents(self) -> str:
        """Links to the sections, for readers who look for one."""
        heads = [n for n in crossref.walk(self.root["blocks"]) if n["type"] == "heading" and n["level"] == 2]
        if len(heads) < 2:
            return ""
        items = "".join(f'<li><a href="#{escape(n["id"])}">{escape(plain(n["children"]))}</a></li>' for n in heads)
        label = escape(self.words["contents"])
        return f'<nav class="contents" aria-label="{label}"><p aria-hidden="true">{label}</p><ol>{items}</ol></nav>\n'

    def notes(self) -> str:
        """The footnotes, at the end, each with the way back."""
        if not self.root["footnotes"]:
            return ""
        back = escape(self.words["back_to_text"])
        items = "".join(
            f'<li id="note-{n["number"]}">{self.markup.blocks(n["blocks"])}'
            f'<a class="back" href="#noteref-{n["number"]}" aria-label="{back}">↑</a></li>'
            for n in self.root["footnotes"]
        )
        label = escape(self.words["notes"])
        return f'<section class="notes" aria-label="{label}"><ol>{items}</ol></section>\n'

    def files(self) -> str:
        """The attachments as downloads: the data travel inside the page as they do inside the PDF."""
        if not self.attachments:
            return ""
        items = "".join(
            f'<li><a download="{escape(one.name)}" href="data:{escape(one.media)};base64,'
            f'{base64.b64encode(one.data).decode()}">{escape(one.name)}</a> {escape(one.description)}</li>'
            for one in self.attachments
        )
        label = escape(self.words["files"])
        return f'<section class="files" aria-label="{label}"><h2>{label}</h2><ul>{items}</ul></section>\n'

    def letterhead(self) -> str:
        """The head of an official paper (Decree 30/2020/NĐ-CP, annex I)."""
        get = self.root["header"].get
        words = self.words
        # what nobody stated is left to be filled in by hand
        agency = get("agency", "") or "…" * 12
        place = ", ".join((get("place", "") or "…" * 4, get("date", "") or words["undated"]))
        kind = get("kind", "") or words["report"]
        return (
            '<header class="letterhead"><div>'
            f'<p class="above">{escape(get("agency_above", ""))}</p><p class="agency">{escape(agency)}</p>'
            f"<p>{escape(words['number'])}: {escape(get('number', '') or '…/BC-…')}</p></div>"
            f'<div lang="vi"><p class="agency">{escape(words["republic"])}</p>'
            f'<p class="motto">{escape(words["motto"])}</p>'
            f'<p class="dated">{escape(place)}</p></div><p class="paper-kind">{escape(kind)}</p></header>\n'
        )

    def signature(self) -> str:
        """The foot of an official paper: who receives it, who signs."""
        get = self.root["header"].get
        if not (get("signer", "") or get("signer_role", "")):
            return ""
        items = "".join(
            f"<li>{escape(line.strip())};</li>" for line in get("recipients", "").split(";") if line.strip()
        )
        return (
            '<section class="signature">'
            f'<div class="recipients"><p>{escape(self.words["recipients"])}:</p><ul>{items}</ul></div>'
            f'<div class="signer"><p>{escape(get("signer_role", ""))}</p><p>{escape(get("signer", ""))}</p></div>'
            "</section>\n"
        )
