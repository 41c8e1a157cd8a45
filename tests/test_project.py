"""The project's own files agree with each other."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


CONDA_NAMES = {"matplotlib-base": "matplotlib", "nbconvert-core": "nbconvert"}
"""conda-forge's own names; the packages of the plain names bring Qt and pandoc along."""


def names(requirements: list[str]) -> set[str]:
    """Normalised distribution names of requirement strings."""
    return {re.split(r"[<>=~!\[; ]", r)[0].lower().replace("_", "-") for r in requirements}


def pinned(lock: Path) -> dict[str, set[str]]:
    """Distribution → versions of a lock file (several where a marker chooses)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def tracked() -> list[Path]:
    """The files that git would commit; the folder's files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_every_dependency_is_pinned_in_the_lock() -> None:
    assert names(PROJECT["dependencies"]) <= pinned(ROOT / "requirements.lock").keys()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_every_pin_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_locks_agree_on_what_they_share() -> None:
    base = pinned(ROOT / "requirements.lock")
    for lock in LOCKS:
        for name, versions in pinned(lock).items():
            assert versions == base.get(name, versions), f"{lock.name}: {name}"


def test_the_conda_environment_names_the_versions_of_the_lock() -> None:
    lock = pinned(ROOT / "requirements.lock") | pinned(ROOT / "requirements-lab.lock")
    listed = (ROOT / "environment.yml").read_text(encoding="utf-8")
    # conda-forge writes some names with underscores
    stated = [
        (CONDA_NAMES.get(name, name.replace("_", "-")), version)
        for name, version in re.findall(r"^ +- ([a-z0-9_-]+)==?([\d.]+)$", listed, re.MULTILINE)
    ]
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["lab"]
    assert names(asked) <= {name for name, _ in stated}
    for name, version in stated:
        assert version in lock[name], name


def planned(active: Path, variable: str) -> str:
    """What `make report` would do where the environment of a folder is active."""
    command = ["make", "--no-print-directory", "-n", "report", "LANGUAGES=xx"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "CONDA", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, env=kept | {variable: str(active)}
    )
    return done.stdout


@pytest.mark.parametrize("variable", ["CONDA_PREFIX", "VIRTUAL_ENV"])
def test_an_active_environment_is_used_where_this_checkout_is_installed_into_it(tmp_path: Path, variable: str) -> None:
    installed = tmp_path / "lib" / "python3.13" / "site-packages" / "baocao-0.1.0.dist-info" / "direct_url.json"
    installed.parent.mkdir(parents=True)
    for checkout, used in ((ROOT, True), (ROOT / "other", False)):
        installed.write_text(json.dumps({"dir_info": {"editable": True}, "url": checkout.as_uri()}), encoding="utf-8")
        plan = planned(tmp_path, variable)
        assert (f"{tmp_path}/bin/baocao report" in plan) is used
        assert (".venv/bin/baocao report" in plan) is not used
        assert not (used and "set-up" in plan)


def test_the_readme_gives_a_reason_for_every_dependency() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in names(PROJECT["dependencies"]):
        assert re.search(rf"^\| .*`{re.escape(name)}`.* \| .+ \|$", readme, re.MULTILINE), name


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(
            [
                "py" + "pi\\.org",
                "python" + "hosted",
                "registry\\.npm" + "js",
                "deb\\.deb" + "ian",
                "conda\\.ana" + "conda",
            ]
        )
    )
    for path in tracked():
        if path.suffix not in {".png", ".pdf"}:
            assert not hosts.search(path.read_text(encoding="utf-8", errors="ignore")), path


def test_notebooks_are_stored_without_outputs() -> None:
    stored = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert stored
    for path in stored:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), f"{path.name}: outputs"
            assert cell.get("execution_count") is None, f"{path.name}: execution_count"


def test_notebooks_are_stored_as_jupyterlab_saves_them() -> None:
    import nbformat

    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, 4)
        assert text == nbformat.writes(notebook) + "\n", path.name
        assert notebook.metadata.kernelspec.display_name == "Python 3 (ipykernel)", path.name


def test_git_the_hook_and_the_check_strip_notebooks_with_the_same_words() -> None:
    makefile, hooks = ((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", ".pre-commit-config.yaml"))
    command = re.search(r"^STRIP := (.+)$", makefile, re.MULTILINE)
    hook = re.search(r"entry: \.venv/bin/(nbstripout .+)$", hooks, re.MULTILINE)
    assert command
    assert hook
    prefixed = re.sub(
        r"\$\(addprefix ([\w.]+),([^)]+)\)", lambda m: " ".join(m[1] + word for word in m[2].split()), command[1]
    )
    assert prefixed == hook[1]


def test_every_article_has_its_source_line_and_its_bytes() -> None:
    import hashlib

    register = (ROOT / "articles" / "SOURCES.md").read_text(encoding="utf-8")
    for path in (ROOT / "articles").iterdir():
        if path.name != "SOURCES.md":
            line = next((li for li in register.splitlines() if f"`{path.name}`" in li), "")
            assert hashlib.sha256(path.read_bytes()).hexdigest() in line, path.name
