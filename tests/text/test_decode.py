"""Encodings are found by evidence; what can not be decided is an error that says what was tried."""

from __future__ import annotations

import unicodedata

import pytest

from baocao.errors import ReadError
from baocao.text import where
from baocao.text.legacy import _TCVN3, tcvn3, vni, windows_1258
from baocao.text.read import read_bytes

PROSE = (
    "Đảng bộ xã Đông Hòa đã kết nạp được 1.599 đảng viên mới, vượt chỉ tiêu đề ra.\n\n"
    "Thu nhập bình quân đầu người đạt 60 triệu đồng, tỷ lệ hộ nghèo chỉ còn 0,35%; "
    "đường làng, ngõ xóm sạch đẹp, trường học được xây dựng kiên cố hơn trước.\n"
)
_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "\u0302": "â", "\u0306": "ê"}
_DOUBLE = {
    "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã", "\u0302\u0323": "ä",
    "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip
_SINGLE = {"đ": "ñ", "ỵ": "î", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ì": "ì", "í": "í"}


def as_tcvn3(text: str) -> bytes:
    """Text in the ABC fonts' bytes; capitals with a tone become small, as the fonts had none."""
    back = {letter: byte for byte, letter in _TCVN3.items()}
    return bytes(back[c] if c in back else back[c.lower()] if c.lower() in back else ord(c) for c in text)


def as_vni(text: str) -> bytes:
    """Text in VNI's bytes: a plain letter, then the byte of its marks."""
    written = ""
    for letter in text:
        low = letter.lower()
        if low in _SINGLE:
            written += _SINGLE[low].upper() if letter.isupper() else _SINGLE[low]
            continue
        base, *rest = unicodedata.normalize("NFD", low)
        marks = "".join(sorted(rest, key=lambda m: m not in "\u0302\u0306"))
        if marks.startswith("\u031b") or "\u031b" in marks:
            base = {"o": "ô", "u": "ö"}[base]
            marks = marks.replace("\u031b", "")
        made = base + (_DOUBLE.get(marks) or "".join(_MARKS[m] for m in marks))
        written += made.upper() if letter.isupper() else made
    return written.encode("latin-1")


def as_1258(text: str) -> bytes:
    """Text in windows-1258: hats and breves in the letter, tones after it."""
    spread = []
    for letter in text:
        base, *rest = unicodedata.normalize("NFD", letter)
        tones = [m for m in rest if m in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base + "".join(m for m in rest if m not in tones))
        spread.append(shape + "".join(tones))
    return "".join(spread).encode("cp1258")


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PROSE.encode(), "utf-8-sig"),
        (b"\xff\xfe" + PROSE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), "utf-16-be"),
        (PROSE.encode("utf-16-le"), "utf-16-le"),
        (PROSE.encode("utf-16-be"), "utf-16-be"),
        (as_1258(PROSE), "windows-1258"),
        (as_vni(PROSE), "vni"),
    ],
)
def test_every_encoding_gives_the_same_text_and_is_recorded(raw: bytes, encoding: str) -> None:
    source = read_bytes(raw, "x.txt")
    assert source.text == PROSE
    assert source.origin.encoding == encoding


def test_tcvn3_has_no_capitals_with_a_tone() -> None:
    source = read_bytes(as_tcvn3("ĐẢNG BỘ. " + PROSE), "x.txt")
    assert source.origin.encoding == "tcvn3"
    assert source.text == "ĐảNG Bộ. " + PROSE


def test_legacy_tables_know_every_vietnamese_letter() -> None:
    letters = "".join(
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    )
    letters += "đ"
    for write, read in ((as_tcvn3, tcvn3), (as_vni, vni), (as_1258, windows_1258)):
        text = read(write(letters))
        assert text is not None
        assert unicodedata.normalize("NFC", text) == letters


@pytest.mark.parametrize("write", [str.encode, as_1258, as_vni])
def test_offsets_lead_back_to_the_bytes_of_any_encoding(write: object) -> None:
    raw = write(PROSE)  # type: ignore[operator]
    source = read_bytes(raw, "x.txt")
    start = source.text.index("60 triệu đồng")
    place = where(source, start, start + len("60 triệu đồng"))
    assert raw[place.start : place.end] == write("60 triệu đồng")  # type: ignore[operator]
    assert (place.line, place.column) == (3, 34)


def test_decomposed_text_is_composed_once_and_leads_back_to_its_bytes() -> None:
    spread = unicodedata.normalize("NFD", PROSE)
    source = read_bytes(spread.encode(), "x.txt")
    assert source.text == PROSE
    start = source.text.index("đảng viên")
    place = where(source, start, start + len("đảng viên"))
    assert source.raw[place.start : place.end].decode() == unicodedata.normalize("NFD", "đảng viên")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\0", "office document"),
        (b"Th\xc3\xb4n H\xe1\xba\xa1\0 c\xc3\xb3 40 h\xe1\xbb\x99", "a NUL byte at byte 10"),
        ("Thôn Hạ".encode()[:-1], "ends in the middle of a character"),
        (b"\xff\xfeT\0h\0\xf4", "ends in the middle of a character"),
        (PROSE.encode().replace("xã".encode(), b"x\xe3", 1), "is UTF-8 but for byte"),
        (bytes(range(0x80, 0x100)) * 4, "in no encoding that can be decided"),
        ("café über naïve señor".encode("latin-1") * 5, "in no encoding that can be decided"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line_with_the_files_name(raw: bytes, says: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(raw, "folder/x.txt")
    line = str(refused.value)
    assert line.startswith("folder/x.txt")
    assert says in line
    assert "\n" not in line
    assert refused.value.remedy


def test_an_undecidable_file_says_what_was_tried() -> None:
    with pytest.raises(ReadError, match=r"windows-1258 \d+%.*vni \d+%|vni \d+%.*windows-1258 \d+%"):
        read_bytes("café über naïve señor".encode("latin-1") * 5, "x.txt")


def test_a_broken_byte_is_placed_by_line_and_column() -> None:
    raw = PROSE.encode()
    at = raw.index(b"60 tri")
    with pytest.raises(ReadError) as refused:
        read_bytes(raw[:at] + b"\xff" + raw[at:], "x.txt")
    column = at - raw.rindex(b"\n", 0, at)
    assert refused.value.where == f"x.txt:3:{column}"
