"""Files, standard input and limits."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from baocao.errors import ReadError
from baocao.parse import parse
from baocao.text import lay_out, read
from baocao.text.read import MAX_BYTES, read_bytes


def test_the_text_of_a_plain_file_is_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("  Thôn Hạ\r\n\r\ncó 40 hộ \u200b.\r\n".encode())
    assert read(file).text == "  Thôn Hạ\r\n\r\ncó 40 hộ \u200b.\r\n"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Thôn Hạ có 40 hộ.".encode())))
    source = read("-")
    assert source.text == "Thôn Hạ có 40 hộ."
    assert source.origin.path == "<stdin>"


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(b"abc")
    assert read(file).origin.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "x.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match="is no file name"):
        read("a\0b")


def test_a_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    with file.open("wb") as sparse:
        sparse.truncate(100 * 1024 * 1024)
    started = time.perf_counter()
    with pytest.raises(ReadError, match="has 100 MiB, more than the 16 MiB"):
        read(file)
    assert time.perf_counter() - started < 1


def test_standard_input_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * (MAX_BYTES + 10))))
    with pytest.raises(ReadError, match="larger than 16 MiB"):
        read("-")


@pytest.mark.parametrize(
    "line",
    ["a" * 1_000_000, "Thôn Hạ có 40 hộ. " * 55_000, "(" * 1_000_000, "- " * 500_000, "\n" * 1_000_000, "1." * 500_000],
    ids=["letters", "sentences", "brackets", "dashes", "breaks", "numbers"],
)
def test_a_million_characters_take_bounded_time(tmp_path: Path, line: str) -> None:
    file = tmp_path / "x.txt"
    file.write_text("Thôn Hạ\n\n" + line, encoding="utf-8")
    started = time.perf_counter()
    lay_out(read(file))
    assert time.perf_counter() - started < 10


def test_a_page_is_known_by_its_first_tag_when_its_name_does_not_say(tmp_path: Path) -> None:
    file = tmp_path / "page"
    body = "<p>" + "Xã Đông Hòa làm xong con đường dài mười hai cây số trong năm nay nhờ dân góp công. " * 5 + "</p>"
    file.write_text(f"<!DOCTYPE html><html><body><article>{body}</article></body></html>", encoding="utf-8")
    assert read(file).origin.media_type == "text/html"


def test_an_endless_line_is_refused_by_its_number() -> None:
    with pytest.raises(ReadError, match=r"x\.txt:3: has a line of more than 2000000 characters"):
        read_bytes(("Xã\n\n" + "a " * 1_000_001).encode(), "x.txt")


def test_an_article_of_too_many_facts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baocao.parse.MAX_FACTS", 3)
    with pytest.raises(ReadError, match=r"x\.txt: states more than 3 facts"):
        parse(read_bytes("Xã\n\nXã có 5 thôn, 12 km đường, 40 ha lúa và 300 hộ dân.\n".encode(), "x.txt"))
