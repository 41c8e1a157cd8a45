"""baocao: from an article's sentence to the printed figure, and back."""

__version__ = "0.1.0"
