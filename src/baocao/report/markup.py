"""The nodes of a document as HTML elements.

Every string is escaped where it is written; nothing of an article is ever markup, an attribute name, a style or
a script. Pictures are data in `img` elements, where SVG runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from baocao.report import columns as layout
from baocao.report import crossref, formula
from baocao.report.crossref import Node, plain


def attributes(pairs: Iterable[tuple[str, str]]) -> str:
    """Attributes with a value, escaped; those without one are left out."""
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs if value)


class Markup:
    """One document being written; holds the rules that single nodes add to the style."""

    def __init__(self, words: dict[str, str], lang: str) -> None:
        self.words, self.lang = words, lang
        self.rules: list[str] = []
        self.speaker: str | None = None

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
        drawn = formula.draw(n["tex"], display=n["display"])
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
        where = f"[{n['where']}]" if n["where"] not in ("", n["text"]) else ""
        pairs = [("id", n.get("ref", "")), ("data-fact", n["fact"]), ("data-where", where)]
        return (
            f'<a class="cite {n["status"]}{short}" href="#{escape(n["to"])}"{attributes(pairs)}>{escape(n["text"])}</a>'
        )

    def _mark(self, n: Node) -> str:
        name = self.words.get(n["kind"], n["kind"])
        pairs = [
            ("data-fact", n["fact"]),
            ("data-kind", n["kind"]),
            ("data-note", n["note"]),
            ("title", f"{name} · {n['note']}" if n["note"] else name),
        ]
        return f'<mark class="mark-{crossref.slug(n["kind"], "other")}"{attributes(pairs)}>{escape(n["text"])}</mark>'

    def _footnote_ref(self, n: Node) -> str:
        anchor = f' id="noteref-{n["number"]}"' if n["first"] else ""
        label = f"{self.words['note']} {n['number']}"
        link = f'<a href="#note-{n["number"]}"{anchor} aria-label="{escape(label)}">{n["number"]}</a>'
        return f'<sup class="noteref">{link}</sup>'

    # ── blocks ───────────────────────────────────────────────────────────────

    def blocks(self, nodes: list[Node]) -> str:
        """Block nodes, one after the other."""
        return "".join(getattr(self, "_" + node["type"])(node) for node in nodes)

    def _heading(self, n: Node) -> str:
        return f'<h{n["level"]} id="{escape(n["id"])}">{self.inline(n["children"])}</h{n["level"]}>\n'

    def _paragraph(self, n: Node) -> str:
        return f"<p{attributes([('class', n['role'])])}>{self.inline(n['children'])}</p>\n"

    def _list(self, n: Node) -> str:
        items = "".join(f"<li>{self.blocks(blocks)}</li>" for blocks in n["items"])
        if n["ordered"]:
            start = f' start="{n["start"]}"' if n["start"] != 1 else ""
            return f"<ol{start}>{items}</ol>\n"
        return f"<ul>{items}</ul>\n"

    def _quote(self, n: Node) -> str:
        by = f'<p class="by">— {self.inline(n["attribution"])}</p>' if n["attribution"] else ""
        return f"<blockquote>{self.blocks(n['blocks'])}{by}</blockquote>\n"

    def _code_block(self, n: Node) -> str:
        label = escape(self.words[{"source": "code", "error": "error"}.get(n["role"], "output")])
        title = f"<p>{label}</p>" if n["role"] == "error" else ""
        pre = f'<pre tabindex="0" role="group" aria-label="{label}"><code>{escape(n["text"])}</code></pre>'
        return f'<div class="code {n["role"]}">{title}{pre}</div>\n'

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
            self.rules.append(
                "".join(
                    f".{name} col:nth-child({i}){{width:{100 * w / total:.2f}%}}" for i, w in enumerate(n["widths"], 1)
                )
            )
            columns = "<colgroup>" + "<col>" * len(n["widths"]) + "</colgroup>"
        head = "".join(f"<tr>{''.join(self._cell(c, 'col') for c in row)}</tr>" for row in n["head"])
        rows = "".join(f"<tr>{''.join(self._cell(c, 'row') for c in row)}</tr>\n" for row in n["rows"])
        head = f"<thead>{head}</thead>" if head else ""
        label = escape(plain(n["caption"]) or self.words["table"])
        notes = "".join(f'<p class="note">{self.inline(note)}</p>' for note in n["notes"])
        return (
            f'<div class="table"{attributes([("id", n["id"])])}>'
            f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
            f"<table{compact}>{caption}{columns}{head}<tbody>{rows}</tbody></table></div>{notes}</div>\n"
        )

    def _cell(self, c: Node, scope: str) -> str:
        header = c["header"] or scope == "col"
        pairs = [
            ("class", "" if c["align"] == "left" else c["align"]),
            ("colspan", str(c["span"]) if c["span"] > 1 else ""),
        ]
        body = self.inline(c["children"])
        if header and body:
            return f'<th scope="{scope}"{attributes(pairs)}>{body}</th>'
        return f"<td{attributes(pairs)}>{body}</td>"

    def _figure(self, n: Node) -> str:
        number = f'<span class="number">{escape(self.words["figure"])} {n["number"]}.</span> ' if n["number"] else ""
        caption = f"<figcaption>{number}{self.inline(n['caption'])}</figcaption>" if n["caption"] else ""
        source = _svg(n["data"]) if n["media"] == "image/svg+xml" else f"data:{n['media']};base64,{n['data']}"
        after = f'<p class="note">{escape(self.words["source"])}: {self.inline(n["source"])}</p>' if n["source"] else ""
        if n["sources"]:
            anchors = "".join(f'<span id="{escape(c["ref"])}"></span>' for c in n["figures"] if c.get("ref"))
            groups = (
                f"{escape(s['word'])} "
                + ", ".join(
                    f'<a class="cite" href="#{escape(link["to"])}">{escape(link["text"])}</a>' for link in s["links"]
                )
                for s in n["sources"]
            )
            after += f'<p class="note">{anchors}{escape(self.words["figures_from"])} {"; ".join(groups)}.</p>'
        label = escape(plain(n["caption"]) or self.words["figure"])
        image = f'<img src="{escape(source)}" alt="{escape(n["alt"])}">'
        image = f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{image}</div>'
        return f"<figure{attributes([('id', n['id'])])}>{caption}{image}{after}</figure>\n"

    def _tiles(self, n: Node) -> str:
        items = []
        for t in n["tiles"]:
            lines = "".join(
                f'<p class="{key}">{self.inline(t[key])}</p>' for key in ("movement", "plan", "note") if t[key]
            )
            bound = f'<span class="bound">{escape(t["bound"])}</span> ' if t["bound"] else ""
            unit = f' <span class="unit">{escape(t["unit"])}</span>' if t["unit"] else ""
            period = f'<p class="period">{escape(t["period"])}</p>' if t["period"] else ""
            items.append(
                f'<li class="tile{" wordy" if t["value-length"] > 12 else ""}">'
                f'<p class="label">{self.inline(t["label"])}</p>'
                f'<p class="value">{bound}{self.inline(t["value"])}{unit}</p>'
                f'<div class="rest">{lines}{period}</div></li>'
            )
        across = 4 if len(items) in (4, 8) else min(len(items), 3)
        return f'<ul class="tiles of-{across}">{"".join(items)}</ul>\n'

    def _quotation(self, n: Node) -> str:
        role = f", {escape(n['role'])}" if n["role"] else ""
        link = ""
        if n["to"]:
            label = f"{self.words['sentence']} {n['where']}" if n["where"] else self.words["evidence"]
            anchor = attributes([("id", n.get("ref", ""))])
            link = f' · <a class="cite" href="#{escape(n["to"])}"{anchor}>{escape(label)}</a>'
        return (
            f'<figure class="quotation"><blockquote{attributes([("lang", n.get("lang", ""))])}>'
            f"<p>“{self.inline(n['words'])}”</p></blockquote>"
            f'<figcaption><span class="speaker">{escape(n["speaker"])}</span>{role}{link}</figcaption></figure>\n'
        )

    def _turn(self, n: Node) -> str:
        return (
            f'<div class="turn {n["role"]}"{attributes([("lang", n.get("lang", ""))])}>'
            f'<p class="speaker">{escape(n["speaker"])}</p>'
            f'<div class="words">{self.blocks(n["blocks"])}</div></div>\n'
        )

    def _evidence(self, n: Node) -> str:
        opens = n["speaker"] if n["speaker"] != self.speaker else ""
        self.speaker = n["speaker"]
        who = f'<p class="speaker">{escape(opens)}</p>' if opens else ""
        context = f'<p class="context">{self.inline(n["context"])}</p>' if n["context"] else ""
        kinds = " ".join(dict.fromkeys(str(c["kind"]) for c in n["children"] if c["type"] == "mark"))
        pairs = [
            ("id", n["id"]),
            ("lang", n.get("lang", "")),
            ("data-kinds", kinds),
            ("data-speaker", n["speaker"]),
            ("data-number", str(n["number"])),
        ]
        return (
            f'{who}<div class="evidence {escape(n["kind"])}" tabindex="-1"{attributes(pairs)}>'
            f'<span class="count">{n["number"]}</span><p class="sentence">{self.inline(n["children"])}</p>'
            f"{context}{self.back(n)}</div>\n"
        )

    def _derivation(self, n: Node) -> str:
        assumption = (
            f'<p class="note">{escape(self.words["assumption"])}: {escape(n["assumption"])}</p>'
            if n["assumption"]
            else ""
        )
        return (
            f'<div class="evidence derivation" tabindex="-1"{attributes([("id", n["id"])])}>'
            f'<span class="count">{escape(n["number"])}</span>'
            f'<div class="sentence"><p><strong>{escape(n["name"])}</strong>: {escape(n["value"])}</p>'
            f"<p>{self.inline(n['formula'])}</p>{assumption}</div>"
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
            more = "".join(
                f' <a href="#{escape(to)}" aria-label="{escape(place)} ({i})">{i}</a>'
                for i, to in enumerate(targets[1:], 2)
            )
            parts.append(f'<a href="#{escape(targets[0])}">{escape(place)}</a>{more}')
        lang = f' lang="{escape(self.lang)}"' if n.get("lang") else ""
        return f'<p class="back"{lang}>{escape(self.words["printed_at"])}: {" · ".join(parts)}</p>'

    def _callout(self, n: Node) -> str:
        head = f'<p class="head">{self.inline(n["title"])}</p>'
        return f'<div role="note" class="callout is-{n["kind"]}">{head}{self.blocks(n["blocks"])}</div>\n'

    def _divider(self, n: Node) -> str:
        return "<hr>\n"

    def _page_break(self, n: Node) -> str:
        return '<div class="page-break"></div>\n'

    def _footnote(self, n: Node) -> str:
        return "" if n["number"] else self.blocks(n["blocks"])

    def _group(self, n: Node) -> str:
        pairs = [
            ("id", n["id"]),
            ("class", " ".join(filter(None, ("group", crossref.slug(n["role"], ""))))),
            ("lang", n["lang"]),
        ]
        blocks = list(n["blocks"])
        body = ""
        if n["role"] == "evidence":
            if blocks and blocks[0]["type"] == "heading":
                body = self.blocks([blocks.pop(0)])
            kinds = crossref.kinds(n)
            if kinds:
                key = " ".join(
                    f'<mark class="mark-{crossref.slug(k, "other")}">{escape(self.words.get(k, k))}</mark>'
                    for k in kinds
                )
                body += f'<p class="legend">{escape(self.words["legend"])}: {key}</p>\n'
        return f"<section{attributes(pairs)}>{body}{self.blocks(blocks)}</section>\n"


def _svg(source: str) -> str:
    """An SVG as a data address: shorter than base64, and safe in an attribute."""
    return "data:image/svg+xml," + quote(source, safe=" !$&()*+,-./:;=?@_~")
