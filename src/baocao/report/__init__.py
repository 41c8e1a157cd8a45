"""The report room: components, charts, the document tree and its two writers."""

from baocao.report.component import Component
from baocao.report.components import Report, open  # noqa: A004 - the verb of the room

__all__ = ["Component", "Report", "open"]
