"""A full stop ends a sentence unless it shortens a word, marks an initial or a number."""

from __future__ import annotations

import pytest

from baocao.text.sentences import split


@pytest.mark.parametrize(
    "marked",
    [
        "Ông về TP. Hà Nội.| Bà ở lại.",
        "PGS.TS. Lê Hoàn nói.| Bà ghi.",
        "Lúa, ngô, v.v.| Bà ghi.",
        "Xem Tr. 15 của sách.| Bà ghi.",
        "Ngày 10.5.2020 xã có 1.599 đảng viên.| Năm sau thêm 40 người.",
        "Năm 2020.| Năm 2021 tăng.",
        "Điều 1. Phạm vi.| Điều này nói về đất.",
        "1. Đẩy mạnh thu ngân sách.| Giảm chi.",
        "Nhà ở Q. Long Biên.| Bà ở lại.",
        "Chị V. Biết mình bị lừa, chị V. đã tố cáo.".replace("V. B", "V.| B"),
        "Hỗ trợ chị K. 10 triệu đồng.| Hết.",
        'Bà hỏi: "Sao vậy?| Tôi không biết."| Ông cười.',
        "Thật thế sao?!| Đúng thế… rồi sao?",
        "Có ba việc: thu, chi, giữ.| Xong.",
        "(Ảnh: X.)| Hết.",
        "Không có dấu chấm",
    ],
)
def test_sentences_end_where_the_bars_stand(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in split(text, 0, len(text))] == marked.split("| ")
