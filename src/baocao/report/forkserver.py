"""The process that a build's workers and kernels are forked from. POSIX only.

Starting a Python and importing what a report's cells import costs more than running them. One server imports it once.
"""

from __future__ import annotations

from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from multiprocessing.context import ForkServerContext
from typing import Any, Literal

from baocao.interrupt import held_back

Engine = Literal["fork", "papermill"]
"""How a notebook's kernel is started: forked from the server, or a fresh interpreter as papermill does it."""
PRELOAD = ["baocao.unneeded", "baocao.report.preload"]


def server() -> ForkServerContext:
    """The context whose processes are forked from the preloaded server: one for a build and all its workers."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    if parent_process() is not None:
        _share()
    return context


def start() -> None:
    """Let the server begin to import, and do not wait for it: what is forked later does."""
    server()
    with held_back():  # it says nothing at Ctrl+C
        forkserver.ensure_running()


def _share() -> None:
    """In a forked process: ask the server that it came from.

    multiprocessing means to do so, but a process that did not start the server can not wait for it, takes it for
    none, and would start and import another (a second each). It can know the server's address and hold its pipe;
    where it does not (Python 3.14 asks for a key too), it still starts its own.
    """
    known: Any = getattr(forkserver, "_forkserver", None)
    given = ("_forkserver_address", "_forkserver_alive_fd")
    if all(getattr(known, name, None) is not None for name in given) and not hasattr(known, "_forkserver_authkey"):
        known.ensure_running = resource_tracker.ensure_running
