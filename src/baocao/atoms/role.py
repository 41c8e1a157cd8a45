"""Roles: the office or job of a person, read before the name (`Bí thư Huyện ủy An`) and after it.

A role is a head from `lexicon/roles.csv` and the words of its organ (`Chủ tịch` + `UBND tỉnh`). It is taken as
written, without rank, degree, honorific, term of office and trailing parentheses; the words that say that it is
over (nguyên, cựu, cố, `(cũ)`) make it a former one and stay outside.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from baocao.lexicon import alternation, table

REACH = 170
"""How far from its name a role may begin, in code points."""


class Role(NamedTuple):
    """`text` is the role in folded spelling; `plural` says that it belongs to a list of people."""

    start: int
    end: int
    head: str
    former: bool = False
    plural: bool = False


HEADS = {row["head"]: row for row in table("roles")}
CUES = frozenset(head for head, row in HEADS.items() if row["kind"] == "cue")
"""Words that name a part in a story (bị cáo, nạn nhân) and so announce a person, yet are no office or job."""
TAKES_NAME = frozenset(head for head, row in HEADS.items() if row["complement"] == "name")
"""Heads after which a capitalised word is the person's name (ca sĩ …), not the organ (giám đốc …)."""

_OVER = r"(?P<over>nguyên|cựu|cố) "
_STATE = r"(?:tân|đương kim|đồng chí|hiện là) "
_PLURAL = r"(?P<plural>(?:các|những|hai|ba|bốn|năm|sáu|\d{1,2}) (?:đồng chí |ông |bà )?(?:nguyên |cựu )?)"
_LEAD_IN = 50
"""Code points before a head that belong to it; its words have fewer (`các đồng chí nguyên đương kim quyền`)."""
_HEAD = re.compile(
    rf"(?<!\w)(?:{_PLURAL})?(?:{_OVER})?(?:{_STATE})?"
    rf"(?P<role>(?:(?<!chính )quyền )?(?P<head>{alternation(HEADS)})(?!\w)"
    rf"(?: (?:thường trực|thứ nhất|danh dự|chuyên trách)(?!\w))?)"
)
HEAD_HERE = re.compile(rf"(?:{alternation(HEADS)})(?!\w)")
_FIELDS = frozenset(row["word"] for row in table("organ_fields"))
_FIELD = alternation(sorted(_FIELDS))
_HONORIFIC = alternation(row["word"] for row in table("honorifics"))


_RANK = "(?:Đại|Thượng|Trung|Thiếu|Chuẩn) (?:tướng|tá|úy|tọa|đức)|Hòa thượng|Ông|Đồng chí"


def _cases(word: str) -> tuple[str, str]:
    return word, word.capitalize()


def _stops() -> str:
    """The words that end an organ's name, less the compounds they are a part of (`dự án`, `hàng không`)."""
    plain = alternation(
        row["word"] for row in table("role_stops") if not row["unless_before"] and not row["unless_after"]
    )
    # The word is asked for first: it is seldom there, and what it may not follow is dear to ask.
    guarded = [
        row["word"]
        + "".join(f"(?<!{before} {row['word']})" for word in row["unless_after"].split() for before in _cases(word))
        + (f"(?! (?:{'|'.join(row['unless_before'].split())}))" if row["unless_before"] else "")
        for row in table("role_stops")
        if row["unless_before"] or row["unless_after"]
    ]
    return rf"(?:{plain}|{'|'.join(guarded)})(?!\w)"


STOP = re.compile(_stops())
"""A word that ends an organ's name, in small letters."""
# One word of an organ's name; a dash or a comma only before a field (`Giáo dục - đào tạo`, `Lao động, Thương binh`).
# Read with case: a capitalised word is part of a name and stops nothing (`Ba Vì`, `Ban Tiếp công dân`).
_PIECE = (
    rf"(?: (?!{_stops()}|(?:{_HONORIFIC}|{_RANK})(?!\w))"
    r"(?:(?:TP|Tp|Q|P|H|TX|TT|T\.Ư|GS|TS)\. ?)?[\w&/][\w&/']*(?:-[\w]+)*"
    rf"|(?: ?- ?|, )(?i:{_FIELD})(?!\w))"
)
ORGAN = re.compile(rf"{_PIECE}{{0,22}}")
_WHOLE = re.compile(rf"(?:{_PIECE}|(?: \([\w -]{{2,12}}\))){{0,22}}")
# `TS. Lê An`, and no `… đồng chí. Đồng chí …`: whole words have no stop of abbreviation.
_DOT = r"(?<!chí)(?<!ông)(?<!bà)(?<!anh)(?<!chị)(?<!em)\."
# What may stand between the organ and the name it introduces.
_LINK = re.compile(
    rf"(?:,? ?-? ?(?:(?:nay |hiện )?là )?(?:(?:{_HONORIFIC})(?:{_DOT} ?| )){{1,4}}| ?: ?| là: ?| |(?: ?- ?))"
)
# What may stand between a name and a role after it: age, birth year, `hiện là`, `giữ chức vụ`.
_AGE = r"(?:\(?(?:sn|sinh năm|sinh) ?:? ?\d{4}|\(?\d{1,3} tuổi)\)?"
_BECOMES = (
    r" (?:được (?:bầu|bổ nhiệm|chỉ định|phân công|điều động)(?: lại)?|(?:tái )?(?:đắc|trúng) cử|giữ chức|nhậm chức"
    r"|tiếp tục|từ chức|thôi chức)(?: làm| giữ chức| giữ)?(?: vụ)?(?: danh)? "
)
_IS = r"(?: ?, ?)? (?:hiện |từng |vốn |nguyên )?(?:là|làm|giữ chức(?: vụ)?|giữ cương vị|đảm nhận chức)(?: một)? "
_ENTRY = re.compile(
    rf"(?:(?: ?[,;(-] ?| ){_AGE})?(?:,? (?:ngụ|trú|quê|ở)(?: tại| ở)? [^,;()]{{2,60}})?"
    rf"(?: ?[,(;] ?| ?- ?|{_IS}| với (?:vai trò|tư cách)(?: là)? |{_BECOMES})"
    rf"(?:(?:hiện|vốn|từng|hiện nay|bấy giờ|khi đó|lúc đó|người|với vai trò|với tư cách) )?"
    rf"(?:(?:là|đang là|đang giữ chức) )?(?:(?:{_HONORIFIC})[ ,] ?){{0,2}}"
)
_CHAIN = re.compile(r" ?[,;] ?(?:(?:hiện|đồng thời)(?: là)? |và )?| (?:kiêm(?: nhiệm)?|và|đồng thời là) ?")
_SURNAME = alternation(row["surname"] for row in table("surnames"))
_NEXT_PERSON = re.compile(rf" và (?:{_SURNAME}) [A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]+")
"""The next of two people, where an organ's name would run on: `A, Chủ tịch UBND quận và Trần B giữ chức`."""
_CROWD = frozenset({"lãnh đạo", "đại diện", "cán bộ", "đại biểu", "nhân viên", "chuyên gia"})
"""Heads that, further down a list, name other people: `…, Chủ tịch UBND huyện, lãnh đạo các phòng`."""
_MANY = re.compile(r" (?:các|những|một số|nhiều) ")
_CHAINED = re.compile(r"(?:[,;] ?| và | kiêm | kiêm nhiệm )$")
_OLD = re.compile(r" ?\(cũ\)")
_TAIL = re.compile(r"(?: (?:nhiệm kỳ|khóa|và|các|cho|tại|ở|của|người|lúc bấy giờ|khi đó|hiện nay|-|\([^()]*\)))+$")


def heads(low: str, start: int, end: int) -> list[re.Match[str]]:
    """The role heads that stand in [start, end) of a lower-case flow."""
    first = HEAD_HERE.search(low, start, end)
    if first is None:
        return []
    return [
        match
        for match in _HEAD.finditer(low, max(start, first.start() - _LEAD_IN), end)
        # `Bộ Lao động, Thương binh và Xã hội`: a field of work, no job.
        if not (
            match["head"] in _FIELDS and low.startswith(", ", match.start() - 2) and low.startswith(" và ", match.end())
        )
    ]


def before(flow: str, low: str, floor: int, name: int) -> list[Role]:
    """The roles that lead up to a name at `name`, in text order; `floor` is where its sentence begins."""
    floor = max(floor, name - REACH)
    found = heads(low, floor, name)
    if not found:
        return []
    roles: list[Role] = []
    edge = name
    for match in reversed(found):
        whole = _WHOLE.match(flow, match.end(), edge)
        assert whole is not None
        if not roles:
            end = _reaches(low, match, whole.end(), edge)
        elif whole.end() >= edge - 1 and not _CHAINED.search(low, match.end(), edge):
            # A head inside another's organ: `Chủ tịch Hội Nông dân xã`, not `nông dân xã`.
            end = roles.pop().end
        else:
            link = _CHAIN.match(low, whole.end(), edge)
            end = whole.end() if link and link.end() == edge else None
        if end is None:
            if roles:
                break
            continue
        old = _OLD.search(low, match.end(), edge)
        role = _role(low, match, end if not old else min(end, old.start()), old is not None)
        roles.append(role)
        edge = match.start()
    roles.reverse()
    return roles


def _reaches(low: str, head: re.Match[str], longest: int, name: int) -> int | None:
    """Where the organ phrase of `head` ends, if only a link stands between it and the name."""
    if low.startswith(" và", longest - 3, longest):
        return None
    if longest >= name:
        return name - 1 if low[name - 1] == " " else name
    link = _LINK.match(low, longest, name)
    if link is None or link.end() != name:
        return None
    # `quản lý thuế, ông …`: words that are verbs as often as jobs lead up to a name only directly.
    if "," in link.group() and HEADS[head["head"]]["kind"] != "office":
        return None
    return longest


def after(flow: str, low: str, name_end: int, ceiling: int) -> list[Role]:
    """The roles that follow a name, in text order: `A, Bí thư …, Chủ tịch …`, `A - Giám đốc …`, `A (…)`."""
    ceiling = min(ceiling, name_end + 2 * REACH)
    entry = _ENTRY.match(low, name_end, ceiling)
    if entry is None:
        return []
    roles: list[Role] = []
    at = entry.end()
    if _HEAD.match(low, at, ceiling) is None:
        return []
    if follower := _NEXT_PERSON.search(flow, at, ceiling):
        ceiling = follower.start()
    while match := _HEAD.match(low, at, ceiling):
        organ = ORGAN.match(flow, match.end(), min(ceiling, match.end() + REACH))
        assert organ is not None
        end = organ.end()
        if match["head"] in _CROWD and (roles or _MANY.match(low, match.end())):
            break
        inner = _HEAD.search(low, match.end(), end)
        if inner is not None and low[inner.start() - 4 : inner.start()] in (" và ", "iêm "):
            end = low.rfind(" ", match.end(), inner.start() - 1)
            end = end if end > 0 else inner.start() - 1
        old = _OLD.match(low, end, ceiling)
        roles.append(_role(low, match, end, old is not None))
        link = _CHAIN.match(low, old.end() if old else end, ceiling)
        if link is None:
            break
        at = link.end()
    return roles


def _role(low: str, match: re.Match[str], end: int, old: bool) -> Role:
    start = match.start("role")
    tail = _TAIL.search(low, start, end)
    if tail:
        end = tail.start()
    while end > start and low[end - 1] in " ,-":
        end -= 1
    return Role(start, end, match["head"], old or match["over"] is not None, match["plural"] is not None)
