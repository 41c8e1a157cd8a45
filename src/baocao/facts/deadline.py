"""Deadlines: the date that a promise is due, with the edge that its words give it.

A year is due on its 31 December, `trước năm 2025` on 2024-12-31, a quarter on its last day,
`cuối nhiệm kỳ` on the last day of the term. `từ` and `sau` state a start and no deadline;
`đầu năm` is due within its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from baocao.atoms.date_lunar import NEW_YEARS
from baocao.facts.scene import Scene, inside
from baocao.model import Date
from baocao.span import Span, overlap

_BEFORE = re.compile(
    r"(?P<latest>chậm nhất(?: là)?|muộn nhất(?: là)?) (?:vào |đến |trong )?(?:cuối |hết )?$"
    r"|(?P<early>đầu|sau|từ|kể từ|so với|của|giữa|ra ngày|ban hành|ký|như|hơn|bằng) (?:những )?$"
    r"|(?P<before>trước(?: thời điểm)?) (?:cuối |hết )?$"
    r"|(?P<until>đến|hết|tới|cuối|vào|trong|hoàn thành|ngay) (?:cuối |hết |khoảng |trong )?$"
)
# the year behind these is that of a feast or a season
_LUNAR = re.compile(r"\b(?:(?:Tết|Xuân|mùa|vụ (?=[Đđ]ông|[Xx]uân|[Hh]è|[Tt]hu|[Mm]ùa|[Cc]hiêm))(?: ?[^\s,;.]+){0,3}) $")
_TERM_END = re.compile(r"(?:cuối|hết|kết thúc) nhiệm kỳ(?: (?:này|tới))?(?! *\d)|nhiệm kỳ (?:này|tới|mới)(?! *\d)")
_TERM = re.compile(r"nhiệm kỳ")


class Deadline(Struct, frozen=True, gc=False):
    """`due` is null where the words name a time without an end that can be computed."""

    due: date | None
    span: Span
    date: str | None
    rank: int
    """How plainly the words set a limit: 3 `chậm nhất`, 2 `đến` or `trước`, 1 a bare date."""


def deadline(scene: Scene, start: int, end: int, trigger: int) -> Deadline | None:
    """The deadline that stands in the range; the plainest one, then the first after the trigger."""
    dates = inside(scene.dates, start, end)
    if not dates and not scene.terms:
        return None
    free = [d for d in _unquoted(scene, dates, trigger) if not _of_noun(scene, d, trigger)]
    found = [due for d in free if (due := _read(scene, d, start))]
    if scene.terms:
        found += _term_end(scene, start, end)
    if not found:
        return None
    return min(found, key=lambda d: (-d.rank, d.span.start < trigger, d.span.start))


def _unquoted(scene: Scene, dates: Sequence[Date], trigger: int) -> Iterator[Date]:
    """The dates but those inside a quoted title behind the trigger, which date the title."""
    marks, at = 0, trigger
    for stated in dates:
        marks += scene.flow.count('"', at, stated.start)
        at = max(at, stated.start)
        if marks % 2 == 0:
            yield stated


def _read(scene: Scene, stated: Date, start: int) -> Deadline | None:
    if _of_document(scene, stated) or of_prices(scene, stated):
        return None
    if lunar := _LUNAR.search(scene.flow, max(start, stated.start - 24), stated.start):
        return _new_year(scene, stated, Span(lunar.start(), stated.end))
    match = _BEFORE.search(scene.low, max(start, stated.start - 32), stated.start)
    word = match.lastgroup if match else None
    opening = match.start() if match else stated.start
    if stated.to is None or stated.from_ is None:
        # a limit whose year nobody named: its words stand, its day is unknown, and no other date takes its place
        limits = word in ("latest", "before", "until") or (match is not None and match[0].startswith(("giữa", "đầu")))
        return Deadline(None, Span(opening, stated.end), stated.id, 0) if limits else None
    if word == "before":
        return Deadline(stated.from_ - timedelta(days=1), Span(opening, stated.end), stated.id, 2)
    if word == "early":
        return _early(stated, match.group("early").lower() if match else "", Span(opening, stated.end))
    return Deadline(stated.to, Span(opening, stated.end), stated.id, {"latest": 3, "until": 2}.get(word or "", 1))


def _new_year(scene: Scene, stated: Date, span: Span) -> Deadline:
    """`trước Tết Nguyên đán 2020` is due on the last day of the old lunar year; a season has no day."""
    day = NEW_YEARS.get(stated.to.year) if stated.to and stated.precision == "year" else None
    if day is None or not scene.flow.startswith("Tết", span.start):
        return Deadline(None, span, stated.id, 0)
    before = scene.low.endswith("trước ", max(0, span.start - 6), span.start)
    opening = span.start - 6 if before else span.start
    return Deadline(day - timedelta(days=1) if before else day, Span(opening, span.end), stated.id, 2)


def of_prices(scene: Scene, stated: Date) -> bool:
    """Whether the year is that of a figure's prices or standard (`giá so sánh năm 2010`, `theo chuẩn nghèo …`)."""
    return _PRICES.search(scene.low, max(0, stated.start - 40), stated.start) is not None


_PRICES = re.compile(
    r"(?:(?:giá so sánh|giá cố định|giá ss|giá gốc|giá hiện hành)(?: năm)?|theo (?:bộ )?(?:chuẩn"
    r"|tiêu chí)(?: [^\s,;()]+){0,4}) $"
)


def _of_noun(scene: Scene, stated: Date, trigger: int) -> bool:
    """Whether a term belongs to the noun before it (`bầu hội đồng nhân dân xã nhiệm kỳ 2021-2026`)."""
    if stated.start <= trigger or not _TERM.match(scene.low, stated.start, stated.end):
        return False
    near = scene.flow[max(trigger, stated.start - 10) : stated.start]
    return _MANY.match(scene.flow, trigger, stated.start) is not None and not _FREE.search(near)


FEW = 3
"""So many words after its trigger a term still stands by itself (`phấn đấu nhiệm kỳ 2020-2025 kết nạp …`)."""
_MANY = re.compile(rf"\s*(?:\S+\s+){{{FEW}}}\S")
_FREE = re.compile(r"\($|(?:[,;:(]|(?<!\w)(?:trong|cuối|hết|đến|vào|của|cả)) $", re.IGNORECASE)


def _of_document(scene: Scene, stated: Date) -> bool:
    """Whether the date belongs to a document: inside its name, or its day of issue behind it."""
    return any(
        overlap(stated, d)
        or d.date == stated.id
        or scene.flow[d.end : stated.start] in (" ", " (", " ngày ", " ký ", " năm ")
        for d in inside(scene.documents, max(0, stated.start - 400), stated.end + 1)
    )


def _early(stated: Date, word: str, span: Span) -> Deadline | None:
    """`giữa năm 2020` is over with June, `đầu năm 2020` within its year; the others set no deadline at all."""
    assert stated.to is not None
    assert stated.from_ is not None
    if word == "giữa" and stated.precision == "year":
        return Deadline(date(stated.to.year, 6, 30), span, stated.id, 1)
    if word in ("đầu", "giữa"):
        # `đầu năm 2018`: some day of that year, so the year's end is the last one it can mean
        known = stated.precision in ("day", "month", "year")
        return Deadline(stated.to if known else None, span, stated.id, 1)
    return None


def _term_end(scene: Scene, start: int, end: int) -> list[Deadline]:
    """`cuối nhiệm kỳ`, `nhiệm kỳ tới` are over at the end of the latest term that the article names."""
    match = _TERM_END.search(scene.low, start, end)
    if match is None:
        return []
    term = max(scene.terms, key=lambda d: (d.to or date.min, -d.start))
    return [Deadline(term.to, Span(match.start(), match.end()), term.id, 2)]
