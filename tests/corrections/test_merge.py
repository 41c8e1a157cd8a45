"""Corrections change the facts they speak of and what follows from them; what can not be kept is a visible conflict."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from baocao import contract
from baocao.corpus.gold import read_folder
from baocao.corrections import Change, apply, corrected
from baocao.corrections.consequence import recomputed
from baocao.corrections.entry import KINDS
from baocao.model import Article, Correction, Name, Person
from baocao.parse import parse
from baocao.text.read import read_bytes
from corrections.made import TEXT, entry, understood

ROOT = Path(__file__).parents[2]
ARTICLES = {p.stem: p.read_bytes() for p in sorted((ROOT / "articles").glob("2*.txt"))}
GOLD = {g.name: g.text.encode() for g in read_folder(ROOT / "tests" / "gold")}
SEED = sorted((ROOT / "articles").glob("*phong-van*.txt"))[0]
HIDDEN = {
    "zero-width": "Báo cáo\u200b\n\nThu nhập đạt 6\u200b0 triệu đồng, tăng 28 triệu đồng so với năm 2015.\n".encode()
}
RAISED = {"low": Change("1599", "1600"), "high": Change("1599", "1600")}


def only(records: tuple[Correction, ...]) -> Correction:
    (record,) = records
    return record


# ── what follows ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [pytest.param(d, id=n) for n, d in (ARTICLES | GOLD | HIDDEN).items()])
def test_without_a_correction_derived_values_and_findings_come_out_as_the_parser_has_them(data: bytes) -> None:
    article = parse(read_bytes(data, "article.txt"))
    assert recomputed(article) == article


def test_a_changed_value_stands_in_the_article_and_in_every_value_derived_from_it() -> None:
    article = apply(understood(), [entry("change", "quantity", "1.599 đảng viên", change=RAISED)])
    assert article.quantities[0].low == 1600
    assert article.quantities[0].text == "1.599 đảng viên"
    assert next(d for d in article.derived if "q1" in d.inputs).low == Decimal("1600") / Decimal("1.2") // Decimal(
        "0.000001"
    ) * Decimal("0.000001")
    assert corrected(article) == {"q1"}


def test_the_record_keeps_old_and_new_value_with_reason_name_and_day() -> None:
    record = only(apply(understood(), [entry("change", "quantity", "1.599 đảng viên", change=RAISED)]).corrections)
    assert [(c.field, c.was, c.now) for c in record.changes] == [("low", "1599", "1600"), ("high", "1599", "1600")]
    assert (record.reason, record.by, record.on) == ("đối chiếu bản in", "Trần Thị Mẫu", date(2026, 11, 23))
    assert (record.status, record.fact) == ("applied", "q1")


def test_a_rejected_level_takes_its_indicator_and_what_was_derived_from_it_along_and_says_so() -> None:
    article = apply(understood(), [entry("reject", "quantity", "1.599 đảng viên")])
    assert "q1" not in {q.id for q in article.quantities}
    assert "i1" not in {i.id for i in article.indicators}
    assert all("q1" not in d.inputs for d in article.derived)
    assert only(article.corrections).words == {"ids": "i1"}


def test_a_rejected_change_leaves_the_level_without_its_movement() -> None:
    article = apply(understood(), [entry("reject", "quantity", "28 triệu đồng/người/năm")])
    income = next(i for i in article.indicators if i.quantity == "q3")
    assert income.movement is None
    assert not [d for d in article.derived if d.of == income.id]


def test_a_rejected_date_takes_the_deadline_that_was_read_from_it() -> None:
    article = apply(understood(), [entry("reject", "date", "năm 2025")])
    assert (article.commitments[0].due, article.commitments[0].due_date) == (None, None)


def test_a_changed_date_moves_the_deadline_that_was_its_last_day() -> None:
    change = {"from": Change("2025-01-01", "2026-01-01"), "to": Change("2025-12-31", "2026-12-31")}
    article = apply(understood(), [entry("change", "date", "năm 2025", change=change)])
    assert article.commitments[0].due == date(2026, 12, 31)


def dangling(article: Article) -> set[str]:
    """Ids that a record of the article names and that name nothing."""
    text = contract.encode(replace(article, corrections=(), text="")).decode()
    known = {fact.id for kind in KINDS.values() for fact in getattr(article, kind.many)}
    return (
        set(re.findall(r'"([a-z]\d{1,3})"', text)) - known - {f.id for f in (*article.derived, *article.discrepancies)}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_rejected_no_other_fact_is_left_leaning_on_it(kind: str) -> None:
    article = parse(read_bytes(SEED.read_bytes(), "a.txt"))
    assert not dangling(article)
    for fact in getattr(article, KINDS[kind].many):
        place = fact.mentions[0] if isinstance(fact, Person | Name) else fact
        quote = article.text[place.start : place.end]
        around = {"before": article.text[max(0, place.start - 12) : place.start], "start": place.start}
        around |= {"end": place.end, "after": article.text[place.end : place.end + 12]}
        seen = {n: v for n in KINDS[kind].fields if (v := KINDS[kind].write(fact, n)) not in (None, ())}
        after = apply(article, [entry("reject", kind, quote, article.text, values=seen, **around)])
        assert only(after.corrections).status == "applied", fact
        assert fact.id not in {f.id for f in getattr(after, KINDS[kind].many)}
        assert not dangling(after)
        assert contract.decode(contract.encode(after)) == after


def test_a_figure_whose_indicator_was_rejected_is_listed_with_that_reason() -> None:
    words = "Tỷ lệ hộ nghèo còn 0,5%"
    article = apply(understood(), [entry("reject", "indicator", words)])
    assert [(a.quantity, a.rule) for a in article.abstained] == [("q5", "rejected")]


def test_an_added_figure_of_no_indicator_is_listed_until_one_is_added() -> None:
    figure = entry("add", "quantity", "trụ sở", values={"low": "1", "high": "1", "unit": "trụ sở"})
    alone = apply(understood(), [figure])
    assert [a.rule for a in alone.abstained] == ["added"]
    named = entry("add", "indicator", "tại trụ sở huyện", values={"name": "trụ sở"})
    assert apply(understood(), [figure, named]).abstained == ()


# ── adding ───────────────────────────────────────────────────────────────────


def test_an_added_quantity_stands_in_text_order_with_a_number_of_its_own() -> None:
    article = apply(
        understood(), [entry("add", "quantity", "trụ sở", values={"low": "1", "high": "1", "unit": "trụ sở"})]
    )
    added = next(q for q in article.quantities if q.text == "trụ sở")
    assert added.id not in {q.id for q in understood().quantities}
    assert [q.start for q in article.quantities] == sorted(q.start for q in article.quantities)
    assert corrected(article) == {added.id}


def test_an_added_indicator_leans_on_the_one_quantity_in_its_words() -> None:
    article = apply(
        understood(),
        [entry("add", "indicator", "Tỷ lệ hộ nghèo còn 0,5%, tỷ lệ", values={"name": "hộ nghèo toàn huyện"})],
    )
    added = next(i for i in article.indicators if i.name == "hộ nghèo toàn huyện")
    assert added.quantity == "q5"


def test_an_added_person_is_one_whose_name_and_role_the_article_writes() -> None:
    text = TEXT.replace("Hội nghị", "Ông Ba Thợ Hàn, tổ trưởng, dự hội nghị")
    values = {"name": "Ba Thợ Hàn", "roles": ("tổ trưởng",)}
    kept = apply(understood(text), [entry("add", "person", "Ba Thợ Hàn", text, values=values)])
    person = next(p for p in kept.people if p.name == "Ba Thợ Hàn")
    assert [text[s.start : s.end] for s in (person.mentions[0], *person.stated)] == ["Ba Thợ Hàn", "tổ trưởng"]
    invented = apply(understood(text), [entry("add", "person", "Ba Thợ Hàn", text, values={"roles": ("bộ trưởng",)})])
    assert only(invented.corrections).code == "not_quoted"


def test_a_fact_over_another_is_refused_until_that_one_is_rejected() -> None:
    longer = entry("add", "quantity", "được 1.599 đảng viên", values={"low": "1599", "high": "1599"})
    assert only(apply(understood(), [longer]).corrections).code == "overlaps"
    both = apply(understood(), [longer, entry("reject", "quantity", "1.599 đảng viên")])
    assert [c.status for c in both.corrections] == ["applied", "applied"]
    assert "được 1.599 đảng viên" in {q.text for q in both.quantities}


# ── new extractions ──────────────────────────────────────────────────────────


def test_a_correction_follows_its_words_when_text_is_put_before_them() -> None:
    moved = TEXT.replace("Hội nghị", "Bản tin mới cập nhật. Hội nghị")
    article = apply(understood(moved), [entry("change", "quantity", "1.599 đảng viên", change=RAISED)])
    record = only(article.corrections)
    assert (record.status, record.code) == ("applied", "moved")
    assert article.quantities[0].low == 1600


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT.replace("1.599", "1.598"), "gone"),
        (
            TEXT.replace("toàn huyện kết nạp được", "huyện có").replace("trụ sở", "nơi có 1.599 đảng viên ở trụ sở"),
            "ambiguous",
        ),
    ],
)
def test_words_that_are_gone_or_stand_twice_are_a_conflict_and_change_nothing(text: str, code: str) -> None:
    article = apply(understood(text), [entry("change", "quantity", "1.599 đảng viên", change=RAISED)])
    record = only(article.corrections)
    assert (record.status, record.code, record.fact, record.at) == ("conflict", code, None, None)
    assert record.message
    assert article.quantities == understood(text).quantities


def test_a_value_that_the_rules_now_read_in_a_third_way_is_a_conflict_that_names_both() -> None:
    wrong = {"low": Change("1500", "1600"), "high": Change("1500", "1600")}
    record = only(apply(understood(), [entry("change", "quantity", "1.599 đảng viên", change=wrong)]).corrections)
    assert (record.status, record.code) == ("conflict", "differs")
    assert (record.words["was"], record.words["found"]) == ("1500", "1599")


def test_a_change_that_the_rules_have_caught_up_with_is_applied_and_marks_nothing() -> None:
    caught = {"low": Change("1500", "1599"), "high": Change("1500", "1599")}
    article = apply(understood(), [entry("change", "quantity", "1.599 đảng viên", change=caught)])
    assert (only(article.corrections).status, only(article.corrections).code) == ("applied", "agreed")
    assert corrected(article) == frozenset()


def test_a_rejected_fact_that_the_rules_no_longer_find_is_done_with() -> None:
    assert only(apply(understood(), [entry("reject", "date", "trụ sở huyện")]).corrections).status == "applied"


@pytest.mark.parametrize("do", ["accept", "change"])
def test_an_accepted_or_changed_fact_that_the_rules_no_longer_find_is_a_conflict(do: str) -> None:
    change = {"unit": Change(None, "ha")} if do == "change" else {}
    record = only(apply(understood(), [entry(do, "quantity", "trụ sở huyện", change=change)]).corrections)
    assert (record.status, record.code) == ("conflict", "missing")


def test_an_accepted_value_that_the_rules_now_read_otherwise_is_a_conflict() -> None:
    record = only(apply(understood(), [entry("accept", "quantity", "20%", values={"low": "21"})]).corrections)
    assert (record.status, record.code) == ("conflict", "differs")


def test_a_fact_whose_extent_the_rules_now_see_differently_is_a_conflict_that_shows_it() -> None:
    record = only(apply(understood(), [entry("accept", "quantity", "1.599")]).corrections)
    assert (record.code, record.words) == ("extent", {"found": "1.599 đảng viên"})


def test_values_that_can_not_hold_together_are_a_conflict() -> None:
    record = only(
        apply(understood(), [entry("change", "quantity", "20%", change={"low": Change("20", "30")})]).corrections
    )
    assert (record.status, record.code) == ("conflict", "impossible")


def test_no_entry_is_ever_left_out_and_their_order_is_that_of_the_file() -> None:
    entries = [
        entry("add", "quantity", "trụ sở", values={"low": "1", "high": "1"}),
        entry("change", "quantity", "20%", change={"unit": Change("lần", "%")}),
        entry("reject", "quantity", "0,7%"),
        entry("accept", "date", "ngày 15/6/2020"),
    ]
    assert [r.quote for r in apply(understood(), entries).corrections] == [e.quote for e in entries]


def test_an_article_without_corrections_is_the_very_same() -> None:
    assert apply(understood(), []) is understood()
