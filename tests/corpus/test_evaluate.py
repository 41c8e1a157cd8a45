"""Scoring the parser: what counts as right, and what a run says of the run before it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from baocao.corpus.evaluate import Evaluation, Part, Score, compare, encode, evaluate, lines
from baocao.corpus.gold import Gold, understand
from baocao.errors import BaocaoError
from baocao.model import Article, Commitment, Date, Document, Metadata, Origin, Person, Quantity, Turn
from baocao.span import Span

HEAD = "read: 2026-11-23\ngenre: note\nheld-out: no\n"


def gold(body: str, *people: str) -> Gold:
    return understand(HEAD + "".join(f"person: {p}\n" for p in people) + "---\n" + body, "x.gold")


def article(of: Gold, **found: object) -> Article:
    return Article(source=Origin("x", "", "utf-8", "text/plain"), text=of.text, metadata=Metadata(), **found)


def quantity(of: Gold, text: str, low: str, unit: str | None, /, **more: object) -> Quantity:
    start = of.text.index(text)
    value = {"low": Decimal(low), "high": Decimal(low), **more}
    return Quantity(start=start, end=start + len(text), text=text, unit=unit, rule="r", **value)


def right(of: Gold, kind: str, **found: object) -> tuple[int, int, int]:
    """Of one kind: how many are right, how many were found, how many are there."""
    tally, _ = compare(of, article(of, **found))
    return tally[kind, "right"], tally[kind, "found"], tally[kind, "there"]


FIELD = gold("có {hơn|q? 1 -} {40 ha|q >40 ha} và {18/21 xã|q 18/21 xã} đạt")


@pytest.mark.parametrize(
    ("low", "unit", "more", "levels"),
    [
        ("40", "ha", {"bound": "above"}, "value unit bound"),
        ("40", "ha", {}, "value unit"),
        ("40", "km2", {"bound": "above"}, "value"),
        ("41", "ha", {"bound": "above"}, ""),
        ("40", "ha", {"bound": "above", "high": None}, ""),
        ("40", "ha", {"bound": "above", "of": Decimal(50)}, ""),
    ],
)
def test_a_quantity_is_right_in_value_then_unit_then_bound(
    low: str, unit: str, more: dict[str, object], levels: str
) -> None:
    found = quantity(FIELD, "40 ha", low, unit, **more)
    kinds = {"value": "quantities", "unit": "quantities_with_unit", "bound": "quantities_with_bound"}
    assert [w for w, k in kinds.items() if right(FIELD, k, quantities=(found,))[0]] == levels.split()


def test_a_fraction_needs_both_its_numbers() -> None:
    assert right(FIELD, "quantities", quantities=(quantity(FIELD, "18/21 xã", "18", "xã"),))[0] == 0
    assert right(FIELD, "quantities", quantities=(quantity(FIELD, "18/21 xã", "18", "xã", of=Decimal(21)),))[0] == 1


def test_a_counted_noun_may_be_cut_shorter_but_not_be_another() -> None:
    of = gold("có {269 đại biểu|q 269 đại biểu} chính thức")
    for unit, hits in (("đại biểu chính thức", 1), ("Đại biểu", 1), ("đại hội", 0), (None, 0)):
        assert right(of, "quantities_with_unit", quantities=(quantity(of, "269 đại biểu", "269", unit),))[0] == hits


def test_a_marked_denominator_must_be_found_however_it_is_spaced() -> None:
    of = gold("đạt {3 người/ km2|q 3 người per km2}")
    for per, hits in (("km²", 1), (" km2", 1), ("năm", 0), (None, 0)):
        assert (
            right(of, "quantities_with_unit", quantities=(quantity(of, "3 người/ km2", "3", "người", per=per),))[0]
            == hits
        )


def test_one_fact_answers_for_one_mark_only() -> None:
    of = gold("tăng {7%|q 7 %} và {7%|q 7 %}")
    whole = Quantity(start=5, end=len(of.text), text="", low=Decimal(7), high=Decimal(7), unit="%", rule="r")
    assert right(of, "quantities", quantities=(whole,)) == (1, 1, 2)


def test_an_invention_costs_precision_and_an_optional_fact_costs_nothing() -> None:
    of = gold("một {nửa|q? 0.5 -} của {5 xã|q 5 xã} thuộc lớp 12")
    found = (quantity(of, "nửa", "0.5", None), quantity(of, "5 xã", "5", "xã"), quantity(of, "12", "12", None))
    assert right(of, "quantities", quantities=found) == (1, 2, 1)


def test_a_vague_amount_needs_its_base_and_its_flag() -> None:
    of = gold("{hàng trăm người|q vague 100 người}")
    for vague, hits in ((True, 1), (False, 0)):
        found = quantity(of, "hàng trăm người", "100", "người", high=None, bound="about", vague=vague)
        assert right(of, "quantities_with_bound", quantities=(found,))[0] == hits


def day(of: Gold, text: str, first: str | None, last: str | None) -> Date:
    start = of.text.index(text)
    from_, to = (value and date.fromisoformat(value) for value in (first, last))
    return Date(start=start, end=start + len(text), from_=from_, to=to, precision="day", rule="r")


def test_a_date_needs_both_its_days_and_none_where_the_article_gives_none() -> None:
    of = gold("{năm 2024|d 2024} và {hôm qua|d ?}")
    assert right(of, "dates", dates=(day(of, "năm 2024", "2024-01-01", "2024-12-31"),))[0] == 1
    assert right(of, "dates", dates=(day(of, "năm 2024", "2024-01-01", "2024-01-01"),))[0] == 0
    assert right(of, "dates", dates=(day(of, "hôm qua", None, None),))[0] == 1
    assert right(of, "dates", dates=(day(of, "hôm qua", "2026-11-22", "2026-11-22"),))[0] == 0


def test_a_date_without_days_outside_the_marks_is_no_invention() -> None:
    of = gold("bữa nọ và {năm 2024|d 2024}")
    assert right(of, "dates", dates=(day(of, "bữa nọ", None, None),)) == (0, 0, 1)
    assert right(of, "dates", dates=(day(of, "bữa nọ", "2024-01-01", "2024-01-01"),)) == (0, 1, 1)


def test_a_document_is_known_by_its_number() -> None:
    of = gold("theo {Chỉ thị 05|doc 05} và {Luật Thủ đô|doc -}")
    for start, end, number, hits in ((5, 15, "05", 1), (5, 15, "5", 0), (19, 30, None, 1), (19, 30, "30", 0)):
        found = Document(start=start, end=end, type="", number=number, rule="r")
        assert right(of, "documents", documents=(found,))[0] == hits


def test_a_commitment_is_found_by_place_and_right_by_its_due_day() -> None:
    of = gold("huyện {sẽ xong trước {năm 2025|d 2025}|c 2024-12-31}")
    found = Commitment(start=0, end=20, due=date(2025, 12, 31), rule="r")
    assert right(of, "commitments", commitments=(found,))[0] == 1
    assert right(of, "commitments_with_due", commitments=(found,)) == (0, 1, 1)


def test_a_role_is_right_when_one_contains_the_other_and_a_person_is_counted_once() -> None:
    of = gold("Lê Thị Na và Vũ An", "Lê Thị Na | Bí thư Huyện ủy", "Vũ An |")
    people = (
        Person(name="lê thị na", roles=("bí thư huyện ủy Thanh Ba",), mentions=(Span(0, 9),)),
        Person(name="Vũ An", mentions=(Span(13, 18),)),
    )
    assert right(of, "people", people=people) == (2, 2, 2)
    assert right(of, "people_with_role", people=people) == (2, 2, 2)
    other = (Person(name="Lê Thị Na", roles=("Chủ tịch",), mentions=(Span(0, 9),)), people[1])
    assert right(of, "people_with_role", people=other) == (1, 2, 2)


def test_a_name_must_be_spelt_as_the_article_spells_it() -> None:
    of = gold("bà Lê Kim Thuý", "Lê Kim Thuý |")
    for name, hits in (("Lê Kim Thuý", 1), ("Lê Kim Thúy", 0)):
        assert right(of, "people", people=(Person(name=name, mentions=(Span(3, 14),)),))[0] == hits


def test_turns_are_right_as_far_as_the_speakers_agree_in_order() -> None:
    of = gold("{>Phóng viên}a {>Na}b {>Phóng viên}c {>Na}d")
    said = [Turn(speaker=s, role="interviewee", start=i, end=i + 1) for i, s in enumerate(["Phóng viên", "Na", "Na"])]
    assert right(of, "turns", turns=tuple(said)) == (3, 3, 4)


def test_a_wrong_case_names_file_line_kind_and_what_was_read() -> None:
    of = gold("Đầu đề\nđạt {5 xã|q 5 xã}, {6%|q 6 %}, lớp 12")
    _, cases = compare(of, article(of, quantities=(quantity(of, "5 xã", "50", "xã"), quantity(of, "12", "12", None))))
    assert cases == {
        "x.gold:6 quantities [5 xã]": "read 50 xã exact [5 xã]",
        "x.gold:6 quantities [6%]": "missed",
        "x.gold:6 quantities [12]": "invented 12 - exact [12]",
    }


def test_an_article_read_as_another_text_is_an_error() -> None:
    of = gold("đạt 5 xã")
    with pytest.raises(BaocaoError, match="another text"):
        compare(of, msgspec.structs.replace(article(of), text="đạt 6 xã"))


# ── runs ─────────────────────────────────────────────────────────────────────

FIGURES = {"annotated": HEAD + "---\nHuyện có {5 xã|q 5 xã} và {300 ha|q 300 ha}.\n",
           "apart": HEAD.replace("out: no", "out: yes") + "---\nHuyện có {40 ha|q 41 ha}.\n"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, whole in FIGURES.items():
        (tmp_path / f"{name}.gold").write_text(whole, encoding="utf-8")
    return tmp_path


def test_the_record_holds_scores_apart_for_held_out_articles_and_hides_their_cases(folder: Path) -> None:
    run = evaluate(folder)
    record = msgspec.json.decode(encode(run))
    assert (record["date"], record["articles"], record["held_out"]["articles"]) == ("2026-11-23", 2, 1)
    assert record["kinds"]["quantities"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667, "n": 3}
    assert record["held_out"]["kinds"]["quantities"]["f1"] == 0
    assert "40 ha" not in encode(run).decode()
    assert sum(case.startswith("#") for case in record["wrong"]) == 1


def test_what_was_gained_and_lost_is_printed_case_by_case_before_the_scores(folder: Path) -> None:
    (folder / "annotated.gold").write_text(FIGURES["annotated"].replace("q 300 ha", "q 301 ha"), encoding="utf-8")
    record = folder / "eval.json"
    record.write_bytes(encode(evaluate(folder)))
    (folder / "annotated.gold").write_text(FIGURES["annotated"].replace("q 5 xã", "q 6 xã"), encoding="utf-8")
    printed = list(lines(evaluate(folder, record)))
    assert printed[:4] == [
        "gained 1, and 0 in held-out articles",
        "  + annotated.gold:5 quantities [300 ha]",
        "lost 1, and 0 in held-out articles",
        "  - annotated.gold:5 quantities [5 xã]: read 5 xã exact [5 xã]",
    ]
    assert printed[4].startswith("2 articles")


def test_a_run_is_the_same_to_the_byte_when_nothing_changed(folder: Path) -> None:
    assert encode(evaluate(folder)) == encode(evaluate(folder))


def test_the_first_run_has_nothing_to_compare_with(folder: Path) -> None:
    run = evaluate(folder, folder / "none.json")
    assert (run.gains, run.losses) == ((), ())


def test_a_spoilt_record_is_named(folder: Path) -> None:
    (folder / "eval.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BaocaoError, match=r"eval\.json: is no record"):
        evaluate(folder, folder / "eval.json")


def test_cases_of_held_out_articles_are_counted_but_not_shown() -> None:
    score = Score(Decimal(1), Decimal(1), Decimal(1), 1)
    run = Evaluation(date=date(2026, 1, 2), articles=1, kinds={"turns": score}, held_out=Part(1, {"turns": score}),
                     wrong={"#0123": "held out"}, losses=("#0123",))  # fmt: skip
    assert next(lines(run)) == "lost 0, and 1 in held-out articles"
    assert "#0123" not in "\n".join(lines(run))
