"""The head of a page: which of its first lines are title, section, kicker and dates, and which are noise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from baocao.lexicon import table
from baocao.text import byline, furniture
from baocao.text.furniture import Stamp
from baocao.text.lines import Line, ends, words

DEEPEST = 30
"""Lines in which a header is looked for."""

_SECTIONS = {row["name"].lower() for row in table("page_sections")} | {"ghi chú nguồn"}
_PROSE = 18
"""Words from which a line that ends like a sentence is prose, and the header is over."""
_TITLE = 45
"""Words from which a line is no title."""
_GLUED = re.compile(r"date (?P<when>(?:19|20)\d\d-\d\d(?:-\d\d)?) (?=\S)")
_DATE_AT_END = re.compile(r" ?\((?:\d\d?:\d\d )?\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d(?: \d\d?:\d\d)?\)$")
_MARKDOWN = re.compile(r"#{1,6} ")
_AGENCY = re.compile(
    r"(?P<tag>\((?:[A-ZĐ][\w&. ]{1,15})\)|[A-ZĐ][A-ZĐ&.]{1,9}|[A-Z][A-Za-z]{1,12}\.vn|VTV\.vn|Kinhtedothi) ?[-:] ?(?=[A-ZĐ\"\d])"
    r"|(?P<bare>\([A-ZĐ][A-ZĐ&]{1,9}\)) (?=[A-ZĐ\"])"
)


@dataclass
class Header:
    """What the head of a page says; offsets are of the folded text."""

    section: str | None = None
    kicker: str | None = None
    title: Line | None = None
    author: str | None = None
    organization: str | None = None
    outlet: str | None = None
    url: str | None = None
    views: int | None = None
    published: str | None = None
    updated: str | None = None
    body: list[Line] = field(default_factory=list)
    """The lines that are left, for blocks."""
    dropped: list[tuple[Line, str]] = field(default_factory=list)


def read(lines: list[Line]) -> Header:
    """Take the header off the lines of a page; where the container marks a heading of the first rank, that is the title."""
    head = Header()
    plain: list[int] = []
    stamps: list[tuple[int, Stamp]] = []
    taken: set[int] = set()
    top = _depth(lines)
    for i, line in enumerate(lines[:top]):
        why = furniture.widget(line.text)
        found = furniture.read(line.text)
        if why is not None and (found is None or not found.stamps):
            head.dropped.append((line, why))
            taken.add(i)
        elif found is not None and not _is_title(line):
            _note(head, found)
            stamps.extend((i, stamp) for stamp in found.stamps)
            taken.add(i)
        else:
            plain.append(i)
    first = _title(lines, plain, [i for i, _ in stamps], head)
    for i in plain:
        if first is not None and i < first and i not in taken:
            _above(head, lines[i], lines[first])
            taken.add(i)
    if first is not None:
        head.title = lines[first]
        taken.add(first)
        at_end = _DATE_AT_END.search(head.title.text)
        if at_end is not None:
            stated = furniture.read(at_end.group().strip())
            stamps.extend((first, stamp) for stamp in stated.stamps) if stated else None
            head.title = _cut(head.title, 0, at_end.start())
        marked = _MARKDOWN.match(head.title.text)
        if marked is not None:
            head.title = _cut(head.title, marked.end(), len(head.title.text))
        for i in plain:
            if i > first and i not in taken and _below(head, lines, i, top):
                taken.add(i)
    _dates(head, stamps, first)
    head.body = [line for i, line in enumerate(lines) if i not in taken]
    if head.body and head.title is None:
        glued = _GLUED.match(head.body[0].text)
        if glued is not None:
            head.published = head.published or glued["when"]
            head.body[0] = _cut(head.body[0], glued.end(), len(head.body[0].text))
    return head


def agency(text: str) -> str | None:
    """The tag of the agency or paper that opens a lead: `(LĐTĐ)`, `KTĐT -`, `Chinhphu.vn -`."""
    found = _AGENCY.match(text)
    return (found["tag"] or found["bare"]).strip("() ") if found is not None else None


def _depth(lines: list[Line]) -> int:
    """How many lines from the top can belong to the header: up to the first prose, and the line after it if dated."""
    for i, line in enumerate(lines[:DEEPEST]):
        count = words(line.text)
        if i and count >= 8 and _speaks(line.text):
            return i
        if count < _PROSE and not (count >= 10 and line.text.endswith((".", '."'))):
            continue
        if furniture.read(line.text) is not None:
            continue
        if (i == 0 or all(words(earlier.text) < 6 or furniture.read(earlier.text) for earlier in lines[:i])) and (
            count < _TITLE and not line.text.endswith(".")
        ):
            continue
        return i
    return min(len(lines), DEEPEST)


def _speaks(text: str) -> bool:
    """Whether a line opens with a mark of dialogue or of a list: the header is over."""
    return text.startswith(("- ", "* ", "+ ", "• ")) or re.match(r"[^.!?:]{2,40}: \S", text) is not None and text.endswith("?")


def _note(head: Header, found: furniture.Furniture) -> None:
    if found.views is not None:
        head.views = found.views
    for means, value in found.fields:
        if means in ("outlet", "url", "author", "section") and getattr(head, means) is None:
            setattr(head, means, value)
    if found.rest:
        by = byline.read(found.rest)
        if by is not None and head.author is None and by.author:
            head.author = by.author
            head.organization = head.organization or by.organization
        elif by is not None and head.organization is None:
            head.organization = by.organization


def _is_title(line: Line) -> bool:
    """Whether the container says so: a first heading of HTML or Markdown."""
    return line.text.startswith("# ") or (line.part is not None and line.part.kind == "heading" and line.part.level == 1)


def _is_section(text: str) -> bool:
    return text.lower().strip(" .:|>") in _SECTIONS


def _title(lines: list[Line], plain: list[int], dated: list[int], head: Header) -> int | None:
    """The line that is the title: nearest above the date of publication, else the first that is no section."""
    marked = [i for i in plain if _is_title(lines[i])]
    if marked:
        return marked[0]
    able = [i for i in plain if not _is_section(lines[i].text) and words(lines[i].text) < _TITLE]
    able = [i for i in able if not (lines[i].text.endswith(":") or lines[i].text.endswith(".") and words(lines[i].text) > 12)]
    if not able:
        return None
    above = [i for i in able if dated and i < dated[-1] and words(lines[i].text) >= 4]
    if above:
        # Between two dates stands the title; above one date, the nearest line, unless the first was longer.
        return above[-1] if not any(i < above[-1] for i in dated) or len(dated) > 1 else above[-1]
    for n, i in enumerate(able):
        following = able[n + 1] if n + 1 < len(able) else None
        short = words(lines[i].text) <= 4 and not ends(lines[i].text)
        if short and following is not None and following <= i + 2 and words(lines[following].text) >= 6:
            continue  # a section or a place on a line of its own
        if lines[i].text[:1].islower() and following is not None:
            continue
        return i
    return able[0]


def _above(head: Header, line: Line, title: Line) -> None:
    """A line above the title: its kicker, the section, or another headline."""
    if line.text.endswith(":"):
        head.kicker = line.text.rstrip(": ")
    elif head.section is None and words(line.text) <= 8 and (_is_section(line.text) or line.start == 0 or head.kicker is None):
        head.section = line.text
    elif words(line.text) <= 4 and head.kicker is None:
        head.kicker = line.text
    else:
        head.dropped.append((line, "other headline"))


def _below(head: Header, lines: list[Line], i: int, top: int) -> bool:
    """Whether a line between title and text is taken: a byline, the title again, one of several other headlines."""
    text = lines[i].text
    if head.title is not None and text.casefold() == head.title.text.casefold():
        head.dropped.append((lines[i], "printed twice"))
        return True
    by = byline.read(text)
    if by is not None and head.author is None and words(text) <= 8:
        head.author, head.organization = by.author, by.organization
        return True
    if text.isascii() and words(text) >= 3 and text.islower():
        head.dropped.append((lines[i], "image text"))
        return True
    return False


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(line.start + start, line.start + start + len(text), text, line.gap, line.part)


def _dates(head: Header, stamps: list[tuple[int, Stamp]], title: int | None) -> None:
    """Publication and update; the clock of the site (first, with a weekday or a town, and later) is neither."""
    for _, stamp in stamps:
        if stamp.means == "published" and head.published is None:
            head.published = stamp.when
        elif stamp.means == "updated" and head.updated is None:
            head.updated = stamp.when
    plain = [(i, stamp) for i, stamp in stamps if not stamp.means]
    if head.published is not None or not plain:
        return
    below = [stamp for i, stamp in plain if title is not None and i >= title]
    calm = [stamp for _, stamp in plain if not stamp.clock]
    chosen = (below or (calm if len(plain) > 1 else []) or [stamp for _, stamp in plain])[0 if below else -1]
    if head.updated is None or len(plain) > 0:
        head.published = chosen.when
