"""Dates: every calendar expression of an article, resolved as far as the article itself allows.

One scan finds where an expression may begin; the reader of that lead word says what stands there; what it
read is completed from its neighbours (`anchor`). What looks like a date and is none is refused with a reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from baocao.atoms import anchor
from baocao.atoms.date_chain import READERS
from baocao.atoms.date_context import Answer, Reading, Refused
from baocao.atoms.date_deixis import DEICTIC, deixis, now, same_period, weekday, year_word
from baocao.atoms.date_lunar import cycle_year
from baocao.atoms.date_rules import COUNT_WORDS, half_year, part_year, shaped, worded
from baocao.atoms.date_term import TERMS, century, decade, term
from baocao.atoms.rule import Candidate
from baocao.atoms.scan import behind_space, spaced
from baocao.lexicon import alternation
from baocao.model import Date, Document, Page

Reader = Callable[[str, str, int, str], Answer]
"""Reads lower-case text, text, offset and lead word."""


def _worded(low: str, flow: str, at: int, lead: str) -> Answer:
    begin = at + len(lead) + 1
    if lead == "ngày" and low.startswith(("mùng ", "mồng "), begin):
        begin += 5
    return worded(lead if lead in READERS else "ngày", low, at, begin) if low.startswith(" ", begin - 1) else None


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("ngày", "mùng", "mồng", "tháng", "quý"), _worded),
    "năm": lambda low, flow, at, lead: cycle_year(low, at, lead) or year_word(low, at),
    **dict.fromkeys(("xuân", "tết"), lambda low, flow, at, lead: cycle_year(low, at, lead)),
    **dict.fromkeys(TERMS, lambda low, flow, at, lead: term(low, at, lead)),
    **dict.fromkeys(("những năm", "thập niên", "thập kỷ"), lambda low, flow, at, lead: decade(low, at, lead)),
    "thế kỷ": lambda low, flow, at, lead: century(low, at, lead),
    **dict.fromkeys(DEICTIC, lambda low, flow, at, lead: deixis(low, at, lead)),
    **dict.fromkeys(("thứ", "chủ nhật"), weekday),
    **dict.fromkeys(("nửa đầu", "nửa cuối"), lambda low, flow, at, lead: half_year(low, at, lead)),
    "cùng kỳ": lambda low, flow, at, lead: same_period(low, at, lead),
    "nay": lambda low, flow, at, lead: now(low, at),
    **{
        f"{count} {unit}": lambda low, flow, at, lead: part_year(low, at)
        for count in COUNT_WORDS
        for unit in ("tháng", "quý")
    },
}

_OPENERS = frozenset(" \n(\"'[:;*+&~|/-")
_NEAR = behind_space(_READERS, r"\d(?:\d{3}(?!\d)|\d?(?= (?: {0,2}\d|(?:tháng|quý|đến|tới|và) )))")
# Digits are worth a look only in the shapes of a date.
_LEAD = re.compile(
    r"\d{4}(?!\d)|\d{1,2}(?= ?[/.-] ?\d|, ?\d| (?:tháng|quý|đến|tới|và)[ /])"
    rf"|(?:{alternation(_READERS)})(?!\w)"
)


def candidates(page: Page, taken: Sequence[Document] = ()) -> list[Candidate[Date]]:
    """Dates and refusals in text order; disjoint, and outside `taken` documents, which are in text order too.

    Anchors name dates by the ids they will have: d1, d2 … in text order.
    """
    low, flow = page.low, page.flow
    made: list[Reading] = []
    refused: list[Refused] = []
    starts: list[int] = []
    marked = spaced(low)
    end = 0
    lead = _LEAD.match(low) or _next_lead(low, marked, 0)
    while lead:
        at = lead.start()
        answer = _read(low, flow, at, lead[0], made)
        if not answer:
            lead = _next_lead(low, marked, lead.end())
            continue
        answer = _free(answer, taken)
        if isinstance(answer, Refused):
            refused.append(answer)
            starts.append(at)
            end = max(end, answer.end)
        else:
            made += answer
            end = answer[-1].end
        lead = _next_lead(low, marked, max(lead.end(), end - 1))  # an answer may end with the mark
    dates = anchor.resolve(made, page, taken)
    found = [Candidate(d.start, d.end, d.rule, d) for d in dates]
    found += [Candidate(at, r.end, r.rule, reason=r.reason) for at, r in zip(starts, refused, strict=True)]
    return sorted(found, key=lambda c: (c.start, c.end))


def _next_lead(low: str, marked: str, at: int) -> re.Match[str] | None:
    """The words or digits that may begin the next expression, behind a mark or space at `at` or later."""
    while near := _NEAR.search(marked, at):
        at = near.start() + 1
        if low[at - 1] in _OPENERS and (lead := _LEAD.match(low, at)):
            return lead
    return None


def _read(low: str, flow: str, at: int, lead: str, made: Sequence[Reading]) -> Answer:
    if lead[0].isdigit():
        return shaped(low, at, made)
    answer = _READERS[lead](low, flow, at, lead)
    if answer is None and " " in lead:
        # The longer lead hid a shorter one: `năm học` without its years, `hai tháng 5 và 6`, `những năm 2011-2015`.
        for word in re.finditer(r"\S+", lead):
            if word[0] in _READERS:
                return _READERS[word[0]](low, flow, at + word.start(), word[0])
    return answer


def _free(answer: Sequence[Reading] | Refused, taken: Sequence[Document]) -> Sequence[Reading] | Refused:
    """The readings, unless they lie in the name of a document (`Quyết định 11/2016`); `taken` are in text order."""
    if isinstance(answer, Refused):
        return answer
    i = bisect_left(taken, answer[-1].end, key=lambda document: document.start)
    if i and taken[i - 1].end > answer[0].start:
        name = taken[i - 1].number or taken[i - 1].title
        return Refused(answer[-1].end, answer[0].rule, f"in the name of a document ({name})")
    return answer
