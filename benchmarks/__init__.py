"""How fast, in how much memory, and against what: `make bench`."""
