"""Evaluation on a person's own articles: what the rules read, against what was said of it in corrections.

Only facts that someone judged are counted: accepted ones are right, rejected ones were invented, changed ones
were misread, added ones were missed. A fact that the rules now read as the correction says is right, and one that
was accepted and is now read otherwise is wrong. What was right and is wrong since the run before is a loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, count
from pathlib import Path

import msgspec
from msgspec import Struct

from baocao.corrections import FOLDER, understand
from baocao.errors import BaocaoError
from baocao.model import Article, Correction
from baocao.text import read

ENDINGS = (".txt", ".md", ".html", ".htm")
RECORD = "eval.json"
"""Name of the record of the last run, in the folder of corrections."""
_COUNTED: dict[str, tuple[str, ...]] = {
    "right": ("right", "found", "there"),
    "misread": ("found", "there"),
    "missed": ("there",),
    "invented": ("found",),
    "left out": (),
}
"""Verdict on a judged fact → what it counts as; `left out` is an invention that the rules no longer make."""
_READ_OTHERWISE = frozenset({"differs", "extent", "overlaps"})


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
    """The judgements of all corrected articles of a folder; its JSON form is what the next run compares itself with."""

    date: date | None
    """The day of the newest judgement."""
    articles: int
    kinds: dict[str, Reviewed]
    conflicts: int
    """Corrections whose fact can not be told any more; they count nowhere."""
    verdicts: dict[str, str] = {}
    """Case → right, misread, missed, invented, left out."""
    gains: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def review(articles: Path, corrections: Path = FOLDER, previous: Path | None = None) -> Review:
    """Score the rules on every article of `articles` that has a file in `corrections`, against the run in `previous`.

    Raises BaocaoError where an article, its corrections or the record of the run before can not be read.
    """
    before = _recorded(previous) if previous is not None and previous.is_file() else {}
    files = sorted(p for p in articles.iterdir() if p.suffix.lower() in ENDINGS) if articles.is_dir() else []
    judged = [p for p in files if (corrections / f"{p.stem}.yml").is_file()]
    return _compared(tally([understand(read(path), corrections) for path in judged]), before)


def tally(articles: list[Article]) -> Review:
    """The judgements in understood articles."""
    counts: dict[str, Counter[str]] = {}
    verdicts: dict[str, str] = {}
    conflicts = 0
    days = []
    for article in articles:
        for correction in article.corrections:
            days.append(correction.on)
            verdict = _verdict(correction)
            if verdict is None:
                conflicts += 1
                continue
            counts.setdefault(correction.kind, Counter()).update(_COUNTED[verdict])
            verdicts[_case(article, correction, verdicts)] = verdict
    kinds = {kind: Reviewed(right=n["right"], found=n["found"], there=n["there"]) for kind, n in sorted(counts.items())}
    return Review(
        date=max(days, default=None),
        articles=len(articles),
        kinds=kinds,
        conflicts=conflicts,
        verdicts=dict(sorted(verdicts.items())),
    )


def _verdict(correction: Correction) -> str | None:
    """How the rules did on a judged fact; None where that can not be told."""
    if correction.status == "conflict":
        if correction.do == "reject":
            return None
        if correction.code == "missing":
            return "missed"
        return "misread" if correction.code in _READ_OTHERWISE else None
    if correction.do == "accept" or correction.code == "agreed":
        return "right"
    if correction.do == "reject":
        return "left out" if correction.code == "absent" else "invented"
    return "misread" if correction.do == "change" else "missed"


def _case(article: Article, correction: Correction, taken: dict[str, str]) -> str:
    """A name for a judged fact: file, kind and words, numbered where the same is judged twice."""
    words = " ".join(correction.quote.split())[:60]
    case = f"{Path(article.source.path).name}: {correction.kind} [{words}]"
    names = chain([case], (f"{case} #{n}" for n in count(2)))
    return next(name for name in names if name not in taken)


def _compared(review: Review, before: dict[str, str]) -> Review:
    """With what was gained and lost; a case judged for the first time is neither."""
    good = {case: verdict in ("right", "left out") for case, verdict in review.verdicts.items() if case in before}
    was = {case: before[case] in ("right", "left out") for case in good}
    return msgspec.structs.replace(
        review,
        gains=tuple(case for case in good if good[case] and not was[case]),
        losses=tuple(case for case in good if was[case] and not good[case]),
    )


def encode(review: Review) -> bytes:
    """The record of a run: without what it gained and lost against another."""
    record = {key: getattr(review, key) for key in ("date", "articles", "kinds", "conflicts", "verdicts")}
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def lines(review: Review) -> Iterator[str]:
    """What `baocao eval` prints of it, gains and losses first; nothing where nobody reviewed anything."""
    if not review.articles:
        return
    for verb, sign, cases in (("gained", "+", review.gains), ("lost", "-", review.losses)):
        if cases:
            yield f"{verb} {len(cases)} in your own reviewed articles"
        for case in cases:
            yield f"  {sign} {case}: {review.verdicts[case]}"
    left = f"; {review.conflicts} in conflict count nowhere" if review.conflicts else ""
    yield f"your own reviewed articles: {review.articles}{left}"
    yield f"{'judged':22}{'precision':>10}{'recall':>8}{'read':>8}{'stated':>8}"
    for kind, score in review.kinds.items():
        shares = [f"{share:.3f}" if share is not None else "–" for share in (score.precision, score.recall)]
        yield f"{kind:22}{shares[0]:>10}{shares[1]:>8}{score.found:8}{score.there:8}"


class _Record(Struct, frozen=True):
    verdicts: dict[str, str]


def _recorded(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Record).verdicts
    except (OSError, msgspec.MsgspecError) as error:
        raise BaocaoError(
            f"is no record of an evaluation ({error})", where=str(path), remedy="remove it to start afresh"
        ) from None
