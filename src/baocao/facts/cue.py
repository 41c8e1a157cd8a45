"""Cues: the words beside a number that say what it does (a level, a change, a part of the plan).

A cue ends right before the number; approximators and light adverbs may stand between. What follows the
number (`so với năm 2015`, `kế hoạch tỉnh giao`) is its comparison.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Literal

from msgspec import Struct

from baocao.facts.scene import Scene, first_inside, inside, last_syllables
from baocao.lexicon import alternation, openings, table
from baocao.model import Date, Quantity

Role = Literal["up", "down", "to", "exceed", "ahead", "late", "times", "from", "share", "same", "has", "none"]

DIRECTION = {r["word"]: r["direction"] for r in table("movements")}
_PLANS = [r["word"].lower() for r in table("plan_words")]
_PLAN_WORD = alternation(_PLANS)
_FILL = (
    "bình quân|trung bình|hằng năm|hàng năm|mỗi năm|thêm|đến|tới|hơn|gần|trên|khoảng|dưới|xấp xỉ|chừng|ước|ước đạt|được"
    "|nhẹ|mạnh|gần như|chỉ|mức|ở mức|tốc độ|tới mức|đến mức|khá|tương ứng|ít nhất|tối thiểu|tối đa|thực tế|cả|vào"
    "|khoảng hơn|cao hơn|thấp hơn|trên dưới|tỷ lệ|chưa đến|chưa tới|không quá|lần lượt"
)


def _joined(*places: tuple[str, ...]) -> list[str]:
    """All that can be said with one phrase at each place, "" for none."""
    return [" ".join(filter(None, said)) for said in product(*places)]


_LEADS = ("", *_joined(("tăng", "nâng", "giảm", "hạ", "kéo giảm", "rút"), ("", "xuống", "lên")))
_LEVELS = ("lên", "xuống còn", "xuống", "chỉ còn", "còn", "đạt được", "đạt")
_SAID: dict[Role, list[str]] = {
    "times": ["gấp", "tăng gấp"],
    "has": ["có"],
    "to": [
        *_joined(_LEADS, _LEVELS, ("", "đến", "tới", "mức")),
        *("ước thực hiện", "thực hiện", "ước tính", "là", "bằng", "với", "duy trì", "đến", "tới", "giữ", "ở mức"),
        *("được", "ước"),
    ],
    "up": [word for word, direction in DIRECTION.items() if direction == "up"],
    "down": [word for word, direction in DIRECTION.items() if direction == "down"],
    "exceed": ["vượt", "vượt mức"],
    "ahead": ["trước", "sớm hơn", "sớm"],
    "late": ["chậm hơn", "chậm", "muộn hơn"],
    "from": _joined(("", "tăng", "giảm", "nâng", "hạ", "kéo giảm"), ("từ",), ("", "mức")),
    "share": ["chiếm"],
    "same": ["tương đương", "tương đương với", "tức", "tương ứng", "tương ứng với", "quy đổi"],
}
"""What is said before a number, by role."""
_ROLES = {words: role for role, said in _SAID.items() for words in said}
_ENDS = last_syllables((*_ROLES, *_FILL.split("|")))
_CUE = re.compile(rf"(?P<words>{openings(_ROLES)})(?<!mặt bằng)(?: (?:{_FILL}))* ?$")
_STOP = r"(?=$|[,;:.()!?\"…]| (?:và|vượt|đạt|bằng|trong khi|do|nhờ|nhưng|còn|tương đương|thì|tăng|giảm|song|là)\b)"
_AGAINST = re.compile(
    r" ?,? ?\(?(?:"
    rf"(?:so(?: với)? )?(?:của )?(?P<plan>(?:{_PLAN_WORD})(?!\w)[^,;.()\"]{{0,70}}?){_STOP}"
    rf"|(?:nếu )?so(?: với)? (?P<base>[^,;.()\"]{{2,90}}?){_STOP})"
)
_LEFT_BASE = re.compile(
    openings((), r"so(?: với)? (?P<base>(?:(?! (?:trong khi|nhưng|song|còn) )[^,;.()]){2,60}?)(?:,| thì)? ?$")
)
_LEADS = ("so ", "nếu ", "của ", *{word.split()[0] for word in _PLANS})
"""How a comparison begins, behind its marks."""
_PLANNED = re.compile(rf"(?<!\w)(?:{_PLAN_WORD})(?!\w)", re.IGNORECASE)
_YEARLY = re.compile(r"bình quân|trung bình|hằng năm|hàng năm|mỗi năm")


class Cue(Struct, frozen=True, gc=False):
    """The cue before a number: its role, where its words begin, and whether it is a yearly average."""

    role: Role
    start: int
    yearly: bool = False
    word: str = ""


class Comparison(Struct, frozen=True, gc=False):
    """What a number is measured against: the words, their end, and the date among them."""

    text: str
    opening: int
    """Where `so với` begins."""
    start: int
    end: int
    planned: bool
    period: str | None
    """Id of the date of the base."""
    quantity: str | None
    """Id of a level that the base states itself."""


def cue(scene: Scene, start: int, quantity: Quantity) -> Cue:
    """The cue that ends before the quantity, no earlier than `start`."""
    start = max(start, quantity.start - 56)
    told = scene.may_end(start, quantity.start, _ENDS)
    match = _CUE.search(scene.low, start, quantity.start) if told else None
    if match is None:
        return Cue("none", quantity.start)
    words = " ".join(match["words"].split())
    role, yearly = _ROLES[words], _YEARLY.search(match[0]) is not None
    return Cue(role, match.start(), yearly, words if role in ("up", "down") else match[0].strip())


def comparison(scene: Scene, quantity: Quantity, end: int) -> Comparison | None:
    """The comparison that follows the quantity before `end`."""
    begun = scene.low[quantity.end : min(end, quantity.end + 12)].lstrip(" ,(").startswith(_LEADS)
    match = _AGAINST.match(scene.low, quantity.end, end) if begun else None
    if match is None and quantity.unit != "lần":
        return None
    if match is None:
        # `gấp 1,7 lần năm 2020`
        behind = inside(scene.dates, quantity.end, min(end, quantity.end + 48))
        base = next((d for d in behind if d.start == quantity.end + 1), None)
        if base is None:
            return None
        return Comparison(scene.flow[base.start : base.end], base.start, base.start, base.end, False, base.id, None)
    return _comparison(scene, match, "plan" if match["plan"] else "base")


def bracketed(scene: Scene, quantity: Quantity) -> Date | None:
    """The date that stands in brackets right behind a number: `1.602 tỷ (2015)`."""
    if not scene.flow.startswith(("(", " ("), quantity.end):
        return None
    near = first_inside(scene.dates, quantity.end, quantity.end + 24)
    return near if near and scene.flow[quantity.end : near.start] in (" (", "(") else None


def leading(scene: Scene, start: int, end: int) -> Comparison | None:
    """The comparison that stands before the verb: `so với cùng kỳ giảm 3%`."""
    start = max(start, end - 80)
    if scene.low.find("so ", start, end) < 0:
        return None
    match = _LEFT_BASE.search(scene.low, start, end)
    return _comparison(scene, match, "base") if match else None


def _comparison(scene: Scene, match: re.Match[str], group: str) -> Comparison:
    start, end = match.span(group)
    text = scene.flow[start:end].strip()
    date = first_inside(scene.dates, start, end)
    level = first_inside(scene.quantities, start, end)
    if level is None and (beside := first_inside(scene.quantities, end, end + 40)):
        # `giảm 42% so với năm 2015 (17.171 tỷ đồng)`
        level = beside if scene.flow[end : beside.start].strip() == "(" else None
        end = level.end if level else end
    planned = bool(_PLANNED.search(text))
    return Comparison(text, match.start(), start, end, planned, date.id if date else None, level.id if level else None)
