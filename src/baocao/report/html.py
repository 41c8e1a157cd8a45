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
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from baocao.report import columns as layout
from baocao.report import crossref, formula
from baocao.report.crossref import Node, plain
from baocao.report.tree import Block, Document

PLACES = 6
"""How many places that print a sentence are named before the rest is counted."""


def write(document: Document) -> str:
    """The HTML of a document, whole: style, script and pictures are in it."""
    root = crossref.connect(document)
    return _Page(root).whole()


def fragment(blocks: Sequence[Block], lang: str) -> str:
    """Blocks as a piece of HTML that brings its own style, for a page that is not ours (JupyterLab).

    Links lead to evidence that another cell of the same page may show.
    """
    root = crossref.connect(Document(title="", lang=lang, blocks=tuple(blocks)), whole=False)
    page = _Page(root)
    body = page.blocks(root["blocks"]) + page.notes()
    style = _template("fragment.css") + "".join(page.rules)
    return f'<div class="baocao" lang="{escape(lang)}"><style>{style}</style>{body}</div>'


@functools.cache
def _template(name: str) -> str:
    return (importlib.resources.files("baocao.report") / "templates" / name).read_text(encoding="utf-8")


# The body face, in the two parts a Vietnamese or English page needs; digits are lining and of one width by default.
FACES = (("normal", 400), ("normal", 600), ("italic", 400))
PARTS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215",
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+1EA0-1EF9,U+20AB",
}


@functools.cache
def _faces() -> str:
    """The fonts as style rules with the files in them, so that marks stand right on every machine."""
    folder = importlib.resources.files("baocao.report") / "templates" / "fonts"
    rules = []
    for (slope, weight), (part, letters) in itertools.product(FACES, PARTS.items()):
        data = base64.b64encode((folder / f"libertinus-serif-{part}-{weight}-{slope}.woff2").read_bytes()).decode()
        rules.append(
            f'@font-face{{font-family:"Libertinus Serif";font-style:{slope};font-weight:{weight};font-display:block;'
            f'src:url("data:font/woff2;base64,{data}") format("woff2");unicode-range:{letters}}}'
        )
    return "".join(rules) + "\n"


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs if value)


class _Page:
    """One document being written; holds the rules that single nodes add to the style."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.words: dict[str, str] = root["words"]
        self.lang: str = root["lang"]
        self.rules: list[str] = []
        self.speaker: str | None = None

    # ── the frame ────────────────────────────────────────────────────────────

    def whole(self) -> str:
        """Head, navigation, body, notes."""
        root, words = self.root, self.words
        official = root["style"] == "nghi-dinh-30"
        body = self.blocks(root["blocks"])
        notes = self.notes()
        head = self.letterhead() if official else ""
        foot = self.signature() if official else ""
        style = _faces() + _template("report.css") + "".join(self.rules)
        script = _template("report.js")
        identity = root["header"].get("id", "")
        about = identity or root["title"]
        policy = f"default-src 'none'; img-src data:; font-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
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
            f'<main id="report" tabindex="-1">\n{head}{body}{foot}{notes}</main>\n'
            f'<footer class="colophon"><p>{escape(about)}</p></footer>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def wording(self) -> str:
        """The words the script prints, as data of the body."""
        used = ("filter", "filter_text", "filter_kind", "filter_speaker", "all", "shown", "copy", "copied", "not_copied",
                "close", "evidence", "in_annex", "rule", "sentence", "no_match")  # fmt: skip
        words = [(f"data-word-{key.replace('_', '-')}", self.words[key]) for key in used]
        header = self.root["header"]
        citation = " · ".join(filter(None, (header.get("source", ""), self.root["title"], header.get("id", ""))))
        return _attributes([*words, ("data-citation", citation)])

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
        items = "".join(
            f'<li id="note-{n["number"]}">{self.blocks(n["blocks"])}'
            f'<a class="back" href="#noteref-{n["number"]}" aria-label="{escape(self.words["back_to_text"])}">↑</a></li>'
            for n in self.root["footnotes"]
        )
        label = escape(self.words["notes"])
        return f'<section class="notes" aria-label="{label}"><ol>{items}</ol></section>\n'

    def letterhead(self) -> str:
        """The head of an official paper (Decree 30/2020/NĐ-CP, annex I)."""
        get = self.root["header"].get
        words = self.words
        place = ", ".join(filter(None, (get("place", ""), get("date", ""))))
        kind = get("kind", "") or words["report"]
        return (
            '<header class="letterhead"><div>'
            f'<p class="above">{escape(get("agency_above", ""))}</p><p class="agency">{escape(get("agency", ""))}</p>'
            f'<p>{escape(words["number"])}: {escape(get("number", "") or "…/BC-…")}</p></div>'
            f'<div lang="vi"><p class="agency">{escape(words["republic"])}</p><p class="motto">{escape(words["motto"])}</p>'
            f'<p class="dated">{escape(place)}</p></div><p class="paper-kind">{escape(kind)}</p></header>\n'
        )

    def signature(self) -> str:
        """The foot of an official paper: who receives it, who signs."""
        get = self.root["header"].get
        if not (get("signer", "") or get("signer_role", "")):
            return ""
        items = "".join(f"<li>{escape(line.strip())};</li>" for line in get("recipients", "").split(";") if line.strip())
        return (
            f'<section class="signature"><div class="recipients"><p>{escape(self.words["recipients"])}:</p><ul>{items}</ul></div>'
            f'<div class="signer"><p>{escape(get("signer_role", ""))}</p><p>{escape(get("signer", ""))}</p></div></section>\n'
        )

    # ── inline ───────────────────────────────────────────────────────────────

    def inline(self, nodes: list[Node]) -> str:
        """Inline nodes, one after the other."""
        return "".join(getattr(self, "_" + node["type"])(node) for node in nodes)

    def _text(self, n: Node) -> str:
        return escape(n["text"])

    _declared = _text

    def _strong(self, n: Node) -> str:
        return f"<strong>{self.inline(n['children'])}</strong>"

    def _emphasis(self, n: Node) -> str:
        return f"<em>{self.inline(n['children'])}</em>"

    def _strike(self, n: Node) -> str:
        return f"<s>{self.inline(n['children'])}</s>"

    def _code(self, n: Node) -> str:
        return f"<code>{escape(n['text'])}</code>"

    def _break(self, n: Node) -> str:
        return "<br>"

    def _math(self, n: Node) -> str:
        drawn = formula.draw(n["tex"])
        if not drawn:
            return f'<code class="tex">{escape(n["tex"])}</code>'
        name = f"math-{len(self.rules)}"
        self.rules.append(f".{name}{{height:{drawn.height}em;vertical-align:-{drawn.depth}em}}")
        image = f'<img class="math {name}" alt="{escape(n["tex"])}" src="{escape(_svg(drawn.svg))}">'
        return f'<span class="display">{image}</span>' if n["display"] else image

    def _link(self, n: Node) -> str:
        body = self.inline(n["children"])
        if n["href"]:
            return f'<a href="{escape(n["href"])}" rel="noreferrer">{body}</a>'
        return f'<a href="#{escape(n["to"])}">{body}</a>' if n["to"] else body

    def _cite(self, n: Node) -> str:
        if not n["to"]:
            return escape(n["text"])
        short = " short" if len(n["text"]) < 28 else ""
        where = f"[{n['where']}]" if n["where"] else ""
        pairs = [("id", n.get("ref", "")), ("data-fact", n["fact"]), ("data-where", where)]
        return f'<a class="cite {n["status"]}{short}" href="#{escape(n["to"])}"{_attributes(pairs)}>{escape(n["text"])}</a>'

    def _mark(self, n: Node) -> str:
        name = self.words.get(n["kind"], n["kind"])
        pairs = [("data-fact", n["fact"]), ("data-kind", n["kind"]), ("data-note", n["note"]), ("title", f"{name} · {n['note']}" if n["note"] else name)]
        return f'<mark class="mark-{crossref.slug(n["kind"], "other")}"{_attributes(pairs)}>{escape(n["text"])}</mark>'

    def _footnote_ref(self, n: Node) -> str:
        anchor = f' id="noteref-{n["number"]}"' if n["first"] else ""
        label = f"{self.words['note']} {n['number']}"
        return f'<sup class="noteref"><a href="#note-{n["number"]}"{anchor} aria-label="{escape(label)}">{n["number"]}</a></sup>'

    # ── blocks ───────────────────────────────────────────────────────────────

    def blocks(self, nodes: list[Node]) -> str:
        """Block nodes, one after the other."""
        return "".join(getattr(self, "_" + node["type"])(node) for node in nodes)

    def _heading(self, n: Node) -> str:
        return f'<h{n["level"]} id="{escape(n["id"])}">{self.inline(n["children"])}</h{n["level"]}>\n'

    def _paragraph(self, n: Node) -> str:
        return f"<p{_attributes([('class', n['role'])])}>{self.inline(n['children'])}</p>\n"

    def _list(self, n: Node) -> str:
        items = "".join(f"<li>{self.blocks(blocks)}</li>" for blocks in n["items"])
        if n["ordered"]:
            start = f' start="{n["start"]}"' if n["start"] != 1 else ""
            return f"<ol{start}>{items}</ol>\n"
        return f"<ul>{items}</ul>\n"

    def _quote(self, n: Node) -> str:
        by = f"<p class=\"by\">— {self.inline(n['attribution'])}</p>" if n["attribution"] else ""
        return f"<blockquote>{self.blocks(n['blocks'])}{by}</blockquote>\n"

    def _code_block(self, n: Node) -> str:
        label = escape(self.words[{"source": "code", "error": "error"}.get(n["role"], "output")])
        title = f"<p>{label}</p>" if n["role"] == "error" else ""
        return f'<div class="code {n["role"]}">{title}<pre tabindex="0" role="group" aria-label="{label}"><code>{escape(n["text"])}</code></pre></div>\n'

    def _table(self, n: Node) -> str:
        number = f'<span class="number">{escape(self.words["table"])} {n["number"]}.</span> ' if n["number"] else ""
        words = f'<span class="stay">{number}{self.inline(n["caption"])}</span>'
        caption = f"<caption>{words}</caption>" if n["caption"] else ""
        layout.lay(n)
        name = f"cols-{len(self.rules)}"
        compact = f' class="{name}{"" if any(n["columns"]) else " compact"}"'
        self.rules.append(f"@media (max-width:40rem){{.{name}{{min-width:{min(n['least'] * 0.46, 48):.1f}em}}}}")
        columns = ""
        if n["widths"]:
            total = sum(n["widths"])
            self.rules.append("".join(f".{name} col:nth-child({i}){{width:{100 * w / total:.2f}%}}" for i, w in enumerate(n["widths"], 1)))
            columns = "<colgroup>" + "<col>" * len(n["widths"]) + "</colgroup>"
        head = "".join(f"<tr>{''.join(self._cell(c, 'col') for c in row)}</tr>" for row in n["head"])
        rows = "".join(f"<tr>{''.join(self._cell(c, 'row') for c in row)}</tr>\n" for row in n["rows"])
        head = f"<thead>{head}</thead>" if head else ""
        label = escape(plain(n["caption"]) or self.words["table"])
        notes = "".join(f'<p class="note">{self.inline(note)}</p>' for note in n["notes"])
        return (
            f'<div class="table"{_attributes([("id", n["id"])])}><div class="scroll" tabindex="0" role="group" aria-label="{label}">'
            f"<table{compact}>{caption}{columns}{head}<tbody>{rows}</tbody></table></div>{notes}</div>\n"
        )

    def _cell(self, c: Node, scope: str) -> str:
        header = c["header"] or scope == "col"
        pairs = [("class", "" if c["align"] == "left" else c["align"]), ("colspan", str(c["span"]) if c["span"] > 1 else "")]
        body = self.inline(c["children"])
        if header and body:
            return f'<th scope="{scope}"{_attributes(pairs)}>{body}</th>'
        return f"<td{_attributes(pairs)}>{body}</td>"

    def _figure(self, n: Node) -> str:
        number = f'<span class="number">{escape(self.words["figure"])} {n["number"]}.</span> ' if n["number"] else ""
        caption = f"<figcaption>{number}{self.inline(n['caption'])}</figcaption>" if n["caption"] else ""
        source = _svg(n["data"]) if n["media"] == "image/svg+xml" else f"data:{n['media']};base64,{n['data']}"
        after = f'<p class="note">{escape(self.words["source"])}: {self.inline(n["source"])}</p>' if n["source"] else ""
        if n["sources"]:
            anchors = "".join(f'<span id="{escape(c["ref"])}"></span>' for c in n["figures"] if c.get("ref"))
            groups = (
                f'{escape(s["word"])} ' + ", ".join(f'<a class="cite" href="#{escape(link["to"])}">{escape(link["text"])}</a>' for link in s["links"])
                for s in n["sources"]
            )
            after += f'<p class="note">{anchors}{escape(self.words["figures_from"])} {"; ".join(groups)}.</p>'
        label = escape(plain(n["caption"]) or self.words["figure"])
        image = f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><img src="{escape(source)}" alt="{escape(n["alt"])}"></div>'
        return f'<figure{_attributes([("id", n["id"])])}>{caption}{image}{after}</figure>\n'

    def _tiles(self, n: Node) -> str:
        items = []
        for t in n["tiles"]:
            lines = "".join(f'<p class="{key}">{self.inline(t[key])}</p>' for key in ("movement", "plan", "note") if t[key])
            bound = f'<span class="bound">{escape(t["bound"])}</span> ' if t["bound"] else ""
            unit = f' <span class="unit">{escape(t["unit"])}</span>' if t["unit"] else ""
            period = f'<p class="period">{escape(t["period"])}</p>' if t["period"] else ""
            items.append(
                f'<li class="tile{" wordy" if t["value-length"] > 12 else ""}"><p class="label">{self.inline(t["label"])}</p>'
                f'<p class="value">{bound}{self.inline(t["value"])}{unit}</p><div class="rest">{lines}{period}</div></li>'
            )
        across = 4 if len(items) in (4, 8) else min(len(items), 3)
        return f'<ul class="tiles of-{across}">{"".join(items)}</ul>\n'

    def _quotation(self, n: Node) -> str:
        role = f", {escape(n['role'])}" if n["role"] else ""
        link = ""
        if n["to"]:
            label = f"{self.words['sentence']} {n['where']}" if n["where"] else self.words["evidence"]
            link = f' · <a class="cite" href="#{escape(n["to"])}"{_attributes([("id", n.get("ref", ""))])}>{escape(label)}</a>'
        return (
            f'<figure class="quotation"><blockquote{_attributes([("lang", n.get("lang", ""))])}><p>“{self.inline(n["words"])}”</p></blockquote>'
            f'<figcaption><span class="speaker">{escape(n["speaker"])}</span>{role}{link}</figcaption></figure>\n'
        )

    def _turn(self, n: Node) -> str:
        return (
            f'<div class="turn {n["role"]}"{_attributes([("lang", n.get("lang", ""))])}><p class="speaker">{escape(n["speaker"])}</p>'
            f'<div class="words">{self.blocks(n["blocks"])}</div></div>\n'
        )

    def _evidence(self, n: Node) -> str:
        opens = n["speaker"] if n["speaker"] != self.speaker else ""
        self.speaker = n["speaker"]
        who = f'<p class="speaker">{escape(opens)}</p>' if opens else ""
        context = f'<p class="context">{self.inline(n["context"])}</p>' if n["context"] else ""
        kinds = " ".join(dict.fromkeys(str(c["kind"]) for c in n["children"] if c["type"] == "mark"))
        pairs = [("id", n["id"]), ("lang", n.get("lang", "")), ("data-kinds", kinds), ("data-speaker", n["speaker"]), ("data-number", str(n["number"]))]
        return (
            f'{who}<div class="evidence {escape(n["kind"])}" tabindex="-1"{_attributes(pairs)}>'
            f'<span class="count">{n["number"]}</span><p class="sentence">{self.inline(n["children"])}</p>{context}{self.back(n)}</div>\n'
        )

    def _derivation(self, n: Node) -> str:
        assumption = f'<p class="note">{escape(self.words["assumption"])}: {escape(n["assumption"])}</p>' if n["assumption"] else ""
        return (
            f'<div class="evidence derivation" tabindex="-1"{_attributes([("id", n["id"])])}><span class="count">{escape(n["number"])}</span>'
            f'<div class="sentence"><p><strong>{escape(n["name"])}</strong>: {escape(n["value"])}</p><p>{self.inline(n["formula"])}</p>{assumption}</div>'
            f"{self.back(n)}</div>\n"
        )

    def back(self, n: Node) -> str:
        """The places that print this evidence, each a link to the very figure."""
        places: dict[str, list[str]] = {}
        for ref in n.get("refs", []):
            places.setdefault(ref["place"], []).append(ref["to"])
        if not places:
            return ""
        parts = []
        for place, targets in places.items():
            more = "".join(f' <a href="#{escape(to)}" aria-label="{escape(place)} ({i})">{i}</a>' for i, to in enumerate(targets[1:], 2))
            parts.append(f'<a href="#{escape(targets[0])}">{escape(place)}</a>{more}')
        lang = f' lang="{escape(self.lang)}"' if n.get("lang") else ""
        return f'<p class="back"{lang}>{escape(self.words["printed_at"])}: {" · ".join(parts)}</p>'

    def _callout(self, n: Node) -> str:
        return f'<div role="note" class="callout is-{n["kind"]}"><p class="head">{self.inline(n["title"])}</p>{self.blocks(n["blocks"])}</div>\n'

    def _divider(self, n: Node) -> str:
        return "<hr>\n"

    def _page_break(self, n: Node) -> str:
        return '<div class="page-break"></div>\n'

    def _footnote(self, n: Node) -> str:
        return "" if n["number"] else self.blocks(n["blocks"])

    def _group(self, n: Node) -> str:
        pairs = [("id", n["id"]), ("class", " ".join(filter(None, ("group", crossref.slug(n["role"], ""))))), ("lang", n["lang"])]
        blocks = list(n["blocks"])
        body = ""
        if n["role"] == "evidence":
            if blocks and blocks[0]["type"] == "heading":
                body = self.blocks([blocks.pop(0)])
            kinds = crossref.kinds(n)
            if kinds:
                key = " ".join(f'<mark class="mark-{crossref.slug(k, "other")}">{escape(self.words.get(k, k))}</mark>' for k in kinds)
                body += f'<p class="legend">{escape(self.words["legend"])}: {key}</p>\n'
        return f"<section{_attributes(pairs)}>{body}{self.blocks(blocks)}</section>\n"


def _svg(source: str) -> str:
    """An SVG as a data address: shorter than base64, and safe in an attribute."""
    return "data:image/svg+xml," + quote(source, safe=" !$&()*+,-./:;=?@_~")
