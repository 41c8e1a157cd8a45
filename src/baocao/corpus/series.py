"""Series: one indicator at one place in one unit over time, cut where it stops being the same thing.

A series is never averaged and never smoothed: each statement is a point, two statements for one period are two
points, and a break (`series_breaks.csv`, the end or merger of a unit, another denominator) cuts it into segments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

from baocao.corpus.collection import Corpus
from baocao.corpus.locate import lineage, merged
from baocao.corpus.record import Break, Measure, Observation, Series
from baocao.lexicon import table

END_OF_DISTRICTS = date(2025, 7, 1)
"""The first day without districts, and of the merged provinces."""
_DISTRICT_LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Nghị quyết 203/2025/QH15"
_MERGER_LAW = "Nghị quyết 202/2025/QH15 ngày 12/6/2025"

Key = tuple[str, str, Measure, str, str, int]
_MONTH = 30.44
_FAR = Decimal(10)
"""Points beyond twice the growth stated from which a step between two figures is a jump."""
Growths = dict[tuple[str, str], list[Observation]]
"""Stated growths in per cent, by indicator and place."""


def key(seen: Observation) -> Key:
    """What two observations must share to stand in one series; what adds up over time also its months."""
    place = lineage(seen.place.code) if seen.place else ""
    return seen.indicator, place, seen.measure, seen.unit or "", seen.per or "", _months(seen)


def _months(seen: Observation) -> int:
    """The length of the period of a figure that adds up over time; 0 for a year, or where none is told."""
    if seen.indicator not in flows() or seen.measure == "average" or not seen.from_ or not seen.to:
        return 0
    months = round(((seen.to - seen.from_).days + 1) / _MONTH) if seen.to > seen.from_ else 12
    return 0 if months == 12 else months


def all_series(corpus: Corpus) -> tuple[Series, ...]:
    """Every series of a corpus, the longest first; repeats in syndicated copies are left out."""
    groups: dict[Key, list[Observation]] = {}
    for seen in originals(corpus):
        groups.setdefault(key(seen), []).append(seen)
    growths: Growths = {}
    for (indicator, place, measure, *_), points in groups.items():
        if measure in ("change", "average"):
            growths.setdefault((indicator, place), []).extend(points)
    made = [_series(corpus, points, growths) for _, points in sorted(groups.items())]
    return tuple(sorted(made, key=lambda s: -len(s.points)))


def series_of(
    corpus: Corpus, indicator: str, place: str | None = None, *, measure: Measure | None = None
) -> Series | None:
    """The longest series of an indicator (its key), at a place (its code, or its name as written); None for none."""
    for series in all_series(corpus):
        if series.indicator != indicator or measure not in (None, series.measure):
            continue
        here = series.place
        if place is None or (here and place in (here.code, lineage(here.code), here.name, here.label)):
            return series
    return None


def originals(corpus: Corpus) -> Iterator[Observation]:
    """The observations without those that a copy only repeats; what a copy says otherwise stays."""
    said: dict[str, set[tuple[object, ...]]] = {}
    copies = {entry.id: entry.copy_of for entry in corpus.entries if entry.copy_of}
    for seen in corpus.observations:
        said.setdefault(seen.cite.article, set()).add(_words(seen))
    for seen in corpus.observations:
        origin = copies.get(seen.cite.article)
        if origin is None or _words(seen) not in said.get(origin, ()):
            yield seen


def _words(seen: Observation) -> tuple[object, ...]:
    return (*key(seen), seen.mode, seen.low, seen.high, seen.of, seen.to.year if seen.to else None)


def _series(corpus: Corpus, points: list[Observation], growths: Growths) -> Series:
    ordered = sorted(points, key=lambda o: (o.to or date.max, o.from_ or date.max, o.published or date.max, o.id))
    first = next((o for o in ordered if o.place and o.place.how == "stated"), ordered[0])
    return Series(
        indicator=first.indicator,
        name=first.name,
        place=first.place,
        measure=first.measure,
        unit=first.unit,
        per=first.per,
        points=tuple(ordered),
        breaks=tuple(sorted((*_breaks(corpus, ordered), *_jumps(ordered, growths)), key=lambda b: (b.on, b.kind))),
    )


def _breaks(corpus: Corpus, points: list[Observation]) -> Iterator[Break]:
    dated = [o for o in points if o.to]
    if not dated or points[0].measure == "milestone":
        return
    for cut in (*standards(points[0]), *_unit_breaks(points[0])):
        known = corpus.as_of is None or cut.on <= corpus.as_of
        between = any(o.to and o.to < cut.on for o in dated) and any(o.to and o.to >= cut.on for o in dated)
        ends = cut.kind == "unit_ended" and dated[0].to is not None and dated[0].to < cut.on
        if (known and between) or (known and ends):
            yield cut
    for one, two in pairwise(o for o in dated if o.measure == "ratio"):
        if one.of != two.of and two.to:
            yield Break(
                on=two.to,
                kind="denominator",
                vi=f"Mẫu số đổi từ {one.of} sang {two.of}",
                en=f"The denominator changed from {one.of} to {two.of}",
                source=f"{one.stated}; {two.stated}",
                cites=(one.cite, two.cite),
            )


def _jumps(points: list[Observation], growths: Growths) -> Iterator[Break]:
    """Between two figures: a step far beyond every growth that is stated for the time between them."""
    stated = growths.get(key(points[0])[:2], ())
    known = [o for o in points if o.measure == "level" and not o.derived and o.mode in ("reported", "estimated")]
    for one, two in pairwise(known):
        step = _yearly(one, two)
        if step is None or one.to is None or two.to is None:
            continue
        between = [
            g for g in stated if g.to and g.from_ and g.to > one.to and g.from_ <= two.to and g.mode != "planned"
        ]
        low = min((g.low for g in between if g.low is not None), default=None)
        high = max((g.high for g in between if g.high is not None), default=None)
        if low is None or high is None:
            continue
        if low - abs(low) - _FAR <= step <= high + abs(high) + _FAR:
            continue
        yield Break(
            on=one.to + (two.to - one.to) / 2,
            kind="jump",
            vi="Hai số cách nhau xa hơn nhiều so với mức tăng được nêu cho các năm ở giữa: "
            "phạm vi hoặc giá có thể khác",
            en="The two figures are much farther apart than the growth stated for the years between: "
            "scope or prices may differ",
            source="; ".join(o.stated for o in (one, two, *between)),
            cites=(one.cite, two.cite, *(g.cite for g in between)),
        )


def _yearly(one: Observation, two: Observation) -> Decimal | None:
    """The mean yearly growth in per cent from one exact figure to another; None within a year or without two."""
    if one.low is None or two.low is None or one.low != one.high or two.low != two.high or min(one.low, two.low) <= 0:
        return None
    if one.year is None or two.year is None or two.year <= one.year:
        return None
    return Decimal((float(two.low / one.low) ** (1 / (two.year - one.year)) - 1) * 100)


def standards(seen: Observation) -> Iterator[Break]:
    """The days at which the definition or standard of an indicator changed, for its place."""
    place = lineage(seen.place.code) if seen.place else ""
    for row in _rows():
        if row["indicator"] == seen.indicator and row["place"] in ("", place):
            yield Break(
                on=date.fromisoformat(row["on"]),
                kind="standard" if row["kind"] == "standard" else "definition",
                vi=row["vi"],
                en=row["en"],
                source=row["source"],
            )


def _unit_breaks(seen: Observation) -> Iterator[Break]:
    """The end of a district, the merger of a province."""
    place = seen.place
    if place is None or ":" not in place.code:
        return
    if ended(place.code):
        yield Break(
            on=END_OF_DISTRICTS,
            kind="unit_ended",
            vi=f"{place.label[:1].upper()}{place.label[1:]} kết thúc hoạt động: không còn cấp huyện",
            en=f"{place.label} ceased to exist: the district level ended",
            source=_DISTRICT_LAW,
        )
    elif merged(place.code):
        yield Break(
            on=END_OF_DISTRICTS,
            kind="unit_merged",
            vi=f"Địa giới mới của {place.label} sau sắp xếp",
            en=f"New boundaries of {place.label} after the mergers",
            source=_MERGER_LAW,
        )


def ended(code: str) -> bool:
    """Whether a unit is one of the districts that ended on 1 July 2025."""
    return code.startswith("vn-2020:") and lineage(code) == code


@cache
def flows() -> frozenset[str]:
    """Indicators that add up over time, so that a part of a year does not compare with the year."""
    return frozenset(row["key"] for row in table("flow_indicators"))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return table("series_breaks")
