"""Agreement and contradiction: what must be found, and what must not be flagged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from baocao.corpus.agreement import contradictions, findings
from baocao.corpus.record import Finding
from baocao.model import Article
from corpus.notes import corpus, note

INTERVIEW = (
    "Thu nhập bình quân đầu người đạt 60 triệu đồng/năm, tăng 28 triệu đồng so với năm 2015, vượt 20% so với kế hoạch."
)


def found(*articles: Article) -> list[Finding]:
    return list(findings(corpus(*articles)))


def verdicts(*articles: Article) -> list[str]:
    return [f.verdict for f in found(*articles)]


def people(name: str, words: str, day: str = "26/10/2021") -> Article:
    return note(name, "Dân số huyện Thanh Trì năm 2021", day, f"Dân số huyện Thanh Trì là {words} người.")


def income(name: str, year: int, words: str, day: str) -> Article:
    said = f"Năm {year}, thu nhập bình quân đầu người của huyện Thanh Trì đạt {words} triệu đồng/năm."
    return note(name, "Thu nhập huyện Thanh Trì", day, said)


def test_two_figures_for_one_year_contradict_with_both_sentences() -> None:
    (one,) = found(income("a", 2016, "35", "27/09/2017"), income("b", 2016, "37", "28/09/2018"))
    assert (one.verdict, one.certainty, one.difference, one.percent) == (
        "contradiction", "certain", Decimal(2000000), Decimal("5.71")
    )  # fmt: skip
    assert (one.left.cite.article, one.right.cite.article) == ("a", "b")
    assert one.left.cite.sentence
    assert one.right.cite.sentence


def test_different_years_never_contradict() -> None:
    assert verdicts(income("a", 2015, "28", "27/09/2016"), income("b", 2016, "37", "28/09/2018")) == []


def test_different_places_never_contradict() -> None:
    one = note("a", "Tin mới về huyện Thanh Trì", "27/09/2017", "Năm 2016, dân số huyện Thanh Trì là 253.112 người.")
    two = note("b", "Tin mới về huyện Đông Anh", "27/09/2017", "Năm 2016, dân số huyện Đông Anh là 380.000 người.")
    assert verdicts(one, two) == []


def test_a_base_that_one_article_implies_contradicts_what_another_states() -> None:
    stated = income("b", 2015, "28", "01/07/2016")
    implied = note("a", "Thu nhập huyện Thanh Trì", "16/06/2020", INTERVIEW)
    (one,) = [f for f in found(stated, implied) if f.verdict == "contradiction"]
    assert one.right.derived == "q1 - q2"
    assert (one.left.low, one.right.low) == (Decimal(28000000), Decimal(32000000))
    assert "derived" in one.why
    assert one.right.cites, "the sentences it was computed from"


def test_a_bound_holds_the_exact_figure() -> None:
    assert verdicts(people("a", "hơn 253 nghìn"), people("b", "253.112")) == ["compatible"]


def test_a_rounded_figure_holds_the_exact_one() -> None:
    assert verdicts(people("a", "253 nghìn"), people("b", "253.112")) == ["compatible"]


def test_a_rounding_to_the_wrong_side_is_a_contradiction() -> None:
    assert verdicts(people("a", "254 nghìn"), people("b", "253.112")) == ["contradiction"]


def test_two_exact_figures_of_one_fineness_contradict_however_near() -> None:
    assert verdicts(people("a", "253.112"), people("b", "253.113")) == ["contradiction"]


def test_a_bound_far_below_the_figure_is_strained_and_no_contradiction() -> None:
    assert verdicts(people("a", "hơn 220.000"), people("b", "hơn 270.000")) == ["strained"]


def test_square_kilometres_hold_the_hectares_that_round_to_them() -> None:
    title = "Diện tích huyện Thanh Trì năm 2021"
    articles = [
        note(name, title, "26/10/2021", f"Diện tích tự nhiên của huyện Thanh Trì là {words}.")
        for name, words in (("a", "6.293 ha"), ("b", "6.349 ha"), ("c", "63 km2"))
    ]
    assert sorted(verdicts(*articles)) == ["compatible", "compatible", "contradiction"]


def test_an_area_of_another_year_is_compared_and_only_possibly_contradicts() -> None:
    one = note("a", "Diện tích huyện Thanh Trì năm 2017", "26/10/2017", "Diện tích tự nhiên của huyện là 6.293 ha.")
    two = note("b", "Diện tích huyện Thanh Trì năm 2021", "26/10/2021", "Diện tích tự nhiên của huyện là 6.349 ha.")
    (finding,) = found(one, two)
    assert (finding.verdict, finding.certainty) == ("contradiction", "possible")
    assert "other_period" in finding.why


def test_half_a_year_of_revenue_is_not_compared_with_the_year() -> None:
    half = "6 tháng đầu năm 2015, thu ngân sách của huyện Thanh Trì đạt 696 tỷ đồng."
    year = "Năm 2015, thu ngân sách của huyện Thanh Trì đạt 1.000 tỷ đồng."
    title = "Thu ngân sách huyện Thanh Trì"
    assert verdicts(note("a", title, "15/07/2015", half), note("b", title, "15/01/2016", year)) == []


def test_growth_of_two_kinds_is_not_compared() -> None:
    one = "Năm 2020, tổng giá trị sản xuất của huyện Thanh Trì tăng 10,2% so với năm 2019."
    two = "Năm 2020, tăng trưởng kinh tế của huyện Thanh Trì đạt 8,2%."
    title = "Kinh tế huyện Thanh Trì"
    assert verdicts(note("a", title, "15/01/2021", one), note("b", title, "16/01/2021", two)) == []


def test_criteria_out_of_different_totals_are_not_compared() -> None:
    one = "Đến cuối năm 2021, huyện Thanh Trì đạt 24/27 tiêu chí thành lập quận."
    two = "Đến cuối năm 2021, huyện Thanh Trì đạt 28/31 tiêu chí thành lập quận."
    title = "Tin mới về huyện Thanh Trì"
    assert verdicts(note("a", title, "31/12/2021", one), note("b", title, "31/12/2021", two)) == []


def test_the_plan_of_one_article_and_the_result_of_another_meet_and_the_words_agree() -> None:
    plan = "Huyện phấn đấu thu nhập bình quân đầu người đến năm 2020 đạt 50 triệu đồng/năm."
    both = corpus(
        note("a", "Huyện Thanh Trì đạt chuẩn", "27/09/2017", plan),
        note("b", "Thu nhập huyện Thanh Trì", "16/06/2020", INTERVIEW),
    )
    by_verdict = {f.verdict: f for f in findings(both)}
    met = by_verdict["plan_exceeded"]
    assert (met.left.low, met.right.low, met.percent) == (Decimal(50000000), Decimal(60000000), Decimal("20.00"))
    assert [both.surface(cite) for cite in met.support] == ["20%"], "the interview's own words say the same"
    assert by_verdict["same"].right.derived == "q1 / (1 + q3)", "the plan it implies is the plan that was made"
    assert contradictions(both) == ()


def test_a_poverty_target_is_met_from_below() -> None:
    plan = "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo giảm còn 1%."
    title = "Tin mới về huyện Thanh Trì"
    result = "Năm 2020, tỷ lệ hộ nghèo của huyện Thanh Trì còn {}%."
    below = note("b", title, "15/01/2021", result.format("0,35"))
    above = note("b", title, "15/01/2021", result.format("1,5"))
    assert verdicts(note("a", title, "27/09/2017", plan), below) == ["plan_exceeded"]
    assert verdicts(note("a", title, "27/09/2017", plan), above) == ["plan_missed"]


def test_a_syndicated_copy_counts_once() -> None:
    body = (
        "Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt 35 triệu đồng/năm, nhiều tuyến đường mới đã "
        "được mở rộng, các trường học được xây lại, trạm y tế của các xã đều có bác sĩ làm việc thường xuyên."
    )
    first = note("a", "Thu nhập huyện Thanh Trì", "27/09/2017", body)
    copy = note("b", "Thu nhập huyện Thanh Trì", "28/09/2017", body)
    other = income("c", 2016, "37", "01/10/2017")
    both = corpus(first, copy, other)
    assert [e.copy_of for e in both.entries] == [None, "a", None]
    (one,) = findings(both)
    assert (one.verdict, one.left.cite.article, one.right.cite.article) == ("contradiction", "a", "c")
    assert [cite.article for cite in one.copies] == ["b"]


def test_a_copy_that_changed_the_figure_is_a_contradiction() -> None:
    body = (
        "Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt {} triệu đồng/năm, nhiều tuyến đường mới đã "
        "được mở rộng, các trường học được xây lại, trạm y tế của các xã đều có bác sĩ làm việc thường xuyên."
    )
    first = note("a", "Thu nhập huyện Thanh Trì", "27/09/2017", body.format("35"))
    copy = note("b", "Thu nhập huyện Thanh Trì", "28/09/2017", body.format("53"))
    both = corpus(first, copy)
    assert both.entries[1].copy_of == "a"
    assert [f.verdict for f in findings(both)] == ["contradiction"]


def test_the_order_of_the_articles_changes_nothing() -> None:
    a, b = income("a", 2016, "35", "27/09/2017"), income("b", 2016, "37", "28/09/2018")
    assert findings(corpus(a, b)) == findings(corpus(b, a))


def test_a_weak_source_is_said() -> None:
    said = "Năm 2016, thu nhập bình quân đầu người của huyện Thanh Trì đạt 40 triệu đồng/năm."
    weak = note("b", "Thu nhập huyện Thanh Trì", "01/10/2017", said, remark="nguồn yếu (diễn đàn)")
    (one,) = found(income("a", 2016, "35", "27/09/2017"), weak)
    assert "weak_source" in one.why


def test_what_is_published_before_the_plan_is_no_result_of_it() -> None:
    plan = "Huyện phấn đấu thu nhập bình quân đầu người đến năm 2020 đạt 50 triệu đồng/năm."
    early = income("a", 2020, "60", "27/09/2017")
    late = note("b", "Huyện Thanh Trì đạt chuẩn", "16/06/2020", plan)
    assert all(f.left.published != date(2020, 6, 16) for f in found(early, late) if f.verdict.startswith("plan"))


def test_a_target_of_a_part_is_no_figure_of_the_whole() -> None:
    whole = note("a", "Huyện Thanh Trì", "01/02/2018", "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo còn 1%.")
    part = note("b", "Huyện Thanh Trì", "01/03/2018", "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo nông thôn còn 2%.")
    again = note("c", "Huyện Thanh Trì", "01/04/2018", "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo còn 2%.")
    assert verdicts(whole, part) == []
    assert verdicts(whole, again) == ["contradiction"]


def test_a_second_target_with_a_name_of_its_own_does_not_take_the_first_one_s_indicator() -> None:
    one = note(
        "a",
        "Huyện Thanh Trì",
        "01/02/2018",
        "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo còn 1%, tỷ lệ thất thoát nước sạch còn 18%.",
    )
    two = note("b", "Huyện Thanh Trì", "01/03/2018", "Huyện phấn đấu đến năm 2020 tỷ lệ hộ nghèo còn 1%.")
    assert verdicts(one, two) == ["same"]
