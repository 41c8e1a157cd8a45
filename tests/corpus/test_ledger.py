"""The ledger: one line a promise, its deadline's moves, its evidence, and a status that rests on cited sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baocao.corpus import Corpus, gather
from baocao.corpus.ledger import ledger
from baocao.corpus.record import Promise
from baocao.corpus.status import RULES, status
from baocao.lexicon import table
from baocao.parse import parse
from baocao.text.read import read
from corpus.notes import corpus, note

ARTICLES = Path(__file__).parents[2] / "articles"
TITLE = "Tin mới về huyện Thanh Trì"


@pytest.fixture(scope="module")
def thanh_tri() -> Corpus:
    """The articles that come with the project."""
    return gather(parse(read(path)) for path in sorted(ARTICLES.glob("*.txt")))


def becoming_a_quan(corpus: Corpus, on: date | None = None) -> Promise:
    (one,) = [p for p in ledger(corpus, on=on) if p.goal == "quận" and p.place and p.place.code == "vn-2020:020"]
    return one


def test_every_statement_of_the_promise_stands_on_one_line(thanh_tri: Corpus) -> None:
    said = becoming_a_quan(thanh_tri)
    assert [(s.published, s.kind, s.due, s.latest, s.soon) for s in said.statements] == [
        (date(2018, 12, 4), "promised", date(2020, 12, 31), None, False),
        (date(2020, 6, 16), "promised", date(2024, 12, 31), None, False),
        (date(2020, 6, 16), "promised", date(2025, 12, 31), None, False),
        (date(2020, 6, 23), "promised", date(2025, 12, 31), None, False),
        (date(2020, 12, 16), "demanded", date(2023, 12, 31), date(2024, 12, 31), False),
        (date(2021, 5, 31), "promised", None, None, True),
        (date(2023, 3, 4), "step", date(2024, 9, 30), date(2025, 12, 31), False),
        (None, "promised", date(2025, 12, 31), None, False),
    ]
    assert said.statements[1].speaker == "Lê Tiến Nhật"
    assert said.statements[4].speaker == "Nguyễn Thị Tuyến"


def test_every_move_of_the_deadline_is_told_with_both_sentences(thanh_tri: Corpus) -> None:
    moves = becoming_a_quan(thanh_tri).moves
    assert [(m.kind, m.before, m.after) for m in moves] == [
        ("set", None, date(2020, 12, 31)),
        ("two_deadlines", date(2024, 12, 31), date(2025, 12, 31)),
        ("later", date(2020, 12, 31), date(2025, 12, 31)),
        ("earlier", date(2025, 12, 31), date(2024, 12, 31)),
        ("dropped", date(2024, 12, 31), None),
        ("later", date(2024, 12, 31), date(2025, 12, 31)),
    ]
    assert all(len(m.cites) == 2 for m in moves if m.kind in ("later", "earlier", "dropped"))


def test_the_evidence_says_what_is_missing_and_that_the_denominator_changed(thanh_tri: Corpus) -> None:
    counted = [e for e in becoming_a_quan(thanh_tri).evidence if e.unit == "tiêu chí"]
    assert [(e.kind, e.low, e.of, e.missing, e.new_denominator) for e in counted] == [
        ("progress", None, None, Decimal(3), False),
        ("progress", Decimal(24), Decimal(27), Decimal(3), False),
        ("requirement", None, Decimal(31), None, True),
        ("progress", Decimal(33), Decimal(34), Decimal(1), True),
    ]


@pytest.mark.parametrize(
    ("on", "state", "days", "rule"),
    [
        (date(2018, 12, 31), "due", 731, "before_deadline"),
        (date(2020, 12, 31), "due", 1461, "before_deadline"),
        (date(2025, 2, 1), "due", 333, "before_deadline"),
        (date(2025, 6, 30), "due", 184, "before_deadline"),
        (date(2025, 7, 1), "overtaken", None, "unit_ended"),
        (date(2026, 6, 1), "overtaken", None, "unit_ended"),
    ],
)
def test_the_status_follows_the_day(thanh_tri: Corpus, on: date, state: str, days: int | None, rule: str) -> None:
    found = becoming_a_quan(thanh_tri, on).status
    assert (found.state, found.days, found.rule) == (state, days, rule)
    assert found.cites


def test_the_promise_was_overtaken_by_a_law_and_by_a_sentence(thanh_tri: Corpus) -> None:
    found = becoming_a_quan(thanh_tri).status
    assert "72/2025/QH15" in found.basis
    assert any("kết thúc hoạt động" in thanh_tri.sentence(cite) for cite in found.cites)


def test_before_its_first_statement_there_is_no_promise(thanh_tri: Corpus) -> None:
    assert [p for p in ledger(thanh_tri, on=date(2017, 1, 1)) if p.goal == "quận"] == []


def test_the_commune_that_followed_made_a_promise_of_its_own(thanh_tri: Corpus) -> None:
    (one,) = [p for p in ledger(thanh_tri) if p.goal == "phường"]
    assert one.place is not None
    assert (one.place.label, one.status.state, one.status.rule) == ("xã Thanh Trì", "open", "no_deadline")


def test_an_income_target_is_kept_by_the_report_of_its_own_year(thanh_tri: Corpus) -> None:
    (one,) = [p for p in ledger(thanh_tri) if p.indicator == "income_per_head" and "2020" in p.goal]
    assert (one.status.state, one.status.rule) == ("kept", "reached")
    assert thanh_tri.surface(one.status.cites[0]) == "60 triệu đồng/năm"


def test_a_later_figure_is_no_proof_of_the_year_promised(thanh_tri: Corpus) -> None:
    (one,) = [p for p in ledger(thanh_tri) if p.indicator == "income_per_head" and "2017" in p.goal]
    assert (one.status.state, one.status.rule, one.status.days) == ("reached_later", "later_figure", None)


def test_a_free_promise_of_two_articles_is_one_with_its_measured_progress(thanh_tri: Corpus) -> None:
    (one,) = [p for p in ledger(thanh_tri) if "tự cân đối thu, chi ngân sách" in p.goal]
    assert len(one.statements) == 2
    assert [(e.low, e.unit) for e in one.evidence] == [(Decimal("52.3"), "%")]


def test_a_long_sentence_with_stock_phrases_of_a_free_promise_is_no_progress_of_it(thanh_tri: Corpus) -> None:
    (one,) = [p for p in ledger(thanh_tri) if "đội ngũ cán bộ công chức huyện" in p.goal]
    assert one.evidence == ()


def test_every_cite_of_the_ledger_is_a_place_in_its_article(thanh_tri: Corpus) -> None:
    for promise in ledger(thanh_tri):
        cites = [
            *(s.cite for s in promise.statements),
            *(e.cite for e in promise.evidence),
            *(c for m in promise.moves for c in m.cites),
            *promise.status.cites,
        ]
        for cite in cites:
            article = thanh_tri.article(cite.article)
            assert 0 <= cite.start < cite.end <= len(article.text)
            sentence = article.sentences[cite.sentence - 1]
            assert cite.sentence
            assert sentence.start <= cite.start < sentence.end


def test_a_missed_target_is_missed_by_the_figure_of_its_year() -> None:
    both = corpus(
        note(
            "a", TITLE, "27/09/2017", "Huyện phấn đấu thu nhập bình quân đầu người đến năm 2020 đạt 70 triệu đồng/năm."
        ),
        note(
            "b",
            TITLE,
            "15/01/2021",
            "Năm 2020, thu nhập bình quân đầu người của huyện Thanh Trì đạt 60 triệu đồng/năm.",
        ),
    )
    (one,) = ledger(both)
    assert (one.status.state, one.status.rule) == ("missed", "fell_short")
    assert ledger(both, on=date(2020, 6, 1))[0].status.state == "due"


def test_growth_of_another_year_decides_nothing_and_is_not_overdue_by_days(thanh_tri: Corpus) -> None:
    growth = next(p for p in ledger(thanh_tri) if "16,5 - 17%" in p.goal)
    assert growth.evidence == ()
    assert (growth.status.state, growth.status.rule, growth.status.days) == ("unreported", "period_over", None)
    assert ledger(thanh_tri, on=date(2012, 6, 1))[0].status.state == "due"


def test_a_figure_under_another_standard_decides_nothing(thanh_tri: Corpus) -> None:
    poor = next(p for p in ledger(thanh_tri) if p.indicator == "poverty_rate")
    assert [(e.kind, e.new_standard) for e in poor.evidence] == [("progress", True)] * len(poor.evidence)
    assert poor.evidence
    assert (poor.status.state, poor.status.rule) == ("unreported", "period_over")


def test_a_second_target_names_the_indicator_that_its_words_leave_out(thanh_tri: Corpus) -> None:
    promises = {p.goal: p.subject for p in ledger(thanh_tri)}
    assert promises["đến năm 2020 đạt 50 triệu đồng/năm"] == "Thu nhập bình quân đầu người"
    assert promises["tỷ lệ hộ nghèo giảm còn 2,1%"] is None


def test_what_was_so_before_a_target_was_set_is_no_report_of_it(thanh_tri: Corpus) -> None:
    said = next(p for p in ledger(thanh_tri) if "50 triệu" in p.goal)
    assert [e.at for e in said.evidence] == [date(2018, 12, 31), date(2020, 6, 16)]


def test_days_are_not_counted_for_a_unit_that_is_gone() -> None:
    both = corpus(
        note("a", TITLE, "27/09/2017", "Huyện phấn đấu trở thành quận vào năm 2020."),
        note("b", TITLE, "15/08/2025", "Từ ngày 1/7/2025, huyện Thanh Trì kết thúc hoạt động."),
    )
    (one,) = ledger(both)
    assert (one.status.state, one.status.days) == ("overdue", None)
    assert ledger(both, on=date(2021, 1, 15))[0].status.days == 15


def test_a_sentence_on_two_units_is_a_statement_of_each() -> None:
    both = corpus(
        note("a", TITLE, "27/09/2017", "Huyện phấn đấu trở thành quận vào năm 2020."),
        note("b", "Hà Nội", "15/08/2024", "Năm 2025 mới dự kiến đưa huyện Hoài Đức và huyện Thanh Trì lên quận."),
    )
    assert [s.due for s in becoming_a_quan(both).statements] == [date(2020, 12, 31), date(2025, 12, 31)]


def test_a_deadline_that_passed_in_silence_is_overdue_and_nothing_more() -> None:
    both = corpus(
        note("a", TITLE, "27/09/2017", "Huyện phấn đấu trở thành quận vào năm 2020."),
        note("b", TITLE, "15/01/2021", "Huyện Thanh Trì trồng thêm nhiều cây xanh."),
    )
    (one,) = ledger(both)
    assert (one.status.state, one.status.days, one.status.rule) == ("overdue", 15, "after_deadline")


def test_a_report_that_the_goal_is_reached_keeps_the_promise() -> None:
    both = corpus(
        note("a", "Tin mới về huyện Đông Anh", "27/09/2017", "Huyện phấn đấu trở thành quận vào năm 2020."),
        note(
            "b", "Tin mới về huyện Đông Anh", "15/11/2020", "Ngày 1/11/2020, huyện Đông Anh chính thức trở thành quận."
        ),
    )
    (one,) = ledger(both)
    assert (one.status.state, one.status.rule) == ("kept", "reached")


def test_a_question_of_the_interviewer_is_no_statement(thanh_tri: Corpus) -> None:
    for promise in ledger(thanh_tri):
        assert all(s.speaker != "Phóng viên" for s in promise.statements)


def test_a_copy_is_not_a_second_statement() -> None:
    body = (
        "Huyện phấn đấu trở thành quận vào năm 2020, nhiều tuyến đường mới đã được mở rộng, các trường học được xây "
        "lại, trạm y tế của các xã đều có bác sĩ làm việc thường xuyên và người dân đồng thuận."
    )
    both = corpus(note("a", TITLE, "27/09/2017", body), note("b", TITLE, "28/09/2017", body))
    assert [len(p.statements) for p in ledger(both)] == [1]


def test_the_status_can_be_asked_for_any_day_without_the_articles(thanh_tri: Corpus) -> None:
    said = becoming_a_quan(thanh_tri)
    found = status(said.statements, said.evidence, said.place, date(2019, 6, 1))
    assert found is not None
    assert (found.state, found.deadline) == ("due", date(2020, 12, 31))


def test_the_ledger_is_the_same_however_the_articles_come(thanh_tri: Corpus) -> None:
    backwards = gather([article for _, article in thanh_tri][::-1])
    assert ledger(backwards) == ledger(thanh_tri)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_said_in_both_languages(rule: str) -> None:
    assert RULES[rule].keys() == {"vi", "en"}
    assert all(text.endswith(".") for text in RULES[rule].values())


@pytest.mark.parametrize("row", table("promise_cues"), ids=lambda row: row["cue"])
def test_every_cue_stands_in_its_example(row: dict[str, str]) -> None:
    assert row["cue"] in row["example"].lower()
    assert row["kind"] in ("demand", "aim", "latest", "end", "reached")


def test_words_of_time_alone_make_no_report_of_a_goal() -> None:
    both = corpus(
        note("a", TITLE, "27/09/2018", "Dự kiến công trình sẽ hoàn thành trong quý 2-2019."),
        note("b", TITLE, "15/01/2019", "Huyện Thanh Trì lập phương án cho 247 hộ dân, trình duyệt trong quý 2-2019."),
    )
    assert [p.evidence for p in ledger(both)] == [()] * len(ledger(both))


def test_a_goal_of_no_known_place_takes_no_report_from_another_article() -> None:
    told = "Năm 2019, ban quản lý đã xử lý nước thải y tế tập trung được 45%."
    goal = "Ban quản lý cam kết đến năm 2020 xử lý nước thải y tế tập trung."
    apart = corpus(note("a", "Tin môi trường", "27/09/2018", goal), note("b", "Tin mới", "15/01/2020", told))
    (one,) = ledger(apart)
    assert (one.place, one.evidence) == (None, ())
    (same,) = ledger(corpus(note("a", "Tin môi trường", "15/01/2020", f"{goal} {told}")))
    assert [e.low for e in same.evidence] == [45]
