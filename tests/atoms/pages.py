"""Small pages for the tests of atoms, and case files with the spans marked in the sentence.

A case is a line of text with its spans in ⟦ ⟧, and under it an indented line for each span; a line without
marks must give nothing. ` ¶ ` begins a new block, `#` a comment. `@2020-06-16` gives the cases below it a
publication date, `@-` takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from baocao.model import Block, Metadata, Page, Sentence
from baocao.text.fold import fold

CASES = Path(__file__).parents[1] / "cases"
_BREAK = re.compile(r"(?<=[.!?;]) (?=[A-ZĐÀ-Ỹ\"])")


def page(text: str, published: str | None = None) -> Page:
    """A page of paragraphs, one a line."""
    flow, _ = fold(text)
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for match in re.finditer(r"[^\n]+", flow):
        blocks.append(Block("paragraph", match.start(), match.end()))
        start = match.start()
        for stop in [m.end() for m in _BREAK.finditer(match[0])] + [len(match[0])]:
            sentences.append(Sentence(start, match.start() + stop, len(blocks) - 1))
            start = match.start() + stop
    return Page(flow=flow, blocks=tuple(blocks), sentences=tuple(sentences), metadata=Metadata(published=published))


@dataclass(frozen=True)
class Case:
    """A line of a case file: its text, the surfaces marked in it, what is expected of each."""

    name: str
    text: str
    surfaces: tuple[str, ...]
    expected: tuple[str, ...]
    published: str | None

    @property
    def page(self) -> Page:
        return page(self.text, self.published)


def cases(pattern: str) -> Iterator[Case]:
    """The cases of the files that match, in order."""
    for path in sorted(CASES.glob(pattern)):
        published: str | None = None
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith(("#", "  ")):
                continue
            if line.startswith("@"):
                published = None if line[1:] == "-" else line[1:]
                continue
            expected = []
            for below in lines[number:]:
                if not below.startswith("  "):
                    break
                expected.append(below.strip())
            surfaces = tuple(re.findall(r"⟦([^⟧]*)⟧", line))
            text = re.sub("[⟦⟧]", "", line).replace(" ¶ ", "\n")
            yield Case(f"{path.stem}:{number}", text, surfaces, tuple(expected), published)
