"""Speakers: who binds himself where the clause names no agent: an official, whoever spoke before, whoever is quoted."""

from __future__ import annotations

import re

from baocao.facts.act import VERB
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
    r"|bày tỏ|biết)(?: thêm)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<=[ ,])(?:theo|trên cơ sở|về|với|trong|qua|để) [^,;:]{1,48}$", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:bí thư|chủ tịch|bộ trưởng|thứ trưởng|thủ tướng|trưởng|giám đốc|chánh|tư lệnh|cục trưởng)\b", re.IGNORECASE
)


def speaker(scene: Scene, opening: int, trigger: Trigger) -> Agent | None:
    """A person who binds himself: the interviewee's `tôi`, or `ông Bình cam kết …`."""
    words = surface(scene.flow, opening, trigger.start).strip(" -").lower()
    if words == "tôi" or words.endswith(" tôi"):
        turn = scene.turn(trigger.start)
        if turn is not None and turn.role == "interviewee":
            return Agent(opening, trigger.start, turn.speaker) if _in_office(scene, turn.speaker) else None
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
    block = next((b for b in scene.page.blocks if b.start <= offset < b.end), None)
    if block is None:
        return None
    here = [m for m in inside(scene.people, block.start, block.end) if _in_office(scene, m.name)]
    return min(here, key=lambda m: abs(m.start - offset)).name if here else None


def resumed(scene: Scene, start: int, opening: int) -> Agent | None:
    """The subject of an earlier clause of the sentence: `tỉnh trích quỹ dự phòng, sau đó sẽ hoàn trả`."""
    for piece in reversed(list(pieces(scene.flow, start, opening))):
        who = agent(scene, piece.start, piece.end, subject=False)
        if who is not None and _CONDITION.search(scene.flow, who.start, piece.end):
            return None
        if who is not None:
            verb = _VERBAL.search(scene.flow, who.start, piece.end)
            return Agent(who.start, piece.end, surface(scene.flow, who.start, verb.start() if verb else piece.end))
        person = next((m for m in inside(scene.people, piece.start, piece.end) if _in_office(scene, m.name)), None)
        if person is not None and _SPOKE.search(scene.flow, person.end, piece.end):
            return Agent(piece.start, piece.end, person.name)
    return None


def announced(scene: Scene, start: int, opening: int) -> Agent | None:
    """Who speaks in a headline: `Đà Nẵng: Sẽ sửa vỉa hè`."""
    said = scene.flow[start:opening].rstrip()
    return agent(scene, start, start + len(said) - 1) if said.endswith(":") else None


def listed(scene: Scene, start: int, trigger: int) -> Agent | None:
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


_NAMES = re.compile(r"(?:và )?(?:\w+ )?[A-ZĐ]\w*(?: (?:và|\(|\w*\.?[A-ZĐ0-9])[\w.()]*)*\Z|\w+(?: và \w+)?\Z")
_CONDITION = re.compile(r"(?<!\w)(?:khi|nếu)(?!\w)", re.IGNORECASE)
_VERBAL = re.compile(
    rf"(?<= )(?:đã|đang|sẽ|vừa|cũng|có|là|tạm|bắt đầu|cho|thay|ưu tiên|bày tỏ|(?-i:{VERB.pattern}))(?!\w)"
)
_SPOKE = re.compile(r" (?:cho biết|cho hay|khẳng định|nhấn mạnh|thông báo|tuyên bố|nói|thông tin|công bố)(?!\w)")


def _official(scene: Scene, start: int, end: int) -> Agent | None:
    """A person in office who is all of the subject (`Ông Lê Văn An`)."""
    for person in inside(scene.people, start, end):
        around = scene.flow[start : person.start] + scene.flow[person.end : end]
        if _TITLE.fullmatch(around.strip(" ,-")) and _in_office(scene, person.name):
            return Agent(start, end, person.name)
    return None


def _in_office(scene: Scene, speaker: str) -> bool:
    """Whether someone speaks for a public office, and not for himself."""
    roles = [speaker, *(role for p in scene.atoms.people if p.name == speaker for role in p.roles)]
    return any(_OFFICE.search(role) for role in roles)


def spoken_for(scene: Scene, start: int, opening: int) -> Agent | None:
    """The agent of `UBND xã cho biết sẽ …`: who speaks."""
    said = scene.flow[start:opening].rstrip(' ,:"')
    # `cho biết, theo thẩm quyền, sẽ xem xét`
    said = _ASIDE.sub("", said).rstrip(' ,:"')
    match = _SPEECH.search(said)
    if not match:
        return None
    stop = start + match.start()
    inner = opening_of(scene.flow, start, stop)
    return agent(scene, inner, stop) or agent(scene, start, stop) or _official(scene, inner, stop)


def carried(scene: Scene, line: Line, trigger: Trigger, before: Commitment | None) -> bool:
    """Whether a sentence without a subject goes on with who spoke: `Đồng thời sẽ có ý kiến với …`.

    Either the sentence before it made a promise, or an official is answering in an interview.
    """
    begins = skip_marks(scene.flow, line.start)
    if skip_time(scene, begins, trigger.start) < trigger.start:
        return False
    if before is not None and before.end <= begins and before.end + NEXT > begins:
        return True
    turn = scene.turn(trigger.start)
    return turn is not None and turn.role == "interviewee" and _in_office(scene, turn.speaker)


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
    return next((m.name for m in scene.organizations if head and m.start == start and m.end <= head.end), None)


NEXT = 12
"""How many characters, marks and line ends, may lie between a promise and the sentence that goes on with it."""
