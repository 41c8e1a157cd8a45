"""Case files: a short page, then what must be read from it, one expectation a line.

`key: value` is metadata (`-` for none); `block:` lines list every block in order; `turn:` lines every turn;
`drop:` one thing that was dropped; `item:` a list item and what governs it; `turns: 0` says there are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from baocao.model import Page, Source
from baocao.text import lay_out
from baocao.text.offsets import text_span
from baocao.text.read import read_bytes

CASES = Path(__file__).parents[1] / "cases" / "text"


def cases() -> Iterator[ParameterSet]:
    """Every case of every file, as page text and expectations."""
    for path in sorted(CASES.glob("*.txt")):
        for chunk in path.read_text(encoding="utf-8").split("### ")[1:]:
            name, _, rest = chunk.partition("\n")
            text, _, expected = rest.partition("\n---\n")
            yield pytest.param(text, expected.strip().splitlines(), id=f"{path.stem}: {name}")


def words(source: Source, page: Page, start: int, end: int) -> str:
    """The text's own words at a place of the page, spaces made single."""
    start, end = text_span(page.shift, start, end)
    return " ".join(source.text[start:end].split())


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_a_page_is_read_as_its_case_says(text: str, expected: list[str]) -> None:
    source = read_bytes(text.encode(), "case.txt")
    page = lay_out(source)
    wanted: dict[str, list[str]] = {}
    for line in expected:
        key, _, value = line.partition(":")
        wanted.setdefault(key, []).append(value.strip())
    for key, values in wanted.items():
        match key:
            case "block":
                found = [(b.kind, words(source, page, b.start, b.end)) for b in page.blocks]
                shown = "\n".join(f"{kind} | {said[:60]}" for kind, said in found)
                assert len(found) == len(values), shown
                for (kind, said), value in zip(found, values, strict=True):
                    assert value.split(" | ")[0] == kind, shown
                    assert said.startswith(value.split(" | ")[1]), shown
            case "turn":
                shown = "\n".join(
                    f"{t.role} | {t.speaker} | {words(source, page, t.start, t.end)[:50]}" for t in page.turns
                )
                assert len(page.turns) == len(values), shown
                for turn, value in zip(page.turns, values, strict=True):
                    role, speaker, begins, *ends = (part.strip() for part in value.split("|"))
                    said = words(source, page, turn.start, turn.end)
                    assert (turn.role[0], turn.speaker) == (role, speaker), shown
                    assert said.startswith(begins), shown
                    assert said.endswith(tuple(ends) or ("",)), said[-60:]
            case "turns":
                assert len(page.turns) == int(values[0]), page.turns
            case "item":
                items = [b for b in page.blocks if b.kind == "list_item"]
                found_items = []
                for item in items:
                    governor = page.blocks[item.governor] if item.governor is not None else None
                    said = words(source, page, governor.start, governor.end) if governor else "-"
                    found_items.append(f"{item.number} level {item.level} < {said[:20].strip()}")
                assert found_items == values
            case "sentence":
                found_sentences = [words(source, page, s.start, s.end) for s in page.sentences]
                assert found_sentences == values
            case "drop":
                dropped = [(d.reason, words(source, page, d.start, d.end)) for d in page.dropped]
                for value in values:
                    reason, begins = value.split(" | ", 1)
                    assert any(r == reason and said.startswith(begins) for r, said in dropped), dropped
            case "lead":
                assert page.metadata.lead is not None
                lead = page.metadata.lead
                assert words(source, page, lead.start, lead.end).startswith(values[0])
            case _:
                value = getattr(page.metadata, key)
                assert ("-" if value is None else str(value)) == values[0], page.metadata
