"""Administrative units: official codes of today's units and of those before 1 July 2025.

Today's units are the data of the package vietnam_provinces (34 provinces, 3 321 communes), read from its file and
not by importing it, which takes longer than a whole article. The units before the mergers (63 provinces, 696
districts, as of early 2025) stand in `lexicon/former_units.csv`: codes of the General Statistics Office under
Quyết định 124/2004/QĐ-TTg; successors of provinces by Nghị quyết 202/2025/QH15 (in force 12 June 2025). District
level units ended on 1 July 2025 (Luật Tổ chức chính quyền địa phương 2025); those of Hà Nội had last been set by
Nghị quyết 1656/NQ-UBTVQH15 (1 January 2025).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from baocao.lexicon import table
from baocao.text.fold import respell

Era = Literal["vn-2020", "vn-2025"]
LAST_DAY = "2025-06-30"
"""The last day of the three-level system, ISO 8601."""

PROVINCIAL = frozenset({"tỉnh", "thành phố"})
DISTRICT = frozenset({"quận", "huyện", "thị xã", "thành phố"})
COMMUNE = frozenset({"xã", "phường", "đặc khu"})


class Unit(NamedTuple):
    era: Era
    code: str
    kind: str
    name: str
    parent: str
    """Code of its province; empty for a province."""
    successor: str
    """Code of the province of 2025 that a former province became part of."""


class _Division(msgspec.Struct):
    code: int
    name: str
    division_type: str
    wards: tuple[_Division, ...] = ()


_KIND = re.compile(r"(?i:(thành phố|tỉnh|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)) ")
_ALIASES = {
    "hcm": "hồ chí minh",
    "tp.hcm": "hồ chí minh",
    "sài gòn": "hồ chí minh",
    "huế": "thừa thiên huế",
    "thừa thiên - huế": "thừa thiên huế",
    "bà rịa-vũng tàu": "bà rịa - vũng tàu",
    "đắc lắc": "đắk lắk",
    "đăk lăk": "đắk lắk",
    "đắk lăk": "đắk lắk",
    "đắc nông": "đắk nông",
    "đăk nông": "đắk nông",
    "kontum": "kon tum",
}


def key(name: str) -> str:
    """The form in which names of units are compared."""
    low = name.lower()
    return _ALIASES.get(low, low)


@cache
def former() -> dict[str, tuple[Unit, ...]]:
    """The units before 1 July 2025 by `key`."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in table("former_units"):
        unit = Unit("vn-2020", row["code"], row["kind"], row["name"], row["parent"], row["successor"])
        found[unit.name.lower()].append(unit)
    return {name: tuple(units) for name, units in found.items()}


@cache
def today() -> dict[str, tuple[Unit, ...]]:
    """Today's units by `key`; empty where the package's data are not installed."""
    spec = find_spec("vietnam_provinces")
    if spec is None or spec.origin is None:
        return {}
    data = Path(spec.origin).with_name("data") / "nested-divisions.json"
    found: dict[str, list[Unit]] = defaultdict(list)
    for province in msgspec.json.decode(data.read_bytes(), type=list[_Division]):
        code = f"{province.code:02d}"
        kind = "tỉnh" if province.division_type == "tỉnh" else "thành phố"
        name = respell(_KIND.sub("", province.name, count=1))
        found[name.lower()].append(Unit("vn-2025", code, kind, name, "", ""))
        for ward in province.wards:
            name = respell(_KIND.sub("", ward.name, count=1))
            found[name.lower()].append(Unit("vn-2025", f"{ward.code:05d}", ward.division_type, name, code, ""))
    return {name: tuple(units) for name, units in found.items()}


def provinces(era: Era) -> dict[str, Unit]:
    """The provinces of an era by their code."""
    index = former() if era == "vn-2020" else today()
    return {unit.code: unit for units in index.values() for unit in units if not unit.parent}


@cache
def province_named(name: str) -> tuple[Unit, ...]:
    """The province of that name in the earlier order; its code and kind are also those of a namesake of today."""
    return tuple(unit for unit in former().get(key(name), ()) if not unit.parent)


@cache
def names() -> frozenset[str]:
    """Lower-case names, of two words and more, of the provinces and districts of both orders."""
    return frozenset(name for name in (*former(), *_ALIASES) if " " in name)


def readings(name: str, kind: str, era: Era) -> tuple[Unit, ...]:
    """The units of that name and kind in an era: none, the one, or all that share them.

    A province is meant before a city of the same name within it (`thành phố Huế`, `tỉnh Thái Nguyên`).
    """
    index = former() if era == "vn-2020" else today()
    wanted = index.get(name.lower(), ()) + (index.get(key(name), ()) if key(name) != name.lower() else ())
    fit = tuple(unit for unit in wanted if unit.kind == kind)
    provinces = tuple(unit for unit in fit if not unit.parent)
    return provinces or fit


@cache
def province_names() -> frozenset[str]:
    """Lower-case names of the provinces of both orders, other spellings included."""
    # Today's provinces all bear the name of a former one; so this needs no reading of the package's data.
    return frozenset(name for name, units in former().items() if any(not u.parent for u in units)) | frozenset(_ALIASES)


def is_double(name: str) -> bool:
    """Whether a name with a dash is that of a unit: Bà Rịa - Vũng Tàu."""
    plain = name.lower().replace(" - ", "-")
    return plain in ("bà rịa-vũng tàu", "thừa thiên-huế", "phan rang-tháp chàm")
