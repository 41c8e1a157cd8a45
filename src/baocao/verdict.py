"""What a finished report or store turned out to be when it was recomputed."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Verdict(Struct, frozen=True):
    """The outcome of a check, with what was found."""

    status: Literal["identical", "consistent", "differs"]
    """`identical`: recomputing gives the same. `consistent`: all that could be recomputed agrees. `differs`: no."""
    findings: tuple[str, ...] = ()
    """What differs, the first figure first."""
    notes: tuple[str, ...] = ()
    """What could not be recomputed here, and why."""
