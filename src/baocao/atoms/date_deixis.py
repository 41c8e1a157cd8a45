"""Expressions that count from the day of speaking: `hôm nay`, `năm ngoái`, `thứ Hai tuần tới`, `đến nay`."""

from __future__ import annotations

import re
from typing import cast

from baocao.atoms import date_parts as parts
from baocao.atoms.date_context import ORDINAL_BEFORE, SOME, Answer, Refused, before, counting, reading
from baocao.atoms.date_rules import worded
from baocao.atoms.period import Deixis, SamePeriod, Unit, Unresolved, UntilNow, When
from baocao.lexicon import table

DEICTIC: dict[str, Deixis] = {
    row["word"]: Deixis(cast(Unit, row["unit"]), int(row["offset"]), row["origin"] == "story")
    for row in table("deixis")
}
_APPOSED = re.compile(r"(?:,? \(?|\()(?:tức |là )?(?:ngày )?(?=\d{1,2} ?[/.-] ?\d|\d{1,2} tháng)")
_NUMBERED = re.compile(r" (?:19|20)\d\d(?!\d)")
_NO_DATE = re.compile(r" (?:khi|đó|đây|nữa)(?!\w)")


def deixis(low: str, at: int, lead: str) -> Answer:
    """`hôm nay`, `năm ngoái`; with the date itself beside it `sáng nay 22-5`, `hôm nay (26/10/2017)`."""
    end = at + len(lead)
    when = DEICTIC[lead]
    ahead = before(low, at)
    counted = counting(ahead) and not ORDINAL_BEFORE.search(ahead)
    if (counted and (when.unit != "day" or when.told)) or SOME.search(ahead):
        return Refused(end, "date.deixis", "a stretch of time, not a date")
    if (when.told and _NO_DATE.match(low, end)) or (when.unit == "year" and _NUMBERED.match(low, end)):
        return None
    if when.unit == "day" and (stated := _apposed(low, at, end, "date.deixis_day", dateline=when.offset == 0)):
        return stated
    return [reading(low, at, end, when, "date.deixis")]


def _apposed(low: str, at: int, end: int, rule: str, *, dateline: bool) -> Answer:
    """The date that stands beside a word for it: one expression, with its closing bracket."""
    match = _APPOSED.match(low, end)
    if match is None:
        return None
    day = parts.full_day(low, match.end()) or parts.spoken_day(low, match.end()) or parts.pair(low, match.end())
    if day is None or day.fault:
        return None
    stop = day.end
    if "(" in match[0]:
        if low[stop : stop + 1] != ")":
            return None
        stop += 1
    return [reading(low, at, stop, day.point, rule, dateline=dateline)]


# ── weekdays ─────────────────────────────────────────────────────────────────

_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_WEEKDAY = re.compile(r" (hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)")
_WEEK = re.compile(r" tuần (này|trước|qua|tới|sau)(?!\w)")
_WEEKS = {"này": 0, "trước": -1, "qua": -1, "tới": 1, "sau": 1}
_CUE = re.compile(r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|vào) $")


def weekday(low: str, flow: str, at: int, lead: str) -> Answer:
    """`thứ Hai tuần tới`, `sáng thứ Bảy (12/5)`; `thứ ba` alone is as likely a rank."""
    day, end, sure = 6, at + len(lead), False
    if lead == "thứ":
        named = _WEEKDAY.match(low, end)
        if named is None:
            return None
        day, end = _WEEKDAYS[named[1]], named.end()
        sure = flow[at].islower() and flow[named.start(1)].isupper()
    if stated := _apposed(low, at, end, "date.weekday", dateline=True):
        return stated
    when: When = Unresolved("day")
    if week := _WEEK.match(low, end):
        end, sure = week.end(), True
        when = Deixis("week", _WEEKS[week[1]], weekday=day)
    if sure or _CUE.search(before(low, at)):
        return [reading(low, at, end, when, "date.weekday")]
    return None


# ── the running year, the same period, now ───────────────────────────────────

_PART_OF_YEAR = re.compile(r"(?<!\w)(?:đến|tới|từ|trước|vào|trong|sau|ngay|cho) (?:đầu|cuối|giữa|hết) $")
_LONGER = re.compile(r" (?:học|tài|mới|thứ|đó|ấy|sau|trước|[^\W\d_]+ mươi|qua)(?!\w)")


def year_word(low: str, at: int) -> Answer:
    """`năm` with its number; alone in `từ đầu năm`, `vào cuối năm`, `đến hết năm` the running year."""
    found = worded("năm", low, at, at + 4) if low.startswith("năm ", at) else None
    if found is None and _PART_OF_YEAR.search(before(low, at)) and not _LONGER.match(low, at + 3):
        return [reading(low, at, at + 3, Deixis("year", 0), "date.running_year")]
    return found


_SAME_AS = re.compile(r" (?:của )?(?:các )?(?:năm|tháng|quý|nhiệm kỳ|giai đoạn|\d)")


def same_period(low: str, at: int, lead: str) -> Answer:
    """`cùng kỳ` alone; before a year it is the edge of that year (`cùng kỳ năm 2018`)."""
    end = at + len(lead)
    if _SAME_AS.match(low, end):
        return None
    return [reading(low, at, end, SamePeriod(), "date.same_period")]


_UNTIL = re.compile(r"(?<!trước )(?<!xưa )(?<!lâu )(?<!\w)(?:đến|tới) $")


def now(low: str, at: int) -> Answer:
    """`đến nay`: it ends on the day of publication; `từ nay đến …` says no more than what follows."""
    if _UNTIL.search(before(low, at)):
        return [reading(low, at, at + 3, UntilNow(), "date.until_now")]
    return None
