"""The corpus room: many articles together, what they say, and whether they agree.

    from baocao.corpus import load
    corpus = load("build/parsed", as_of=date(2025, 12, 31))  # collection: Corpus, what it uses and leaves out
    all_series(corpus), series_of(corpus, "poverty_rate")    # series: one indicator, place and unit over time
    findings(corpus)                                         # agreement: equal, compatible, contradictory, plan, result
    ledger(corpus, on=date(2025, 12, 31))                    # ledger: one line a promise, its status on a day
    changes(corpus, read_state(path))                        # changes: what is new since the last issue

The records are in `record`; every figure carries a `Cite` (article, number of the sentence, span).
"""

from baocao.corpus.collection import Corpus, gather, load

__all__ = ["Corpus", "gather", "load"]
