"""Articles made by hand for the report room: small texts whose facts are placed by their own words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from baocao.model import (
    Abstained,
    Article,
    Award,
    Block,
    Commitment,
    Date,
    Derived,
    Discrepancy,
    Document,
    Event,
    Indicator,
    Metadata,
    Movement,
    Name,
    Origin,
    Person,
    Plan,
    Quantity,
    Sentence,
    Turn,
)
from baocao.span import Span

ANSWER = (
    "Đồng chí Trần Văn Mẫu: Thu nhập bình quân đạt 72 triệu đồng/năm, tăng 24 triệu đồng so với năm 2020, "
    "vượt 20% so với kế hoạch. Tỷ lệ hộ nghèo giảm từ 2,4% xuống 0,85%. Huyện kết nạp 1.204 đảng viên, "
    "vượt gần 10% so với chỉ tiêu. Giải phóng mặt bằng 12 dự án với trên 85 ha."
)
PROMISE = (
    "Đồng chí Trần Văn Mẫu: Huyện phấn đấu đến năm 2030 thu nhập đạt 110 triệu đồng/năm. "
    "Chúng tôi sẽ hoàn thành cầu Mới trước năm 2027. Thực hiện Chỉ thị 05 của Bộ Chính trị, lớp 9A đã xong."
)
INTERVIEW = f"""Vượt khó để đi lên

Phóng viên: Thưa đồng chí, nhiệm kỳ 2020-2025 huyện đạt được gì?

{ANSWER}

Phóng viên: Sắp tới huyện làm gì?

{PROMISE}
"""


class Made:
    """A text in which facts are found by their words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, words: str, nth: int = 0) -> dict[str, Any]:
        """Place and surface of the nth occurrence of `words`."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return {"start": start, "end": start + len(words), "text": words}

    def span(self, words: str, nth: int = 0) -> dict[str, int]:
        place = self.at(words, nth)
        return {"start": place["start"], "end": place["end"]}

    def blocks(self) -> tuple[Block, ...]:
        """One block a line that is not empty; the first is a heading."""
        found = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", self.text)]
        return tuple(Block("heading" if i == 0 else "paragraph", s, e) for i, (s, e) in enumerate(found))

    def sentences(self) -> tuple[Sentence, ...]:
        out = []
        for i, block in enumerate(self.blocks()):
            for m in re.finditer(r"\S.*?(?:[.?](?=\s|$)|$)", self.text[block.start : block.end]):
                out.append(Sentence(block.start + m.start(), block.start + m.end(), i))
        return tuple(out)


def article(text: str, **fields: Any) -> Article:
    """An article with the blocks and sentences of `text` and the facts given."""
    made = Made(text)
    fields.setdefault("metadata", Metadata(title=text.split("\n")[0], published="2025-06-02T08:15"))
    fields.setdefault("blocks", made.blocks())
    fields.setdefault("sentences", made.sentences())
    return Article(source=Origin("articles/2025-06-02_mau.txt", "ab" * 32, "utf-8", "text/plain"), text=text, **fields)


def interview() -> Article:
    """An interview with every kind of fact."""
    m = Made(INTERVIEW)
    million = Decimal(1_000_000)

    def money(fact: str, words: str, value: int, **more: Any) -> Quantity:
        return Quantity(
            id=fact, **m.at(words), low=value * million, high=value * million, unit="VND", rule="money", **more
        )

    def plain(fact: str, words: str, value: str, unit: str, **more: Any) -> Quantity:
        return Quantity(
            id=fact, **m.at(words), low=Decimal(value), high=Decimal(value), unit=unit, rule="counted", **more
        )

    quantities = (
        money("q1", "72 triệu đồng/năm", 72, per="năm"),
        money("q2", "24 triệu đồng", 24),
        plain("q3", "20%", "20", "%"),
        plain("q4", "2,4%", "2.4", "%"),
        plain("q5", "0,85%", "0.85", "%"),
        plain("q6", "1.204 đảng viên", "1204", "đảng viên"),
        plain("q7", "10%", "10", "%", bound="below"),
        plain("q8", "12 dự án", "12", "dự án"),
        plain("q9", "85 ha", "85", "ha", bound="above"),
        money("q10", "110 triệu đồng/năm", 110, per="năm"),
    )

    def year(fact: str, words: str, first: int, last: int | None = None) -> Date:
        to = date(last or first, 12, 31)
        return Date(
            id=fact, **m.at(words), from_=date(first, 1, 1), to=to, precision="range" if last else "year", rule="year"
        )

    dates = (
        year("d1", "nhiệm kỳ 2020-2025", 2020, 2025),
        year("d2", "năm 2020", 2020),
        year("d3", "năm 2030", 2030),
        year("d4", "năm 2027", 2027),
    )
    indicators = (
        Indicator(
            id="i1",
            name="thu nhập bình quân",
            topic="đời sống",
            **m.span("Thu nhập bình quân đạt 72 triệu đồng/năm"),
            quantity="q1",
            movement=Movement(direction="up", quantity="q2", base="năm 2020", base_period="d2"),
            plan=Plan(relation="exceeds", quantity="q3", of="kế hoạch"),
            rule="level",
        ),
        Indicator(
            id="i2",
            name="tỷ lệ hộ nghèo",
            topic="đời sống",
            **m.span("Tỷ lệ hộ nghèo giảm từ 2,4% xuống 0,85%"),
            quantity="q5",
            movement=Movement(direction="down", base_quantity="q4", kind="from_to"),
            rule="from-to",
        ),
        Indicator(
            id="i3",
            name="kết nạp đảng viên",
            **m.span("kết nạp 1.204 đảng viên"),
            quantity="q6",
            plan=Plan(relation="exceeds", quantity="q7", of="chỉ tiêu"),
            rule="level",
        ),
        Indicator(id="i4", name="diện tích thu hồi", **m.span("trên 85 ha"), quantity="q9", rule="level"),
    )
    commitments = (
        Commitment(
            id="c1",
            **m.at("Huyện phấn đấu đến năm 2030 thu nhập đạt 110 triệu đồng/năm"),
            actor="Huyện",
            due=date(2030, 12, 31),
            due_text="đến năm 2030",
            due_date="d3",
            target="q10",
            rule="aim",
        ),
        Commitment(
            id="c2",
            **m.at("Chúng tôi sẽ hoàn thành cầu Mới trước năm 2027"),
            due=date(2026, 12, 31),
            due_date="d4",
            state="hoàn thành cầu Mới",
            rule="will",
        ),
    )
    derived = (
        Derived(
            id="v1",
            name="Thu nhập bình quân năm 2020",
            low=48 * million,
            high=48 * million,
            unit="VND",
            per="năm",
            formula="q1 - q2",
            inputs=("q1", "q2"),
            of="i1",
            words={"name": "thu nhập bình quân", "base": "năm 2020"},
            rule="base",
        ),
        Derived(
            id="v2",
            name="Kế hoạch thu nhập bình quân",
            low=60 * million,
            high=60 * million,
            unit="VND",
            per="năm",
            formula="q1 / (1 + q3)",
            inputs=("q1", "q3"),
            of="i1",
            words={"name": "thu nhập bình quân", "base": "kế hoạch"},
            rule="plan",
        ),
        Derived(
            id="v3",
            name="Chỉ tiêu kết nạp đảng viên",
            low=Decimal("1094.545454545454545454545"),
            high=Decimal("1104.587155963302752293578"),
            low_open=True,
            unit="đảng viên",
            formula="q6 / (1 + q7)",
            inputs=("q6", "q7"),
            of="i3",
            assumption="tỷ lệ vượt tính trên chính mức kế hoạch",
            words={"name": "kết nạp đảng viên", "base": "chỉ tiêu"},
            rule="plan",
        ),
        Derived(
            id="v4",
            name="Đất thu hồi bình quân một dự án",
            low=Decimal("7.083333333333333333"),
            high=None,
            low_open=True,
            unit="ha",
            per="dự án",
            formula="q9 / q8",
            inputs=("q9", "q8"),
            of="i4",
            words={"name": "diện tích thu hồi"},
            rule="per_item",
        ),
    )
    starts = [
        m.text.index(w)
        for w in ("Phóng viên: Thưa", "Đồng chí Trần Văn Mẫu: Thu", "Phóng viên: Sắp", "Đồng chí Trần Văn Mẫu: Huyện")
    ]
    turns = []
    for i, start in enumerate(starts):
        end = m.text.index("\n", start)
        block = next(n for n, b in enumerate(m.blocks()) if b.start == start)
        asks = i % 2 == 0
        label = Span(start, m.text.index(":", start))
        turns.append(
            Turn(
                "Phóng viên" if asks else "Trần Văn Mẫu",
                "reporter" if asks else "interviewee",
                start,
                end,
                None if asks else "p1",
                (block,),
                label,
            )
        )
    place = m.span("Trần Văn Mẫu")
    again = m.span("Trần Văn Mẫu", 1)
    return article(
        INTERVIEW,
        quantities=quantities,
        dates=dates,
        indicators=indicators,
        commitments=commitments,
        derived=derived,
        metadata=Metadata(
            section="chỉ đạo điều hành",
            title="Vượt khó để đi lên",
            published="2025-06-02T08:15",
            author="Mai Lan",
            genre="interview",
        ),
        people=(
            Person(id="p1", name="Trần Văn Mẫu", roles=("Bí thư Huyện ủy",), mentions=(Span(**place), Span(**again))),
        ),
        organizations=(
            Name(id="o1", name="Bộ Chính trị", kind="party body", mentions=(Span(**m.span("Bộ Chính trị")),)),
        ),
        documents=(
            Document(
                id="t1", **m.at("Chỉ thị 05"), type="Chỉ thị", number="05", issuer="Bộ Chính trị", rule="numbered"
            ),
        ),
        events=(
            Event(
                id="e1", name="hoàn thành cầu Mới", kind="work", **m.span("hoàn thành cầu Mới"), date="d4", rule="event"
            ),
        ),
        awards=(Award(id="a1", name="danh hiệu huyện mẫu", **m.span("huyện làm gì"), rule="award"),),
        discrepancies=(
            Discrepancy(
                id="x9", kind="arithmetic", items=("q1", "q2"), note="72 và 24 được nêu cạnh nhau", rule="pair"
            ),
        ),
        abstained=(Abstained(**m.at("9A"), reason="tên lớp, không phải số lượng"),),
        turns=tuple(turns),
    )


def none() -> Article:
    """An article without a single fact."""
    return article("Bài viết không có số\n\nTrời hôm nay đẹp. Mọi người đi làm.\n")


def many(n: int) -> Article:
    """A report of n indicators, each with a level, a change and a derived base; every third name is very long."""
    tail = " của các hợp tác xã nông nghiệp kiểu mới hoạt động theo Luật trên địa bàn toàn huyện và vùng phụ cận"
    lines = [
        f"Chỉ tiêu thứ {chr(97 + i % 26)}{tail if i % 3 == 0 else ''} đạt {i + 10}{'%' if i % 2 else ' xã'}, "
        f"tăng {i % 7 + 1}{'%' if i % 2 else ' xã'} so với năm {1960 + i}."
        for i in range(n)
    ]
    text = "Báo cáo nhiều số\n\n" + "\n".join(lines) + "\n"
    quantities, dates, indicators, derived = [], [], [], []
    at = len("Báo cáo nhiều số\n\n")
    for i, line in enumerate(lines):
        unit = "%" if i % 2 else "xã"
        numbers = [(at + x.start(), at + x.end()) for x in re.finditer(r"\d+(?:%| xã)", line)]
        for k, (start, end) in enumerate(numbers):
            value = Decimal(re.match(r"\d+", text[start:end])[0])  # type: ignore[index]
            quantities.append(
                Quantity(
                    id=f"q{2 * i + k + 1}",
                    start=start,
                    end=end,
                    text=text[start:end],
                    low=value,
                    high=value,
                    unit=unit,
                    rule="r",
                )
            )
        where = at + line.index(" so với năm") + len(" so với ")
        dates.append(
            Date(
                id=f"d{i + 1}",
                start=where,
                end=at + len(line) - 1,
                text=text[where : at + len(line) - 1],
                from_=date(1960 + i, 1, 1),
                to=date(1960 + i, 12, 31),
                precision="year",
                rule="year",
            )
        )
        name = line[: line.index(" đạt")]
        level, change = f"q{2 * i + 1}", f"q{2 * i + 2}"
        indicators.append(
            Indicator(
                id=f"i{i + 1}",
                name=name,
                start=at,
                end=numbers[0][1],
                quantity=level,
                movement=Movement(direction="up", quantity=change, base=f"năm {1960 + i}", base_period=f"d{i + 1}"),
                rule="level",
            )
        )
        value = Decimal(i + 10 - (i % 7 + 1))
        derived.append(
            Derived(
                id=f"v{i + 1}",
                name=f"{name} trước đó",
                low=value,
                high=value,
                unit=unit,
                formula=f"{level} - {change}",
                inputs=(level, change),
                of=f"i{i + 1}",
                words={"name": name, "base": f"năm {1960 + i}"},
                rule="base",
            )
        )
        at += len(line) + 1
    return article(
        text, quantities=tuple(quantities), dates=tuple(dates), indicators=tuple(indicators), derived=tuple(derived)
    )
