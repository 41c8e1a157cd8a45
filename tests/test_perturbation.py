"""A changed article is read as changed: no fact survives that the new text does not state.

Every quantity, date and document of the annotated articles is disturbed where it stands (a digit, a number
word, a unit, a bound, a sign word), and the article is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from baocao.corpus.gold import read_folder
from baocao.model import Article, Date, Document, Movement, Quantity
from baocao.parse import parse
from baocao.span import Span, overlap
from baocao.text.read import read_bytes

ROOT = Path(__file__).parents[1]
TEXTS = {g.name: g.text for g in read_folder(ROOT / "tests" / "gold")} | {
    p.stem: p.read_text(encoding="utf-8") for p in sorted((ROOT / "articles").glob("*phong-van*.txt"))
}
ARTICLES = pytest.mark.parametrize("name", TEXTS)
pytestmark = pytest.mark.slow

DIGITS = str.maketrans("0123456789", "1234567890")
NUMBER_WORDS = {"hai": "sáu", "ba": "bốn", "bốn": "ba", "năm": "bảy", "sáu": "hai", "bảy": "năm", "tám": "ba",
                "chín": "hai", "mười": "sáu", "mươi": "trăm", "chục": "trăm", "vạn": "nghìn"}  # fmt: skip
UNITS = {"%": " ha", "tỷ": "triệu", "tỉ": "triệu", "triệu": "nghìn", "nghìn": "triệu", "ngàn": "triệu", "đồng": "USD",
         "USD": "EUR", "ha": "km2", "m2": "ha", "m²": "ha", "km2": "m2", "km": "kg", "tấn": "tạ", "tạ": "tấn",
         "người": "lít", "hộ": "lít", "dự án": "xã", "đảng viên": "hộ", "chỉ tiêu": "xã", "tháng": "ngày",
         "ngày": "tháng", "lần": "%", "tuổi": "ngày", "kg": "tấn", "giờ": "phút", "phút": "giờ"}  # fmt: skip
BOUNDS = {"hơn": "gần", "trên": "dưới", "dưới": "trên", "gần": "hơn", "khoảng": "hơn", "chừng": "gần",
          "ít nhất": "tối đa", "tối thiểu": "tối đa", "tối đa": "tối thiểu", "không quá": "ít nhất",
          "xấp xỉ": "dưới", "chưa đến": "hơn"}  # fmt: skip


def understood(text: str) -> Article:
    return parse(read_bytes(text.encode(), "article.txt"))


def amount(q: Quantity) -> tuple[object, ...]:
    return q.low, q.high, q.of, q.unit, q.per


def days(d: Date) -> tuple[object, ...]:
    return d.from_, d.to


def grounded(article: Article) -> None:
    """Every surface is read from the text that is there now."""
    for fact in (*article.quantities, *article.dates, *article.documents, *article.commitments):
        assert article.text[fact.start : fact.end] == fact.text


def at(found: tuple[Quantity, ...], place: Span) -> Iterator[Quantity]:
    return (q for q in found if overlap(q, place))


def amounts(article: Article, place: Span) -> list[tuple[object, ...]]:
    """What the quantities that stand at a place say."""
    return [amount(q) for q in at(article.quantities, place)]


def swap(text: str, span: Span, word: str) -> tuple[str, Span]:
    """The text with the words of a span replaced, and where the new words stand."""
    return text[: span.start] + word + text[span.end :], Span(span.start, span.start + len(word))


def words(text: str, table: dict[str, str], within: Span) -> Iterator[tuple[Span, str]]:
    """Each whole word of the table in a stretch of text, with what to put in its place."""
    for word, other in table.items():
        i = text.find(word, within.start, within.end)
        while i >= 0:
            end = i + len(word)
            inside = (i and text[i - 1].isalpha() and word[0].isalpha()) or (
                text[end : end + 1].isalpha() and word[-1].isalpha()
            )
            if not inside:
                yield Span(i, end), other
            i = text.find(word, end, within.end)


@ARTICLES
def test_a_changed_digit_is_never_read_as_the_old_one(name: str) -> None:
    text = TEXTS[name]
    before = understood(text)
    facts: list[Quantity | Date | Document] = [*before.quantities, *before.dates, *before.documents]
    for fact in facts:
        digits = [i for i in range(fact.start, fact.end) if text[i] in "0123456789"]
        # The first digit of one fact, the last of the next: both kinds of place, at half the time.
        for i in digits[:1] if fact.start % 2 else digits[-1:]:
            changed = text[:i] + text[i].translate(DIGITS) + text[i + 1 :]
            after = understood(changed)
            grounded(after)
            place = Span(i, i + 1)
            if isinstance(fact, Quantity):
                assert amount(fact) not in [amount(q) for q in at(after.quantities, place)], changed[
                    fact.start : fact.end
                ]
                unmoved(before, after, fact)
            elif isinstance(fact, Date):
                same = [d for d in after.dates if overlap(d, place) and d.from_ is not None and days(d) == days(fact)]
                assert not same, changed[fact.start : fact.end]
                if all(d.to != fact.to for d in after.dates if overlap(d, place)):
                    assert not (promised(before, place) & promised(after, place)), changed[fact.start : fact.end]
            else:
                same_number = [d for d in after.documents if overlap(d, place) and d.number and d.number == fact.number]
                assert not same_number, changed[fact.start : fact.end]


def promised(article: Article, place: Span) -> set[date]:
    """The days due of the commitments whose deadline is read at a place."""
    here = {d.id for d in article.dates if overlap(d, place)}
    return {c.due for c in article.commitments if c.due_date in here and c.due is not None}


def unmoved(before: Article, after: Article, changed: Quantity) -> None:
    """No derived value that was computed from the changed quantity still stands with its old inputs and value."""
    ids = {q.id: (q.start, q.end) for q in before.quantities}
    ids_after = {q.id: (q.start, q.end) for q in after.quantities}
    now = [(d.name, d.low, d.high, [ids_after.get(i) for i in d.inputs]) for d in after.derived]
    for old in before.derived:
        if changed.id in old.inputs and old.low != old.high != changed.of:
            assert (old.name, old.low, old.high, [ids.get(i) for i in old.inputs]) not in now


@ARTICLES
def test_a_changed_number_word_is_never_read_as_the_old_one(name: str) -> None:
    text = TEXTS[name]
    for fact in understood(text).quantities:
        head = Span(fact.start, min(fact.end, fact.start + 20))
        for span, other in list(words(text.casefold(), NUMBER_WORDS, head))[:1]:
            changed, place = swap(text, span, other)
            after = understood(changed)
            grounded(after)
            assert amount(fact) not in [amount(q) for q in at(after.quantities, place)], changed[
                place.start - 20 : place.end + 20
            ]


@ARTICLES
def test_a_changed_unit_is_never_read_as_the_old_one(name: str) -> None:
    text = TEXTS[name]
    for fact in understood(text).quantities:
        for span, other in list(words(text, UNITS, Span(fact.start, fact.end)))[-1:]:
            changed, place = swap(text, span, other)
            after = understood(changed)
            grounded(after)
            assert amount(fact) not in [amount(q) for q in at(after.quantities, place)], changed[
                fact.start : place.end + 10
            ]


@ARTICLES
def test_a_changed_bound_is_never_read_as_the_old_one(name: str) -> None:
    text = TEXTS[name]
    for fact in understood(text).quantities:
        if fact.bound == "exact" or fact.vague:
            continue
        near = list(words(text, BOUNDS, Span(max(0, fact.start - 10), fact.start)))
        for span, other in [(s, o) for s, o in near if text[s.end : fact.start].strip(' "“') == ""][-1:]:
            changed, place = swap(text, span, other)
            after = understood(changed)
            grounded(after)
            start = fact.start + len(other) - (span.end - span.start)
            kept = [q for q in at(after.quantities, Span(start, start + 1)) if amount(q) == amount(fact)]
            assert [q for q in kept if q.bound == fact.bound] == [], changed[place.start : start + 20]


@ARTICLES
def test_an_exact_number_that_gets_a_bound_is_exact_no_longer(name: str) -> None:
    text = TEXTS[name]
    for fact in understood(text).quantities:
        # A slash or a sign belongs to the number: no word can stand between.
        if fact.bound == "exact" and text[fact.start].isdigit() and text[fact.start - 1 : fact.start] not in ("/", "-"):
            changed, _ = swap(text, Span(fact.start, fact.start + 1), f"gần {text[fact.start]}")
            after = understood(changed)
            grounded(after)
            start = fact.start + len("gần ")
            for q in at(after.quantities, Span(start, start + 1)):
                assert not (amount(q) == amount(fact) and q.bound == "exact"), changed[fact.start - 20 : start + 20]


def movements(article: Article, place: Span) -> Iterator[Movement]:
    """What moved by the quantity that stands at a place."""
    here = {q.id for q in at(article.quantities, place)}
    for indicator in article.indicators:
        for movement in (*filter(None, [indicator.movement]), *indicator.movements):
            if movement.quantity in here:
                yield movement


@ARTICLES
def test_a_rise_that_becomes_a_fall_is_read_as_a_fall(name: str) -> None:
    text = TEXTS[name]
    before = understood(text)
    for sentence in before.sentences:
        whole = Span(sentence.start, sentence.end)
        for span, other in words(text, {"tăng": "giảm", "giảm": "tăng"}, whole):
            # To the end of its own clause: what the sign word governs there is beyond doubt.
            clause = re.split(r"[,;()]| và ", text[span.start : sentence.end])[0]
            if len(re.findall("tăng|giảm", clause)) > 1:
                continue
            after = understood(swap(text, span, other)[0])
            grounded(after)
            for quantity in before.quantities:
                if span.start < quantity.start < span.start + len(clause):
                    place = Span(quantity.start, quantity.end)
                    old = {m.direction for m in movements(before, place)}
                    new = {m.direction for m in movements(after, place)}
                    assert not (old & new & {"up", "down"}), text[span.start : quantity.end]


def test_the_disturbances_reach_many_facts_of_every_kind() -> None:
    """Guards the tests above against going quiet: they walk the parser's own facts."""
    found = [understood(text) for text in TEXTS.values()]
    assert sum(len(a.quantities) for a in found) > 600
    assert sum(len(a.dates) for a in found) > 150
    assert sum(len(a.documents) for a in found) > 25
    assert sum(q.bound != "exact" for a in found for q in a.quantities) > 80
    assert sum(m.direction in ("up", "down") for a in found for i in a.indicators if (m := i.movement)) > 20
