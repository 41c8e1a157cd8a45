"""The report room: components, charts, the document tree and its two writers."""
