"""Amounts: where numbers stand in running text, in digits or in words, with their multipliers, before any unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct

from baocao.atoms.numeral import FACTORS, ROLES, in_digits, in_letters
from baocao.atoms.scan import behind_space, spaced
from baocao.lexicon import alternation


class Amount(Struct, frozen=True, gc=False):
    """A number as it stands: `low` and `high` differ in `hai ba người`, `high` is None in `hàng trăm`."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    scale: Decimal = Decimal(1)
    """What its multiplier words multiply by; already inside `low` and `high`."""
    other: Decimal | None = None
    """The second value that separators allow: 1464 beside 1.464 for `1,464`; scaled like the first."""
    words: bool = False
    vague: bool = False
    whole: Decimal | None = None
    """The denominator of a fraction in words: 3 in `một phần ba`."""
    unit: str | None = None
    """The unit that the words themselves contain: `gấp đôi` is 2 lần."""

    @property
    def plain(self) -> bool:
        """A bare small number in digits, as labels and lists carry."""
        return not self.words and self.scale == 1 and self.other is None


_SCALES = sorted((word for word in FACTORS if word not in {"k", "tr"}), key=len, reverse=True)
# `tỷ phú`, `tỷ lệ`, `triệu phú` are words of their own.
_SCALE = rf"(?:{'|'.join(_SCALES)})(?!\w| (?:phú|lệ|trọng|giá|số(?! tiền))(?!\w))"
# The boundary is asked after the first digit, so that the search can run from digit to digit.
_FIGURE = re.compile(r"\d(?<!\w\d)(?:\d{0,2}(?: \d{3})+(?![\d.,]*\d)|\d*(?:[.,]\d+)*)")
_SCALED = re.compile(rf"(?P<glued>k|tr)(?!\w)|(?: ?(?P<first>{_SCALE})(?P<more>(?: {_SCALE}){{0,2}}))")
_NEXT = re.compile(rf" (?P<digits>\d{{1,3}}(?:[.,]\d+)?) (?P<scale>{_SCALE})")
# A dash is a sign only where a level or a change is said; elsewhere it belongs to a code (`S -400`, `49 X -6666`).
_MINUS = re.compile(r"(?:\(|(?<!\w)(?:giảm|tăng|là|đạt|còn|xuống|đương|mức|âm|từ|khoảng|gần|dưới|thêm|ở|bằng) )-\Z")
_TENTHS = re.compile(r" (?P<digit>\d)(?=[,.;)\n]|\Z)")
_HEIGHT = re.compile(r" ?m(?P<digits>\d\d|[14-9])(?!\w)")
_HALF = re.compile(r" rưỡi(?!\w)")

_VAGUE = re.compile(rf"(?:hàng|vài|mấy|cả|nhiều|bạc) (?P<scales>{_SCALE}(?: {_SCALE}){{0,2}})")
_VAGUE_WORDS = ["hàng", "vài", "mấy", "cả", "nhiều", "bạc"]
_DIGIT_VALUES = {word: value for word, (role, value) in ROLES.items() if role == "digit" and value}
_DIGIT_WORDS = [word for word, (role, _) in ROLES.items() if role == "digit" and word != "không"]
_STARTS = [*_DIGIT_WORDS, "mười", "nửa", "chục", "trăm", "gấp", "đôi ba", "dăm", *_VAGUE_WORDS]
_NEAR = behind_space(_STARTS)
# `một số`, `một trong những`, `một cách`: the article, met too often to be asked about each time.
_ARTICLE = re.compile(r" (?:số|trong|cách|loạt|chút|mình|khi|vài|bộ phận)(?!\w)")
_INNER = alternation([*ROLES, *_SCALES])
_SPELLED = re.compile(rf"(?:{alternation(_STARTS)})(?!\w)(?: (?:{_INNER})(?!\w)){{0,14}}")
_TIMES = re.compile(r"gấp (?P<times>đôi|rưỡi|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: lần)?(?!\w)(?! (?:rưỡi|mươi|trăm))")
_FEW = {"đôi ba": (2, 3), "dăm ba": (3, 5), "dăm bảy": (5, 7), "năm bảy": (5, 7), "vài ba": (2, 3), "dăm": (5, 5)}
_FEWS = re.compile(rf"(?:{alternation(_FEW)})(?!\w)(?: (?P<scale>{_SCALE}))?")
_PART = re.compile(r" phần (?P<whole>hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|trăm)(?! (?:trăm|nghìn|ngàn|vạn))(?!\w)")
_PERIOD_BEFORE = re.compile(r"(?:hơn|gần|khoảng|chừng|trên|dưới|chưa đầy|ngót|cả|một|độ|tầm) $")


def amounts(low: str) -> list[Amount]:
    """Every number of a lower-case text, in order and disjoint."""
    found = sorted([*_in_figures(low), *_in_words(low)], key=attrgetter("start"))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def _in_figures(low: str) -> Iterator[Amount]:
    at = 0
    for found in _FIGURE.finditer(low):
        start, end = found.span()
        if start < at:
            continue
        try:
            values = in_digits(found[0])
        except ValueError:
            continue
        if low[start - 1 : start] == "-" and _MINUS.search(low, max(0, start - 8), start):
            start, values = start - 1, tuple(-value for value in values)
        if scaled := _SCALED.match(low, end):
            amount = _multiplied(low, start, values, scaled)
        elif low.startswith(("m", " m"), end) and (height := _HEIGHT.match(low, end)):
            # `1m65`
            value = values[0] + Decimal(f"0.{height['digits']}")
            amount = Amount(start, height.end(), value, value, unit="m")
        else:
            other = values[1] if len(values) > 1 else None
            amount = Amount(start, end, values[0], values[0], other=other)
        at = amount.end
        yield amount


def _multiplied(low: str, start: int, values: tuple[Decimal, ...], scaled: re.Match[str]) -> Amount:
    """A number with its multiplier words: `43,2 nghìn tỷ`, `7 triệu 520 nghìn`, `2 tỷ rưỡi`, `1 tỷ 2`."""
    scale = _scale((scaled["glued"] or scaled["first"] + scaled["more"]).split())
    value, end, last = values[0] * scale, scaled.end(), scale
    while last >= 1000 and (then := _NEXT.match(low, end)) and FACTORS[then["scale"]] < last:
        last = FACTORS[then["scale"]]
        value, end = value + in_digits(then["digits"])[0] * last, then.end()
    if half := _HALF.match(low, end):
        value, end = value + last / 2, half.end()
    elif last >= 1_000_000 and (tenths := _TENTHS.match(low, end)):
        value, end = value + last / 10 * int(tenths["digit"]), tenths.end()
    # Before a large unit three digits after a comma are decimals, always (`106,811 tỷ đồng`).
    other = values[1] * scale if len(values) > 1 and values[0] > values[1] else None
    return Amount(start, end, value, value, scale, other)


def _scale(words: list[str]) -> Decimal:
    """What multiplier words multiply by."""
    scale = Decimal(1)
    for word in words:
        scale *= FACTORS[word]
    return scale


def _in_words(low: str) -> Iterator[Amount]:
    for start, words in _runs(low):
        if words == ["một"] and _ARTICLE.match(low, start + 3):
            continue
        readers = _READERS.get(words[0], ())
        amount = next((made for read in readers if (made := read(low, start))), None)
        amount = amount or _spelled(low, start, words)
        if amount:
            yield amount


def _runs(low: str) -> Iterator[tuple[int, list[str]]]:
    """The runs of number words, and where each begins."""
    marked = spaced(low)
    at = 0
    while True:
        run = _SPELLED.match(low, at)
        if run:
            yield at, run[0].split(" ")
        near = _NEAR.search(marked, run.end() if run else at)
        if near is None:
            return
        at = near.start() + 1


def _vague(low: str, start: int) -> Amount | None:
    found = _VAGUE.match(low, start)
    if not found:
        return None
    scale = _scale(found["scales"].split())
    return Amount(start, found.end(), scale, None, scale, words=True, vague=True)


def _times(low: str, start: int) -> Amount | None:
    found = _TIMES.match(low, start)
    if not found:
        return None
    word = found["times"]
    value = Decimal(2) if word == "đôi" else Decimal("1.5") if word == "rưỡi" else in_letters([word])
    return Amount(start, found.end(), value, value, words=True, unit="lần")


def _few(low: str, start: int) -> Amount | None:
    found = _FEWS.match(low, start)
    if not found:
        return None
    scale = FACTORS[found["scale"]] if found["scale"] else Decimal(1)
    few, most = _FEW[found[0].removesuffix(f" {found['scale']}") if found["scale"] else found[0]]
    return Amount(start, found.end(), few * scale, most * scale, scale, words=True)


_READERS: dict[str, tuple[Callable[[str, int], Amount | None], ...]] = {
    **dict.fromkeys(_VAGUE_WORDS, (_vague, _few)),
    **dict.fromkeys(["đôi", "dăm", "năm"], (_few,)),
    "gấp": (_times,),
}


def _spelled(low: str, start: int, words: list[str]) -> Amount | None:
    """The longest run of number words that is a number; a final `năm` is left to be a year."""
    if (
        len(words) == 1
        and (digit := _DIGIT_VALUES.get(words[0]))
        and not low.startswith((" phần ", " mấy"), start + len(words[0]))
    ):
        return Amount(start, start + len(words[0]), digit, digit, words=True)
    if words[0] in {"chục", "trăm"} and not _PERIOD_BEFORE.search(low, max(0, start - 9), start):
        return None
    if len(words) > 1 and _neighbours(words):
        few, most = ROLES[words[0]][1], ROLES[words[1]][1]
        scale, size = Decimal(1), 2
        while size < len(words) and words[size] in FACTORS:
            scale, size = scale * FACTORS[words[size]], size + 1
        return Amount(start, start + len(" ".join(words[:size])), few * scale, most * scale, scale, words=True)
    for size in range(len(words), 0, -1):
        run = words[:size]
        if size > 1 and run[-1] == "năm" and run[-2] not in {"lẻ", "linh", "phẩy", "chấm"}:
            continue
        if run[-1] in {"lẻ", "linh", "phẩy", "chấm", "không", "âm"} or "chấm" in run:
            continue
        try:
            value = FACTORS[run[0]] if run in (["chục"], ["trăm"]) else in_letters(run)
        except ValueError:
            continue
        end = start + len(" ".join(run))
        if run[-1] in {"mười", "mươi"} and low.startswith(" mấy", end):
            return Amount(start, end + 4, value, None, words=True, vague=True)
        if (part := _PART.match(low, end)) and size < 3:
            return Amount(start, part.end(), value, value, whole=ROLES[part["whole"]][1], words=True)
        scale = max((FACTORS[word] for word in run if word in FACTORS), default=Decimal(1))
        scale = scale if scale >= 1000 else Decimal(1)
        return Amount(start, end, value, value, scale, words=True)
    return None


def _neighbours(words: list[str]) -> bool:
    """`hai ba`, `bảy tám`: two digits in a row are a range; `bốn năm` is left to be four years."""
    first, second = (ROLES.get(word, ("", Decimal(0))) for word in words[:2])
    return first[0] == second[0] == "digit" and second[1] == first[1] + 1 and words[1] != "năm" and first[1] > 0
