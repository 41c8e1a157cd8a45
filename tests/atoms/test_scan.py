"""Where one of many words may begin: a scan from space to space finds what a look at every mark would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from baocao.atoms.scan import behind_space, spaced

WORDS = ["năm", "tháng", "quyết định"]
PIECES = st.sampled_from([*WORDS, "nămm", "x", " ", "_", "7", *"(“«/–·✔\n\t\u00a0\u200b", "\u0303"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_scan_finds_every_word_behind_a_space_or_any_mark(text: str) -> None:
    wanted = [m.start() for m in re.finditer(r"(?<=\W)(?:năm|tháng|quyết định)(?!\w)", text)]
    found = [m.start() + 1 for m in behind_space(WORDS).finditer(spaced(text))]
    assert set(wanted) <= set(found)
    assert len(spaced(text)) == len(text)


def test_a_mark_of_any_kind_opens_a_word() -> None:
    assert [m.start() for m in behind_space(WORDS).finditer(spaced("✔năm,tháng _năm»tháng"))] == [0, 4, 15]
