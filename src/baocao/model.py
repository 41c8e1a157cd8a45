"""The records of the house: frozen, typed, and nothing but data.

Every `start`/`end` is a half-open range of code points into the article's text.
Numbers are exact decimals in the base unit of their kind (60 triệu đồng is 60000000 VND).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from baocao.span import Span

Bound = Literal["exact", "about", "above", "below", "at_least", "at_most"]
BlockKind = Literal["heading", "lead", "paragraph", "list_item", "caption", "byline", "quote"]
Precision = Literal["day", "month", "quarter", "half", "year", "range"]
Genre = Literal["interview", "congress report", "socio-economic report", "notice", "news", "note", "other"]


# ── what was read ────────────────────────────────────────────────────────────


class Origin(Struct, frozen=True, gc=False):
    """Which bytes an article came from, and how they were understood."""

    path: str
    """Folder and name of the file, as it was given; `<stdin>` for standard input."""
    sha256: str
    """Of the file's bytes, lower-case hexadecimal."""
    encoding: str
    """How the bytes were decoded: utf-8, utf-16-le, or one of the legacy encodings of Vietnamese."""
    media_type: str
    """text/plain, text/markdown or text/html."""
    warnings: tuple[str, ...] = ()
    """Doubts about the quality of the text (mojibake, obfuscation), each with its measure."""


class Source(Struct, frozen=True, gc=False):
    """An article as read from its file, before any of it is understood."""

    origin: Origin
    text: str
    """Decoded and NFC; what every span of the article indexes."""
    raw: bytes
    hints: dict[str, str] = {}
    """Metadata that the container states itself (HTML meta tags): title, published, author, outlet, url, …"""
    parts: tuple[Part, ...] = ()
    """Blocks that the container marks itself (HTML elements); empty for plain text."""


class Part(Struct, frozen=True, gc=False):
    """A stretch of text whose kind the container states (an HTML heading, list item, caption …)."""

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    number: str | None = None
    """The mark a browser shows before a list item, which stands nowhere in the file."""
    emphasis: tuple[Span, ...] = ()
    """Stretches set in bold: often a speaker's label."""


# ── the page: the article as rules read it ───────────────────────────────────


class Block(Struct, frozen=True, gc=False):
    """A part of the page: a heading, a paragraph, an item of a list."""

    kind: BlockKind
    """What the block is on the page."""
    start: int
    end: int
    level: int | None = None
    """Depth of a heading or list item, from 1."""
    number: str | None = None
    """The mark of a list item as written: 1., a), -"""
    governor: int | None = None
    """Index of the block whose sentence announces this list item (`03 khâu đột phá đó là:`)."""


class Sentence(Struct, frozen=True, gc=False):
    """A sentence; its number in the report's annex is its place in the list, from 1."""

    start: int
    end: int
    block: int
    """Index of the block it stands in."""


class Turn(Struct, frozen=True, gc=False):
    """What one speaker says without a break."""

    speaker: str
    """A person's name; `Phóng viên` for the interviewer; the role where no name is known."""
    role: Literal["reporter", "interviewee"]
    """Who asks and who answers."""
    start: int
    end: int
    person: str | None = None
    """Id in `people`."""
    blocks: tuple[int, ...] = ()
    """Indexes of the blocks it is made of."""
    label: Span | None = None
    """The words that name the speaker (`Phóng viên:`), when there are any."""


class Dropped(Struct, frozen=True, gc=False):
    """Page furniture that is no part of the article: a widget, an advert, a counter."""

    start: int
    end: int
    reason: str
    """What it was taken for."""


class Metadata(Struct, frozen=True, kw_only=True, gc=False):
    """What the page says of the article; nothing of it is guessed but the genre."""

    section: str | None = None
    """Section of the site, as the page names it."""
    kicker: str | None = None
    """Line above the title."""
    title: str | None = None
    """The title, as the page states it."""
    published: str | None = None
    """ISO 8601 date, with minutes where the page gives them."""
    updated: str | None = None
    """The same of the last change."""
    views: int | None = None
    """Page views, where the page counts them."""
    author: str | None = None
    """Name or byline."""
    organization: str | None = None
    """Body that publishes the site, as the page names it."""
    outlet: str | None = None
    """Paper or portal."""
    url: str | None = None
    """Address of the page."""
    genre: Genre = "other"
    """Kind of article, from its words and its layout."""
    genre_evidence: tuple[str, ...] = ()
    """What the genre was told by."""
    lead: Span | None = None
    """Where the lead stands, when the page has one."""


class Page(Struct, frozen=True, kw_only=True, dict=True):
    """An article laid out for the rules; its offsets are those of `flow`.

    `flow` is the text folded for matching, one code point for one: every kind of space is ' ',
    line breaks inside a block are ' ', dashes are '-', quotation marks are '"', spellings of one
    sound are one (`uỷ` is `ủy`, `tỉ` is `tỷ`), and all that is outside the blocks is '\\n'.
    Invisible characters are absent, which is why `text_offset` exists.
    """

    flow: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...] = ()
    metadata: Metadata = Metadata()
    dropped: tuple[Dropped, ...] = ()
    shift: tuple[int, ...] = ()
    """For each code point of `flow` (and its end) the offset in the text; empty when they are the same."""

    @cached_property
    def low(self) -> str:
        """`flow` in lower case, one code point for one (the Turkish İ would become two)."""
        low = self.flow.lower()
        return low if len(low) == len(self.flow) else "".join(_small(letter) for letter in self.flow)


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


# ── atoms: what stands in the text ───────────────────────────────────────────


class Quantity(Struct, frozen=True, kw_only=True, gc=False):
    """A number that says how much, how many or what share, with its unit."""

    id: str = ""
    start: int
    end: int
    text: str = ""
    low: Decimal | None
    """Least value in the base unit; null where it is open."""
    high: Decimal | None
    """Greatest value in the base unit; null where it is open."""
    of: Decimal | None = None
    """The second number of a fraction: 21 in `18/21 xã`."""
    unit: str | None = None
    """Unit or counted noun; currencies by ISO code; null for a bare number."""
    per: str | None = None
    """What it is counted per, as written: `năm`, `người/năm`."""
    bound: Bound = "exact"
    """How the words limit the value: `hơn` is above, `gần` below, `khoảng` about."""
    vague: bool = False
    """True where only the order of size is told: `hàng trăm`."""
    readings: tuple[Reading, ...] = ()
    """Other readings of an ambiguous surface, the less likely ones."""
    rule: str


class Reading(Struct, frozen=True, kw_only=True, gc=False):
    """A second way to read a surface that can be read in two."""

    low: Decimal | None
    """Least value of this reading; null where it is open."""
    high: Decimal | None
    """Greatest value of this reading; null where it is open."""
    unit: str | None = None
    """Unit of this reading."""
    note: str = ""
    """What makes it possible."""


class Date(Struct, frozen=True, kw_only=True, gc=False):
    """A day, month, quarter, year or term, as its first and last day."""

    id: str = ""
    start: int
    end: int
    text: str = ""
    from_: date | None = field(name="from")
    """First day; null where the text does not say."""
    to: date | None
    """Last day; null where the text does not say."""
    precision: Precision
    """How finely the words tell the time."""
    edge: str | None = None
    """The word outside the span that changes its meaning: đầu, giữa, cuối, hết, trước, sau, đến, từ."""
    anchor: str | None = None
    """What completed a partial date: `published` or the id of the date it leans on."""
    rule: str


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """A legal or Party document, named by number or title."""

    id: str = ""
    start: int
    end: int
    text: str = ""
    type: str
    """Kind of document, as written: `Nghị quyết`, `Chỉ thị`."""
    number: str | None = None
    """Number as written: `05-CT/TW`, `10/2016/TT-BGDĐT`."""
    title: str | None = None
    """What it is about, or its own title, as written."""
    issuer: str | None = None
    """Who issued it, as written."""
    date: str | None = None
    """Id of its date, where the text states one."""
    same_as: str | None = None
    """Id of the first mention of the same document."""
    rule: str


class Person(Struct, frozen=True, kw_only=True, gc=False):
    """A person, once an article."""

    id: str = ""
    name: str
    """The fullest form of the name in the article."""
    roles: tuple[str, ...] = ()
    """Every role as written, those that are over last."""
    former: tuple[str, ...] = ()
    """Those of the roles that the text calls former (nguyên, cựu, cố, `(cũ)`)."""
    mentions: tuple[Span, ...]
    """Every place that speaks of the person."""
    named: Span | None = None
    """Where the name stands as `name` gives it."""
    stated: tuple[Span, ...] = ()
    """Where each of the roles stands."""


class Name(Struct, frozen=True, kw_only=True, gc=False):
    """An organisation or a place."""

    id: str = ""
    name: str
    """The fullest form of the name in the article."""
    kind: str
    """Kind of body (`chính quyền`, `đảng`, `bộ`) or of place (`xã`, `tỉnh`, `nước`)."""
    mentions: tuple[Span, ...]
    """Every place that names it."""
    named: Span | None = None
    """Where the name stands as `name` gives it."""
    unit_code: str | None = None
    """Official code of an administrative unit, with its year: `vn-2025:…` or `vn-2020:…`."""


# ── facts: what is said with the atoms ───────────────────────────────────────


class Movement(Struct, frozen=True, kw_only=True, gc=False):
    """How a figure moved, and against what."""

    direction: Literal["up", "down", "level"]
    """Whether it rose, fell or stayed."""
    quantity: str | None = None
    """Id of the amount of change; null for a from-to movement."""
    base: str | None = None
    """What it is measured against, as written: `năm 2015`, `cùng kỳ`."""
    base_period: str | None = None
    """Id of the date of the base."""
    base_quantity: str | None = None
    """Id of the level it came from (`từ 14,1%`)."""
    kind: Literal["absolute", "relative", "times", "from_to", "average"] = "absolute"
    """How the change is told: by an amount, a share, times, from one level to another, or a yearly average."""
    readings: tuple[Literal["points", "proportion"], ...] = ()
    """Both readings where a percentage moved by a percentage and the words do not say how."""


class Plan(Struct, frozen=True, kw_only=True, gc=False):
    """How a figure stands against a plan."""

    relation: Literal["exceeds", "reaches", "falls_short", "meets", "ahead_of", "behind"]
    """`reaches` 112 % of the plan; `exceeds` it by 20 %; `ahead_of` or `behind` it by a time."""
    quantity: str | None = None
    """Id of the share, the amount or the length of time of the comparison."""
    of: str | None = None
    """The plan, as written: `kế hoạch`, `chỉ tiêu nghị quyết Đại hội`."""
    readings: tuple[Literal["exceeds", "reaches"], ...] = ()
    """Both readings where the words allow two (`vượt 106,4% so với chỉ tiêu`)."""


class Indicator(Struct, frozen=True, kw_only=True, gc=False):
    """One statement about one figure; its span runs from its name to its last movement or comparison."""

    id: str = ""
    name: str
    """What is measured, as the article words it."""
    key: str | None = None
    """Name in the table of common indicators; null where the noun phrase stands as written."""
    topic: str | None = None
    """Field it belongs to in that table: economy, budget, living standards …"""
    start: int
    end: int
    quantity: str | None = None
    """Id of the level; of the change where the text gives only that (`measure` says so); null for a milestone."""
    measure: Literal["level", "count", "share", "ratio", "change", "milestone"] = "level"
    """What the figure tells of the name: how much of it, how many, which part, or only how it changed."""
    of_what: str | None = None
    """The whole that a share or ratio is taken of, or the thing counted, as written."""
    place: str | None = None
    """Id of the place it speaks of, where the sentence or its block names one."""
    period: str | None = None
    """Id of the date it holds for."""
    qualifier: str | None = None
    """A word that takes something back: `cơ bản` in `hoàn thành cơ bản 18/18 chỉ tiêu`."""
    side: Literal["met", "unmet", "remaining"] | None = None
    """Which side of `2/27 chỉ tiêu` is counted."""
    movement: Movement | None = None
    """How it moved, and against what."""
    movements: tuple[Movement, ...] = ()
    """Further movements of the same figure, against other bases."""
    plan: Plan | None = None
    """How it stands against a plan."""
    plans: tuple[Plan, ...] = ()
    """Further comparisons with plans."""
    rank: str | None = None
    """Its rank as written: `thứ ba của thành phố`."""
    rule: str


class Commitment(Struct, frozen=True, kw_only=True, gc=False):
    """What someone will do or aims to reach."""

    id: str = ""
    start: int
    end: int
    text: str = ""
    actor: str | None = None
    """Who is to act, as written; null where nobody is named."""
    verb: str | None = None
    """What they are to do, as written."""
    due: date | None = None
    """Last day; null where no deadline is stated."""
    due_text: str | None = None
    """The deadline as written."""
    due_date: str | None = None
    """Id of the date the deadline was read from."""
    target: str | None = None
    """Id of the target quantity."""
    state: str | None = None
    """The state to be reached, where the target is no number (`trở thành Quận`)."""
    continuing: bool = False
    """True where the text only goes on with what is done already."""
    list: str | None = None
    """Id of the quantity that counts the list this stands in (`03 khâu đột phá`)."""
    index: int | None = None
    """Its place in that list, from 1."""
    rule: str


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """What took or takes place on a day (congress, ceremony, recognition), or words it went by (theme, motto)."""

    id: str = ""
    name: str
    """Its words."""
    kind: str
    """congress, conference, ceremony, recognition, theme, motto …"""
    start: int
    end: int
    date: str | None = None
    """Id of its date."""
    place: str | None = None
    """Id of its place."""
    giver: str | None = None
    """Who recognised, as written."""
    rule: str


class Award(Struct, frozen=True, kw_only=True, gc=False):
    """An honour that was given."""

    id: str = ""
    name: str
    """Name of the honour."""
    start: int
    end: int
    giver: str | None = None
    """Who gives it, as written."""
    receiver: str | None = None
    """Who receives it, as written."""
    date: str | None = None
    """Id of its date."""
    rule: str


class Derived(Struct, frozen=True, kw_only=True, gc=False):
    """A value that nobody stated: computed from stated ones by a named formula."""

    id: str = ""
    name: str
    """What it is: the indicator, and the value of it that was computed."""
    low: Decimal | None
    """Least value, rounded outward to six places; null where it is open."""
    high: Decimal | None
    """Greatest value, likewise."""
    low_open: bool = False
    """True where the value is strictly above `low`."""
    high_open: bool = False
    """True where the value is strictly below `high`."""
    unit: str | None = None
    """Unit, as of a quantity."""
    per: str | None = None
    """What it is counted per."""
    formula: str
    """Over the ids of its inputs: `q12 - q13`, `q12 / (1 + q14)`; shares count as fractions of one."""
    inputs: tuple[str, ...]
    """Ids of the quantities it was computed from."""
    assumption: str | None = None
    """What had to be taken for granted; null where nothing had."""
    of: str | None = None
    """Id of the indicator it was computed for."""
    words: dict[str, str] = {}
    """What fills its sentence in any language (see `baocao.facts.wording`)."""
    rule: str = ""


class Discrepancy(Struct, frozen=True, kw_only=True, gc=False):
    """Something in the article that does not add up, or that a reader should be told of."""

    id: str = ""
    kind: str
    """What does not fit, or what the words take back: a sum, two deadlines, a qualified claim …"""
    items: tuple[str, ...]
    """Ids of the facts that disagree."""
    spans: tuple[Span, ...] = ()
    """Where the words stand."""
    note: str
    """What was found, in one sentence."""
    certainty: Literal["certain", "likely", "possible"] = "likely"
    """How sure it is that the article errs and not its reader."""
    words: dict[str, str] = {}
    """What fills its sentence in any language (see `baocao.facts.wording`)."""
    rule: str = ""


class Abstained(Struct, frozen=True, kw_only=True, gc=False):
    """A number in the text that became no indicator, and why."""

    start: int
    end: int
    text: str = ""
    reason: str
    """Why it became none."""
    quantity: str | None = None
    """Id of the number, where it is a quantity."""
    rule: str = ""


# ── what people did with the facts ───────────────────────────────────────────


class Changed(Struct, frozen=True, gc=False):
    """One field that a person corrected, as it is written in a corrections file."""

    field: str
    """Name of the field."""
    was: str | None
    """What the rules had read; null for a fact that was added."""
    now: str | None
    """What the person says."""


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """What a person said of one fact, and whether it could be kept (see `baocao.corrections`)."""

    do: Literal["accept", "reject", "change", "add"]
    """What the person did with the fact."""
    kind: str
    """Kind of the fact: quantity, date, document, person, organization, place, indicator, commitment, event, award."""
    quote: str
    """The words of the article that it is anchored to."""
    at: Span | None = None
    """Where they stand; null where they can not be found, or not for certain."""
    fact: str | None = None
    """Id of the fact as it now is; null for one that was rejected, and where the correction is in conflict."""
    changes: tuple[Changed, ...] = ()
    """The fields that were changed, or those of an added fact."""
    status: Literal["applied", "conflict"]
    """Whether it could be kept."""
    message: str = ""
    """What happened beyond the plain case: why it is in conflict, that the words had moved, what else fell."""
    code: str = ""
    """Key of the message, for other languages."""
    words: dict[str, str] = {}
    """What fills the message in any language."""
    reason: str
    """Why, in the person's words."""
    by: str
    """Who said it."""
    on: date
    """The day it was said."""


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """All that was understood of one article; its JSON form is the contract of `baocao parse`."""

    source: Origin
    """The file it came from, and how its bytes were understood."""
    text: str
    """The article's text, decoded and NFC, which every `start` and `end` counts in."""
    metadata: Metadata
    """Title, date, outlet, author and address, as the page states them."""
    blocks: tuple[Block, ...] = ()
    """Headings, paragraphs, list items and the other parts of the page, in order."""
    sentences: tuple[Sentence, ...] = ()
    """The sentences, numbered as in the report's annex."""
    turns: tuple[Turn, ...] = ()
    """Who speaks from where to where."""
    quantities: tuple[Quantity, ...] = ()
    """Every number that says how much, how many or what share."""
    dates: tuple[Date, ...] = ()
    """Days, months, quarters, years, terms, as first and last day."""
    documents: tuple[Document, ...] = ()
    """Legal and Party documents named by number or title."""
    people: tuple[Person, ...] = ()
    """People, each once, with their roles."""
    organizations: tuple[Name, ...] = ()
    """Bodies and offices."""
    places: tuple[Name, ...] = ()
    """Places, with official codes where there are any."""
    indicators: tuple[Indicator, ...] = ()
    """What a quantity measures, where, when, how it moved, and how it stands against the plan."""
    commitments: tuple[Commitment, ...] = ()
    """What someone will do or aims to reach, with the deadline."""
    events: tuple[Event, ...] = ()
    """Congresses, ceremonies, recognitions, mottoes."""
    awards: tuple[Award, ...] = ()
    """Honours, with giver and receiver."""
    derived: tuple[Derived, ...] = ()
    """Values that nobody stated, each with its formula."""
    discrepancies: tuple[Discrepancy, ...] = ()
    """What does not add up, or reads like a slip."""
    abstained: tuple[Abstained, ...] = ()
    """Numbers that became no indicator, each with the reason."""
    dropped: tuple[Dropped, ...] = ()
    """Page furniture that was left out."""
    corrections: tuple[Correction, ...] = ()
    """Every entry of the article's corrections file, in its order; none is ever left out."""
