"""JupyterLab for real: the first notebook runs in a browser, and saving it leaves nothing for git to show."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LAB = BIN / "jupyter-lab"
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine (Debian: apt-get install chromium)"),
    pytest.mark.skipif(not LAB.exists(), reason="JupyterLab is not installed here (make lab installs it)"),
]
PATIENCE = 60_000
"""Milliseconds to wait for a kernel on a busy machine."""


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost"]
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the notebooks and the articles, and the filter that `make lab` sets up."""
    folder = tmp_path_factory.mktemp("báo cáo")
    for name in ("notebooks", "articles"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name in (".gitattributes", ".gitignore", ".pre-commit-config.yaml"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it stands")
    return folder


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab started as `make lab` starts it, without a window."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    settings = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data")}
    options = lab_options()
    process = subprocess.Popen(
        [LAB, *options, "--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=lab", "notebooks"],
        cwd=project, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert process.poll() is None, "JupyterLab did not start"
            try:
                urllib.request.urlopen(f"{address}/api/status?token=lab", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def lab_options() -> list[str]:
    """What `make lab` gives to JupyterLab, read from the Makefile."""
    line = next(
        li for li in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if li.startswith("LAB_OPTIONS")
    )
    return line.partition("=")[2].split()


@pytest.fixture(scope="module")
def page(server: str) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1400, "height": 1000})
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.set_default_timeout(PATIENCE)
        opened.goto(f"{server}/lab/tree/0-tour.ipynb?token=lab")
        opened.wait_for_selector(".jp-Notebook .jp-CodeCell")
        # who runs cells before the kernel is there is asked which kernel is meant
        opened.wait_for_selector("#jp-main-statusbar >> text=/Python 3.*Idle/")
        opened.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
        opened.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
        yield opened
        browser.close()
        # fonts and code alike come from the server itself
        assert [
            url for url in asked if not url.startswith((server, server.replace("http", "ws"), "data:", "blob:"))
        ] == []


def test_the_first_three_lines_show_the_article_with_its_facts_marked(page: Any) -> None:
    page.wait_for_selector(".jp-OutputArea-output mark.mark-quantity", state="attached")
    note = page.locator("mark.mark-quantity", has_text="10,2%").first.get_attribute("title")
    assert "10,2" in note
    assert "q" in note
    kinds = page.eval_on_selector_all(".jp-OutputArea-output mark", "ms => [...new Set(ms.map(m => m.dataset.kind))]")
    assert {"quantity", "date", "document", "person", "commitment"} <= set(kinds)


def test_every_cell_runs_and_the_frame_and_the_chart_are_there(page: Any) -> None:
    chart = page.locator(".jp-OutputArea-output figure img").first
    chart.wait_for(state="attached")
    assert chart.get_attribute("alt")
    page.wait_for_selector(".jp-OutputArea-output table.dataframe", state="attached")
    idle(page)
    kinds = ("application/vnd.jupyter.stderr", "application/vnd.jupyter.error")
    errors = page.locator(", ".join(f".jp-OutputArea-output[data-mime-type='{kind}']" for kind in kinds))
    assert errors.all_inner_texts() == []


def idle(page: Any) -> None:
    """Wait until the kernel has run every cell."""
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText.includes('*'))"
    )
    page.wait_for_selector("#jp-main-statusbar >> text=/Python 3.*Idle/")


def test_completion_offers_the_kinds_of_facts(page: Any) -> None:
    idle(page)
    # a cell near the top: JupyterLab hides the list where there is no room for it below
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.type("article.quan")
    listed = page.locator(".jp-Completer", has_text="quantities")
    for _ in range(20):
        # JupyterLab forgets a question that the kernel takes more than a second to answer, as it may the first time
        page.keyboard.press("Tab")
        page.wait_for_timeout(1500)
        if listed.count():
            break
    assert listed.count()
    page.keyboard.press("Escape")  # the list closes
    page.keyboard.press("Escape")  # the cell is left
    page.keyboard.press("d")
    page.keyboard.press("d")


def test_saving_leaves_nothing_for_git_to_show(page: Any, project: Path) -> None:
    stripper = BIN / "nbstripout"
    if not stripper.exists():
        pytest.skip("nbstripout is not installed")
    notebook = project / "notebooks" / "0-tour.ipynb"
    page.keyboard.press("Control+s")
    saved: dict[str, Any] = {}
    for _ in range(200):
        time.sleep(0.1)
        with contextlib.suppress(json.JSONDecodeError):  # while it is being written
            saved = json.loads(notebook.read_text(encoding="utf-8"))
        if any(cell.get("outputs") for cell in saved.get("cells", ())):
            break
    assert any(cell.get("outputs") for cell in saved.get("cells", ())), "the save did not happen"
    # what `make lab` tells git to look through, …
    git(project, "config", "filter.baocao-notebook.clean", shlex.join([str(stripper), *strip_arguments()]))
    assert git(project, "diff", "--", "notebooks") == ""
    git(project, "config", "--unset", "filter.baocao-notebook.clean")
    # … and where nobody told it, what the hook does before a commit
    subprocess.run([stripper, *strip_arguments(), notebook], check=True)
    assert git(project, "diff", "--", "notebooks") == ""


def strip_arguments() -> list[str]:
    """The arguments of the pre-commit hook, so that the test strips as a commit does."""
    lines = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8").splitlines()
    entry = next(line for line in lines if "nbstripout" in line and "entry:" in line)
    return shlex.split(entry.partition("entry:")[2])[1:]
