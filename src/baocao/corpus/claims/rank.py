"""The standing of a unit among its like: the first, the third, one of the first, in one matter and one area.

`đạt chuẩn`, `về đích`, `được công nhận đạt chuẩn` are one act; what is reached has to be the same in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.atoms.amount import amounts
from baocao.corpus.claims.told import NAME, Kind, Told, plain
from baocao.corpus.locate import lineage, parent
from baocao.corpus.record import Claim, Where
from baocao.corpus.statement import Speech
from baocao.span import Span

Place = tuple[int, int | None]
"""Between which places it stands; None where it is only among the first."""
_KIND = r"tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn"
_STANDS = re.compile(
    rf"(?:là|trở thành) (?P<among>một trong (?:những|các|số|\w+) )?(?P<kind>{_KIND}) "
    rf"(?P<order>đầu tiên|thứ \w+)(?: và duy nhất)?"
    rf"(?:\s+(?:của|trong|ở|tại|trên)\s+(?P<area>cả nước|toàn quốc|Việt Nam|toàn tỉnh|toàn thành phố|cả tỉnh"
    rf"|(?:thành phố|tỉnh|TP\.?|Thủ đô)(?:\s+{NAME})?|{NAME}))?"
    r"\s+(?P<what>[^,.;:()]{6,})"
)
_ACT = re.compile(
    r"^(?:(?:được|đã|vừa|chính thức|là)\s+)*(?:về đích|cán đích|đạt chuẩn|đạt|công nhận|hoàn thành xây dựng"
    r"|hoàn thành|có)\s+(?:(?:xây dựng|chuẩn|danh hiệu|huyện|xã|là|đạt)\s+)*"
)
_WHEN = re.compile(r"\s+(?:(?:vào |trong |từ )?(?:năm|tháng|ngày|giai đoạn) [\d/ –-]+|đến nay)$")
_LAST_NAME = re.compile(rf"{NAME}\s*$")
_ALL = re.compile(r"^(?:100%|tất cả|toàn bộ)(?: các| số)?(?= )")
_SHORT = {"ntm": "nông thôn mới"}
_WORDS = {"nhất": 1, "nhì": 2, "tư": 4}
_NATION = ("cả nước", "toàn quốc", "việt nam")


def told(speech: Speech) -> Iterator[Told[Place]]:
    text = speech.article.text
    for sentence in speech.sentences:
        words = text[sentence.start : sentence.end]
        if "đầu tiên" not in words and "thứ " not in words:
            continue
        match = _STANDS.search(text, sentence.start, sentence.end)
        subject = speech.subject(sentence) if match else None
        if match is None or subject is None or subject.kind != match["kind"]:
            continue
        if not _is_subject(text[sentence.start : match.start()], subject):
            continue
        order, area = _order(match["order"]), _area(match["area"], subject)
        what = _matter(match["what"])
        if order is None or area is None or len(what.split()) < 2:
            continue
        span = Span(match.start("kind") if not match["among"] else match.start("among"), match.end())
        place: Place = (1, None) if match["among"] else (order, order)
        said = Claim(subject.label, " ".join(text[span.start : span.end].split()), speech.at.cite(span))
        yield Told((subject.code, area, what), place, said)


def _is_subject(before: str, subject: Where) -> bool:
    """Whether the words before the standing name the unit, or say its kind alone, with no other name at their end."""
    last = _LAST_NAME.search(before)
    if last is not None and not last[0].strip().endswith(subject.name):
        return False
    bare = re.search(rf"(?<!\w)(?i:{subject.kind})(?! {NAME})(?!\w)", before)
    return subject.name in before or bare is not None


def _order(words: str) -> int | None:
    if words == "đầu tiên":
        return 1
    number = words.removeprefix("thứ ")
    if number in _WORDS:
        return _WORDS[number]
    found = amounts(number)
    return int(found[0].low) if len(found) == 1 and found[0].low is not None else None


def _area(words: str | None, subject: Where) -> str | None:
    """The area the unit stands in: `nation`, or the code of its province; None for any other."""
    if words is None:
        return None
    area = plain(words)
    if area in _NATION:
        return "nation"
    above = parent(subject.code)
    bare = re.sub(r"^(?:thành phố|tỉnh|tp\.?|thủ đô|toàn|cả)\s*", "", area)
    if above is None or bare not in ("", "tỉnh", "thành phố", _name(above)):
        return None
    return lineage(above)


def _name(code: str) -> str:
    from baocao.atoms import admin_units

    known = admin_units.provinces("vn-2020").get(code.partition(":")[2])
    return plain(known.name) if known else ""


def _matter(words: str) -> str:
    said = _WHEN.sub("", plain(words))
    said = _ALL.sub("tất cả", _ACT.sub("", said))
    return " ".join(_SHORT.get(word, word) for word in said.split())


def differ(one: Place, two: Place) -> bool:
    """Whether no place fits both."""
    low = max(one[0], two[0])
    ends = [end for end in (one[1], two[1]) if end is not None]
    return bool(ends) and low > min(ends)


KIND = Kind("rank", told, differ)
