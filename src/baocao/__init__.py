"""baocao: from an article's sentence to the printed figure, and back.

`read(path)` gives a Source, `parse(source)` an Article, `explain(source)` the rules' reasons,
`numeral(text)` the exact value of a number in digits or words; `baocao.report` makes reports.
"""

from baocao.atoms.numeral import in_words, numeral
from baocao.errors import BaocaoError
from baocao.model import Article, Source
from baocao.parse import explain, parse
from baocao.text import read

__all__ = ["Article", "BaocaoError", "Source", "__version__", "explain", "in_words", "numeral", "parse", "read"]
__version__ = "0.1.0"
