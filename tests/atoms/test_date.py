"""Dates: the case files, every day and month there is, and what a date may never be."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atoms.pages import Case, cases, page
from baocao.atoms import date as dates
from baocao.atoms import document
from baocao.atoms.rule import facts
from baocao.lexicon import table
from baocao.model import Date, Page


def found(of: Page) -> list[Date]:
    return facts(dates.candidates(of, facts(document.candidates(of))))


def said(fact: Date) -> str:
    """A date as case files write it."""
    ends = [str(day) if day else "?" for day in (fact.from_, fact.to)]
    days = ends[0] if fact.from_ and fact.from_ == fact.to else "..".join(ends)
    edge = f" edge={fact.edge}" if fact.edge else ""
    return f"{days} {fact.precision}{edge}" + (f" < {fact.anchor}" if fact.anchor else "")


def only(text: str, published: str | None = None) -> Date:
    (fact,) = found(page(text, published))
    return fact


@pytest.mark.parametrize("case", list(cases("dates*.txt")), ids=lambda case: case.name)
def test_a_sentence_gives_the_dates_marked_in_it_and_no_others(case: Case) -> None:
    of = case.page
    got = found(of)
    assert [of.flow[d.start : d.end] for d in got] == [page(s).flow for s in case.surfaces]
    assert [said(d) for d in got] == list(case.expected)


# ── enumeration ──────────────────────────────────────────────────────────────

EVERY_DAY = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]


@pytest.mark.parametrize("sep", ["/", "-", "."])
def test_every_day_of_a_leap_year_is_read_in_every_numeric_form(sep: str) -> None:
    for day in EVERY_DAY:
        for text in (f"{day.day}{sep}{day.month}{sep}2024", f"{day:%d}{sep}{day:%m}{sep}{day:%Y}"):
            fact = only(f"Họp ngày {text}, tại huyện.")
            assert (fact.from_, fact.to, fact.precision) == (day, day, "day"), text


def test_every_day_of_a_leap_year_is_read_in_words_and_without_its_year() -> None:
    for day in EVERY_DAY:
        assert only(f"Họp ngày {day.day} tháng {day.month} năm 2024.").from_ == day
        assert only(f"Họp sáng {day.day}/{day.month}, tại huyện.", str(day)).from_ == day
        assert only(f"Họp ngày {day.day}-{day.month} tại huyện.", str(day)).from_ == day


def test_days_that_do_not_exist_are_refused_with_the_reason() -> None:
    for day, month in [(d, m) for m in range(1, 14) for d in range(1, 33)]:
        if month < 13 and day <= monthrange(2023, month)[1]:
            continue
        tried = dates.candidates(page(f"Họp ngày {day}/{month}/2023 tại huyện."))
        assert [c.fact for c in tried] == [None], (day, month)
        assert "no day" in str(tried[0].reason) or "no month" in str(tried[0].reason)


def test_every_month_and_quarter_is_read_in_every_form() -> None:
    for month in range(1, 13):
        first, last = date(2023, month, 1), date(2023, month, monthrange(2023, month)[1])
        for text in (f"tháng {month}/2023", f"tháng {month}-2023", f"tháng {month:02}.2023", f"tháng {month} năm 2023"):
            fact = only(f"Trong {text}, trời nắng.")
            assert (fact.from_, fact.to, fact.precision) == (first, last, "month"), text
    for number, roman in enumerate(("I", "II", "III", "IV"), 1):
        for text in (f"quý {roman}/2023", f"quý {number}-2023", f"Quí {roman} năm 2023", f"quý {number} năm 2023"):
            fact = only(f"Trong {text}, trời nắng.")
            assert fact.from_ == date(2023, 3 * number - 2, 1), text
            assert fact.to == date(2023, 3 * number, monthrange(2023, 3 * number)[1])


def test_every_part_of_a_year_ends_with_its_month() -> None:
    for months in range(1, 13):
        fact = only(f"Trong {months} tháng đầu năm 2022, thu tăng.")
        assert (fact.from_, fact.to) == (date(2022, 1, 1), date(2022, months, monthrange(2022, months)[1]))
        fact = only(f"Trong {months} tháng cuối năm 2022, thu tăng.")
        assert (fact.from_, fact.to) == (date(2022, 13 - months, 1), date(2022, 12, 31))


@pytest.mark.parametrize("word", ["nhiệm kỳ", "Nhiệm kỳ", "NHIỆM KỲ", "giai đoạn", "thời kỳ", "niên khóa", "năm học"])
@pytest.mark.parametrize("dash", ["-", "–", " – ", " -", "- ", " - "])
def test_every_term_is_read_with_every_dash(word: str, dash: str) -> None:
    for first in range(1990, 2041):
        fact = only(f"Bước vào {word} {first}{dash}{first + 5}, huyện đổi mới.")
        assert (fact.from_, fact.to) == (date(first, 1, 1), date(first + 5, 12, 31))


def test_every_year_from_1900_to_2099_is_read() -> None:
    for year in range(1900, 2100):
        fact = only(f"Đến năm {year}, huyện có 12 trường.")
        assert (fact.from_, fact.to, fact.precision) == (date(year, 1, 1), date(year, 12, 31), "year")


# ── tables ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", table("deixis"), ids=lambda row: row["word"])
def test_every_deictic_word_counts_from_the_publication_date(row: dict[str, str]) -> None:
    fact = only(row["example"].capitalize() + ".", "2021-07-15")
    assert fact.anchor == "published"
    assert fact.from_ is not None
    if row["unit"] == "day":
        assert fact.from_ - date(2021, 7, 15) == timedelta(days=int(row["offset"]))
    else:
        assert fact.precision == ("range" if row["unit"] == "week" else row["unit"])
        here = fact.from_ <= date(2021, 7, 15) <= (fact.to or fact.from_)
        assert here == (row["offset"] == "0")
    assert only(row["example"].capitalize() + ".").from_ is None


@pytest.mark.parametrize("row", table("date_cues"), ids=lambda row: f"{row['kind']} {row['cue']}")
def test_every_cue_makes_or_unmakes_the_date_beside_it(row: dict[str, str]) -> None:
    got = found(page(f"Tin thêm: {row['example']}.", "2019-06-20"))
    if row["kind"] in ("day", "perhaps"):
        days = [d for d in got if d.rule in ("date.bare_day", "date.weekday", "date.deixis_day")]
        assert [d.precision for d in days] == ["day"], row
    else:
        assert got == []


@pytest.mark.parametrize("row", table("counted_heads"), ids=lambda row: row["word"])
def test_a_number_that_counts_a_noun_is_no_year(row: dict[str, str]) -> None:
    assert found(page(f"Tin thêm: {row['example']}.")) == []


@pytest.mark.parametrize("row", table("lunar_new_years"), ids=lambda row: row["day"])
def test_every_new_year_of_the_table_is_the_day_of_its_name(row: dict[str, str]) -> None:
    fact = only(f"Huyện {row['example']}.", row["day"])
    assert fact.from_ == fact.to == date.fromisoformat(row["day"])


# ── what holds of all ────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    ["ngày ", "tháng ", "năm ", "quý ", "từ ", "đến ", " và ", ", ", "-", "/", ".", " - ", "(", ")", "12", "5", "2019",
     "31", "2/9", "nhiệm kỳ ", "những năm ", "thế kỷ XX", "hôm nay ", "6 tháng đầu năm ", " người", "\n", "İ", "nay ",
     "so với cùng kỳ "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([None, "2020-02-29", "không rõ"]))
def test_dates_are_disjoint_ordered_and_whole_whatever_stands_in_the_text(text: str, published: str | None) -> None:
    of = page(text, published)
    tried = dates.candidates(of, facts(document.candidates(of)))
    end = 0
    for fact in facts(tried):
        assert end <= fact.start < fact.end <= len(of.flow)
        assert "\n" not in of.flow[fact.start : fact.end]
        assert fact.from_ is None or fact.to is None or fact.from_ <= fact.to
        assert fact.anchor is None or fact.from_ or fact.to
        end = fact.end
    assert all((c.fact is None) != (c.reason is None) for c in tried)


def test_anchors_name_dates_that_are_there() -> None:
    of = page("Đoàn đến ngày 12/5/2018, họp ngày 13/5 và ngày 14/5. Năm 2019 về, tăng so với năm trước.")
    got = found(of)
    anchors = [d.anchor for d in got if d.anchor]
    assert anchors
    assert all(1 <= int(a.removeprefix("d")) <= len(got) for a in anchors)


def test_a_long_line_of_numbers_is_read_in_linear_time() -> None:
    def steps(length: int) -> int:
        return len(dates.candidates(page("ngày 1, 2, 3 - 4 đến 5/6 và " * length)))

    assert steps(400) == 2 * steps(200)
