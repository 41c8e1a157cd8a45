"""The atoms room: what stands in the text (quantities, dates, documents, people, places)."""
