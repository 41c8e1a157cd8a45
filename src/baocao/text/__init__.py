"""The text room: bytes become a source, a source becomes a page."""
