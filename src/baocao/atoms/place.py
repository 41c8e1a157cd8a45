"""Places: provinces, districts, communes and hamlets, roads and waters, countries, each once with its kind.

A place is a capitalised run behind the word for its kind (`huyện An Trường`, `TP. Huế`, `đường Lê Lợi`), a number
behind the kinds that are numbered (`quận 3`), or a bare name of a province or country. Units get their official code
where the article's date and names leave one reading (`baocao.atoms.admin_units`); otherwise the code is null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter

from msgspec import Struct

from baocao.atoms import admin_units
from baocao.atoms.admin_units import LAST_DAY, Era, Unit
from baocao.atoms.capitals import Run, runs
from baocao.lexicon import table
from baocao.model import Name, Page
from baocao.span import Span, Spanned

_KINDS = {row["word"]: row["kind"] for row in table("place_kinds")}
_CLASS = {row["kind"]: row["class"] for row in table("place_kinds")}
_COUNTRIES = {row["name"]: row["kind"] for row in table("countries")}
_FIRST = {name.split(" ")[0] for name in _COUNTRIES}
_PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d) (?:tỉnh, )?$")
# The number is rarer than the word: the scan looks for it, and the word is read backwards from there.
_NUMBER = re.compile(r"\d(?<!\d\d)\d?(?![\w.,]?\d)")
_WITH_NUMBER = ("quận", "phường", "khu phố", "tổ dân phố", "thôn", "ấp", "khóm", "xóm", "q.", "p.")
_NUMBERED = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _WITH_NUMBER))})(?: số)? ?$")
_OLD = re.compile(r",? ?\(?cũ\b")
_SHORT = frozenset({"tp", "tp.", "tx", "tx.", "tt.", "q.", "h.", "p."})
_LONGEST = 4
_LAST = frozenset(word.rsplit(" ", 1)[-1] for word in _KINDS)
"""The last words of all kinds."""
_PRONOUNS = frozenset({"Anh", "Nga", "Đức", "Áo", "Ý", "Mỹ", "Nhật", "Pháp"})
"""Countries that are other words at the head of a sentence."""


class _Found(Struct, frozen=True, gc=False):
    """One mention: [start, end) with its kind's word, [name_start, end) without."""

    start: int
    name_start: int
    end: int
    name: str
    kind: str
    old: bool = False


_start = attrgetter("start")


@dataclass(slots=True)
class _Known:
    first: _Found
    old: bool
    mentions: list[Span] = field(default_factory=list)


def places(page: Page, taken: Sequence[Spanned] = ()) -> tuple[Name, ...]:
    """Each place once, in order of first mention; none inside `taken`, the mentions of people."""
    flow, low = page.flow, page.low
    found = _find(flow, low, [*sorted([(s.start, s.end) for s in taken]), (len(flow), len(flow))])
    found.extend(_numbered(low))
    found.sort(key=_start)
    known: dict[tuple[str, str, bool], _Known] = {}
    bare: dict[str, _Known] = {}
    for one in found:
        if not (one.kind or bare):
            continue
        key = admin_units.key(one.name)
        if not one.kind:
            entry = bare.get(key)
            if entry is None:
                continue
        else:
            entry = known.get((key, one.kind, one.old))
            if entry is None:
                entry = known[key, one.kind, one.old] = _Known(one, one.old)
                bare.setdefault(key, entry)
        entry.mentions.append(Span(one.start, one.end))
    codes = _Codes(page, list(known.values()))
    return tuple(
        Name(
            name=entry.first.name,
            kind=entry.first.kind,
            mentions=tuple(entry.mentions),
            named=Span(entry.first.name_start, entry.first.end),
            unit_code=codes.of(entry),
        )
        for entry in known.values()
    )


def _numbered(low: str) -> Iterator[_Found]:
    """The units that are called by a number: `quận 3`, `thôn số 7`."""
    for number in _NUMBER.finditer(low):
        at, end = number.span()
        before = low[at - 1 : at]
        if (low[at - 2 : at - 1] if before == " " else before) not in _ENDINGS:
            continue
        word = _NUMBERED.search(low, max(0, at - 16), at)
        if word is not None:
            yield _Found(word.start(), at, end, number[0], _KINDS[word[1]], _is_old(low, end))


_ENDINGS = frozenset(word[-1] for word in (*_WITH_NUMBER, "số"))
"""What may stand before such a number and its space: the last letter of its word."""


def _is_old(low: str, end: int) -> bool:
    return _OLD.match(low, end, end + 6) is not None


def _find(flow: str, low: str, taken: list[tuple[int, int]]) -> list[_Found]:
    """The mentions in text order; those of unknown kind (kind '') are bare names that may repeat a known place.

    `taken` ends with the end of the text.
    """
    found: list[_Found] = []
    at = 0
    plural = ""
    plural_end = -9
    for run in runs(flow):
        words = run.words
        if len(words) == 1 and run.before not in _LAST and not plural and not _opens_name(words[0]):
            continue
        while taken[at][1] <= run.start:
            at += 1
        limit = taken[at][0]
        if limit <= run.start:
            continue
        kind, first, start = _kind(flow, low, run)
        if (
            not kind
            and plural
            and run.start - plural_end <= 4
            and flow[plural_end : run.start] in (", ", " và ", " - ")
        ):
            kind, start = plural, run.start
        if kind:
            last = _extent(run, first, limit)
            if last > first and not _lone(flow, run, first, last, kind):
                end = run.end_of(last - 1)
                end = _joined(flow, run.starts[first], end, last == len(run.words))
                name = flow[run.starts[first] : end]
                found.append(_Found(start, run.starts[first], end, name, kind, _is_old(low, end)))
                if _PLURAL.search(low, max(0, start - 14), start):
                    plural = kind
                plural_end = end
                first = last
        else:
            plural = ""
            first = 0
        found += _bare(flow, run, first, limit)
    return found


def _kind(flow: str, low: str, run: Run) -> tuple[str, int, int]:
    """The kind that a run is introduced by: (kind, first word of the name, start of the kind's word)."""
    words = run.words
    if len(words) > 1:
        lead = words[0].lower()
        if lead in _KINDS and (lead in _SHORT or len(lead) > 2):
            return _KINDS[lead], 1, run.start
        if len(words) > 2 and (pair := words[1].lower()) in _SHORT:
            return _KINDS[pair], 2, run.starts[1]  # UBND TP. Huế
    if run.before not in _LAST or low[run.start - 1 : run.start] != " ":
        return "", 0, run.start
    near = low[max(0, run.start - 18) : run.start - 1]
    tail = near[near.rfind("\n") + 1 :].split(" ")
    if tail[-1] in _LAST:
        for size in range(min(3, len(tail)), 0, -1):
            before = " ".join(tail[-size:])
            if before in _KINDS:
                return _KINDS[before], 0, run.start - 1 - len(before)
    return "", 0, run.start


def _extent(run: Run, first: int, limit: int) -> int:
    """Where the name that opens at word `first` ends: a known name, else its capitalised syllables."""
    words = run.words
    known = admin_units.names()
    for size in (4, 3, 2):
        if first + size <= len(words) and " ".join(words[first : first + size]).lower() in known:
            return first + size
    last = first
    while last < len(words) and last - first < _LONGEST and run.starts[last] < limit:
        word = words[last]
        if word.rstrip(".").isupper() and len(word) > 1 and word not in ("HCM",):
            break
        last += 1
    return last


def _lone(flow: str, run: Run, first: int, last: int, kind: str) -> bool:
    """One syllable that opens a common word (`TP. Cụ thể`, `đường Vành đai`), where no unit is called so."""
    if last - first > 1 or _CLASS[kind] not in ("admin", "road") or kind == "cầu":
        return False
    word = run.words[first].lower()
    return word.isalpha() and not admin_units.province_named(word) and word not in admin_units.former()


def _joined(flow: str, start: int, end: int, whole: bool) -> int:
    """Names of two parts: Bà Rịa - Vũng Tàu, Thừa Thiên - Huế, Phan Rang - Tháp Chàm."""
    if (whole and flow[end : end + 3] == " - ") or flow[end : end + 1] == "-":
        for rest in ("Vũng Tàu", "Huế", "Tháp Chàm"):
            gap = 3 if flow[end] == " " else 1
            until = end + gap + len(rest)
            if flow[end + gap : until] == rest and admin_units.is_double(flow[start:until]):
                return until
    return end


def _bare(flow: str, run: Run, first: int, limit: int) -> list[_Found]:
    """Provinces and countries without a word for their kind, and bare names that may repeat a place of the page."""
    words = run.words
    found: list[_Found] = []
    i = first
    if i == 0 and words[0] in _PRONOUNS and (_opens(flow, run.start) or flow.endswith("hâu ", 0, run.start)):
        i = 1
    for at, start in enumerate(run.starts):
        if at < i or not _opens_name(words[at]):
            continue
        if start >= limit:
            break
        size, kind = _province(words[at : at + 3])
        i = at + size
        if kind:  # Châu Mỹ, of no kind, is no place of a report, and not the country either
            end = _joined(flow, start, run.end_of(i - 1), i == len(words))
            found.append(_Found(start, start, end, flow[start:end], kind, False))
    if first == 0 and 1 < len(words) <= 3 and not (_opens_name(words[0]) and _province(words[:3])[0]):
        found.append(_Found(run.start, run.start, run.end, flow[run.start : run.end], ""))
    return found


@lru_cache(maxsize=8192)
def _opens_name(word: str) -> bool:
    """Whether a province or a country may begin with the word."""
    return word in _FIRST or word.lower() in _province_openings()


@cache
def _province_openings() -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in admin_units.province_names())


def _opens(flow: str, start: int) -> bool:
    """Whether a capital at `start` may be a sentence's."""
    before = flow[max(0, start - 2) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",)")


# Of three words: with the whole run in its key, a long run would be hashed at each of its words.
@lru_cache(maxsize=8192)
def _province(words: tuple[str, ...]) -> tuple[int, str]:
    if words[0] in _FIRST:
        for size in (3, 2, 1):
            name = " ".join(words[:size])
            if size <= len(words) and name in _COUNTRIES:
                return size, {"country": "nước", "city": "thành phố"}.get(_COUNTRIES[name], "")
    if _opens_name(words[0]):
        for size in (3, 2, 1):
            name = " ".join(words[:size])
            if size <= len(words) and (units := admin_units.province_named(name)):
                return size, units[0].kind
    return 0, ""


class _Codes:
    """Official codes for the places of one page: its date and its other places narrow the readings."""

    def __init__(self, page: Page, known: list[_Known]) -> None:
        published = page.metadata.published
        three_levels = any(k.first.kind in ("quận", "huyện", "thị xã") and not k.old for k in known)
        self.era: Era | None = None
        if published:
            self.era = "vn-2020" if published[:10] <= LAST_DAY else "vn-2025"
        elif three_levels:
            self.era = "vn-2020"
        named = {admin_units.key(k.first.name) for k in known if k.first.kind in admin_units.PROVINCIAL}
        self.around = {
            u.code for name in named for u in admin_units.province_named(name) if u.era == (self.era or "vn-2020")
        }

    def of(self, entry: _Known) -> str | None:
        """`vn-2025:00070`; None where the kind is no unit's or the reading is not sure."""
        kind, name = entry.first.kind, entry.first.name
        if _CLASS.get(kind) != "admin":
            return None
        eras: tuple[Era, ...]
        if entry.old:
            eras = ("vn-2020",)
        elif kind in ("quận", "huyện", "thị xã"):
            eras = ("vn-2020",)  # there are none of them today
        elif self.era is not None:
            eras = (self.era,)
        else:
            eras = ("vn-2020", "vn-2025")
        units = [unit for era in eras if (unit := self._one(name, kind, era)) is not None]
        if kind in admin_units.COMMUNE and self.era is None:
            return None  # communes of before 2025 bear the same names
        return f"{units[0].era}:{units[0].code}" if len(units) == 1 else None

    def _one(self, name: str, kind: str, era: Era) -> Unit | None:
        candidates = admin_units.readings(name, kind, era)
        if len(candidates) > 1:
            candidates = tuple(unit for unit in candidates if unit.parent in self.around) or candidates
        return candidates[0] if len(candidates) == 1 else None
