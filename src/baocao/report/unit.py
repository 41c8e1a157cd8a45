"""Names of units and of common counted things in the language of a report.

The records keep a unit's code or the Vietnamese noun; `units.csv` gives what is printed. A noun that the
table does not know is printed as the article has it: better Vietnamese than a wrong translation.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

from baocao.lexicon import table

CURRENCIES = frozenset(row["code"] for row in table("currencies"))
"""ISO codes of the currencies that the parser knows."""
BARE = frozenset({"index", "calendar year"})
"""Units that are told by the name of the value and never printed."""


@cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("baocao.report") / "units.csv").read_text(encoding="utf-8")
    return {row["unit"]: row for row in csv.DictReader(text.splitlines(), strict=True)}


def is_money(unit: str) -> bool:
    return unit in CURRENCIES


def symbol(unit: str | None, value: Decimal | None, lang: str) -> tuple[str, bool, bool]:
    """(what is printed for `unit` beside `value`, whether before the number, whether without a space)."""
    if not unit or unit in BARE:
        return "", False, False
    if unit == "%":
        return "%", False, True
    if lang == "en" and is_money(unit):
        return unit, True, False
    row = _names().get(unit) or _names().get(unit.lower())
    if row is None:
        return unit, False, False
    if lang == "vi":
        return row["vi"] or unit, False, False
    return row["en"] if value is not None and abs(value) == 1 else row["en_plural"], False, False
