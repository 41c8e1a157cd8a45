"""Which characters the fonts of the PDF can not show, asked of the compiler itself.

The compiler stops at the first character without a glyph, and its fonts are inside it. So each character is set
once between two letters, as SVG, where what has no glyph is drawn by the fonts' one glyph for nothing; the colour
of each line says which character it was.
"""

from __future__ import annotations

import functools
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import typst

KNOWN = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)))
) | {*"\n–—‘’“”…•×÷←↑→↓−≤≥≈₫€‰☐"}
"""What every report prints; a text of these alone is not asked about. A test asks about all of them."""
_NOWHERE = "\U0010fffd"
"""Of the private use area: no font has it, so its glyph is the one for nothing."""
_PAGE = b"""#set page(width: auto, height: auto)
#set text(font: "Libertinus Serif")
#for (i, line) in json("lines.json").enumerate() {
  text(fill: rgb(calc.quo(i, 65536), calc.rem(calc.quo(i, 256), 256), calc.rem(i, 256)), line)
  linebreak()
}"""
_DRAWN = re.compile(r'<use xlink:href="#(\w+)"[^>]* fill="#([0-9a-f]{6})"')


@functools.cache
def fonts() -> typst.Fonts:
    """The compiler's own fonts: those of the machine are not looked at."""
    return typst.Fonts(include_system_fonts=False)


def missing(characters: Iterable[str]) -> frozenset[str]:
    """Those of the characters that no font has a glyph for."""
    shapeless = ("Cc", "Zs", "Zl", "Zp")
    asked = sorted({char for char in characters if char not in KNOWN and unicodedata.category(char) not in shapeless})
    if not asked:
        return frozenset()
    asking = json.dumps([f"A{char}A" for char in (_NOWHERE, "", *asked)])
    with tempfile.TemporaryDirectory(prefix="baocao-") as empty:
        Path(empty).chmod(0o700)
        drawn = typst.compile(
            cast(Any, {"main.typ": _PAGE, "lines.json": asking.encode()}), format="svg", root=empty, font_paths=fonts()
        )
    glyphs: dict[int, set[str]] = {}
    for glyph, colour in _DRAWN.findall((drawn if isinstance(drawn, bytes) else b"".join(drawn)).decode()):
        glyphs.setdefault(int(colour, 16), set()).add(glyph)
    nothing = glyphs[0] - glyphs[1]  # of the line that has it, less the letters around it
    return frozenset(char for line, char in enumerate(asked, 2) if glyphs.get(line, set()) & nothing)
