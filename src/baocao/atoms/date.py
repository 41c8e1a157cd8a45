"""Dates: every calendar expression of an article, resolved as far as the article itself allows.

One scan finds where an expression may begin; the readers of that lead word are tried in order; what they
read is completed from its neighbours (`anchor`). What looks like a date and is none is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.atoms import anchor, date_rules
from baocao.atoms.date_rules import Found, Reading
from baocao.atoms.rule import Candidate, Refusal
from baocao.model import Date, Document, Page
from baocao.span import overlap

_LEAD = re.compile(rf"(?<!\w)(?:\d|(?:{date_rules.LEADS})(?!\w))")


def candidates(page: Page, taken: Sequence[Document] = ()) -> list[Candidate[Date]]:
    """Dates and refusals in text order; disjoint, and outside the numbers of `taken` documents.

    A document with a title alone may hold a date (`Đề án … giai đoạn 2021-2025`): only numbers are closed.
    Anchors name dates by the ids they will have: d1, d2 … in text order.
    """
    low = lowered(page.flow)
    closed = [d for d in taken if d.number is not None]
    readings: list[Reading] = []
    refused: list[Candidate[Date]] = []
    end = 0
    for lead in _LEAD.finditer(low):
        at = lead.start()
        if at < end:
            continue
        found = date_rules.read(low, page.flow, at, lead[0], readings)
        if found is None:
            continue
        if isinstance(found, Refusal):
            refused.append(Candidate(at, lead.end(), "date.refused", reason=found.reason))
            continue
        if isinstance(found, Found):
            if any(overlap(reading, document) for reading in found.readings for document in closed):
                refused.append(Candidate(at, found.readings[-1].end, found.readings[0].rule, reason="overlaps document"))
                continue
            readings += found.readings
            end = found.readings[-1].end
            continue
    dates = anchor.resolve(readings, page, closed)
    taken_now = [Candidate(d.start, d.end, d.rule, d) for d in dates]
    return sorted([*taken_now, *refused], key=lambda c: (c.start, c.end))


def lowered(flow: str) -> str:
    """Lower case, one code point for one (the Turkish İ would become two)."""
    low = flow.lower()
    return low if len(low) == len(flow) else "".join(c.lower() if len(c.lower()) == 1 else c for c in flow)
