"""The corrections room: what people said of the facts survives every new extraction, or is shown as a conflict.

`understand(source)` is `baocao.parse` with the corrections of the article's file applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from baocao.corrections.entry import KINDS, Change, Entry, Kind
from baocao.corrections.file import FOLDER, Corrections, Stale, faults, path_for, read, write
from baocao.corrections.wording import say
from baocao.late import late

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

# Merging needs every rule of the parser; whoever only looks for a file need not wait for them.
__getattr__, __dir__ = late(__name__, dict.fromkeys(("apply", "corrected", "understand"), "merge"))
