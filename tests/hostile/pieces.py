"""Strings made of the patterns themselves: `python tests/hostile/pieces.py` prints, as JSON, pieces of every pattern.

Every pattern that the package compiles while it reads articles is taken, in a process of its own, and strings are
derived from its parts: what nearly matches it, again and again, is what makes a pattern slow.
"""

from __future__ import annotations

import json
import random
import re
import sys
from functools import partial
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("text", "atoms", "facts")
CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": " "}
LONGEST = 80


def compiled() -> dict[str, str]:
    """Every pattern of the rooms, by its text, with the file that compiles it."""
    found: dict[str, str] = {}
    real = re.compile

    def compile(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made = real(pattern, flags)
        where = Path(sys._getframe(1).f_code.co_filename)
        if isinstance(made.pattern, str) and where.parent.name in ROOMS and "baocao" in where.parts:
            found.setdefault(made.pattern, f"{where.parent.name}/{where.name}")
        return made

    re.compile = compile  # type: ignore[assignment]
    import baocao

    for path in sorted([*(ROOT / "articles").glob("*.txt"), *(ROOT / "articles").glob("*.html")]):
        baocao.parse(baocao.read(path))
    return found


def sample(items: Any, rng: random.Random, times: int) -> str:
    """A string that the parts of a pattern would match, each repetition `times` over."""
    out = []
    again = partial(sample, rng=rng, times=times)
    for code, value in items:
        match str(code):
            case "LITERAL":
                out.append(chr(value))
            case "NOT_LITERAL" | "ANY":
                out.append("a")
            case "IN":
                out.append(one_of(value, rng))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, below = value
                out += [again(below) for _ in range(min(int(most), max(least, times), 20))]
            case "SUBPATTERN":
                out.append(again(value[3]))
            case "ATOMIC_GROUP":
                out.append(again(value))
            case "BRANCH":
                out.append(again(rng.choice(value[1])))
    return "".join(out)


def one_of(options: Any, rng: random.Random) -> str:
    """A character of a class."""
    named = {str(code): value for code, value in options}
    listed = [chr(value) for code, value in options if str(code) == "LITERAL"]
    listed += [chr(value[0]) for code, value in options if str(code) == "RANGE"]
    if "NEGATE" in named:
        return next(char for char in "a1 .x;—" if char not in listed)
    if "CATEGORY" in named:
        listed.append(CATEGORIES.get(str(named["CATEGORY"]), "a"))
    return rng.choice(listed)


def pieces() -> dict[str, list[str]]:
    """By the file of a pattern, strings to be repeated."""
    rng = random.Random(8)
    made: dict[str, set[str]] = {}
    for pattern, where in compiled().items():
        tree = parser.parse(pattern)
        for times in (1, 3):
            whole = sample(tree, rng, times)[:LONGEST]
            made.setdefault(where, set()).update({whole, whole[:-1] + " "} - {"", " "})
    return {where: sorted(found) for where, found in sorted(made.items())}


if __name__ == "__main__":
    json.dump(pieces(), sys.stdout)
