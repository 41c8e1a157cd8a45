"""The corrections room: what people said of the facts survives every new extraction, or is shown as a conflict.

`understand(source)` is `baocao.parse` with the corrections of the article's file applied.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from baocao.corrections.entry import KINDS, Change, Entry, Kind
from baocao.corrections.file import FOLDER, Corrections, Stale, faults, path_for, read, write
from baocao.corrections.wording import say

if TYPE_CHECKING:
    from baocao.corrections.merge import apply, corrected, understand

__all__ = [
    "FOLDER",
    "KINDS",
    "Change",
    "Corrections",
    "Entry",
    "Kind",
    "Stale",
    "apply",
    "corrected",
    "faults",
    "path_for",
    "read",
    "say",
    "understand",
    "write",
]


def __getattr__(name: str) -> object:
    # Merging needs every rule of the parser; whoever only looks for a file need not wait for them.
    if name in ("apply", "corrected", "understand"):
        return getattr(import_module("baocao.corrections.merge"), name)
    raise AttributeError(f"module 'baocao.corrections' has no attribute {name!r}")
