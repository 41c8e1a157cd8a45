"""Ctrl+C reaches every process of a command; only the one that the person started has something to say about it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker
from threading import Thread
from types import FrameType

INTERRUPTED = 130
MASKS = hasattr(signal, "pthread_sigmask")
"""Whether this system can hold a signal back; Windows can not."""


@contextmanager
def held_back() -> Iterator[None]:
    """Processes that are started in here hear Ctrl+C only when they are `ready`, so not in the midst of importing.

    For the process that starts them it is put off, not lost.
    """
    if not MASKS:
        yield
        return
    # Python starts this one on demand, and lets every signal through again when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ready() -> None:
    """Hear Ctrl+C again, as it was before."""
    if MASKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def quiet() -> None:
    """In a worker or kernel: end at Ctrl+C at once and without a word. The next build sweeps its unfinished files."""
    signal.signal(signal.SIGINT, _end)
    bound()
    ready()


def bound() -> None:
    """End this process as soon as the one that asked for it is gone, in whatever way that went.

    A process that a server forked is no child of the one that it works for: no signal would tell it.
    """
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(INTERRUPTED)

    Thread(target=follow, name="follows-its-parent", daemon=True).start()


def _end(number: int, frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)
