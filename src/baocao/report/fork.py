"""A kernel provisioner that forks each kernel from one preloaded process.

Starting a Python and importing what a report's cells import costs more than running them. A server process imports
it once; each notebook still gets a process of its own, forked fresh. The build chooses this provisioner
(`JUPYTER_DEFAULT_PROVISIONER_NAME=baocao-fork`); JupyterLab and plain papermill never see it. POSIX only.
"""

from __future__ import annotations

import os
import signal
from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from baocao.interrupt import held_back, quiet

PROVISIONER = "baocao-fork"
PRELOAD = ["baocao.unneeded", "baocao.report.preload"]


def server() -> ForkServerContext:
    """The context whose processes are forked from the preloaded server: one for a build and all its workers."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    if parent_process() is not None:
        _share()
    return context


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


class ForkProvisioner(LocalProvisioner):
    """Gives jupyter_client a forked kernel where it would have started an interpreter."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; `cmd` is the kernelspec's command, of which only the arguments count."""
        process = server().Process(
            target=_kernel,
            args=(cmd[cmd.index("-f") :], dict(kwargs.get("env") or os.environ), str(kwargs.get("cwd") or Path.cwd())),
            daemon=False,
        )
        with held_back():  # a server that is still importing says nothing at Ctrl+C
            process.start()
        self.process = _Forked(process)  # type: ignore[assignment]  # it asks no more of a Popen than this
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info


class _Forked:
    """A forked kernel, with the face of a Popen that LocalProvisioner expects."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid is not None and self._process.is_alive():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _kernel(arguments: list[str], env: dict[str, str], cwd: str) -> None:
    """The life of one kernel, in its own session so that signals reach it and its children alone."""
    os.setsid()
    quiet()  # until ipykernel answers Ctrl+C in its own way
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    from baocao.report.forked import serve

    # Its parent is the server; ipykernel watches that, and would print how to stop it if it had none.
    serve([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
