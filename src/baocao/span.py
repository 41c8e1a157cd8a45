"""Spans: places in a text, and the few questions rules ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

import msgspec


class Spanned(Protocol):
    """Anything that knows where it stands."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points; empty and negative ranges do not exist."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no such span: [{self.start}, {self.end})")


def overlap(a: Spanned, b: Spanned) -> bool:
    """Whether two spans share a code point."""
    return a.start < b.end and b.start < a.end


def covers(outer: Spanned, inner: Spanned) -> bool:
    """Whether every code point of `inner` lies in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def covered(spans: Iterable[S], by: Spanned) -> Iterator[S]:
    """The spans that lie wholly inside `by`, in their own order."""
    return (span for span in spans if covers(by, span))
