"""Speakers: who binds himself where the clause names no agent: an official, whoever spoke before, whoever is quoted."""

from __future__ import annotations

import re
from bisect import bisect_right

from baocao.facts.agent import Agent, agent, skip_time, surface
from baocao.facts.clause import pieces
from baocao.facts.extent import opening_of, skip_marks
from baocao.facts.scene import Line, Scene, inside
from baocao.facts.target import STATE
from baocao.facts.trigger import Trigger
from baocao.model import Commitment

_TITLE = re.compile(r"(?:ông|bà|đồng chí)?(?: cũng| đã)?", re.IGNORECASE)
_SPEECH = re.compile(
    r"(?:cho biết(?: thêm)?|cho hay|khẳng định|nhấn mạnh|thông báo|tuyên bố|nói|chia sẻ|thông tin|công bố"
    r"|bày tỏ|biết)(?: thêm)?$"
)
_SAYING = 20
"""Characters that hold any of these."""
_ASIDE = re.compile(r"(?<=[ ,])(?:theo|trên cơ sở|về|với|trong|qua|để) [^,;:]{1,48}$")
_OFFICE = re.compile(
    r"\b(?:bí thư|chủ tịch|bộ trưởng|thứ trưởng|thủ tướng|trưởng|giám đốc|chánh|tư lệnh|cục trưởng)\b", re.IGNORECASE
)


def speaker(scene: Scene, opening: int, trigger: Trigger) -> Agent | None:
    """A person who binds himself: the interviewee's `tôi`, or `ông Bình cam kết …`."""
    words = surface(scene.flow, opening, trigger.start).strip(" -").lower()
    if words == "tôi" or words.endswith(" tôi"):
        turn = scene.turn(trigger.start)
        if turn is not None and turn.role == "interviewee":
            return Agent(opening, trigger.start, turn.speaker) if in_office(scene, turn.speaker) else None
    if words in _SELF or words.endswith(" tôi"):
        # a quotation names its speaker in the same paragraph
        person = _official_near(scene, trigger.start)
        if person:
            return Agent(opening, trigger.start, person)
    if trigger.kind == "pledge" and words.startswith(("ông ", "bà ", "đồng chí ")):
        return Agent(opening, trigger.start, surface(scene.flow, opening, trigger.start).strip(" -"))
    return _official(scene, opening, trigger.start)


_SELF = ("tôi", "cá nhân tôi", "bản thân tôi", "cá nhân ông", "cá nhân bà")


def _official_near(scene: Scene, offset: int) -> str | None:
    """The person in office that the block around a place names, the nearest one."""
    at = bisect_right(scene.page.blocks, offset, key=lambda b: b.start) - 1
    near = scene.page.blocks[max(0, at - 1) : at + 2]
    if at < 0:
        return None
    here = [m for m in inside(scene.people, near[0].start, near[-1].end) if in_office(scene, m.name)]
    return min(here, key=lambda m: abs(m.start - offset)).name if here else None


def _official(scene: Scene, start: int, end: int) -> Agent | None:
    """A person in office who is all of the subject (`Ông Lê Văn An`)."""
    for person in inside(scene.people, start, end):
        around = scene.flow[start : person.start] + scene.flow[person.end : end]
        if _TITLE.fullmatch(around.strip(" ,-")) and in_office(scene, person.name):
            return Agent(start, end, person.name)
    return None


def in_office(scene: Scene, speaker: str) -> bool:
    """Whether someone speaks for a public office, and not for himself."""
    roles = [speaker, *(role for p in scene.atoms.people if p.name == speaker for role in p.roles)]
    return any(_OFFICE.search(role) for role in roles)


def spoken_for(scene: Scene, start: int, opening: int) -> Agent | None:
    """The agent of `UBND xã cho biết sẽ …`: who speaks."""
    said = scene.low[start:opening].rstrip(' ,:"')
    # `cho biết, theo thẩm quyền, sẽ xem xét`
    said = _ASIDE.sub("", said).rstrip(' ,:"')
    match = _SPEECH.search(said, max(0, len(said) - _SAYING))
    if not match:
        return None
    stop = start + match.start()
    inner = opening_of(scene, start, stop)
    found = agent(scene, inner, stop) or agent(scene, start, stop) or _official(scene, inner, stop)
    if found is None and _VOWS.search(said) and _PROPER.search(scene.flow, inner, stop):
        # whoever declares in public binds himself
        found = Agent(inner, stop, surface(scene.flow, inner, stop))
    return found


_VOWS = re.compile(r"(?<!từng )(?:tuyên bố|khẳng định|cam kết|hứa|bày tỏ)$")
_PROPER = re.compile(r"[A-ZĐ]\w+ [A-ZĐ]\w+")


def carried(scene: Scene, line: Line, trigger: Trigger, before: Commitment | None) -> bool:
    """Whether a sentence without a subject goes on with who spoke: `Đồng thời sẽ có ý kiến với …`.

    Either the sentence before it made a promise, or an official is answering in an interview.
    """
    begins = skip_marks(scene.flow, line.start)
    placed = _PLACE.fullmatch(scene.low, begins, trigger.start)
    if skip_time(scene, begins, trigger.start) < trigger.start and not placed:
        return False
    if before is not None and before.end <= begins and before.end + NEXT > begins:
        return True
    turn = scene.turn(trigger.start)
    return turn is not None and turn.role == "interviewee" and in_office(scene, turn.speaker)


# `còn tại vỉa hè đường số 2 sẽ mở …`
_PLACE = re.compile(r"(?:còn |riêng |ngoài ra,? )?(?:tại|ở|trên địa bàn) [^,;:.\"]{3,140} ")


def same(scene: Scene, line: Line, trigger: Trigger, before: Commitment | None) -> str | None:
    """Who goes on in a sentence without a subject: whoever the sentence right before it named."""
    goes_on = trigger.kind == "will" and before is not None and before.end <= line.start < before.end + NEXT
    return before.actor if goes_on and before and carried(scene, line, trigger, before) else None


def name_of(scene: Scene, actor: Agent | None, line: Line, trigger: Trigger, end: int) -> str | None:
    """The agent's name, else one that a goal names behind its deadline (`đến năm 2025 huyện trở thành quận`)."""
    if actor:
        return actor.name
    here = skip_time(scene, trigger.end, end)
    state = STATE.search(scene.flow, here, end)
    behind = agent(scene, here, state.start()) if state else None
    if behind is not None:
        return behind.name
    head = next(iter(pieces(scene.flow, line.start, trigger.start)), None)
    start = skip_time(scene, head.start, head.end) if head else 0
    named = inside(scene.organizations, start, head.end)[:1] if head else ()
    return next((m.name for m in named if m.start == start), None)


NEXT = 12
"""How many characters, marks and line ends, may lie between a promise and the sentence that goes on with it."""
