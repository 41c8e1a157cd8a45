"""The text room: bytes become a source, a source becomes a page, and every offset leads back to the file."""

from baocao.text.layout import lay_out
from baocao.text.offsets import Place, where
from baocao.text.read import read

__all__ = ["Place", "lay_out", "read", "where"]
