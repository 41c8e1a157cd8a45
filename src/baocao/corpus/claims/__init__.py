"""Claims without a comparable figure that the articles make differently.

Each kind has a module that reads its claims off one article, keyed by what they are about, and says when two of
one key differ. Only what surely is one thing is compared, and a coarser claim (`một trong những huyện đầu tiên`
beside `huyện đầu tiên`, `Thủ tướng` beside `Thủ tướng Chính phủ`) is no other one.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from baocao.corpus.claims import honour, rank, signature, term, units
from baocao.corpus.claims.told import Kind, Told
from baocao.corpus.collection import Corpus, once
from baocao.corpus.record import Dispute
from baocao.corpus.statement import speeches

_KINDS: tuple[Kind[Any], ...] = (honour.KIND, signature.KIND, term.KIND, rank.KIND, units.KIND)


@once
def disputes(corpus: Corpus) -> tuple[Dispute, ...]:
    """Every pair of claims that differ, kind by kind; copies count once, and so does one claim repeated."""
    return tuple(found for kind in _KINDS for found in _of(corpus, kind))


def _of(corpus: Corpus, kind: Kind[Any]) -> list[Dispute]:
    groups: dict[tuple[str, ...], list[Told[Any]]] = {}
    for speech in speeches(corpus):
        for one in kind.told(speech):
            group = groups.setdefault(one.key, [])
            if not any(one.value == o.value and one.claim.cite.article == o.claim.cite.article for o in group):
                group.append(one)
    found = []
    for _, group in sorted(groups.items()):
        for left, right in combinations(group, 2):
            same_article = left.claim.cite.article == right.claim.cite.article
            if (kind.within or not same_article) and kind.differ(left.value, right.value):
                why = [*(["same_article"] if same_article else []), *kind.why(left.value, right.value)]
                weak = any(corpus.entry(one.claim.cite.article).weak for one in (left, right))
                why += ["weak_source"] if weak else []
                found.append(Dispute(kind.name, left.claim, right.claim, tuple(why)))
    return found
