"""An indicator as it is printed: its name, value, movement, plan and period, each part linked to its sentence."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from baocao import model
from baocao.lexicon import table
from baocao.report.dossier import Dossier
from baocao.report.number import Amount
from baocao.report.phrase import fill, joined
from baocao.report.tree import Cite, Inline, Text
from baocao.span import Span


class Printed(Struct, frozen=True):
    """The printed parts of one indicator; each part is empty where the article says nothing."""

    name: tuple[Inline, ...]
    amount: Amount | None
    value: tuple[Inline, ...]
    movement: tuple[Inline, ...]
    plan: tuple[Inline, ...]
    period: tuple[Inline, ...]
    rank: tuple[Inline, ...]
    remark: tuple[Inline, ...]
    """What takes something back, or says which side is counted: “cơ bản”, not met."""


def printed(dossier: Dossier, indicator: model.Indicator) -> Printed:
    """The parts of `indicator` in the report's language."""
    moves = tuple(m for m in (indicator.movement, *indicator.movements) if m is not None)
    plans = tuple(p for p in (indicator.plan, *indicator.plans) if p is not None)
    quantity = dossier.quantity(indicator.quantity) if indicator.measure != "change" or not moves else None
    return Printed(
        name=name(dossier, indicator),
        amount=None if quantity is None else dossier.amount(quantity),
        value=() if quantity is None else (dossier.cite(quantity),),
        movement=joined([movement(dossier, m) for m in moves], "; "),
        plan=joined([plan(dossier, p, level=indicator.quantity) for p in plans], "; "),
        period=period(dossier, indicator),
        rank=dossier.quoted(indicator.rank or ""),
        remark=_remark(dossier, indicator),
    )


def name(dossier: Dossier, indicator: model.Indicator) -> tuple[Inline, ...]:
    """The indicator's name in the report's language where the table of indicators knows it, else as written."""
    text = indicator.name
    if dossier.lang != "vi" and indicator.key:
        text = english().get(indicator.key) or text
    elif text:
        text = text[0].upper() + text[1:]
    return dossier.quoted(text)


def movement(dossier: Dossier, move: model.Movement) -> tuple[Inline, ...]:
    """How a figure moved: direction, amount, base."""
    say = dossier.say
    by, start = dossier.quantity(move.quantity), dossier.quantity(move.base_quantity)
    amount = (dossier.cite(by),) if by is not None else ()
    base = _base(dossier, move)
    if move.kind == "from_to" and start is not None:
        pattern = {
            "up": say.gettext("up from {start}"),
            "down": say.gettext("down from {start}"),
            "level": say.gettext("level with {start}"),
        }[move.direction]
        words = fill(pattern, start=dossier.cite(start))
    elif not amount:
        pattern = {"up": say.gettext("up"), "down": say.gettext("down"), "level": say.gettext("level")}[move.direction]
        words = fill(pattern)
    elif move.kind == "times":
        pattern = {
            "up": say.gettext("up, {amount} as much"),
            "down": say.gettext("down, by {amount}"),
            "level": say.gettext("level at {amount}"),
        }[move.direction]
        words = fill(pattern, amount=amount)
    elif move.kind == "average":
        pattern = {
            "up": say.gettext("up {amount} on average"),
            "down": say.gettext("down {amount} on average"),
            "level": say.gettext("level at {amount}"),
        }[move.direction]
        words = fill(pattern, amount=amount)
    else:
        pattern = {
            "up": say.gettext("up {amount}"),
            "down": say.gettext("down {amount}"),
            "level": say.gettext("level at {amount}"),
        }[move.direction]
        words = fill(pattern, amount=amount)
    words = fill(say.gettext("{movement} against {base}"), movement=words, base=base) if base else words
    return (
        (*words, Text(" "), Text(say.gettext("(points or per cent of itself: the words do not say)")))
        if len(move.readings) > 1
        else words
    )


def plan(dossier: Dossier, against: model.Plan, level: str | None = None) -> tuple[Inline, ...]:
    """How a figure stands against its plan, which a plan told by the level itself (`18/18`) need not repeat."""
    say = dossier.say
    by = dossier.quantity(against.quantity) if against.quantity != level else None
    if by is None:
        pattern = {
            "exceeds": say.gettext("above {plan}"),
            "reaches": say.gettext("reaches {plan}"),
            "falls_short": say.gettext("short of {plan}"),
            "meets": say.gettext("meets {plan}"),
            "ahead_of": say.gettext("ahead of {plan}"),
            "behind": say.gettext("behind {plan}"),
        }[against.relation]
        amount: tuple[Inline, ...] = ()
    else:
        pattern = {
            "exceeds": say.gettext("{amount} above {plan}"),
            "reaches": say.gettext("{amount} of {plan}"),
            "falls_short": say.gettext("{amount} short of {plan}"),
            "meets": say.gettext("meets {plan} ({amount})"),
            "ahead_of": say.gettext("{amount} ahead of {plan}"),
            "behind": say.gettext("{amount} behind {plan}"),
        }[against.relation]
        amount = (dossier.cite(by),)
    of = dossier.quoted(against.of) if against.of and dossier.lang == "vi" else (Text(say.gettext("plan")),)
    words = fill(pattern, amount=amount, plan=of)
    return (*words, Text(" "), Text(say.gettext("(can be read in two ways)"))) if len(against.readings) > 1 else words


def _remark(dossier: Dossier, indicator: model.Indicator) -> tuple[Inline, ...]:
    say = dossier.say
    sides = {"unmet": say.gettext("not met"), "remaining": say.gettext("remaining")}
    remarks = [dossier.quoted(f"“{indicator.qualifier}”")] if indicator.qualifier else []
    if indicator.side in sides:
        remarks.append((Text(sides[indicator.side]),))
    return joined(remarks)


def period(dossier: Dossier, indicator: model.Indicator) -> tuple[Inline, ...]:
    date = dossier.date(indicator.period)
    return () if date is None else (dossier.cite(date),)


def _base(dossier: Dossier, move: model.Movement) -> tuple[Inline, ...]:
    date = dossier.date(move.base_period)
    if date is not None:
        return (dossier.cite(date),)
    if not move.base:
        return ()
    return dossier.quoted(dossier.say.pgettext("base", move.base) if dossier.lang != "vi" else move.base)


def evidence(dossier: Dossier, indicator: model.Indicator) -> Cite:
    """The number of the sentence that states the indicator, linked."""
    passage = dossier.passage(indicator.start)
    if passage is None:
        return dossier.cite(indicator, "?")
    return Cite(fact=indicator.quantity or indicator.id, text=str(passage.number), target=passage.target)


def span(indicator: model.Indicator) -> Span:
    return Span(indicator.start, indicator.end)


@cache
def english() -> dict[str, str]:
    """English names of the common indicators, by key."""
    return {row["key"]: row["english"] for row in table("indicators")}
