from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, get_args

import nbformat
import pytest

if sys.platform == "win32":
    pytest.skip("kernels are forked on POSIX systems only", allow_module_level=True)

from baocao.interrupt import bound
from baocao.report.forkserver import Engine, server
from baocao.report.kernel import engine
from baocao.report.runner import run

Outputs = tuple[list[Any], list[Any]]


def waits(said: Connection) -> None:
    """A kernel: tells whose child it is, and would live for a minute."""
    bound()
    said.send((os.getpid(), os.getppid()))
    time.sleep(60)


def asks(said: Connection) -> None:
    """A worker of a build that starts a kernel."""
    server().Process(target=waits, args=(said,)).start()
    said.send((os.getpid(), os.getppid()))
    time.sleep(60)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_kernel_is_forked_from_the_server_of_its_worker_and_ends_with_the_worker_however_that_ends() -> None:
    context = server()
    heard, said = context.Pipe(duplex=False)
    worker = context.Process(target=asks, args=(said,))
    worker.start()
    told = dict(heard.recv() for _ in range(2))
    kernel = next(pid for pid in told if pid != worker.pid)
    assert len(set(told.values())) == 1 or sys.version_info >= (3, 14)
    os.kill(worker.pid or 0, signal.SIGKILL)
    until = time.monotonic() + 20
    while not gone(kernel) and time.monotonic() < until:
        time.sleep(0.02)
    assert gone(kernel)
    worker.join()


def test_a_build_compiles_no_grammar_of_addresses() -> None:
    code = "import baocao.cli, nbformat, sys; print(sorted({'jsonschema', 'lark'} & sys.modules.keys()))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "['jsonschema']"


def test_a_build_is_planned_without_the_rules_and_the_components(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
import baocao.cli
from baocao.report import together
from baocao.report.build import Plan
from baocao.report.plan import sound
plan = Plan(articles=(), together=together.own(), issue=Path("none.json"))
sound(plan)
for tasks in (together.tasks(plan, set()), together.index(plan, set())):
    list(tasks)
print(sorted({"baocao.facts", "baocao.report.components", "papermill", "matplotlib"} & sys.modules.keys()))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert said.stdout.strip() == "[]"


CELLS = (
    "import sys, threading; print('một', end=''); sys.stderr.write('hai'); sys.stderr.flush(); print(' ba')",
    "from IPython.display import display; print('trước'); display({'text/plain': 'giữa'}, raw=True); print('sau')",
    "thread = threading.Thread(target=print, args=('từ luồng khác',)); thread.start(); thread.join(); 1 / 3",
    "print('debugpy' in sys.modules and sys.modules['debugpy'], get_ipython().history_manager.enabled)",
)


@pytest.mark.parametrize("cell", range(3))
def test_what_a_cell_writes_is_the_same_from_a_forked_kernel_as_from_a_fresh_one(cell: int, both: Outputs) -> None:
    forked, fresh = both
    assert forked[cell] == fresh[cell] != []


def test_a_forked_kernel_has_no_debugger_and_keeps_no_history(both: Outputs) -> None:
    forked, _ = both
    assert [output["text"] for output in forked[3]] == ["None False\n"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """What each of the cells gives, forked and fresh."""
    folder = tmp_path_factory.mktemp("both")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "asked.ipynb")
    given = []
    for name in get_args(Engine):
        with engine(name):
            ran = run(folder / "asked.ipynb", folder / f"{name}.ipynb", {})
        given.append([cell.outputs for cell in ran.cells])
    return given[0], given[1]
