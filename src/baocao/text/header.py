"""The head of a page: which of its first lines are title, section, kicker and dates, and which are noise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from baocao.lexicon import table
from baocao.text import byline, furniture
from baocao.text.furniture import Furniture, Stamp
from baocao.text.lines import Line, ends, is_alt, words

DEEPEST = 30
"""Lines from the top in which a header is looked for."""
_TAIL = 4
"""Lines at the end in which a date or a source is looked for."""
_PROSE = 18
"""Words from which a line is prose, unless it is the title."""
_TITLE = 45
"""Words from which a line is no title."""

_NUMBERED = re.compile(r"Số ?: ?\S{1,40}")
_SECTIONS = {row["name"].lower() for row in table("page_sections")}
_GLUED = re.compile(r"date (?P<when>(?:19|20)\d\d-\d\d(?:-\d\d)?) (?=\S)")
_DATE_AT_END = re.compile(r" ?\((?:\d\d?:\d\d )?\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d(?: \d\d?:\d\d)?\)$")
_HASH = re.compile(r"#{1,6} ")
_LISTED = re.compile(r"(?:[-*+•] |\d{1,2}[.)] )")
_LABELLED = re.compile(r"(?:[-*] ?)?[^.!?:]{2,60}: ?\S")
_OPENER = r"(?=[A-ZĐ\"\d])"
_AGENCY = re.compile(
    rf"(?P<tag>\([A-ZĐ][\w&. ]{{1,15}}\)|[A-ZĐ][A-ZĐ&.]{{1,9}}|[A-Z][A-Za-z]{{1,12}}\.vn|[A-Z][a-z]{{5,14}})"
    rf" ?[-:] ?{_OPENER}"
    rf"|(?P<bare>\([A-ZĐ][A-ZĐ&]{{1,9}}\)) {_OPENER}"
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
    paper: str | None = None
    """What an official paper calls itself above its title: BÁO CÁO, THÔNG BÁO."""
    url: str | None = None
    views: int | None = None
    published: str | None = None
    updated: str | None = None
    body: list[Line] = field(default_factory=list)
    """The lines that are left, for blocks."""
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Indexes of the lines that are not in `body`."""
    stamps: list[tuple[int, Stamp]] = field(default_factory=list)
    """Every date of the furniture, with the line it stands on."""


def read(lines: list[Line]) -> Header:
    """Take the header off the lines of a page; a first heading of HTML or Markdown is the title."""
    head = Header()
    top = _depth(lines)
    _official(head, lines[:top])
    for i in [*range(top), *range(max(top, len(lines) - _TAIL), len(lines))]:
        if i not in head.taken:
            _furniture(head, i, lines[i], top)
    plain = [i for i in range(top) if i not in head.taken]
    first = _title(lines, plain, [i for i, _ in head.stamps if i < top])
    if first is not None:
        head.taken.add(first)
        head.title = _bare_title(head, first, lines[first])
        for i in plain:
            if i < first and not is_alt(lines[i].text):
                _above(head, lines[i], first - i)
                head.taken.add(i)
        _below(head, lines, [i for i in plain if i > first or is_alt(lines[i].text)])
    _dates(head, first)
    head.body = [line for i, line in enumerate(lines) if i not in head.taken]
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
    """How many lines from the top can belong to the header: all before the first prose, list or dialogue."""
    titled = False
    for i, line in enumerate(lines[:DEEPEST]):
        if _is_title(line):
            titled = True
        elif furniture.read(line.text) is not None or words(line.text) < 6:
            continue
        elif (i and _opens_text(line.text)) or (titled and _is_prose(line.text)):
            return i
        elif not titled:
            if words(line.text) >= _TITLE or (line.text.endswith(".") and words(line.text) > 12):
                return i
            titled = True
    return min(len(lines), DEEPEST)


def _opens_text(text: str) -> bool:
    """Whether a line begins a list or a dialogue."""
    return _LISTED.match(text) is not None or (_LABELLED.match(text) is not None and text.endswith("?"))


def _is_prose(text: str) -> bool:
    return words(text) >= _PROSE or (words(text) >= 8 and ends(text))


def _furniture(head: Header, i: int, line: Line, top: int) -> None:
    """Take a line of furniture: dates and labels into the header, widgets among what is dropped."""
    if _is_title(line):
        return
    found = furniture.read(line.text)
    why = furniture.widget(line.text)
    if why is not None and (found is None or not found.stamps):
        head.dropped.append((line, why))
        head.taken.add(i)
    elif found is not None and (i < top or found.stamps or found.fields):
        if not _note(head, found):
            return
        head.stamps.extend((i, stamp) for stamp in found.stamps)
        head.taken.add(i)


def _note(head: Header, found: Furniture) -> bool:
    """Keep what a line of furniture says; False where what is left of it is no byline, so that it is text."""
    by = byline.read(found.rest) if found.rest else None
    if found.rest and by is None and words(found.rest) > 4:
        return False
    if found.views is not None:
        head.views = found.views
    for means, value in found.fields:
        if means in ("outlet", "url", "author", "section") and getattr(head, means) is None:
            setattr(head, means, value)
    if by is not None and head.author is None and head.organization is None:
        head.author, head.organization = by.author, by.organization
    return True


def _is_title(line: Line) -> bool:
    """Whether the container says so: a first heading of HTML or Markdown."""
    return line.text.startswith("# ") or (
        line.part is not None and line.part.kind == "heading" and line.part.level == 1
    )


def _is_section(text: str) -> bool:
    return text.lower().strip(" .:|>") in _SECTIONS


def _official(head: Header, lines: list[Line]) -> None:
    """The head of an official paper: the organ, its number, and what it is, each on a line above the title."""
    kind = next((i for i, line in enumerate(lines) if line.text.rstrip(":") in furniture.PAPERS), None)
    if kind is None or kind + 1 >= len(lines):
        return
    head.paper = lines[kind].text.rstrip(":")
    head.taken.add(kind)
    for i, line in enumerate(lines[:kind]):
        if _NUMBERED.match(line.text):
            head.taken.add(i)
        elif line.text.isupper() and head.organization is None:
            head.organization = line.text
            head.taken.add(i)


def _title(lines: list[Line], plain: list[int], dated: list[int]) -> int | None:
    """The line that is the title: the nearest above the last date of the header, else the first that is no section."""
    marked = [i for i in plain if _is_title(lines[i])]
    if marked:
        return marked[0]
    able = [i for i in plain if _can_be_title(lines[i].text)]
    above = [i for i in able if dated and i < dated[-1] and words(lines[i].text) >= 4]
    if above:
        return above[-1]
    for i in able:
        following = next((j for j in able if j > i), None)
        if following is not None and following <= i + 2 and _is_label(lines[i].text, lines[following].text):
            continue
        return i
    return None


def _can_be_title(text: str) -> bool:
    if _is_section(text) or is_alt(text) or text.endswith(":") or words(text) >= _TITLE:
        return False
    return not (text.endswith(".") and not text.endswith("..")) or words(text) <= 3


def _is_label(text: str, following: str) -> bool:
    """Whether a line only names the section or the place of the headline that follows."""
    return (text[:1].islower() or (words(text) <= 4 and not ends(text))) and words(following) >= 6


def _bare_title(head: Header, i: int, line: Line) -> Line:
    """The title without the mark before it and the date in brackets after it."""
    dated = _DATE_AT_END.search(line.text)
    if dated is not None:
        stated = furniture.read(dated.group().strip())
        head.stamps.extend((i, stamp) for stamp in (stated.stamps if stated else ()))
        line = _cut(line, 0, dated.start())
    marked = _HASH.match(line.text)
    return line if marked is None else _cut(line, marked.end(), len(line.text))


def _above(head: Header, line: Line, distance: int) -> None:
    """A line above the title: its kicker, the section, or another headline."""
    if line.text.endswith(":"):
        head.kicker = line.text.rstrip(": ")
    elif head.section is None and (_is_section(line.text) or words(line.text) <= 8):
        head.section = line.text
    elif head.kicker is None and distance == 1 and words(line.text) <= 6:
        head.kicker = line.text
    else:
        head.dropped.append((line, "other headline"))


def _below(head: Header, lines: list[Line], below: list[int]) -> None:
    """Lines between title and text: a byline, the title again, image texts, and a row of other headlines."""
    headlines: list[int] = []
    for i in below:
        text = lines[i].text
        by = byline.read(text) if words(text) <= 8 else None
        if head.title is not None and text.casefold() == head.title.text.casefold():
            head.dropped.append((lines[i], "printed twice"))
            head.taken.add(i)
        elif by is not None and head.author is None and lines[i].part is None:
            head.author, head.organization = by.author, by.organization
            head.taken.add(i)
        elif is_alt(text):
            head.dropped.append((lines[i], "image text"))
            head.taken.add(i)
        elif words(text) >= 6 and not ends(text) and lines[i].part is None:
            headlines.append(i)
    # One line may be a subhead or a caption; several full headlines in a row lead to other articles.
    if len(headlines) >= 2 and headlines[-1] + 1 < len(lines):
        head.dropped.extend((lines[i], "other headline") for i in headlines)
        head.taken.update(headlines)


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(line.start + start, line.start + start + len(text), text, line.gap, line.part)


def _dates(head: Header, title: int | None) -> None:
    """Publication and update; the clock of the site (a weekday or a town, above the rest) is neither."""
    for _, stamp in head.stamps:
        if stamp.means == "published" and head.published is None:
            head.published = stamp.when
        elif stamp.means == "updated" and head.updated is None:
            head.updated = stamp.when
    plain = [(i, stamp) for i, stamp in head.stamps if not stamp.means]
    if head.published is not None or not plain:
        return
    below = [stamp for i, stamp in plain if title is not None and i >= title]
    calm = [stamp for _, stamp in plain if not stamp.clock]
    if below:
        head.published = below[0].when
    else:
        head.published = (calm or [stamp for _, stamp in plain])[-1].when
