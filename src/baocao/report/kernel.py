"""How a notebook's kernel is started: forked from a preloaded server, or a fresh interpreter as papermill does it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_core.paths import jupyter_runtime_dir

Engine = Literal["fork", "papermill"]
ENGINES: tuple[Engine, ...] = ("fork", "papermill")


class SocketKernelManager(AsyncKernelManager):
    """Talks to its kernel over sockets in a private folder: no ports that two builds could race for."""

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
