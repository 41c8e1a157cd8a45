"""Who files the report: the lines that an official paper (Decree 30/2020/NĐ-CP) carries and no article states.

They stand in `office.toml` in the project's folder, every line optional:

    agency_above = "ỦY BAN NHÂN DÂN TỈNH A"
    agency = "VĂN PHÒNG"
    number = "12/BC-VP"
    place = "Tỉnh A"
    date = "ngày 02 tháng 7 năm 2025"
    signer_role = "KT. CHÁNH VĂN PHÒNG"
    signer = "Nguyễn Văn A"
    recipients = "Như trên; Lưu: VT"
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from baocao.errors import ParameterError, ReportError

STYLES = ("baocao", "nghi-dinh-30")
"""Page layouts: the house's own, and that of an official paper."""
FILE = "office.toml"
LINES = ("agency_above", "agency", "number", "place", "date", "kind", "signer_role", "signer", "recipients")


def office(folder: Path) -> dict[str, str]:
    """The lines of the project's office file; empty where there is none.

    Raises ReportError naming the file and the line's name or place where it can not be used.
    """
    path = folder / FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReportError(
            f"can not be read ({error})", where=str(path), remedy="check the path and its rights"
        ) from None
    for name, value in given.items():
        if name not in LINES:
            raise ReportError(f"unknown line {name!r}", where=str(path), remedy=f"known are: {', '.join(LINES)}")
        if not isinstance(value, str):
            raise ReportError(f"{name} is no text", where=str(path), remedy="write it in quotation marks")
    return given


def styled(style: str) -> None:
    """Raise ParameterError for a page layout that there is not."""
    if style not in STYLES:
        raise ParameterError(f"no style {style!r}", remedy=f"use one of: {', '.join(STYLES)}")
