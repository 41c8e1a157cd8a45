"""What can go wrong for a user: one base error, one clear line in the reader's language, no traceback.

An error is raised with an English sentence. The catalogue (`errors.csv`, `remedies.csv` beside this file) gives each
sentence its code and its Vietnamese; a hole `{}` in it stands for a value. A test reads the source: a sentence
without a row fails it. `BAOCAO_LANG=vi` (or `en`) chooses the language, else the locale (LC_ALL, LC_MESSAGES, LANG)
does; without either it is English.
"""

from __future__ import annotations

import csv
import errno
import os
import re
import traceback
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LANGUAGES = ("en", "vi")
UNKNOWN = "B000"
"""The code of a sentence that the catalogue does not have (a fault of ours, not of the user)."""


class BaocaoError(Exception):
    """A fault in the user's input or set-up, said in one line: where, what, what to do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = _short(what), _short(where), remedy
        super().__init__(what)

    def __str__(self) -> str:
        return self.told(language())

    @property
    def code(self) -> str:
        """The code of its sentence in the catalogue: what to search for, the same in every language."""
        return _looked_up("errors", self.what)[0]

    def told(self, lang: str) -> str:
        """The line a person reads: `place: sentence; remedy [code]`."""
        code, vietnamese = _looked_up("errors", self.what)
        what, remedy = self.what, self.remedy
        if lang == "vi":
            what = vietnamese or what
            remedy = _looked_up("remedies", remedy)[1] or remedy
        place = f"{self.where}: " if self.where else ""
        line = f"{place}{what}{f'; {remedy}' if remedy else ''} [{code}]"
        return _BREAKS.sub(lambda found: ascii(found[0])[1:-1], line)


_LONGEST = 1_000
"""Characters of a sentence or a place that are said: what an article holds may be in it, and a line is to be read."""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 300]} … {words[-290:]}"


_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would break the one line, colour the terminal, or turn its letters around: a file's name may hold it."""


def language() -> str:
    """The language of messages: BAOCAO_LANG, else the locale's, else English."""
    for name in ("BAOCAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "")[:2].lower()
        if asked in LANGUAGES:
            return asked
        if asked:
            return "en"
    return "en"


DEBUG = "BAOCAO_DEBUG"
"""Set by `baocao --debug`: unexpected faults print where in the program they are."""


_FULL = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS") if hasattr(errno, name)}
"""Faults of a disk, not of ours."""


def unexpected(error: Exception, where: str) -> BaocaoError:
    """A fault of ours as one line that names the article; the traceback goes to standard error with `--debug`."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.errno in _FULL:
        return BaocaoError(
            f"can not be written ({error.strerror})",
            where=str(error.filename or "the output"),
            remedy="check the folder, its rights and the disk",
        )
    said = " ".join(str(error).split())[:200]
    return BaocaoError(
        f"an unexpected fault of baocao itself ({type(error).__name__}: {said})",
        where=where,
        remedy="please report it with the article; --debug shows where",
    )


class Entry(NamedTuple):
    """One row of the catalogue."""

    code: str
    english: str
    vietnamese: str
    pattern: re.Pattern[str]


@cache
def catalogue(name: str = "errors") -> tuple[Entry, ...]:
    """The rows of `errors` or `remedies`, those with the longest fixed words first."""
    lines = (files("baocao") / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = [
        Entry(row.get("code", ""), row["english"], row["vietnamese"], _pattern(row["english"]))
        for row in csv.DictReader(lines, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.english.replace("{}", ""))))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(re.escape(part) for part in sentence.split("{}")), re.DOTALL)


def _looked_up(name: str, sentence: str) -> tuple[str, str]:
    """The code and the Vietnamese of a sentence, its values in their places."""
    for entry in catalogue(name):
        found = entry.pattern.fullmatch(sentence)
        if found:
            parts = entry.vietnamese.split("{}")
            values = [*found.groups(), ""]
            return entry.code, "".join(part + value for part, value in zip(parts, values, strict=False))
    return UNKNOWN, ""


def said(sentence: str, table: str = "commands") -> str:
    """A sentence of the command line in the language of messages; one that `table` does not have stays English."""
    return sentence if language() == "en" else _looked_up(table, sentence)[1] or sentence


def again(line: str, where: str) -> BaocaoError:
    """An error from its English words `sentence; remedy` as they were kept: the catalogue knows where they part."""
    parts = line.split("; ")
    for n in range(len(parts), 0, -1):
        what, remedy = "; ".join(parts[:n]), "; ".join(parts[n:])
        if _looked_up("errors", what)[0] != UNKNOWN and (not remedy or _looked_up("remedies", remedy)[1]):
            return BaocaoError(what, where=where, remedy=remedy)
    return BaocaoError(line, where=where)


class ReadError(BaocaoError):
    """A file that can not be read as an article."""


class ParameterError(BaocaoError):
    """A notebook parameter that is unknown, missing or of the wrong type."""


class ReportError(BaocaoError):
    """A report that can not be built, or that prints a figure without a source."""
