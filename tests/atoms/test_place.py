"""Places: kinds, codes of their time, bare names, and what is no place."""

from __future__ import annotations

import pytest

from atoms.pages import page
from baocao.atoms import admin_units, person, place
from baocao.lexicon import table
from baocao.model import Name


def found(text: str, published: str | None = "2020-06-16") -> list[tuple[str, str, str | None]]:
    of = page(text, published)
    people = [m for one in person.people(of) for m in one.mentions]
    return [(one.name, one.kind, one.unit_code) for one in place.places(of, people)]


def only(text: str, published: str | None = "2020-06-16") -> Name:
    (one,) = place.places(page(text, published))
    return one


def test_units_have_the_code_of_the_article_s_time() -> None:
    assert found("Tỉnh Bắc Giang họp.", "2020-06-16") == [("Bắc Giang", "tỉnh", "vn-2020:24")]
    assert found("Tỉnh Bắc Ninh họp.", "2025-08-01") == [("Bắc Ninh", "tỉnh", "vn-2025:24")]
    assert found("Tỉnh Bắc Ninh họp.", "2025-06-30") == [("Bắc Ninh", "tỉnh", "vn-2020:27")]


def test_without_a_date_a_name_of_both_orders_has_no_code() -> None:
    assert found("Tỉnh Bắc Ninh họp.", None) == [("Bắc Ninh", "tỉnh", None)]


def test_without_a_date_a_district_tells_the_time() -> None:
    assert found("Huyện Lục Ngạn, tỉnh Bắc Giang.", None) == [
        ("Lục Ngạn", "huyện", "vn-2020:219"),
        ("Bắc Giang", "tỉnh", "vn-2020:24"),
    ]


def test_a_former_district_keeps_its_old_code_in_a_later_article() -> None:
    assert found("Huyện Thanh Trì (cũ) và phường Hoàn Kiếm.", "2025-08-01") == [
        ("Thanh Trì", "huyện", "vn-2020:020"),
        ("Hoàn Kiếm", "phường", "vn-2025:00070"),
    ]


def test_one_name_at_three_levels_is_three_places() -> None:
    got = found("Huyện Thanh Trì (cũ) có xã Thanh Trì; phường Thanh Trì ở nơi khác.", "2025-08-01")
    assert [(name, kind) for name, kind, _ in got] == [
        ("Thanh Trì", "huyện"),
        ("Thanh Trì", "xã"),
        ("Thanh Trì", "phường"),
    ]


def test_a_district_of_a_name_that_two_provinces_have_is_told_by_its_province() -> None:
    assert found("Huyện An Lão (Bình Định) bị cô lập.")[0] == ("An Lão", "huyện", "vn-2020:542")
    assert found("Huyện An Lão bị cô lập.") == [("An Lão", "huyện", None)]


def test_a_bare_name_repeats_the_place_named_with_its_kind() -> None:
    one = only("Huyện Thanh Trì đổi mới. Người dân Thanh Trì phấn khởi.")
    assert len(one.mentions) == 2


def test_the_kind_goes_on_through_a_list() -> None:
    assert found("Ba xã Thiệu An, Phú Lộc và Mỹ Lâm về đích.") == [
        ("Thiệu An", "xã", None),
        ("Phú Lộc", "xã", None),
        ("Mỹ Lâm", "xã", None),
    ]


def test_short_forms_of_kinds_and_numbered_units_are_read() -> None:
    assert found("UBND Q. Bình Thạnh, P. 11, quận 3 và TP. Vinh.") == [
        ("Bình Thạnh", "quận", "vn-2020:765"),
        ("11", "phường", None),
        ("3", "quận", "vn-2020:770"),
        ("Vinh", "thành phố", "vn-2020:412"),
    ]


def test_a_name_of_two_parts_is_one_province() -> None:
    assert found("Tỉnh Bà Rịa - Vũng Tàu họp.") == [("Bà Rịa - Vũng Tàu", "tỉnh", "vn-2020:77")]


@pytest.mark.parametrize(
    "text",
    [
        "Anh nói vậy rồi đi.",
        "Cụ thể hóa nghị quyết.",
        "Ông Cao Bằng Sơn đến.",
        "Các nước châu Mỹ bàn bạc.",
        "Đường Vành đai 3 thông xe.",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert found(text) == []


def test_a_place_ends_where_a_person_s_name_begins() -> None:
    assert found("Chủ tịch UBND huyện Mai Sơn Lò Văn Sáng đến.") == [("Mai Sơn", "huyện", "vn-2020:125")]


def test_every_former_province_became_one_of_today() -> None:
    today = admin_units.provinces("vn-2025")
    former = admin_units.provinces("vn-2020")
    assert (len(former), len(today)) == (63, 34)
    assert {unit.successor for unit in former.values()} == set(today)


def test_codes_of_former_units_are_unique_and_their_provinces_exist() -> None:
    rows = table("former_units")
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    provinces = {row["code"] for row in rows if not row["parent"]}
    assert {row["parent"] for row in rows if row["parent"]} == provinces


def test_a_former_province_of_today_s_name_kept_its_people() -> None:
    # A province that gave its name to today's is one of those that became it (Nghị quyết 202/2025/QH15).
    former = {unit.name: unit for unit in admin_units.provinces("vn-2020").values()}
    for unit in admin_units.provinces("vn-2025").values():
        assert former.get(unit.name, former.get(f"Thừa Thiên {unit.name}")).successor == unit.code  # type: ignore[union-attr]
