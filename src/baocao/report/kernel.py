"""How a notebook's kernel is started: forked from a preloaded server, or a fresh interpreter as papermill does it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_core.paths import jupyter_runtime_dir

from baocao.report.forkserver import Engine

RETRY_MS = 5
"""How long a socket waits before it knocks again at a kernel that is still starting; of itself it takes 100."""
NUDGE_SECONDS = 0.05, 1.0
"""How long a kernel may take to say that it is ready before it is asked again: at first, and at most.

What it says before its listener is known to it is lost, which happens in every other start; asking costs it nothing.
"""


class PromptKernelClient(AsyncKernelClient):
    """Takes a kernel's word that it is ready, where its parent lets a fifth of a second pass to hear no more."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when both channels work: the kernel answered, and was heard to be idle after that very answer.

        Raises RuntimeError when it dies or says nothing in `timeout` seconds.
        """
        late = time.monotonic() + (timeout or float("inf"))
        patience, most = NUDGE_SECONDS
        while time.monotonic() < late:
            asked = self.kernel_info()
            try:
                reply = await self._recv_reply(asked, timeout=patience)
                while not _idle(await self.get_iopub_msg(timeout=patience), asked):
                    pass
            except (Empty, TimeoutError):  # it was not yet listening, or not yet heard
                if not await self.is_alive():
                    raise RuntimeError("it died before it was ready") from None
                patience = min(2 * patience, most)
                continue
            self._handle_kernel_info_reply(reply)
            return
        raise RuntimeError(f"it was not ready after {timeout} seconds")


def _idle(message: dict[str, Any], asked: str) -> bool:
    """Whether a kernel says that it has done all that one request asked."""
    if message["msg_type"] != "status" or message["parent_header"].get("msg_id") != asked:
        return False
    state: str = message["content"]["execution_state"]
    return state == "idle"


class SocketKernelManager(AsyncKernelManager):
    """Talks to its kernel over sockets in a private folder: no ports that two builds could race for."""

    client_factory = PromptKernelClient

    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, RETRY_MS)
        return context

    async def _async_wait(self, pollinterval: float = RETRY_MS / 1000) -> None:
        """Wait for the end of a kernel, looking more often than every tenth of a second."""
        while await self.is_alive():
            await asyncio.sleep(pollinterval)

    def _transport_default(self) -> str:
        return "tcp" if sys.platform == "win32" else "ipc"

    def _ip_default(self) -> str:
        # jupyter_client's own default is one name in the working folder, which two kernels would share.
        return super()._ip_default() if self.transport == "tcp" else str(Path(jupyter_runtime_dir()) / uuid4().hex[:12])


@contextmanager
def engine(name: Engine) -> Iterator[None]:
    """Start kernels this way, and keep what jupyter writes at run time in a folder that ends with the block."""
    from baocao.report.fork import PROVISIONER

    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name, os.environ.get("JUPYTER_RUNTIME_DIR")
    # Socket paths are short by law (104 bytes on some systems), so the folder is not below the user's home.
    folder = tempfile.mkdtemp(prefix="baocao-", dir="/tmp" if Path("/tmp").is_dir() else None)
    try:
        os.environ["JUPYTER_RUNTIME_DIR"] = folder
        if name == "fork" and sys.platform != "win32":
            factory.default_provisioner_name = PROVISIONER
        yield
    finally:
        factory.default_provisioner_name = before[0]
        if before[1] is None:
            os.environ.pop("JUPYTER_RUNTIME_DIR", None)
        else:
            os.environ["JUPYTER_RUNTIME_DIR"] = before[1]
        shutil.rmtree(folder, ignore_errors=True)
