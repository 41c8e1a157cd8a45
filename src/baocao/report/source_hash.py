"""Hashes of the package's own source: what decides that facts, or reports, must be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

RULES = ("span.py", "model.py", "contract.py", "parse.py", "lexicon", "text", "atoms", "facts", "corrections")
"""What decides how an article is understood."""
PRINTER = ("report",)
"""What decides how it is printed."""


@cache
def source_hash(parts: tuple[str, ...]) -> str:
    """One hash over files and folders of this package, by name and bytes; line ends do not count."""
    digest = hashlib.sha256()
    package = files("baocao")
    for part in parts:
        for name, data in sorted(_walk(package / part, part)):
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _walk(entry: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        if not name.endswith((".pyc", ".pyo")):
            yield name, entry.read_bytes().replace(b"\r\n", b"\n")
    elif entry.name != "__pycache__":
        for inner in entry.iterdir():
            yield from _walk(inner, f"{name}/{inner.name}")
