"""Nothing that the fuzzer found comes back, and a short seeded run finds nothing new."""

from __future__ import annotations

import random

import pytest

from fuzz.targets import TARGETS, mutated, seeds, words

CRASHES = {
    "a zero before a share with decimals": ("facts", "Tỷ lệ hộ nghèo còn 0 12,5% trong năm 2020."),
    "a number of forty digits": ("facts", "Xã dùng 9999999999999999999999999999999999999999 kWh điện năm 2019."),
    "a mark that no font has on a letter that all have": ("paper", "Năm 2020, xã có 12 hộ dân ở thôn Tr\u1ce7n."),
    "joined letters and letters without a shape in a chart": (
        "charts",
        "Tin của xã\n\nÔng Lê Văn Bình cho biết: tỷ lệ hộ dùng مرحبا \ufff9a\ufffb \ue000 nước đạt 95,5%, tăng 2% so "
        "với năm 2022; tỷ lệ hộ nghèo שלום \U000f0000 còn 5%, giảm 3% so với năm 2022.",
    ),
    "more strange characters than attempts": (
        "paper",
        "Năm 2020, xã có 12 hộ dân: " + "".join(map(chr, range(0x4E00, 0x4E00 + 300))),
    ),
}


@pytest.mark.parametrize("name", CRASHES)
def test_what_once_broke_holds(name: str) -> None:
    target, text = CRASHES[name]
    TARGETS[target](text.encode())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "runs"),
    [
        ("reader", 150), ("structure", 60), ("atoms", 40), ("facts", 40),
        ("components", 12), ("charts", 8), ("paper", 6), ("prose", 60),
        ("exports", 12), ("corrected", 60),
    ],
)  # fmt: skip
def test_a_seeded_run_finds_nothing(target: str, runs: int) -> None:
    rng, pool, vocabulary = random.Random(20200616), seeds(target), words()
    for _ in range(runs):
        data = mutated(rng.choice(pool), rng, vocabulary, pool)
        try:
            TARGETS[target](data)
        except Exception as error:
            raise AssertionError(f"{target} breaks on {data!r}") from error
