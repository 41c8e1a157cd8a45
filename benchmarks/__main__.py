"""`make bench`: everything that is said about speed, measured in one call; `--write` puts the table into the README."""

from __future__ import annotations

import argparse
import sys

from benchmarks import corpus, parsing, peers, reports, scale
from benchmarks.measure import Row
from benchmarks.table import machine, put, table

GROUPS = {"parse": parsing.rows, "reports": reports.rows, "peers": peers.rows, "corpus": corpus.rows}
LONG = {"scale": scale.rows}
"""Run only when they are named."""


def main() -> None:
    """Measure the groups that are asked for, tell each row as it comes, and print the table."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"of: {', '.join(GROUPS)} (all these), {', '.join(LONG)}"
    )
    asked.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    asked.add_argument("--quick", action="store_true", help="tiny inputs: tries the code, measures nothing")
    given = asked.parse_args()
    if unknown := set(given.groups) - GROUPS.keys() - LONG.keys():
        asked.error(f"no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    where = machine()
    rows: list[Row] = []
    for name in given.groups or GROUPS:
        for row in (GROUPS | LONG)[name](given.quick):
            sys.stderr.write(f"{row.group}: {row.what}: {row.ours}; {row.against}\n")
            rows.append(row)
    text = table(rows)
    sys.stdout.write(f"{where}\n\n{text}")
    if given.write:
        put(text, " ".join(["python -m benchmarks", *given.groups, "--write"]), where)


if __name__ == "__main__":
    main()
