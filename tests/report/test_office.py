"""The office file: optional, checked, and named when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.errors import ReportError
from baocao.report.office import office


def test_a_project_without_the_file_has_no_lines(tmp_path: Path) -> None:
    assert office(tmp_path) == {}


def test_the_lines_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('agency = "VĂN PHÒNG"\nplace = "Tỉnh A"\n', encoding="utf-8")
    assert office(tmp_path) == {"agency": "VĂN PHÒNG", "place": "Tỉnh A"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'boss = "A"', "boss"),
        (b"number = 12", "number"),
        (b"agency = ", "can not be read"),
        (b"agency = '\xff'", "can not be read"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "office.toml").write_bytes(content)
    with pytest.raises(ReportError) as caught:
        office(tmp_path)
    assert "office.toml" in str(caught.value)
    assert said in str(caught.value)
