"""The document tree: what a report is, before it is HTML or PDF.

An executed notebook becomes one tree; the two writers read nothing else, so they can not disagree.
Text in the tree is data: no writer may read it as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct, field, json

# ── inline ───────────────────────────────────────────────────────────────────


class Text(Struct, frozen=True, tag="text"):
    text: str


class Strong(Struct, frozen=True, tag="strong"):
    children: tuple[Inline, ...]


class Emphasis(Struct, frozen=True, tag="emphasis"):
    children: tuple[Inline, ...]


class Strike(Struct, frozen=True, tag="strike"):
    children: tuple[Inline, ...]


class Code(Struct, frozen=True, tag="code"):
    text: str


class Math(Struct, frozen=True, tag="math"):
    """TeX source, shown literally where a writer can not set it."""

    tex: str
    display: bool = False


class Break(Struct, frozen=True, tag="break"):
    pass


class Link(Struct, frozen=True, tag="link"):
    """`href` is http(s), mailto, or `#id` of a block of this document."""

    href: str
    children: tuple[Inline, ...]


class Cite(Struct, frozen=True, tag="cite"):
    """A printed figure or statement that opens its evidence: the marked fact in its sentence, or a derivation.

    The writers link it to `target`, mark `fact` there, and link the evidence back to this very place.
    """

    fact: str
    """Id of the fact: q12, d3, c1, v2 …"""
    text: str
    target: str
    """Id of the evidence block it opens (`sentence-7`, `derived-v2`)."""
    status: Literal["stated", "derived", "corrected"] = "stated"


class Declared(Struct, frozen=True, tag="declared"):
    """A digit that is no figure of the article, with the reason it may be printed (a sentence number, a hash …)."""

    text: str
    reason: str


class Mark(Struct, frozen=True, tag="mark"):
    """A fact inside an evidence sentence; `kind` decides its look, `note` says rule and offsets."""

    fact: str
    kind: str
    text: str
    note: str = ""


class FootnoteRef(Struct, frozen=True, tag="footnote_ref"):
    key: str


Inline: TypeAlias = (
    Text | Strong | Emphasis | Strike | Code | Math | Break | Link | Cite | Declared | Mark | FootnoteRef
)

# ── blocks ───────────────────────────────────────────────────────────────────


class Heading(Struct, frozen=True, tag="heading"):
    level: int
    children: tuple[Inline, ...]
    id: str = ""


class Paragraph(Struct, frozen=True, tag="paragraph"):
    children: tuple[Inline, ...]
    role: Literal["", "lead", "note", "meta", "kicker", "absent"] = ""
    """absent: there is nothing to show; a finished report leaves it out, with its section if nothing else is there."""


class ListBlock(Struct, frozen=True, tag="list"):
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


class Quote(Struct, frozen=True, tag="quote"):
    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...] = ()


class CodeBlock(Struct, frozen=True, tag="code_block"):
    text: str
    language: str = ""
    role: Literal["source", "output", "error"] = "source"


class Cell(Struct, frozen=True):
    children: tuple[Inline, ...] = ()
    align: Literal["left", "right", "center"] = "left"
    header: bool = False
    span: int = 1
    """Columns it covers."""


class Table(Struct, frozen=True, tag="table"):
    """`head` rows repeat on every page; the first column is a row header where its cells say so."""

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()
    notes: tuple[tuple[Inline, ...], ...] = ()
    widths: tuple[float, ...] = ()
    """Relative column widths; empty lets the writer choose."""
    id: str = ""


class Figure(Struct, frozen=True, tag="figure"):
    """A chart or picture; `alt` is never empty. `data` of an SVG is its text, of a PNG or JPEG its base64."""

    media: Literal["image/svg+xml", "image/png", "image/jpeg"]
    data: str
    alt: str
    caption: tuple[Inline, ...] = ()
    source: tuple[Inline, ...] = ()
    figures: tuple[Cite | Declared, ...] = ()
    """Every number that the picture and its alt text print, with its source."""
    id: str = ""


class Tile(Struct, frozen=True):
    """One figure at a glance."""

    label: tuple[Inline, ...]
    value: tuple[Inline, ...]
    unit: str = ""
    bound: str = ""
    """gần, trên, khoảng … printed before the value."""
    movement: tuple[Inline, ...] = ()
    plan: tuple[Inline, ...] = ()
    period: str = ""
    note: tuple[Inline, ...] = ()


class Tiles(Struct, frozen=True, tag="tiles"):
    tiles: tuple[Tile, ...]


class QuotationCard(Struct, frozen=True, tag="quotation"):
    words: tuple[Inline, ...]
    speaker: str
    role: str = ""
    target: str = ""
    """Evidence block that holds the words."""


class Turn(Struct, frozen=True, tag="turn"):
    """One turn of an interview, as the article prints it."""

    speaker: str
    role: Literal["reporter", "interviewee"]
    blocks: tuple[Block, ...]


class Evidence(Struct, frozen=True, tag="evidence"):
    """A numbered sentence of the article with its facts marked."""

    id: str
    number: int | str
    """Of the sentence; in a report on many articles `6:20`, the twentieth of the sixth."""
    children: tuple[Inline, ...]
    speaker: str = ""
    kind: str = "paragraph"
    context: tuple[Inline, ...] = ()


class Derivation(Struct, frozen=True, tag="derivation"):
    """A value that nobody stated: how it was computed, from what, under which assumption."""

    id: str
    name: str
    value: str
    formula: tuple[Inline, ...]
    assumption: str = ""


class Callout(Struct, frozen=True, tag="callout"):
    kind: Literal["note", "warning", "finding"]
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


class Divider(Struct, frozen=True, tag="divider"):
    pass


class PageBreak(Struct, frozen=True, tag="page_break"):
    pass


class Footnote(Struct, frozen=True, tag="footnote"):
    key: str
    blocks: tuple[Block, ...]


class Group(Struct, frozen=True, tag="group"):
    """Blocks that stay together, in one language region where `lang` is set."""

    blocks: tuple[Block, ...]
    id: str = ""
    lang: str = ""
    role: str = ""
    """cover, evidence, signoff, rebuild … for writers that style or filter by it."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | CodeBlock
    | Table
    | Figure
    | Tiles
    | QuotationCard
    | Turn
    | Evidence
    | Derivation
    | Callout
    | Divider
    | PageBreak
    | Footnote
    | Group
)

# ── the whole ────────────────────────────────────────────────────────────────


class Attachment(Struct, frozen=True):
    """A file that travels inside the PDF."""

    name: str
    media: str
    description: str
    relationship: Literal["source", "data", "alternative", "supplement"]
    data: bytes


class Document(Struct, frozen=True, kw_only=True):
    title: str
    lang: str = "vi"
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    timestamp: int = 0
    """Seconds since 1970, from the data or SOURCE_DATE_EPOCH; never the clock."""
    style: Literal["baocao", "nghi-dinh-30"] = "baocao"
    header: dict[str, str] = field(default_factory=dict)
    """Running texts: `title`, `id` and `source` (the article as a citation names it) of the report.

    For the official layout also `agency_above`, `agency`, `number`, `place`, `date`, `kind` (default: BÁO CÁO),
    `signer_role`, `signer`, `recipients` (parted by semicolons).
    """
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()


# ── in a notebook ────────────────────────────────────────────────────────────

MIME = "text/vnd.baocao.blocks.v2+jsonl"
"""What a component displays in a notebook: blocks of this tree, a line of JSON each.

To Jupyter it is one string: on its way a notebook is copied, checked and written a dozen times, which is dear for
thousands of nodes. Being text it is stored line by line, so that a difference of two notebooks names blocks.
"""
_ENCODER, _DECODER = json.Encoder(), json.Decoder(Block)


def encode(blocks: Iterable[Block]) -> str:
    """The blocks as what a component displays."""
    return _ENCODER.encode_lines(blocks).decode()


def decode(lines: str) -> tuple[Block, ...]:
    """The blocks that a component displayed; raises msgspec.DecodeError where the text is none."""
    return tuple(_DECODER.decode_lines(lines))
