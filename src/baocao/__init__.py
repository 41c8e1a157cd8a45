"""baocao: from an article's sentence to the printed figure, and back.

`open(path)` gives an article to look at: `article.show()`, `article.quantities.frame()`, `article.report`.
Below it, `read(path)` gives a Source, `parse(source)` an Article (a plain record), `explain(source)` the rules'
reasons, `numeral(text)` the exact value of a number in digits or words; `baocao.report` makes reports.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from baocao.late import late

if TYPE_CHECKING:
    from baocao.atoms.numeral import in_words, numeral
    from baocao.errors import BaocaoError
    from baocao.model import Article, Source
    from baocao.parse import explain, parse
    from baocao.report.view import open
    from baocao.text import read

__all__ = ["Article", "BaocaoError", "Source", "__version__", "explain", "in_words", "numeral", "open", "parse", "read"]
__version__ = "0.1.0"

# Compiling every rule takes a third of a second, which `baocao --help` need not wait for.
_HOMES = {
    "Article": "model",
    "BaocaoError": "errors",
    "Source": "model",
    "explain": "parse",
    "in_words": "atoms.numeral",
    "numeral": "atoms.numeral",
    "open": "report.view",
    "read": "text",
}
_later, __dir__ = late(__name__, _HOMES)


def __getattr__(name: str) -> object:
    return import_module("baocao.parse") if name == "parse" else _later(name)
