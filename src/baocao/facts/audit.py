"""The audit: where an article's figures and dates do not agree with each other, told in neutral words.

A finding needs two statements that can not both hold, or a form that can not be meant; a statement that
is only coarser than another (`hơn 11.000` beside `11.154`) is compatible and is not one. Rounding of
stated figures is allowed for: half a unit of the last decimal that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from baocao.facts.anniversary import anniversaries
from baocao.facts.figures import Figures, figures
from baocao.facts.interval import Interval, between, point
from baocao.facts.programme import announcement, counter
from baocao.facts.scene import Scene
from baocao.facts.slip import slips
from baocao.facts.wording import say
from baocao.model import Commitment, Discrepancy, Indicator, Movement, Quantity
from baocao.span import Span, Spanned

Certainty = Literal["certain", "likely", "possible"]
_HUNDRED = point(100)
_STRUCTURE = re.compile(r"\b(?:cơ cấu|tỷ trọng)\b", re.IGNORECASE)
_PARTS = re.compile(r",? (?:bao gồm|gồm)(?: có)?:? ", re.IGNORECASE)
_JOINED = re.compile(r"(?: [^\s,;()]+){0,6}(?:,|;| và|, và)(?: [^\s,;()]+){0,6} ", re.IGNORECASE)


def discrepancies(scene: Scene, indicators: list[Indicator], commitments: list[Commitment]) -> list[Discrepancy]:
    """Every finding, in text order of its first statement."""
    known = figures(scene)
    found = [
        *_deadlines(scene, commitments),
        *_qualified(scene, indicators),
        *slips(scene),
        *_list_counts(scene),
        *_shares(known),
        *_parts(known),
        *(f for i in indicators for f in _changes(known, i)),
        *_anniversaries(known),
        *_same_indicator(known, indicators),
    ]
    return sorted(found, key=lambda f: (f.spans[0].start if f.spans else 0, f.kind))


def finding(
    kind: str, items: tuple[str, ...], at: tuple[Spanned, ...], certainty: Certainty, **words: str
) -> Discrepancy:
    """A finding with its sentence in Vietnamese."""
    return Discrepancy(
        kind=kind,
        items=items,
        spans=tuple(Span(s.start, s.end) for s in at),
        note=say("note", kind, "vi", **words),
        certainty=certainty,
        words=words,
        rule=kind,
    )


def _deadlines(scene: Scene, commitments: list[Commitment]) -> Iterator[Discrepancy]:
    """One goal with two deadlines: the same state to be reached, by the same actor where both name one."""
    by_goal: dict[str, Commitment] = {}
    for c in commitments:
        goal = _goal(c)
        if goal is None or not c.due or not c.due_text:
            continue
        first = by_goal.setdefault(goal, c)
        if first.due != c.due:
            words = {"first": f"{first.due_text}", "second": f"{c.due_text}"}
            yield finding("two_deadlines", (first.id, c.id), (first, c), "likely", **words)


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
            quantity = next((q for q in scene.quantities if q.id == i.quantity), None)
            if quantity:
                text = scene.flow[quantity.start : quantity.end]
                yield finding("qualified", (i.id,), (i,), "possible", text=text, qualifier=i.qualifier)


def _list_counts(scene: Scene) -> Iterator[Discrepancy]:
    """`03 khâu đột phá đó là:` over a list of another length."""
    members: dict[int, int] = {}
    for block in scene.page.blocks:
        if block.kind == "list_item" and block.governor is not None and (block.level or 1) == 1:
            members[block.governor] = members.get(block.governor, 0) + 1
    for governor, counted in members.items():
        span = announcement(scene, governor)
        quantity = counter(scene, span) if span else None
        if span is None or quantity is None or quantity.low != quantity.high or quantity.low is None:
            continue
        if quantity.bound == "exact" and quantity.of is None and quantity.low != counted:
            text = scene.flow[quantity.start : quantity.end]
            yield finding("list_count", (quantity.id,), (span,), "likely", stated=text, counted=str(counted))


def _shares(known: Figures) -> Iterator[Discrepancy]:
    """Shares of one structure in one sentence that come near 100 % and miss it by more than rounding."""
    scene = known.scene
    for line in scene.lines:
        shares = [q for q in line.quantities if q.unit == "%" and q.bound == "exact" and q.low == q.high and q.low]
        if len(shares) < 3 or len(shares) != len([q for q in line.quantities if q.unit == "%"]):
            continue
        said = scene.flow[line.start : line.end]
        if not _STRUCTURE.search(said) or re.search(r"\b(?:tăng|giảm|so với|từ)\b", said):
            continue
        total = sum((q.low for q in shares if q.low is not None), start=shares[0].low * 0 if shares[0].low else 0)
        slack = sum((_half_unit(scene, q) for q in shares), Fraction(0))
        if slack < abs(Fraction(total) - 100) <= 5:
            yield finding("shares", tuple(q.id for q in shares), (line,), "possible", total=_plain(Fraction(total)))


def _parts(known: Figures) -> Iterator[Discrepancy]:
    """`86 cơ sở, trong đó có 50 … và 40 …` in one unit: parts that exceed their total."""
    scene = known.scene
    for line in scene.lines:
        numbers = line.quantities
        for at, total in enumerate(numbers[:-2]):
            if not _PARTS.search(scene.flow, total.end, numbers[at + 1].start):
                continue
            gaps = [scene.flow[a.end : b.start] for a, b in zip(numbers[at + 1 :], numbers[at + 2 :], strict=False)]
            if not all(_JOINED.fullmatch(gap) for gap in gaps):
                continue
            parts = [q for q in numbers[at + 1 :] if q.unit == total.unit and q.of is None]
            if (
                len(parts) != len(numbers) - at - 1
                or len(parts) < 2
                or total.unit in (None, "%")
                or total.of is not None
            ):
                continue
            if any(q.bound != "exact" or q.low is None or q.low != q.high for q in (total, *parts)):
                continue
            summed = sum((q.low for q in parts if q.low is not None), start=parts[0].low * 0 if parts[0].low else 0)
            if total.low is not None and summed > total.low and all(q.low and q.low < total.low for q in parts):
                yield finding("parts", (total.id, *(q.id for q in parts)), (line,), "possible",
                              total=_plain(Fraction(summed)), stated=_text(scene, total))  # fmt: skip


def _changes(known: Figures, i: Indicator) -> Iterator[Discrepancy]:
    """A level, an absolute and a relative change against one base, or two levels and a percentage."""
    level, scene = known.quantities.get(i.quantity or ""), known.scene
    moves = [m for m in (i.movement, *i.movements) if m]
    if level is None or not _sharp(level) or level.unit == "%":
        return
    relative = [m for m in moves if m.kind == "relative" and not m.readings]
    for m in moves:
        change = known.quantities.get((m.quantity if m.kind == "absolute" else m.base_quantity) or "")
        if change is None or not _sharp(change) or change.unit != level.unit:
            continue
        for r in relative:
            stated = known.quantities.get(r.quantity or "")
            if (
                stated is None
                or not _sharp(stated)
                or r.direction != m.direction
                or (r.base and m.base and r.base != m.base)
            ):
                continue
            computed = _percent(scene, level, change, m)
            if computed is not None and not computed.meets(_rounded(scene, stated)):
                kind = "percent_change" if m.kind == "absolute" else "from_to_change"
                words = {"stated": _text(scene, stated), "computed": _middle(computed), "change": _text(scene, change),
                         "first": _text(scene, change), "last": _text(scene, level)}  # fmt: skip
                yield finding(kind, (i.id, level.id, change.id, stated.id), (i,), "likely", **words)


def _percent(scene: Scene, level: Quantity, change: Quantity, m: Movement) -> Interval | None:
    last, amount = _rounded(scene, level), _rounded(scene, change)
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


def _same_indicator(known: Figures, indicators: list[Indicator]) -> Iterator[Discrepancy]:
    """The same indicator of the same place and period with values that can not both hold."""
    seen: dict[tuple[str | None, ...], Indicator] = {}
    for b in (i for i in indicators if i.key and i.measure in ("level", "count") and i.period and i.place):
        a = seen.setdefault((b.key, b.place, b.period), b)
        if a is b:
            continue
        first, last = known.quantities.get(a.quantity or ""), known.quantities.get(b.quantity or "")
        if first is None or last is None or (first.unit, first.per) != (last.unit, last.per):
            continue
        one, two = known.allowed(first.id), known.allowed(last.id)
        if one and two and not one.meets(two) and not _rounded(known.scene, first).meets(_rounded(known.scene, last)):
            yield finding("same_indicator", (a.id, b.id), (a, b), "possible", name=a.name,
                          first=_text(known.scene, first), second=_text(known.scene, last))  # fmt: skip


def _sharp(quantity: Quantity) -> bool:
    return (
        quantity.bound == "exact" and not quantity.vague and quantity.low is not None and quantity.low == quantity.high
    )


def _half_unit(scene: Scene, quantity: Quantity) -> Fraction:
    """Half a unit of the last digit that is written, in the base unit of the figure.

    `10,2%` may be anything from 10,15 to 10,25; `60 triệu` from 59,5 to 60,5 million.
    """
    digits = re.match(r"[\d.,]+", scene.flow[quantity.start : quantity.end])
    if not digits or quantity.low is None or not quantity.low:
        return Fraction(0)
    whole, _, decimals = digits[0].rstrip(".,").partition(",")
    try:
        written_value = Fraction(whole.replace(".", "") + (f".{decimals}" if decimals else ""))
    except ValueError:
        return Fraction(0)
    if not written_value:
        return Fraction(0)
    scale = Fraction(quantity.low) / written_value
    return scale / Fraction(2 * 10 ** len(decimals))


def _rounded(scene: Scene, quantity: Quantity) -> Interval:
    """What the figure may have been before it was rounded."""
    assert quantity.low is not None
    half = _half_unit(scene, quantity)
    high = quantity.high if quantity.high is not None else quantity.low
    return between(max(Fraction(0), Fraction(quantity.low) - half), Fraction(high) + half)


def _middle(interval: Interval) -> str:
    low = interval.low.value if interval.low else Fraction(0)
    high = interval.high.value if interval.high else low
    return _plain((low + high) / 2)


def _plain(value: Fraction) -> str:
    """A short decimal with a comma, for the sentence of a finding."""
    text = str(round(Decimal(value.numerator) / Decimal(value.denominator), 2))
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _text(scene: Scene, quantity: Quantity) -> str:
    return scene.flow[quantity.start : quantity.end]
