"""Reading annotated articles: marks come out, offsets are the article's own, mistakes are named by place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from baocao.corpus.gold import Amount, Due, Gold, GoldError, Period, read_folder, understand

FOLDER = Path(__file__).parents[1] / "gold"
HEAD = "read: 2026-11-23\ngenre: note\nheld-out: no\n---\n"
GOLDS = read_folder(FOLDER)


def amount(spec: str) -> Amount:
    reading = understand(f"{HEAD}có {{nhiều|q {spec}}}", "x.gold").quantities[0].readings[0]
    assert isinstance(reading, Amount)
    return reading


def period(spec: str) -> tuple[date | None, date | None]:
    reading = understand(f"{HEAD}từ {{khi ấy|d {spec}}}", "x.gold").dates[0].readings[0]
    assert isinstance(reading, Period)
    return reading.from_, reading.to


def test_the_article_is_what_is_left_without_marks() -> None:
    gold = understand(f"{HEAD}{{>An}}Ông An: {{sẽ thêm {{5 lớp|q 5 lớp}}|c -}} | hết", "x.gold")
    assert gold.text == "Ông An: sẽ thêm 5 lớp | hết"
    assert gold.speakers == ("An",)


def test_marks_inside_marks_keep_their_own_places() -> None:
    gold = understand(f"{HEAD}nay {{sẽ trồng {{40 ha|q 40 ha}} trước {{năm 2025|d 2025}}|c 2024-12-31}}.", "x.gold")
    assert [m.text for k in (gold.quantities, gold.dates, gold.commitments) for m in k] == [
        "40 ha", "năm 2025", "sẽ trồng 40 ha trước năm 2025",
    ]  # fmt: skip
    assert gold.commitments[0].readings == (Due(date(2024, 12, 31)),)


def test_an_amount_says_bound_range_whole_unit_and_denominator() -> None:
    assert amount(">60e6 VND per người/năm") == Amount(
        Decimal(60_000_000), Decimal(60_000_000), None, "VND", "người/năm", "above", False
    )
    assert amount("~1.5..2 -") == Amount(Decimal("1.5"), Decimal(2), None, None, None, "about", False)
    assert amount("18/21 chỉ tiêu") == Amount(Decimal(18), Decimal(18), Decimal(21), "chỉ tiêu", None, "exact", False)
    assert amount("vague 100 người") == Amount(Decimal(100), None, None, "người", None, "about", True)
    assert amount("-42e9 VND").low == Decimal(-42_000_000_000)


def test_a_period_is_all_of_its_days() -> None:
    assert period("2024") == (date(2024, 1, 1), date(2024, 12, 31))
    assert period("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert period("2024-Q3") == (date(2024, 7, 1), date(2024, 9, 30))
    assert period("2019-01..2019-06") == (date(2019, 1, 1), date(2019, 6, 30))
    assert period("?") == (None, None)


def test_several_readings_and_optional_facts_are_kept() -> None:
    mark = understand(f"{HEAD}hơn {{thập kỷ|q? >1 decade or >10 year}}", "x.gold").quantities[0]
    assert mark.optional
    assert [r.low for r in mark.readings if isinstance(r, Amount)] == [Decimal(1), Decimal(10)]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("có {5 xã|q 5 xã} và\n{6 xã|q sáu xã}", "x.gold:6 quantities[1]: no amount in [sáu xã]"),
        ("{năm 2025|d 2025-13}", "x.gold:5 dates[0]: no month in [2025-13]"),
        ("{30/2|d 2025-02-30}", "x.gold:5 dates[0]: no day in [2025-02-30]"),
        ("{năm|d 2025..2020}", "x.gold:5 dates[0]: the period [2025..2020] runs backwards"),
        ("{5-3 xã|q 5..3 xã}", "x.gold:5 quantities[0]: the range [5..3 xã] runs backwards"),
        ("{ 5 xã|q 5 xã}", "x.gold:5 quantities[0]: the surface [ 5 xã] is empty or has spaces at its ends"),
        ("{Luật X|doc số 5}", "x.gold:5 documents[0]: no document number in [số 5]"),
        ("{5 xã|w 5 xã}", "x.gold:5: no kind [w]"),
        ("\n{5 xã", "x.gold:6: a mark is never closed"),
        ("5 xã|q 5}", "x.gold:5: [|q 5}] closes no mark"),
        ("{5 xã}", "x.gold:5: [}] closes no mark"),
    ],
)
def test_a_wrong_mark_is_named_by_file_line_kind_and_index(body: str, place: str) -> None:
    with pytest.raises(GoldError) as caught:
        understand(HEAD + body, "x.gold")
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        ("genre: note\nheld-out: no\n---\nx", "x.gold: the head does not say read"),
        ("read: 2026-11-23\ngenre: note\nheld-out: maybe\n---\nx", "x.gold: held-out is [maybe]"),
        ("read: 2026-11-23\nnonsense\n---\nx", "x.gold:2: no 'key: value' in [nonsense]"),
        ("read: 2026-11-23\nperson: | Bí thư\n---\nx", "x.gold:2 people[0]: a person without a name"),
        ("read: hôm qua\ngenre: note\nheld-out: no\n---\nx", "x.gold:1 read: no day in [hôm qua]"),
        ("just an article", "x.gold: has no line '---'"),
        (f"{HEAD}a\u0301", "x.gold: is not in NFC"),
    ],
)
def test_a_wrong_head_is_named_by_file_and_line(whole: str, said: str) -> None:
    with pytest.raises(GoldError) as caught:
        understand(whole, "x.gold")
    assert str(caught.value).startswith(said)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"holds no \.gold file"):
        read_folder(tmp_path)


# ── the gold of this project ─────────────────────────────────────────────────


def test_the_gold_has_many_articles_of_every_genre_and_a_third_of_them_held_out() -> None:
    assert len(GOLDS) >= 25
    assert {g.genre for g in GOLDS} == {
        "interview", "congress report", "socio-economic report", "notice", "news", "note",
    }  # fmt: skip
    assert len(GOLDS) / 4 < sum(g.held_out for g in GOLDS) <= len(GOLDS) / 2


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.name)
def test_every_mark_stands_where_it_says(gold: Gold) -> None:
    for mark in (*gold.quantities, *gold.dates, *gold.documents, *gold.commitments):
        assert gold.text[mark.start : mark.end] == mark.text


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.name)
def test_every_person_and_speaker_of_the_gold_is_named_in_its_article(gold: Gold) -> None:
    text = " ".join(gold.text.split()).casefold()
    for name in (*(p.name for p in gold.people), *(s for s in gold.speakers if s != "Phóng viên")):
        assert name.casefold() in text


@pytest.mark.parametrize("gold", GOLDS, ids=lambda g: g.name)
def test_marks_of_one_kind_do_not_overlap(gold: Gold) -> None:
    for marks in (gold.quantities, gold.dates, gold.documents, gold.commitments):
        assert all(a.end <= b.start for a, b in pairwise(marks))
