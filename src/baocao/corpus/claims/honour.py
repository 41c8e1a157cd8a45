"""Who gave an honour: of one name, one receiver and one year."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.corpus.claims.told import Kind, Told, plain
from baocao.corpus.record import Claim
from baocao.corpus.statement import Speech


def told(speech: Speech) -> Iterator[Told[str]]:
    days = {d.id: d for d in speech.article.dates}
    for award in speech.article.awards:
        day = days.get(award.date or "")
        if award.giver and award.receiver and day and day.to:
            key = (plain(award.name), plain(award.receiver), str(day.to.year))
            yield Told(key, plain(award.giver), Claim(award.name, award.giver, speech.at.cite(award, award.id)))


def differ(one: str, two: str) -> bool:
    """Whether neither is the shorter name of the other."""
    return not same_office(one, two)


def same_office(one: str, two: str) -> bool:
    """Whether two offices can be one: equal, or one the shorter name of the other; a deputy is another."""
    shorter, longer = sorted((one, two), key=len)
    if longer == shorter or longer.startswith(f"{shorter} "):
        return True
    return longer.endswith(f" {shorter}") and "phó" not in longer.removesuffix(shorter)


KIND = Kind("giver", told, differ)
