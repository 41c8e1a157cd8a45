"""Subjects: whose promise a clause is, in the order in which a reader looks for it.

The words before the verb; the speaker or who is quoted; the headline's speaker; the subject of an earlier
clause, or of the sentence before; a noun with its list of names; the plan's owner.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from baocao.facts.act import VERB
from baocao.facts.agent import Agent, agent, skip_time, surface
from baocao.facts.clause import pieces
from baocao.facts.extent import lead_of, opening_of, skip_marks
from baocao.facts.scene import Line, Scene, inside
from baocao.facts.speaker import in_office, speaker, spoken_for
from baocao.facts.trigger import Trigger

_CONDITION = re.compile(r"(?<!\w)(?:khi|nếu)(?!\w)")
_VERBAL = re.compile(
    rf"(?<= )(?:đã|đang|sẽ|vừa|cũng|có|là|tạm|bắt đầu|cho|thay|ưu tiên|bày tỏ|nói|rằng|{VERB.pattern})(?!\w)"
)
_SPOKE = re.compile(r" (?:cho biết|cho hay|khẳng định|nhấn mạnh|thông báo|tuyên bố|nói|thông tin|công bố)(?!\w)")
_NAMES = re.compile(r"(?:và )?(?:\w+ )?[A-ZĐ]\w*(?: (?:và|\(|\w*\.?[A-ZĐ0-9])[\w.()]*)*\Z|\w+(?: và \w+)?\Z")
_PRONOUN = re.compile(r"(?:họ|mình) (?:cũng )?")
_FOLLOWS = re.compile(
    r"(?:theo đó|đồng thời|sau đó|ngoài ra|bên cạnh đó|cùng với đó|từng bước|trước mắt|tiếp theo)(?=[ ,])"
)


def subject(scene: Scene, line: Line, trigger: Trigger, floor: int, mover: Agent | None) -> tuple[Agent | None, int]:
    """The agent of a trigger's clause, if any, and where the clause begins."""
    flow = scene.flow
    opening = opening_of(scene, floor, trigger.start)
    actor = agent(scene, opening, trigger.start)
    if actor is None and scene.low.endswith(("và ", "và"), floor, opening):
        # `Trung tâm Khoa học và Công nghệ sẽ …`: the `và` stood inside the name
        wider = opening_of(scene, floor, trigger.start, join=True)
        actor = agent(scene, wider, trigger.start)
        opening = opening if actor is None else wider
    actor = actor or speaker(scene, opening, trigger)
    if actor is None and flow[opening : trigger.start].strip() == "":
        actor = spoken_for(scene, line.start, opening)
    if actor is None and _PRONOUN.fullmatch(scene.low, opening, trigger.start):
        # `các đảng đối lập nói rằng họ sẽ từ chối`
        actor = _resumed(scene, line.start, opening)
    if actor is not None or trigger.kind not in ("will", "plan"):
        return actor, opening
    if skip_time(scene, opening, trigger.start) >= trigger.start:
        actor = _announced(scene, line.start, opening) or _going_on(scene, line, trigger, opening)
    if actor is None:
        actor = _listed(scene, lead_of(scene, line, line.start), trigger.start)
        opening = actor.start if actor else opening
    if actor is None and mover is not None and trigger.kind == "will":
        # `quận 1 dự kiến trên vỉa hè … sẽ mở …`
        return mover, mover.start
    return actor, opening


def _announced(scene: Scene, start: int, opening: int) -> Agent | None:
    """Who speaks in a headline: `Đà Nẵng: Sẽ sửa vỉa hè`."""
    said = scene.flow[start:opening].rstrip()
    return agent(scene, start, start + len(said) - 1) if said.endswith(":") else None


def _going_on(scene: Scene, line: Line, trigger: Trigger, opening: int) -> Agent | None:
    """The subject that a clause without one takes over, where its act is active."""
    if scene.flow.find(" được ", trigger.end, trigger.end + 24) >= 0:
        return None
    if opening > line.start and (found := _resumed(scene, line.start, opening)):
        return found
    if not _FOLLOWS.match(scene.low, skip_marks(scene.flow, line.start), trigger.start):
        return None
    at = bisect_left(scene.lines.starts, line.start)
    before = scene.lines[at - 1] if at else None
    if before is None or before.block < line.block - 1 or scene.asked(before.start):
        return None
    who = agent(scene, before.start, before.end, subject=False)
    return _named(scene, who, before.end) if who is not None else None


def _resumed(scene: Scene, start: int, opening: int) -> Agent | None:
    """The subject of an earlier clause of the sentence: `tỉnh trích quỹ dự phòng, sau đó sẽ hoàn trả`."""
    for piece in reversed(list(pieces(scene.flow, start, opening))):
        who = agent(scene, piece.start, piece.end, subject=False)
        if who is not None:
            conditional = _CONDITION.search(scene.low, who.start, piece.end)
            return None if conditional else _named(scene, who, piece.end)
        person = next((m for m in inside(scene.people, piece.start, piece.end) if in_office(scene, m.name)), None)
        if person is not None and _SPOKE.search(scene.flow, person.end, piece.end):
            return Agent(piece.start, piece.end, person.name)
    return None


def _named(scene: Scene, who: Agent, end: int) -> Agent:
    """The agent with its name cut before the verb that follows it."""
    verb = _VERBAL.search(scene.flow, who.start, end)
    return Agent(who.start, end, surface(scene.flow, who.start, verb.start() if verb else end))


def _listed(scene: Scene, start: int, trigger: int) -> Agent | None:
    """An agent with a list of names: `các trường Chu Văn An, Sơn Tây, Ba Vì sẽ tuyển …`."""
    first = True
    for piece in reversed(list(pieces(scene.flow, start, trigger))):
        who = None if first else agent(scene, piece.start, piece.end)
        if who is not None:
            return Agent(who.start, trigger, surface(scene.flow, who.start, trigger))
        if not _NAMES.match(scene.flow, piece.start, piece.end):
            return None
        first = False
    return None
