"""What became of a correction, in both languages of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

WORDING: dict[str, tuple[str, str]] = {
    "moved": (
        "nguyên văn đã dời chỗ so với khi hiệu đính và được tìm thấy lại",
        "the words had moved since the correction was made and were found again",
    ),
    "agreed": (
        "nay bộ đọc tự đọc đúng như hiệu đính",
        "the rules now read what the correction says",
    ),
    "absent": (
        "nay bộ đọc không còn ghi nhận dữ kiện này",
        "the rules no longer find this fact",
    ),
    "fell": (
        "kéo theo: {ids}",
        "with it went: {ids}",
    ),
    "gone": (
        "nguyên văn được trích không còn trong bài",
        "the quoted words no longer stand in the article",
    ),
    "ambiguous": (
        "nguyên văn được trích có ở nhiều chỗ trong bài, không rõ là chỗ nào",
        "the quoted words stand in several places and nothing tells which is meant",
    ),
    "missing": (
        "bộ đọc không ghi nhận dữ kiện này ở đây",
        "the rules find no such fact here",
    ),
    "several": (
        "có nhiều dữ kiện cùng loại ở đây, không rõ là dữ kiện nào",
        "several facts of this kind stand here and nothing tells which is meant",
    ),
    "extent": (
        "nay bộ đọc ghi nhận ở đây “{found}”",
        "the rules now find “{found}” here",
    ),
    "differs": (
        "khi hiệu đính {field} là “{was}”, nay bộ đọc cho “{found}”",
        "when the correction was made {field} was “{was}”, the rules now give “{found}”",
    ),
    "overlaps": (
        "chồng lên dữ kiện đã có “{found}”; hãy bác bỏ dữ kiện đó trước",
        "overlaps the fact “{found}”; reject that one first",
    ),
    "not_quoted": (
        "“{found}” không phải là chữ trong bài",
        "“{found}” is not in the words of the article",
    ),
    "impossible": (
        "các giá trị không đi với nhau: {fault}",
        "the values can not hold together: {fault}",
    ),
}
"""Message by code: Vietnamese, English; the holes are filled from the record's `words`."""


def say(code: str, lang: Literal["vi", "en"] | str, words: Mapping[str, str]) -> str:
    """The message of a code; empty for the plain case, which has none."""
    if code not in WORDING:
        return ""
    vietnamese, english = WORDING[code]
    return (english if lang == "en" else vietnamese).format_map(words)
