"""Commitments: what a body, an office or the speaker will do or aims to reach.

A trigger word (`sẽ`, `phấn đấu`, `cam kết` …) makes a commitment only when an agent stands before it, a
deliberate act after it, and no frame turns the clause into a condition, forecast, hope, order or rule.
Goals (`phấn đấu`, `mục tiêu`) need something to be held to: a number, a date or a state.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from msgspec.structs import replace

from baocao.atoms.rule import Candidate
from baocao.facts.act import VERB, act_of
from baocao.facts.agent import Agent, agent, skip_time, surface
from baocao.facts.bond import NO_ACT, unbound
from baocao.facts.clause import pieces, trim
from baocao.facts.coming import coming, may_come
from baocao.facts.deadline import Deadline, deadline
from baocao.facts.extent import end_of, lead_of, opening_of, skip_marks
from baocao.facts.programme import programme
from baocao.facts.scene import Line, Row, Scene, first_inside, shared
from baocao.facts.speaker import NEXT, name_of, same
from baocao.facts.standing import Standing, dated, ends, going_on, governed, kept, opened, run_in
from baocao.facts.subject import subject
from baocao.facts.target import parts, stages, state_of, target_of
from baocao.facts.trigger import Trigger, refusal, triggers
from baocao.model import Commitment
from baocao.span import Span, Spanned


def candidates(scene: Scene) -> list[Candidate[Commitment]]:
    """Every trigger of the page with what became of it, and the items of its action programmes."""
    found = list(programme(scene))
    claimed = _Claimed(c for c in found if c.fact)
    before: Commitment | None = None
    goal: Standing | None = None
    words = triggers(scene)
    items = Row(c.fact for c in found if c.fact)
    lines = scene.lines
    for line, opening, listed in zip(lines, shared(words, lines), shared(items, lines), strict=True):
        tried = _line(scene, line, opening, before) if opening or may_come(scene, line, line.end) else ()
        here = [c for c in tried if c not in claimed]
        before = next((c.fact for c in reversed(here) if c.fact), None) if here else None
        last = before or (listed[-1] if listed else None)
        if line.kind == "heading":
            goal = opened(scene, line)
        elif last is not None:
            if goal is not None:
                here = [_under(c, goal) for c in here]
            goal = (
                goal
                if goal and (goal.heading or (goal.listed and goal.block == line.block))
                else kept(scene, line, last)
            )
        elif goal is None:
            goal = run_in(scene, line)
        else:
            made = _standing(scene, line, goal, here)
            here += made
            if made and goal.acts:
                goal = replace(goal, block=line.block)
            elif not made and ends(scene, line, goal):
                goal = run_in(scene, line)
        found += here
    return sorted(found, key=attrgetter("start", "end"))


class _Claimed:
    """What the items of programmes took; the furthest end of what begins before a span tells whether they touch it."""

    def __init__(self, taken: Iterable[Spanned]) -> None:
        spans = sorted((c.start, c.end) for c in taken)
        self.starts = [start for start, _ in spans]
        self.reach = list(accumulate((end for _, end in spans), max))

    def __contains__(self, span: Spanned) -> bool:
        at = bisect_left(self.starts, span.end)
        return at > 0 and self.reach[at - 1] > span.start


def _under(candidate: Candidate[Commitment], goal: Standing) -> Candidate[Commitment]:
    """A goal with the deadline of the heading above it."""
    fact = candidate.fact
    return replace(candidate, fact=dated(goal, fact)) if fact is not None and fact.rule == "goal" else candidate


def _standing(
    scene: Scene, line: Line, goal: Standing, tried: Sequence[Candidate[Commitment]]
) -> list[Candidate[Commitment]]:
    """The targets of a sentence under a standing goal, one for each measure."""
    if goal.acts:
        act = going_on(scene, line, goal)
        return [Candidate(act.start, act.end, "standing", act)] if act else []
    fact = None if any(c.rule == "goal" for c in tried) else governed(scene, line, goal)
    if fact is None:
        return []
    made = parts(scene, fact, Trigger(fact.start, fact.start, "goal", ""))
    return [Candidate(c.start, c.end, "standing", c) for c in made]


def _line(
    scene: Scene, line: Line, found: Sequence[Trigger], previous: Commitment | None
) -> Iterator[Candidate[Commitment]]:
    """The candidates of a sentence with its triggers; `previous` is the last promise of the sentence before it."""
    floor, taken, mover = line.start, None, None
    if not found:
        yield from coming(scene, line, line.end)
    else:
        cut = max(scene.flow.rfind(mark, line.start, found[0].start) for mark in ("; ", ", "))
        for first in coming(scene, line, cut) if cut > 0 and may_come(scene, line, cut) else ():
            if first.fact:
                yield first
                floor, taken = cut + 1, first.fact
    for i, trigger in enumerate(found):
        limit = found[i + 1].start if i + 1 < len(found) else line.end
        near = _near(line, trigger)
        made = _read(scene, near, trigger, floor, limit, taken or previous, mover)
        if isinstance(made, str):
            yield Candidate(trigger.start, trigger.end, trigger.kind, reason=made)
            mover = _mover(scene, near, trigger, floor) if made == NO_ACT else mover
            continue
        for commitment in made:
            yield Candidate(commitment.start, commitment.end, trigger.kind, commitment)
        floor, taken, mover = made[-1].end, made[-1], None


def _mover(scene: Scene, line: Line, trigger: Trigger, floor: int) -> Agent | None:
    """Whose plan it is in `quận dự kiến trên vỉa hè … sẽ mở …`, where the act stands behind the next trigger."""
    return agent(scene, opening_of(scene, floor, trigger.start), trigger.start) if trigger.kind == "plan" else None


def _near(line: Line, trigger: Trigger) -> Line:
    """The sentence around a trigger: one that runs on for pages is read by stretches, so that time stays linear."""
    if line.end - line.start <= REACH:
        return line
    return replace(line, start=max(line.start, trigger.start - REACH), end=min(line.end, trigger.end + REACH))


REACH = 1500
"""How far from its trigger word, in characters, a clause is looked for."""


def _read(
    scene: Scene,
    line: Line,
    trigger: Trigger,
    floor: int,
    limit: int,
    before: Commitment | None,
    mover: Agent | None,
) -> list[Commitment] | str:
    """The commitments that a trigger opens, or why it opens none."""
    flow = scene.flow
    refused = refusal(scene, line, trigger, floor)
    if refused:
        return refused
    if trigger.word.startswith("theo ") and limit < line.end:
        return "another word opens the clause"
    actor, opening = subject(scene, line, trigger, floor, mover)
    if actor is None and trigger.kind == "plan" and limit < line.end and agent(scene, trigger.end, limit):
        # `dự kiến sáng nay ngành đường sắt sẽ …`: the next word has an agent of its own
        return "another word opens the clause"
    aside = _aside(flow, line.start, opening, trigger, actor)
    if aside:
        return aside
    end = end_of(scene, trigger, line.end, limit)
    if _DROPPED.match(flow, end, min(line.end, end + 100)):
        return "what did not happen"
    act = act_of(scene, trigger.end, end)
    if act is None and actor is None and trigger.kind == "plan":
        actor, act = _behind(scene, trigger.end, end)
    if act is None and actor is not None and "kế hoạch" in trigger.word:
        # whatever is planned is an act: `trung tâm lên kế hoạch khảo tuyển sớm`
        planned = _PLANNED.match(flow, trigger.end, end)
        act = Span(*planned.span("act")) if planned else None
    if act is None and actor is not None:
        act = _having(scene, trigger.end, end)
    if trigger.end >= end:
        return "nothing follows"
    if act is None and trigger.kind not in ("goal", "plan"):
        return NO_ACT
    lead = lead_of(scene, line, opening)
    due = deadline(scene, lead, end, trigger.start)
    due = due or _governing(scene, line, opening)
    shared = None if due or actor is None else _shared(scene, line, actor, act, before)
    refused = unbound(scene, line, trigger, Span(trigger.start, end), act, actor, due, before)
    if refused:
        return refused
    start = min(lead, due.span.start if due else opening)
    span = trim(flow, max(start, floor), end)
    if span is None or due_past(scene, due):
        return "its date is past" if span else "nothing follows"
    if shared is not None:
        due_of, text, dated_by = shared.due, shared.due_text, shared.due_date
    else:
        due_of = due.due if due else None
        text, dated_by = (flow[due.span.start : due.span.end], due.date) if due else (None, None)
    first = Commitment(
        start=span.start,
        end=span.end,
        actor=name_of(scene, actor, line, trigger, end) or same(scene, line, trigger, before),
        verb=trigger.word if act is None else flow[act.start : act.end].lower(),
        due=due_of,
        due_text=text,
        due_date=dated_by,
        target=target_of(scene, opening if actor and actor.name is None else trigger.start, span.end),
        state=state_of(flow, trigger.end, span.end, due),
        continuing="tiếp tục" in flow[trigger.start : trigger.end + 24].lower(),
        rule=trigger.kind,
    )
    return parts(scene, first, trigger) if trigger.kind == "goal" else stages(scene, first, trigger)


def _shared(scene: Scene, line: Line, actor: Agent, act: Span | None, before: Commitment | None) -> Commitment | None:
    """The promise right before whose deadline holds for this one too: another sum of the same budget, spent alike."""
    if before is None or before.due is None or actor.name is not None or act is None:
        return None
    near = before.end <= line.start < before.end + NEXT
    return before if near and before.verb == scene.low[act.start : act.end] else None


def _behind(scene: Scene, start: int, end: int) -> tuple[Agent | None, Span | None]:
    """The agent and its plain verb behind a plan's circumstances: `dự kiến tuần sau lễ hội, quận cũng mở phố sách`."""
    for piece in list(pieces(scene.flow, start, end, ","))[1:]:
        who = agent(scene, piece.start, piece.end, subject=False)
        verb = VERB.search(scene.low, who.start, min(piece.end, who.start + 48)) if who else None
        if who is not None and verb is not None and scene.flow[verb.start() - 1] == " ":
            return Agent(who.start, verb.start(), surface(scene.flow, who.start, verb.start())), Span(*verb.span())
    return None, None


def _aside(flow: str, start: int, opening: int, trigger: Trigger, actor: Agent | None) -> str | None:
    """Why a clause only qualifies another: `mà xã dự kiến mở`, `… thì công an sẽ …`, `do huyện đặt mục tiêu …`."""
    before = flow[start:opening].rstrip()
    if actor is not None and before.endswith(" mà") and not before.endswith(", mà"):
        return "a relative clause"
    if before.endswith(" thì") and not _TOPIC.match(_PAUSED.split(before)[-1].strip()):
        return "a condition: thì"
    if trigger.kind == "goal" and _BECAUSE.search(flow, opening, trigger.start):
        return "a goal that is spoken of"
    return None


_TOPIC = re.compile(r"(?:còn|về|đối với|riêng|trong|đến|tới|hiện|thời gian|năm|tháng)(?= )", re.IGNORECASE)
_PAUSED = re.compile(r"[.,;:](?= )")
_BECAUSE = re.compile(r"(?<!lý )(?<!lí )(?<!tự )(?<!\w)(?:do|bởi|vì)(?= )(?! vậy| đó| thế)", re.IGNORECASE)
# a plan that the same sentence takes back
_DROPPED = re.compile(
    r",? (?:nhưng|song|tuy nhiên) (?:[^\s,;]+ ){0,4}(?:dời|lùi|hoãn|chậm|chưa|dừng|hủy|thất bại|đổ vỡ"
    r"|không thành)(?!\w)",
    re.IGNORECASE,
)


def _governing(scene: Scene, line: Line, opening: int) -> Deadline | None:
    """The time that opens the sentence governs its later clauses too, where no result stands between.

    `Năm 2022, ngành đầu tư 38 tỷ đồng, phấn đấu giảm tổn thất`.
    """
    begins = skip_marks(scene.flow, line.start)
    stop = skip_time(scene, begins, opening)
    if stop >= opening or _RESULTS.search(scene.low, stop, opening):
        return None
    due = deadline(scene, begins, stop, opening)
    return None if due is None or due.due is None or due_past(scene, due) else due


_RESULTS = re.compile(r"\b(?:đã|đạt|được|tăng|giảm|vượt|ước|có|là|chỉ|còn)\b|;")


def _having(scene: Scene, start: int, end: int) -> Span | None:
    """The `có` of `đến cuối năm 2020, thành phố sẽ có 43 trạm`: a number of things, not of people."""
    verb = _HAS.match(scene.low, start, end)
    near = first_inside(scene.quantities, verb.end(), end) if verb else None
    if verb is None or near is None or near.start != verb.end() or near.unit is None or _PEOPLE.match(near.unit):
        return None
    return Span(verb.start("verb"), verb.end("verb"))


_PLANNED = re.compile(r" (?!về |cho |từ |tất |để |trong |này |đã |của |và |số |năm )(?P<act>[^\W\dA-ZĐ]\w*)(?= )")


_HAS = re.compile(r" (?P<verb>có)(?: thêm)? (?:khoảng |ít nhất |tối thiểu |trên |hơn )?")
_PEOPLE = re.compile(
    r"(?:người|dân|lượt|khách|ca|đại biểu|thí sinh|học sinh|sinh viên|lao động|%)(?!\w)", re.IGNORECASE
)


def due_past(scene: Scene, due: Deadline | None) -> bool:
    """Whether the date was over when the article was published."""
    published = scene.page.metadata.published
    return bool(due and due.due and published and due.due.isoformat() < published[:10])
