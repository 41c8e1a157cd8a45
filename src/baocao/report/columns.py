"""How a table fits a page: column widths, type size, and whether it may run over a page end.

Estimated from the words alone, so that the same table is laid the same way on every machine.
Widths are counted in characters of the body face, which are about half an em wide.
"""

from __future__ import annotations

from baocao.report.crossref import Node, plain

LINE_WIDTH = 464.0
"""Points between the margins of A4."""
CHARACTER = 0.475
"""Mean width of a character, in em, measured on Vietnamese prose in Libertinus Serif."""
SIZES = ((9.4, 4.5), (8.8, 4.0), (8.2, 3.5), (7.6, 3.0), (7.0, 2.5), (6.4, 2.0))
"""Type sizes that a table may take and the space at each side of a column, in points; the preferred ones first."""
OFFICIAL_SIZES = ((11.5, 4.5), (10.6, 4.0), *SIZES)
"""The same for official papers, which are set larger."""
TOGETHER = 290.0
"""A table of so many points of height or fewer, two fifths of a page, is never split over two pages."""
LINE = 1.32
"""Height of a line with its share of the space between rows, over type size."""
SHORT = 20
"""A column whose cells have no more characters than this is set without line breaks where there is room."""
LONG_RUN = 28
"""Letters without a space beyond this many may break anywhere (the template sees to it)."""
TALL = 1200
"""A cell of more characters than this may itself run over a page end."""


def lay(table: Node, *, official: bool = False) -> None:
    """Give a table node its `columns`, `size`, `gap`, `breakable` and `least`.

    `columns` are shares of the width, 0 for a column as wide as its words; `least` is the width in characters.
    """
    rows = table["head"] + table["rows"]
    count = max((sum(cell["span"] for cell in row) for row in rows), default=1)
    for row in rows:
        _fill(row, count)
    texts = [[plain(cell["children"]) for cell in row] for row in rows]
    natural, least = [1.0] * count, [1.0] * count
    for row, line in zip(rows, texts, strict=True):
        at = 0
        for cell, words in zip(row, line, strict=True):
            cell["tall"] = len(words) > TALL
            if cell["span"] == 1:
                natural[at] = max(natural[at], len(words))
                least[at] = max(least[at], max((min(len(word), LONG_RUN) for word in words.split()), default=1))
            at += cell["span"]
    size, gap = _size(least, OFFICIAL_SIZES if official else SIZES)
    room = LINE_WIDTH / (size * CHARACTER) - count * 2 * gap / (size * CHARACTER)
    table["size"], table["gap"] = size, gap
    # what a narrow screen must give each column before its words break to pieces
    table["least"] = sum(max(low, min(n, 14.0)) + 2.5 for n, low in zip(natural, least, strict=True))
    if len(table["widths"]) == count:
        table["columns"] = list(table["widths"])
    else:
        table["columns"] = _columns(natural, least, room)
    total = sum(table["columns"]) or 1.0
    widths = [room * share / total if share else room / 4 for share in table["columns"]]
    wrapped = sum(
        max(
            _lines(len(words), widths[min(index, count - 1)] * cell["span"])
            for index, (cell, words) in enumerate(zip(row, line, strict=True))
        )
        for row, line in zip(rows, texts, strict=True)
        if row
    )
    table["breakable"] = wrapped * size * LINE > TOGETHER


def _fill(row: list[Node], count: int) -> None:
    """Short rows are filled up with empty cells, so that columns stay under their heads."""
    missing = count - sum(cell["span"] for cell in row)
    row.extend({"children": [], "align": "left", "header": False, "span": 1} for _ in range(missing))


def _size(least: list[float], sizes: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """The largest size at which every word fits its column; the smallest one where none does."""
    for size, gap in sizes:
        if sum(least) * size * CHARACTER + len(least) * 2 * gap <= LINE_WIDTH:
            return size, gap
    return sizes[-1]


def _columns(natural: list[float], least: list[float], room: float) -> list[float]:
    if sum(natural) <= room:
        # all cells fit on one line: a small table keeps its own width, a larger one fills the measure
        widest = natural.index(max(natural))
        return [0.0] * len(natural) if sum(natural) < room * 0.45 else [float(i == widest) for i in range(len(natural))]
    # short cells keep to one line as long as the longer ones are left half of the room
    short = [n if n <= SHORT else low for n, low in zip(natural, least, strict=True)]
    if sum(n for n in natural if n <= SHORT) <= room / 2 and sum(short) <= room:
        least = short
    spare = max(room - sum(least), 0.0)
    wants = [min(n, 120.0) - min(low, 120.0) + 0.5 for n, low in zip(natural, least, strict=True)]
    return [round(low + spare * want / sum(wants), 2) for low, want in zip(least, wants, strict=True)]


def _lines(characters: int, width: float) -> int:
    """About how many lines so many characters take in a cell of that width."""
    return 1 + int(characters / max(width, 4.0))
