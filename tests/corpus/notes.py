"""Small notes for tests of the corpus room: a title, a day, and sentences, read by the real parser."""

from __future__ import annotations

from baocao.corpus import Corpus, gather
from baocao.model import Article
from baocao.parse import parse
from baocao.text.read import read_bytes


def text(title: str, day: str | None, *paragraphs: str, remark: str = "") -> str:
    """A note as articles/ has them; `day` is 26/10/2017, None for a page without a date."""
    head = ["Ghi chú nguồn", "", title, "Nguồn: Báo Thử", f"Địa chỉ: https://example.org/{len(title)}"]
    head += [f"Ngày đăng: {day}"] if day else []
    head += [f"Ghi chú: {remark}"] if remark else []
    return "\n".join([*head, "", "\n\n".join(paragraphs), ""])


def note(name: str, title: str, day: str | None, *paragraphs: str, remark: str = "") -> Article:
    """A note of that name, understood."""
    return parse(read_bytes(text(title, day, *paragraphs, remark=remark).encode(), f"notes/{name}.txt"))


def corpus(*articles: Article) -> Corpus:
    return gather(articles)
