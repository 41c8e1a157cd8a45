"""The report room: components, charts, the document tree and its two writers."""

import logging

from baocao.report.component import Component
from baocao.report.components import Report, open
from baocao.report.corpus import CorpusReport, gather

# where HOME takes no files, matplotlib keeps its list of fonts elsewhere, which is no news of a report
logging.getLogger("matplotlib").addFilter(lambda record: record.levelno > logging.WARNING)

__all__ = ["Component", "CorpusReport", "Report", "gather", "open"]
