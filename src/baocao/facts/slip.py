"""Slips: spellings that change a figure or a date, found by form because no atom can read them.

These patterns look at malformed digits only; they never give a value, they point at the place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from baocao.facts.scene import Scene, inside
from baocao.facts.wording import say
from baocao.model import Discrepancy, Quantity
from baocao.span import Span, overlap

# `90 Ngày thành lập`: `năm` was lost; a small number of days may really be meant
_LOST_YEAR = re.compile(
    r"(?P<n>[1-9]\d{1,2}) (?P<day>[Nn]gày) (?=(?:thành lập|sinh|giải phóng|truyền thống|Quốc khánh|Thương binh|mất"
    r"|toàn quốc)\b)"
)
_YEAR_DASH = re.compile(r"-(?:(?<=\d\d\d\d-)|(?<=\d\d\d\d -)) ?\d\d\d\d")
_DAYS = ("ngày ",)
_REMEMBERED = re.compile(r"\b(?:kỷ niệm|chào mừng|mừng)\b")
_JOINED = ".,/-0123456789"
# `0 68%`: the decimal comma was lost
_LOST_COMMA = re.compile(r"(?P<whole>0) (?P<decimals>\d{1,2}) ?%")
# `2010-1015`: a digit of the second year is wrong
_TERM = re.compile(r"(?P<first>(?:19|20)\d\d) ?- ?(?P<last>\d{4})(?![\d.,/-])")
_TERM_CUE = re.compile(r"(?:nhiệm kỳ|giai đoạn|thời kỳ|năm học|niên khóa|các năm|năm)(?: từ)? \(?$")
# `ngày 31/6`: no such day
_DAY = re.compile(
    r"ngày (?P<day>\d{1,2}) ?(?P<mark>[/.-]|tháng) ?(?P<month>\d{1,2})(?:(?:[/.-]"
    r"| năm )(?P<year>\d{4}))?(?![\d/])"
)


def slips(scene: Scene) -> Iterator[Discrepancy]:
    """Every slip in the article's own blocks, in text order by kind."""
    flow = scene.flow
    days = scene.where(_DAYS[0])
    for match in _LOST_YEAR.finditer(flow) if [at for at in days if flow[at - 2 : at - 1].isdigit()] else ():
        if not _alone(flow, match):
            continue
        told = match["day"] == "Ngày" or _REMEMBERED.search(scene.low, max(0, match.start() - 48), match.start())
        if not told or any(q.unit == "year" and overlap(q, Span(*match.span())) for q in _near(scene, match)):
            continue
        meant = f"{match['n']} năm {match['day']}"
        yield _slip("missing_year_word", match, match.end() - 1, "likely", meant, scene)
    for match in _LOST_COMMA.finditer(flow) if "%" in flow else ():
        if _alone(flow, match):
            yield _slip("lost_comma", match, match.end(), "likely", f"{match['whole']},{match['decimals']}%", scene)
    for match in _terms(flow):
        if int(match["last"]) < int(match["first"]) and _TERM_CUE.search(
            scene.low, max(0, match.start() - 16), match.start()
        ):
            yield _slip("reversed_term", match, match.end(), "certain", "", scene)
    for match in filter(None, [_DAY.match(scene.low, at) for at in days]):
        day, month = int(match["day"]), int(match["month"])
        year = int(match["year"]) if match["year"] else 2000
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            # out of any calendar: more likely a number, a score or a list than a wrong date
            continue
        if 1 <= year <= 9999 and day > monthrange(year, month)[1]:
            yield _slip("impossible_date", match, match.end(), "certain", "", scene)


def _alone(flow: str, match: re.Match[str]) -> bool:
    """Whether a match begins inside no longer number; asked here to keep the start of the patterns plain."""
    return match.start() == 0 or flow[match.start() - 1] not in _JOINED


def _terms(flow: str) -> Iterator[re.Match[str]]:
    """Pairs of years, found by the dash between them: of dashes a page has far fewer than of digits."""
    for dash in _YEAR_DASH.finditer(flow):
        spaced = flow[dash.start() - 1] == " "
        match = _TERM.match(flow, dash.start() - (5 if spaced else 4))
        if match and _alone(flow, match):
            yield match


def _near(scene: Scene, match: re.Match[str]) -> tuple[Quantity, ...]:
    return inside(scene.quantities, max(0, match.start() - 40), match.end() + 40)


def _slip(kind: str, match: re.Match[str], end: int, certainty: str, meant: str, scene: Scene) -> Discrepancy:
    words = {"text": scene.flow[match.start() : end], "meant": meant}
    items = tuple(q.id for q in _near(scene, match) if overlap(q, Span(match.start(), end)))
    return Discrepancy(
        kind=kind,
        items=items,
        spans=(Span(match.start(), end),),
        note=say("note", kind, "vi", **words),
        certainty="certain" if certainty == "certain" else "likely",
        words=words,
        rule=kind,
    )
