"""Time grows with the length of a text and no faster, whatever the text repeats."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from baocao import lexicon
from baocao.errors import ReadError
from baocao.parse import parse
from baocao.text.read import read_bytes
from hostile.pieces import ROOMS

TABLES = sorted(path.stem for path in Path(lexicon.__file__).parent.glob("*.csv"))
SIGNS = (
    "1", "1.", "1,5", "1/", "1-", "%", "(", '"', "“", " ", "\n", "\n\n", ":", "- ", "* ", "a", "Á", "Ôn Á ", "PV: ",
    "?", "năm ", "ngày ", "từ ", "đến ", "và ", ", ", "số 1/", "một ", "trăm ", "khoảng ", "TP.", "@", "<p>", "a\u0301",
    "V ", "V.", "Nam Bắc ",
)  # fmt: skip
SHAPES = (
    "Mục tiêu:\n- a\n- b\n\n", "Mục tiêu đến năm 2030:\n- Thu nhập đạt 60 triệu đồng\n- Giảm nghèo 2%\n\n",
    "UBND huyện Mẫu đề ra 03 nhiệm vụ trọng tâm:\n- Xây 5 cầu\n- Trồng 3 ha\n\n", "1. Việc một\n", "- a\n",
    "I. Mục tiêu năm 2030\n- Thu 5 tỷ\n", "Mục tiêu năm 2030\n\nThu nhập đạt 60 triệu đồng.\n\n",
    "Ba khâu đột phá đến năm 2030: Một là, xây cầu. Hai là, trồng cây. Ba là, mở đường. ",
    "Mục tiêu năm 2030: thu 5 tỷ; chi 4%; ", "Mục tiêu: chỉ tiêu: nhiệm vụ: ", "trong đó, thu 5%; đề ra 18 chỉ tiêu; ",
    "có 98% số hộ trên địa bàn huyện có ", "cơ cấu kinh tế: công nghiệp chiếm 62,9%, dịch vụ 23,2%, ",
    "5 xã đạt chuẩn nông thôn mới kiểu mẫu ", "theo quan điểm, huyện sẽ được xây 5 cầu năm 2030. ",
    "phấn đấu năm 2030 xây 5 cầu, ", "Mục tiêu đến năm 2030 là đạt 5%. Thu đạt 85 triệu đồng. ",
    "CÁC CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020-2025 I. Về kinh tế ", "được tặng Huân chương Lao động hạng Ba năm 2020; ",
    "ông Lê Văn Bình được UBND xã tặng Bằng khen ", "Ban Quản lý dự án Đầu tư ", "Sở Y tế (SYT), SYT ",
    "Phóng viên: Sao?\n\nÔng Lê Văn Bình: Có 5 hộ.\n\n", "tổng số 5 hộ, trong đó 3 hộ nghèo, 2 hộ cận nghèo; ",
)  # fmt: skip
"""Lists, headings, answers and endless sentences: what a fact looks for around itself."""
CHARACTERS = 1_500
"""Of the shortest text of a measurement."""
LONG = 10_000
"""Of the shortest text where what grows is not a pattern but a search through an article's own facts."""
SLOWER = 2.6
"""How much longer a text of twice the length may take, in the best of several runs; a square takes 4 times."""
HEAD = "Tin của xã\n\n"
FLOOR = 0.02
"""Seconds below which a measurement is noise."""


def pieces(table: str) -> list[str]:
    """A rule's own pieces: words of its table, spread over it, alone and followed by a number."""
    words = sorted({value for row in lexicon.table(table) for key, value in row.items() if value and key != "example"})
    some = words[:: max(1, len(words) // 5)][:6]
    return [f"{word} " for word in some] + [f"{word} 1 " for word in some[:2]] + [" ".join(some) + " "]


def seconds(text: str, media: str) -> float:
    """The best time of a parse: what else the machine does can only lengthen it."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        with suppress(ReadError):  # more facts than an article may have: that was counted, not endless
            parse(read_bytes(text.encode("utf-8", "replace"), f"x.{media}"))
        best = min(best, time.process_time() - began)
    return best


def assert_linear(piece: str, media: str = "txt", characters: int = CHARACTERS) -> None:
    """Times at 1, 2, 4, 8 times the length; a step that is too steep is measured again before it counts."""

    def at(factor: int) -> float:
        return seconds(HEAD + piece * (characters * factor // len(piece)), media)

    for _ in range(3):
        taken = [at(factor) for factor in (1, 2, 4, 8)]
        if all(b <= max(a, FLOOR) * SLOWER for a, b in pairwise(taken[1:])):
            return
        assert max(taken) < 60, (piece, taken)
    raise AssertionError(f"{piece!r} repeated takes {taken} seconds at 1, 2, 4, 8 times the length")


@pytest.mark.parametrize("piece", SIGNS, ids=lambda piece: piece.encode().hex()[:20])
def test_a_repeated_sign_is_read_in_linear_time(piece: str) -> None:
    assert_linear(piece)


@pytest.mark.slow
@pytest.mark.parametrize("piece", SHAPES, ids=lambda piece: piece.encode().hex()[:40])
def test_a_shape_of_text_repeated_is_read_in_linear_time(piece: str) -> None:
    assert_linear(piece, characters=LONG)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_the_words_of_a_table_repeated_are_read_in_linear_time(table: str) -> None:
    for piece in pieces(table):
        assert_linear(piece)


@pytest.fixture(scope="module")
def derived() -> dict[str, list[str]]:
    """Strings derived from every pattern, by the file that compiles it."""
    script = Path(__file__).with_name("pieces.py")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    assert len(found) > 50
    return found


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_what_nearly_matches_a_pattern_again_and_again_is_read_in_linear_time(
    room: str, derived: dict[str, list[str]]
) -> None:
    """One look at each string at 2 and 8 times the shortest length; what looks steep is measured with care."""
    for where, strings in derived.items():
        if where.startswith(f"{room}/"):
            for piece in strings:
                short, long = (seconds(HEAD + piece * (CHARACTERS * n // len(piece)), "txt") for n in (2, 8))
                if long > max(short, FLOOR) * SLOWER**2:
                    assert_linear(piece)
