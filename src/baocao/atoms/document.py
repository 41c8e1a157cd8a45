"""Documents: laws, resolutions, decisions … named by a number or by a proper title.

A mention is the type word with its number (`Nghị quyết số 26-NQ/TW`, `Chỉ thị 05`) or with its title
(`Luật Thủ đô`, `Nghị quyết Trung ương 4`). A date beside it is a date of its own.
What has neither (`dự thảo nghị định`, `Đề án này`), reports and contracts are no documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec.structs import replace as changed

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
    for mention in mentions(flow):
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
    return _joined(_with_issuers(found, flow))


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
    return [
        c if c.fact is None else replace(c, fact=changed(c.fact, issuer=issuer_of(c.fact, flow))) for c in found
    ]


# ── one document, many mentions ──────────────────────────────────────────────


def _joined(found: list[Candidate[Document]]) -> list[Candidate[Document]]:
    """The candidates with `same_as` set to the id that the first mention will have: n1, n2 … in text order."""
    first: list[tuple[str, Document]] = []
    out: list[Candidate[Document]] = []
    number = 0
    for candidate in found:
        fact = candidate.fact
        if fact is None:
            out.append(candidate)
            continue
        number += 1
        same = [(ref, other) for ref, other in first if _same(fact, other)]
        if same:
            # Two documents that a short form could mean: the nearer one is what the reader has in mind.
            ref, known = same[-1]
            fact = changed(fact, same_as=ref, issuer=fact.issuer or known.issuer)
            if known.number is not None and fact.number is not None and len(fact.number) > len(known.number):
                first = [(r, fact if r == ref else d) for r, d in first]
        else:
            first.append((f"n{number}", fact))
        out.append(replace(candidate, fact=fact))
    return out


def _same(a: Document, b: Document) -> bool:
    """Whether two mentions name one document: type and number (a short form is a prefix), or type and title."""
    if a.type.split()[0].lower() != b.type.split()[0].lower():
        return False
    if a.number is not None and b.number is not None:
        short, full = sorted((_key(a.number), _key(b.number)), key=len)
        return full == short or (full.startswith(short) and full[len(short)] in "/-")
    if a.title is None or b.title is None:
        return False
    short, full = sorted((_key(a.title), _key(b.title)), key=len)
    if full == short:
        return True
    # `Nghị quyết Đại hội Đảng bộ huyện` is short for the one of the congress with an ordinal.
    return a.type == "Nghị quyết" and full.startswith(short + " ")


def _key(name: str) -> str:
    return name.lower().lstrip("0").replace("tư", "tw").replace("t.ư", "tw")


# ── the date a document bears ────────────────────────────────────────────────

def link_dates(documents: Sequence[Document], dates: Sequence[Date]) -> list[Document]:
    """The documents with the id of the date that stands right behind them (`Quyết định 78/CP ngày 31/5/1961`).

    `dates` must carry their ids and be in text order; the two gaps are measured in `start`/`end` only.
    """
    starts = {d.start: d for d in dates}
    out = []
    for document in documents:
        near = next((starts[document.end + gap] for gap in (1, 2, 3) if document.end + gap in starts), None)
        out.append(changed(document, date=near.id) if near is not None and near.id else document)
    return out
