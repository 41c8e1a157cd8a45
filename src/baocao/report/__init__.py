"""The report room: components, charts, the document tree and its two writers."""

from baocao.report.component import Component
from baocao.report.components import Report, open
from baocao.report.corpus import CorpusReport, gather

__all__ = ["Component", "CorpusReport", "Report", "gather", "open"]
