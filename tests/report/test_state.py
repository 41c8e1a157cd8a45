"""The memory of a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.errors import BaocaoError
from baocao.report.state import State, Step, hash_file


@pytest.fixture
def step(tmp_path: Path) -> Step:
    output = tmp_path / "out.txt"
    output.write_text("made", encoding="utf-8")
    return Step("a step", {"the article": "1", "the rules": "2"}, (str(output),))


def finished(tmp_path: Path, step: Step) -> State:
    state = State(tmp_path / "state.json")
    state.finish(step)
    state.save()
    return State(tmp_path / "state.json")


def test_a_step_that_never_ran_is_due(tmp_path: Path, step: Step) -> None:
    assert State(tmp_path / "state.json").due(step) == "never built"


def test_a_finished_step_is_not_due_in_the_next_build(tmp_path: Path, step: Step) -> None:
    assert finished(tmp_path, step).due(step) is None


def test_the_reason_names_the_input_that_changed(tmp_path: Path, step: Step) -> None:
    state = finished(tmp_path, step)
    changed = Step(step.name, step.inputs | {"the rules": "3"}, step.outputs)
    assert state.due(changed) == "the rules changed"


def test_a_new_input_makes_a_step_due(tmp_path: Path, step: Step) -> None:
    state = finished(tmp_path, step)
    assert state.due(Step(step.name, step.inputs | {"the style": "x"}, step.outputs)) == "the style changed"


def test_a_missing_output_makes_a_step_due(tmp_path: Path, step: Step) -> None:
    state = finished(tmp_path, step)
    Path(step.outputs[0]).unlink()
    assert state.due(step) == f"{step.outputs[0]} is missing"


def test_an_output_edited_by_hand_makes_a_step_due(tmp_path: Path, step: Step) -> None:
    state = finished(tmp_path, step)
    Path(step.outputs[0]).write_text("edited", encoding="utf-8")
    assert state.due(step) == f"{step.outputs[0]} was changed by hand"


def test_finishing_again_says_whether_the_bytes_are_the_same(tmp_path: Path, step: Step) -> None:
    state = State(tmp_path / "state.json")
    assert state.finish(step) is None
    assert state.finish(step) is True
    Path(step.outputs[0]).write_text("other", encoding="utf-8")
    assert state.finish(step) is False


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"a": 1}', b"\xff\x00"])
def test_a_damaged_memory_costs_a_rebuild_and_nothing_else(tmp_path: Path, step: Step, damage: bytes) -> None:
    (tmp_path / "state.json").write_bytes(damage)
    assert State(tmp_path / "state.json").due(step) == "never built"


def test_an_article_that_is_gone_gives_up_what_was_made_of_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    state = State(Path("state.json"))
    for name in ("x", "y", "z"):
        Path(f"{name}.txt").touch()
        for step in (
            Step(f"parsed/{name}.json", {"its path": f"{name}.txt"}, (f"{name}.json",)),
            Step(f"{name}.vi", {}, (f"{name}.vi.pdf", f"{name}.vi.html")),
        ):
            for output in step.outputs:
                Path(output).touch()
            state.finish(step)
    Path("x.vi.html").write_text("by hand", encoding="utf-8")
    Path("x.txt").unlink()
    Path("y.txt").unlink()
    assert state.withdraw(kept={"y"}) == {"x.txt": ["x.json", "x.vi.pdf"]}
    assert state.withdraw(kept={"y"}) == {}
    assert state.due(Step("y.vi", {}, ("y.vi.pdf", "y.vi.html"))) is None


def test_from_another_folder_no_article_is_taken_for_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.pdf").touch()
    state = State(tmp_path / "state.json")
    state.finish(Step("parsed/x.json", {"its path": "articles/x.txt"}, (str(tmp_path / "x.pdf"),)))
    monkeypatch.chdir(tmp_path)
    assert state.withdraw(kept=()) == {}


def test_an_unreadable_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(BaocaoError, match="gone"):
        hash_file(tmp_path / "gone")
