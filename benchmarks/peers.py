"""Other packages that read the same text for a part of what we read; each is run where it is installed.

They answer other questions than ours, in part: the ratios say what their answers cost, not which are better.
"""

from __future__ import annotations

import importlib.util
import logging
import warnings
from collections.abc import Callable, Iterator

import baocao
from baocao.text.read import read_bytes
from benchmarks import articles
from benchmarks.measure import Row, compare, stated

GROUP = "peers, same articles, one core"
OURS = "everything: atoms and facts"


def rows(quick: bool = False) -> Iterator[Row]:
    """Every row of this group; a package that is not here gets a row that says so."""
    runs = 1 if quick else 5
    texts = [articles.article(n, 600 if quick else articles.SIZE) for n in range(1 if quick else 4)]
    for package, what, load in PEERS:
        if importlib.util.find_spec(package) is None:
            yield Row(GROUP, OURS, "", f"{package}, {what}: not installed here")
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            logging.disable(logging.WARNING)
            try:
                yield _row(f"{package}, {what}", load(), texts, runs)
            except (ImportError, OSError, RuntimeError) as error:
                yield Row(GROUP, OURS, "", f"{package}, {what}: does not run here ({type(error).__name__})")
            finally:
                logging.disable(logging.NOTSET)


def _row(name: str, read: Callable[[str], object], texts: list[str], runs: int) -> Row:
    read(texts[0][:300])  # models and tables are loaded
    ours = [read_bytes(text.encode(), "x.txt") for text in texts]
    baocao.parse(ours[0])
    pair = compare(lambda: [baocao.parse(one) for one in ours], lambda: [read(text) for text in texts], runs)

    def each(seconds: float) -> float:
        return seconds * 1000 / len(texts)

    against = f"{name}: {stated(pair.theirs, 'ms/article', each)}"
    return Row(GROUP, OURS, stated(pair.ours, "ms/article", each), against, pair.ratio)


def _tokens() -> Callable[[str], object]:
    from underthesea import word_tokenize

    return word_tokenize  # type: ignore[no-any-return]


def _names() -> Callable[[str], object]:
    from underthesea import ner

    # a paragraph at a time: its time grows with the square of the length
    return lambda text: [ner(line) for line in text.splitlines() if line.strip()]


def _dates() -> Callable[[str], object]:
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["vi"])


def _quantities() -> Callable[[str], object]:
    from quantulum3 import parser

    return lambda text: parser.parse(text)


PEERS: list[tuple[str, str, Callable[[], Callable[[str], object]]]] = [
    ("underthesea", "tokens", _tokens),
    ("underthesea", "named entities", _names),
    ("dateparser", "search for dates", _dates),
    ("quantulum3", "quantities (English rules)", _quantities),
]
