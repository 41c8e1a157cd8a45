"""Places named in an article."""

from __future__ import annotations

from baocao.model import Name, Page


def places(page: Page) -> tuple[Name, ...]:
    """Each place once, in order of first mention."""
    return ()
