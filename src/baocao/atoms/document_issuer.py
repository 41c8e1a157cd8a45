"""Who issued a document: said in words beside it, else by the code in its number."""

from __future__ import annotations

import re

from baocao.lexicon import alternation, table
from baocao.model import Document

_BY_CODE = {row["code"]: row["issuer"] for row in table("issuers")}
_PIECES = re.compile("[/-]")
# The Politburo and the trade ministry share an abbreviation; these heads are the Party's.
_POLITBURO = re.compile("(?:NQ|CT|KL|QĐNS)[/-]BCT$")

# An issuing body in words: central organs by name, ministries and local bodies with their capitalised name.
_NAME = r"(?:(?!(?:Về|Đã|Đề)(?!\w))[A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠ-Ỹ][^\W\d_]*)"
_PLACE = rf"(?: (?:TP\.? ?|[Tt]hành phố |tỉnh |huyện |quận |thị xã |xã |phường ){{0,2}}{_NAME}(?: {_NAME}){{0,3}})"
_WARD = r"(?: (?:thành phố|tỉnh|huyện|quận|thị xã|xã|phường))"
_MINISTRY = alternation(name.removeprefix("Bộ ") for name in _BY_CODE.values() if name.startswith("Bộ "))
_PARTY = r"(?:[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Qq]uận ủy|[Tt]hị ủy|[Đđ]ảng ủy)"
_BODY = (
    r"(?:Bộ Chính trị|Ban Bí thư(?: Trung ương(?: Đảng)?)?|Ban Chấp hành Trung ương(?: Đảng)?|Trung ương(?: Đảng)?"
    r"|Thủ tướng(?: Chính phủ| chính phủ)?|Chính phủ|Chủ tịch nước|Ủy ban Thường vụ Quốc hội|Quốc hội"
    rf"|Bộ(?: trưởng Bộ)? (?:(?i:{_MINISTRY})|[A-ZĐ]{{1,5}}(?: ?[&-] ?[A-ZĐ]{{1,5}})?(?!\w))"
    rf"|(?:[Bb]an [Tt]hường vụ |[Bb]an [Cc]hấp hành )?{_PARTY}{_PLACE}?"
    rf"|(?:Chủ tịch )?(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)(?:{_PLACE}|{_WARD})?)"
)
_OF = re.compile(
    r'"?(?: \((?:[^()\n]{1,40})\))?,?(?: khóa [IVX]{1,6})?'
    r"(?: (?:ban hành |ra |ký )?(?:ngày|tháng|năm) [\d/.\- ]{1,12}\d(?: tháng \d{1,2} năm \d{4})?,?)?"
    rf" (?:của|do) ({_BODY})"
)
_DOES = re.compile(rf"({_BODY})(?: đã| vừa| sẽ)? (?:ban hành|ra|ký) (?:ban hành )?$")


def issuer_of(document: Document, flow: str) -> str | None:
    """The issuer as named behind (`của Bộ Chính trị`) or before (`Chính phủ ban hành`), else the code's."""
    if match := _OF.match(flow, document.end):
        return match[1].strip()
    if match := _DOES.search(flow, max(0, document.start - 60), document.start):
        return match[1].strip()
    if document.number is None:
        return None
    if _POLITBURO.search(document.number):
        return "Bộ Chính trị"
    pieces = (piece.rstrip("0123456789") for piece in reversed(_PIECES.split(document.number)[1:]))
    return next((_BY_CODE[piece] for piece in pieces if piece in _BY_CODE), None)
