"""Commitments: what a body, an office or the speaker will do or aims to reach.

A trigger word (`sẽ`, `phấn đấu`, `cam kết` …) makes a commitment only when an agent stands before it, a
deliberate act after it, and no frame turns the clause into a condition, forecast, hope, order or rule.
Goals (`phấn đấu`, `mục tiêu`) need something to be held to: a number, a date or a state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from baocao.atoms.rule import Candidate
from baocao.facts.agent import DURATION, Agent, agent, skip_time
from baocao.facts.clause import pieces, trim
from baocao.facts.deadline import Deadline, deadline
from baocao.facts.programme import programme
from baocao.facts.scene import Line, Scene, inside
from baocao.lexicon import alternation, table
from baocao.model import Commitment
from baocao.span import Span, overlap

_KINDS = {r["cue"]: r["kind"] for r in table("commitment_cues")}
_TRIGGER = re.compile(rf"\b(?:(?P<will>sẽ)|(?P<cue>{alternation(_KINDS)}))(?!\w)", re.IGNORECASE)
_FRAMES = {r["frame"]: r["reason"] for r in table("commitment_frames")}
_FRAME = re.compile(rf"\b(?:{alternation(_FRAMES)})(?!\w)", re.IGNORECASE)
_WHEN = re.compile(r"(?:^|[,;:\"] ?)(?:khi|nếu|ngay khi|một khi|khi đó|khi ấy|lúc đó)(?= )", re.IGNORECASE)
_VERB = re.compile(rf"(?:{alternation(r['verb'] for r in table('commitment_verbs'))})(?!\w)", re.IGNORECASE)
_LATER_VERB = re.compile(rf"(?<= ){_VERB.pattern}", re.IGNORECASE)
_ADVERB = re.compile(
    r"(?:tiếp tục|sớm|nhanh chóng|chủ động|tích cực|cũng|vẫn|đều|quyết liệt|kiên quyết|nghiêm túc|khẩn trương|đồng thời"
    r"|từng bước|thường xuyên|trực tiếp|tập trung|dự kiến|chính thức|cố gắng|nỗ lực|ra sức|bắt đầu|luôn|kịp thời|cơ bản|việc"
    r"|sẵn sàng|cùng|đang|sẽ|phấn đấu|được|nhằm|để|mới|cùng nhau|có|phải có|thực sự|toàn bộ|thống nhất)(?= )",
    re.IGNORECASE,
)
_ORDER = re.compile(r"(?:[^,;]{0,60} )?giao (?:cho )?(?=[A-ZĐ])|Giao ")
_SPEECH = re.compile(
    r"(?:cho biết(?: thêm)?|cho hay|khẳng định|nhấn mạnh|thông báo|tuyên bố|nói|chia sẻ|thông tin|công bố|bày tỏ|biết)(?: thêm)?$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[,;:\"(](?: |$)|(?<=[ ])\"|(?:^|(?<= ))(?:rằng|(?:cho )?biết(?: thêm)?|cho hay|khẳng định|nhấn mạnh|thông báo|tuyên bố|chia sẻ"
    r"|bày tỏ|nhưng|song|thì|mà|nên|đã|và|như|để|khi|được)(?: |$)",
    re.IGNORECASE,
)
_STOP = re.compile(r";|,? (?:nhưng|song|tuy nhiên|thậm chí|trong khi|do đó|bởi vì|bởi|vì(?! sự))(?= )|[.?!…](?= |$)", re.IGNORECASE)
_STOP_GOAL = re.compile(r"(?:,|;)? (?:nhưng|song|tuy nhiên|trong khi|do đó|bởi vì|bởi)(?= )|[.?!…](?= |$)", re.IGNORECASE)
_AND_UNTIL = re.compile(r" và (?=(?:đến|tới|trước|hết|vào) )", re.IGNORECASE)
_STATE = re.compile(
    r"\b(?:trở thành|lên(?= quận| thành phố| thị xã| phường| đô thị)|(?<!hoàn )(?<!hình )(?<!trưởng )(?<!tạo )(?<!kết )thành|đạt chuẩn|được công nhận(?: là)?|đạt(?= danh hiệu| tiêu chí| chuẩn))(?= )(?! lập| phố| viên| ủy| tích| công| phần| lập)",
    re.IGNORECASE,
)
_NOT_VERB = re.compile(r"(?:quá trình|sự|tinh thần|tấm gương|ý chí|nỗ lực|không ngừng|thực hiện|những|các|một|bản|theo|đúng|vượt|trong|đạt|lời|phá vỡ|định|so|chứng tỏ|thể hiện|bằng|phải|luôn|giấc mơ|nói) $", re.IGNORECASE)
_EVENT = re.compile(r"(?:tổ chức|tiến hành|diễn ra|khai mạc|bế mạc)(?!\w)", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:bí thư|chủ tịch|bộ trưởng|thứ trưởng|thủ tướng|trưởng|giám đốc|chánh|tư lệnh|cục trưởng)\b", re.IGNORECASE)
_GROWS = re.compile(r"(?:phát triển|tăng|giảm|nâng cao|mở rộng) (?:nhanh|mạnh|tốt|hơn|cao|dần|theo)|(?:tiếp tục )?(?:đưa tin|thông tin sự việc)", re.IGNORECASE)
_NEGATED = re.compile(r"(?:không|chưa|chẳng|từng|được) $", re.IGNORECASE)
_ALREADY = re.compile(r"\bđã $", re.IGNORECASE)
_SET = ("đặt", "đề ra", "cam kết", "có kế hoạch", "lên kế hoạch")
_STORY = re.compile(r"\b(?:ai|gì|nào|sao|thế nào|như thế nào)\b(?=[^.]{0,12}\?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    kind: str
    word: str


def candidates(scene: Scene) -> list[Candidate[Commitment]]:
    """Every trigger of the page with what became of it, and the items of its action programmes."""
    found = list(programme(scene))
    claimed = [Span(c.start, c.end) for c in found if c.fact]
    for line in scene.lines:
        found += [c for c in _line(scene, line) if not any(overlap(c, s) for s in claimed)]
    return sorted(found, key=lambda c: (c.start, c.end))


def _line(scene: Scene, line: Line) -> Iterator[Candidate[Commitment]]:
    triggers = [
        _Trigger(m.start(), m.end(), "will" if m["will"] else _KINDS[" ".join(m["cue"].lower().split())], m[0].lower())
        for m in _TRIGGER.finditer(scene.flow, line.start, line.end)
    ]
    floor, taken = line.start, None
    for i, trigger in enumerate(triggers):
        limit = triggers[i + 1].start if i + 1 < len(triggers) else line.end
        made = _read(scene, line, trigger, floor, limit, taken)
        if isinstance(made, str):
            yield Candidate(trigger.start, trigger.end, trigger.kind, reason=made)
            continue
        for commitment in made:
            yield Candidate(commitment.start, commitment.end, trigger.kind, commitment)
        floor, taken = made[-1].end, made[-1]


def _read(
    scene: Scene, line: Line, trigger: _Trigger, floor: int, limit: int, before: Commitment | None
) -> list[Commitment] | str:
    """The commitments that a trigger opens, or why it opens none."""
    flow = scene.flow
    refused = _refused(scene, line, trigger, floor)
    if refused:
        return refused
    opening = _opening(flow, floor, trigger.start)
    actor = agent(scene, opening, trigger.start)
    if actor is None:
        # `Trung tâm Khoa học và Công nghệ sẽ …`: the `và` stood inside the name
        wider = _opening(flow, floor, trigger.start, join=True)
        actor = agent(scene, wider, trigger.start)
        opening = opening if actor is None else wider
    if actor is None:
        actor = _speaker(scene, opening, trigger)
    if actor is None and flow[opening : trigger.start].strip() == "":
        actor = _spoken_for(scene, line.start, opening)
    end = _end(flow, trigger, line.end, limit)
    act = _act(scene, trigger.end, end)
    due = deadline(scene, _lead(scene, line, opening), end, trigger.start)
    if trigger.end >= end:
        return "nothing follows"
    refused = _unbound(scene, line, trigger, Span(trigger.start, end), act, actor, due, before)
    if refused:
        return refused
    start = min(_lead(scene, line, opening), due.span.start if due else opening)
    span = trim(flow, max(start, floor), end)
    if span is None or due_past(scene, due):
        return "its date is past" if span else "nothing follows"
    first = Commitment(
        start=span.start,
        end=span.end,
        actor=_name(scene, actor, line, trigger.start),
        verb=trigger.word if act is None else flow[act.start : act.end].lower(),
        due=due.due if due else None,
        due_text=flow[due.span.start : due.span.end] if due else None,
        due_date=due.date if due else None,
        target=_target(scene, opening if actor and actor.name is None else trigger.start, span.end),
        state=_state(flow, trigger.end, span.end, due),
        continuing="tiếp tục" in flow[trigger.start : trigger.end + 24].lower(),
        rule=trigger.kind,
    )
    return _parts(scene, first, trigger) if trigger.kind == "goal" else _stages(scene, first, trigger)


def _refused(scene: Scene, line: Line, trigger: _Trigger, floor: int) -> str | None:
    """What can be told from the sentence before the clause is looked at."""
    flow = scene.flow
    kind = scene.block(line).kind
    if kind in ("caption", "byline"):
        return f"stands in a {kind}"
    if scene.asked(trigger.start):
        return "the interviewer's words"
    if flow[line.start : line.end].rstrip(' "').endswith("?"):
        return "a question"
    frame = _FRAME.search(flow, line.start, trigger.start)
    if frame is None and _ORDER.match(flow, line.start):
        return "an order or request: giao"
    if frame:
        return f"{_FRAMES[' '.join(frame[0].lower().split())]}: {frame[0]}"
    if _WHEN.search(flow[line.start : trigger.start]):
        return "a condition: khi"
    if _NOT_VERB.search(flow, floor, trigger.start) and trigger.kind != "will":
        return "a noun, not an act"
    if _NEGATED.search(flow, floor, trigger.start):
        return "denied or past"
    if _ALREADY.search(flow, floor, trigger.start) and not trigger.word.startswith(_SET):
        return "denied or past"
    return None


def _unbound(
    scene: Scene,
    line: Line,
    trigger: _Trigger,
    clause: Span,
    act: Span | None,
    actor: Agent | None,
    due: Deadline | None,
    before: Commitment | None,
) -> str | None:
    """Why the clause binds nobody to anything."""
    flow = scene.flow
    held = _target(scene, clause.start, clause.end) or due or _state(flow, trigger.end, clause.end)
    if trigger.kind == "goal":
        if not held:
            return "a slogan: no number, date or state"
        return None
    if act is None:
        return "no deliberate act follows"
    if _GROWS.match(flow, act.start):
        return "a forecast, not an act"
    passive = " được " in flow[trigger.start : act.start]
    if passive and _EVENT.match(flow, act.start):
        return "an event, not a promise"
    if passive and actor is not None and actor.name is not None and trigger.kind == "will":
        return "done to the subject, not by it"
    if trigger.kind == "wish":
        return None if actor and held else "a wish without agent and measure"
    if actor is None and trigger.kind == "pledge":
        return None if held else "no agent"
    if actor is None and trigger.kind == "plan":
        # `thông tin tuyển sinh dự kiến năm 2019` is an adjective: without an agent the act must follow at once
        bare = not flow[_opening(flow, line.start, trigger.start) : trigger.start].strip() or act.start <= trigger.end + 1
        return None if bare and (held or _lasting(scene, clause)) else "no agent"
    if actor is None:
        continued = before is not None and before.rule == trigger.kind and "." not in flow[before.end : clause.start]
        if continued or (due and not flow[due.span.end : trigger.start].strip(" ,")):
            return None
        if passive and due:
            return None
        return "no agent"
    return None


def _lasting(scene: Scene, clause: Span) -> bool:
    """Whether the clause says how long the act takes."""
    return any(q.unit in DURATION for q in inside(scene.quantities, clause.start, clause.end))


def _speaker(scene: Scene, opening: int, trigger: _Trigger) -> Agent | None:
    """A person who binds himself: the interviewee's `tôi`, or `ông Bình cam kết …`."""
    words = scene.flow[opening : trigger.start].strip(" -\"").lower()
    if words == "tôi" or words.endswith(" tôi"):
        turn = scene.turn(trigger.start)
        if turn is not None and turn.role == "interviewee" and _in_office(scene, turn.person):
            return Agent(opening, trigger.start, turn.speaker)
    if trigger.kind == "pledge" and words.startswith(("ông ", "bà ", "đồng chí ")):
        return Agent(opening, trigger.start, scene.flow[opening : trigger.start].strip(" -\""))
    return None


def _in_office(scene: Scene, person: str | None) -> bool:
    """Whether someone speaks for a public office, and not for himself."""
    roles = [role for p in scene.atoms.people if p.id == person and person for role in p.roles]
    return any(_OFFICE.search(role) for role in roles)


def _opening(flow: str, floor: int, trigger: int, *, join: bool = False) -> int:
    """Where the clause of a trigger begins: after the last boundary before it; `join` reads over `và`."""
    opening = floor
    for match in _BOUNDARY.finditer(flow, floor, trigger):
        if match[0].strip().lower() == "và" and (join or agentless(flow[match.end() : trigger])):
            continue
        opening = match.end()
    return opening


def agentless(words: str) -> bool:
    """Whether `và` joins two nouns here, not two clauses."""
    return len(words.split()) < 2


def _spoken_for(scene: Scene, start: int, opening: int) -> Agent | None:
    """The agent of `UBND xã cho biết sẽ …`: who speaks."""
    said = scene.flow[start:opening].rstrip(' ,:"')
    match = _SPEECH.search(said)
    if not match:
        return None
    stop = start + match.start()
    inner = _opening(scene.flow, start, stop)
    return agent(scene, inner, stop) or agent(scene, start, stop)


def _lead(scene: Scene, line: Line, opening: int) -> int:
    """The start of the sentence when nothing but times stands between it and the clause."""
    return line.start if skip_time(scene, line.start, opening) >= opening else opening


def _end(flow: str, trigger: _Trigger, line_end: int, limit: int) -> int:
    """Where the clause ends: a stop, or the clause of the next trigger; a goal governs its whole list."""
    end, start = line_end, trigger.end
    stop = (_STOP_GOAL if trigger.kind == "goal" else _STOP).search(flow, start, line_end)
    if stop:
        end = stop.start()
    if limit < end:
        cut = max(flow.rfind(", ", start, limit), flow.rfind(" và ", start, limit), flow.rfind(" để ", start, limit))
        end = cut if cut > start + 6 else end
    return end


def _act(scene: Scene, start: int, end: int) -> Span | None:
    """The deliberate verb that follows a trigger, past adverbs, dates and a named agent."""
    here = start
    for _ in range(8):
        here = skip_time(scene, here, end)
        match = _VERB.match(scene.flow, here, end)
        adverb = _ADVERB.match(scene.flow, here, end)
        if match and not (adverb and adverb.end() >= match.end()):
            return Span(match.start(), match.end())
        if adverb is None:
            break
        here = adverb.end() + 1
    joined = scene.flow[max(start, here - 5) : here].lower().endswith("cùng ")
    if agent(scene, here, end) is None and not joined:
        return None
    match = _LATER_VERB.search(scene.flow, here, min(end, here + 80))
    return Span(match.start(), match.end()) if match else None


def _target(scene: Scene, start: int, end: int) -> str | None:
    return next((q.id for q in inside(scene.quantities, start, end) if q.unit not in DURATION and not q.vague), None)


def _state(flow: str, start: int, end: int, due: Deadline | None = None) -> str | None:
    """The state to be reached (`trở thành Quận`), without the deadline that may follow it."""
    match = _STATE.search(flow, start, end)
    if not match:
        return None
    stop = due.span.start if due and due.span.start > match.end() else end
    piece = next(pieces(flow, match.start(), min(stop, end)), None)
    return flow[piece.start : piece.end] if piece else None


def due_past(scene: Scene, due: Deadline | None) -> bool:
    """Whether the date was over when the article was published."""
    published = scene.page.metadata.published
    return bool(due and due.due and published and due.due.isoformat() < published[:10])


def _name(scene: Scene, actor: Agent | None, line: Line, offset: int) -> str | None:
    """The agent's name; for `chúng tôi` and none, the body or place named last in the sentence before."""
    if actor and actor.name:
        return actor.name
    near = [m for m in (*scene.organizations, *scene.places) if line.start <= m.start and m.end <= offset]
    if near:
        return max(near, key=lambda m: m.start).name
    return scene.main_place.name if scene.main_place else None


def _parts(scene: Scene, whole: Commitment, trigger: _Trigger) -> list[Commitment]:
    """One goal verb over several targets (`…; …; 98% số hộ …`): one commitment for each."""
    cuts = [p for p in _targets(scene.flow, whole) if p.end > trigger.end]
    held = [p for p in cuts if _held(scene, p, trigger)]
    if len(held) < 2:
        first = next(pieces(scene.flow, whole.start, whole.end, ";"))
        return [replace(whole, end=first.end)] if first.end > trigger.end else [whole]
    made = [_part(scene, whole, Span(whole.start, held[0].end), trigger)]
    return made + [_part(scene, whole, piece, trigger) for piece in held[1:]]


def _held(scene: Scene, piece: Span, trigger: _Trigger) -> bool:
    """Whether a piece of a goal can be held to something by itself: a number, or a dated or lasting state."""
    if _target(scene, max(piece.start, trigger.end), piece.end):
        return True
    if piece.start <= trigger.start:
        return _state(scene.flow, trigger.end, piece.end) is not None
    if scene.flow[piece.start - 2 : piece.start] == "; ":
        return bool(_state(scene.flow, piece.start, piece.end) or deadline(scene, piece.start, piece.end, piece.start))
    return False


def _part(scene: Scene, whole: Commitment, piece: Span, trigger: _Trigger) -> Commitment:
    """The commitment with the span, target and own deadline of one of its pieces."""
    own = deadline(scene, piece.start, piece.end, trigger.start)
    target = _target(scene, max(piece.start, trigger.end), piece.end)
    part = replace(
        whole, start=piece.start, end=piece.end, target=target, state=_state(scene.flow, piece.start, piece.end, own)
    )
    if own is None:
        return part
    words = scene.flow[own.span.start : own.span.end]
    return replace(part, due=own.due, due_text=words, due_date=own.date)


def _stages(scene: Scene, whole: Commitment, trigger: _Trigger) -> list[Commitment]:
    """`dự kiến khởi công năm 2021, vận hành vào cuối năm 2026`: one commitment for each stage with its own date."""
    spans: list[Span] = []
    for piece in pieces(scene.flow, whole.start, whole.end, ",;"):
        dated = piece.end > trigger.end and deadline(scene, piece.start, piece.end, trigger.start) is not None
        if spans and spans[-1].end > trigger.end and dated and deadline(scene, spans[-1].start, spans[-1].end, trigger.start):
            spans.append(piece)
        else:
            spans = [*spans[:-1], Span(spans[-1].start if spans else whole.start, piece.end)]
    return [_part(scene, whole, span, trigger) for span in spans] if len(spans) > 1 else [whole]


def _targets(flow: str, whole: Commitment) -> Iterator[Span]:
    """The pieces of a goal: between commas and semicolons, and at `… và đến năm 2020 …`."""
    for piece in pieces(flow, whole.start, whole.end, ",;:"):
        here = piece.start
        for match in _AND_UNTIL.finditer(flow, piece.start, piece.end):
            yield Span(here, match.start())
            here = match.end()
        yield Span(here, piece.end)
