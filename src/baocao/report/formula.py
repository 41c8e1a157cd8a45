"""TeX formulas as pictures, set by matplotlib's own mathematics: no TeX, no browser, the same in both formats."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

EM = 10.0
"""Points in which a formula is set; its size in the report is told in em."""
UNSUPPORTED = re.compile(r"\\begin\{(?:aligned|align\*?|cases|[bpv]?matrix|array)\}|\\\\|&")
REWRITES = (
    (re.compile(r"\\(?:displaystyle|textstyle|limits|nonumber|notag|Big[lr]?|big[lr]?)(?![A-Za-z])"), ""),
    (re.compile(r"\\(?:tag|label)\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:text|mbox|textrm)\{([^{}]*)\}"), lambda m: r"\mathrm{" + m[1].replace(" ", r"\ ") + "}"),
    (re.compile(r"\\(?:begin|end)\{(?:equation|math|displaymath)\*?\}"), ""),
    (re.compile(r"\\(?:dfrac|tfrac)(?![A-Za-z])"), r"\\frac"),
    (re.compile(r"\\(?:le|leqslant)(?![A-Za-z])"), r"\\leq"),
    (re.compile(r"\\(?:ge|geqslant)(?![A-Za-z])"), r"\\geq"),
)
"""What TeX authors write and matplotlib does not know, said in words that it does."""


class Formula(Struct, frozen=True):
    """A formula that was set: an SVG, and its height and depth below the line in em."""

    svg: str
    height: float
    depth: float


@functools.lru_cache(maxsize=512)
def draw(tex: str, *, display: bool = False) -> Formula | None:
    """The formula as a picture, with full-size fractions where it stands on a `display` line.

    None where it uses what can not be set here, and its source is to be shown.
    """
    if len(tex) > 2000 or UNSUPPORTED.search(tex):
        return None
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    for pattern, words in REWRITES:
        tex = pattern.sub(words, tex)
    if display:
        tex = re.sub(r"\\frac(?![A-Za-z])", r"\\dfrac", tex)
    # STIX sits well beside the body face but has not every Vietnamese letter
    face = FontProperties(family=["DejaVu Serif"], math_fontfamily="stix" if tex.isascii() else "dejavuserif", size=EM)
    source = "$" + tex.strip().replace("$", r"\$") + "$"
    try:
        width, height, depth, *_ = MathTextParser("path").parse(source, dpi=72, prop=face)
        path = TextPath((0, 0), source, prop=face)
    except (ValueError, RuntimeError, RecursionError, KeyError):
        # every complaint of the parser means the same to a reader: show the source
        return None
    if not width or not height:
        return None
    parts = []
    for points, code in path.iter_segments(curves=True, simplify=False):
        letter = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}[code]
        pairs = zip(points[::2], points[1::2], strict=True) if letter != "Z" else ()
        parts.append(letter + " ".join(f"{x:.2f},{height - depth - y:.2f}" for x, y in pairs))
    margin = 0.4
    across, down = f"{width + 2 * margin:.2f}", f"{height + 2 * margin:.2f}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}pt" height="{down}pt" '
        f'viewBox="{-margin} {-margin} {across} {down}"><path d="{"".join(parts)}"/></svg>'
    )
    return Formula(svg, round(float(height + 2 * margin) / EM, 3), round(float(depth + margin) / EM, 3))
