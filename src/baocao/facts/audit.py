"""The audit: where an article's figures and dates do not agree with each other, told in neutral words.

A finding needs two statements that can not both hold, or a form that can not be meant; a statement that
is only coarser than another (`hơn 11.000` beside `11.154`) is compatible and is not one. Rounding of
stated figures is allowed for: half a unit of the last decimal that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.facts.anniversary import anniversaries, year_pairs
from baocao.facts.figures import Figures
from baocao.facts.finding import finding, middle, rounded, sharp, text_of
from baocao.facts.interval import Interval, point
from baocao.facts.scene import Scene
from baocao.facts.slip import slips
from baocao.facts.totals import totals
from baocao.model import Commitment, Discrepancy, Indicator, Movement
from baocao.span import Span

_HUNDRED = point(100)


def discrepancies(known: Figures, indicators: list[Indicator], commitments: list[Commitment]) -> list[Discrepancy]:
    """Every finding, in text order of its first statement."""
    scene = known.scene
    found = [
        *_deadlines(scene, commitments),
        *_qualified(scene, indicators),
        *slips(scene),
        *totals(known),
        *(f for i in indicators if i.movement or i.movements for f in _changes(known, i)),
        *_anniversaries(known),
        *_year_pairs(scene),
        *_same_indicator(known, indicators),
    ]
    return sorted(found, key=lambda f: (f.spans[0].start if f.spans else 0, f.kind))


def _deadlines(scene: Scene, commitments: list[Commitment]) -> Iterator[Discrepancy]:
    """One goal with two deadlines: the same state to be reached, by the same actor where both name one.

    `2 xã đạt chuẩn năm 2024` and `5 xã đạt chuẩn năm 2025` are two goals.
    """
    by_goal: dict[str, Commitment] = {}
    for c in commitments:
        goal = _goal(c)
        if goal is None or c.target is not None or not c.due or not c.due_text:
            continue
        first = by_goal.setdefault(goal, c)
        if first.due != c.due and _one_actor(first.actor, c.actor):
            words = {"first": f"{first.due_text}", "second": f"{c.due_text}"}
            yield finding("two_deadlines", (first.id, c.id), (first, c), "likely", **words)


def _one_actor(one: str | None, two: str | None) -> bool:
    """Whether two names may be of one actor: one is left out, or holds the other (`huyện`, `huyện Thanh Trì`)."""
    if one is None or two is None:
        return True
    a, b = one.casefold(), two.casefold()
    return a in b or b in a


_REACH = re.compile(r"^(?:trở thành|lên|thành|được công nhận(?: là)?|đạt chuẩn|đạt)\s+", re.IGNORECASE)


def _goal(commitment: Commitment) -> str | None:
    """The state to be reached as a key: `trở thành Quận` and `thành quận` are one."""
    if not commitment.state:
        return None
    key = _REACH.sub("", commitment.state).strip().casefold()
    return key.split(" và ")[0].split(",")[0] or None


def _qualified(scene: Scene, indicators: list[Indicator]) -> Iterator[Discrepancy]:
    """`hoàn thành cơ bản 18/18 chỉ tiêu`: all of them, yet only basically."""
    for i in indicators:
        if i.measure == "ratio" and i.qualifier and i.plan and i.plan.relation == "meets":
            quantity = scene.quantities_by_id.get(i.quantity or "")
            if quantity:
                text = scene.flow[quantity.start : quantity.end]
                yield finding("qualified", (i.id,), (i,), "possible", text=text, qualifier=i.qualifier)


def _changes(known: Figures, i: Indicator) -> Iterator[Discrepancy]:
    """A level, an absolute and a relative change against one base, or two levels and a percentage."""
    level, scene = known.get(i.quantity), known.scene
    moves = [m for m in (i.movement, *i.movements) if m]
    relative = [m for m in moves if m.kind == "relative" and not m.readings]
    if not relative or level is None or not sharp(level) or level.unit == "%":
        return
    for m in moves:
        change = known.get(m.quantity if m.kind == "absolute" else m.base_quantity)
        if change is None or not sharp(change) or change.unit != level.unit:
            continue
        for r in relative:
            stated = known.get(r.quantity)
            if (
                stated is None
                or not sharp(stated)
                or r.direction != m.direction
                or (r.base and m.base and r.base != m.base)
            ):
                continue
            computed = _percent(rounded(scene, level), rounded(scene, change), m)
            if computed is not None and not computed.meets(rounded(scene, stated)):
                kind = "percent_change" if m.kind == "absolute" else "from_to_change"
                plain = _percent(point(level.low or 0), point(change.low or 0), m)
                words = {"stated": text_of(scene, stated), "computed": middle(plain or computed)}
                words |= {"change": text_of(scene, change), "first": text_of(scene, change)}
                words["last"] = text_of(scene, level)
                yield finding(kind, (i.id, level.id, change.id, stated.id), (i,), "likely", **words)


def _percent(last: Interval, amount: Interval, m: Movement) -> Interval | None:
    """The change in per cent that a level makes with an absolute change, or with the level it started from."""
    try:
        if m.kind == "absolute":
            base = last - amount if m.direction == "up" else last + amount
            return amount / base * _HUNDRED
        ratio = last / amount * _HUNDRED
        return ratio - _HUNDRED if m.direction == "up" else _HUNDRED - ratio
    except (ValueError, ZeroDivisionError):
        return None


def _anniversaries(known: Figures) -> Iterator[Discrepancy]:
    """`130 năm ngày sinh …` against the year of publication and the table of national anniversaries."""
    for a in anniversaries(known.scene):
        # an article of December speaks of next year's anniversary, one of January of last year's
        if abs(a.computed - a.stated) > 1:
            text = known.scene.flow[a.start : a.end]
            words = {"text": text, "computed": str(a.computed), "stated": str(a.stated)}
            yield finding("anniversary", (a.quantity,), (Span(a.start, a.end),), "likely", **words)


def _year_pairs(scene: Scene) -> Iterator[Discrepancy]:
    """`60 năm thành lập huyện (1961-2022)`: the years in brackets are not so many apart."""
    for pair in year_pairs(scene):
        if pair.told != pair.apart:
            words = {"text": scene.flow[pair.start : pair.end], "computed": str(pair.apart)}
            yield finding("year_pair", (pair.quantity,), (Span(pair.start, pair.end),), "likely", **words)


def _same_indicator(known: Figures, indicators: list[Indicator]) -> Iterator[Discrepancy]:
    """The same indicator of the same place and period with values that can not both hold."""
    seen: dict[tuple[str | None, ...], Indicator] = {}
    for b in (i for i in indicators if i.key and i.measure in ("level", "count") and i.period and i.place):
        a = seen.setdefault((b.key, b.place, b.period), b)
        if a is b:
            continue
        first, last = known.get(a.quantity), known.get(b.quantity)
        if first is None or last is None or (first.unit, first.per) != (last.unit, last.per):
            continue
        one, two = known.allowed(first.id), known.allowed(last.id)
        if one and two and not one.meets(two) and not rounded(known.scene, first).meets(rounded(known.scene, last)):
            yield finding("same_indicator", (a.id, b.id), (a, b), "possible", name=a.name,
                          first=text_of(known.scene, first), second=text_of(known.scene, last))  # fmt: skip
