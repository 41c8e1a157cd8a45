"""Agents: who acts in a clause, when that is a body, an office or its money, and not a passer-by."""

from __future__ import annotations

import re
from sys import maxsize

from msgspec import Struct

from baocao.facts.scene import Scene, first_inside
from baocao.lexicon import table

_NOUNS = table("agents")
# `bộ phim`, `ban đêm`, `phòng khách` are no bodies: short capitalised nouns are read in their capital form only
_PROPER = [r["noun"] for r in _NOUNS if r["noun"][0].isupper() and " " not in r["noun"]]
_COMMON = [r["noun"] for r in _NOUNS if r["noun"] not in _PROPER]


def _words(nouns: list[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(nouns, key=lambda n: (-len(n), n)))


_NOUN = re.compile(
    rf"(?:{_words(_PROPER)}|(?i:{_words(_COMMON)})|[A-ZĐ]{{2,8}}(?:-[A-ZĐ]{{1,4}})?"
    rf"|[A-Z]\w{{0,20}}(?:bank|corp|group|tel|land|mart))(?![\w])(?! (?:hợp|hội chủ"
    rf"|hội học|nghề)\b)"
    r"|(?:bộ|sở|ban|cục|phòng|viện)(?= [A-ZĐ]| *$)"
)
_COUNTED = re.compile(rf"(?:{_words([r['noun'] for r in _NOUNS])})(?!\w)", re.IGNORECASE)
_FIRST_NAMES = ("Anh", "Đức", "Ý", "Áo", "Bỉ", "Nga")
_COUNTRIES = [r["name"] for r in table("countries") if r["name"] not in _FIRST_NAMES]
_COUNTRY = re.compile(rf"(?:{_words(_COUNTRIES)})(?!\w)(?! [A-ZĐ])")
# times and connectives that may stand before a subject
_LEAD = re.compile(
    r"(?:(?:trong )?nhiệm kỳ (?:tới|này|mới)|giai đoạn tới"
    r"|về lâu dài|dự kiến|ngay|định kỳ|mỗi (?:năm|tháng|quý|tuần)|chậm nhất(?: là)?|muộn nhất(?: là)?"
    r"|trước hết|hết|đợt"
    r"|trong(?: (?:thời gian|tuần|tháng|năm|quý|những năm))? (?:tới|này|sau)|trong|thời gian(?: sắp)? tới"
    r"|thời gian qua"
    r"|sắp tới|tới đây|sau đây|sau đó|sau|trước mắt|trước tiên|từ nay|đến|từ(?! chối| bỏ)|vào(?! cuộc)|tại"
    r"|theo (?:kế hoạch|đó|lộ trình|dự kiến|đề án|ông|bà)|theo(?! dõi)|hiện nay|hiện tại|hiện(?! đại)|nay|đồng thời"
    r"|ngoài ra"
    r"|bên cạnh đó|cùng với đó|do đó|vì vậy|vì thế|do vậy|cụ thể|ngày mai|hôm nay|ngày|tuần(?: tới| sau| này)?(?! tra)"
    r"|tháng(?: tới| sau| này)|năm(?: tới| sau| nay)|riêng|về phía|phía|cũng|và|còn|trên cơ sở (?:này|đó)"
    r"|như vậy|từng bước|trong tương lai|tiếp (?:đó|theo)|sau này|về sau|qua đó|từ đó|mặt khác|song song đó"
    r"|(?:những|vài|mấy|ít) ngày (?:tới|nữa)|cuối"
    r"|đầu(?! tư)|giữa|khoảng|trước|dù vậy|tuy nhiên|nhưng|song|lần này|vài|tới|nữa)(?=[ ,])"
)
# what may stand before the noun of an agent
_DETERMINER = re.compile(
    r"(?:(?:các(?! nước)|những|toàn|mỗi|cả|nhiều|mọi|đại diện|một phần trong|một phần|khoản(?! tiền)|tổng(?! thầu"
    r"| thống| giám"
    r"| cục| công| bí)|phần|số(?! tiền)) )+"
)
_NOMINAL = re.compile(r"(?:việc|sự|điều|quá trình|người dân|người|học sinh|sinh viên|phụ huynh|khách|bạn)(?= )")
_WE = re.compile(r"(?:^|[ ,])chúng tôi ?$")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Agent(Struct, frozen=True, gc=False):
    """`name` as known or as written; None for money and for `chúng tôi`, whose body the turn may name."""

    start: int
    end: int
    name: str | None


def agent(scene: Scene, start: int, end: int, *, subject: bool = True) -> Agent | None:
    """The agent that heads the words in the range; as a `subject` it is all that they hold."""
    flow = scene.flow
    here = skip_time(scene, start, end)
    if here >= end:
        return None
    determiner = _DETERMINER.match(scene.low, here, end)
    here = determiner.end() if determiner else here
    if _NOMINAL.match(scene.low, here, end):
        return None
    if subject and len(flow[here:end].split()) > MOST_WORDS:
        return None
    for row in (scene.organizations, scene.places):
        named = first_inside(row, here, end)
        if named is not None and named.start == here:
            return Agent(here, end, surface(flow, here, end))
    quantity = first_inside(scene.quantities, here, end)
    if quantity is not None and quantity.start == here and quantity.unit is not None:
        if _CURRENCY.fullmatch(quantity.unit):
            return Agent(here, end, None)
        if subject and _COUNTED.match(quantity.unit):
            # `hai ngành y tế - giáo dục`
            return Agent(here, end, surface(flow, here, end))
    match = _NOUN.match(flow, here, end) or _COUNTRY.match(flow, here, end)
    if match:
        return Agent(here, end, None if match[0].lower() in _FACELESS else surface(flow, here, end))
    if _WE.search(scene.low, here, end):
        return Agent(here, end, None)
    return None


def surface(flow: str, start: int, end: int) -> str:
    """The subject as written, without the adverbs before its verb."""
    words = flow[start:end].strip(' ,"')
    while match := _TRAILING.search(words):
        words = words[: match.start()]
    return words


_TRAILING = re.compile(r" (?:cũng|vừa|luôn|đang|hiện|đã|vẫn|sẽ|còn|phải|rất|này|đó|dự kiến|và|xin)$", re.IGNORECASE)
MOST_WORDS = 18
"""A longer stretch before the verb is more than a subject."""
_FACELESS = {r["noun"].lower() for r in _NOUNS if r["kind"] in ("money", "speaker")}


def skip_time(scene: Scene, start: int, end: int) -> int:
    """Past leading connectives, dates and durations, to where the subject may begin."""
    flow, low, times, here = scene.flow, scene.low, scene.times, start
    for _ in range(12):
        while here < end and flow[here] in ' ,"-*':
            here += 1
        stop = times.get(here, maxsize)
        if stop <= end:
            here = stop
        elif match := _LEAD.match(low, here, end):
            here = match.end()
        else:
            break
    return here
