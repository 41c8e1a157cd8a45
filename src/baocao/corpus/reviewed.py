"""Evaluation on a person's own articles: what the rules read, against what was said of it in corrections.

Only facts that someone judged are counted: accepted ones are right, rejected ones were invented, changed ones
were misread, added ones were missed. A fact that the rules now read as the correction says is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from baocao.corrections import FOLDER, understand
from baocao.model import Article, Correction
from baocao.text import read

ENDINGS = (".txt", ".md", ".html", ".htm")


class Reviewed(Struct, frozen=True, kw_only=True):
    """The judged facts of one kind."""

    right: int
    found: int
    """Judged facts that the rules read, rightly or not."""
    there: int
    """Judged facts that the article states."""

    @property
    def precision(self) -> Decimal | None:
        """Right of those read; None where nothing read was judged."""
        return Decimal(self.right) / self.found if self.found else None

    @property
    def recall(self) -> Decimal | None:
        """Right of those stated; None where nothing stated was judged."""
        return Decimal(self.right) / self.there if self.there else None


class Review(Struct, frozen=True, kw_only=True):
    """The judgements of all corrected articles of a folder."""

    articles: int
    kinds: dict[str, Reviewed]
    conflicts: int
    """Corrections that no longer fit their article; they count nowhere."""


def review(articles: Path, corrections: Path = FOLDER) -> Review:
    """Score the rules on every article of `articles` that has a file in `corrections`.

    Raises BaocaoError where an article or its corrections can not be read.
    """
    files = sorted(p for p in articles.iterdir() if p.suffix.lower() in ENDINGS) if articles.is_dir() else []
    judged = [p for p in files if (corrections / f"{p.stem}.yml").is_file()]
    return tally([understand(read(path), corrections) for path in judged])


def tally(articles: list[Article]) -> Review:
    """The judgements in understood articles."""
    counts: dict[str, Counter[str]] = {}
    conflicts = 0
    for correction in (c for article in articles for c in article.corrections):
        if correction.status == "conflict":
            conflicts += 1
        else:
            counts.setdefault(correction.kind, Counter()).update(_judged(correction))
    kinds = {kind: Reviewed(right=n["right"], found=n["found"], there=n["there"]) for kind, n in sorted(counts.items())}
    return Review(articles=len(articles), kinds=kinds, conflicts=conflicts)


def _judged(correction: Correction) -> tuple[str, ...]:
    """What one judgement counts as."""
    if correction.do == "accept" or correction.code == "agreed":
        return ("right", "found", "there")
    if correction.do == "reject":
        return () if correction.code == "absent" else ("found",)
    return ("found", "there") if correction.do == "change" else ("there",)


def lines(review: Review) -> Iterator[str]:
    """What `baocao eval` prints of it; nothing where nobody reviewed anything."""
    if not review.articles:
        return
    left = f"; {review.conflicts} in conflict count nowhere" if review.conflicts else ""
    yield f"your own reviewed articles: {review.articles}{left}"
    yield f"{'judged':22}{'precision':>10}{'recall':>8}{'read':>8}{'stated':>8}"
    for kind, score in review.kinds.items():
        shares = [f"{share:.3f}" if share is not None else "–" for share in (score.precision, score.recall)]
        yield f"{kind:22}{shares[0]:>10}{shares[1]:>8}{score.found:8}{score.there:8}"
