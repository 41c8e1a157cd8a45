"""Reading a file: the border where bytes become an article's text, once.

Limits are stated here and enforced before any work is done.
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from pathlib import Path

from baocao.errors import ReadError
from baocao.model import Origin, Source
from baocao.text.decode import CONVERT, decode
from baocao.text.quality import warnings

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read; the largest real article seen has a hundredth of it."""
MAX_LINE = 2_000_000
"""Characters of the longest line; the longest paragraph of a real article has a thousandth of it."""
MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown", ".html": "text/html", ".htm": "text/html"}
STANDARD_INPUT = "-"


def read(path: str | os.PathLike[str]) -> Source:
    """The article in a file, or in standard input for `-`; raises ReadError with the file's name and a remedy."""
    name = os.fspath(path)
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise ReadError("can not be read (it is closed)", where="<stdin>", remedy="check the path")
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    try:
        # bytes of a name that are no letters in this locale are shown by number: no record can hold them
        shown = os.fsencode(name).decode(sys.getfilesystemencoding(), "backslashreplace")
    except ValueError:
        raise ReadError("is no file name", where=ascii(name), remedy="check the path") from None
    return read_bytes(_bytes(Path(name), shown), shown)


def read_bytes(raw: bytes, name: str, media_type: str | None = None) -> Source:
    """The article in `raw`; `name` is what errors and the record call it, and its suffix tells the media type."""
    if len(raw) > MAX_BYTES:
        raise ReadError(f"is larger than {_mib(MAX_BYTES)}", where=name, remedy="give one article per file")
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        raise ReadError("is empty", where=name, remedy="an article needs at least a line of text")
    media_type = media_type or _media_type(raw, name)
    if media_type == "text/html":
        from baocao.text.html import read_html  # trafilatura is slow to import and only pages need it

        return _bounded(read_html(raw, name))
    decoded = decode(raw, name)
    text = decoded.text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise ReadError("is empty", where=name, remedy="an article needs at least a line of text")
    origin = Origin(
        path=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        media_type=media_type,
        warnings=warnings(text),
    )
    return _bounded(Source(origin=origin, text=text, raw=raw))


def belongs(path: Path, folder: Path) -> None:
    """Refuse what was found in a folder and is no file of it; raises ReadError.

    Whoever made the folder may have put a link to another file of this machine there: its words would be published.
    """
    if not path.exists():
        raise ReadError("no such file", where=str(path), remedy="check the path")
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise ReadError(
            f"is a link that leads out of {folder}", where=str(path), remedy="put the file itself there, or name it"
        )
    regular(path, str(path))


def regular(path: Path, name: str) -> None:
    """Refuse a folder, and a pipe or device that would wait or go on for ever, unless the shell gave it in /dev."""
    if path.is_dir():
        raise ReadError("is a folder, not an article", where=name, remedy="give its files")
    if path.exists() and not path.is_file() and not name.startswith("/dev/"):
        raise ReadError("is a pipe, a device or a socket, no file", where=name, remedy="check the path")


def _bounded(source: Source) -> Source:
    """The source, unless one of its lines is no line of an article; raises ReadError naming which."""
    if len(source.text) <= MAX_LINE:
        return source
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise ReadError(
                f"has a line of more than {MAX_LINE} characters",
                where=f"{source.origin.path}:{number}",
                remedy="break it into paragraphs, or split the file",
            )
    return source


def _bytes(path: Path, name: str) -> bytes:
    try:
        regular(path, name)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise ReadError(
                    f"has {_mib(size)}, more than the {_mib(MAX_BYTES)} that are read",
                    where=name,
                    remedy="give one article per file",
                )
            # Devices and pipes state no size, hence the bound on what is taken.
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("no such file", where=name, remedy="check the path") from None
    except ValueError:
        raise ReadError("is no file name", where=ascii(name), remedy="check the path") from None
    except OSError as error:
        raise ReadError(f"can not be read ({error.strerror})", where=name, remedy="check the file") from None


def _media_type(raw: bytes, name: str) -> str:
    """By the suffix; a page that was saved or piped without one is known by its first tag."""
    known = MEDIA_TYPES.get(Path(name).suffix.lower())
    if known is not None:
        return known
    head = raw[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return "text/html" if head.startswith((b"<!doctype html", b"<html", b"<head", b"<!--[if")) else "text/plain"


def _mib(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MiB"


__all__ = ["CONVERT", "MAX_BYTES", "belongs", "read", "read_bytes", "regular"]
