"""Every row of the room's tables is run on its own example."""

from __future__ import annotations

import pytest

from baocao.lexicon import table
from baocao.text import byline, furniture, speakers
from baocao.text.blocks import Draft, classify
from baocao.text.genre import _weigh
from baocao.text.header import Header, _is_section
from baocao.text.lines import Line
from baocao.text.sentences import split


def rows(name: str) -> list[object]:
    return [pytest.param(row, id=next(iter(row.values()))) for row in table(name)]


@pytest.mark.parametrize("row", rows("page_widgets"))
def test_a_widget_is_dropped(row: dict[str, str]) -> None:
    assert row["phrase"].lower() in row["example"].lower()
    assert furniture.widget(row["example"]) is not None


@pytest.mark.parametrize("row", rows("page_labels"))
def test_a_label_is_read(row: dict[str, str]) -> None:
    found = furniture.read(row["example"])
    assert found is not None
    match row["means"]:
        case "published" | "updated":
            assert [stamp.means for stamp in found.stamps] == [row["means"]]
        case "views" | "views_after":
            assert found.views is not None
        case means:
            assert found.fields[0][0] == means


@pytest.mark.parametrize("row", rows("page_sections"))
def test_a_section_is_known(row: dict[str, str]) -> None:
    from baocao.text.fold import fold

    assert _is_section(fold(row["example"])[0])


@pytest.mark.parametrize("row", rows("page_organs"))
def test_an_organ_ends_a_byline(row: dict[str, str]) -> None:
    found = byline.read(row["example"].replace("–", "-"))
    assert found is not None
    assert found.author == "Mai Lan"
    assert found.organization is not None
    assert found.organization.startswith(row["head"])


@pytest.mark.parametrize("row", rows("page_speakers"))
def test_a_speakers_label_is_read(row: dict[str, str]) -> None:
    found = speakers.label(row["example"])
    assert found is not None
    assert found.role == ("reporter" if row["role"] == "reporter" else "interviewee")


@pytest.mark.parametrize("row", rows("page_captions"))
def test_a_captions_opening_is_known(row: dict[str, str]) -> None:
    prose = "Xã Đông Hòa làm xong con đường dài mười hai cây số trong năm nay."
    texts = [prose, row["example"].replace("hoạ", "họa"), prose, prose + " Hết."]
    drafts = [Draft("paragraph", 0, 1, text, 1) for text in texts]
    classify(drafts, author=True)
    assert drafts[1].kind == "caption"


@pytest.mark.parametrize("row", rows("page_genres"))
def test_a_genres_word_weighs_for_it(row: dict[str, str]) -> None:
    head = Header(title=Line(0, 1, row["example"], 0))
    weight, _ = _weigh([], head)
    assert weight.get(row["genre"], 0) > 0


@pytest.mark.parametrize("row", rows("page_papers"))
def test_a_papers_name_stands_on_a_line_of_its_own(row: dict[str, str]) -> None:
    assert furniture.PAPERS[row["example"]] == row["genre"]


@pytest.mark.parametrize("row", rows("sentence_abbreviations"))
def test_an_abbreviation_ends_its_sentence_only_where_it_can(row: dict[str, str]) -> None:
    text = row["example"]
    assert f"{row['short']}." in text
    first = next(split(text, 0, len(text)))
    assert text[first[1] :].strip() in ("Bà ở lại.", "Bà ghi.")
