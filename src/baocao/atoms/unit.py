"""Units and currencies: which words after (or before) a number say what it measures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from baocao.lexicon import table

Kind = Literal["money", "share", "time", "measure"]


class Unit(Struct, frozen=True, gc=False):
    """A unit as found in the text: its name, where its words end, and what they multiply by."""

    name: str
    end: int
    kind: Kind
    factor: Decimal = Decimal(1)


class _Entry(Struct, frozen=True, gc=False):
    name: str
    kind: Kind
    factor: Decimal = Decimal(1)


_TIME = {"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"}
_SHARE = {"%", "‰", "điểm %"}


def _kind(unit: str) -> Kind:
    return "time" if unit in _TIME else "share" if unit in _SHARE else "measure"


_AFTER = {row["surface"]: _Entry(row["unit"], _kind(row["unit"])) for row in table("units")} | {
    row["surface"]: _Entry(row["code"], "money", Decimal(row["factor"]))
    for row in table("currencies")
    if row["side"] == "after"
}
_BEFORE = {row["surface"]: row["code"] for row in table("currencies") if row["side"] == "before"}
_BASES = {row["unit"]: (row["base"], Decimal(row["factor"])) for row in table("units")}

_FIRST = frozenset(surface.split(" ", 1)[0].rstrip("%") for surface in _AFTER)
_SHORT = frozenset(surface[0] for surface in _AFTER if len(surface.split(" ", 1)[0].rstrip("%")) < 2)
_BEGINS = frozenset(surface[:2] for surface in _AFTER)
"""How surfaces begin; most words after a number begin otherwise."""
_LONGEST = max(len(surface.split()) for surface in _AFTER)
# A surface is words (letters, inner dots or hyphens, a closing 2 or 3) or signs; what follows must not continue it.
_WORD = r"[^\W\d_]+(?:[.-][^\W\d_]+)*[23²³]?(?![^\W_])"
_MORE = rf"(?: {_WORD}| [23](?!\w)| ?%){{0,{_LONGEST - 1}}}"
_WORDS = re.compile(rf" ?(?:(?P<sign>[%‰°€$£¥₫][CcFf]?(?!\w))|(?P<words>(?:us\$|0c\b|[µμº]?{_WORD}){_MORE}))")
_PREFIXES = frozenset("dr$€£¥")
"""The last letters of what the pattern finds."""
_PREFIX = re.compile(r"(?:(?<![\w$])(usd|eur|us\$)|([$€£¥])) ?$")
# Words that begin like a unit: `5 đồng chí` is no money, `3 tiếng nổ` no hours.
_OTHER_WORDS = re.compile(
    r" ?(?:đồng (?:chí|bào|nghiệp|phạm|đội|hương|minh|hồ|bọn|môn|tác|đẳng)|đô (?:thị|vật)|tệ (?:nạn|hại)"
    r"|cân (?:bằng|đối)|độ tuổi|giờ giải|tiếng (?:nổ|súng|anh|việt|nói|động|pháp|trung|kêu|hô|la)|tuổi trẻ)"
)


def unit_at(low: str, at: int) -> Unit | None:
    """The unit whose words begin at `at` in lower-case text, the longest first."""
    begins = low[at + 1 : at + 3] if low.startswith(" ", at) else low[at : at + 2]
    if begins not in _BEGINS and begins[:1] not in _SHORT:
        return None
    found = _WORDS.match(low, at)
    if not found:
        return None
    if sign := found["sign"]:
        entry = _AFTER.get(sign)
        return Unit(entry.name, found.end(), entry.kind, entry.factor) if entry else None
    start, end = found.start("words"), found.end()
    if low[start:end].split(" ", 1)[0].rstrip("%") not in _FIRST:
        return None
    while end > start:
        entry = _AFTER.get(low[start:end])
        if entry:
            return None if _OTHER_WORDS.match(low, at) else Unit(entry.name, end, entry.kind, entry.factor)
        cut = max(low.rfind(" ", start, end), low.rfind("%", start, end - 1))
        end = cut if cut > start else start
    return None


def currency_before(low: str, at: int) -> tuple[str, int] | None:
    """The currency sign or code that stands just before `at`, and where it starts."""
    before = low[at - 1 : at]
    if (low[at - 2 : at - 1] if before == " " else before) not in _PREFIXES:
        return None
    found = _PREFIX.search(low, max(0, at - 5), at)
    return (_BEFORE[found[1] or found[2]], found.start()) if found else None


def to_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in the base unit of its dimension: 2.5 ha is 25000 m2; other units stay as they are."""
    base, factor = _BASES.get(unit, (unit, Decimal(1)))
    return value * factor, base
