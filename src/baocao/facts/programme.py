"""Action programmes: the items of an announced list (`03 khâu đột phá đó là:`) are commitments, one each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.atoms.rule import Candidate
from baocao.facts.agent import DURATION
from baocao.facts.clause import trim
from baocao.facts.deadline import deadline
from baocao.facts.scene import Scene, inside
from baocao.model import Commitment, Quantity
from baocao.span import Span

_LIST = re.compile(
    r"\b(?:khâu đột phá|nhiệm vụ(?: và giải pháp)?(?: trọng tâm| chủ yếu| đột phá)?|giải pháp(?: trọng tâm| chủ yếu| đột phá)?|mục tiêu(?: cụ thể| chủ yếu)?"
    r"|chỉ tiêu(?: cụ thể| chủ yếu)?|chương trình hành động|chương trình trọng tâm|đột phá chiến lược)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:đã đạt|kết quả|đạt được|nhiệm kỳ qua|thời gian qua|năm qua|hoàn thành cơ bản|tồn tại|hạn chế|nguyên nhân)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?=[.)]?$)")


def programme(scene: Scene) -> Iterator[Candidate[Commitment]]:
    """A commitment for every item of a list that announces tasks, goals or breakthroughs."""
    items: dict[int, list[int]] = {}
    for i, block in enumerate(scene.page.blocks):
        if block.kind == "list_item" and block.governor is not None:
            items.setdefault(block.governor, []).append(i)
    for governor, members in items.items():
        yield from _items(scene, governor, members)


def announcement(scene: Scene, governor: int) -> Span | None:
    """The sentence that announces the list: the last one of the governing block."""
    lines = [s for s in scene.lines if s.block == governor]
    return Span(lines[-1].start, lines[-1].end) if lines else None


def counter(scene: Scene, span: Span) -> Quantity | None:
    """The quantity that counts the list (`03 khâu đột phá`), the last one of its announcement."""
    counts = [q for q in inside(scene.quantities, span.start, span.end) if q.unit and q.unit not in DURATION and q.unit != "%"]
    return next((q for q in reversed(counts) if _LIST.search(scene.flow, q.start, min(span.end, q.end + 24))), None)


def _items(scene: Scene, governor: int, members: list[int]) -> Iterator[Candidate[Commitment]]:
    span = announcement(scene, governor)
    if span is None:
        return
    said = scene.flow[span.start : span.end]
    reason = None
    if not _LIST.search(said):
        reason = "the list announces no tasks or goals"
    elif _PAST.search(said):
        reason = "the list tells what was done"
    elif scene.asked(span.start):
        reason = "the interviewer's words"
    counted = counter(scene, span)
    shared = deadline(scene, span.start, span.end, span.start)
    for place, index in enumerate(members, 1):
        block = scene.page.blocks[index]
        body = trim(scene.flow, block.start, block.end)
        if body is None:
            continue
        if reason:
            yield Candidate(body.start, body.end, "programme", reason=reason)
            continue
        due = deadline(scene, body.start, body.end, body.start) or shared
        target = next((q.id for q in inside(scene.quantities, body.start, body.end) if q.unit not in DURATION), None)
        number = _NUMBER.search(block.number or "")
        actor = scene.place_before(scene.lines[0], span.end) if scene.lines else None
        yield Candidate(
            body.start,
            body.end,
            "programme",
            Commitment(
                start=body.start,
                end=body.end,
                actor=_actor(scene, span) or (actor.name if actor else None),
                due=due.due if due else None,
                due_text=scene.flow[due.span.start : due.span.end] if due else None,
                due_date=due.date if due else None,
                target=target,
                continuing="tiếp tục" in scene.flow[body.start : body.start + 24].lower(),
                list=counted.id if counted else None,
                index=int(number[0]) if number else place,
                rule="programme",
            ),
        )


def _actor(scene: Scene, span: Span) -> str | None:
    """The body that the announcement names last before it speaks of the list."""
    near = [m for m in scene.organizations if span.start <= m.start and m.end <= span.end]
    return near[-1].name if near else None
