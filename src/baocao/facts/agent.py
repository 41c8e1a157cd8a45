"""Agents: who acts in a clause, when that is a body, an office or its money, and not a passer-by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from baocao.facts.scene import Scene, inside
from baocao.lexicon import table

_NOUNS = table("agents")
# `bộ phim`, `ban đêm`, `phòng khách` are no bodies: short capitalised nouns are read in their capital form only
_PROPER = [r["noun"] for r in _NOUNS if r["noun"][0].isupper() and " " not in r["noun"]]
_COMMON = [r["noun"] for r in _NOUNS if r["noun"] not in _PROPER]


def _words(nouns: list[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(nouns, key=lambda n: (-len(n), n)))


_NOUN = re.compile(
    rf"(?:{_words(_PROPER)}|(?i:{_words(_COMMON)})|[A-ZĐ]{{2,8}}(?:-[A-ZĐ]{{1,4}})?)(?![\w])(?! (?:hợp|hội chủ"
    rf"|hội học|nghề)\b)"
    r"|(?:bộ|sở|ban|cục|phòng|viện)(?= [A-ZĐ]| *$)"
)
_LEAD = re.compile(
    r"(?:về lâu dài|dự kiến|chậm nhất(?: là)?|muộn nhất(?: là)?|hết|đợt|tới|nữa|trong(?: (?:thời gian|tuần"
    r"|tháng|năm|quý|những năm))? (?:tới|này|sau)|trong|thời gian(?: sắp)? tới|thời gian qua|sắp tới|tới đây"
    r"|sau đây|sau đó"
    r"|sau|trước mắt|trước tiên|từ nay|đến|từ|vào|tại|theo (?:kế hoạch|đó|lộ trình|dự kiến|đề án|ông|bà)|theo"
    r"|hiện nay|hiện tại|hiện"
    r"|nay|đồng thời|ngoài ra|bên cạnh đó|cùng với đó|do đó|vì vậy|vì thế|do vậy|cụ thể|ngày mai|hôm nay|ngày"
    r"|tuần(?: tới| sau| này)?"
    r"|tháng(?: tới| sau| này)|năm(?: tới| sau| nay)|riêng|phía|về phía|cũng|và|các|những|toàn|mỗi|cả|nhiều|mọi"
    r"|còn|đại diện"
    r"|trên cơ sở (?:này|đó)|như vậy|cuối|đầu|giữa|khoảng|trước|một phần trong|một phần|khoản|tổng|phần|số"
    r"|dù vậy|tuy nhiên|nhưng|song)(?= )",
    re.IGNORECASE,
)
_NOMINAL = re.compile(
    r"(?:việc|sự|điều|quá trình|người dân|người|học sinh|sinh viên|phụ huynh|khách|bạn)(?= )", re.IGNORECASE
)
_WE = re.compile(r"(?:^|[ ,])chúng tôi$", re.IGNORECASE)
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Agent:
    """`name` as known or as written; None for money and for `chúng tôi`, whose body the turn may name."""

    start: int
    end: int
    name: str | None


def agent(scene: Scene, start: int, end: int) -> Agent | None:
    """The agent that heads the words in the range, when they are headed by one."""
    flow = scene.flow
    here = skip_time(scene, start, end)
    if here >= end:
        return None
    if _NOMINAL.match(flow, here, end):
        return None
    for named in (*inside(scene.organizations, here, end), *inside(scene.places, here, end)):
        if named.start == here:
            return Agent(here, end, flow[here:end].strip() if named.kind == "place" else named.name)
    for quantity in inside(scene.quantities, here, end):
        if quantity.start == here and _CURRENCY.fullmatch(quantity.unit or ""):
            return Agent(here, end, None)
    match = _NOUN.match(flow, here, end)
    if match:
        return Agent(here, end, None if match[0].lower() in _FACELESS else flow[here:end].strip(" ,"))
    if _WE.search(flow, here, end):
        return Agent(end - len("chúng tôi"), end, None)
    return None


_FACELESS = {r["noun"].lower() for r in _NOUNS if r["kind"] in ("money", "speaker")}


def skip_time(scene: Scene, start: int, end: int) -> int:
    """Past leading connectives, dates and durations, to where the subject may begin."""
    flow, here = scene.flow, start
    stops = {a.start: a.end for a in inside(scene.dates, start, end)}
    stops |= {q.start: q.end for q in inside(scene.quantities, start, end) if q.unit in DURATION}
    for _ in range(12):
        while here < end and flow[here] in ' ,"-*':
            here += 1
        match = _LEAD.match(flow, here, end)
        if here in stops:
            here = stops[here]
        elif match:
            here = match.end()
        else:
            break
    return here


DURATION = {"second", "minute", "hour", "day", "week", "month", "year"}
