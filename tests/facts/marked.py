"""Pages built by hand from marked text, so that the facts room is tested without the rooms before it.

`⟦surface|spec⟧` marks an atom: `q 60000000 VND/năm`, `q 18 of 18 chỉ tiêu`, `q 12..14 %`, `q 161 ha above`,
`d 2015-01-01..2015-12-31 year`, `o body`, `l district`, `n Nghị quyết`, `p Bí thư`.
A line is a block: `# ` a heading, `- ` a list item under the paragraph before it, `? ` the reporter's words,
`! ` the interviewee's, `@published 2020-06-16` sets the header; any other line is a paragraph.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from baocao.facts import Atoms
from baocao.model import Block, Date, Document, Metadata, Name, Page, Person, Quantity, Sentence, Turn
from baocao.span import Span

_MARK = re.compile(r"⟦(?P<surface>[^|⟧]*)\|(?P<spec>[^⟧]*)⟧")
_QUANTITY = re.compile(
    r"(?P<low>\d+(?:\.\d+)?|\?)(?:\.\.(?P<high>\d+(?:\.\d+)?|\?))?(?: of (?P<of>\d+))?"
    r"(?: (?P<unit>[^/]+?))?(?:/(?P<per>.+?))?(?: (?P<bound>about|above|below|at_least|at_most))?(?P<vague> vague)?$"
)
_BREAK = re.compile(r"(?<=[.?!])\"? (?=[\"A-ZĐÀ-Ỹ])")


class Marked:
    """A page under construction; `page` and `atoms` are what the facts room reads."""

    def __init__(self, text: str) -> None:
        self.flow = ""
        self.atoms: dict[str, list[Any]] = {key: [] for key in "qdnpol"}
        self.blocks: list[Block] = []
        self.sentences: list[Sentence] = []
        self.turns: list[Turn] = []
        self.published: str | None = None
        for line in text.strip().splitlines():
            self._line(line)
        self.page = Page(
            flow=self.flow,
            blocks=tuple(self.blocks),
            sentences=tuple(self.sentences),
            turns=tuple(self.turns),
            metadata=Metadata(published=self.published),
        )
        self.marked = Atoms(
            quantities=tuple(self.atoms["q"]),
            dates=tuple(self.atoms["d"]),
            documents=tuple(self.atoms["n"]),
            people=tuple(self.atoms["p"]),
            organizations=tuple(self.atoms["o"]),
            places=tuple(self.atoms["l"]),
        )

    def _line(self, line: str) -> None:
        if line.startswith("@published "):
            self.published = line.split()[1]
            return
        mark, body = (line[0], line[2:]) if line[:2] in ("# ", "- ", "? ", "! ") else ("", line)
        start = len(self.flow)
        self._text(body)
        end, index = len(self.flow), len(self.blocks)
        kinds: dict[str, Any] = {"#": "heading", "-": "list_item"}
        governor = next((i for i in range(index - 1, -1, -1) if self.blocks[i].kind == "paragraph"), None)
        number = f"{index - governor}." if mark == "-" and governor is not None else None
        self.blocks.append(
            Block(
                kind=kinds.get(mark, "paragraph"),
                start=start,
                end=end,
                number=number,
                governor=governor if mark == "-" else None,
            )
        )
        if mark in ("?", "!"):
            role: Any = "reporter" if mark == "?" else "interviewee"
            self.turns.append(
                Turn(speaker="Phóng viên" if mark == "?" else "Chủ tịch xã", role=role, start=start, end=end)
            )
        here = start
        for match in _BREAK.finditer(self.flow, start, end):
            self.sentences.append(Sentence(start=here, end=match.start(), block=index))
            here = match.end()
        self.sentences.append(Sentence(start=here, end=end, block=index))
        self.flow += "\n\n"

    def _text(self, body: str) -> None:
        here = 0
        for match in _MARK.finditer(body):
            self.flow += body[here : match.start()]
            start = len(self.flow)
            self.flow += match["surface"]
            self._atom(match["spec"], start, len(self.flow))
            here = match.end()
        self.flow += body[here:]

    def _atom(self, spec: str, start: int, end: int) -> None:
        letter, _, value = spec.partition(" ")
        id_ = f"{letter}{len(self.atoms[letter]) + 1}"
        surface, here = self.flow[start:end], (Span(start, end),)
        made: Any
        if letter == "q":
            match = _QUANTITY.match(value)
            assert match, spec
            low = None if match["low"] == "?" else Decimal(match["low"])
            high = low if match["high"] is None else None if match["high"] == "?" else Decimal(match["high"])
            made = Quantity(
                id=id_,
                start=start,
                end=end,
                low=low,
                high=high,
                of=Decimal(match["of"]) if match["of"] else None,
                unit=match["unit"],
                per=match["per"],
                bound=match["bound"] or "exact",  # type: ignore[arg-type]
                vague=bool(match["vague"]),
                rule="marked",
            )
        elif letter == "d":
            days, _, precision = value.partition(" ")
            first, _, last = days.partition("..")
            made = Date(
                id=id_,
                start=start,
                end=end,
                from_=date.fromisoformat(first),
                to=date.fromisoformat(last or first),
                precision=precision or "day",  # type: ignore[arg-type]
                rule="marked",
            )
        elif letter == "n":
            made = Document(id=id_, start=start, end=end, type=value, rule="marked")
        elif letter == "p":
            made = Person(id=id_, name=surface, roles=(value,) if value else (), mentions=here)
        else:
            made = Name(id=id_, name=surface, kind="place" if letter == "l" else value, mentions=here)
        self.atoms[letter].append(made)
