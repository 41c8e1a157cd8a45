"""Syndicated copies: articles that share most of their five-word runs; the earlier one is the original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import NamedTuple

from baocao.model import Article

NEAR = Decimal("0.8")
"""Share of the shorter article's runs that makes a copy."""
LEAST = 20
"""Runs below which nothing is said: two short notes are alike by chance."""
RUN = 5
SAMPLE = 8
"""One run in so many is compared at first, the same ones in every article: what shares none of them is no copy."""
COMMON = 50
"""A run that more articles share is a formula of the trade, not a sign of copying."""
_WORDS = re.compile(r"\w+")


class Copy(NamedTuple):
    of: str
    share: Decimal


def runs(article: Article) -> frozenset[int]:
    """The five-word runs of an article's own words, as numbers that are the same in every process."""
    words: list[str] = []
    for block in article.blocks:
        if block.kind not in ("byline", "caption"):
            words += _WORDS.findall(article.text[block.start : block.end].lower())
    return frozenset(
        int.from_bytes(blake2b(" ".join(words[i : i + RUN]).encode(), digest_size=7).digest(), "big")
        for i in range(len(words) - RUN + 1)
    )


def sampled(found: frozenset[int]) -> list[int]:
    """The runs an article is looked up by: all of a short one, one in `SAMPLE` of a long one."""
    return sorted(found if len(found) < 20 * SAMPLE else (run for run in found if run % SAMPLE == 0))


def of(articles: Mapping[str, Article], published: Mapping[str, date | None]) -> dict[str, Copy]:
    """For each article that repeats an earlier one, which, and how much of the shorter text they share."""
    order = sorted(articles, key=lambda id_: (published[id_] or date.max, id_))
    sets = {id_: runs(articles[id_]) for id_ in order}
    holders: dict[int, list[str]] = {}
    samples: dict[str, int] = {}
    found: dict[str, Copy] = {}
    for id_ in order:
        sample = sampled(sets[id_])
        near = Counter(other for run in sample for other in holders.get(run, ())[:COMMON])
        # what shares few of the sampled runs can not share most of all; only the rest is compared in full
        likely = [other for other, shared in near.items() if 2 * shared >= min(len(sample), samples[other])]
        best = max(((alike(sets[id_], sets[other]), other) for other in likely), default=None, key=lambda b: b[0])
        if best is not None and best[0] >= NEAR:
            # a copy of a copy goes back to the first
            origin = found[best[1]].of if best[1] in found else best[1]
            found[id_] = Copy(origin, best[0])
        samples[id_] = len(sample)
        for run in sample:
            holders.setdefault(run, []).append(id_)
    return found


def alike(ours: frozenset[int], theirs: frozenset[int]) -> Decimal:
    """Share of the shorter one's runs that both have, to three decimals; 0 where one is too short to tell."""
    shorter = min(len(ours), len(theirs))
    if shorter < LEAST:
        return Decimal(0)
    return (Decimal(len(ours & theirs)) / shorter).quantize(Decimal("0.001"))
