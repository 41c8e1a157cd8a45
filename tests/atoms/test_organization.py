"""Organisations: where their names end, short forms, and what is none."""

from __future__ import annotations

import pytest

from atoms.pages import page
from baocao.atoms import organization, person


def found(text: str) -> list[str]:
    of = page(text)
    people = [m for one in person.people(of) for m in one.mentions]
    return [one.name for one in organization.organizations(of, people)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND huyện Mai Sơn đã ban hành kế hoạch.", ["UBND huyện Mai Sơn"]),
        ("Sở Tài nguyên và Môi trường tỉnh Nghệ An vừa cảnh báo.", ["Sở Tài nguyên và Môi trường tỉnh Nghệ An"]),
        ("Theo Bộ Giáo dục - đào tạo, học phí giữ nguyên.", ["Bộ Giáo dục - đào tạo"]),
        ("Bộ Văn hóa, Thể thao và Du lịch trả lời.", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Sở GD-ĐT Hà Nội và Bộ Y tế phối hợp.", ["Sở GD-ĐT Hà Nội", "Bộ Y tế"]),
        ("Ban Thường vụ Huyện ủy giao Công an huyện.", ["Ban Thường vụ Huyện ủy", "Công an huyện"]),
        ("Công ty TNHH Lúa Vàng nợ lương.", ["Công ty TNHH Lúa Vàng"]),
        ("Ngân hàng Nhà nước giữ lãi suất.", ["Ngân hàng Nhà nước"]),
        ("Quốc hội họp tại hội trường.", ["Quốc hội"]),
        ("Huyện ủy Mẫu tổ chức Đại hội.", ["Huyện ủy Mẫu"]),
        ("UBND xã Lạc kiểm tra đê; Phòng Giáo dục huyện Lạc báo cáo.", ["UBND xã Lạc", "Phòng Giáo dục huyện Lạc"]),
        ("Ban Tổ chức Tỉnh ủy và Ban Quản lý dự án họp.", ["Ban Tổ chức Tỉnh ủy", "Ban Quản lý dự án"]),
        ("Học sinh trường Tiểu học Hoa Mai tựu trường.", ["trường Tiểu học Hoa Mai"]),
    ],
)
def test_a_name_ends_with_its_last_field_or_place(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều công ty cổ phần và ngân hàng gặp khó.",
        "Ban ngày trời nắng; hội nghị kết thúc.",
        "Thành phố Hội An đón khách.",
        "Thị trường chứng khoán tăng điểm.",
    ],
)
def test_what_names_no_organisation_in_particular_is_none(text: str) -> None:
    assert found(text) == []


def test_a_name_ends_where_a_person_s_begins() -> None:
    assert found("Giám đốc Sở Y tế Trần Văn Bảy phát biểu.") == ["Sở Y tế"]


def test_long_and_short_forms_of_an_authority_are_one() -> None:
    (one,) = organization.organizations(page("Ủy ban nhân dân xã Phú Lộc họp; UBND xã Phú Lộc đồng ý."))
    assert (one.name, len(one.mentions)) == ("Ủy ban nhân dân xã Phú Lộc", 2)


def test_a_short_form_in_brackets_names_it_from_there_on() -> None:
    (one,) = organization.organizations(page("Tập đoàn Sông Xanh (SXG) lãi lớn. Cổ phiếu của SXG tăng."))
    assert len(one.mentions) == 3


def test_a_name_is_read_back_from_the_page() -> None:
    of = page("Sở Xây dựng và UBND phường Bạch Mai kiểm tra.")
    for one in organization.organizations(of):
        assert one.named is not None
        assert of.flow[one.named.start : one.named.end] == one.name
