"""Every row of a lexicon of this room does what its example says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from baocao.facts import Atoms, Facts, find
from baocao.facts.naming import ENTRIES
from baocao.lexicon import table
from baocao.model import Block, Metadata, Page, Quantity, Sentence
from baocao.text import lay_out
from baocao.text.read import read_bytes


def rows(name: str, key: str) -> pytest.MarkDecorator:
    found = table(name)
    return pytest.mark.parametrize("row", found, ids=[r[key] for r in found])


def said(text: str, **spans: Any) -> Facts:
    """The facts of one sentence on a page of its own, with its quantities and dates recognised."""
    from msgspec.structs import replace

    from baocao.atoms import date, quantity
    from baocao.atoms.rule import facts

    page = Page(
        flow=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        sentences=(Sentence(start=0, end=len(text), block=0),),
        metadata=Metadata(published=spans.get("published")),
    )
    dates = [replace(d, id=f"d{i}") for i, d in enumerate(facts(date.candidates(page, [])), 1)]
    quantities = [replace(q, id=f"q{i}") for i, q in enumerate(facts(quantity.candidates(page, dates)), 1)]
    return find(page, Atoms(dates=tuple(dates), quantities=tuple(quantities)))


@rows("commitment_verbs", "verb")
def test_a_deliberate_verb_makes_a_promise_of_sẽ(row: dict[str, str]) -> None:
    (found,) = said(f"Huyện sẽ {row['example']}").commitments
    assert found.verb is not None
    assert row["example"].startswith(row["verb"])
    assert row["verb"].startswith(found.verb) or found.verb in row["example"]


@rows("agents", "noun")
def test_an_agent_can_promise(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).commitments
    assert row["noun"].lower() in row["example"].lower()
    assert (found.actor is None) == (row["kind"] in ("money", "speaker"))


@rows("commitment_cues", "cue")
def test_a_cue_opens_a_commitment(row: dict[str, str]) -> None:
    assert row["cue"] in row["example"].lower()
    assert len(said(row["example"]).commitments) == 1


@rows("commitment_frames", "frame")
def test_a_frame_keeps_sẽ_from_being_a_promise(row: dict[str, str]) -> None:
    facts = said(row["example"])
    assert row["frame"] in row["example"].lower()
    assert facts.commitments == ()
    reasons = [c.reason or "" for kind, c in facts.trials if kind == "commitment"]
    assert any(reason.startswith(row["reason"]) for reason in reasons)


@rows("indicators", "key")
def test_an_indicator_of_the_table_is_known_by_its_key(row: dict[str, str]) -> None:
    assert [i.key for i in said(row["example"]).indicators] == [row["key"]]
    assert ENTRIES[row["key"]].name == row["name"]


@rows("indicator_heads", "noun")
def test_a_measuring_noun_heads_a_name_as_written(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).indicators
    assert found.key is None
    assert found.name.lower().startswith(row["noun"])


@rows("movements", "word")
def test_a_movement_word_gives_its_direction(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).indicators
    assert found.movement is not None
    assert found.movement.direction == row["direction"]


@rows("plan_words", "word")
def test_a_plan_word_makes_a_share_of_the_plan(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).indicators
    assert found.plan is not None
    assert (found.plan.relation, found.plan.of) == ("reaches", row["word"])


@rows("event_kinds", "noun")
def test_an_event_noun_with_a_day_is_an_event(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).events
    assert (found.kind, found.name.lower().startswith(row["noun"])) == (row["kind"], True)


@rows("awards", "award")
def test_an_award_that_was_given_is_found_with_its_giver(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).awards
    assert found.name.startswith(row["award"])
    assert found.giver


@rows("mottoes", "cue")
def test_a_quoted_motto_is_found(row: dict[str, str]) -> None:
    (found,) = said(row["example"]).events
    assert found.kind == row["kind"]


@rows("anniversaries", "event")
def test_an_anniversary_counts_back_to_its_year(row: dict[str, str]) -> None:
    years = int(row["example"].split()[0])
    text = f"Kỷ niệm {row['example']}"
    page = lay_out(read_bytes(text.encode(), "x.txt"))
    start = page.flow.index(row["example"].split()[0])
    found = Quantity(
        id="q1",
        start=start,
        end=start + len(f"{years} năm"),
        low=Decimal(years),
        high=Decimal(years),
        unit="year",
        rule="made",
    )
    given = Page(
        flow=page.flow,
        blocks=page.blocks,
        sentences=page.sentences,
        metadata=Metadata(published=f"{int(row['year']) + years}-06-01"),
    )
    assert find(given, Atoms(quantities=(found,))).discrepancies == ()
    late = Page(
        flow=page.flow,
        blocks=page.blocks,
        sentences=page.sentences,
        metadata=Metadata(published=f"{int(row['year']) + years + 3}-06-01"),
    )
    assert [x.kind for x in find(late, Atoms(quantities=(found,))).discrepancies] == ["anniversary"]


def test_no_two_patterns_of_one_unit_name_two_indicators() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in table("indicators"):
        for pattern in row["patterns"].split(";"):
            for unit in row["units"].split(";"):
                assert seen.setdefault((pattern, unit), row["key"]) == row["key"], pattern


@pytest.mark.parametrize("name", ["fact_wording", "abstentions"])
def test_every_wording_has_both_languages_with_the_same_places(name: str) -> None:
    from re import findall

    for row in table(name):
        assert sorted(set(findall(r"\{\w+\}", row["vi"]))) == sorted(set(findall(r"\{\w+\}", row["en"]))), row
        assert bool(row["vi"]) == bool(row["en"]), row
