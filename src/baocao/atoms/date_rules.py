"""Rules for calendar expressions, by the word they begin with.

A rule reads from its lead word on and says what it found: readings (several for a list), a refusal, or
nothing. Lists and ranges are one grammar for all kinds: a part, a joint, a part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from baocao.atoms import date_parts as parts
from baocao.atoms.date_parts import Part
from baocao.atoms.period import Deixis, Point, Stretch, Unresolved, When, Years, joined, year_of
from baocao.atoms.rule import Refusal
from baocao.lexicon import alternation, table


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression in the text and what it says by itself."""

    start: int
    end: int
    when: When
    rule: str
    edge: str | None = None
    dateline: bool = False
    """Said of the day of writing (`sáng 23/6`): the publication date is its best witness."""
    drift: int = 0
    """-1 for what is past (`vừa qua`), 1 for what is to come (`tới đây`)."""


@dataclass(frozen=True, slots=True)
class Found:
    readings: tuple[Reading, ...]


Answer = Found | Refusal | None


# ── what stands around ───────────────────────────────────────────────────────

_WINDOW = 28
_NUMBER_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|mấy|vài|nhiều|chục|trăm|rưỡi|lăm|mốt"
_COUNTING = re.compile(rf"(?:\d|(?<!\w)(?:{_NUMBER_WORDS}))(?: ?rưỡi)? $")
_EACH = re.compile(r"(?<!\w)(?:mỗi|một|hằng|hàng|từng|bình quân|/) ?$")
_EDGE = re.compile(
    r"(?<!\w)(đầu|giữa|cuối|hết|trước|sau|đến|tới|từ|cùng kỳ|thượng tuần|trung tuần|hạ tuần|qua)"
    r"(?: (?:thời điểm|khoảng|trong|vào|của|mùa))? $"
)
_EDGES = {"tới": "đến", "thượng tuần": "đầu", "trung tuần": "giữa", "hạ tuần": "cuối"}
_NAMED = re.compile(
    r"(?<!\w)(?:phố|đường|chợ|công viên|số|hẻm|ngõ|ngách|kiệt|phòng|lô|quảng trường|bệnh viện|nhà máy|trường|lớp|điều"
    r"|khoản|mục|tổ|thửa|quốc lộ|ql|block|căn|tòa|tỷ số|tỷ lệ|mega|power|bàn|hiệp|set|ván|km|x|cấp|chuẩn|khu phố) ?\(?$"
)
_STRONG = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|nay|qua|mai|dịp|lễ|mốc|hạn|ngày|chậm nhất|muộn nhất|mùng|mồng|chủ nhật"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|quốc khánh|độc lập|phụ nữ|thiếu nhi|nhà giáo|việt nam|lao động|đợt|phiên|ra"
    r"|\d{1,2} ?(?:h|giờ)(?: ?\d{1,2}(?: ?(?:phút|p|'))?)?|\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?(?: ?\|)?),? ?\(?$"
)
_WEAK = re.compile(r"(?<!\w)(?:từ|đến|tới|trước|sau|hết|vào|kể từ|tính từ|tính đến|khoảng|lúc|quá|là) $")
_HEAD = re.compile(r"(?:^|\n|[.!?…:;] |\n[-*+•] )[\"']?$")
_CLOSED = re.compile(
    r"(?:$|[.,;:!?)\]\"'\n…]| ?[-(]|\s(?:đến|tới|tại|ở|của|và|cho|do|khi|vừa|này|sắp|sẽ|đã|được|bị|là|có|với|theo|các|những"
    r"|trong|bằng|nhằm|để|vì|nên|nhưng|hàng|hằng|năm|thì|mà|chỉ|về|trên|sau|trước|giữa|từ|vào|lúc|khoảng|cùng|cả|toàn"
    r"|không|chưa|còn|cũng|vẫn|bắt đầu|diễn ra|âm|dương|hay|hoặc|như|nếu|qua|dưới|ngày|tháng|mới|nói|xảy ra|tiếp|hai bên"
    r"|ông|bà|anh|chị|tổ chức|thông báo|cho biết|trở|lại|rồi|đó|nay|đang|ra|xét|khai mạc|kết thúc|thay)(?!\w))"
)
_MEASURE = re.compile(
    r" ?(?:%|(?:lần|lượt|triệu|tỷ|nghìn|ngàn|trăm|vạn|đồng|usd|euro|kg|tấn|tạ|lít|m2|m3|ha|giờ|tiếng|phút|buổi|ca|bữa|đợt"
    r"|người|hộ|suất|gói|con|cuộc|kỳ)(?!\w))"
)
_COUNTED = re.compile(rf" ?(?:%|(?:{alternation(row['word'] for row in table('counted_heads'))})(?!\w))")
_RECURRING = re.compile(r" (?:hằng|hàng|mỗi) (?:năm|tháng)")
_LUNAR = re.compile(r"(?: \(| |, )(?:âm lịch|al(?!\w)|tết(?!\w))\)?")
_DRIFT = re.compile(r",? (?:(tới đây|tới|sắp tới)|(vừa qua|vừa rồi|qua|rồi|mới đây))(?!\w)")


def _before(low: str, at: int) -> str:
    return low[max(0, at - _WINDOW) : at]


def edge_of(low: str, at: int) -> str | None:
    match = _EDGE.search(_before(low, at))
    return _EDGES.get(match[1], match[1]) if match else None


def _reading(low: str, start: int, end: int, when: When, rule: str, *, dateline: bool = False) -> Reading:
    drift = 0
    if move := _DRIFT.match(low, end):
        drift = 1 if move[1] else -1
    if _LUNAR.match(low, end) or _RECURRING.match(low, end):
        when = Unresolved("day" if isinstance(when, Point) and when.day else "month")
    return Reading(start, end, when, rule, edge_of(low, start), dateline, drift)


def _one(low: str, start: int, end: int, when: When, rule: str, *, dateline: bool = False) -> Found:
    return Found((_reading(low, start, end, when, rule, dateline=dateline),))


# ── chains: ranges and lists of parts ────────────────────────────────────────

_TO = re.compile(
    r" ?- ?|,? (?:cho )?(?:đến|tới)(?: hết| cuối| đầu| giữa| trước| khoảng)? |(?<=\d)-"
)
_AND = re.compile(r",? (?:và|hoặc|hay|cùng|&) |, ?|; ?|,(?=\d)")
_WORDS = re.compile(r"(?:(?:sáng|trưa|chiều|tối|đêm|hết|cuối|đầu|giữa) )?(?:(ngày|mùng|mồng|tháng|quý|năm) )?(?:mùng |mồng )?")

_READERS: dict[str, Callable[[str, int], Part | None]] = {
    "ngày": parts.any_day,
    "mùng": parts.any_day,
    "mồng": parts.any_day,
    "tháng": parts.month,
    "quý": parts.quarter,
    "năm": parts.year,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A part in a chain: where it stands with its word, and how it is joined to the one before."""

    start: int
    part: Part
    word: str
    range: bool = False


def _next_link(low: str, last: Link) -> Link | None:
    """The part that a joint ties to `last`, in the same kind of unit unless its own word says another."""
    at = last.part.end
    to = _TO.match(low, at)
    joint = to or _AND.match(low, at)
    if joint is None:
        return None
    words = _WORDS.match(low, joint.end())
    assert words is not None
    begin = words.end()
    word = words[1] or ""
    if word in ("mùng", "mồng"):
        word = "ngày"
    if word:
        part = _READERS[word](low, begin)
        start = words.start(1)
    else:
        part, word = _like(low, begin, last)
        start = begin
    if part is None or part.fault or (to is None and not _listed(last, part, word)):
        return None
    return Link(start, part, word, to is not None)


def _like(low: str, at: int, last: Link) -> tuple[Part | None, str]:
    """A part without its word, read as the kind that stands before it."""
    if last.word in ("ngày", ""):
        part = parts.full_day(low, at) or parts.spoken_day(low, at) or parts.pair(low, at)
        if part is None and last.word == "ngày":
            part = parts.month_year(low, at) if last.part.point.precision == "month" else parts.lone_day(low, at)
        return part, "ngày"
    if last.word == "năm":
        return parts.year(low, at), "năm"
    if last.word == "tháng":
        part = parts.full_day(low, at) or parts.month(low, at)
        return part, "tháng"
    return parts.quarter(low, at), "quý"


def _listed(last: Link, part: Part, word: str) -> bool:
    """Whether a comma or `và` may tie the two into a list: parts of one kind."""
    return part.point.precision == last.part.point.precision and word == (last.word or "ngày")


def _chain(low: str, first: Link) -> list[Link]:
    links = [first]
    while len(links) < 12:
        link = _next_link(low, links[-1])
        if link is None:
            break
        if link.range and links[-1].range:
            break
        links.append(link)
    # A bare number at the end of a chain belongs to it only where nothing is counted by it.
    while len(links) > 1:
        last = links[-1]
        bare = not last.part.point.complete and last.part.point.months is None or last.word == "năm"
        named = low[last.start : last.start + 1].isalpha()
        if bare and not named and (_COUNTED.match(low, last.part.end) or low[last.part.end : last.part.end + 1] == "/"):
            links.pop()
        else:
            break
    return links


def _spread(links: list[Link]) -> list[Link]:
    """Fill what a later part of the chain writes for the earlier ones (`25 và 26-7`, `tháng 3, 4 năm 2019`)."""
    out = list(links)
    for i in range(len(out) - 2, -1, -1):
        here, later = out[i].part.point, out[i + 1].part.point
        if out[i + 1].range:
            continue  # `joined` shares across a range
        if here.precision == later.precision and here.precision in ("day", "month", "quarter"):
            if here.months is None:
                here = replace(here, months=later.months)
            if here.year is None and here.turn is None:
                here = replace(here, year=later.year, turn=later.turn)
            out[i] = replace(out[i], part=replace(out[i].part, point=here))
    for i in range(1, len(out)):
        # A following bare day shares the month before it: `ngày 22/6 và 23`.
        here, earlier = out[i].part.point, out[i - 1].part.point
        if here.precision == earlier.precision == "day" and here.months is None and earlier.months is not None:
            point = replace(here, months=earlier.months, year=earlier.year)
            out[i] = replace(out[i], part=replace(out[i].part, point=point))
    return out


def _readings(low: str, links: list[Link], rule: str, *, dateline: bool = False) -> Found:
    """A chain as dates: a range is one, a list several."""
    links = _spread(links)
    made: list[Reading] = []
    i = 0
    while i < len(links):
        here = links[i]
        if i + 1 < len(links) and links[i + 1].range:
            there = links[i + 1]
            when = _ranged(here.part.point, there.part.point)
            if isinstance(when, Stretch) and _anniversary(low, here, there):
                made.append(_reading(low, here.start, here.part.end, here.part.point, rule, dateline=dateline))
                made.append(_reading(low, there.start, there.part.end, there.part.point, rule, dateline=dateline))
            else:
                made.append(_reading(low, here.start, there.part.end, when, "date.range", dateline=dateline))
            i += 2
        else:
            made.append(_reading(low, here.start, here.part.end, here.part.point, rule, dateline=dateline))
            i += 1
    return Found(tuple(made))


def _ranged(first: Point, last: Point) -> When:
    if first.precision == last.precision == "year" and first.year is not None and last.year is not None:
        return Years(first.year, last.year if last.year >= first.year else None)
    return joined(first, last)


def _anniversary(low: str, a: Link, b: Link) -> bool:
    """`19/5/1890 - 19/5/2020`: one day of two years, the event and its anniversary, is no range."""
    x, y = a.part.point, b.part.point
    return x.day is not None and (x.day, x.months) == (y.day, y.months) and None not in (x.year, y.year) and x != y


# ── rules by lead word ───────────────────────────────────────────────────────


def _by_word(word: str) -> Callable[[str, str, int, str, Sequence[Reading]], Answer]:
    """`ngày`, `tháng`, `quý` or `năm`, then a chain of parts."""
    rule = {"ngày": "date.day", "tháng": "date.month", "quý": "date.quarter", "năm": "date.year"}[word]
    reader = _READERS[word]

    def read(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
        begin = at + len(lead) + 1
        if low[begin - 1 : begin] not in (" ", "."):
            return None
        if word == "ngày" and low.startswith(("mùng ", "mồng "), begin):
            begin += 5
        part = reader(low, begin)
        if part is None and word == "ngày" and (part := parts.month_year(low, begin)) is None:
            return None
        if part is None:
            return None
        before = _before(low, at)
        counted = _COUNTING.search(before) is not None
        if part.fault:
            return Refusal(part.fault)
        if word in ("ngày", "tháng") and part.point.year is None:
            if _EACH.search(before) and _MEASURE.match(low, part.end):
                return Refusal("an amount for each, not a date")
            if _MEASURE.match(low, part.end) and part.point.months is None:
                return Refusal("an amount, not a date")
            if part.point.months is None and not (_CLOSED.match(low, part.end) or _AND.match(low, part.end)):
                return Refusal("a number after (ngày) that counts what follows")
            if word == "tháng" and _MEASURE.match(low, part.end):
                return Refusal("an amount, not a month")
        if word == "năm" and _EACH.search(before) and _COUNTED.match(low, part.end):
            return Refusal("an amount for each year, not a year")
        # `hai năm 2016 và 2017`: the number counts the years, and `năm` is its noun.
        start = begin if counted and word != "tháng" else at
        return _readings(low, _chain(low, Link(start, part, word)), rule)

    return read


_DAY_CHAIN = re.compile(r"\d{1,2}(?:(?: ?[,-] ?| và | - | đến | tới )\d{1,2}){1,6} ?[/.-] ?\d{1,2}(?!\d)|\d{1,2} ?[/.-] ?\d{1,2}(?!\d)")


def _digits(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """Expressions that begin with a digit, without a calendar word before it."""
    if low[at - 1 : at] in ("/", "-", ".", ",") and at > 1 and (low[at - 2].isdigit() or low[at - 1] in "/."):
        return None
    return _part_year(low, at) or _numeric(low, at) or _plain_year(low, at, so_far)


def _numeric(low: str, at: int) -> Answer:
    part = parts.full_day(low, at)
    if part is not None:
        return Refusal(part.fault) if part.fault else _readings(low, _chain(low, Link(at, part, "ngày")), "date.day")
    if low[at : at + 5].isdigit():
        return None
    part = parts.spoken_day(low, at)
    before = _before(low, at)
    if part is not None and not part.fault and (part.point.year or _STRONG.search(before) or _WEAK.search(before)):
        return _readings(low, _chain(low, Link(at, part, "ngày")), "date.day", dateline=True)
    part = parts.month_year(low, at)
    if part is not None and not _NAMED.search(before):
        return _readings(low, _chain(low, Link(at, part, "tháng")), "date.month")
    return _bare_day(low, at, before)


def _bare_day(low: str, at: int, before: str) -> Answer:
    """`sáng 23-11`, `(22,23,24.6)`, `từ 25-2 đến 25-3`: day and month with no calendar word; context decides."""
    if _DAY_CHAIN.match(low, at) is None:
        return None
    first = parts.pair(low, at)
    if first is None or (first.fault and first.sep != "-"):
        first = parts.lone_day(low, at)
    elif first.sep == "-" and (again := re.compile(r"\d{1,2} ?- ?\d{1,2} ?[/.]").match(low, at)):
        # `29-30/3`: the hyphen joins two days, the slash names the month.
        first = parts.lone_day(low, at) or first
        del again
    if first is None:
        return None
    links = _chain(low, Link(at, first, "ngày"))
    if not any(link.part.point.months for link in links):
        return None
    if any(link.part.fault for link in links):
        return Refusal("no such day")
    end = links[-1].part.end
    sep = next(link.part.sep for link in links if link.part.point.months)
    if _NAMED.search(before):
        return Refusal("a name, an address or a score")
    strong = _STRONG.search(before) is not None
    bracketed = before.endswith("(") and low[end : end + 1] == ")"
    weak = _WEAK.search(before) is not None
    head = _HEAD.search(before) is not None or at == 0
    many = len(links) > 1
    d, m = links[-1].part.point.day or 0, (links[-1].part.point.months or (0, 0))[0]
    closed = _CLOSED.match(low, end) is not None
    counted = _COUNTED.match(low, end) is not None
    if counted and not (strong and sep != "."):
        return Refusal("a fraction or a range that counts what follows")
    if sep == ".":
        sure = (strong or (bracketed and many)) and closed
    elif strong:
        sure = True
    elif bracketed:
        sure = many or sep == "/" and d > m or d > 12
    elif weak:
        sure = closed and (sep == "/" or d > m or many) or d > 12 and m <= 12 and d > m
    elif head:
        sure = low[end : end + 1] in (",", ":") and (sep == "/" or d > m)
    else:
        sure = many and sep == "/" and closed and d > m
    if not sure:
        return Refusal("a day and a month only in the right company")
    return _readings(low, links, "date.bare_day", dateline=strong)


# ── parts of a year, and years without their word ────────────────────────────

_COUNT_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11,
}  # fmt: skip
_PART_YEAR = re.compile(
    rf"(\d{{1,2}}|{alternation(_COUNT_WORDS)}) (tháng|quý) (?:(đầu|cuối)(?: của)?(?: (năm)(?: ({YEAR_})| (nay|ngoái|trước|sau|tới)(?!\w)"
    rf"|(?! học| tài|\w))|,? ({YEAR_}))|(?:của )?năm ({YEAR_})|/ ?({YEAR_}))".replace("{YEAR_}", parts.YEAR)
    if False
    else rf"(\d{{1,2}}|{alternation(_COUNT_WORDS)}) (tháng|quý) "
    rf"(?:(đầu|cuối)(?: của)? năm(?:,? ({parts.YEAR})| (nay|ngoái|trước|sau|tới)(?!\w)|(?! học| tài|\w))"
    rf"|(đầu|cuối) ({parts.YEAR})|(?:của )?năm ({parts.YEAR}))"
)
_TURN = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}


def _part_year(low: str, at: int) -> Answer:
    """`6 tháng đầu năm 2019`, `9 tháng năm 2021`, `ba quý đầu năm`, `6 tháng cuối năm nay`."""
    match = _PART_YEAR.match(low, at)
    if match is None:
        return None
    count = _COUNT_WORDS.get(match[1]) or int(match[1])
    if match[2] == "quý":
        count *= 3
    if not 1 <= count <= 12:
        return Refusal(f"no {count} months in a year")
    late = (match[3] or match[6]) == "cuối"
    months = (13 - count, 12) if late else (1, count)
    number = match[4] or match[7] or match[8]
    turn = None if number else _TURN.get(match[5] or "nay", 0)
    precision = "half" if count == 6 else "quarter" if count == 3 else "range"
    point = Point(precision, year=int(number) if number else None, months=months, turn=turn)
    return _one(low, at, match.end(), point, "date.part_year")


_SPAN = re.compile(rf"((?:1[89]|20)\d\d)( ?[-/] ?)((?:1\d|20|21)\d\d|\d\d)(?![\w%]|[.,/-]\d|-\w)")
_BASE_PRICE = re.compile(r"(?:giá (?:so sánh|ss|cố định|gốc)(?: năm)?|tổng đài|hotline|số|mã số|đt|điện thoại|mã|khoảng|gần|hơn|trên|dưới|xấp xỉ|tổng số|chừng|tối đa|tối thiểu|ít nhất|đạt|chỉ|được|mất|giá|mỗi|cả|thêm|còn|những|lên|xuống) $")


def _plain_year(low: str, at: int, so_far: Sequence[Reading]) -> Answer:
    before = _before(low, at)
    if span := _SPAN.match(low, at):
        return _year_span(low, at, span, before)
    part = parts.year(low, at)
    if part is None or part.point.year is None or not 1900 <= part.point.year <= 2099:
        return None
    if _BASE_PRICE.search(before) and not (so_far and before.rstrip().endswith(("đến", "tới"))):
        return Refusal("a number that is no year here")
    if _COUNTED.match(low, part.end) or re.compile(r" ?\d").match(low, part.end):
        return Refusal("a number that counts what follows")
    if not before.endswith((" ", "(", '"', "\n", "'")) and at:
        return None
    if before.endswith("\n") or not before.strip():
        return Refusal("a number alone at the head of a line")
    links = _chain(low, Link(at, part, "năm"))
    return _readings(low, links, "date.bare_year")


def _year_span(low: str, at: int, span: re.Match[str], before: str) -> Answer:
    first, second = int(span[1]), span[3]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    mark = span[2].strip()
    if (mark == "/" or len(second) == 2) and last != first + 1:
        return None
    if mark == "-" and _COUNTED.match(low, span.end()):
        return Refusal("a range that counts what follows")
    if last < first:
        return Refusal(f"years that run backwards ({span[0]})")
    if last - first > 150:
        return None
    return _one(low, at, span.end(), Years(first, last), "date.years")


# ── terms, stages, school years ──────────────────────────────────────────────

TERMS = (
    "nhiệm kỳ", "giai đoạn", "thời kỳ", "niên khóa", "niên vụ", "niên độ", "năm học", "năm tài khóa", "năm tài chính",
    "năm ngân sách", "thời đoạn", "mùa giải", "nhiêm kỳ",
)  # fmt: skip
_TERM_YEARS = re.compile(
    r" (?:\(|từ )?(?:năm )?((?:1[89]|20)\d\d)(?: ?[-/] ?| (?:đến|tới)(?: hết)?(?: năm)? )(?:năm )?((?:1\d|20|21)\d\d|\d\d)(?![\w%]|[.,]\d)"
)
_TERM_ONE = re.compile(rf" ({parts.YEAR})")
_TERM_MORE = re.compile(r"(?:,| và|, và|;) ((?:1[89]|20)\d\d) ?[-/] ?((?:19|20|21)\d\d)(?![\w%]|[.,]\d)")
_TERM_SHIFT = re.compile(r" (này|hiện nay|hiện tại|vừa qua|qua|trước|vừa rồi|tới|mới|sau|tiếp theo)(?!\w)")
_SHIFTS = {"này": 0, "hiện nay": 0, "hiện tại": 0, "tới": 1, "mới": 1, "sau": 1, "tiếp theo": 1}
_TERM_EDGE = re.compile(r"(?<!\w)(?:cuối|đầu|giữa|hết|toàn|nửa|trong|cả|nửa đầu|nửa cuối|đầu và giữa) $")
_ORDINAL = re.compile(r" (?:thứ )?(?:\d{1,3}|[ivxl]{1,7})(?!\w)")


def _term(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    end = at + len(lead)
    if match := _TERM_YEARS.match(low, end):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        stop = match.end()
        if "(" in match[0] and low[stop : stop + 1] == ")":
            stop += 1
        made = [_reading(low, at, stop, Years(first, last if first <= last <= first + 150 else None), "date.term")]
        while more := _TERM_MORE.match(low, stop):
            made.append(_reading(low, more.start(1), more.end(), Years(int(more[1]), int(more[2])), "date.term"))
            stop = more.end()
        return Found(tuple(made))
    if match := _TERM_ONE.match(low, end):
        return _one(low, at, match.end(), year_of(int(match[1])), "date.term")
    if not lead.startswith("nhiệm"):
        if lead == "năm học" and (shift := _TERM_SHIFT.match(low, end)):
            return _one(low, at, shift.end(), Unresolved("range"), "date.school_year")
        return None
    if _COUNTING.search(_before(low, at)):
        return None
    if _ORDINAL.match(low, end):
        return Refusal("an ordinal: which term in the row, not which years")
    if shift := _TERM_SHIFT.match(low, end):
        return _one(low, at, shift.end(), Deixis("term", _SHIFTS.get(shift[1], -1)), "date.term_shift")
    if _TERM_EDGE.search(_before(low, at)):
        return _one(low, at, end, Deixis("term", 0), "date.term_shift")
    return None


_DECADE = re.compile(
    r" ?(?:đầu |cuối |giữa )?(?:những năm |năm )?((?:1\d|20)\d0|\d0)(?: ?- ?((?:1\d|20)\d0|\d0))?(?![\w%]|[.,]\d)(?:(?: của)? thế kỷ (xix|xx|xxi|19|20|21)(?!\w))?"
)
_CENTURY = re.compile(r" (?:thứ )?(xx|xxi|xix|xviii|xvii|xvi|xv|xiv|xiii|xii|xi|x|ix|\d{1,2})(?!\w)")
_CENTURIES = {"ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18,
              "xix": 19, "xx": 20, "xxi": 21}  # fmt: skip


def _decade(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`những năm 2020`, `những năm 90 của thế kỷ XX`, `thập niên 1960-1970`."""
    match = _DECADE.match(low, at + len(lead))
    if match is None:
        if lead == "những năm":
            part = parts.year(low, at + len(lead) + 1)
            return _readings(low, _chain(low, Link(at + 6, part, "năm")), "date.year") if part else None
        return None

    def base(written: str) -> int:
        number = int(written)
        if number > 99:
            return number
        century = match[3] or ("xxi" if number < 30 else "xx")
        return (int(century) if century.isdigit() else _CENTURIES[century]) * 100 - 100 + number

    first = base(match[1])
    last = base(match[2]) if match[2] else first
    if last < first or (lead == "những năm" and match[2] and len(match[2]) == 4 and last - first < 10):
        return None
    return _one(low, at, match.end(), Years(first, last + 9), "date.decade")


def _century(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    match = _CENTURY.match(low, at + len(lead))
    if match is None:
        return None
    number = _CENTURIES.get(match[1]) or int(match[1])
    if not 1 <= number <= 21:
        return None
    return _one(low, at, match.end(), Years(number * 100 - 99, number * 100), "date.century")


# ── expressions counted from the day of speaking ─────────────────────────────

_DEICTIC: dict[str, Deixis] = {
    "hôm nay": Deixis("day", 0), "ngày nay": Deixis("day", 0), "hôm qua": Deixis("day", -1), "hôm kia": Deixis("day", -2),
    "ngày mai": Deixis("day", 1), "ngày kia": Deixis("day", 2), "ngày hôm nay": Deixis("day", 0),
    "ngày hôm qua": Deixis("day", -1), "hôm sau": Deixis("day", 1, told=True), "hôm trước": Deixis("day", -1, told=True),
    "tuần này": Deixis("week", 0), "tuần trước": Deixis("week", -1), "tuần qua": Deixis("week", -1),
    "tuần tới": Deixis("week", 1), "tuần sau": Deixis("week", 1), "tháng này": Deixis("month", 0),
    "tháng trước": Deixis("month", -1, told=True), "tháng qua": Deixis("month", -1), "tháng tới": Deixis("month", 1),
    "tháng sau": Deixis("month", 1, told=True), "quý này": Deixis("quarter", 0), "quý trước": Deixis("quarter", -1, told=True),
    "quý tới": Deixis("quarter", 1), "năm nay": Deixis("year", 0), "năm ngoái": Deixis("year", -1),
    "năm trước": Deixis("year", -1, told=True), "năm tới": Deixis("year", 1), "năm sau": Deixis("year", 1, told=True),
    "năm kia": Deixis("year", -2),
    **{f"{part} nay": Deixis("day", 0) for part in ("sáng", "trưa", "chiều", "tối", "đêm")},
    **{f"{part} qua": Deixis("day", -1) for part in ("sáng", "trưa", "chiều", "tối", "đêm")},
    **{f"{part} mai": Deixis("day", 1) for part in ("sáng", "trưa", "chiều", "tối", "đêm")},
}  # fmt: skip
del _DEICTIC["ngày nay"]  # `nowadays`, not a date
_APPOSED = re.compile(r"(?:,? \(?|\()(?:tức |là )?(?:ngày )?(?=\d{1,2} ?[/.-] ?\d)")


def _deixis(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`hôm nay`, `năm ngoái`, and with the date itself beside it `sáng nay 22-5`, `hôm nay (26/10/2017)`."""
    end = at + len(lead)
    when = _DEICTIC[lead]
    before = _before(low, at)
    if _COUNTING.search(before) or re.search(r"(?:những|các|mấy|nhiều|mọi|bao) $", before):
        return Refusal("a stretch of time, not a date")
    if lead.endswith(" trước") and when.unit != "day" and re.match(r" (?:khi|đó|đây)(?!\w)", low[end : end + 6]):
        return None
    if when.unit == "day" and (apposed := _APPOSED.match(low, end)):
        part = parts.full_day(low, apposed.end()) or parts.pair(low, apposed.end())
        if part is not None and not part.fault:
            stop = part.end
            if "(" in apposed[0]:
                if low[stop : stop + 1] != ")":
                    return _one(low, at, end, when, "date.deixis")
                stop += 1
            return _one(low, at, stop, part.point, "date.deixis_day", dateline=when.offset == 0)
    return _one(low, at, end, when, "date.deixis")


_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_WEEKDAY = re.compile(r" (hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)")
_WEEK = re.compile(r" tuần (này|trước|qua|tới|sau)(?!\w)")
_WEEKDAY_CUE = re.compile(r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|vào) $")


def _weekday(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`thứ Hai tuần tới`, `sáng thứ Bảy (12/5)`; `thứ ba` alone is as likely a rank."""
    end = at + len(lead)
    if lead == "thứ":
        named = _WEEKDAY.match(low, end)
        if named is None:
            return None
        day, end = _WEEKDAYS[named[1]], named.end()
        sure = flow[named.start(1)].isupper() and flow[at].islower()
    else:
        day, sure = 6, True
    when: When = Unresolved("day")
    if week := _WEEK.match(low, end):
        end, sure = week.end(), True
        offset = {"này": 0, "trước": -1, "qua": -1, "tới": 1, "sau": 1}[week[1]]
        when = Deixis("week", offset, weekday=day)
    if apposed := _APPOSED.match(low, end):
        part = parts.full_day(low, apposed.end()) or parts.pair(low, apposed.end())
        if part is not None and not part.fault:
            stop = part.end + ("(" in apposed[0] and low[part.end : part.end + 1] == ")")
            return _one(low, at, stop, part.point, "date.weekday", dateline=True)
    if sure or _WEEKDAY_CUE.search(_before(low, at)):
        return _one(low, at, end, when, "date.weekday")
    return None


def _half(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`nửa đầu năm 2019`, `nửa cuối năm nay`, `nửa đầu tháng 5/2020`."""
    match = re.compile(rf" (?:của )?năm(?: ({parts.YEAR})| (nay|ngoái|trước|sau|tới)(?!\w)|(?! học|\w))").match(low, at + len(lead))
    if match is None:
        return None
    months = (1, 6) if lead.endswith("đầu") else (7, 12)
    turn = None if match[1] else _TURN.get(match[2] or "nay", 0)
    point = Point("half", year=int(match[1]) if match[1] else None, months=months, turn=turn)
    return _one(low, at, match.end(), point, "date.half_year")


_BARE_YEAR_EDGE = re.compile(r"(?<!\w)(?:đầu|cuối|giữa|hết) $")


def _year_word(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`năm` with a number, or alone after `cuối`, `hết`, `đầu`: the running year."""
    found = _by_word("năm")(low, flow, at, lead, so_far)
    if found is not None:
        return found
    before, end = _before(low, at), at + 3
    if _BARE_YEAR_EDGE.search(before) and not re.match(r" (?:học|tài|mới|thứ|đó|ấy|\w+ mươi)(?!\w)", low[end : end + 12]):
        return _one(low, at, end, Deixis("year", 0), "date.running_year")
    return None


def _same_period(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """`cùng kỳ` alone; before a year it is an edge of that year."""
    if re.match(r" (?:của )?(?:các )?(?:năm|tháng|quý|nhiệm kỳ|\d)", low[at + len(lead) : at + len(lead) + 16]):
        return None
    return _one(low, at, at + len(lead), Deixis("half", -1, told=True), "date.same_period")


def _now(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    return None


Reader = Callable[[str, str, int, str, Sequence[Reading]], Answer]
_LEADS: dict[str, Reader] = {
    "ngày": _by_word("ngày"),
    "mùng": _by_word("ngày"),
    "mồng": _by_word("ngày"),
    "tháng": _by_word("tháng"),
    "quý": _by_word("quý"),
    "năm": _year_word,
    **dict.fromkeys(TERMS, _term),
    **dict.fromkeys(("những năm", "thập niên", "thập kỷ"), _decade),
    "thế kỷ": _century,
    **dict.fromkeys(_DEICTIC, _deixis),
    "thứ": _weekday,
    "chủ nhật": _weekday,
    **dict.fromkeys(("nửa đầu", "nửa cuối"), _half),
    "cùng kỳ": _same_period,
    **{
        f"{word} {unit}": lambda low, flow, at, lead, so_far: _part_year(low, at)
        for word in _COUNT_WORDS
        for unit in ("tháng", "quý")
    },
}
LEADS = alternation(_LEADS)


def read(low: str, flow: str, at: int, lead: str, so_far: Sequence[Reading]) -> Answer:
    """What begins at `at`, where the scan saw `lead`; `so_far` are the readings before it."""
    if lead.isdigit():
        return _digits(low, flow, at, lead, so_far)
    answer = _LEADS[lead](low, flow, at, lead, so_far)
    if answer is None and " " in lead:
        # A longer lead may hide a shorter one: `năm học` without years, `hai tháng 5 và 6`.
        first = lead.split()[0]
        if first in _LEADS:
            return _LEADS[first](low, flow, at, first, so_far)
    return answer
