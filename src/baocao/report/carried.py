"""What travels inside a finished report: the files attached to a PDF, and those that a page offers."""

from __future__ import annotations

import base64
import binascii
import logging
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from baocao.errors import BaocaoError


def contents(report: Path) -> bytes:
    """The bytes of a report; raises BaocaoError where it can not be read."""
    try:
        return report.read_bytes()
    except OSError as error:
        raise BaocaoError(
            f"can not be read ({error.strerror})", where=str(report), remedy="check the path and its rights"
        ) from None


def attached(data: bytes, where: str) -> dict[str, bytes]:
    """The files inside a report, by name; raises BaocaoError naming `where` for what is no report."""
    if data.startswith(b"%PDF"):
        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says the same below, in one line
        try:
            return {name: contents[0] for name, contents in PdfReader(BytesIO(data)).attachments.items()}
        except Exception as error:  # pypdf raises many kinds for a file that is no PDF
            raise BaocaoError(f"is no readable PDF ({error})", where=where, remedy="fetch or copy it again") from None
    downloads = _Downloads()
    downloads.feed(data.decode("utf-8", "replace"))
    if not downloads.files:
        raise BaocaoError(
            "carries no attached files", where=where, remedy="only reports that baocao built can be verified"
        )
    return downloads.files


class _Downloads(HTMLParser):
    """The `<a download>` links of a page, whose bytes are in the link."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, address = found.get("download"), found.get("href") or ""
        if tag == "a" and name and address.startswith("data:"):
            try:
                self.files[name] = base64.b64decode(address.partition(";base64,")[2], validate=True)
            except binascii.Error:
                self.files[name] = b""
