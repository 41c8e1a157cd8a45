"""Message catalogues: what the report itself says, in each language.

The keys are plain English; `vi.po` and `en.po` give every key its words. They are read as they stand,
so a wheel needs no build step, and a translator needs no tool but an editor.
"""

from __future__ import annotations

import gettext as standard
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from baocao.errors import ReportError

LANGUAGES = ("vi", "en")


class Catalogue:
    """The words of one language; a key that is missing there is shown as it stands."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        binary = BytesIO()
        with (files(__name__) / f"{lang}.po").open("rb") as lines:
            write_mo(binary, read_po(lines, locale=lang))
        binary.seek(0)
        self._words = standard.GNUTranslations(binary)

    def gettext(self, key: str) -> str:
        return self._words.gettext(key)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The plural form of the language for `n` (Vietnamese has one form, English two)."""
        return self._words.ngettext(one, many, n)

    def pgettext(self, context: str, key: str) -> str:
        """A key that means different things in different places."""
        return self._words.pgettext(context, key)


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of `lang`; raises ReportError naming the languages there are."""
    if lang not in LANGUAGES:
        raise ReportError(f"no reports in language {lang!r}", remedy=f"use one of: {', '.join(LANGUAGES)}")
    return Catalogue(lang)
