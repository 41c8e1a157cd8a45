"""Whole years: terms, stages, school years, pairs of years, decades, centuries."""

from __future__ import annotations

import re

from baocao.atoms import date_parts as parts
from baocao.atoms.date_context import COUNTED, Answer, Reading, Refused, before, counting, reading
from baocao.atoms.period import SchoolYear, Term, Years, year_of

TERMS = (
    "nhiệm kỳ", "nhiêm kỳ", "giai đoạn", "thời kỳ", "thời đoạn", "niên khóa", "niên vụ", "niên độ", "năm học",
    "năm tài khóa", "năm tài chính", "năm ngân sách",
)  # fmt: skip
"""Words that stand inside the span; `nhiêm kỳ` is a slip that pages print."""

_Y1 = r"((?:1[89]|20)\d\d)"
_Y2 = r"((?:1\d|20|21)\d\d|\d\d)(?![\w%]|[.,]\d|[/-]\d)"
_PAIR = re.compile(rf" (\()?(?:từ )?(?:năm )?{_Y1}(?: ?[-/] ?| (?:đến|tới)(?: hết)? )(?:năm )?{_Y2}")
_ONE = re.compile(rf" ({parts.YEAR})")
_MORE = re.compile(rf"(?:,| và|, và|;) {_Y1} ?- ?{_Y2}")
_SHIFT = re.compile(r" (này|hiện nay|hiện tại|vừa qua|qua|trước|vừa rồi|tới|mới|sau|tiếp theo)(?!\w)")
_OFFSETS = {"này": 0, "hiện nay": 0, "hiện tại": 0, "tới": 1, "mới": 1, "sau": 1, "tiếp theo": 1}
_ROLE = re.compile(r"(?<!\w)(?:cuối|đầu|giữa|hết|toàn|nửa|trong|cả|nửa đầu|nửa cuối) $")
_ORDINAL = re.compile(r" (?:khóa )?(?:thứ )?(?:\d{1,3}|[ivxl]{1,7})(?!\w)")


def term(low: str, at: int, lead: str) -> Answer:
    """`nhiệm kỳ 2020-2025`, `giai đoạn 2016 đến 2020`, `năm học 2019-2020`, `cuối nhiệm kỳ`."""
    end = at + len(lead)
    if match := _PAIR.match(low, end):
        stop = match.end()
        if match[1]:
            stop += low[stop : stop + 1] == ")"
        rule = "date.school_year" if lead == "năm học" else "date.term"
        made = [reading(low, at, stop, _years(match[2], match[3]), rule)]
        while more := _MORE.match(low, stop):
            made.append(reading(low, more.start(1), more.end(), _years(more[1], more[2]), rule))
            stop = more.end()
        return made
    if match := _ONE.match(low, end):
        return [reading(low, at, match.end(), year_of(int(match[1])), "date.term")]
    if lead == "năm học" and (shift := _SHIFT.match(low, end)) and shift[1] != "mới":
        return [reading(low, at, shift.end(), SchoolYear(_OFFSETS.get(shift[1], -1)), "date.school_year_shift")]
    return _by_place(low, at, end, lead) if lead.startswith("nhi") else None


def _by_place(low: str, at: int, end: int, lead: str) -> Answer:
    if counting(before(low, at)):
        return None
    if ordinal := _ORDINAL.match(low, end):
        return Refused(ordinal.end(), "date.term", "an ordinal: which term in the row, not which years")
    if shift := _SHIFT.match(low, end):
        return [reading(low, at, shift.end(), Term(_OFFSETS.get(shift[1], -1)), "date.term_shift")]
    if _ROLE.search(before(low, at)):
        return [reading(low, at, end, Term(0), "date.term_shift")]
    return None


def _years(first: str, second: str) -> Years:
    """`2010-1015` keeps the year that can be read: the other is None, for the audit to show."""
    a = int(first)
    b = int(second) if len(second) == 4 else a // 100 * 100 + int(second)
    return Years(a, b if a <= b <= a + 150 else None)


_SPAN = re.compile(rf"{_Y1}( ?[-/] ?){_Y2}(?!-\w)")


_CODED = re.compile(r"(?<!\w)(?:số|mã) $")


def year_span(low: str, at: int) -> Answer:
    """`(2011-2013)`, `vụ Đông Xuân 2022-2023`, `mùa giải 2018/19`: two years and no word."""
    span = _SPAN.match(low, at)
    if span is None:
        return None
    first, mark, second = int(span[1]), span[2].strip(), span[3]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if (mark == "/" or len(second) == 2) and last != first + 1:
        return None
    if mark == "-" and COUNTED.match(low, span.end()):
        return Refused(span.end(), "date.years", "a range that counts what follows")
    if _CODED.search(before(low, at)) or last - first > 150:
        return Refused(span.end(), "date.years", "two numbers that are no years here")
    if last < first:
        return Refused(span.end(), "date.years", f"years that run backwards ({span[0]})")
    return [reading(low, at, span.end(), Years(first, last), "date.years")]


# ── decades and centuries ────────────────────────────────────────────────────

_ROMANS = ("ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi")
CENTURIES = {roman: number for number, roman in enumerate(_ROMANS, 9)}
_ROMAN = "|".join(sorted(CENTURIES, key=len, reverse=True))
_DECADE = re.compile(
    r" (?:đầu |cuối |giữa )?(?:những năm |năm )?((?:1\d|20)\d0|\d0)(?![\w%]|[.,]\d)"
    rf"(?:(?: của)? (?:thế kỷ|tk) (?:thứ )?({_ROMAN}|19|20|21)(?!\w))?"
)
_DECADE_TOO = re.compile(r"(?: ?- ?|, | và | đến )((?:1\d|20)\d0|\d0)(?![\w%]|[.,]\d)")
_THOSE_YEARS = re.compile(rf" {_Y1}(?: ?- ?| đến (?:năm )?)((?:1\d|20)\d\d)(?![\w%]|[.,]\d)")
_CENTURY = re.compile(rf" (?:thứ )?({_ROMAN}|\d{{1,2}})(?![\w%]|[.,]\d)")
_CENTURY_TOO = re.compile(rf"(?: ?- ?|, | và | đến )({_ROMAN}|\d{{1,2}})(?![\w%]|[.,]\d)")


def decade(low: str, at: int, lead: str) -> Answer:
    """`những năm 2020`, `những năm 90 của thế kỷ XX`, `thập niên 1960-1970`, `những năm 50, 60`."""
    if lead == "những năm" and (pair := _THOSE_YEARS.match(low, at + len(lead))):
        # `những năm 2010-2020` are these years; `thập niên 60-70` are two decades.
        return [reading(low, at, pair.end(), _years(pair[1], pair[2]), "date.years")]
    match = _DECADE.match(low, at + len(lead))
    if match is None:
        return None
    made = [(at, match.end(), _decade_year(match[1], match[2]), False)]
    while more := _DECADE_TOO.match(low, made[-1][1]):
        ranged = "-" in more[0] or "đến" in more[0]
        if COUNTED.match(low, more.end()) or _decade_year(more[1], None) <= made[-1][2]:
            break
        made.append((more.start(1), more.end(), _decade_year(more[1], None), ranged))
    out: list[Reading] = []
    for start, end, year, ranged in made:
        if ranged and out:
            first = out.pop()
            assert isinstance(first.when, Years)
            out.append(reading(low, first.start, end, Years(first.when.first, year + 9), "date.decade"))
        else:
            out.append(reading(low, start, end, Years(year, year + 9), "date.decade"))
    return out


def _decade_year(written: str, century: str | None) -> int:
    """The first year of a decade; two digits without a century mean the last hundred years of the pages."""
    number = int(written)
    if number > 99:
        return number
    if century is None:
        return (2000 if number < 30 else 1900) + number
    return (int(century) if century.isdigit() else CENTURIES[century]) * 100 - 100 + number


def century(low: str, at: int, lead: str) -> Answer:
    """`thế kỷ XX`: 1901 to 2000."""
    match = _CENTURY.match(low, at + len(lead))
    if match is None:
        return None
    made = []
    start, more = at, match
    while True:
        number = CENTURIES.get(more[1]) or int(more[1])
        if not 1 <= number <= 21:
            break
        made.append(reading(low, start, more.end(1), Years(number * 100 - 99, number * 100), "date.century"))
        following = _CENTURY_TOO.match(low, more.end(1))
        if following is None or COUNTED.match(low, following.end()):
            break
        start, more = following.start(1), following
    return made or None
