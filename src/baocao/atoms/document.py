"""Documents: laws, resolutions, decisions … named by a number or by a proper title.

A mention is the type word with its number (`Nghị quyết số 26-NQ/TW`, `Chỉ thị 05`) or with its title
(`Luật Thủ đô`, `Nghị quyết Trung ương 4`). A date beside it is a date of its own.
What has neither (`dự thảo nghị định`, `Đề án này`), reports and contracts are no documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from baocao.atoms import document_number, document_title
from baocao.atoms.document_issuer import issuer_of
from baocao.atoms.document_kind import KINDS, Kind, mentions
from baocao.atoms.rule import Candidate, Refusal
from baocao.model import Date, Document, Page

RULES = (*document_number.RULES, *document_title.RULES)


def candidates(page: Page) -> list[Candidate[Document]]:
    """Every mention of a document and every refusal with a reason, in text order; mentions of one are joined."""
    flow = page.flow
    found: list[Candidate[Document]] = []
    end = 0
    for mention in mentions(flow, page.low):
        at = mention.start(1)
        if at < end:
            continue
        made, rule = _first(KINDS[mention[1].lower()], mention, flow)
        if isinstance(made, Refusal):
            found.append(Candidate(at, mention.end(1), rule, reason=made.reason))
            continue
        found.append(Candidate(made.start, made.end, rule, made))
        end = made.end
        for more in document_number.coordinated(flow, made):
            found.append(Candidate(more.start, more.end, more.rule, more))
            end = more.end
    found += document_number.bare_codes(flow, found)
    found.sort(key=lambda c: c.start)
    return _joined(_with_issuers(found, flow), flow)


def _first(kind: Kind, mention: re.Match[str], flow: str) -> tuple[Document | Refusal, str]:
    """What the first rule that knows the mention makes of it."""
    refused: tuple[Refusal, str] | None = None
    for rule in RULES:
        made = rule.build(kind, mention, flow)
        if isinstance(made, Document):
            return made, rule.name
        if made is not None and refused is None:
            refused = made, rule.name
    return refused or (Refusal(f"no number and no proper title after ({mention[1]})"), "document.unnamed")


def _with_issuers(found: list[Candidate[Document]], flow: str) -> list[Candidate[Document]]:
    """The candidates with their issuers; what is said behind a list is said of every number in it."""
    out: list[Candidate[Document]] = []
    after: Document | None = None
    for candidate in reversed(found):
        fact = candidate.fact
        if fact is not None:
            issuer = issuer_of(fact, flow)
            if after is not None and after.rule == "document.coordinated" and _code(fact) == _code(after):
                issuer = after.issuer
            fact = after = replace(fact, issuer=issuer)
        out.append(replace(candidate, fact=fact))
    return out[::-1]


def _code(fact: Document) -> str:
    """The letters of a number: `-NQ/TW` of `57-NQ/TW`."""
    return (fact.number or "").lstrip("0123456789")


# ── one document, many mentions ──────────────────────────────────────────────

_EDITION = re.compile(r" \(?(?:năm )?((?:19|20)\d\d(?!\d)|hiện hành)")
_COUNT, _WORD = re.compile(r"\d*"), re.compile(r"\w+")
_AMENDED, _AMENDMENT, _IN_FORCE = " (sửa đổi)", "sửa đổi", "hiện hành"


class _Known(Struct, frozen=True, gc=False):
    """A document as its mentions so far name it."""

    ref: str
    """Id of its first mention."""
    type: str
    number: str | None
    title: str | None
    edition: str | None
    """The year behind a title, or that it is in force or being amended: laws of one name and two years are two."""
    issuer: str | None


def _joined(found: list[Candidate[Document]], flow: str) -> list[Candidate[Document]]:
    """The candidates with `same_as` set to the id that the first mention will have: n1, n2 … in text order."""
    buckets: dict[tuple[str, str], list[_Known]] = {}
    out: list[Candidate[Document]] = []
    count = 0
    for candidate in found:
        fact = candidate.fact
        if fact is None:
            out.append(candidate)
            continue
        count += 1
        here = _known(f"n{count}", fact, flow)
        known = buckets.setdefault(_bucket(here), [])
        same = [i for i, other in enumerate(known) if _same(here, other)]
        if fact.title is not None and here.edition is None and len({known[i].edition for i in same}) > 1:
            same = []  # either edition may be meant
        elif same:
            # Of two documents that a short number could mean, the nearer one is what the reader has in mind.
            at, first = same[-1], known[same[-1]]
            fact = replace(fact, same_as=first.ref, issuer=fact.issuer or first.issuer)
            known[at] = replace(
                first,
                number=max(first.number or "", here.number or "", key=len) or None,
                edition=first.edition or here.edition,
            )
        else:
            known.append(here)
        out.append(replace(candidate, fact=fact))
    return out


def _known(ref: str, fact: Document, flow: str) -> _Known:
    title, edition = fact.title, None
    if title is not None:
        said = _EDITION.match(flow, fact.end)
        edition = said[1] if said else _AMENDMENT if title.endswith(_AMENDED) else None
        title = title.removesuffix(_AMENDED).lower()
    number = None if fact.number is None else _key(fact.number)
    return _Known(ref, fact.type.split()[0].lower(), number, title, edition, fact.issuer)


def _bucket(known: _Known) -> tuple[str, str]:
    """Where the other mentions of a document lie: its type, and the count in its number or a word of its title."""
    name = _COUNT.match(known.number) if known.number is not None else _WORD.search(known.title or "")
    return known.type, name[0] if name else ""


def _same(a: _Known, b: _Known) -> bool:
    """Whether two mentions name one document: type and number (a short form is a prefix), or type and title."""
    if a.type != b.type:
        return False
    if a.number is not None and b.number is not None:
        short, full = sorted((a.number, b.number), key=len)
        return full == short or (full.startswith(short) and full[len(short)] in "/-")
    if a.title is None or b.title is None or _apart(a.edition, b.edition):
        return False
    short, full = sorted((a.title, b.title), key=len)
    # `Nghị quyết Đại hội Đảng bộ huyện` is short for the one of the congress with an ordinal.
    return full == short or (a.type == "nghị" and full.startswith(short + " "))


def _apart(a: str | None, b: str | None) -> bool:
    """Whether two editions differ; the one in force may be of any year, the amendment is not in force."""
    return a is not None and b is not None and a != b and (_AMENDMENT in (a, b) or _IN_FORCE not in (a, b))


def _key(number: str) -> str:
    return number.lower().lstrip("0").replace("t.ư", "tw").replace("tư", "tw")


# ── the date a document bears ────────────────────────────────────────────────


def link_dates(documents: Sequence[Document], dates: Sequence[Date]) -> list[Document]:
    """The documents with the id of the date that stands right behind them (`Quyết định 78/CP ngày 31/5/1961`).

    `dates` must carry their ids and be in text order; the two gaps are measured in `start`/`end` only.
    """
    starts = {d.start: d for d in dates}
    out = []
    for document in documents:
        near = next((starts[document.end + gap] for gap in (1, 2, 3) if document.end + gap in starts), None)
        out.append(replace(document, date=near.id) if near is not None and near.id else document)
    return out
