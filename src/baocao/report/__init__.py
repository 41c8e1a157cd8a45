"""The report room: components, charts, the document tree and its two writers."""

import logging
from typing import TYPE_CHECKING

from baocao.late import late

if TYPE_CHECKING:
    from baocao.report.component import Component
    from baocao.report.components import Report, open
    from baocao.report.corpus import CorpusReport, gather

__all__ = ["Component", "CorpusReport", "Report", "gather", "open"]

# where HOME takes no files, matplotlib keeps its list of fonts elsewhere, which is no news of a report
logging.getLogger("matplotlib").addFilter(lambda record: record.levelno > logging.WARNING)

# Components bring every rule of the parser with them; whoever plans a build need not wait for them.
__getattr__, __dir__ = late(
    __name__,
    {
        "Component": "component",
        "CorpusReport": "corpus",
        "Report": "components",
        "gather": "corpus",
        "open": "components",
    },
)
