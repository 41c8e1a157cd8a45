"""A corrections file says where it is wrong, is written whole, and keeps what people wrote beside the entries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from baocao.corrections import Change, Stale, path_for, read, understand, write
from baocao.errors import BaocaoError
from baocao.text import read as read_article
from corrections.made import TEXT, entry

GOOD = """# notes of the office
corrections:
  # asked for by the chair
  - do: change
    kind: quantity
    quote: 1.599 đảng viên
    change:
      low: {was: 1599, now: 1600}
      high: {was: 1599, now: 1600}
    reason: bản in
    by: Trần Thị Mẫu
    on: 2026-11-23

  # the second one
  - {do: reject, kind: date, quote: năm 2015, reason: no, by: Mẫu, on: 2026-11-23}
# the end
"""


def stored(folder: Path, text: str) -> Path:
    path = folder / "mau.yml"
    path.write_bytes(text.encode())
    return path


def test_a_file_written_by_hand_is_read_as_it_looks(tmp_path: Path) -> None:
    first, second = read(stored(tmp_path, GOOD)).entries
    assert first.change["low"] == Change("1599", "1600")
    assert second.reason == "no"  # and not false


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    assert read(tmp_path / "none.yml").entries == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "corrections: []\n", "corrections:\n"])
def test_an_empty_file_is_no_corrections(tmp_path: Path, text: str) -> None:
    if text == "corrections:\n":
        with pytest.raises(BaocaoError, match=r"mau\.yml:1:"):
            read(stored(tmp_path, text))
    else:
        assert read(stored(tmp_path, text)).entries == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("do: change", "do: alter", ":4:9", "alter"),
        ("kind: quantity", "kind: amount", ":5:11", "amount"),
        ("    quote: 1.599 đảng viên\n", "", ":4:5", "quote"),
        ("    quote: 1.599 đảng viên", "    quote: ' '", ":6:12", "empty"),
        ("now: 1600}\n      high", "now: nhiều}\n      high", ":8:29", "nhiều"),
        ("now: 1600}\n      high", "now: 1.600}\n      high", ":8:29", "two ways"),
        ("      low:", "      lower:", ":8:", "no field 'lower'"),
        ("    reason: bản in", "    reason: ''", ":10:13", "reason"),
        ("on: 2026-11-23\n\n", "on: 23/11/2026\n\n", ":12:9", "date"),
        ("    by: Trần Thị Mẫu\n", "    by: Mẫu\n    by: Mẫu\n", ":12:5", "twice"),
        ("reason: bản in", "because: bản in", ":4:5", "because"),
        ("  - do: change", "  - &a\n    do: change", ":4:5", "anchors"),
        ("reason: bản in", "reason: !!python/object:os.system x", ":10:13", "tags"),
        ("    kind: quantity", "   kind: quantity", ":5:", "YAML"),
        ("reason: bản in", "reason: {a: [", ":", "YAML"),
        ("do: reject", "do: add", ":15:5", "precision"),
        ("do: reject", "do: change", ":15:5", "change"),
    ],
)
def test_a_fault_is_named_with_file_line_and_column(tmp_path: Path, old: str, new: str, place: str, what: str) -> None:
    assert old in GOOD
    path = stored(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BaocaoError) as error:
        read(path)
    assert f"mau.yml{place}" in str(error.value)
    assert what in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["corrections: " + "[" * 100_000, "a: &a [1]\nb: [*a, *a]\n", "\x00", "corrections: 5"]
)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(BaocaoError) as error:
        read(stored(tmp_path, text))
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_utf_8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mau.yml"
    path.write_bytes(b"corrections: \xff\xfe")
    with pytest.raises(BaocaoError, match="not UTF-8"):
        read(path)


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    entries = [
        entry("change", "quantity", "20%", change={"unit": Change("%", None), "per": Change(None, "- năm: #1\n|x")}),
        entry("add", "person", "trụ sở", values={"name": "trụ sở", "roles": ("null", "", "~", "no", "1_0")}),
        entry("accept", "date", "năm 2015", reason="dòng một\ndòng hai: {x}\n\n  'ba'  ", by='"Mẫu" & con\u2028trai'),
    ]
    path = tmp_path / "sub" / "mau.yml"
    version = write(path, entries, "").version
    again = read(path)
    assert again.entries == tuple(entries)
    assert again.version == version


def test_comments_and_the_lines_of_other_entries_stay_when_one_is_added(tmp_path: Path) -> None:
    path = stored(tmp_path, GOOD)
    before = read(path)
    new = entry("accept", "date", "năm 2020")
    write(path, [*before.entries, new], before.version)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(GOOD)
    assert read(path).entries == (*before.entries, new)


def test_a_withdrawn_entry_leaves_the_others_and_their_comments(tmp_path: Path) -> None:
    path = stored(tmp_path, GOOD)
    before = read(path)
    write(path, before.entries[1:], before.version)
    text = path.read_text(encoding="utf-8")
    assert read(path).entries == before.entries[1:]
    assert "# the second one" in text
    assert "# the end" in text
    assert "1600" not in text


def test_a_file_that_somebody_else_has_written_is_not_overwritten(tmp_path: Path) -> None:
    path = stored(tmp_path, GOOD)
    seen = read(path).version
    path.write_text(GOOD + "# and more\n", encoding="utf-8")
    with pytest.raises(Stale, match="somebody else"):
        write(path, [], seen)
    assert path.read_text(encoding="utf-8").endswith("# and more\n")


def test_of_many_writers_at_once_each_is_kept_or_told(tmp_path: Path) -> None:
    path = tmp_path / "mau.yml"

    def one(n: int) -> int:
        for _ in range(200):
            before = read(path)
            try:
                write(path, [*before.entries, entry("accept", "date", "năm 2015", reason=f"lần {n}")], before.version)
            except Stale:
                continue
            return n
        raise AssertionError("never let in")

    with ThreadPoolExecutor(8) as pool:
        done = set(pool.map(one, range(24)))
    assert {e.reason for e in read(path).entries} == {f"lần {n}" for n in done}
    assert len(read(path).entries) == 24


def test_an_article_is_understood_with_the_corrections_that_carry_its_name(tmp_path: Path) -> None:
    article = tmp_path / "mau.txt"
    article.write_text(TEXT, encoding="utf-8")
    stored(tmp_path, GOOD)
    assert path_for(article, tmp_path) == tmp_path / "mau.yml"
    assert understand(read_article(article), tmp_path).quantities[0].low == 1600
    assert understand(read_article(article), tmp_path / "none").quantities[0].low == 1599
