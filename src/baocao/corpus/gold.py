"""Gold: articles annotated by a reader, as text with the facts marked where they stand.

A file is a head, a line `---`, and the article. A mark is `{surface|kind value}`; marks may stand
inside marks, and since the surface is the article's own text an offset can not be wrong:

    read: 2026-11-23
    genre: interview
    held-out: no
    person: Lê Thị Na | Bí thư Huyện ủy; Chủ tịch HĐND huyện
    ---
    {>Lê Thị Na}Đồng chí Lê Thị Na: Huyện đạt {19/21 chỉ tiêu|q 19/21 chỉ tiêu} và
    {sẽ trồng hơn {40 ha|q >40 ha} rừng trước {năm 2025|d 2025}|c 2024-12-31}.

    q   [bound]low[..high][/of] unit [per x]   bounds: ~ about, > above, < below, >= at least, <= at most;
        `vague 100 người` for hàng trăm người; 60e6 is 60000000; unit - is none
    d   2025 | 2025-Q3 | 2025-06 | 2025-06-22 | a..b | ? (can not be resolved)
    doc number, or - for a document cited by its title
    c   the due day, or - for none
    {>Name} opens a turn; `kind?` is a fact that a reader may or may not count; ` or ` separates readings
    that are equally right; `person?:` is a name that may be left out.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from baocao.errors import BaocaoError
from baocao.model import Bound


class GoldError(BaocaoError):
    """A gold file that says something impossible; its place is `file.gold:line kind[index]`."""


class Amount(Struct, frozen=True):
    """One reading of a marked quantity."""

    low: Decimal
    high: Decimal | None
    of: Decimal | None
    unit: str | None
    per: str | None
    bound: Bound
    vague: bool


class Period(Struct, frozen=True):
    """One reading of a marked date; both ends null where the article does not resolve it."""

    from_: date | None
    to: date | None


class Cited(Struct, frozen=True):
    number: str | None


class Due(Struct, frozen=True):
    due: date | None


Reading = Amount | Period | Cited | Due


class Mark(Struct, frozen=True):
    """A fact as the reader marked it: where it stands, and every reading that is right."""

    start: int
    end: int
    text: str
    line: int
    readings: tuple[Reading, ...]
    optional: bool


class Named(Struct, frozen=True):
    """A person of the story."""

    name: str
    roles: tuple[str, ...]
    line: int
    optional: bool


class Gold(Struct, frozen=True, kw_only=True):
    """An annotated article; spans are half-open code points of `text`."""

    name: str
    """The file's stem: `03-phong-van`."""
    read: date
    """The day of the annotation."""
    genre: str
    held_out: bool
    """Whether the article's errors are to stay unread while the parser is developed."""
    text: str
    first_line: int
    """The line of the file on which the article begins."""
    quantities: tuple[Mark, ...] = ()
    dates: tuple[Mark, ...] = ()
    documents: tuple[Mark, ...] = ()
    commitments: tuple[Mark, ...] = ()
    people: tuple[Named, ...] = ()
    speakers: tuple[str, ...] = ()


KINDS = {"q": "quantities", "d": "dates", "doc": "documents", "c": "commitments"}


def read_folder(folder: Path) -> list[Gold]:
    """The annotated articles of a folder, by name; raises GoldError where there are none or one is wrong."""
    paths = sorted(folder.glob("*.gold"))
    if not paths:
        raise GoldError("holds no .gold file", where=str(folder), remedy="give the folder of the annotated articles")
    return [read_gold(path) for path in paths]


def read_gold(path: Path) -> Gold:
    """One annotated article; raises GoldError naming the line and the mark."""
    try:
        whole = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"can not be read ({error})", where=str(path), remedy="check the path and its rights") from None
    return understand(whole, path.name)


def understand(whole: str, name: str) -> Gold:
    """The annotated article in the text of a gold file called `name`."""
    if not unicodedata.is_normalized("NFC", whole):
        raise GoldError("is not in NFC", where=name, remedy="normalise the file, so that offsets mean one thing")
    head, ruler, body = whole.partition("\n---\n")
    if not ruler:
        raise GoldError(
            "has no line '---' between head and article",
            where=name,
            remedy="write the line between the head and the text",
        )
    fields, people = _head(head, name)
    first = head.count("\n") + 3
    marks, speakers, text = _body(body, name, first)
    return Gold(
        name=name.removesuffix(".gold"),
        read=_day(fields["read"], f"{name}:1 read"),
        genre=fields["genre"],
        held_out=fields["held-out"] == "yes",
        text=text,
        first_line=first,
        people=people,
        speakers=speakers,
        **{kind: tuple(sorted(found, key=lambda m: (m.start, m.end))) for kind, found in marks.items()},
    )


def _head(head: str, name: str) -> tuple[dict[str, str], tuple[Named, ...]]:
    fields: dict[str, str] = {}
    people: list[Named] = []
    for number, line in enumerate(head.split("\n"), 1):
        key, colon, value = line.partition(":")
        if not colon:
            raise GoldError(f"no 'key: value' in [{line}]", where=f"{name}:{number}", remedy="write key: value")
        if key in ("person", "person?"):
            who, _, roles = (part.strip() for part in value.partition("|"))
            if not who:
                raise GoldError(
                    "a person without a name",
                    where=f"{name}:{number} people[{len(people)}]",
                    remedy="write name | role; role",
                )
            named = tuple(role.strip() for role in roles.split(";") if role.strip())
            people.append(Named(who, named, number, optional=key.endswith("?")))
        else:
            fields[key] = value.strip()
    if missing := {"read", "genre", "held-out"} - fields.keys():
        raise GoldError(f"the head does not say {', '.join(sorted(missing))}", where=name, remedy="add a line for each")
    if fields["held-out"] not in ("yes", "no"):
        raise GoldError(f"held-out is [{fields['held-out']}]", where=name, remedy="say yes or no")
    return fields, tuple(people)


def _body(body: str, name: str, first: int) -> tuple[dict[str, list[Mark]], tuple[str, ...], str]:
    """The marks, the speakers and the article with the marks taken out."""
    marks: dict[str, list[Mark]] = {kind: [] for kind in KINDS.values()}
    speakers: list[str] = []
    plain: list[str] = []
    length = 0
    open_: list[tuple[int, int]] = []  # where each open mark begins in the article, and its line
    i = 0
    for found in re.finditer(r"\{>([^{}|\n]+)\}|\{|\|([^{}|\n]*)\}|\||\}", body):
        if found.start() < i:
            continue
        plain.append(body[i : found.start()])
        length += found.start() - i
        i = found.end()
        line = first + body.count("\n", 0, found.start())
        if found[1]:
            speakers.append(found[1].strip())
        elif found[0] == "{":
            open_.append((length, line))
        elif found[0] == "|" and not open_:
            plain.append("|")
            length += 1
        elif found[2] is not None and open_:
            start, opened = open_.pop()
            text = "".join(plain)[start:]
            kind, mark = _mark(text, start, opened, found[2], f"{name}:{opened}", marks)
            marks[kind].append(mark)
        else:
            raise GoldError(f"[{found[0]}] closes no mark", where=f"{name}:{line}", remedy="write {surface|kind value}")
    if open_:
        raise GoldError("a mark is never closed", where=f"{name}:{open_[-1][1]}", remedy="write {surface|kind value}")
    return marks, tuple(speakers), "".join(plain) + body[i:]


def _mark(text: str, start: int, line: int, spec: str, where: str, marks: dict[str, list[Mark]]) -> tuple[str, Mark]:
    key, _, value = spec.strip().partition(" ")
    optional = key.endswith("?")
    kind = KINDS.get(key.removesuffix("?"))
    if kind is None:
        raise GoldError(f"no kind [{key}]", where=where, remedy=f"the kinds are {', '.join(KINDS)}")
    where = f"{where} {kind}[{len(marks[kind])}]"
    if not text.strip() or text != text.strip():
        raise GoldError(
            f"the surface [{text}] is empty or has spaces at its ends",
            where=where,
            remedy="put the mark around the words alone",
        )
    readings = tuple(_READERS[kind](one.strip(), where) for one in value.split(" or "))
    return kind, Mark(start, start + len(text), text, line, readings, optional)


_NUMBER = r"-?\d+(?:\.\d+)?(?:e\d+)?"
_AMOUNT = re.compile(
    rf"(?P<vague>vague )?(?P<bound>>=|<=|>|<|~)?(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?(?:/(?P<of>{_NUMBER}))?"
    r" (?P<unit>.+?)(?: per (?P<per>.+))?"
)
_BOUNDS: dict[str | None, Bound] = {
    None: "exact", "~": "about", ">": "above", "<": "below", ">=": "at_least", "<=": "at_most",
}  # fmt: skip


def _amount(value: str, where: str) -> Amount:
    m = _AMOUNT.fullmatch(value)
    if not m:
        raise GoldError(f"no amount in [{value}]", where=where, remedy="write [bound]low[..high][/of] unit [per x]")
    low = Decimal(m["low"])
    high = Decimal(m["high"]) if m["high"] else low
    if high < low:
        raise GoldError(f"the range [{value}] runs backwards", where=where, remedy="write the lower end first")
    return Amount(
        low=low,
        high=None if m["vague"] else high,
        of=Decimal(m["of"]) if m["of"] else None,
        unit=None if m["unit"] == "-" else m["unit"],
        per=m["per"],
        bound="about" if m["vague"] else _BOUNDS[m["bound"]],
        vague=bool(m["vague"]),
    )


def _period(value: str, where: str) -> Period:
    if value == "?":
        return Period(None, None)
    first, dots, last = value.partition("..")
    from_, to = _bounds(first, where)[0], _bounds(last if dots else first, where)[1]
    if to < from_:
        raise GoldError(f"the period [{value}] runs backwards", where=where, remedy="write the earlier end first")
    return Period(from_, to)


def _bounds(value: str, where: str) -> tuple[date, date]:
    """The first and last day of a year, quarter, month or day."""
    m = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?", value)
    if not m:
        raise GoldError(f"no date in [{value}]", where=where, remedy="write 2025, 2025-Q3, 2025-06, 2025-06-22 or ?")
    if m[4]:
        return _day(value, where), _day(value, where)
    year = int(m[1])
    months = (int(m[2]) * 3 - 2, int(m[2]) * 3) if m[2] else (int(m[3] or 1), int(m[3] or 12))
    if not 1 <= months[0] <= 12:
        raise GoldError(f"no month in [{value}]", where=where, remedy="months are 01 to 12")
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])


def _day(value: str, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise GoldError(f"no day in [{value}]", where=where, remedy="write it as 2025-06-22") from None


def _cited(value: str, where: str) -> Cited:
    if not value or " " in value:
        raise GoldError(f"no document number in [{value}]", where=where, remedy="write it without spaces, or -")
    return Cited(None if value == "-" else value)


def _due(value: str, where: str) -> Due:
    return Due(None if value == "-" else _day(value, where))


_READERS: dict[str, Callable[[str, str], Reading]] = {
    "quantities": _amount, "dates": _period, "documents": _cited, "commitments": _due,
}  # fmt: skip
