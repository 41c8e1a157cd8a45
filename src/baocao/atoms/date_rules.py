"""Days, months, quarters and years, with their word or by their shape alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.atoms import date_parts as parts
from baocao.atoms.date_chain import READERS, Link, chain, readings
from baocao.atoms.date_context import (
    CLOSED,
    COUNTED,
    DAY_CUE,
    EACH,
    HEAD,
    MEASURE,
    NAME_CUE,
    ORDINAL_BEFORE,
    PERHAPS_CUE,
    SUM_CUE,
    Answer,
    Reading,
    Refused,
    before,
    counting,
    reading,
)
from baocao.atoms.date_lunar import cycle_before
from baocao.atoms.date_term import year_span
from baocao.atoms.period import Point, Years
from baocao.lexicon import alternation

# ── with their word ──────────────────────────────────────────────────────────

_YEAR_NEAR = re.compile(r"\d{4}")
_YEAR_PAIR = re.compile(rf"(\d{{4}}) ?/ ?({parts.YEAR})")
_RULES = {"ngày": "date.day", "tháng": "date.month", "quý": "date.quarter", "năm": "date.year"}


def worded(word: str, low: str, at: int, begin: int) -> Answer:
    """`ngày`, `tháng`, `quý` or `năm` at `at`, its number at `begin`, and what is chained to it."""
    rule = _RULES[word]
    if word == "tháng" and low.endswith("cách mạng ", 0, at) and not _YEAR_NEAR.search(low, begin, begin + 20):
        return Refused(begin - 1, rule, "the name of an event")
    if word == "năm" and (pair := _YEAR_PAIR.match(low, begin)) and int(pair[2]) == int(pair[1]) + 1:
        return [reading(low, at, pair.end(), Years(int(pair[1]), int(pair[2])), "date.years")]
    part = READERS[word](low, begin)
    if part is None and word == "ngày":
        part = parts.month_year(low, begin)
    if part is None:
        return None
    end = part.end
    if part.fault:
        return Refused(end, rule, part.fault)
    ahead = before(low, at)
    if part.point.year is None and word in ("ngày", "tháng") and MEASURE.match(low, end):
        return Refused(end, rule, "an amount, not a date")
    if COUNTED.match(low, end) and EACH.search(ahead):
        return Refused(end, rule, f"an amount for each ({word})")
    links = chain(low, Link(at, part, word))
    if len(links) == 1 and part.point.months is None and not CLOSED.match(low, end):
        return Refused(end, rule, "a number that counts what follows")
    if (
        len(links) == 1
        and part.point.months is None
        and low.startswith(",", end)
        and low[end + 1 : end + 2].isdecimal()
    ):
        return Refused(end, rule, "a decimal number")
    if word != "tháng" and counting(ahead) and not ORDINAL_BEFORE.search(ahead):
        # `hai năm 2016 và 2017`: the number counts the years, and `năm` is its noun.
        links[0] = Link(begin, links[0].part, word)
    return readings(low, links, rule)


# ── by their shape ───────────────────────────────────────────────────────────


def shaped(low: str, at: int, so_far: Sequence[Reading]) -> Answer:
    """What begins with a digit and has no calendar word before it."""
    if at > 1 and low[at - 1] in "-/" and low[at - 2].isalnum():
        return None
    if part := parts.full_day(low, at):
        if part.fault:
            return Refused(part.end, "date.day", part.fault)
        return readings(low, chain(low, Link(at, part, "ngày")), "date.day")
    ahead = before(low, at)
    if part := parts.spoken_day(low, at):
        if part.fault:
            return Refused(part.end, "date.day", part.fault)
        if part.point.year or DAY_CUE.search(ahead) or PERHAPS_CUE.search(ahead):
            return readings(low, chain(low, Link(at, part, "ngày")), "date.day")
        return Refused(part.end, "date.day", "a name, not a day") if NAME_CUE.search(ahead) else None
    if (part := parts.month_year(low, at)) and not _SCALE.match(low, at) and not NAME_CUE.search(ahead):
        return readings(low, chain(low, Link(at, part, "tháng")), "date.month")
    return part_year(low, at) or _bare_day(low, at, ahead, so_far) or _bare_year(low, at, ahead)


_SCALE = re.compile(r"1/[12]000")
_DAYS = re.compile(r"\d{1,2}(?:(?: ?[,-] ?| và | đến | tới )\d{1,2}){0,6} ?[/.-] ?\d{1,2}(?!\d)")
_AFTER_NUMBER = re.compile(r"(?: ?[/.,-] ?\d{1,4})*")


def _bare_day(low: str, at: int, ahead: str, so_far: Sequence[Reading]) -> Answer:
    """`sáng 23-11`, `(22,23,24.6)`, `từ 25-2 đến 25-3`: day and month with no calendar word; context decides."""
    if _DAYS.match(low, at) is None:
        return None
    first = parts.pair(low, at)
    if first is None or (first.fault and first.sep != "/"):
        first = parts.lone_day(low, at) or first
    if first is None:
        return None
    links = chain(low, Link(at, first, "ngày"))
    end = links[-1].part.end
    fault = next((link.part.fault for link in links if link.part.fault), None)
    if fault is None and links[0].point.months is None and not links[-1].range:
        fault = "a number, not a day"
    if fault:
        stop = _AFTER_NUMBER.match(low, end)
        return Refused(stop.end() if stop else end, "date.bare_day", fault)
    reason = _doubt(low, at, ahead, links, so_far)
    if reason:
        return Refused(end, "date.bare_day", reason)
    return readings(low, links, "date.bare_day", dateline=DAY_CUE.search(ahead) is not None)


def _doubt(low: str, at: int, ahead: str, links: list[Link], so_far: Sequence[Reading]) -> str | None:
    """Why a day and a month without a calendar word are none here; None where the company is right."""
    end = links[-1].part.end
    last = links[-1].point
    day, month = last.day or 0, (last.months or (0, 0))[0]
    sep = next((link.part.sep for link in links if link.part.sep), "")
    several = len(links) > 1
    # In a range or a proper fraction the first number is the smaller: what falls can only be day and month.
    falling = day > month and not several
    cued = DAY_CUE.search(ahead) is not None
    if not cued and NAME_CUE.search(ahead):
        return "a name, an address or a score"
    if COUNTED.match(low, end) and not (last.year or (falling and sep != ".") or (cued and sep == "/")):
        return "a fraction or a range that counts what follows"
    closed = CLOSED.match(low, end) is not None
    bracketed = ahead.endswith("(") and low[end : end + 1] == ")"
    if last.year is not None:
        return None
    if sep == ".":
        return None if closed and (cued or (bracketed and several)) else "a decimal number"
    if cued:
        return None
    if bracketed:
        beside = bool(so_far) and so_far[-1].rule == "date.bare_day" and at - so_far[-1].end < 160
        sure = several or falling or beside
    elif PERHAPS_CUE.search(ahead):
        sure = closed or (falling and day > 12)
    elif HEAD.search(ahead) or not ahead:
        sure = low[end : end + 1] in (",", ":") and (sep == "/" or falling)
    else:
        sure = several and sep == "/" and closed
    return None if sure else "a day and a month only in the right company"


def _bare_year(low: str, at: int, ahead: str) -> Answer:
    """`ngân sách 2018`, `(2011-2013)`, `2013 là 1,68 m` after `năm 2012`: a year that context makes one."""
    if answer := year_span(low, at):
        return answer
    part = parts.year(low, at)
    if part is None or part.point.year is None or not 1900 <= part.point.year <= 2099:
        return None
    if SUM_CUE.search(ahead):
        return Refused(part.end, "date.bare_year", "a number that is no year here")
    if COUNTED.match(low, part.end) or low[part.end : part.end + 2].lstrip(" ")[:1].isdecimal():
        return Refused(part.end, "date.bare_year", "a number that counts what follows")
    if not ahead.strip() or ahead.endswith("\n"):
        return Refused(part.end, "date.bare_year", "a number at the head of a line")
    start = cycle_before(low, at, part.point.year)
    return readings(low, chain(low, Link(start, part, "năm")), "date.bare_year")


# ── parts of a year ──────────────────────────────────────────────────────────

_COUNTS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một")
COUNT_WORDS = {word: number for number, word in enumerate(_COUNTS, 1)}
TURNS = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}
_OF_YEAR = rf"năm(?:,? ({parts.YEAR})| (nay|ngoái|trước|sau|tới)(?!\w)|(?! học| tài|\w))"
_PART_YEAR = re.compile(
    rf"(\d{{1,2}}|{alternation(COUNT_WORDS)}) (tháng|quý) "
    rf"(?:(đầu|cuối|còn lại)(?: của)? {_OF_YEAR}|(đầu|cuối) ({parts.YEAR})|(?:của )?năm ({parts.YEAR}))"
    rf"|(\d{{1,2}}) (tháng) ?/ ?({parts.YEAR})"
)
_HALF = re.compile(rf" (?:của )?{_OF_YEAR}")


def part_year(low: str, at: int) -> Answer:
    """`6 tháng đầu năm 2019`, `9 tháng năm 2021`, `ba quý đầu năm`, `6 tháng cuối năm nay`."""
    match = _PART_YEAR.match(low, at)
    if match is None:
        return None
    written = match[1] or match[9]
    count = (COUNT_WORDS.get(written) or int(written)) * (3 if match[2] == "quý" else 1)
    if not 1 <= count <= 12:
        return Refused(match.end(), "date.part_year", f"no {count} months in a year")
    months = (13 - count, 12) if {"cuối", "còn lại"} & {match[3], match[6]} else (1, count)
    year = match[4] or match[7] or match[8] or match[11]
    return [_part(low, at, match.end(), months, year, match[5], "date.part_year")]


def half_year(low: str, at: int, lead: str) -> Answer:
    """`nửa đầu năm 2019`, `nửa cuối năm nay`."""
    match = _HALF.match(low, at + len(lead))
    if match is None:
        return None
    months = (1, 6) if lead.endswith("đầu") else (7, 12)
    return [_part(low, at, match.end(), months, match[1], match[2], "date.half_year")]


def _part(
    low: str, at: int, end: int, months: tuple[int, int], year: str | None, turn: str | None, rule: str
) -> Reading:
    length = months[1] - months[0] + 1
    point = Point(
        "half" if length == 6 else "quarter" if length == 3 else "month" if length == 1 else "range",
        year=int(year) if year else None,
        months=months,
        turn=TURNS[turn] if turn else None,
    )
    return reading(low, at, end, point, rule)
