"""Goals: what a promise is to reach, in a form in which statements of one promise meet.

Three kinds: a kind of unit to become (`quận`), an indicator to bring to a number, and free words.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from baocao.corpus.record import Statement

_KINDS = ("thị xã", "thành phố", "đô thị", "quận", "phường", "thị trấn")
_BECOME = re.compile(
    r"^(?:phấn đấu |xây dựng |sớm |cơ bản )*(?:trở thành|lên thành|lên|thành|được công nhận là|đạt)\s+", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
RUN = 3
"""Syllables that two free promises must share in a row."""
MOSTLY = Decimal("0.8")
"""Share of the shorter one's runs that makes two free promises one."""


class Goal(Struct, frozen=True, kw_only=True):
    kind: Literal["unit", "number", "words"]
    words: str
    """As a reader sees it: `quận`, `income_per_head`, the clause."""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    due: date | None = None
    subject: str | None = None
    """Name of the indicator, where the words of the statement leave it out."""

    def handles(self) -> frozenset[object]:
        """What two statements of one promise share at least one of."""
        return frozenset(runs(self.words)) if self.kind == "words" else frozenset({self.words})

    def same(self, other: Goal) -> bool:
        """Whether two statements aim at one thing.

        A number is the same promise when the indicator is, and either the value or the deadline is: a deadline may
        move, a target may be raised; when both differ they are two stages.
        """
        if self.kind != other.kind:
            return False
        if self.kind == "words":
            return alike(self.words, other.words) >= MOSTLY
        if self.words != other.words or self.unit != other.unit:
            return False
        return self.kind == "unit" or (self.low, self.high) == (other.low, other.high) or self.due == other.due


def unit_goal(state: str | None) -> Goal | None:
    """`trở thành Quận giàu đẹp` aims at a quận; None for a state that is no kind of unit."""
    if not state:
        return None
    rest = _BECOME.sub("", " ".join(state.lower().split()))
    kind = next((k for k in _KINDS if rest == k or rest.startswith((f"{k} ", f"{k},"))), None)
    return Goal(kind="unit", words=kind) if kind else None


def becoming(kind: str) -> re.Pattern[str]:
    """Words that say that a unit becomes one of that kind (`lên quận`, `trở thành quận`)."""
    return re.compile(rf"(?<!\w)(?<!tiêu chí )(?:thành|lên)(?: một)? {re.escape(kind)}(?!\w)", re.IGNORECASE)


def about(kind: str) -> re.Pattern[str]:
    """Words that measure the way there (`tiêu chí thành lập quận`, `tiêu chí của quận`)."""
    return re.compile(rf"(?<!\w)(?:thành lập|thành|lên|của|làm) {re.escape(kind)}(?!\w)", re.IGNORECASE)


def runs(words: str) -> frozenset[tuple[str, ...]]:
    """The runs of `RUN` syllables."""
    syllables = _WORD.findall(words.lower())
    return frozenset(tuple(syllables[i : i + RUN]) for i in range(len(syllables) - RUN + 1))


def syllables(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower()))


def alike(one: str, two: str) -> Decimal:
    """Share of the shorter one's runs that both have; 0 where one is too short."""
    first, second = runs(one), runs(two)
    shorter = min(len(first), len(second))
    return Decimal(len(first & second)) / shorter if shorter >= 2 else Decimal(0)


def deadline_key(statement: Statement) -> tuple[date, date, str]:
    """Order of statements: by publication; those of unknown date last."""
    return statement.published or date.max, statement.deadline or date.min, statement.cite.article
