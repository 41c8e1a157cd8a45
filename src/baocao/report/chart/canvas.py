"""The canvas of a chart: one axes in points, labels measured before they are placed, SVG whose text stays text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from io import StringIO
from typing import Any, Literal, NamedTuple

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from matplotlib.textpath import TextToPath

from baocao.report.crossref import clean

NUMBERED = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
"""A character without a shape, which prose shows by its number; in a picture its digits would be a figure's."""
WIDTH = 453.6
"""Points: 160 mm, the width of text on A4."""
TALLEST = 640.0
"""Points: a chart never fills more than a page with its caption."""
INK, ACCENT, FILL, MUTED, PALE, PAPER = "#1c1c1c", "#1f4e79", "#9fb6ca", "#5c6770", "#d9e0e6", "#ffffff"
"""Dark to light in grey as well as in colour: printed without colour, each still differs from the next."""
HATCH = "////"
FACE = ["DejaVu Sans"]
"""Ships with matplotlib and has every Vietnamese letter; where it is absent the reader's sans serif stands in."""
SIZE, SMALL = 9.0, 8.0
LEADING = 1.3
"""Line height over type size."""

Align = Literal["left", "center", "right"]


@cache
def _face(weight: str) -> FontProperties:
    return FontProperties(family=FACE, weight=weight, size=10)


@lru_cache(maxsize=4096)
def measure(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """Width of `text` in points, never less than what is drawn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter the face lacks is drawn as a box of about its width
        width, _, _ = TextToPath().get_text_width_height_descent(text, _face(weight), ismath=False)
    return float(width) * size / 10


def wrap(text: str, width: float, size: float = SIZE, weight: str = "normal") -> list[str]:
    """`text` in lines no wider than `width`, broken at spaces, inside a word only when it is wider alone."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if measure(joined, size, weight) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while measure(word, size, weight) > width and len(word) > 1:
            cut = next((n for n in range(len(word) - 1, 0, -1) if measure(word[:n], size, weight) <= width), 1)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


class Canvas:
    """A drawing surface `WIDTH` points wide; y grows downwards from the top."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72))
        FigureCanvasSVG(self._figure)
        self._figure.patch.set_facecolor(PAPER)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")
        self._drawn = 0

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        align: Align = "left",
        weight: str = "normal",
        colour: str = INK,
    ) -> None:
        """One line with its baseline at `y`, read as data: a dollar sign is no formula, and a control no sign."""
        self._axes.text(
            x,
            y,
            NUMBERED.sub("\ufffd", clean(text)),
            fontsize=size,
            ha=align,
            va="baseline",
            weight=weight,
            color=colour,
            family=FACE,
            parse_math=False,
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: list[str],
        *,
        size: float = SIZE,
        align: Align = "left",
        weight: str = "normal",
        colour: str = INK,
    ) -> None:
        for i, line in enumerate(lines):
            self.text(x, y + i * size * LEADING, line, size=size, align=align, weight=weight, colour=colour)

    def _put(self, artist: Line2D | Patch) -> None:
        """What is drawn later lies above."""
        self._drawn += 1
        artist.set_zorder(1 + self._drawn / 1e4)
        self._axes.add_artist(artist)

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        width: float = 0.6,
        colour: str = MUTED,
        dashed: bool = False,
    ) -> None:
        line = Line2D(
            [x1, x2],
            [y1, y2],
            linewidth=width,
            color=colour,
            linestyle=(0, (2, 2)) if dashed else "-",
            solid_capstyle="butt",
        )
        self._put(line)

    def bar(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = FILL,
        hatch: bool = False,
        edge: str = "none",
    ) -> None:
        self._put(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=PAPER if hatch else fill,
                edgecolor=MUTED if hatch else edge,
                hatch=HATCH if hatch else None,
                linewidth=0.5,
            )
        )

    def dot(self, x: float, y: float, radius: float = 3.2, *, filled: bool = True, colour: str = ACCENT) -> None:
        self._put(
            Circle(
                (x, y),
                radius,
                facecolor=colour if filled else PAPER,
                edgecolor=colour if not filled else PAPER,
                linewidth=1.1,
            )
        )

    def diamond(self, x: float, y: float, radius: float = 4.0, *, filled: bool = True, colour: str = INK) -> None:
        points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self._put(
            Polygon(
                points,
                closed=True,
                facecolor=colour if filled else PAPER,
                edgecolor=colour if not filled else PAPER,
                linewidth=1.1,
            )
        )

    def svg(self) -> str:
        """The drawing as an SVG element: ids are salted, nothing of the clock or the machine is in it."""
        out = StringIO()
        settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "baocao", "svg.id": None, "hatch.linewidth": 0.5}
        with matplotlib.rc_context(settings), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            self._figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
        text = out.getvalue()
        return re.sub(r"\s+\n", "\n", text[text.index("<svg") :]).strip() + "\n"


def fitting(heights: Sequence[float], room: float = TALLEST) -> int:
    """How many rows, at least one, stand in `room` points."""
    total = 0.0
    for n, height in enumerate(heights):
        total += height
        if total > room:
            return max(1, n)
    return len(heights)


class Spot(NamedTuple):
    """Where a label goes: its anchor, how it hangs on it, and the room it takes at most."""

    x: float
    align: Align
    left: float
    right: float


def place(text: str, centre: float, low: float, high: float, size: float = SIZE, weight: str = "normal") -> Spot:
    """A label over `centre` that stays between `low` and `high`.

    It is anchored where it must not move, because a reader's face may be narrower than the one measured.
    """
    width = measure(text, size, weight)
    if centre - width / 2 < low:
        return Spot(low, "left", low, low + width)
    if centre + width / 2 > high:
        return Spot(high, "right", high - width, high)
    return Spot(centre, "center", centre - width / 2, centre + width / 2)


def lanes(boxes: list[tuple[float, float]], gap: float = 4.0) -> list[int]:
    """For labels (left, right) in order: the first lane in which each touches no earlier one."""
    ends: list[float] = []
    out = []
    for left, right in boxes:
        lane = next((i for i, end in enumerate(ends) if end + gap <= left), len(ends))
        if lane == len(ends):
            ends.append(right)
        else:
            ends[lane] = right
        out.append(lane)
    return out
