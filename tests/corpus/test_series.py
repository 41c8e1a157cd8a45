"""Series: units in one form, periods apart from publication, breaks that cut and are never averaged away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from baocao.corpus import gather
from baocao.corpus.locate import lineage, merged
from baocao.corpus.record import Series
from baocao.corpus.series import all_series, series_of
from baocao.lexicon import table
from baocao.model import Article
from corpus.notes import corpus, note

TITLE = "Tin huyện Thanh Trì"


def series(indicator: str, *articles: Article, place: str | None = None) -> Series:
    found = series_of(corpus(*articles), indicator, place)
    assert found is not None
    return found


def test_publication_and_reference_period_are_kept_apart() -> None:
    said = "Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt 35 triệu đồng/năm."
    point = series("income_per_head", note("a", "Thu nhập", "27/09/2017", said)).points[0]
    assert point.published == date(2017, 9, 27)
    assert (point.from_, point.to, point.period_how) == (date(2016, 1, 1), date(2016, 12, 31), "stated")


def test_a_figure_without_a_period_holds_at_publication_and_says_so() -> None:
    said = "Dân số huyện Thanh Trì là 253.112 người."
    point = series("population", note("a", "Tin mới về huyện Thanh Trì", "27/09/2017", said)).points[0]
    assert (point.to, point.period_how) == (date(2017, 9, 27), "published")


def test_nothing_is_guessed_where_neither_period_nor_publication_is_known() -> None:
    said = "Dân số huyện Thanh Trì là 253.112 người."
    point = series("population", note("a", "Tin mới về huyện Thanh Trì", None, said)).points[0]
    assert (point.from_, point.to, point.period_how) == (None, None, "unknown")


def test_a_paragraph_carries_its_period_from_figure_to_figure() -> None:
    said = (
        "Năm 2018, tổng giá trị sản xuất của huyện Thanh Trì đạt 7.486 tỷ đồng. "
        "Thu nhập bình quân đầu người đạt 48,4 triệu đồng/người/năm."
    )
    point = series("income_per_head", note("a", "Tin mới về huyện Thanh Trì", "04/12/2019", said)).points[0]
    assert (point.year, point.period_how) == (2018, "context")


def test_the_day_up_to_which_an_article_counts_is_the_period_of_its_figures() -> None:
    point = series(
        "income_per_head",
        note(
            "a",
            "Thu nhập của huyện Thanh Trì",
            None,
            "Trang báo nói về huyện Thanh Trì, số liệu tính đến tháng 6/2016.",
            "Thu nhập bình quân đầu người đạt khoảng 33,39 triệu đồng/năm.",
        ),
    ).points[0]
    assert (point.to, point.period_how) == (date(2016, 6, 30), "context")


def test_areas_in_three_units_stand_in_one_series() -> None:
    found = series(
        "area",
        note("a", "Diện tích huyện Thanh Trì năm 2017", "26/10/2017", "Diện tích tự nhiên của huyện là 6.293 ha."),
        note("b", "Diện tích huyện Thanh Trì năm 2024", "26/10/2024", "Diện tích tự nhiên của huyện là 63 km2."),
    )
    assert found.unit == "ha"
    assert [p.low for p in found.points] == [Decimal(6293), Decimal(6300)]
    assert [p.step for p in found.points] == [Decimal(1), Decimal(100)]


def test_the_words_for_an_income_of_one_person_and_year_are_one() -> None:
    found = series(
        "income_per_head",
        note(
            "a",
            "Tin mới về huyện Thanh Trì",
            "26/10/2018",
            "Năm 2017, thu nhập bình quân đầu người đạt 38 triệu đồng/năm.",
        ),
        note(
            "b",
            "Tin mới về huyện Thanh Trì",
            "26/10/2019",
            "Năm 2018, thu nhập bình quân đầu người đạt 48 triệu đồng/người/năm.",
        ),
    )
    assert len(found.points) == 2


def test_a_bound_is_an_interval() -> None:
    point = series(
        "population", note("a", "Tin mới về huyện Thanh Trì", "26/10/2017", "Dân số huyện trên 22 vạn người.")
    ).points[0]
    assert (point.low, point.high, point.low_open) == (Decimal(220000), None, True)


def test_a_new_poverty_standard_cuts_the_series_and_names_its_law() -> None:
    found = series(
        "poverty_rate",
        note(
            "a", "Tin mới về huyện Thanh Trì", "15/01/2016", "Năm 2015, tỷ lệ hộ nghèo của huyện Thanh Trì còn 0,99%."
        ),
        note("b", "Tin mới về huyện Thanh Trì", "15/12/2017", "Năm 2017, tỷ lệ hộ nghèo của huyện Thanh Trì còn 1,8%."),
    )
    assert [[p.low for p in segment] for segment in found.segments] == [[Decimal("0.99")], [Decimal("1.8")]]
    assert "59/2015/QĐ-TTg" in found.breaks[0].source


def test_a_series_of_a_district_ends_with_the_district_level() -> None:
    found = series(
        "population", note("a", "Tin mới về huyện Thanh Trì", "26/10/2017", "Dân số huyện là 253.112 người.")
    )
    assert [(b.on, b.kind) for b in found.breaks] == [(date(2025, 7, 1), "unit_ended")]


def test_nobody_knew_of_the_end_of_districts_in_2020() -> None:
    article = note("a", "Tin mới về huyện Thanh Trì", "26/10/2017", "Dân số huyện là 253.112 người.")
    assert all_series(gather([article], as_of=date(2020, 12, 31)))[0].breaks == ()


def test_a_commune_of_the_same_name_is_another_series() -> None:
    found = all_series(
        corpus(
            note("a", "Tin mới về huyện Thanh Trì", "26/10/2017", "Dân số huyện Thanh Trì là 253.112 người."),
            note("b", "Tin mới về xã Thanh Trì", "26/07/2025", "Dân số xã Thanh Trì là 55.378 người."),
        )
    )
    assert {s.place.label for s in found if s.place} == {"huyện Thanh Trì", "xã Thanh Trì"}


def test_a_merged_province_breaks_and_one_that_stayed_does_not() -> None:
    said = "Năm {}, dân số {} là {} người."
    merging = series(
        "population",
        note("a", "Tin mới về tỉnh Bắc Ninh", "26/10/2024", said.format(2023, "tỉnh Bắc Ninh", "1.500.000")),
        note("b", "Tin mới về tỉnh Bắc Ninh", "26/10/2025", said.format(2025, "tỉnh Bắc Ninh", "3.600.000")),
    )
    assert [b.kind for b in merging.breaks] == ["unit_merged"]
    assert len(merging.segments) == 2
    assert merged("vn-2020:27")
    assert not merged("vn-2020:01")
    assert lineage("vn-2020:01") == "vn-2025:01"


def test_another_denominator_is_a_break_and_names_both() -> None:
    found = series(
        "criteria_met",
        note(
            "a",
            "Huyện Thanh Trì",
            "31/12/2021",
            "Đến cuối năm 2021, huyện Thanh Trì đạt 24/27 tiêu chí thành lập quận.",
        ),
        note(
            "b",
            "Tin mới về huyện Thanh Trì",
            "21/08/2024",
            "Đến nay, huyện Thanh Trì đạt 33/34 tiêu chí thành lập quận.",
        ),
    )
    denominators = [b for b in found.breaks if b.kind == "denominator"]
    assert [b.vi for b in denominators] == ["Mẫu số đổi từ 27 sang 34"]
    assert len(denominators[0].cites) == 2


def test_the_mean_of_five_years_and_the_growth_of_one_are_two_series() -> None:
    found = all_series(
        corpus(
            note(
                "a",
                "Huyện Thanh Trì",
                "15/07/2020",
                "Giai đoạn 2015 - 2020, tổng giá trị sản xuất tăng bình quân 10,2%/năm.",
            ),
            note(
                "b",
                "Tin mới về huyện Thanh Trì",
                "15/12/2023",
                "Năm 2023, tổng giá trị sản xuất tăng 14% so với năm 2022.",
            ),
        )
    )
    assert {s.measure for s in found if s.indicator == "production_value"} == {"average", "change"}


def test_two_statements_for_one_year_are_two_points() -> None:
    found = series(
        "population",
        note("a", "Tin mới về huyện Thanh Trì", "26/10/2018", "Năm 2017, dân số huyện Thanh Trì là 253.112 người."),
        note("b", "Tin mới về huyện Thanh Trì", "26/11/2018", "Năm 2017, dân số huyện Thanh Trì là 254.000 người."),
    )
    assert [p.low for p in found.points] == [Decimal(253112), Decimal(254000)]


@pytest.mark.parametrize("row", table("series_breaks"), ids=lambda row: f"{row['indicator']} {row['on']}")
def test_every_break_is_dated_and_names_its_source(row: dict[str, str]) -> None:
    keys = {indicator["key"] for indicator in table("indicators")}
    assert row["indicator"] in keys
    assert date.fromisoformat(row["on"]).year > 2000
    assert row["kind"] in ("standard", "definition")
    assert row["source"].startswith(("Quyết định", "Nghị định", "Nghị quyết", "Thông tư", "Luật"))
    assert row["vi"]
    assert row["en"]


@pytest.mark.parametrize("name", ["flow_indicators", "falling_indicators", "constant_indicators"])
def test_the_tables_speak_of_known_indicators(name: str) -> None:
    assert {row["key"] for row in table(name)} <= {row["key"] for row in table("indicators")}


def test_half_a_year_of_what_adds_up_stands_in_a_series_of_its_own() -> None:
    made = corpus(
        note("a", TITLE, "01/08/2015", "6 tháng đầu năm 2015, thu ngân sách của huyện Thanh Trì đạt 696 tỷ đồng."),
        note("b", TITLE, "01/01/2019", "Năm 2018, thu ngân sách của huyện Thanh Trì đạt 1.850 tỷ đồng."),
    )
    found = [s for s in all_series(made) if s.indicator == "budget_revenue" and s.measure == "level"]
    assert [[p.stated for p in s.points] for s in found] == [["1.850 tỷ đồng"], ["696 tỷ đồng"]]


def jumps(first: str, growth: str) -> list[str]:
    made = corpus(
        note("a", TITLE, "01/02/2016", f"Năm 2015, tổng giá trị sản xuất của huyện Thanh Trì đạt {first}."),
        note(
            "b", TITLE, "01/02/2019", f"Năm 2018, tổng giá trị sản xuất của huyện Thanh Trì đạt 7.486 tỷ đồng{growth}."
        ),
    )
    series = series_of(made, "production_value", measure="level")
    assert series is not None
    return [cut.kind for cut in series.breaks if cut.kind == "jump"]


def test_a_step_that_no_stated_growth_explains_is_a_break() -> None:
    assert jumps("2.165 tỷ đồng", ", tăng 9,2% so với năm 2017") == ["jump"]


def test_a_step_that_the_growth_explains_or_that_nobody_measured_is_none() -> None:
    assert jumps("5.800 tỷ đồng", ", tăng 9,2% so với năm 2017") == []
    assert jumps("2.165 tỷ đồng", "") == []
