"""The page that lists and searches all reports: one file, complete without JavaScript, nothing from elsewhere.

Each article stands with its figures and promises, every one a link to its sentence in the article's own report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from baocao import atomic
from baocao.report import components, html
from baocao.report.cover import genre
from baocao.report.crossref import clean
from baocao.report.dossier import Dossier
from baocao.report.indicator import name as indicator_name
from baocao.report.messages import Catalogue, catalogue
from baocao.report.number import day
from baocao.report.plain import words

LINES = 40
"""Figures and promises of one article that are listed; its report has all."""


class Line(Struct, frozen=True):
    """One figure or promise: what it is about, its words, and the sentence it opens."""

    name: str
    text: str
    target: str


class Listed(Struct, frozen=True, kw_only=True):
    """One article as the page shows it."""

    stem: str
    title: str
    published: str | None
    about: tuple[str, ...]
    """Outlet, kind, section."""
    people: tuple[str, ...]
    lines: tuple[Line, ...]


def write(
    page: Path,
    reports: Path,
    parsed: Sequence[Path],
    together: Sequence[Path],
    languages: Sequence[str],
    as_of: str = "",
) -> None:
    """Write the page for articles whose reports lie in `reports`, and for reports on all of them."""
    lang = languages[0]
    listed = [entry(components.open(path, lang=lang).dossier, path.stem) for path in parsed]
    atomic.write(page, render(page, reports, listed, together, languages, as_of).encode())


def entry(dossier: Dossier, stem: str) -> Listed:
    """What the page shows of one article."""
    article, meta = dossier.article, dossier.article.metadata
    return Listed(
        stem=stem,
        title=meta.title or dossier.say.gettext("Untitled article"),
        published=meta.published,
        about=tuple(part for part in (meta.outlet or meta.organization, genre(dossier), meta.section) if part),
        people=tuple(dict.fromkeys(person.name for person in article.people)),
        lines=tuple(_lines(dossier))[:LINES],
    )


def _lines(dossier: Dossier) -> Iterator[Line]:
    """The indicators with a figure, then the promises."""
    for indicator in dossier.article.indicators:
        quantity = dossier.quantity(indicator.quantity)
        if quantity is not None:
            name = words(indicator_name(dossier, indicator))
            yield Line(name, str(dossier.amount(quantity)), dossier.target(quantity))
    for promise in dossier.article.commitments:
        yield Line(dossier.say.gettext("Commitment"), dossier.surface(promise), dossier.target(promise))


def render(
    page: Path,
    reports: Path,
    listed: Sequence[Listed],
    together: Sequence[Path],
    languages: Sequence[str],
    as_of: str = "",
) -> str:
    """The page as HTML."""
    return _Page(page, reports, languages, as_of).whole(listed, together)


class _Page:
    def __init__(self, page: Path, reports: Path, languages: Sequence[str], as_of: str) -> None:
        self.page, self.reports, self.languages, self.as_of = page, reports, languages, as_of
        self.lang = languages[0]
        self.say: Catalogue = catalogue(self.lang)
        self.up = "../" * (len(page.parent.parts) - len(reports.parts))

    def whole(self, listed: Sequence[Listed], together: Sequence[Path]) -> str:
        """Head, the reports on all articles, the articles by date, the latest first."""
        say = self.say
        style = html._faces() + html._template("report.css") + html._template("index.css")
        script = html._template("index.js")
        policy = (
            "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
            f"style-src '{html._hash(style)}'; script-src '{html._hash(script)}'"
        )
        title = say.gettext("Reports")
        if self.as_of:
            title = say.gettext("Reports as of {day}").format(day=day(date.fromisoformat(self.as_of), self.lang))
        words = {
            "find": say.gettext("Find words, people, figures"),
            "shown": say.gettext("reports shown"),
            "none": say.gettext("No report matches."),
        }
        data = "".join(f' data-word-{key}="{escape(text)}"' for key, text in words.items())
        entries = "".join(map(self.article, sorted(listed, key=lambda e: (e.published or "", e.stem), reverse=True)))
        n = len(listed)
        count = say.ngettext("{n} article", "{n} articles", n).format(n=n)
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.lang)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
            f'<body class="index"{data}>\n<main id="reports" tabindex="-1">\n<h1>{escape(title)}</h1>\n'
            f"{self.together(together)}"
            f'<section aria-labelledby="articles"><h2 id="articles">{escape(say.gettext("Articles"))}</h2>\n'
            f'<p class="meta">{escape(count)}</p>\n<ol class="entries">\n{entries}</ol></section>\n</main>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def together(self, pages: Sequence[Path]) -> str:
        """The reports that are on all articles, or on an example."""
        if not pages:
            return ""
        by_name: dict[str, list[Path]] = {}
        for path in pages:
            by_name.setdefault(path.name.split(".")[0], []).append(path)
        items = "".join(self.one(name, paths) for name, paths in by_name.items())
        head = escape(self.say.gettext("On all articles"))
        head = f'<h2 id="together">{head}</h2>'
        return f'<section aria-labelledby="together">{head}\n<ul class="together">{items}</ul></section>\n'

    def one(self, name: str, paths: Sequence[Path]) -> str:
        title, about = self.known(name)
        where = "" if paths[0].parent == self.page.parent else self.up
        links = self.links(where, name, [path.name.split(".")[-2] for path in paths])
        href = quote(f"{where}{paths[0].name}")
        head = f'<h3><a href="{href}">{escape(title)}</a></h3><p class="meta">{escape(about)}</p>'
        return f'<li class="entry">{head}{links}</li>\n'

    def known(self, name: str) -> tuple[str, str]:
        """Title and content of the package's own reports; another notebook's by its name."""
        say = self.say
        return {
            "corpus": (
                say.gettext("Figures across the articles"),
                say.gettext("Series, agreement and contradiction, what changed, coverage"),
            ),
            "commitments": (
                say.gettext("The ledger of commitments"),
                say.gettext("Every commitment with its statements, deadlines, reports and status"),
            ),
            "tour": (say.gettext("A tour in five minutes"), say.gettext("One article, from file to report")),
        }.get(name, (name, ""))

    def links(self, where: str, stem: str, languages: Sequence[str]) -> str:
        """HTML and PDF in every language."""
        made = []
        for lang in languages:
            tongue = f" {lang}" if len(languages) > 1 else ""
            for kind in ("html", "pdf"):
                href = quote(f"{where}{stem}.{lang}.{kind}")
                label = escape(f"{kind.upper()}{tongue}")
                made.append(f'<a href="{href}">{label}</a>')
        return f'<p class="files">{" · ".join(made)}</p>'

    def article(self, e: Listed) -> str:
        """One article with its links, people, figures and promises."""
        say = self.say
        report = quote(f"{self.up}{e.stem}.{self.lang}.html")
        when = say.gettext("no date")
        if e.published:
            iso = e.published[:10]
            when = f'<time datetime="{escape(iso)}">{escape(day(date.fromisoformat(iso), self.lang))}</time>'
        about = " · ".join([when, *(escape(clean(part)) for part in e.about)])
        people = f'<p class="meta people">{escape(clean(", ".join(e.people)))}</p>' if e.people else ""
        lines = "".join(
            f'<li><a href="{report}#{quote(line.target)}">{escape(clean(f"{line.name}: {line.text}"))}</a></li>'
            for line in e.lines
        )
        summary = say.ngettext("{n} figure or commitment", "{n} figures and commitments", len(e.lines)).format(
            n=len(e.lines)
        )
        details = f"<details><summary>{escape(summary)}</summary><ul>{lines}</ul></details>" if lines else ""
        return (
            f'<li class="entry"><h3 lang="vi"><a href="{report}">{escape(clean(e.title))}</a></h3>'
            f'<p class="meta">{about}</p>{people}{self.links(self.up, e.stem, self.languages)}{details}</li>\n'
        )
