"""Running the article notebook: refusals before it runs, and a result that only its inputs decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import nbformat
import pytest

from baocao.errors import ParameterError, ReportError
from baocao.report import gate, tree
from baocao.report.cells import load, speaks
from baocao.report.runner import normalise, run, timestamp
from report.made import interview

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "1-article.ipynb"


def notebook(path: Path, *sources: str, parameters: str = 'lang: str = "vi"') -> Path:
    """A small notebook with a parameters cell and code cells."""
    cells = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    nbformat.write(nb, path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The article notebook executed twice in Vietnamese, in different folders, and once in English."""
    out = {}
    patch = pytest.MonkeyPatch()
    for name, lang, folder in (("first", "vi", "a"), ("again", "vi", "một thư mục khác"), ("english", "en", "c")):
        home = tmp_path_factory.mktemp("run") / folder
        (home / "build" / "parsed").mkdir(parents=True)
        parsed = home / "build" / "parsed" / "2025-06-02_mau.json"
        parsed.write_bytes(msgspec.json.encode(interview()))
        patch.chdir(home)
        patch.setenv("TZ", "UTC" if name == "first" else "America/New_York")
        run(NOTEBOOK, Path("out.ipynb"), {"article": str(parsed), "lang": lang})
        out[name] = (home / "out.ipynb").read_bytes()
    patch.undo()
    return out


@pytest.mark.slow
def test_two_runs_in_different_folders_and_time_zones_give_the_same_bytes(built: dict[str, bytes]) -> None:
    assert built["first"] == built["again"]


@pytest.mark.slow
def test_nothing_of_the_machine_or_the_run_is_left_in_the_notebook(built: dict[str, bytes]) -> None:
    text = built["first"].decode()
    assert "papermill" not in msgspec.json.decode(built["first"])["metadata"]
    assert "/tmp/" not in text
    assert str(Path.home()) + "/" not in text
    nb = nbformat.reads(text, as_version=4)
    assert all(cell.get("execution_count") is None for cell in nb.cells)
    assert not [cell.id for cell in nb.cells if "execution" in cell.metadata or "papermill" in cell.metadata]


@pytest.mark.slow
def test_every_code_cell_displays_blocks_that_pass_the_gate(built: dict[str, bytes]) -> None:
    nb = nbformat.reads(built["first"].decode(), as_version=4)
    blocks: list[tree.Block] = []
    for cell in nb.cells:
        for out in cell.get("outputs", ()):
            assert out.output_type == "execute_result", cell.source
            blocks += tree.decode(out.data[tree.MIME])
    assert len(blocks) > 15
    gate.check(tree.Document(title="Bài", blocks=tuple(blocks)))


@pytest.mark.slow
def test_the_twin_speaks_its_own_language(built: dict[str, bytes]) -> None:
    vi, en = (nbformat.reads(built[name].decode(), as_version=4) for name in ("first", "english"))
    assert any("## Cam kết" in cell.source for cell in vi.cells)
    assert not any("## Commitments" in cell.source for cell in vi.cells)
    assert any("## Commitments" in cell.source for cell in en.cells)
    assert "VND 72 million/year" in built["english"].decode()


@pytest.mark.slow
def test_the_metadata_tells_the_exporters_what_the_report_is(built: dict[str, bytes]) -> None:
    about = msgspec.json.decode(built["first"])["metadata"]["baocao"]
    assert about["title"] == "Vượt khó để đi lên"
    assert about["authors"] == ["Mai Lan"]
    assert about["timestamp"] == timestamp("2025-06-02T08:15")
    assert about["id"] == about["header"]["id"]
    names = {a["name"] for a in about["attachments"]}
    assert names >= {"article.txt", "facts.json", "facts.csv", "evidence.csv", "facts.schema.json", "build-record.json"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"lang": "vi", "artikel": "x"}, "unknown parameter 'artikel'"),
        ({"lang": "fr"}, "'lang' is 'fr'"),
        ({"lang": 7}, "'lang' must be str"),
        ({"article": "build/parsed/none.json"}, "no such file"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_runs(
    given: dict[str, Any], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papermill.execute_notebook", lambda *a, **k: pytest.fail("it ran"))
    with pytest.raises((ParameterError, ReportError), match=message):
        run(NOTEBOOK, tmp_path / "out.ipynb", given)
    assert not (tmp_path / "out.ipynb").exists()


def test_an_unknown_style_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no style 'gothic'"):
        run(NOTEBOOK, tmp_path / "out.ipynb", {}, style="gothic")


@pytest.mark.slow
def test_a_failing_cell_is_told_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    broken = notebook(tmp_path / "broken.ipynb", "1 / 0")
    with pytest.raises(ReportError, match=r"cell \d+ failed: ZeroDivisionError: division by zero") as caught:
        run(broken, tmp_path / "out.ipynb", {})
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out.ipynb").exists()


@pytest.mark.slow
def test_a_hostile_parameter_stays_a_string(tmp_path: Path) -> None:
    target = tmp_path / "owned"
    hostile = f'"); open({str(target)!r}, "w"); ("\\n{{x}}\n'
    echo = notebook(tmp_path / "echo.ipynb", "print(repr(name))", parameters='name: str = ""')
    nb = run(echo, tmp_path / "out.ipynb", {"name": hostile})
    assert not target.exists()
    assert nb.cells[-1].outputs[0]["text"].count("open(") == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b'{"cells": 3}', b"\xff\xfe\x00"])
def test_a_file_that_is_no_notebook_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.ipynb"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"odd\.ipynb: not a notebook"):
        load(path)


def test_normalising_twice_changes_nothing(built: dict[str, bytes]) -> None:
    nb = nbformat.reads(built["first"].decode(), as_version=4)
    before = nbformat.writes(nb)
    normalise(nb)
    assert nbformat.writes(nb) == before


def test_markdown_of_another_language_is_dropped_by_its_tag() -> None:
    def cell(kind: str, *tags: str) -> Any:
        return nbformat.from_dict({"cell_type": kind, "metadata": {"tags": list(tags)}, "source": ""})

    assert speaks(cell("markdown"), "en")
    assert speaks(cell("markdown", "lang-en"), "en")
    assert not speaks(cell("markdown", "lang-vi"), "en")
    assert speaks(cell("markdown", "lang-vi", "lang-en"), "en")
    assert speaks(cell("code", "lang-vi"), "en")


def test_the_date_of_a_report_is_the_articles_in_hanoi_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert timestamp("2020-06-16T12:29") == 1592285340
    assert timestamp(None) == 0
    assert timestamp("hôm qua") == 0


def test_source_date_epoch_goes_first_and_must_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert timestamp("2020-06-16T12:29") == 86400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ReportError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        timestamp(None)


def test_the_stored_notebook_has_no_outputs_stable_ids_and_both_languages() -> None:
    nb = load(NOTEBOOK)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    assert not [cell.id for cell in nb.cells if cell.get("outputs") or cell.get("execution_count")]
    ids = [cell.id for cell in nb.cells]
    assert len(set(ids)) == len(ids)
    prose = [cell for cell in nb.cells if cell.cell_type == "markdown"]
    vi, en = ([c.id.removesuffix(f"-{t}") for c in prose if f"lang-{t}" in c.metadata.tags] for t in ("vi", "en"))
    assert vi == en
    assert len(vi) + len(en) == len(prose)


def test_no_number_is_typed_in_the_prose_of_the_notebook() -> None:
    assert not [c.id for c in load(NOTEBOOK).cells if c.cell_type == "markdown" and any(x.isdigit() for x in c.source)]
