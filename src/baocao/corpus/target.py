"""Targets: which indicator a promise with a number is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from baocao.lexicon import alternation, table
from baocao.model import Article, Commitment, Quantity

_ROWS = {pattern: row for row in table("indicators") for pattern in row["patterns"].lower().split(";")}
_NAMES = re.compile(rf"(?<!\w)(?:{alternation(p for p in _ROWS if '*' not in p)})(?!\w)")
_GROWS = re.compile(r"(?<!\w)(?:tăng|giảm|tăng trưởng)(?!\w)(?! (?:lên|xuống|còn))")
_PART = re.compile(
    r"(?<!\w)(?:nông thôn(?! mới)|đô thị|thành thị|miền núi|vùng|khu vực|dân tộc thiểu số|nữ|thanh niên|trẻ em)(?!\w)"
)
"""Words that make a figure one of a part: no figure of the whole is compared with it."""
_ONLY_WHEN = re.compile(
    r"(?:(?:và|đến|tới|vào|trong|hết|cuối|đầu|giữa|năm|giai đoạn|nhiệm kỳ|sẽ|phấn đấu|đạt|là|còn|tăng|giảm|lên|xuống"
    r"|khoảng|trên|hơn|dưới|gần|từ|ít nhất|tối thiểu|bình quân|trung bình|\d[\d/–-]*|[,–-])\s*)*"
)
"""Words that name a time or a direction, and no other measure."""
_NEAR = 24
"""Characters before a figure in which `tăng` makes it a growth."""


class Target(Struct, frozen=True):
    """The figure a commitment can be held to, with the indicator it is one of."""

    commitment: Commitment
    quantity: str
    key: str
    name: str
    change: bool
    """Whether the figure is a growth, not a level."""
    inherited: bool = False
    """Whether the commitment's own words leave the indicator out: the target before it in the sentence names it."""


def targets(article: Article) -> Iterator[Target]:
    """The numeric targets of an article whose indicator is known.

    A second target of one sentence takes the indicator of the first, where its unit is the same and it names only
    another time (`… đến hết năm 2017 đạt 38 triệu đồng/năm và đến năm 2020 đạt 50 triệu đồng/năm`).
    """
    quantities = {q.id: q for q in article.quantities}
    before: tuple[Commitment, Quantity, dict[str, str]] | None = None
    for commitment in article.commitments:
        figure = quantities.get(commitment.target or "")
        if figure is None:
            before = None
            continue
        row = _named(article.text[commitment.start : commitment.end].lower(), figure)
        inherited = row is None
        if row is None and before is not None and _same_sentence(article, before[0], commitment):
            ahead = article.text[commitment.start : figure.start].lower()
            alike = (before[1].unit, before[1].per) == (figure.unit, figure.per)
            row = before[2] if alike and _ONLY_WHEN.fullmatch(ahead) else None
        if row is None:
            before = None
            continue
        before = commitment, figure, row
        words = article.text[max(commitment.start, figure.start - _NEAR) : figure.start].lower()
        yield Target(commitment, figure.id, row["key"], row["name"], bool(_GROWS.search(words)), inherited)


def _named(words: str, figure: Quantity) -> dict[str, str] | None:
    """The last row of the table that the words name, in a unit it can have; none where they speak of a part."""
    found, named = None, ""
    for match in _NAMES.finditer(words):
        row = _ROWS[" ".join(match[0].split())]
        if (figure.unit or "") in row["units"].split(";"):
            found, named = row, match[0]
    return None if found and _PART.search(words.replace(named, " ")) else found


def _same_sentence(article: Article, one: Commitment, two: Commitment) -> bool:
    return any(s.start <= one.start and two.end <= s.end for s in article.sentences)
