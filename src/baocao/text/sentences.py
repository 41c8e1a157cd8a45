"""Sentences of a block: split where a full stop ends one, and not where it shortens a word or groups a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.lexicon import table

_CLOSES = {row["short"]: row["closes"] == "yes" for row in table("sentence_abbreviations")}
# A stop (with the quotes and brackets that close on it), a space, and something that can begin a sentence.
# The first mark is written apart, so that the search runs at the speed of a character class.
_STOP = re.compile(r"""(?P<stop>[.!?…][.!?…]{0,3})(?P<close>["')\]]{0,3}) (?=["'(\[*-]{0,3} ?(?P<next>[^\W_]))""")
_LAST = re.compile(r"[^\s(\"']{1,12}$")
# Who may be called by one letter in the press: `chị V. Biết mình bị lừa` ends a sentence, `Q. Thủ Đức` does not.
_PEOPLE = re.compile(r"(?:\b(?i:anh|chị|ông|bà|cô|chú|bác|em|cháu|bé|nạn nhân)|Thị|Văn) $")
_FIGURE = r"[\dIVX]"
_COUNTS = re.compile(_FIGURE, re.I)
_NUMBERED = re.compile(rf"(?:^|\b(?:điều|khoản|mục|câu|phần|bài|chương|số) ){_FIGURE}{{1,4}}$", re.I)


def split(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `flow[start:end]`, in order, without the spaces between them."""
    begin = start
    for match in _STOP.finditer(flow, start, end):
        if _goes_on(flow, begin, match):
            continue
        stop = match.end() - 1
        yield begin, stop
        begin = match.end()
    if begin < end:
        yield begin, end


def _goes_on(flow: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the stop belongs to the word before it, so that the sentence goes on."""
    following = match["next"]
    if following.islower():
        return True
    if following.isdigit() and match["stop"] == "." and flow[match.start() - 2 : match.start() - 1] == " ":
        return True  # `hỗ trợ chị K. 10 triệu đồng`: one letter, then a number
    if match["stop"] != "." or match["close"]:
        return False
    stop = match.start()
    word = flow[max(begin, stop - 12) : stop].rpartition(" ")[2]
    if not word.isalnum():
        last = _LAST.search(word)
        word = last.group() if last else ""
    if word in _CLOSES:
        return not _CLOSES[word] and not _of_a_person(flow, begin, stop, word)
    tail = word.rsplit(".", 1)[-1]
    if "." in word and tail in _CLOSES:  # PGS.TS.
        return not _CLOSES[tail]
    if len(tail) == 1 and tail.isupper():
        return not _of_a_person(flow, begin, stop, word)
    # `Điều 1. Phạm vi`, and the number that opens a list item; `Năm 2020. Năm 2021 …` are two sentences.
    if not _COUNTS.match(flow, stop - 1):
        return False
    numbered = _NUMBERED.search(flow[max(begin, stop - 16) : stop])
    return numbered is not None and (numbered.start() > 0 or stop - begin <= 16)


def _of_a_person(flow: str, begin: int, stop: int, word: str) -> bool:
    return len(word) == 1 and _PEOPLE.search(flow, max(begin, stop - 16), stop - len(word)) is not None
