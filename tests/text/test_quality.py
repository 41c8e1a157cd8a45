"""Damage is measured and said, never repaired; clean text raises no doubt."""

from __future__ import annotations

from baocao.text.read import read_bytes

CLEAN = (
    "Đảng bộ huyện đã lãnh đạo phát triển công nghiệp, nông nghiệp và dịch vụ trong toàn huyện; HĐND, UBND và ĐBQH "
    "cùng giám sát. Đời sống người dân được nâng lên, đường làng sạch đẹp, trường học khang trang, trạm y tế đủ thuốc. "
)


def doubts(text: str) -> tuple[str, ...]:
    source = read_bytes(text.encode(), "x.txt")
    assert source.text == text
    return source.origin.warnings


def test_clean_text_raises_no_doubt() -> None:
    assert doubts(CLEAN) == ()


def test_wrong_letters_are_reported_with_their_share() -> None:
    (said,) = doubts(CLEAN.replace("ông", "ơng").replace("ường", "ƣờng"))
    assert said.startswith("mojibake: ")
    assert "% of the accented words" in said
    assert "cơng" in said


def test_utf8_read_as_latin_is_reported() -> None:
    broken = CLEAN.encode().decode("cp1252", "replace")
    assert any(said.startswith("mojibake") for said in doubts(broken))


def test_marks_between_letters_are_reported() -> None:
    assert doubts(CLEAN + "Việc q.u.a.n t.r.ọ.n.g là p.h.á.t triển.") == (
        "obfuscation: 3 words with marks between their letters",
    )


def test_another_language_is_reported() -> None:
    (said,) = doubts("The district has done a great deal for its people in the past five years of work. " * 6)
    assert said == "language: only 0% of the words have Vietnamese letters"
