"""An article in an analyst's hands: marked text, tidy frames, helpful names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import baocao
from baocao import model
from baocao.errors import ReportError
from baocao.report import gate, tree
from baocao.report.frame import DAYS, KINDS, NUMBERS, columns
from baocao.report.terminal import summary
from baocao.report.view import MARKED, View

ROOT = Path(__file__).parents[2]
FILES = sorted(p for p in (ROOT / "articles").iterdir() if p.name != "SOURCES.md")
SEED = ROOT / "articles" / "2020-06-16_thanh-tri_phong-van-bi-thu.txt"


@pytest.fixture(scope="module")
def article() -> View:
    return baocao.open(SEED)


def marks(blocks: tuple[tree.Block, ...]) -> list[tree.Mark]:
    found: list[tree.Mark] = []
    for block in blocks:
        nodes = list(getattr(block, "children", ()))
        found += marks(getattr(block, "blocks", ()))
        while nodes:
            node = nodes.pop(0)
            if isinstance(node, tree.Mark):
                found.append(node)
            nodes[:0] = getattr(node, "children", ())
    return found


def test_the_marked_text_is_the_article_s_text(article: View) -> None:
    shown = " ".join(str(article.show()).split())
    for block in article.record.blocks:
        assert " ".join(article.text[block.start : block.end].split()) in shown


def test_every_quantity_date_and_document_is_marked(article: View) -> None:
    shown = {mark.fact for mark in marks(article.show().blocks)}
    facts = [*article.quantities, *article.dates, *article.documents]
    assert {fact.id for fact in facts} <= shown


def test_a_mark_tells_what_was_understood_by_which_rule_and_where(article: View) -> None:
    income = next(q for q in article.quantities if q.text.startswith("60 triệu đồng"))
    mark = next(m for m in marks(article.show().blocks) if m.fact == income.id)
    for part in ("60 triệu đồng/năm", income.id, income.rule, f"{income.start}–"):
        assert part in mark.note


def test_show_marks_only_the_kinds_that_are_asked_for(article: View) -> None:
    assert {m.kind for m in marks(article.show("date", "document").blocks)} == {"date", "document"}
    with pytest.raises(ReportError, match="no 'digits'"):
        article.show("digits")


def test_a_report_may_print_the_marked_text(article: View) -> None:
    document = tree.Document(title="", blocks=article.show().blocks)
    assert list(gate.orphans(document)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_one_row_a_fact_and_the_same_columns_always(kind: str, article: View) -> None:
    empty = baocao.open(model.Article(source=article.record.source, text="", metadata=model.Metadata()))
    for view in (article, empty):
        facts = getattr(view, kind)
        frame = facts.frame()
        assert len(frame) == len(facts) == len(getattr(view.record, kind))
        assert tuple(frame.columns) == columns(kind)
        for name in frame.columns:
            if name in NUMBERS:
                assert pd.api.types.is_float_dtype(frame[name])
            if name in DAYS:
                assert pd.api.types.is_datetime64_dtype(frame[name])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:30])
def test_every_row_leads_back_to_its_words(path: Path) -> None:
    article = baocao.open(path)
    for kind in ("quantities", "dates", "documents"):
        for row in getattr(article, kind).frame().itertuples():
            assert article.text[row.start : row.end] == row.text
            assert " ".join(row.text.split()) in row.context


def test_numbers_in_a_frame_are_those_of_the_records(article: View) -> None:
    frame = article.quantities.frame().set_index("id")
    for fact in article.quantities:
        low = frame.loc[fact.id, "low"]
        assert (fact.low is None and pd.isna(low)) or low == float(fact.low)


def test_an_indicator_row_joins_its_value_movement_and_plan(article: View) -> None:
    frame = article.indicators.frame().set_index("key")
    income = frame.loc["income_per_head"]
    assert (income["low"], income["unit"], income["direction"], income["change"]) == (60e6, "VND", "up", 28e6)
    assert (income["relation"], income["plan_low"], income["plan_unit"]) == ("exceeds", 20, "%")


def test_the_facts_are_still_a_tuple_of_exact_records(article: View) -> None:
    assert tuple(article.quantities) == article.record.quantities
    assert isinstance(article.quantities[0], model.Quantity)


def test_a_sentence_is_found_by_the_id_of_a_fact(article: View) -> None:
    for fact in article.quantities:
        assert " ".join(fact.text.split()) in article.sentence(fact.id)
    with pytest.raises(ReportError, match="no fact"):
        article.sentence("q999")


def test_completion_and_help_know_every_kind() -> None:
    for kind in KINDS:
        assert kind in dir(View)
        assert getattr(View, kind).__doc__


def test_a_file_its_json_and_its_record_give_the_same_view(article: View, tmp_path: Path) -> None:
    from baocao import contract

    path = tmp_path / "a.json"
    path.write_bytes(contract.encode(article.record))
    assert baocao.open(path).record == baocao.open(article.record).record == article.record


def test_marked_names_every_kind_that_occurs() -> None:
    seen = {m.kind for path in FILES[:4] for m in marks(baocao.open(path).show().blocks)}
    assert seen <= set(MARKED)


def test_the_summary_has_the_cells_of_a_table_parted_by_tabs(article: View) -> None:
    lines = summary(article.report).splitlines()
    row = next(line.split("\t") for line in lines if line.startswith("Thu nhập bình quân đầu người\t"))
    assert row[1] == "60 triệu đồng/năm"
    assert not any("\x1b" in line for line in lines)
