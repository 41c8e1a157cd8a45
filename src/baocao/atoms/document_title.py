"""Documents by title: laws, the constitution, resolutions of congresses and plenums, schemes with a proper name."""

from __future__ import annotations

import re

from baocao.atoms.document_kind import Kind, NamedRule
from baocao.atoms.rule import Refusal
from baocao.lexicon import table
from baocao.model import Document

_UPPER = r"A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_AMENDED = re.compile(r" \(?(?:sửa đổi|mới)(?:, bổ sung)?\)")


def _document(kind: Kind, mention: re.Match[str], flow: str, start: int, end: int, rule: str) -> Document:
    """The document from the type word to `end`; `(sửa đổi)` behind belongs to the title."""
    if amended := _AMENDED.match(flow, end):
        end = amended.end() if "(" in amended[0] else end
    return Document(start=mention.start(1), end=end, type=kind.type, title=flow[start:end].strip(' "'), rule=rule)


# ── laws ─────────────────────────────────────────────────────────────────────

_BY_KIND: dict[str, dict[str, list[str]]] = {}
for _row in table("laws"):
    _title = _row["title"].lower()
    _BY_KIND.setdefault(_row["kind"], {}).setdefault(_title.split()[0].rstrip(","), []).append(_title)
for _firsts in _BY_KIND.values():
    for _titles in _firsts.values():
        _titles.sort(key=lambda title: (-len(title), title))
_WORD = re.compile(r" (?:\")?(?:về (?!hội))?([^\W\d_]+)")
_AMENDING = re.compile(r" sửa đổi(?:, bổ sung|,? và bổ sung)?(?: một số)? điều của(?: các)?(?= (?:[Bb]ộ )?[Ll]uật)")
_LEARNED = re.compile(
    r"(?:pháp|kỷ|quân|ngành|học|khoa|trường|đh|sư|công ty|văn phòng|đoàn|giới|hệ|cử nhân|quy|phạm|tiền|âm|lách) $",
    re.IGNORECASE,
)
# A proper title that the table does not know: from a capital to the first word of a predicate.
_STOP = (
    r"(?:của|đã|được|sẽ|là|do|theo|nhằm|với|để|cho|này|đó|tại|từ|trong|có|quy định|ra đời|nêu|không|chưa|cũng|thì|mà|vì"
    r"|khi|đến|vào|lần|năm|giai đoạn|ban hành|thông qua|gồm|cần|phải|và|hay|hoặc|như|bị|vẫn|đang|còn|trên|dưới|sau"
    r"|trước|mới|nếu|nhưng|ở|bởi|bằng|hiện|trình|hôm|sáng|chiều|yêu cầu|cho rằng|quá|lại|tạo|sửa đổi)"
)
_PROPER = re.compile(
    rf" (?=[{_UPPER}]\w*[^\W\d{_UPPER}])(?:(?!{_STOP}(?!\w))[^\W\d_]+(?: - | |-|(?=[^\w ])|$)){{1,14}}"
)


def _law(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    """`Luật Đất đai`, `luật giáo dục`, `Luật sửa đổi, bổ sung một số điều của Luật Đầu tư`."""
    if kind.title != "law":
        return None
    start, end = mention.span(1)
    if flow.startswith("sư", end + 1) or _LEARNED.search(flow, max(0, start - 12), start):
        return Refusal("law as such, discipline or a profession, no document")
    if amending := _AMENDING.match(flow, end):
        inner = flow.lower().find("luật", amending.end())
        stop = _table_end("Luật", flow, inner + 4) or _table_end("Bộ luật", flow, inner + 4)
        return _document(kind, mention, flow, end, stop or amending.end(), "document.amending_law")
    known = _table_end(kind.type, flow, end)
    if known is not None:
        return _document(kind, mention, flow, end, known, "document.law")
    if mention[1][0].isupper() and (proper := _PROPER.match(flow, end)):
        stop = proper.end() - (len(proper[0]) - len(proper[0].rstrip(" -")))
        return _document(kind, mention, flow, end, stop, "document.proper_law")
    return None


def _table_end(kind: str, flow: str, at: int) -> int | None:
    """Where the longest title of the table that stands at `at` ends, in whatever case."""
    word = _WORD.match(flow, at)
    if word is None:
        return None
    begin = word.start(1)
    for title in _BY_KIND[kind].get(word[1].lower(), ()):
        end = begin + len(title)
        if flow[begin:end].lower() == title and not flow[end : end + 1].isalnum():
            return end
    return None


def _constitution(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    if kind.title != "constitution":
        return None
    start, end = mention.span(1)
    if re.search(r"(?:[Tt]òa án|[Tt]òa|[Hh]ội đồng|[Vv]i|[Hh]ợp) $", flow[max(0, start - 10) : start]):
        return Refusal("a court or an adjective, not the constitution itself")
    if mention[1][0].islower() and not re.match(r" (?:năm )?(?:19|20)\d\d", flow[end : end + 9]):
        return Refusal("a constitution in general")
    return Document(start=start, end=end, type=kind.type, title=mention[1], rule="document.constitution")


# ── resolutions of congresses and plenums ────────────────────────────────────

_ROMAN = r"(?:\d{1,2}|[IVXL]{1,7})(?!\w)"
_PLENUM = re.compile(
    rf" (?:[Hh]ội nghị )?(?:lần thứ (?P<before>{_ROMAN}|tư|năm|sáu|bảy|tám|chín|mười) )?(?:Ban [Cc]hấp hành )?"
    rf"(?:Trung ương|TW|TƯ)(?: Đảng)?(?: (?:lần thứ )?(?P<after>{_ROMAN}))?(?:,? \(?[Kk]hóa {_ROMAN}\)?)?"
)
_WORD_OF_NAME = (
    r"(?!(?:lần|khóa|nhiệm|đã|và|được|đề|các|sẽ|của|là|trong|vào|theo|thành|về|cũng|nêu|có|đến)(?!\w))[^\W\d_]+"
)
_LEVEL = r"(?: (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|TP))"
_CAPITALS = rf"(?: [{_UPPER}][^\W\d_]*){{0,4}}"
_CONGRESS = re.compile(
    rf" (?:của )?[Đđ]ại hội(?: {_WORD_OF_NAME}){{0,12}}? (?:(?:lần thứ|khóa|lần) )?(?:{_ROMAN}|nhất(?!\w))"
    rf"(?: của Đảng(?: bộ{_LEVEL}?{_CAPITALS})?)?"
)
_NAMED = re.compile(rf" (?:của )?Đại hội(?: đại biểu)? (?:Đảng bộ|Đoàn|Công đoàn|Đảng){_LEVEL}?{_CAPITALS}(?!\w)")


def _congress(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    """`Nghị quyết Trung ương 4 (khóa XI)`, `Nghị quyết Đại hội XIII của Đảng`."""
    if kind.title != "congress":
        return None
    end = mention.end(1)
    plenum = _PLENUM.match(flow, end)
    if plenum and (plenum["before"] or plenum["after"]):
        return _document(kind, mention, flow, end, plenum.end(), "document.plenum")
    if congress := _CONGRESS.match(flow, end):
        return _document(kind, mention, flow, end, congress.end(), "document.congress")
    named = _NAMED.match(flow, end)
    if named is None:
        return None
    if flow.startswith(" các cấp", named.end()):
        return Refusal("resolutions of congresses in general")
    return _document(kind, mention, flow, end, named.end(), "document.congress_short")


# ── schemes, strategies, treaties ────────────────────────────────────────────

_UPPERED = rf"[{_UPPER}][^\W\d_]*"
_STOP_AFTER = (
    r"(?:đã|được|sẽ|là|do|theo|nhằm|này|đó|tại|từ|có|quy|không|chưa|cũng|thì|mà|khi|đến|nhận|và|trên|trong|đối)"
)
_STATUTE = re.compile(
    r" (?:Đảng(?: Cộng sản Việt Nam)?|Đoàn(?: Thanh niên)?|Công đoàn(?: Việt Nam)?"
    rf"|Hội{_CAPITALS}(?: [^\W\d_]+)?)(?!\w)"
)
_QUOTED = re.compile(r'(?: [^\W\d_]{1,9}){0,2}:? "([^"\n]{4,160})"?')
_OFFICE = re.compile(r"(?:Bộ|bộ|Sở|sở|Phòng|phòng|Ban|Cục|Vụ|Ủy ban|Tổng cục|Viện|viện|sách|sách và|trưởng|cứu) $")
_TITLE = re.compile(rf"(?: |:? ?\")(?:(?!{_STOP}(?!\w))[^\W\d_]+(?: - | |-|(?=[^\w ])|$)){{2,16}}(?:\([A-Z]{{2,8}}\))?")


_TREATY = re.compile(
    rf"(?: của (?:Liên [Hh]ợp [Qq]uốc|LHQ|{_UPPERED}(?: [^\W\d_]+){{1,6}}?))?"
    rf" về(?: (?!{_STOP_AFTER}(?!\w))[^\W\d_]+){{1,8}}"
)


_NAME_INSIDE = re.compile(rf" \"?[{_UPPER}]")
_INSIDE = re.compile(r"[^\W\d_,] $")
_LONG_TITLE = re.compile(rf"(?: (?!{_STOP}(?!\w))[^\W\d_]+| -(?= [^\W\d_])){{3,14}}(?! ?\d)")


def _proper(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    """`Đề án "…"`, `Chiến lược Biển Đông`, `Hiệp định Paris`: a title in quotation marks or in capitals."""
    if kind.title not in {"scheme", "proper", "statute", "plan", "treaty"}:
        return None
    start, end = mention.span(1)
    if kind.title == "plan" and _OFFICE.search(flow, max(0, start - 8), start):
        return Refusal("the name of an office, not of a document")
    if kind.title == "statute":
        statute = _STATUTE.match(flow, end)
        return _document(kind, mention, flow, end, statute.end(), "document.statute") if statute else None
    if quoted := _QUOTED.match(flow, end):
        return _document(kind, mention, flow, end, quoted.end(), "document.quoted")
    if mention[1][0].islower():
        return None
    if kind.title == "treaty" and (treaty := _TREATY.match(flow, end)):
        return _document(kind, mention, flow, end, treaty.end(), "document.treaty")
    title = _TITLE.match(flow, end) if kind.title in ("scheme", "treaty") else None
    named = title is not None and _NAME_INSIDE.search(title[0])
    # A capital inside a sentence makes a proper name of `Đề án phát triển kinh tế số`; at its head it need not.
    inside = kind.type in ("Đề án", "Chiến lược") and _INSIDE.search(flow, max(0, start - 2), start)
    if inside and not named:
        title = _LONG_TITLE.match(flow, end)
    elif not named:
        title = _PROPER.match(flow, end)
    if title is None:
        return None
    stop = title.end() - (len(title[0]) - len(title[0].rstrip(" -")))
    return _document(kind, mention, flow, end, stop, "document.proper")


RULES = (
    NamedRule("document.law", _law),
    NamedRule("document.constitution", _constitution),
    NamedRule("document.congress", _congress),
    NamedRule("document.proper", _proper),
)
