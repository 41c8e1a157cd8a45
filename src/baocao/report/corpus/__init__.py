"""The report on many articles: coverage, series, agreement, promises, each figure linked to its sentence."""

from baocao.report.corpus.components import CorpusReport, gather

__all__ = ["CorpusReport", "gather"]
