"""The canvas of a chart: one axes in points, labels measured before they are placed, SVG whose text stays text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from io import StringIO
from typing import Any, Literal, NamedTuple

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

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


def measure(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """Width of `text` in points, never less than what is drawn: letters are kerned inside words, not across spaces."""
    words = text.split(" ")
    return (sum(_width(word, weight) for word in words) + (len(words) - 1) * _width(" ", weight)) * size / 10


@lru_cache(maxsize=4096)
def _width(text: str, weight: str) -> float:
    """Width of a word at ten points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter the face lacks is drawn as a box of about its width
        width, _, _ = text_to_path.get_text_width_height_descent(text, _face(weight), ismath=False)
    return float(width)


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


class _Label(NamedTuple):
    x: float
    y: float
    text: str
    size: float
    align: Align
    weight: str
    colour: str


class _Shape(NamedTuple):
    """An outline with its paint; without a fill it is a line, without an edge only its area is drawn."""

    path: Path
    fill: str | None = None
    edge: str | None = None
    width: float = 1.0
    join: Literal["miter", "round"] = "miter"
    hatched: bool = False
    dashed: bool = False


class Canvas:
    """A drawing surface `WIDTH` points wide; y grows downwards from the top.

    It is matplotlib's renderer without its figures and axes: every place is known here, so nothing is laid out again.
    """

    def __init__(self, height: float) -> None:
        self.height = height
        self._labels: list[_Label] = []
        self._shapes = [_Shape(_outline([(0, height), (WIDTH, height), (WIDTH, 0), (0, 0)]), PAPER)]

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
        self._labels.append(_Label(x, y, NUMBERED.sub("\ufffd", clean(text)), size, align, weight, colour))

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
        self._shapes.append(_Shape(Path([(x1, y1), (x2, y2)]), None, colour, width, "round", dashed=dashed))

    def bar(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = FILL,
        hatch: bool = False,
        edge: str | None = None,
    ) -> None:
        path = _outline([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        fill, edge = (PAPER, MUTED) if hatch else (fill, edge)
        self._shapes.append(_Shape(path, fill, edge, 0.5, hatched=hatch))

    def dot(self, x: float, y: float, radius: float = 3.2, *, filled: bool = True, colour: str = ACCENT) -> None:
        self._mark(Path.circle((x, y), radius), filled, colour)

    def diamond(self, x: float, y: float, radius: float = 4.0, *, filled: bool = True, colour: str = INK) -> None:
        self._mark(_outline([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]), filled, colour)

    def _mark(self, path: Path, filled: bool, colour: str) -> None:
        """A mark stands out from what lies under it."""
        self._shapes.append(_Shape(path, colour, PAPER, 1.1) if filled else _Shape(path, PAPER, colour, 1.1))

    def svg(self) -> str:
        """The drawing as an SVG element: ids are salted, nothing of the clock or the machine is in it."""
        out = StringIO()
        nothing: Any = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "baocao", "svg.id": None}
        with matplotlib.rc_context(settings):
            renderer: Any = RendererSVG(WIDTH, self.height, out, image_dpi=72, metadata=nothing)  # type: ignore[no-untyped-call]
            upright = Affine2D().scale(1, -1).translate(0, self.height)  # the renderer's y grows upwards
            for shape in self._shapes:
                _paint(renderer, shape, upright)
            for label in self._labels:  # above all shapes
                _write(renderer, label, upright)
            renderer.finalize()
        text = out.getvalue()
        return re.sub(r"\s+\n", "\n", text[text.index("<svg") :]).strip() + "\n"


def _outline(points: list[tuple[float, float]]) -> Path:
    return Path([*points, points[0]], closed=True)


def _paint(renderer: Any, shape: _Shape, upright: Affine2D) -> None:
    gc = renderer.new_gc()
    gc.set_linewidth(shape.width if shape.edge else 0)
    gc.set_joinstyle(shape.join)
    if shape.edge:
        gc.set_foreground(shape.edge)
        gc.set_hatch_color(to_rgba(shape.edge))
    if shape.hatched:
        gc.set_hatch(HATCH)
    if shape.dashed:
        gc.set_dashes(0, [2 * shape.width, 2 * shape.width])
    renderer.draw_path(gc, shape.path, upright, to_rgba(shape.fill) if shape.fill else None)


def _write(renderer: Any, label: _Label, upright: Affine2D) -> None:
    gc = renderer.new_gc()
    gc.set_foreground(label.colour)
    face = FontProperties(family=FACE, weight=label.weight, size=label.size)
    anchor = Text(label.x, label.y, ha=label.align, transform=upright)
    renderer.draw_text(gc, label.x, label.y, label.text, face, 0, mtext=anchor)


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
