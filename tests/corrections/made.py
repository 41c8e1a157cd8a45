"""A small article and entries on it, for the tests of corrections."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from baocao.corrections import Entry
from baocao.model import Article
from baocao.parse import parse
from baocao.text.read import read_bytes

TEXT = """Huyện tổng kết nhiệm kỳ

Hội nghị tổ chức ngày 15/6/2020 tại trụ sở huyện.

Nhiệm kỳ qua, toàn huyện kết nạp được 1.599 đảng viên, vượt 20% so với chỉ tiêu nghị quyết Đại hội.

Thu nhập bình quân năm 2020 đạt 60 triệu đồng/người/năm, tăng 28 triệu đồng/người/năm so với năm 2015.

Tỷ lệ hộ nghèo còn 0,5%, tỷ lệ hộ cận nghèo còn 0,7%. Huyện phấn đấu đến năm 2025 thành lập quận.
"""


@cache
def understood(text: str = TEXT) -> Article:
    return parse(read_bytes(text.encode(), "articles/2020-06-16_mau.txt"))


def entry(do: Any, kind: Any, quote: str, text: str = TEXT, **more: Any) -> Entry:
    """An entry on the first place of `quote`, as the review page writes it."""
    start = text.index(quote)
    end = start + len(quote)
    given = {"start": start, "end": end, "before": text[max(0, start - 12) : start], "after": text[end : end + 12]}
    given |= {"reason": "đối chiếu bản in", "by": "Trần Thị Mẫu", "on": date(2026, 11, 23)} | more
    return Entry(do=do, kind=kind, quote=quote, **given)
