"""The corpus room: many articles (store, series, ledger, contradictions)."""
