"""The real interview, read from its file: what a careful reader finds in it, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baocao.facts import Facts, find
from baocao.facts.wording import english
from baocao.model import Article, Derived
from baocao.parse import explain, parse
from baocao.text import read
from facts.marked import Marked

FILE = Path(__file__).parents[2] / "articles" / "2020-06-16_thanh-tri_phong-van-bi-thu.txt"


@pytest.fixture(scope="module")
def article() -> Article:
    return parse(read(FILE))


@pytest.fixture(scope="module")
def surface(article: Article) -> dict[str, str]:
    return {a.id: a.text for a in (*article.quantities, *article.dates)}


def test_the_eight_indicators_are_found_with_their_figures(article: Article, surface: dict[str, str]) -> None:
    found = {(i.key, surface.get(i.quantity or "")) for i in article.indicators}
    assert found == {
        ("targets_met", "18/18 chỉ tiêu"),
        ("members_admitted", "1.599 đảng viên"),
        ("production_value", "10,2%"),
        ("income_per_head", "60 triệu đồng/năm"),
        ("poverty_rate", "0,35%"),
        ("new_countryside", None),
        ("clearance_projects", "47 dự án"),
        ("land_recovered", "161 ha"),
    }


def test_movements_and_plans_belong_to_their_figures(article: Article, surface: dict[str, str]) -> None:
    by_key = {i.key: i for i in article.indicators}
    income, members, rural = by_key["income_per_head"], by_key["members_admitted"], by_key["new_countryside"]
    assert income.movement is not None
    assert (income.movement.direction, surface[income.movement.quantity or ""]) == ("up", "28 triệu đồng")
    assert surface[income.movement.base_period or ""] == "năm 2015"
    assert income.plan is not None
    assert (income.plan.relation, surface[income.plan.quantity or ""]) == ("exceeds", "20%")
    assert members.plan is not None
    assert (members.plan.relation, surface[members.plan.quantity or ""]) == ("exceeds", "60%")
    assert rural.plan is not None
    assert (rural.plan.relation, surface[rural.plan.quantity or ""], rural.plan.of) == ("ahead_of", "2 năm", "đề án")
    assert rural.rank is not None
    assert rural.rank.startswith("thứ ba")
    assert surface[rural.period or ""] == "năm 2017"
    growth = by_key["production_value"].movement
    assert growth is not None
    assert growth.kind == "average"
    assert by_key["targets_met"].qualifier == "cơ bản"


def test_both_deadlines_are_commitments_and_their_discrepancy_is_told(article: Article) -> None:
    goals = [c for c in article.commitments if c.rule == "goal"]
    assert [c.due for c in goals] == [date(2025, 12, 31), date(2024, 12, 31)]
    (finding,) = (x for x in article.discrepancies if x.kind == "two_deadlines")
    assert finding.items == tuple(c.id for c in goals)
    assert [article.text[s.start : s.end] for s in finding.spans] == [c.text for c in goals]


def test_the_three_breakthroughs_stand_in_their_list(article: Article, surface: dict[str, str]) -> None:
    items = [c for c in article.commitments if c.list]
    assert [c.index for c in items] == [1, 2, 3]
    assert {surface[c.list or ""].split() == ["03", "khâu", "đột", "phá"] for c in items} == {True}
    assert items[1].text.startswith("Tập trung mọi nguồn lực")


def test_what_continues_is_told_from_what_is_new(article: Article) -> None:
    (ongoing,) = (c for c in article.commitments if c.continuing)
    assert "tiếp tục nâng cao năng lực lãnh đạo" in ongoing.text
    assert len(article.commitments) == 7


def test_an_act_goes_on_with_the_promise_before_it(article: Article) -> None:
    (act,) = (c for c in article.commitments if c.rule == "standing")
    assert act.text.startswith("Xây dựng đội ngũ cán bộ công chức")


def test_congress_recognition_order_and_themes_are_found(article: Article) -> None:
    days = {d.id: (d.from_, d.to) for d in article.dates}
    kinds = {e.kind: e for e in article.events}
    assert sorted(kinds) == ["congress", "motto", "recognition", "theme"]
    assert days[kinds["congress"].date or ""] == (date(2020, 6, 22), date(2020, 6, 24))
    assert days[kinds["recognition"].date or ""] == (date(2017, 1, 1), date(2017, 12, 31))
    assert kinds["recognition"].giver == "Chính phủ"
    (order,) = article.awards
    assert order.name == "Huân chương lao động hạng Ba"
    assert order.giver == "Thủ tướng chính phủ"


def value(article: Article, rule: str) -> Derived:
    (found,) = (d for d in article.derived if d.rule == rule and d.of and _key(article, d) != "members_admitted")
    return found


def _key(article: Article, derived: Derived) -> str | None:
    return next(i.key for i in article.indicators if i.id == derived.of)


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        ("base", "32000000", "32000000"),
        ("plan", "50000000", "50000000"),
        ("growth", "87.5", "87.5"),
        ("yearly_growth_published", "13.396657", "13.396658"),
        ("index", "162.520433", "162.520434"),
        ("planned_year", "2019", "2019"),
    ],
)
def test_what_follows_from_the_figures_is_computed(article: Article, rule: str, low: str, high: str) -> None:
    found = value(article, rule)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert set(found.inputs) <= {a.id for a in (*article.quantities, *article.dates)}


def test_the_plan_for_members_is_an_interval_above_999_with_its_tolerance_stated(article: Article) -> None:
    (plan,) = (d for d in article.derived if d.rule == "plan" and _key(article, d) == "members_admitted")
    assert (plan.low, plan.low_open) == (Decimal("999.375"), True)
    assert plan.high is not None
    assert plan.high < 1020
    assert "5%" in (plan.assumption or "")
    assert "5 %" in english(plan, "assumption")


def test_land_per_project_has_an_open_end(article: Article) -> None:
    found = value(article, "per_item")
    assert (found.low_open, found.high, found.unit, found.per) == (True, None, "ha", "dự án")
    assert found.low is not None
    assert Decimal("3.42") < found.low < Decimal("3.43")


def test_slips_and_qualified_totals_are_told(article: Article) -> None:
    told = {x.kind: [article.text[s.start : s.end] for s in x.spans] for x in article.discrepancies}
    assert sorted(told) == ["missing_year_word", "qualified", "two_deadlines"]
    assert told["missing_year_word"] == ["90 Ngày"]


def test_every_number_is_used_or_abstained_with_a_reason(article: Article) -> None:
    used = {i.quantity for i in article.indicators}
    for i in article.indicators:
        for part in (i.movement, *i.movements, i.plan, *i.plans):
            used |= {part.quantity} if part else set()
    left = {a.quantity for a in article.abstained}
    assert left == {q.id for q in article.quantities} - used
    assert all(a.reason for a in article.abstained)


def test_explain_shows_taken_and_refused_facts(article: Article) -> None:
    trials = explain(read(FILE))
    kinds = Counter(t.kind for t in trials)
    assert {"commitment", "indicator", "event", "award"} <= set(kinds)
    assert any(t.kind == "commitment" and t.reason.startswith("a slogan") for t in trials)
    assert sum(t.kind == "commitment" and not t.reason for t in trials) == len(article.commitments)


def test_a_page_without_atoms_gives_no_facts() -> None:
    from baocao.facts import Atoms, find
    from baocao.model import Page

    assert find(Page(flow="", blocks=(), sentences=()), Atoms()) == Facts()


def test_explain_shows_every_derived_value_and_the_findings(article: Article) -> None:
    shown = [trial.kind for trial in explain(read(FILE))]
    assert shown.count("derived") == len(article.derived)
    assert shown.count("discrepancy") == len(article.discrepancies)


def test_a_rise_by_so_many_times_states_how_it_is_read() -> None:
    marked = Marked(
        "Doanh thu đạt ⟦26 tỷ đồng|q 26000000000 VND⟧, "
        "tăng ⟦1,3 lần|q 1.3 lần⟧ so với ⟦năm 2015|d 2015-01-01..2015-12-31 year⟧."
    )
    (base,) = find(marked.page, marked.marked).derived
    assert base.low == Decimal(20_000_000_000)
    assert "gấp" in (base.assumption or "")
    assert "times the base" in english(base, "assumption")
