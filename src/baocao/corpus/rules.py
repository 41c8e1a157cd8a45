"""The identity of the rules: what decides how bytes become rows, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

_PARTS = (
    "span.py",
    "model.py",
    "contract.py",
    "parse.py",
    "lexicon",
    "text",
    "atoms",
    "facts",
    "corrections",
    "corpus",
)
_NOT = frozenset({"evaluate.py", "gold.py", "agree.py", "query.py", "descriptor.py", "changes.py", "ledger.py"})
"""Files of this room that write no row."""
_PACKAGES = ("charset-normalizer", "msgspec", "pyarrow", "trafilatura", "vietnam-provinces")


@cache
def rules() -> str:
    """One hash over the package's own source, line ends aside, and the versions of what it reads and writes with."""
    digest = hashlib.sha256()
    for part in _PARTS:
        for name, data in sorted(_walk(files("baocao") / part, part)):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    for package in _PACKAGES:
        digest.update(f"{package}=={_version(package)}\0".encode())
    return digest.hexdigest()


def _walk(entry: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        if name.endswith((".py", ".csv")) and entry.name not in _NOT:
            yield name, entry.read_bytes().replace(b"\r\n", b"\n")
    elif entry.is_dir() and entry.name != "__pycache__":
        for inner in entry.iterdir():
            yield from _walk(inner, f"{name}/{inner.name}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
