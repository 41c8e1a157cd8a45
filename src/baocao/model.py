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


class Origin(Struct, frozen=True):
    """Which bytes an article came from, and how they were understood."""

    path: str
    sha256: str
    """Of the file's bytes, lower-case hexadecimal."""
    encoding: str
    media_type: str
    warnings: tuple[str, ...] = ()
    """Doubts about the quality of the text (mojibake, obfuscation), each with its measure."""


class Source(Struct, frozen=True):
    """An article as read from its file, before any of it is understood."""

    origin: Origin
    text: str
    """Decoded and NFC; what every span of the article indexes."""
    raw: bytes
    hints: dict[str, str] = {}
    """Metadata that the container states itself (HTML meta tags): title, published, author, outlet, url, …"""
    parts: tuple[Part, ...] = ()
    """Blocks that the container marks itself (HTML elements); empty for plain text."""


class Part(Struct, frozen=True):
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


class Block(Struct, frozen=True):
    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    """Depth of a heading or list item, from 1."""
    number: str | None = None
    """The mark of a list item as written: 1., a), -"""
    governor: int | None = None
    """Index of the block whose sentence announces this list item (`03 khâu đột phá đó là:`)."""


class Sentence(Struct, frozen=True):
    start: int
    end: int
    block: int
    """Index of the block it stands in."""


class Turn(Struct, frozen=True):
    speaker: str
    """A person's name; `Phóng viên` for the interviewer; the role where no name is known."""
    role: Literal["reporter", "interviewee"]
    start: int
    end: int
    person: str | None = None
    """Id in `people`."""
    blocks: tuple[int, ...] = ()
    label: Span | None = None
    """The words that name the speaker (`Phóng viên:`), when there are any."""


class Dropped(Struct, frozen=True):
    """Page furniture that is no part of the article: a widget, an advert, a counter."""

    start: int
    end: int
    reason: str


class Metadata(Struct, frozen=True, kw_only=True):
    section: str | None = None
    kicker: str | None = None
    title: str | None = None
    published: str | None = None
    """ISO 8601 date, with minutes where the page gives them."""
    updated: str | None = None
    views: int | None = None
    author: str | None = None
    organization: str | None = None
    outlet: str | None = None
    url: str | None = None
    genre: Genre = "other"
    genre_evidence: tuple[str, ...] = ()
    lead: Span | None = None


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


class Quantity(Struct, frozen=True, kw_only=True):
    id: str = ""
    start: int
    end: int
    text: str = ""
    low: Decimal | None
    high: Decimal | None
    of: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    bound: Bound = "exact"
    vague: bool = False
    readings: tuple[Reading, ...] = ()
    """Other readings of an ambiguous surface, the less likely ones."""
    rule: str


class Reading(Struct, frozen=True, kw_only=True):
    """A second way to read a surface that can be read in two."""

    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    note: str = ""


class Date(Struct, frozen=True, kw_only=True):
    id: str = ""
    start: int
    end: int
    text: str = ""
    from_: date | None = field(name="from")
    to: date | None
    precision: Precision
    edge: str | None = None
    """The word outside the span that changes its meaning: đầu, giữa, cuối, hết, trước, sau, đến, từ."""
    anchor: str | None = None
    """What completed a partial date: `published` or the id of the date it leans on."""
    rule: str


class Document(Struct, frozen=True, kw_only=True):
    id: str = ""
    start: int
    end: int
    text: str = ""
    type: str
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    date: str | None = None
    """Id of its date, where the text states one."""
    same_as: str | None = None
    """Id of the first mention of the same document."""
    rule: str


class Person(Struct, frozen=True, kw_only=True):
    id: str = ""
    name: str
    roles: tuple[str, ...] = ()
    """Every role as written, those that are over last."""
    former: tuple[str, ...] = ()
    """Those of the roles that the text calls former (nguyên, cựu, cố, `(cũ)`)."""
    mentions: tuple[Span, ...]
    named: Span | None = None
    """Where the name stands as `name` gives it."""
    stated: tuple[Span, ...] = ()
    """Where each of the roles stands."""


class Name(Struct, frozen=True, kw_only=True):
    """An organisation or a place."""

    id: str = ""
    name: str
    kind: str
    mentions: tuple[Span, ...]
    named: Span | None = None
    """Where the name stands as `name` gives it."""
    unit_code: str | None = None
    """Official code of an administrative unit, with its year: `vn-2025:…` or `vn-2020:…`."""


# ── facts: what is said with the atoms ───────────────────────────────────────


class Movement(Struct, frozen=True, kw_only=True):
    direction: Literal["up", "down", "level"]
    quantity: str | None = None
    """Id of the amount of change; null for a from-to movement."""
    base: str | None = None
    """What it is measured against, as written: `năm 2015`, `cùng kỳ`."""
    base_period: str | None = None
    """Id of the date of the base."""
    base_quantity: str | None = None
    """Id of the level it came from (`từ 14,1%`)."""
    kind: Literal["absolute", "relative", "times", "from_to", "average"] = "absolute"
    readings: tuple[Literal["points", "proportion"], ...] = ()
    """Both readings where a percentage moved by a percentage and the words do not say how."""


class Plan(Struct, frozen=True, kw_only=True):
    relation: Literal["exceeds", "reaches", "falls_short", "meets", "ahead_of", "behind"]
    """`reaches` 112 % of the plan; `exceeds` it by 20 %; `ahead_of` or `behind` it by a time."""
    quantity: str | None = None
    of: str | None = None
    """The plan, as written: `kế hoạch`, `chỉ tiêu nghị quyết Đại hội`."""
    readings: tuple[Literal["exceeds", "reaches"], ...] = ()
    """Both readings where the words allow two (`vượt 106,4% so với chỉ tiêu`)."""


class Indicator(Struct, frozen=True, kw_only=True):
    """One statement about one figure; its span runs from its name to its last movement or comparison."""

    id: str = ""
    name: str
    key: str | None = None
    """Name in the table of common indicators; null where the noun phrase stands as written."""
    topic: str | None = None
    start: int
    end: int
    quantity: str | None = None
    """Id of the level; of the change where the text gives only that (`measure` says so); null for a milestone."""
    measure: Literal["level", "count", "share", "ratio", "change", "milestone"] = "level"
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
    movements: tuple[Movement, ...] = ()
    """Further movements of the same figure, against other bases."""
    plan: Plan | None = None
    plans: tuple[Plan, ...] = ()
    rank: str | None = None
    rule: str


class Commitment(Struct, frozen=True, kw_only=True):
    id: str = ""
    start: int
    end: int
    text: str = ""
    actor: str | None = None
    verb: str | None = None
    due: date | None = None
    due_text: str | None = None
    due_date: str | None = None
    """Id of the date the deadline was read from."""
    target: str | None = None
    """Id of the target quantity."""
    state: str | None = None
    """The state to be reached, where the target is no number (`trở thành Quận`)."""
    continuing: bool = False
    list: str | None = None
    """Id of the quantity that counts the list this stands in (`03 khâu đột phá`)."""
    index: int | None = None
    rule: str


class Event(Struct, frozen=True, kw_only=True):
    """What took or takes place on a day (congress, ceremony, recognition), or words it went by (theme, motto)."""

    id: str = ""
    name: str
    kind: str
    start: int
    end: int
    date: str | None = None
    place: str | None = None
    giver: str | None = None
    """Who recognised, as written."""
    rule: str


class Award(Struct, frozen=True, kw_only=True):
    id: str = ""
    name: str
    start: int
    end: int
    giver: str | None = None
    receiver: str | None = None
    date: str | None = None
    rule: str


class Derived(Struct, frozen=True, kw_only=True):
    """A value that nobody stated: computed from stated ones by a named formula."""

    id: str = ""
    name: str
    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    """True where the value is strictly above `low`."""
    high_open: bool = False
    unit: str | None = None
    per: str | None = None
    formula: str
    """Over the ids of its inputs: `q12 - q13`, `q12 / (1 + q14)`; shares count as fractions of one."""
    inputs: tuple[str, ...]
    assumption: str | None = None
    of: str | None = None
    """Id of the indicator it was computed for."""
    words: dict[str, str] = {}
    """What fills its sentence in any language (see `baocao.facts.wording`)."""
    rule: str = ""


class Discrepancy(Struct, frozen=True, kw_only=True):
    id: str = ""
    kind: str
    items: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    note: str
    certainty: Literal["certain", "likely", "possible"] = "likely"
    words: dict[str, str] = {}
    """What fills its sentence in any language (see `baocao.facts.wording`)."""
    rule: str = ""


class Abstained(Struct, frozen=True, kw_only=True):
    """A number in the text that became no indicator, and why."""

    start: int
    end: int
    text: str = ""
    reason: str
    quantity: str | None = None
    rule: str = ""


# ── what people did with the facts ───────────────────────────────────────────


class Changed(Struct, frozen=True):
    """One field that a person corrected, as it is written in a corrections file."""

    field: str
    was: str | None
    now: str | None


class Correction(Struct, frozen=True, kw_only=True):
    """What a person said of one fact, and whether it could be kept (see `baocao.corrections`)."""

    do: Literal["accept", "reject", "change", "add"]
    kind: str
    """Kind of the fact: quantity, date, document, person, organization, place, indicator, commitment, event, award."""
    quote: str
    """The words of the article that it is anchored to."""
    at: Span | None = None
    """Where they stand; null where they can not be found, or not for certain."""
    fact: str | None = None
    """Id of the fact as it now is; null for one that was rejected, and where the correction is in conflict."""
    changes: tuple[Changed, ...] = ()
    status: Literal["applied", "conflict"]
    message: str = ""
    """What happened beyond the plain case: why it is in conflict, that the words had moved, what else fell."""
    code: str = ""
    """Key of the message, for other languages."""
    words: dict[str, str] = {}
    """What fills the message in any language."""
    reason: str
    by: str
    on: date


class Article(Struct, frozen=True, kw_only=True):
    """All that was understood of one article; its JSON form is the contract of `baocao parse`."""

    source: Origin
    text: str
    metadata: Metadata
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    turns: tuple[Turn, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    documents: tuple[Document, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    awards: tuple[Award, ...] = ()
    derived: tuple[Derived, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    abstained: tuple[Abstained, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """Every entry of the article's corrections file, in its order; none is ever left out."""
