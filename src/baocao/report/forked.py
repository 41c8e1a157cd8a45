"""The kernel that a build forks: ipykernel's own, without what serves people at a notebook.

Its cells come one by one from one client. So none asks for a second shell beside the first, nobody looks for last
week's commands, and a stream into which nothing was written has nothing to hand over.
"""

from __future__ import annotations

import os
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets import DottedObjectName
from traitlets.config import Config

SETTINGS = {"HistoryManager": {"enabled": False}}


class Stream(OutStream):
    """Standard output or error; ipykernel flushes both four times a cell, each time waiting for another thread."""

    _written = False

    def write(self, string: str) -> int | None:  # type: ignore[override]
        self._written = True
        return super().write(string)

    def flush(self) -> None:
        """Hand over what was written since the last time."""
        if self._written:
            self._written = False
            super().flush()  # type: ignore[no-untyped-call]


class KernelApp(IPKernelApp):
    """A kernel whose shell channel is read where the cells run, not by a thread that passes each request on."""

    outstream_class = DottedObjectName(f"{__name__}.{Stream.__name__}")

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """There is none; to parse it anyway would take a quarter of a start."""

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)  # type: ignore[no-untyped-call]
        self.log.setLevel(self.log_level)  # else each word for debugging is written down first, and then dropped

    def init_control(self, context: Any) -> None:
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.shell_channel_thread = None


def serve(connection_file: str) -> None:
    """Be the kernel of a connection file until its client ends it."""
    # Its parent is the fork server; ipykernel watches that, and would print how to stop it if it had none.
    app = KernelApp.instance(connection_file=connection_file, parent_handle=os.getppid(), config=Config(SETTINGS))
    app.initialize()
    app.start()  # type: ignore[no-untyped-call]
