"""`baocao add`: an article goes into the folder as it is, under a dated name, with a line that says where it is from.

The only place of the house that uses a network, and only for an address that the user gives.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from baocao.atomic import write
from baocao.errors import BaocaoError, ReadError
from baocao.model import Metadata, Page, Source
from baocao.text.layout import lay_out
from baocao.text.read import MAX_BYTES, MEDIA_TYPES, read, read_bytes

SOURCES = "SOURCES.md"
TIMEOUT = 20.0
"""Seconds an address may stay silent."""
DEADLINE = 60.0
"""Seconds a whole page may take."""
NEAR = 0.8
"""Share of the shorter article's five-word runs that make a copy."""
_LEAST = 20
"""Runs below which nothing is said: two short notes are alike by chance."""
_RUN = 5
_SLUG = 60
_SUFFIXES = {"text/html": ".html", "text/markdown": ".md", "text/plain": ".txt"}
_HEAD = "# Where each article is from\n\nOne line an article. The files are never rewritten.\n\n"


class Added(NamedTuple):
    """What `add` did, in the words it prints."""

    path: Path
    copy_of: Path | None = None
    share: float = 0.0

    def __str__(self) -> str:
        said = f"; near-identical to {self.copy_of} ({self.share:.0%} of its five-word runs)" if self.copy_of else ""
        return f"{self.path}{said}"


def add(path_or_url: str | os.PathLike[str], into: str | os.PathLike[str] = "articles") -> Added:
    """Store an article, bytes unchanged; raises BaocaoError where it is unreadable, unreachable or there already."""
    given = os.fspath(path_or_url)
    folder = Path(into)
    address = given if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", given) else None
    source = _fetched(address) if address else read(given)
    page = lay_out(source)
    with _one_line(folder):
        folder.mkdir(parents=True, exist_ok=True)
    copy_of, share = None, 0.0
    ours = _runs(page)
    for other in _articles(folder):
        try:
            known = read(other)
        except ReadError:
            continue  # somebody else's trouble: it is said when that file is parsed
        if known.origin.sha256 == source.origin.sha256:
            raise BaocaoError(f"is stored already, as {other}", where=given, remedy="nothing to do")
        alike = _alike(ours, _runs(lay_out(known)))
        if alike > share:
            copy_of, share = other, alike
    target = folder / _name(page.metadata, source, given)
    near = copy_of if share >= NEAR else None
    line = _line(target.name, page.metadata, address, source.origin.sha256, near)
    with _one_line(target):
        _store(target, source.raw)
        try:
            _register(folder / SOURCES, line)
        except (OSError, UnicodeDecodeError, BaocaoError):
            target.unlink()  # an article without its line would have no source
            raise
    return Added(target, near, share if near else 0.0)


def fetch(address: str) -> tuple[bytes, str]:
    """The bytes and media type behind an http(s) address, within TIMEOUT, DEADLINE and MAX_BYTES."""
    remedy = "check the address and the network, or save the page and add the file"
    if not address.lower().startswith(("http://", "https://")):
        raise ReadError("is no http or https address", where=address, remedy=remedy)
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "baocao", "Accept": "text/html, text/plain"})
        started = time.monotonic()
        with _opener().open(request, timeout=TIMEOUT) as answer:
            raw = bytearray()
            while chunk := answer.read(1 << 16):
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise ReadError(
                        f"is larger than {MAX_BYTES >> 20} MiB", where=address, remedy="give one article's page"
                    )
                if time.monotonic() - started > DEADLINE:
                    raise ReadError(f"took longer than {DEADLINE:.0f} seconds", where=address, remedy=remedy)
            return bytes(raw), answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise ReadError(
            f"can not be fetched (the server answered {error.code})", where=address, remedy=remedy
        ) from None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ReadError(f"can not be fetched ({' '.join(str(reason).split())})", where=address, remedy=remedy) from None


def _opener() -> urllib.request.OpenerDirector:
    """What opens http and https addresses alone: a page must not send us on to a file or another protocol."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler, urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor, urllib.request.UnknownHandler,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _fetched(address: str) -> Source:
    raw, media_type = fetch(address)
    known = media_type if media_type in _SUFFIXES else None
    return read_bytes(raw, address, "text/html" if media_type == "application/xhtml+xml" else known)


def _articles(folder: Path) -> Iterator[Path]:
    suffixes = {".txt", *MEDIA_TYPES}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in suffixes and path.name != SOURCES and path.is_file():
            yield path


def _name(metadata: Metadata, source: Source, given: str) -> str:
    """`2020-06-16_title-of-it.txt`: the day it was published, and its title in ASCII."""
    day = (metadata.published or metadata.updated or "undated")[:10]
    title = slug(metadata.title or Path(urlsplit(given).path).stem) or "article"
    return f"{day}_{title}{_SUFFIXES[source.origin.media_type]}"


def slug(title: str) -> str:
    """A title as lower-case ASCII words with hyphens, cut at a word."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    kept = ""
    for word in words:
        if len(kept) + len(word) > _SLUG:
            break
        kept = f"{kept}-{word}" if kept else word[:_SLUG]
    return kept or (words[0][:_SLUG] if words else "")


def _line(name: str, metadata: Metadata, address: str | None, sha256: str, copy_of: Path | None) -> str:
    origin = _plain(metadata.outlet or metadata.organization or "outlet not stated")
    url = _plain(address or metadata.url or "")
    day = metadata.published[:10] if metadata.published else None
    said = "/".join(reversed(day.split("-"))) if day else None
    when = f"published {said}" if said else "date of publication not stated"
    copy = f"; near-identical to `{copy_of.name}`" if copy_of else ""
    return f"- `{name}`: {', '.join(filter(None, [origin, url, when]))}{copy}; sha256 `{sha256}`\n"


def _plain(value: str) -> str:
    """Text of a page, made safe for one line of Markdown."""
    return re.sub(r"[`<>\[\]*_|\\]", "", " ".join(value.split()))[:300]


def _store(target: Path, raw: bytes) -> None:
    """Write the file whole or not at all; never over another."""
    if target.exists():
        raise BaocaoError(
            "is there already, with other bytes", where=str(target), remedy="rename it, or the title's slug"
        )
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".add-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(temporary).chmod(0o644)
        os.link(temporary, target)
    except FileExistsError:
        raise BaocaoError("is there already, with other bytes", where=str(target), remedy="rename it") from None
    finally:
        Path(temporary).unlink()


def _register(register: Path, line: str) -> None:
    text = register.read_text(encoding="utf-8") if register.exists() else _HEAD
    if not text.endswith("\n"):
        text += "\n"
    write(register, (text + line).encode())


@contextlib.contextmanager
def _one_line(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BaocaoError(
            f"can not be written ({error.strerror})", where=str(path), remedy="check the folder"
        ) from None
    except UnicodeDecodeError as error:
        raise BaocaoError(
            f"not UTF-8 (byte {error.start})", where=str(path.with_name(SOURCES)), remedy="save it as UTF-8"
        ) from None


def _runs(page: Page) -> frozenset[int]:
    """The five-word runs of an article's text, as hashes of this process."""
    spoken = " ".join(
        page.flow[block.start : block.end] for block in page.blocks if block.kind not in ("byline", "caption")
    )
    words = re.findall(r"\w+", spoken.lower())
    return frozenset(hash(tuple(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1))


def _alike(ours: frozenset[int], theirs: frozenset[int]) -> float:
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= _LEAST else 0.0
