"""Extents: where the clause of a trigger begins and ends in its sentence."""

from __future__ import annotations

import re

from baocao.facts.agent import skip_time
from baocao.facts.scene import Line, Scene
from baocao.facts.trigger import REACH, Trigger
from baocao.span import Span

_WORDS = (
    *("rằng", "biết(?: thêm)?", "cho biết(?: thêm)?", "cho hay", "khẳng định", "nhấn mạnh", "thông báo", "tuyên bố"),
    *("chia sẻ", "thông tin(?<!nghệ thông tin)(?<!thống thông tin)", "quan điểm", "bày tỏ", "nhưng", "song", "thì"),
    *("mà", "nên", "đã", "và", "như", "để", "khi", "được"),
)
# every piece begins with a plain mark or letter, so that a search runs from one of these to the next
_BOUNDARY = re.compile(
    r"\.\.\. |,(?: |$)|;(?: |$)|:(?: |$)|\((?: |$)|\"(?: |$|(?<= \"))|"
    + "|".join(rf"{w[0]}(?:(?<= {w[0]})|(?<=\A{w[0]})){w[1:]}(?: |$)" for w in _WORDS)
)
_STOP = re.compile(
    r",? (?:nhưng|song|tuy nhiên|thậm chí|trong khi|do đó|bởi vì|bởi|vì(?! sự))(?= )|[.?!…](?= |$)|\" ?[,–-](?= )"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_PAUSE = re.compile(r"[.,;:\"](?: |(?=[A-ZĐ]))")


def opening_of(scene: Scene, floor: int, trigger: int, *, join: bool = False) -> int:
    """Where the clause of a trigger begins: after the last boundary before it; `join` reads over `và`."""
    flow = scene.flow
    opening = floor = max(floor, trigger - REACH)
    bracketed = flow.find("(", floor, trigger) >= 0
    closed = [Span(m.start(), m.end()) for m in _BRACKETS.finditer(flow, floor, trigger)] if bracketed else ()
    for match in _BOUNDARY.finditer(scene.low, floor, trigger):
        if match[0].rstrip() == "và" and (join or agentless(flow[match.end() : trigger])):
            continue
        if closed and any(b.start <= match.start() < b.end for b in closed):
            continue
        opening = match.end()
    return opening


def agentless(words: str) -> bool:
    """Whether `và` joins two nouns here, not two clauses."""
    return len(words.split()) < 2


def lead_of(scene: Scene, line: Line, opening: int) -> int:
    """Where the times begin that lead the clause (`Trong tháng 10, Sở sẽ …`); the clause itself without any."""
    # times that lead a clause are few and short
    floor = max(line.start, opening - 160)
    starts = [floor, *(m.end() for m in _PAUSE.finditer(scene.flow, floor, opening))]
    if floor > line.start:
        starts = starts[1:]
    return next((s for s in starts if s < opening and skip_time(scene, s, opening) >= opening), opening)


def end_of(scene: Scene, trigger: Trigger, line_end: int, limit: int) -> int:
    """Where the clause ends: a stop, or the clause of the next trigger; semicolons are left to `target`."""
    flow, end, start = scene.flow, line_end, trigger.end
    stop = _STOP.search(scene.low, start, min(line_end, start + REACH))
    if stop:
        end = stop.start()
    if limit < end:
        cut = max(flow.rfind(", ", start, limit), flow.rfind(" và ", start, limit), flow.rfind(" để ", start, limit))
        end = cut if cut > start + 6 else end
    return end


def skip_marks(flow: str, start: int) -> int:
    """Past the dash or star that opens a turn, and the speaker's label (`Đồng chí Lê Văn A: `)."""
    while flow[start : start + 1] in ("-", "*", " ", '"'):
        start += 1
    return start
