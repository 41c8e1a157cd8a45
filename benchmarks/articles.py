"""Articles made here, as many as wanted: the same number always gives the same article, and no two are alike.

They have the make-up of a district's page (a header, an interview or a report, a figure in every second sentence)
and say nothing about any real place's figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SIZE = 3000
"""Bytes of an article in UTF-8, to the nearest sentence: the length that the aims are stated for."""

_PLACES = (
    "Thanh Trì", "Gia Lâm", "Đông Anh", "Hoài Đức", "Quốc Oai", "Thạch Thất", "Ba Vì", "Mê Linh", "Sóc Sơn", "Ứng Hòa",
)  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu", "Quang", "Hải", "Ngọc")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khánh", "Lâm", "Mai", "Nam", "Phúc", "Sơn", "Tuấn", "Yến")
_SENTENCES = (
    "Thu nhập bình quân đầu người năm {year} của huyện {place} đạt {a} triệu đồng, tăng {b} triệu so với năm {before}.",
    "Tỷ lệ hộ nghèo toàn huyện đến cuối năm {year} còn {share}%, giảm {less}% so với cùng kỳ.",
    "Đến nay, huyện {place} đã hoàn thành {met}/{all} tiêu chí, phấn đấu đạt các tiêu chí còn lại trước năm {after}.",
    "Trong nhiệm kỳ qua, toàn đảng bộ đã kết nạp được {big} đảng viên mới, vượt gần {pct}% so với chỉ tiêu nghị quyết.",
    "Tổng giá trị sản xuất bình quân giai đoạn {before} – {year} tăng {share2}%/năm.",
    "Huyện đã triển khai giải phóng mặt bằng {few} dự án với tổng diện tích đất thu hồi trên {a} ha.",
    "Thực hiện Quyết định số {number}/QĐ-UBND ngày {day}/{month}/{year} của UBND thành phố, các xã rà soát quy hoạch.",
    "Đồng chí {person}, Phó Chủ tịch UBND huyện {place}, cho biết công tác cải cách hành chính tiếp tục được đẩy mạnh.",
    "Thu ngân sách nhà nước trên địa bàn đạt {money} tỷ đồng, bằng {over}% dự toán thành phố giao.",
    "Toàn huyện có {schools} trường học đạt chuẩn quốc gia, đạt {pct2}%; trên {workers} lao động được tạo việc làm.",
    "Các thiết chế văn hóa, nhà văn hóa, khu thể thao từ huyện tới cơ sở tiếp tục được nâng cấp và xây mới.",
    "Công tác giáo dục chính trị tư tưởng được cấp ủy quan tâm, tạo sự thống nhất cao trong nhận thức và hành động.",
    "Huyện {place} phấn đấu đến năm {after} trở thành quận, với {few} khâu đột phá đã được đại hội thông qua.",
    "Diện mạo đô thị có nhiều đổi mới, hạ tầng giao thông từng bước được đầu tư theo hướng hiện đại, đồng bộ.",
)


_PLAIN = tuple(sentence for sentence in _SENTENCES if "{" not in sentence)


def article(number: int, size: int = SIZE, *, figures: float = 1.0) -> str:
    """The article of that number, of about `size` bytes; `figures` is the share of sentences that may hold any."""
    dice = random.Random(number)
    published = date(2016, 1, 1) + timedelta(days=dice.randrange(3600))
    place = dice.choice(_PLACES)
    chief = _person(dice)
    lines = [
        "Tin tức - Sự kiện",
        "",
        f"Huyện {place}: kết quả thực hiện nhiệm vụ năm {published.year}, bản tin số {number}",
        f"Ngày đăng {published:%d/%m/%Y} | {dice.randrange(6, 18):02}:{dice.randrange(60):02}",
        "",
        f"Phóng viên: Thưa đồng chí {chief}, xin đồng chí cho biết những kết quả nổi bật của huyện?",
        "",
    ]
    paragraph = [f"Đồng chí {chief} – Bí thư Huyện ủy {place}:"]
    length = sum(len(line.encode()) + 1 for line in lines)
    while length < size:
        plain = figures < 1.0 and dice.random() >= figures
        sentence = dice.choice(_PLAIN) if plain else _sentence(dice, place, published.year)
        length += len(sentence.encode()) + 1
        paragraph.append(sentence)
        if len(paragraph) >= 5:
            lines += [" ".join(paragraph), ""]
            paragraph = []
    return "\n".join([*lines, " ".join(paragraph)]).rstrip() + "\n"


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}"


def _sentence(dice: random.Random, place: str, year: int) -> str:
    all_ = dice.randrange(18, 35)
    return dice.choice(_SENTENCES).format(
        place=place,
        person=_person(dice),
        year=year,
        before=year - dice.randrange(1, 6),
        after=year + dice.randrange(1, 6),
        a=dice.randrange(30, 190),
        b=dice.randrange(2, 25),
        share=f"{dice.randrange(5, 480) / 100:.2f}".replace(".", ","),
        share2=f"{dice.randrange(60, 140) / 10:.1f}".replace(".", ","),
        less=f"{dice.randrange(10, 99) / 100:.2f}".replace(".", ","),
        all=all_,
        met=all_ - dice.randrange(0, 9),
        big=f"{dice.randrange(1000, 9999):,}".replace(",", "."),
        pct=dice.randrange(3, 70),
        pct2=dice.randrange(40, 99),
        few=dice.randrange(2, 60),
        number=dice.randrange(100, 9000),
        day=f"{dice.randrange(1, 28):02}",
        month=f"{dice.randrange(1, 12):02}",
        money=f"{dice.randrange(10000, 99999) / 10:,.1f}".translate(str.maketrans(",.", ".,")),
        over=dice.randrange(90, 130),
        schools=dice.randrange(10, 80),
        workers=f"{dice.randrange(1000, 9999):,}".replace(",", "."),
    )


def write(folder: Path, count: int, *, first: int = 0, size: int = SIZE, per_folder: int = 1000) -> Iterator[Path]:
    """Write articles number `first` and on into `folder`, a thousand a folder when there are more."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        inside = folder / f"{number // per_folder:05}" if count > per_folder else folder
        inside.mkdir(exist_ok=True)
        path = inside / f"bai-{number:08}.txt"
        path.write_text(article(number, size), encoding="utf-8")
        yield path
