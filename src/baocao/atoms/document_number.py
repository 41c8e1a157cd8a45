"""Documents by number: `Nghị quyết số 26-NQ/TW`, `Quyết định 491/QĐ-TTg`, `Chỉ thị 05`, `Thông tư 29`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from baocao.atoms.document_kind import Kind, NamedRule
from baocao.atoms.rule import Candidate, Refusal
from baocao.lexicon import alternation, table
from baocao.model import Document

# ── the number and its code ──────────────────────────────────────────────────

# Letters of a code: NQ, UBTVQH15, TTg, CTr, GDTrH, BGDĐT, T.Ư, L, Đ3; never an ordinary capitalised word.
_PIECE = r"(?:T\.Ư|(?:[A-ZĐƯ][a-z]{0,2}){2,16}(?: ?\d{1,2}(?!\d|[.,]\d))?|[A-ZĐ](?: ?\d{1,2})?(?![\w ]))(?!\w)"
# A space inside a code (`QH 14`, `/NQ - CP`) is a scar of word segmentation; it is left out of `number`.
_CODE = rf"(?: ?[/-] ?(?:(?:19|20)\d\d(?![\d.,]\d)|{_PIECE})){{1,5}}"
_COUNT = r"\d{1,5}(?:[a-zA-ZĐ](?!\w))?"
NUMBER = re.compile(rf"({_COUNT})({_CODE})?(?![\w%]|[.,/-]\d)")
_NUMERO = re.compile(r" (?:(?:liên tịch |hỏa tốc |khẩn |mật )?(?:[Ss]ố|SỐ):? ?)")
_WORDS = re.compile(
    rf"(?: (?!(?:tại|của|theo|trong|và|với|nghị|thông|luật|quyết|chỉ|công|kết)(?!\w))[^\W\d_]{{1,12}}){{1,8}} số:? ?"
    rf"(?={_COUNT} ?[/-])",
    re.IGNORECASE,
)
_QUOTE = re.compile(r' ?"?')

# What may follow a number that has neither `số` nor a code; a counted noun may not (`kế hoạch 5 dự án`).
_CLOSED = re.compile(
    r'\s*(?:$|[.,;:!?)\]"/\n(+-]|(?:của|về|ngày|ra|do|là|và|có|cũng|đã|được|quy định|ban hành|nêu|với|từ|theo|vào|mà'
    r"|thì|để|cho|trong|tại|trên|thay|sửa đổi|yêu cầu|chỉ rõ|khẳng định|đề ra|đến|nhằm|hoặc|hay|khóa|giai đoạn|chưa|còn"
    r"|sẽ|đang|này|nói trên|quy|hướng dẫn|xử phạt|không|mới|cho thấy|cho phép|bổ sung|năm (?:19|20)\d\d)(?!\w))"
)
_COUNTED = re.compile(rf" (?:%|(?:{alternation(row['word'] for row in table('counted_heads'))})(?!\w))", re.IGNORECASE)
_SAID = re.compile(r",? (?:của|về|ngày|do|và)(?!\w)")
_STOP = re.compile(r"[.,;)\n]|$")
_OF_YEAR = re.compile(r" năm (?:19|20)\d\d(?!\d)")
_YEARS = re.compile(r" năm(?!\w)")
_PLANS = {"Kế hoạch", "Chương trình", "Chương trình hành động"}


def _counts(flow: str, at: int) -> bool:
    """Whether a noun that is counted stands here."""
    return _COUNTED.match(flow, at) is not None


def _made(kind_type: str, start: int, number: re.Match[str], rule: str) -> Document:
    return Document(start=start, end=number.end(), type=kind_type, number=number[0].replace(" ", ""), rule=rule)


def _numbered(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    """With `số`, or with a code: no doubt."""
    end = mention.end(1)
    numero = _NUMERO.match(flow, end) or _WORDS.match(flow, end)
    at = numero.end() if numero else end + 1 if flow.startswith(" ", end) else end
    number = NUMBER.match(flow, at)
    if number is None or (numero is None and number[2] is None):
        return None
    if kind.title == "law" and number[2] is None:
        return Refusal("a law is not known by a mere number")
    return _made(kind.type, mention.start(1), number, "document.numbered")


def _short(kind: Kind, mention: re.Match[str], flow: str) -> Document | Refusal | None:
    """The number alone: `Chỉ thị 05`, where no counted noun follows."""
    end = mention.end(1)
    number = NUMBER.match(flow, end + 1) if flow.startswith(" ", end) else None
    if number is None or number[2] is not None:
        return None
    long = len(number[1]) > 2 and (
        _SAID.match(flow, number.end()) is not None
        or (kind.type not in _PLANS and _STOP.match(flow, number.end()) is not None)
    )
    long = long or (len(number[1]) > 1 and _OF_YEAR.match(flow, number.end()) is not None)
    if kind.bare == "never" or (kind.bare == "capital" and mention[1][0].islower() and not long):
        return Refusal(f"({mention[1]}) before a number is no document without số or a code")
    padded = number[1].startswith("0")
    if kind.type in _PLANS and _YEARS.match(flow, number.end()) and not padded:
        return Refusal("a plan of so many years")
    if not padded and not _CLOSED.match(flow, number.end()) and (len(number[1]) < 3 or _counts(flow, number.end())):
        return Refusal("a counted noun follows the number")
    return _made(kind.type, mention.start(1), number, "document.short")


RULES = (NamedRule("document.numbered", _numbered), NamedRule("document.short", _short))


# ── further numbers under one type word ──────────────────────────────────────

_NEXT = re.compile(r"(?:,| và|, và|;| hoặc| hay) (?:số )?")


def coordinated(flow: str, first: Document) -> Iterator[Document]:
    """`Nghị định 34, 35 và 36/2016/NĐ-CP`: the numbers after the first, each a document of the same type."""
    if first.number is None:
        return
    end = first.end
    while joint := _NEXT.match(flow, end):
        number = NUMBER.match(flow, joint.end())
        if number is None:
            return
        # A bare number is a document's only among its like, and with nothing counted behind it.
        plain = number[2] is None and not joint[0].endswith("số ")
        if plain and (len(number[1]) < 2 or not _CLOSED.match(flow, number.end()) or "/" in first.number):
            return
        yield _made(first.type, number.start(), number, "document.coordinated")
        end = number.end()


# ── codes that stand without a type word ─────────────────────────────────────

_HEADS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "TB": "Thông báo",
    "TTr": "Tờ trình",
    "HD": "Hướng dẫn",
    "CĐ": "Công điện",
    "PL": "Pháp lệnh",
    "BC": "",
    "HĐ": "",
}
"""The head of a code tells the type; reports and contracts have one too, and are none."""
# The head is rarer than a digit: the scan looks for it, and the number is read backwards from there.
_HEAD = re.compile(rf"[/-] ?({alternation(_HEADS)})(?= ?[/-])")
_COUNT_BEFORE = re.compile(r"(?<![\w.,/-])\d{1,5}(?: ?/ ?(?:19|20)\d\d)? ?$")
_TAIL = re.compile(rf"{_CODE}(?!\w)")


def bare_codes(flow: str, found: Sequence[Candidate[Document]]) -> list[Candidate[Document]]:
    """`(số 368/QĐ-TTg)`: a full code away from any type word, where no mention covers it."""
    taken = sorted((c.start, c.end) for c in found if c.fact is not None)
    out: list[Candidate[Document]] = []
    for head in _HEAD.finditer(flow):
        at = head.start()
        count, tail = _COUNT_BEFORE.search(flow, max(0, at - 14), at), _TAIL.match(flow, at)
        if count is None or tail is None:
            continue
        start, end = count.start(), tail.end()
        i = bisect_left(taken, (end, 0))
        if i and taken[i - 1][1] > start:
            continue
        kind = _HEADS[head[1]]
        if not kind:
            out.append(Candidate(start, end, "document.code", reason="a report or a contract"))
            continue
        number = flow[start:end].replace(" ", "")
        document = Document(start=start, end=end, type=kind, number=number, rule="document.code")
        out.append(Candidate(start, end, "document.code", document))
    return out
