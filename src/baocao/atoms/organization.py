"""Organisations named in an article."""

from __future__ import annotations

from baocao.model import Name, Page


def organizations(page: Page) -> tuple[Name, ...]:
    """Each organisation once, in order of first mention."""
    return ()
