"""The report room: components, charts, the document tree and its two writers."""

from baocao.report.component import Component
from baocao.report.components import Report, open

__all__ = ["Component", "Report", "open"]
