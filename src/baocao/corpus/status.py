"""Status: where a promise stands on a day, by rules that are stated and can be read out.

The rules are asked in order, on what was published by that day; the first that applies decides. Nothing else is
weighed, and nothing is concluded from silence but that no report of the goal was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from baocao.corpus.record import Evidence, Statement, Status, Where
from baocao.corpus.series import _DISTRICT_LAW, END_OF_DISTRICTS, ended

RULES: dict[str, dict[str, str]] = {
    "reached": {
        "vi": "Một bài cho biết mục tiêu đã đạt, với kỳ số liệu không muộn hơn thời hạn.",
        "en": "An article reports the goal as reached, for a period no later than the deadline.",
    },
    "reached_late": {
        "vi": "Một bài cho biết mục tiêu đã đạt, nhưng sau thời hạn.",
        "en": "An article reports the goal as reached, but after the deadline.",
    },
    "later_figure": {
        "vi": "Không có số liệu của kỳ hạn; số liệu của một kỳ sau đó đã tới mục tiêu.",
        "en": "No figure for the period of the deadline was found; that of a later period reaches the target.",
    },
    "fell_short": {
        "vi": "Số liệu của chính kỳ hạn (hoặc sau đó) chưa tới mục tiêu.",
        "en": "The figure for the very period of the deadline, or a later one, falls short of the target.",
    },
    "unit_ended": {
        "vi": "Đơn vị phải thực hiện đã kết thúc hoạt động khi thời hạn chưa qua; chưa có bài nào báo mục tiêu đã đạt.",
        "en": "The unit that was to act ceased to exist before the deadline; no article reports the goal as reached.",
    },
    "no_deadline": {
        "vi": "Không lần nhắc nào nêu thời hạn.",
        "en": "No statement gives a deadline.",
    },
    "before_deadline": {
        "vi": "Thời hạn nêu sau cùng chưa qua, và chưa có bài nào cho biết mục tiêu đã đạt.",
        "en": "The deadline stated last has not passed, and no article reports the goal as reached.",
    },
    "period_over": {
        "vi": "Kỳ của chỉ tiêu đã hết mà chưa có bài nào nêu số liệu để đối chiếu. Chỉ tiêu bằng số gắn với kỳ của nó, "
        "nên không tính số ngày quá hạn; số liệu theo chuẩn đã đổi không dùng để đối chiếu.",
        "en": "The period of the target is over, and no article gives a figure to hold it against. A figure belongs to "
        "its period, so no days overdue are counted; one under a standard that has changed since decides nothing.",
    },
    "after_deadline": {
        "vi": "Thời hạn nêu sau cùng đã qua mà chưa có bài nào cho biết mục tiêu đã đạt hay không đạt. "
        "Số ngày chỉ tính khi đơn vị phải thực hiện còn hoạt động.",
        "en": "The deadline stated last has passed, and no article reports the goal as reached or missed. Days are "
        "counted only while the unit that was to act exists.",
    },
}
"""Every rule in the words of a report, in the order of asking (the last four exclude one another)."""


def status(
    statements: Sequence[Statement],
    evidence: Sequence[Evidence],
    place: Where | None,
    on: date,
    *,
    measured: bool = False,
) -> Status | None:
    """The status on a day; None where nothing had been promised by then.

    `measured` is a target of an indicator, which is held against a figure of its period.
    """
    known = known_on(statements, on)
    if not known:
        return None
    seen = [e for e in evidence if _known(e, on)]
    held = in_force(known)
    deadline = held.deadline if held else None
    cites = (held.cite,) if held else (known[-1].cite,)
    reached = next((e for e in seen if e.kind == "reached"), None)
    if reached is not None:
        if deadline is not None and reached.at is not None and reached.at > deadline:
            rule = "reached_late" if reached.low is None else "later_figure"
            # a figure of a later period does not tell when the target was reached
            days = (reached.at - deadline).days if rule == "reached_late" else None
            return Status(
                on=on, state="reached_later", days=days, deadline=deadline, rule=rule, cites=(reached.cite, *cites)
            )
        return Status(on=on, state="kept", deadline=deadline, rule="reached", cites=(reached.cite, *cites))
    short = next((e for e in reversed(seen) if e.kind == "fell_short"), None)
    if short is not None:
        return Status(on=on, state="missed", deadline=deadline, rule="fell_short", cites=(short.cite, *cites))
    gone = [e for e in seen if e.kind == "unit_ended" and (e.at is None or e.at <= on)]
    end = END_OF_DISTRICTS if place is not None and ended(place.code) else _first_day(gone)
    if end is not None and end <= on and (deadline is None or deadline >= end):
        basis = _DISTRICT_LAW if place is not None and ended(place.code) else ""
        ends = tuple(e.cite for e in gone)
        return Status(
            on=on, state="overtaken", deadline=deadline, rule="unit_ended", cites=(*ends, *cites), basis=basis
        )
    if deadline is None:
        return Status(on=on, state="open", rule="no_deadline", cites=cites)
    days = (deadline - on).days
    if days >= 0:
        return Status(on=on, state="due", days=days, deadline=deadline, rule="before_deadline", cites=cites)
    if measured:
        return Status(on=on, state="unreported", deadline=deadline, rule="period_over", cites=cites)
    late = None if end is not None and end <= on else -days
    return Status(on=on, state="overdue", days=late, deadline=deadline, rule="after_deadline", cites=cites)


def known_on(statements: Sequence[Statement], on: date) -> list[Statement]:
    """What had been said by a day; one of unknown date only once all that is dated had been."""
    late = any(s.published and s.published > on for s in statements)
    return [s for s in statements if (s.published <= on if s.published else not late)]


def in_force(statements: Sequence[Statement]) -> Statement | None:
    """The statement whose deadline holds: the last published one that has any; of one day, the latest deadline."""
    dated = [s for s in statements if s.deadline]
    return max(dated, key=lambda s: (s.published or date.min, s.deadline or date.min), default=None)


def _first_day(gone: Sequence[Evidence]) -> date | None:
    return min((e.at for e in gone if e.at), default=None)


def _known(e: Evidence, on: date) -> bool:
    """Whether a reader could know it on that day; of an undated article, only what it says of days before."""
    day = e.published or e.at
    return day is not None and day <= on
