"""The sections of a report that have something to show: what is only absent is left out, heading and all."""

from __future__ import annotations

from collections.abc import Iterable

from baocao.report.tree import Block, Heading, Paragraph


def telling(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without the sentences that say that there is nothing, and without the sections that held only those.

    A section runs from its heading to the next of any level; one that never had anything to show stays as written.
    """
    out: list[Block] = []
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            out += _kept(section)
            section = []
        section.append(block)
    return (*out, *_kept(section))


def _kept(section: list[Block]) -> list[Block]:
    shown = [block for block in section if not _absent(block)]
    only_words = all(isinstance(block, Heading) or _introduces(block) for block in shown)
    return [] if only_words and len(shown) < len(section) else shown


def _absent(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "absent"


def _introduces(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == ""
