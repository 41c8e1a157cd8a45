"""Bylines and credits: who wrote, photographed and sent in; never people of the story."""

from __future__ import annotations

import re
from typing import NamedTuple

from baocao.lexicon import alternation, table

LONGEST = 90


class Byline(NamedTuple):
    author: str | None
    organization: str | None


# A name as bylines set it: capitals, capitalised words, or initials (TRÚC GIANG, D.Út-T.Lẹ, N.Q.VIỆT, Mộc Miên).
_TOKEN = r"(?:[^\W\d_a-zà-öø-ÿ]\.){0,3}[^\W\d_a-z][^\W\d_]*\.?"
_NAME = rf"{_TOKEN}(?: {_TOKEN}){{0,4}}"
_ORGAN_HEAD = rf"(?:{alternation(row['head'] for row in table('page_organs'))})(?![^\W\d_])"
_ORGAN = rf"{_ORGAN_HEAD}[^.!?]{{0,60}}"
_DOES = r"(?:thực hiện|tổng hợp|ghi|lược dịch|dịch|biên dịch|theo [^()]{1,40}|video[^()]{0,40}|ảnh[^()]{0,40}|t/h)"
_LEAD = (
    r"(?:(?:thực hiện|t/h|bài(?: và ảnh|, ảnh)?|tin(?:, ảnh|, bài)?|tác giả|bài viết|nguồn(?: tin)?|theo"
    r"|nhóm pv|pv|ctv) ?:? )"
)
_CREDIT = r"(?:\.? ?[-|]? ?\(?(?:ảnh|video|đồ họa) ?: ?[^()|]{1,40}\)?)"
_BYLINE = re.compile(
    rf"(?P<lead>(?i:{_LEAD}))?(?P<names>{_NAME}(?: ?(?:-|,|&|/|và) ?(?!{_ORGAN_HEAD}){_NAME}){{0,3}})?"
    rf"(?: ?[-,|] ?(?P<organ>{_ORGAN}))?(?: ?\((?i:{_DOES})\)| (?:ghi|thực hiện|tổng hợp))?"
    rf"(?P<credit>(?i:{_CREDIT}))?[ |.]{{0,3}}"
)
_NUMBERED = re.compile(r"[IVX]{1,5}[.)] |\d")
_STAFF = re.compile(r"(?:Nhóm )?(?:PV|CTV|phóng viên)(?: [^\W\d_][^.!?:;()]{1,40})?[ |.]{0,3}", re.I)
_HONORIFICS = tuple(
    sorted(
        {f"{row['word'].lower()} " for row in table("honorifics")}
        | {f"{row['head'].lower()} " for row in table("roles")}
    )
)
# Capitalised like a name, yet the tail of a page and not its author.
_NOT_NAMES = re.compile(r"^(?:hết|kỳ sau|còn nữa|ảnh|video|đồ họa|nguồn ảnh|xem|tags?|clip|infographic)\b", re.I)


def read(text: str) -> Byline | None:
    """The byline a folded line holds, or None where it is something else."""
    if len(text) > LONGEST or not text[:1].strip() or _NOT_NAMES.match(text):
        return None
    if _NUMBERED.match(text):
        return None
    staff = _STAFF.fullmatch(text)
    if staff is not None:
        return Byline(staff.group().strip(" |."), None)
    found = _BYLINE.fullmatch(text)
    if found is None or not (found["names"] or found["organ"]):
        return None
    names = found["names"]
    if names is not None:
        # Anh is an honorific and a given name: `Anh Minh` signs, `Anh Trần Minh` is in the picture.
        signs = text.startswith("Anh ") and text.count(" ") == 1
        if text.lower().startswith(_HONORIFICS) and not found["lead"] and not signs:
            return None
        # One capitalised word is a headline's or a widget's as often as a pen name.
        if not found["lead"] and " " not in names and "." not in names and "-" not in names and found["organ"] is None:
            return None
        names = names.rstrip(".") if names[-2:-1].islower() else names
    return Byline(names, found["organ"].strip(" |") if found["organ"] else None)


def credit(text: str) -> bool:
    """Whether a folded line states who took or drew a picture: `… - Ảnh: X`, `(Ảnh: X)`, `(Ảnh minh họa)`."""
    tail = text[-90:].lower()
    return ("ảnh" in tail or "đồ họa" in tail) and _PICTURE.search(text) is not None


_PICTURE = re.compile(
    r"(?:[-.(|] ?|^)(?:ảnh|đồ họa|nguồn ảnh)(?: ?: ?| minh họa| chụp| do | từ | tư liệu)[^()]{0,60}\)?\.?$", re.I
)
