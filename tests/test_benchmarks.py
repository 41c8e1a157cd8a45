"""The measurements can be made: every row of `make bench` runs on tiny inputs. How fast is never a test."""

from __future__ import annotations

import importlib
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of the benchmarks, which are no part of the package."""
    monkeypatch.syspath_prepend(ROOT)
    return lambda name: importlib.import_module(f"benchmarks.{name}")


def test_the_made_articles_are_the_same_every_time_and_all_different(load: Any) -> None:
    articles = load("articles")
    texts = [articles.article(n) for n in range(50)]
    assert texts == [articles.article(n) for n in range(50)]
    assert len(set(texts)) == 50
    assert all(abs(len(text.encode()) - articles.SIZE) < 400 for text in texts)


@pytest.mark.slow
@pytest.mark.parametrize("group", ["parsing", "peers", "corpus", "scale"])
def test_every_row_of_a_group_runs(load: Any, group: str) -> None:
    if group in ("corpus", "scale"):
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    rows = list(load(group).rows(quick=True))
    assert rows
    assert all(row.ours or row.against for row in rows)
    assert load("table").table(rows).count("\n") == len(rows) + 3


@pytest.mark.slow
def test_a_report_is_timed_in_a_checkout_of_its_own(load: Any, tmp_path: Path) -> None:
    reports = load("reports")
    room = reports.checkout(tmp_path / "room", 1)
    assert reports._report(room, 1, 1) > 0
    assert len(list((room / "reports").glob("*.pdf"))) == 1
    assert [name for name, _, _ in islice(reports.stock(room), 2)]


def test_the_table_replaces_only_what_stands_between_the_marks(
    load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, measure = load("table"), load("measure")
    page = tmp_path / "README.md"
    page.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(table, "README", page)
    row = measure.Row("group", "what", "1 s", "other: 2 s", measure.Sample(2.0, 1.5, 2.5, 3), "≥ 1×")
    table.put(table.table([row]), "make bench", "a machine")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| what | 1 s | other: 2 s | **2.00×** (1.50–2.50) | ≥ 1× |" in text
