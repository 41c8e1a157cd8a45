"""Many articles as one thing to ask: loaded from what `baocao parse` wrote, or from a store.

    corpus = load("build/parsed")                       # a folder, files, or a store
    corpus = load("build/parsed", as_of=date(2020, 12, 31))
    corpus.entries, corpus.excluded, corpus.observations

`series`, `agreement`, `ledger` and `changes` take a Corpus.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

import msgspec

from baocao import contract
from baocao.corpus import copies
from baocao.corpus.observe import observe
from baocao.corpus.record import Cite, Entry, Excluded, Observation
from baocao.errors import BaocaoError
from baocao.model import Article

_REMARK = "Ghi chú:"
_HEADER = 12
"""Lines in which a note states where it is from."""

A = TypeVarTuple("A")
T = TypeVar("T")


class Corpus:
    """Articles in order of publication, those without a date last; nothing in it ever changes."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        entries: tuple[Entry, ...],
        excluded: tuple[Excluded, ...] = (),
        as_of: date | None = None,
    ) -> None:
        self._articles = dict(articles)
        self.entries = entries
        """What the corpus uses, in order."""
        self.excluded = excluded
        """What it does not use, each with its reason."""
        self.as_of = as_of
        """The day whose knowledge it holds; None for all there is."""
        self._by_id = {entry.id: entry for entry in entries}

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[tuple[Entry, Article]]:
        return ((entry, self._articles[entry.id]) for entry in self.entries)

    def article(self, id_: str) -> Article:
        """The article of that id; raises KeyError where the corpus has none."""
        return self._articles[id_]

    def entry(self, id_: str) -> Entry:
        return self._by_id[id_]

    def sentence(self, cite: Cite) -> str:
        """The words of the sentence a cite stands in, on one line; of the cite alone where it stands in none."""
        article = self._articles[cite.article]
        at = article.sentences[cite.sentence - 1] if cite.sentence else cite
        return " ".join(article.text[at.start : at.end].split())

    def surface(self, cite: Cite) -> str:
        """The cited words themselves."""
        return self._articles[cite.article].text[cite.start : cite.end]

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every statement of every indicator, article by article; copies included (`Entry.copy_of` tells)."""
        return tuple(seen for entry, article in self for seen in observe(entry, article))


def once(make: Callable[[Corpus, *A], T]) -> Callable[[Corpus, *A], T]:
    """`make` done once for a corpus and its arguments: a corpus never changes, and every section of a report asks."""
    known: WeakKeyDictionary[Corpus, dict[tuple[*A], T]] = WeakKeyDictionary()

    @wraps(make)
    def ask(corpus: Corpus, *given: *A) -> T:
        answers = known.setdefault(corpus, {})
        if given not in answers:
            answers[given] = make(corpus, *given)
        return answers[given]

    return ask


def load(source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, as_of: date | None = None) -> Corpus:
    """The corpus of parsed articles (folders of .json, files), or of a store that `baocao corpus build` wrote.

    With `as_of`, only what was published by that day; an article without a date of publication is then left
    out too, and both are listed in `excluded`. Raises BaocaoError where a file is no parsed article.
    """
    given = [source] if isinstance(source, str | os.PathLike) else list(source)
    return gather(_articles([Path(one) for one in given]), as_of=as_of)


def gather(articles: Iterable[Article], *, as_of: date | None = None) -> Corpus:
    """The corpus of articles already in memory."""
    named = _named(articles)
    known: dict[str, Article] = {}
    excluded: list[Excluded] = []
    for id_, article in named.items():
        day = published(article)
        if as_of is not None and (day is None or day > as_of):
            reason: str = "undated" if day is None else "later"
            title = article.metadata.title or ""
            sha256 = article.source.sha256
            excluded.append(Excluded(id_, article.source.path, title, reason, day, sha256=sha256))  # type: ignore[arg-type]
        else:
            known[id_] = article
    alike = copies.of(known, {id_: published(article) for id_, article in known.items()})
    entries = sorted(
        (entry(id_, article, alike.get(id_)) for id_, article in known.items()),
        key=lambda e: (e.published or date.max, e.id),
    )
    excluded.sort(key=lambda e: (e.published or date.max, e.id))
    return Corpus(known, tuple(entries), tuple(excluded), as_of)


def published(article: Article) -> date | None:
    """The day of publication, where the page gives one."""
    stated = article.metadata.published
    return date.fromisoformat(stated[:10]) if stated else None


def entry(id_: str, article: Article, alike: copies.Copy | None = None) -> Entry:
    """What a corpus knows of an article beside its facts."""
    meta = article.metadata
    return Entry(
        id=id_,
        path=article.source.path,
        sha256=article.source.sha256,
        title=meta.title or "",
        published=published(article),
        outlet=meta.outlet or meta.organization,
        url=meta.url,
        genre=meta.genre,
        remark=_remark(article),
        copy_of=alike.of if alike else None,
        shared=alike.share if alike else None,
    )


def _remark(article: Article) -> str:
    if article.metadata.genre == "interview":
        return ""
    for line in article.text.split("\n", _HEADER)[:_HEADER]:
        if line.startswith(_REMARK):
            return line.removeprefix(_REMARK).strip()
    return ""


def _named(articles: Iterable[Article]) -> dict[str, Article]:
    """The articles by id; the same bytes twice are one article."""
    by_hash: dict[str, Article] = {}
    for article in articles:
        known = by_hash.get(article.source.sha256)
        if known is None or article.source.path < known.source.path:
            by_hash[article.source.sha256] = article
    by_stem: dict[str, list[Article]] = {}
    for article in by_hash.values():
        by_stem.setdefault(Path(article.source.path).stem, []).append(article)
    named = {}
    for stem in sorted(by_stem):
        for article in sorted(by_stem[stem], key=lambda a: a.source.sha256):
            named[stem if len(by_stem[stem]) == 1 else f"{stem}~{article.source.sha256[:8]}"] = article
    return named


def _articles(paths: list[Path]) -> Iterator[Article]:
    for path in paths:
        if (path / ".baocao-store").is_file() or (path / "datapackage.json").is_file():
            from baocao.corpus.shelf import articles

            yield from articles(path)
            continue
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise BaocaoError("holds no parsed article", where=str(path), remedy="run `make report` or `baocao parse`")
        for file in files:
            try:
                lines = file.read_bytes().splitlines()
                yield from (contract.decode(line) for line in lines if line.strip())
            except OSError as error:
                raise BaocaoError(
                    f"can not be read ({error.strerror})", where=str(file), remedy="check the path and its rights"
                ) from None
            except msgspec.MsgspecError as error:
                raise BaocaoError(
                    f"is no parsed article ({error})", where=str(file), remedy="write it again with `baocao parse`"
                ) from None
