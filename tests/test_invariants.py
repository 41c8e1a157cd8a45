"""What holds of every article whatever it says: facts are the text's own words, and their references lead somewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baocao.corpus.gold import read_folder
from baocao.errors import ReadError
from baocao.model import Article
from baocao.parse import parse
from baocao.text.read import read_bytes

ROOT = Path(__file__).parents[1]
TEXTS = {g.name: g.text for g in read_folder(ROOT / "tests" / "gold")} | {
    p.stem: p.read_text(encoding="utf-8") for p in sorted((ROOT / "articles").glob("*.txt"))
}

SURFACED = ("quantities", "dates", "documents", "commitments", "abstained")
PLACED = (*SURFACED, "blocks", "sentences", "turns", "indicators", "events", "awards", "dropped")
NAMED = ("quantities", "dates", "documents", "people", "organizations", "places", "indicators", "commitments",
         "events", "awards", "derived", "discrepancies")  # fmt: skip
MENTIONED = ("people", "organizations", "places")


def understood(text: str) -> Article:
    return parse(read_bytes(text.encode(), "article.txt"))


def references(article: Article) -> Iterator[tuple[str, str]]:
    """Every id that a record names, with where it does."""
    for turn in article.turns:
        yield "turn.person", turn.person or ""
    for date in article.dates:
        if date.anchor != "published":
            yield "date.anchor", date.anchor or ""
    for document in article.documents:
        yield "document.date", document.date or ""
        yield "document.same_as", document.same_as or ""
    for indicator in article.indicators:
        yield "indicator.quantity", indicator.quantity or ""
        yield "indicator.period", indicator.period or ""
        for movement in (*filter(None, [indicator.movement]), *indicator.movements):
            yield "movement.quantity", movement.quantity or ""
            yield "movement.base_period", movement.base_period or ""
            yield "movement.base_quantity", movement.base_quantity or ""
        for plan in (*filter(None, [indicator.plan]), *indicator.plans):
            yield "plan.quantity", plan.quantity or ""
    for commitment in article.commitments:
        yield "commitment.target", commitment.target or ""
        yield "commitment.list", commitment.list or ""
        yield "commitment.due_date", commitment.due_date or ""
    for derived in article.derived:
        yield from (("derived.inputs", one) for one in derived.inputs)
    for discrepancy in article.discrepancies:
        yield from (("discrepancy.items", one) for one in discrepancy.items)
    for event in (*article.events, *article.awards):
        yield "event.date", event.date or ""


def check(article: Article) -> None:
    """The invariants of one article."""
    text = article.text
    assert unicodedata.is_normalized("NFC", text)
    for kind in PLACED:
        for record in getattr(article, kind):
            assert 0 <= record.start < record.end <= len(text), (kind, record)
    for kind in SURFACED:
        for record in getattr(article, kind):
            assert text[record.start : record.end] == record.text, (kind, record)
            assert record.text == record.text.strip(), (kind, record)
    for kind in MENTIONED:
        for record in getattr(article, kind):
            assert record.mentions, (kind, record)
            assert all(0 <= m.start < m.end <= len(text) for m in record.mentions), (kind, record)
    for kind in ("quantities", "dates", "documents"):
        found = getattr(article, kind)
        assert all(a.end <= b.start for a, b in pairwise(found)), kind
    for quantity in article.quantities:
        assert quantity.low is not None or quantity.high is not None, quantity
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high, quantity
    for date in article.dates:
        if date.from_ is not None and date.to is not None:
            assert date.from_ <= date.to, date
    ids = [record.id for kind in NAMED for record in getattr(article, kind)]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert {(place, one) for place, one in references(article) if one and one not in ids} == set()


@pytest.mark.parametrize("name", TEXTS)
def test_every_fact_of_an_article_is_its_own_words_and_every_reference_resolves(name: str) -> None:
    check(understood(TEXTS[name]))


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_in_decomposed_letters_says_the_same(name: str) -> None:
    composed, decomposed = understood(TEXTS[name]), understood(unicodedata.normalize("NFD", TEXTS[name]))
    assert msgspec.structs.replace(decomposed, source=composed.source) == composed


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_survives_its_own_json(name: str) -> None:
    article = understood(TEXTS[name])
    encoded = msgspec.json.Encoder(decimal_format="number").encode(article)
    assert msgspec.json.decode(encoded, type=Article) == article


@pytest.mark.parametrize("name", TEXTS)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert understood(TEXTS[name]) == understood(TEXTS[name])


TYPINGS = {
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "long dashes": lambda text: text.replace("-", "–"),
    "curly quotes": lambda text: text.replace('"', "”"),
    "the other place of the tone": lambda text: text.replace("ủy", "uỷ").replace("hòa", "hoà").replace("khóa", "khoá"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


def values(article: Article) -> list[tuple[object, ...]]:
    """What an article says in figures, dates, documents and promises, wherever it stands."""
    return [
        *((q.low, q.high, q.of, q.bound) for q in article.quantities),
        *((d.from_, d.to) for d in article.dates),
        *((d.number,) for d in article.documents),
        *((c.due,) for c in article.commitments),
        *((turn.role,) for turn in article.turns),
        *((len(person.mentions),) for person in article.people),
    ]


@pytest.mark.parametrize("typing", TYPINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_an_article_typed_in_another_way_says_the_same(name: str, typing: str) -> None:
    text = TEXTS[name]
    other = understood(TYPINGS[typing](text))
    check(other)
    strip = typing == "long dashes"  # a document's number keeps the dashes that its author typed
    assert [str(v).replace("–", "-") if strip else v for v in values(other)] == [
        str(v) if strip else v for v in values(understood(text))
    ]


# Words that rules are built on, so that random text reaches deep into them.
VOCABULARY = (
    "1.599 10,2% 18/18 60 triệu đồng/năm trên gần 161 ha từ đến năm 2025 ngày 22/6 tháng 3-2021 quý IV nhiệm kỳ "
    "2020 - 2025 giai đoạn mươi lăm hai ba chục vạn tỷ rưỡi nửa Nghị quyết số 26-NQ/TW Luật Đất đai đồng chí ông "
    "Lê Văn Na – Bí thư Phóng viên: PV: sẽ phấn đấu đạt tăng giảm so với cùng kỳ vượt kế hoạch 1. a) - * “ ” \" ' "
    "? ! ; : , . ( ) / \n \n\n hàng trăm người khoảng 5-7 % USD € km² m2 $ 0 00 007 1e9 ∞ ½ ٣ 五 ⅷ 😀 "
    "\u200b \u00a0 \u2028 \ufeff e\u0301 ủy uỷ"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
PROSE = st.lists(st.one_of(WORDS, st.text(max_size=5)), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(PROSE, st.text(min_size=1, max_size=200)))
def test_any_text_at_all_is_either_refused_or_keeps_the_invariants(text: str) -> None:
    try:
        source = read_bytes(text.encode("utf-8", "replace"), "article.txt")
    except ReadError:
        return
    check(parse(source))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(PROSE)
def test_any_text_in_decomposed_letters_says_the_same(text: str) -> None:
    try:
        composed = read_bytes(unicodedata.normalize("NFC", text).encode("utf-8", "replace"), "article.txt")
    except ReadError:
        return
    decomposed = read_bytes(unicodedata.normalize("NFD", composed.text).encode(), "article.txt")
    one, other = parse(composed), parse(decomposed)
    assert msgspec.structs.replace(other, source=one.source) == one
