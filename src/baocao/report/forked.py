"""The kernel that a build forks: ipykernel's own, without what serves people at a notebook.

Its cells come one by one from one client. So none asks for a second shell beside the first, nobody looks for last
week's commands, and a stream into which nothing was written has nothing to hand over.
"""

from __future__ import annotations

from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets import DottedObjectName

SETTINGS = ("--HistoryManager.enabled=False",)


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

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)  # type: ignore[no-untyped-call]
        self.log.setLevel(self.log_level)  # else each word for debugging is written down first, and then dropped

    def init_control(self, context: Any) -> None:
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.shell_channel_thread = None


def serve(arguments: list[str]) -> None:
    """Be a kernel until its client ends it; `arguments` are those of ipykernel."""
    KernelApp.launch_instance([*arguments, *SETTINGS])
