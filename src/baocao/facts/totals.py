"""Totals: counts against the list that follows, parts against their total, shares against 100 % and each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from baocao.facts.clause import pieces
from baocao.facts.figures import Figures
from baocao.facts.finding import finding, half_unit, middle, plain, rounded, sharp, text_of
from baocao.facts.interval import point
from baocao.facts.programme import announcement, counter
from baocao.facts.scene import Line, Scene
from baocao.model import Discrepancy, Quantity
from baocao.span import Span

_STRUCTURE = re.compile(r"\b(?:cơ cấu|tỷ trọng)\b", re.IGNORECASE)
_PARTS = re.compile(r",? (?:bao gồm|gồm)(?: có)?:? ", re.IGNORECASE)
_JOINED = re.compile(r"(?: [^\s,;()]+){0,6}(?:,|;| và|, và)(?: [^\s,;()]+){0,6} ", re.IGNORECASE)


def totals(known: Figures) -> Iterator[Discrepancy]:
    """Every finding of this kind on the page."""
    yield from _list_counts(known.scene)
    # a total and its parts, or shares: three numbers at least
    several = [line for line in known.scene.lines if len(line.quantities) > 2]
    if several:
        yield from _shares(known.scene, several)
        yield from _parts(known.scene, several)
        yield from _share_of(known.scene, several)
    yield from _inline_counts(known.scene)


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


def _shares(scene: Scene, several: list[Line]) -> Iterator[Discrepancy]:
    """Shares of one structure in one sentence that exceed 100 % by more than rounding; fewer may leave others out."""
    for line in several:
        shares = [q for q in line.quantities if q.unit == "%" and q.bound == "exact" and q.low == q.high and q.low]
        if len(shares) < 3 or len(shares) != len([q for q in line.quantities if q.unit == "%"]):
            continue
        said = scene.flow[line.start : line.end]
        if not _STRUCTURE.search(said) or re.search(r"\b(?:tăng|giảm|so với|từ)\b", said):
            continue
        total = sum((q.low for q in shares if q.low is not None), start=shares[0].low * 0 if shares[0].low else 0)
        slack = sum((half_unit(scene, q) for q in shares), Fraction(0))
        if slack < Fraction(total) - 100 <= 5:
            yield finding("shares", tuple(q.id for q in shares), (line,), "possible", total=plain(Fraction(total)))


def _parts(scene: Scene, several: list[Line]) -> Iterator[Discrepancy]:
    """`86 cơ sở, trong đó có 50 … và 40 …` in one unit: parts that exceed their total."""
    for line in several:
        numbers = line.quantities
        for at, total in enumerate(numbers[:-2]):
            if not _PARTS.search(scene.flow, total.end, numbers[at + 1].start):
                continue
            gaps = [scene.flow[a.end : b.start] for a, b in zip(numbers[at + 1 :], numbers[at + 2 :], strict=False)]
            if not all(_JOINED.fullmatch(gap) for gap in gaps):
                continue
            parts = [q for q in numbers[at + 1 :] if q.of is None and (q.unit == total.unit or _kin(total, q))]
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
                              total=plain(Fraction(summed)), stated=text_of(scene, total))  # fmt: skip


_AMONG = re.compile(r",? trong đó(?: có)?(?: \w+){0,2} (?:\w+ )?")
_MAKES = re.compile(
    r"(?: [^\s,;.()\d]+){0,8},? (?:chiếm|đạt)(?: tỷ lệ)?(?: khoảng| gần| hơn| trên)? "
    r"|(?: [^\s,;.()\d]+){0,8} \((?:chiếm |tỷ lệ )?"
)
_CLOSED = re.compile(r"\)?(?: (?:tổng số|số|so với tổng số)(?: \w+){1,4})?[.,;)]|\)?\s*\Z")


def _share_of(scene: Scene, several: list[Line]) -> Iterator[Discrepancy]:
    """`1.250 hộ, trong đó có 50 hộ nghèo, chiếm 5,2%`: a part, its total, and another share than they make."""
    for line in several:
        for total, part, share in zip(line.quantities, line.quantities[1:], line.quantities[2:], strict=False):
            if share.unit != "%" or not (sharp(total) and sharp(part) and sharp(share)) or total.of or part.of:
                continue
            if not total.low or not part.low or part.low >= total.low or not _kin(total, part):
                continue
            if not _AMONG.fullmatch(scene.low, total.end, part.start):
                continue
            if not _MAKES.fullmatch(scene.low, part.end, share.start) or not _CLOSED.match(
                scene.low, share.end, line.end
            ):
                continue
            computed = rounded(scene, part) / rounded(scene, total) * point(100)
            if not computed.meets(rounded(scene, share)):
                words = {"some": text_of(scene, part), "whole": text_of(scene, total)}
                words |= {"computed": middle(computed), "stated": text_of(scene, share)}
                yield finding("ratio", (total.id, part.id, share.id), (line,), "likely", **words)


def _kin(total: Quantity, part: Quantity) -> bool:
    """Whether two counts are of one kind of thing: `hộ` and `hộ nghèo`, `trường học` and `trường mầm non`."""
    whole, some = (total.unit or "").split(), (part.unit or "").split()
    return bool(whole and some) and whole[0] == some[0] and "%" not in (whole[0], some[0])


def _inline_counts(scene: Scene) -> Iterator[Discrepancy]:
    """`3 khâu đột phá: …; …`: a count of tasks before the list of its own sentence."""
    for line in scene.saying(": "):
        colon = scene.flow.find(": ", line.start, line.end)
        if colon <= line.start:
            continue
        quantity = counter(scene, Span(line.start, colon))
        if quantity is None or quantity.low is None or not sharp(quantity):
            continue
        if quantity.of or colon - quantity.end > 24:
            continue
        parts = list(pieces(scene.flow, colon + 2, line.end, ";"))
        if len(parts) < 2:
            continue
        # the last piece may hold two (`…; … và …`), and an open list names examples only
        last = scene.flow[parts[-1].start : line.end].rstrip()
        if " và " in last or last.endswith(("...", "…", "v.v.", "v.v")) or quantity.low == len(parts):
            continue
        if any("," in scene.flow[p.start : p.end] and quantity.low > len(parts) for p in parts):
            continue
        yield finding(
            "inline_count",
            (quantity.id,),
            (line,),
            "possible",
            stated=text_of(scene, quantity),
            counted=str(len(parts)),
        )
