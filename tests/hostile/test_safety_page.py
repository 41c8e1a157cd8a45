"""The page of attacks and faults says what the tests try."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_attacks_and_faults_is_current() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "safety.py"))["page"]()
    assert page == (ROOT / "docs" / "safety.md").read_text(encoding="utf-8"), "run: python docs/safety.py"
