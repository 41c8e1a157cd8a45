"""Where in an article a fact stands, and which place it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from baocao.atoms import admin_units
from baocao.corpus.record import Cite, PlaceHow, Where
from baocao.model import Article, Name
from baocao.span import Spanned, overlap

_LEVELS = (admin_units.COMMUNE, admin_units.DISTRICT, admin_units.PROVINCIAL)
_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_CAPITAL = re.compile(r"[^\W\d_]+")
_LONGEST = 4
"""Words of the longest name of a unit that is looked for in a title."""


class Locator:
    """The sentences and places of one article, ready to be asked for many facts."""

    def __init__(self, id_: str, article: Article) -> None:
        self._id, self._article = id_, article
        order = sorted(range(len(article.sentences)), key=lambda i: article.sentences[i].start)
        self._order = order
        self._starts = [article.sentences[i].start for i in order]
        self._places = {place.id: place for place in article.places}
        self.main = main_place(article)

    def sentence(self, start: int) -> int:
        """The number, from 1, of the sentence that holds a code point; 0 where none does."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start >= self._article.sentences[self._order[at]].end:
            return 0
        return self._order[at] + 1

    def cite(self, at: Spanned, fact: str = "") -> Cite:
        return Cite(self._id, self.sentence(at.start), at.start, at.end, fact)

    def place(self, id_: str | None) -> Where | None:
        """The place of that id; without one, the place the article is about."""
        named = self._places.get(id_ or "")
        return where(named, "stated") if named else self.main

    def speaker(self, at: Spanned) -> str | None:
        """Who speaks the words, in an interview."""
        return next((turn.speaker for turn in self._article.turns if overlap(turn, at)), None)


def where(place: Name, how: PlaceHow) -> Where:
    """A place of an article as one of the corpus."""
    return Where(place.unit_code or f"{place.kind} {place.name}".lower(), place.name, place.kind, how)


def main_place(article: Article) -> Where | None:
    """The one unit an article is about: that of its title, else the one it names most.

    A title that bears the bare name (`Thanh Trì và mục tiêu lên quận`) is completed by the kind of unit that
    the text speaks of (`Huyện đặt mục tiêu …`), where exactly one unit fits.
    """
    units = [place for place in article.places if place.kind in _KINDS]
    titled = [place for place in units if any(overlap(m, t) for m in place.mentions for t in _titles(article))]
    if titled:
        return where(min(titled, key=_level), "article")
    bare = _by_bare_name(article)
    if bare:
        return bare
    count = Counter({place.id: len(place.mentions) for place in units})
    if not count:
        return None
    most = count.most_common(1)[0][1]
    return where(min((p for p in units if count[p.id] == most), key=_level), "article")


@cache
def lineage(code: str) -> str:
    """The code under which a unit's figures stand in one series: a province's own successor, else the unit itself."""
    era, _, bare = code.partition(":")
    if era == "vn-2020" and bare in (known := admin_units.provinces("vn-2020")):
        return f"vn-2025:{known[bare].successor}"
    return code


@cache
def merged(code: str) -> bool:
    """Whether a province, old or new, became or is the union of several on 1 July 2025."""
    provinces = admin_units.provinces("vn-2020").values()
    return sum(f"vn-2025:{unit.successor}" == lineage(code) for unit in provinces) > 1


@cache
def parent(code: str) -> str | None:
    """The code of the province that a unit before the mergers belonged to."""
    era, _, bare = code.partition(":")
    if era != "vn-2020":
        return None
    unit = _former_by_code().get(bare)
    return f"vn-2020:{unit.parent}" if unit and unit.parent else None


@cache
def _former_by_code() -> dict[str, admin_units.Unit]:
    return {unit.code: unit for units in admin_units.former().values() for unit in units if unit.parent}


def _titles(article: Article) -> Iterator[Spanned]:
    yield from (block for block in article.blocks if block.kind == "heading" and (block.level or 1) == 1)


def _level(place: Name) -> tuple[int, int]:
    """Communes before districts before provinces; of one level the one that stands first."""
    first = min((m.start for m in place.mentions), default=0)
    return next((i for i, kinds in enumerate(_LEVELS) if place.kind in kinds), len(_LEVELS)), first


def _by_bare_name(article: Article) -> Where | None:
    title = article.metadata.title or ""
    words = _CAPITAL.findall(title)
    low = article.text.lower()
    kinds = [kind for kind in _KINDS if re.search(rf"(?<!\w){kind}(?!\w)", low)]
    era: admin_units.Era = "vn-2025" if (article.metadata.published or "") > admin_units.LAST_DAY else "vn-2020"
    for size in range(min(_LONGEST, len(words)), 1, -1):
        for i in range(len(words) - size + 1):
            run = words[i : i + size]
            if not all(word[0].isupper() for word in run):
                continue
            fit = [unit for kind in kinds for unit in admin_units.readings(" ".join(run), kind, era)]
            if len(fit) == 1:
                return Where(f"{fit[0].era}:{fit[0].code}", fit[0].name, fit[0].kind, "article")
    return None
