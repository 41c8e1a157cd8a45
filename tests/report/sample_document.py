"""Documents for the writers' tests, built by hand: an invented district, every kind of node, hostile text."""

from __future__ import annotations

from baocao.report.tree import (
    Attachment,
    Block,
    Callout,
    Cell,
    Cite,
    Code,
    CodeBlock,
    Declared,
    Derivation,
    Divider,
    Document,
    Emphasis,
    Evidence,
    Figure,
    Footnote,
    FootnoteRef,
    Group,
    Heading,
    Inline,
    Link,
    ListBlock,
    Mark,
    Math,
    Paragraph,
    QuotationCard,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
    Tile,
    Tiles,
    Turn,
)

HOSTILE = (
    '<script>alert(1)</script> #read("/etc/passwd") $x$ *a* _b_ `c` @ref // /* ]} \\ {{ x }} {% raw %} [^1] &amp; "q"'
)

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240" width="600" height="240">
<rect x="170" y="30" width="190" height="40" fill="#8fa7ad"/>
<rect x="170" y="100" width="360" height="40" fill="#0f5257"/>
<text x="160" y="56" text-anchor="end" font-family="DejaVu Sans" font-size="15">Đầu nhiệm kỳ</text>
<text x="160" y="126" text-anchor="end" font-family="DejaVu Sans" font-size="15">Cuối nhiệm kỳ</text>
<text x="368" y="56" font-family="DejaVu Sans" font-size="15">34</text>
<text x="538" y="126" font-family="DejaVu Sans" font-size="15">65</text></svg>"""


def text(words: str) -> tuple[Inline, ...]:
    """Words as the one child of a block."""
    return (Text(words),)


def cite(fact: str, words: str, number: int) -> Cite:
    """A printed figure that opens the sentence of that number."""
    return Cite(fact, words, f"sentence-{number}")


SENTENCES: tuple[tuple[str, tuple[Inline, ...], str], ...] = (
    (
        "Phóng viên",
        (
            Text("Thưa ông, kinh tế của huyện trong "),
            Mark("t1", "date", "nhiệm kỳ 2015 - 2020", "date.term · 24-44"),
            Text(" có gì nổi bật?"),
        ),
        "paragraph",
    ),
    (
        "Trần Văn Khởi",
        (
            Text("Thu nhập bình quân đầu người đạt "),
            Mark("q1", "quantity", "65 triệu đồng/năm", "quantity.money_per · 96-113"),
            Text(", tăng "),
            Mark("q2", "quantity", "31 triệu đồng", "quantity.money · 120-133"),
            Text(" so với "),
            Mark("t2", "date", "năm 2015", "date.year · 144-152"),
            Text(", vượt "),
            Mark("q3", "quantity", "20%", "quantity.percent · 159-162"),
            Text(" kế hoạch."),
        ),
        "paragraph",
    ),
    (
        "Trần Văn Khởi",
        (
            Text("Tỷ lệ hộ nghèo còn "),
            Mark("q4", "quantity", "0,42%", "quantity.percent · 182-187"),
            Text("; toàn huyện thu hồi trên "),
            Mark("q5", "quantity", "148 ha", "quantity.area · 214-220"),
            Text(" đất cho "),
            Mark("q6", "quantity", "39 dự án", "quantity.counted · 229-237"),
            Text("."),
        ),
        "paragraph",
    ),
    (
        "Trần Văn Khởi",
        (
            Text("Đảng bộ kết nạp "),
            Mark("q7", "quantity", "1.482 đảng viên", "quantity.counted · 254-269"),
            Text(" mới theo "),
            Mark("v1", "document", "Nghị quyết số 17/NQ-HU", "document.number · 279-301"),
            Text("."),
        ),
        "paragraph",
    ),
    (
        "Trần Văn Khởi",
        (
            Mark(
                "c1", "commitment", "Chúng tôi sẽ hoàn thành đường liên xã trước năm 2025", "commitment.will · 303-356"
            ),
            Text(", đồng chí "),
            Mark("p2", "person", "Lê Thị Hạnh", "person.title · 368-379"),
            Text(" chịu trách nhiệm tại "),
            Mark("pl1", "place", "xã An Hòa", "place.unit · 401-410"),
            Text("."),
        ),
        "list_item",
    ),
    (
        "",
        (Text("Trang này có "), Mark("a1", "abstained", "2254", "no unit · 424-428"), Text(" và chữ lạ: " + HOSTILE)),
        "caption",
    ),
)


def evidence(repeat: int = 1) -> Group:
    """The annex of the invented article; repeated to make a long one."""
    blocks: list[Block] = [Heading(2, text("Phụ lục: các câu của bài báo"), id="phu-luc")]
    number = 0
    for _ in range(repeat):
        for speaker, children, kind in SENTENCES:
            number += 1
            blocks.append(Evidence(f"sentence-{number}", number, children, speaker, kind))
    return Group(tuple(blocks), role="evidence")


def table(rows: int = 5, ident: str = "bang-so-lieu") -> Table:
    """Indicators with value, movement and sentence."""
    names = [
        "Thu nhập bình quân đầu người",
        "Tỷ lệ hộ nghèo",
        "Diện tích đất thu hồi",
        "Dự án đã giải phóng mặt bằng",
        "Đảng viên mới kết nạp",
    ]
    cites = [
        cite("q1", "65 triệu đồng/năm", 2),
        cite("q4", "0,42%", 3),
        cite("q5", "148 ha", 3),
        cite("q6", "39 dự án", 3),
        cite("q7", "1.482", 4),
    ]
    moves: list[tuple[Inline, ...]] = [(Text("tăng "), cite("q2", "31 triệu đồng", 2)), (), (), (), ()]
    body = tuple(
        (
            Cell(text(names[i % 5]), header=True),
            Cell((cites[i % 5],), "right"),
            Cell(moves[i % 5], "right"),
            Cell((Declared(str(2 + i % 3), "sentence number"),), "right"),
        )
        for i in range(rows)
    )
    return Table(
        head=(
            (
                Cell(text("Chỉ tiêu"), header=True),
                Cell(text("Giá trị"), "right", True),
                Cell(text("Thay đổi"), "right", True),
                Cell(text("Câu"), "right", True),
            ),
        ),
        rows=body,
        caption=text("Các chỉ tiêu nêu trong bài"),
        notes=(text("Giá trị đúng như bài in; ô trống là bài không nêu."),),
        id=ident,
    )


def every_kind() -> tuple[Block, ...]:
    """One of each block, in the order of a report."""
    return (
        Paragraph(text("Phỏng vấn · Cổng thông tin huyện An Khê"), "kicker"),
        Heading(1, text("Huyện An Khê sau năm năm: đời sống, đất đai và những lời hứa")),
        Paragraph(
            (
                Text("Thu nhập bình quân đạt "),
                cite("q1", "65 triệu đồng/năm", 2),
                Text(" và tỷ lệ hộ nghèo còn "),
                cite("q4", "0,42%", 3),
                Text("; đường liên xã được hứa trước năm 2025."),
            ),
            "lead",
        ),
        Paragraph(
            (
                Text("Đăng ngày "),
                Declared("09/07/2020", "date of publication"),
                Text(" · Trần Văn Khởi, Bí thư Huyện ủy trả lời Phóng viên"),
            ),
            "meta",
        ),
        Tiles(
            (
                Tile(
                    text("Thu nhập bình quân đầu người"),
                    (cite("q1", "65", 2),),
                    "triệu đồng/năm",
                    movement=(Text("tăng "), cite("q2", "31 triệu đồng", 2)),
                    plan=(Text("vượt "), cite("q3", "20%", 2), Text(" kế hoạch")),
                    period="2020",
                ),
                Tile(text("Tỷ lệ hộ nghèo"), (cite("q4", "0,42%", 3),), period="đến nay"),
                Tile(
                    text("Đất thu hồi"),
                    (cite("q5", "148", 3),),
                    "ha",
                    bound="trên",
                    note=(Text("cho "), cite("q6", "39 dự án", 3)),
                ),
                Tile(text("Đảng viên mới"), (cite("q7", "1.482", 4),), "đảng viên", period="2015–2020"),
            )
        ),
        Heading(2, text("Những con số chính")),
        Paragraph(
            (
                Text("Toàn huyện thu hồi trên "),
                cite("q5", "148 ha", 3),
                Text(" đất cho "),
                cite("q6", "39 dự án", 3),
                Text(". Mức đầu kỳ suy ra là "),
                Cite("d1", "34 triệu đồng/năm", "derived-d1", "derived"),
                Text(", xem "),
                Link("#bang-so-lieu", text("bảng số liệu")),
                Text(". "),
                Strong(text("Chữ đậm Ậ Ệ Ộ Ẫ")),
                Text(", "),
                Emphasis(text("chữ nghiêng")),
                Text(", "),
                Strike(text("gạch bỏ")),
                Text(", "),
                Code("mã = 1"),
                Text(", "),
                Math(r"\frac{a}{b}"),
                FootnoteRef("n1"),
                Text("."),
            )
        ),
        table(),
        Figure(
            "image/svg+xml",
            CHART,
            "Biểu đồ thanh: thu nhập từ 34 lên 65 triệu đồng mỗi năm.",
            text("Thu nhập bình quân đầu người, triệu đồng mỗi năm"),
            text("Bài phỏng vấn, câu 2"),
            (cite("q1", "65", 2), Cite("d1", "34", "derived-d1", "derived")),
            "hinh-thu-nhap",
        ),
        formula_block(),
        Heading(2, text("Lời hứa và thời hạn")),
        QuotationCard(
            (Text("Chúng tôi sẽ hoàn thành đường liên xã trước năm 2025"),),
            "Trần Văn Khởi",
            "Bí thư Huyện ủy",
            "sentence-5",
        ),
        ListBlock(
            (
                (Paragraph(text("Đường liên xã")),),
                (Paragraph(text("Trường học đạt chuẩn")), ListBlock(((Paragraph(text("cấp một")),),))),
            ),
            True,
        ),
        Callout(
            "warning",
            text("Hai thời hạn khác nhau"),
            (Paragraph(text("Một câu nói đến năm 2025, một câu nói trước năm 2025.")),),
        ),
        Callout("finding", text("Phép tính khớp"), (Paragraph(text("Mức đầu kỳ cộng mức tăng bằng mức cuối kỳ.")),)),
        Callout("note", text("Ghi chú"), (Paragraph(text("Dung sai được nêu rõ.")),)),
        Derivation(
            "derived-d1",
            "Thu nhập đầu kỳ",
            "34 triệu đồng/năm",
            (cite("q1", "65", 2), Text(" − "), cite("q2", "31", 2), Text(" = 34")),
            "cùng đơn vị và cùng phạm vi",
        ),
        Heading(2, text("Cuộc phỏng vấn")),
        Turn("Phóng viên", "reporter", (Paragraph(text("Thưa ông, kinh tế của huyện có gì nổi bật?")),)),
        Turn(
            "Trần Văn Khởi",
            "interviewee",
            (
                Paragraph(text("Thu nhập tăng, hộ nghèo giảm. Chúng tôi làm được điều đó nhờ dân.")),
                Paragraph(text("Phần việc còn lại là đường sá.")),
            ),
        ),
        Quote((Paragraph(text("Dân tin thì việc gì cũng xong.")),), text("Trần Văn Khởi")),
        CodeBlock("print('xin chào ấ ẫ ế')\n    thụt = 2", "python"),
        CodeBlock("ValueError: không có", role="error"),
        Divider(),
        Paragraph(text(HOSTILE), "note"),
        evidence(),
        Footnote("n1", (Paragraph(text("Chú thích về cách tính.")),)),
    )


def formula_block() -> Paragraph:
    """A formula on a line of its own."""
    return Paragraph((Math(r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i", True),))


def document(**changes: object) -> Document:
    """The sample report; keyword arguments replace its fields."""
    fields: dict[str, object] = {
        "title": "Huyện An Khê sau năm năm: đời sống, đất đai và những lời hứa",
        "authors": ("Phòng Tổng hợp",),
        "keywords": ("An Khê", "thu nhập"),
        "description": "Báo cáo mẫu",
        "timestamp": 1594252800,
        "header": {"title": "An Khê sau năm năm", "id": "bc-9f31c2"},
        "blocks": every_kind(),
        "attachments": (
            Attachment("facts.csv", "text/csv", "Số liệu của bài", "data", "id,giá trị\nq1,65\n".encode()),
            Attachment("bài báo.txt", "text/plain", "Bài báo nguồn", "source", "nội dung".encode()),
            Attachment("bin.dat", "application/octet-stream", "Nhị phân", "supplement", bytes(range(256))),
        ),
    }
    fields.update(changes)
    return Document(**fields)  # type: ignore[arg-type]
