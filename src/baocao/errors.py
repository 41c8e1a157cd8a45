"""What can go wrong for a user: one base error, one clear line, no traceback."""

from __future__ import annotations


class BaocaoError(Exception):
    """A fault in the user's input or set-up, said in one line: where, what, what to do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


class ReadError(BaocaoError):
    """A file that can not be read as an article."""


class ParameterError(BaocaoError):
    """A notebook parameter that is unknown, missing or of the wrong type."""


class ReportError(BaocaoError):
    """A report that can not be built, or that prints a figure without a source."""
