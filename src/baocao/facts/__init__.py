"""The facts room: what is said with the atoms (indicators, commitments, derived values, audit)."""
