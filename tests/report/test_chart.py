"""Charts: labels that stay inside and apart for any number of facts, words from the data, and stable bytes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import combinations
from typing import NamedTuple

import msgspec
import pytest

from baocao.model import Article, Commitment, Date, Indicator, Movement, Quantity
from baocao.report import open, tree
from baocao.report.chart.canvas import FACE, SIZE, WIDTH, Canvas, lanes, measure, place, wrap
from baocao.report.chart.levels import rows as level_rows
from baocao.report.messages import LANGUAGES
from report.made import article, interview, many, none

CHARTS = ("chart_levels", "chart_movements", "timeline", "map_of_article", "shares")
TEXT = re.compile(r'<text style="([^"]*)" x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)')


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def boxes(svg: str) -> list[Box]:
    """Where each label of a drawing stands, as wide as the widest face makes it."""
    out = []
    for style, x, y, text in TEXT.findall(svg):
        size = float(re.search(r"font-size: ([\d.]+)px", style)[1])  # type: ignore[index]
        width = measure(unescape(text), size, "bold" if "font-weight: 700" in style else "normal")
        anchor = re.search(r"text-anchor: (\w+)", style)[1]  # type: ignore[index]
        left = float(x) - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        out.append(Box(left, float(y) - 0.76 * size, left + width, float(y) + 0.2 * size, unescape(text)))
    return out


def figure(article: Article, chart: str, lang: str = "vi") -> tree.Figure:
    (first, *_) = getattr(open(article, lang=lang), chart)().blocks
    assert isinstance(first, tree.Figure)
    return first


def long_words() -> Article:
    """One indicator with the longest name, amounts and base that a page may bring."""
    long = interview()
    name = "tỷ lệ hộ dân khu vực nông thôn được sử dụng nước sạch đạt quy chuẩn quốc gia " * 3
    base = "cùng kỳ năm trước theo giá so sánh của năm gốc đã được công bố trong nghị quyết"
    huge = Decimal("123456789012345678")
    quantities = tuple(
        msgspec.structs.replace(q, low=huge, high=huge, unit="đảng viên mới kết nạp trong nhiệm kỳ")
        for q in long.quantities
    )
    indicators = tuple(
        msgspec.structs.replace(
            i, name=name, movement=Movement(direction="down", quantity="q2", base=base, base_quantity="q4")
        )
        for i in long.indicators
    )
    return msgspec.structs.replace(long, quantities=quantities, indicators=indicators)


def parts(shares: list[int], name: str) -> Article:
    """One structure whose parts the text states."""
    text = "Cơ cấu kinh tế: " + ", ".join(f"{name} {chr(97 + i)} {share}%" for i, share in enumerate(shares)) + "."
    quantities, indicators = [], []
    for i, found in enumerate(re.finditer(r"\d+%", text), 1):
        start, end = found.span()
        value = Decimal(found[0][:-1])
        quantities.append(
            Quantity(id=f"q{i}", start=start, end=end, text=found[0], low=value, high=value, unit="%", rule="r")
        )
        indicators.append(
            Indicator(
                id=f"i{i}", name=f"{name} {chr(96 + i)}", start=start, end=end, quantity=f"q{i}", measure="share",
                of_what="cơ cấu kinh tế", rule="part",
            )
        )  # fmt: skip
    return article(text, quantities=tuple(quantities), indicators=tuple(indicators))


ARTICLES = {
    "interview": interview(), "one": many(1), "three": many(3), "sixty": many(60), "long": long_words(),
    "parts": parts([63, 23, 14], "ngành"), "twelve": parts([9, 7] * 6, "công nghiệp chế biến, chế tạo và xây dựng"),
}  # fmt: skip
DRAWN = [
    *((chart, name) for chart in ("chart_levels", "map_of_article") for name in list(ARTICLES)[:5]),
    *(("chart_movements", name) for name in ("three", "sixty", "long")),
    *(("timeline", name) for name in ("interview", "sixty", "long")),
    *(("shares", name) for name in ("parts", "twelve")),
]
"""Charts with the articles that have enough for them."""
FOR = {"chart_levels": "interview", "map_of_article": "interview", "timeline": "interview", "chart_movements": "sixty",
       "shares": "parts"}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("chart", "name"), DRAWN)
def test_no_label_leaves_the_picture_or_touches_another(name: str, chart: str, lang: str) -> None:
    drawn = figure(ARTICLES[name], chart, lang)
    height = float(re.search(r'height="([\d.]+)pt"', drawn.data)[1])  # type: ignore[index]
    found = boxes(drawn.data)
    assert found
    for box in found:
        assert box.left >= -0.5, box
        assert box.right <= WIDTH + 0.5, box
        assert box.top >= -0.5, box
        assert box.bottom <= height + 0.5, box
    for a, b in combinations(found, 2):
        apart = a.right <= b.left + 0.5 or b.right <= a.left + 0.5 or a.bottom <= b.top + 0.5 or b.bottom <= a.top + 0.5
        assert apart, (a, b)


@pytest.mark.parametrize(("chart", "name"), DRAWN)
def test_a_picture_is_as_wide_as_the_text_and_no_taller_than_a_page(name: str, chart: str) -> None:
    head = figure(ARTICLES[name], chart).data[:300]
    assert 'width="453.6pt"' in head
    assert float(re.search(r'height="([\d.]+)pt"', head)[1]) < 700  # type: ignore[index]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_facts_one_sentence_stands_where_the_chart_would(chart: str, lang: str) -> None:
    (only,) = getattr(open(none(), lang=lang), chart)().blocks
    assert isinstance(only, tree.Paragraph)


@pytest.mark.parametrize(("chart", "name"), DRAWN)
def test_a_chart_comes_with_its_table_and_its_words(name: str, chart: str) -> None:
    drawn, table = getattr(open(ARTICLES[name]), chart)().blocks
    assert isinstance(table, tree.Table)
    assert table.rows
    assert table.caption
    assert len(drawn.alt) > 20
    assert drawn.caption


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_the_same_bytes_every_time(chart: str) -> None:
    first, second = figure(ARTICLES[FOR[chart]], chart), figure(ARTICLES[FOR[chart]], chart)
    assert first.data == second.data
    assert "matplotlib" not in first.data.lower()
    assert "<metadata" not in first.data


def test_a_level_is_drawn_with_the_base_and_plan_that_were_derived() -> None:
    rows = {row.indicator.id: row for row in level_rows(open(interview()).dossier)}
    assert rows["i1"].base is not None
    assert rows["i1"].plan is not None
    assert (rows["i1"].base.low, rows["i1"].plan.low) == (Decimal(48_000_000), Decimal(60_000_000))
    assert rows["i2"].base is not None
    assert rows["i2"].base.low == Decimal("2.4")
    assert rows["i3"].plan is not None
    assert rows["i3"].plan.low != rows["i3"].plan.high
    assert "i4" not in rows


def test_the_alternative_text_says_what_how_much_and_against_what() -> None:
    alt = figure(interview(), "chart_levels").alt
    for words in (
        "Thu nhập bình quân",
        "72 triệu đồng/năm",
        "48 triệu đồng/năm",
        "60 triệu đồng/năm",
        "trên 1.090 đến 1.105",
    ):
        assert words.split(" đến ")[-1] in alt


def test_a_time_line_shows_the_past_the_promises_and_the_day_of_publication() -> None:
    drawn = figure(interview(), "timeline")
    texts = [box.text for box in boxes(drawn.data)]
    assert "đăng 02/06/2025" in texts
    assert "31/12/2026" in texts
    assert "nhiệm kỳ 2020-2025" in texts


def test_a_time_line_of_one_day_has_an_axis() -> None:
    text = "Một ngày\n\nHọp ngày 5/5/2020.\n"
    start = text.index("ngày 5")
    one = Date(
        id="d1",
        start=start,
        end=start + 13,
        text="ngày 5/5/2020",
        from_=date(2020, 5, 5),
        to=date(2020, 5, 5),
        precision="day",
        rule="r",
    )
    due = Commitment(id="c1", start=start, end=start + 13, due=date(2020, 5, 5), state="họp", rule="r")
    drawn = figure(article(text, dates=(one,), commitments=(due,)), "timeline")
    assert {"2020", "2021"} & {box.text for box in boxes(drawn.data)}


def test_a_time_line_holds_the_first_and_the_last_year_of_the_calendar() -> None:
    text = "Xa xưa\n\nTừ năm 1 đến năm 9999.\n"
    dates = (
        Date(
            id="d1",
            start=text.index("năm 1"),
            end=text.index("năm 1") + 5,
            from_=date(1, 1, 1),
            to=date(1, 12, 31),
            precision="year",
            rule="r",
        ),
        Date(
            id="d2",
            start=text.index("năm 9"),
            end=text.index("năm 9") + 8,
            from_=date(9999, 1, 1),
            to=date(9999, 12, 31),
            precision="year",
            rule="r",
        ),
    )
    due = Commitment(id="c1", start=8, end=13, due=date(9999, 12, 31), state="xong", rule="r")
    assert boxes(figure(article(text, dates=dates, commitments=(due,)), "timeline").data)


def test_a_promise_without_target_or_state_is_named_by_its_words() -> None:
    text = "Lời hứa\n\n" + "Chúng tôi sẽ làm mọi việc cần làm để dân được nhờ trong thời gian sớm nhất có thể.\n"
    start = text.index("Chúng")
    promise = Commitment(id="c1", start=start, end=len(text) - 2, due=date(2030, 12, 31), rule="will")
    labels = [box.text for box in boxes(figure(article(text, commitments=(promise,)), "timeline").data)]
    assert any("Chúng tôi sẽ" in label for label in labels)


def test_a_yearly_average_and_a_whole_change_share_no_scale() -> None:
    two = many(2)
    first, last = two.indicators
    assert first.movement
    assert last.movement
    average = msgspec.structs.replace(last.movement, kind="average", quantity=first.movement.quantity)
    mixed = msgspec.structs.replace(
        two, indicators=(first, msgspec.structs.replace(last, movement=average)), derived=()
    )
    (only,) = open(mixed).chart_movements().blocks
    assert isinstance(only, tree.Paragraph)


def test_shares_that_pass_their_whole_are_not_drawn() -> None:
    (only,) = open(parts([63, 23, 24], "ngành")).shares().blocks
    assert isinstance(only, tree.Paragraph)


def test_a_dollar_sign_in_a_name_is_no_formula() -> None:
    text = "Tiền\n\nThu $x_1$ được 5 ha, tăng 2 ha.\n"
    q = Quantity(
        id="q1", start=text.index("5"), end=text.index("5") + 4, low=Decimal(5), high=Decimal(5), unit="ha", rule="r"
    )
    change = msgspec.structs.replace(
        q, id="q2", start=text.index("2 ha"), end=text.index("2 ha") + 4, low=Decimal(2), high=Decimal(2)
    )
    from baocao.model import Indicator

    indicator = Indicator(
        id="i1",
        name="thu $x_1$",
        start=6,
        end=20,
        quantity="q1",
        movement=Movement(direction="up", quantity="q2"),
        rule="r",
    )
    two = (indicator, msgspec.structs.replace(indicator, id="i2"))
    drawn = figure(article(text, quantities=(q, change), indicators=two), "chart_movements")
    assert "Thu $x_1$" in [box.text for box in boxes(drawn.data)]


def test_the_face_has_every_vietnamese_letter() -> None:
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import FontProperties, findfont

    base = "aăâeêioôơuưyđ"
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    import unicodedata

    letters = {unicodedata.normalize("NFC", c + m) for c in base for m in marks if not (c == "đ" and m)}
    for weight in ("normal", "bold"):
        glyphs = TTFont(findfont(FontProperties(family=FACE, weight=weight))).getBestCmap()
        assert not [c for letter in letters for c in letter + letter.upper() if ord(c) not in glyphs]


def test_a_label_is_kept_inside_its_limits() -> None:
    assert place("rộng", 0, 0, 100).align == "left"
    assert place("rộng", 100, 0, 100).right == 100
    assert place("rộng", 50, 0, 100).align == "center"


def test_labels_that_would_touch_go_to_another_lane() -> None:
    assert lanes([(0, 10), (5, 15), (20, 30)]) == [0, 1, 0]


@pytest.mark.parametrize("text", ["một hai ba bốn năm sáu", "mộttừrấtdàikhôngcókhoảngtrắngnàocả" * 3, "", "x"])
def test_wrapped_words_fit_and_none_is_lost(text: str) -> None:
    lines = wrap(text, 60)
    assert all(measure(line) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_letter_that_the_face_lacks_costs_no_warning() -> None:
    canvas = Canvas(20)
    canvas.text(0, 10, "😀 漢字")
    assert "漢字" in canvas.svg()
    assert measure("😀", SIZE) > 0
