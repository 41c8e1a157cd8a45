"""A kernel provisioner that forks each kernel from one preloaded process; each notebook still gets one of its own.

The build chooses it (`JUPYTER_DEFAULT_PROVISIONER_NAME=baocao-fork`); JupyterLab and plain papermill never see it.
"""

from __future__ import annotations

import os
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from baocao.interrupt import held_back, quiet
from baocao.report.forkserver import server

PROVISIONER = "baocao-fork"


class ForkProvisioner(LocalProvisioner):
    """Gives jupyter_client a forked kernel where it would have started an interpreter."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; of `cmd`, the kernelspec's command, only the connection file counts."""
        process = server().Process(
            target=_kernel,
            args=(
                cmd[cmd.index("-f") + 1],
                dict(kwargs.get("env") or os.environ),
                str(kwargs.get("cwd") or Path.cwd()),
            ),
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


def _kernel(connection_file: str, env: dict[str, str], cwd: str) -> None:
    """The life of one kernel, in its own session so that signals reach it and its children alone."""
    os.setsid()
    quiet()  # until ipykernel answers Ctrl+C in its own way
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    from baocao.report.forked import serve

    serve(connection_file)
