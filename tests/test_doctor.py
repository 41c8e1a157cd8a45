"""`baocao doctor`: a sound set-up passes, and each thing that is missing is named with its remedy."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from baocao import doctor
from baocao.doctor import Check, examine, sound

ROOT = Path(__file__).parents[1]


def found(folder: Path, name: str) -> Check:
    return next(check for check in examine(folder) if check.name == name)


def test_this_environment_is_sound(tmp_path: Path) -> None:
    checks = examine(tmp_path)
    assert sound(checks), [str(c) for c in checks if c.state == "missing"]
    assert {"Python", "packages", "fonts", "PDF", "kernel", "right to write"} <= {c.name for c in checks}


def test_whatever_is_not_right_comes_with_a_remedy() -> None:
    assert [c for c in examine(ROOT) if c.state != "ok" and not c.remedy] == []


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    version = metadata.version
    lost = {"typst", "babel"}

    def without(name: str) -> str:
        if name in lost:
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without)
    check = found(tmp_path, "packages")
    assert check.state == "missing"
    assert set(check.found.split(", ")) == lost
    assert "make report" in str(check)


def test_another_version_than_the_lock_says_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("babel==0.0.1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    check = found(tmp_path, "versions of requirements.lock")
    assert check.state == "note"
    assert "babel" in check.found


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file in the way", encoding="utf-8")
    check = found(tmp_path, "right to write")
    assert check.state == "missing"
    assert str(tmp_path / "reports") in check.found


def test_a_check_that_breaks_is_itself_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(folder: Path) -> list[Check]:
        raise OSError("no such library")

    monkeypatch.setattr(doctor, "_fonts", broken)
    checks = examine(tmp_path)
    assert not sound(checks)
    assert any("no such library" in c.found for c in checks)
