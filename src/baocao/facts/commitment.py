"""Commitments: what a body, an office or the speaker will do or aims to reach.

A trigger word (`sẽ`, `phấn đấu`, `cam kết` …) makes a commitment only when an agent stands before it, a
deliberate act after it, and no frame turns the clause into a condition, forecast, hope, order or rule.
Goals (`phấn đấu`, `mục tiêu`) need something to be held to: a number, a date or a state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from baocao.atoms.rule import Candidate
from baocao.facts.act import EVENT, GROWS, VERB, act_of
from baocao.facts.agent import Agent, agent, skip_time, surface
from baocao.facts.clause import pieces, trim
from baocao.facts.deadline import Deadline, deadline
from baocao.facts.extent import end_of, lead_of, opening_of, skip_marks
from baocao.facts.programme import programme
from baocao.facts.scene import Line, Row, Scene, inside
from baocao.facts.speaker import NEXT, carried, name_of, same
from baocao.facts.standing import Standing, dated, ends, going_on, governed, kept, opened, run_in
from baocao.facts.subject import subject
from baocao.facts.target import lasting, parts, says, stages, state_of, target_of
from baocao.facts.trigger import Trigger, refusal, triggers
from baocao.model import Commitment, Date
from baocao.span import Span, overlap

# a coming time, or a purpose that refers to the goals, opens a sentence whose plain verb is the promise
_COMING = re.compile(
    r"(?:(?:trong |những )?(?:thời gian|giai đoạn|nhiệm kỳ|những năm|năm|tháng|quý) tới|tới đây|sắp tới"
    r"|(?:trong )?(?:\d|những|ba|sáu) tháng (?:cuối năm|còn lại)(?:(?: của)? năm \d{4})?"
    r"|về (?:phương hướng|nhiệm vụ|mục tiêu)[^,;.]{0,80}"
    r"|từ nay (?:đến|tới) (?:cuối|hết) (?:năm|nhiệm kỳ)"
    r"|chậm nhất(?: là)?"
    r"|để (?:thực hiện|đạt|hoàn thành|đạt được)(?: [^\s,;.]+){0,4} (?:mục tiêu|nhiệm vụ"
    r"|chỉ tiêu)[^,;.]{0,40}(?:, [^,;.]{0,24})?)(?=[ ,])"
)
_TOLD = ("tới", "từ nay", "chậm nhất", "để ", " tháng ", "về phương", "về nhiệm", "về mục")
"""A sentence without a date opens with a coming time only where it has one of these."""
_SAID = re.compile(r": ?\" ?|(?:cho biết|cho hay|khẳng định|nhấn mạnh)(?: thêm)?[:,]? (?:rằng )?\"?")
_OUGHT = re.compile(r"\b(?:cần|phải|nên|có thể|không|chưa|đã|đang|đề nghị|yêu cầu|được|là|còn|bị)\b")
_PRESS = ("Báo ", "báo ", "Tạp chí", "Tòa soạn", "Tuổi Trẻ", "PV ")


def candidates(scene: Scene) -> list[Candidate[Commitment]]:
    """Every trigger of the page with what became of it, and the items of its action programmes."""
    found = list(programme(scene))
    claimed = [Span(c.start, c.end) for c in found if c.fact]
    before: Commitment | None = None
    goal: Standing | None = None
    words = triggers(scene)
    items = Row(c.fact for c in found if c.fact)
    for line in scene.lines:
        here = [
            c
            for c in _line(scene, line, inside(words, line.start, line.end), before)
            if not any(overlap(c, s) for s in claimed)
        ]
        before = next((c.fact for c in reversed(here) if c.fact), None)
        last = before or next(reversed(inside(items, line.start, line.end)), None)
        if scene.block(line).kind == "heading":
            goal = opened(scene, line)
        elif last is not None:
            if goal is not None:
                here = [under(c, goal) for c in here]
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
    return sorted(found, key=lambda c: (c.start, c.end))


def under(candidate: Candidate[Commitment], goal: Standing) -> Candidate[Commitment]:
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
        yield from _coming(scene, line, line.end)
    else:
        cut = max(scene.flow.rfind(mark, line.start, found[0].start) for mark in ("; ", ", "))
        for first in _coming(scene, line, cut) if cut > 0 else ():
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
    return agent(scene, opening_of(scene.flow, floor, trigger.start), trigger.start) if trigger.kind == "plan" else None


NO_ACT = "no deliberate act follows"


def _near(line: Line, trigger: Trigger) -> Line:
    """The sentence around a trigger: one that runs on for pages is read by stretches, so that time stays linear."""
    if line.end - line.start <= REACH:
        return line
    return replace(line, start=max(line.start, trigger.start - REACH), end=min(line.end, trigger.end + REACH))


REACH = 1500
"""How far from its trigger word, in characters, a clause is looked for."""


def _coming(scene: Scene, line: Line, stop: int) -> Iterator[Candidate[Commitment]]:
    """`Thời gian tới, huyện tiếp tục mở rộng chợ`: a coming time, an agent and a deliberate act, no modal."""
    if not line.dates and not scene.says(line.start, stop, *_TOLD):
        return
    begins = skip_marks(scene.flow, line.start)
    opening, said = _COMING.match(scene.low, begins, stop), None
    if opening is None and scene.flow.find(" tới", begins, stop) > 0:
        said = _SAID.search(scene.low, begins, stop)
        opening = _COMING.match(scene.low, said.end(), stop) if said else None
    if opening:
        trigger = Trigger(opening.start(), opening.end(), "coming", opening[0].lower())
    else:
        said = None
        later = _later(scene, begins, stop)
        if later is None:
            return
        trigger = Trigger(begins, later, "coming", scene.flow[begins:later].lower())
    refused = refusal(scene, line, trigger, line.start)
    here = skip_time(scene, trigger.end, stop)
    act = act_of(scene, trigger.end, stop)
    who = agent(scene, here, act.start if act else stop)
    if refused is None and (act is None or who is None):
        refused = "no agent and act follow"
    elif refused is None and act and _OUGHT.search(scene.low, here, act.start):
        refused = "a duty or a state, not an act"
    if refused or act is None:
        yield Candidate(trigger.start, trigger.end, "coming", reason=refused)
        return
    end = end_of(scene.flow, trigger, stop, stop)
    due = deadline(scene, line.start, end, trigger.start)
    span = trim(scene.flow, trigger.start if said else line.start, end)
    assert span is not None
    verb = re.search(r"tiếp tục(?= )", scene.flow[here : act.start], re.IGNORECASE)
    name = scene.flow[here : here + verb.start() if verb else act.start].strip(" ,")
    fact = Commitment(
        start=span.start,
        end=span.end,
        actor=name or None,
        verb=scene.flow[act.start : act.end].lower(),
        due=due.due if due else None,
        due_text=scene.flow[due.span.start : due.span.end] if due else None,
        due_date=due.date if due else None,
        target=target_of(scene, act.start, span.end),
        state=state_of(scene.flow, act.start, span.end, due),
        continuing="tiếp tục" in scene.flow[here : act.end + 12].lower(),
        rule="coming",
    )
    yield Candidate(fact.start, fact.end, "coming", fact)


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
    end = end_of(flow, trigger, line.end, limit)
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
    due = deadline(scene, lead_of(scene, line, opening), end, trigger.start)
    due = due or _governing(scene, line, opening)
    shared = None if due or actor is None else _shared(scene, line, actor, act, before)
    if trigger.end >= end:
        return "nothing follows"
    refused = _unbound(scene, line, trigger, Span(trigger.start, end), act, actor, due, before)
    if refused:
        return refused
    start = min(lead_of(scene, line, opening), due.span.start if due else opening)
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


def _unbound(
    scene: Scene,
    line: Line,
    trigger: Trigger,
    clause: Span,
    act: Span | None,
    actor: Agent | None,
    due: Deadline | None,
    before: Commitment | None,
) -> str | None:
    """Why the clause binds nobody to anything."""
    flow = scene.flow
    held = target_of(scene, clause.start, clause.end) or due
    if trigger.word.startswith(("hướng", "tiến")) and target_of(scene, clause.start, clause.end) is None:
        # `hướng tới chính sách toàn diện tại các sân bay 2018`: a bare year names no limit
        held = due if due and due.rank > 1 else None
    if held is None and not trigger.word.startswith("hướng"):
        # `hướng tới … trở thành thành phố xanh` without a number or a date is a slogan
        held = state_of(flow, trigger.end, clause.end)
    if trigger.kind == "goal":
        if trigger.word.startswith("theo ") and (due is None or due.rank < 2):
            return "a plan without a date"
        resolved = actor is not None and act is not None and act.start <= trigger.end + 1
        resolved = resolved and not _SLOGAN.search(scene.low, trigger.end, clause.end)
        resolved = resolved and trigger.word in ("phấn đấu", "quyết tâm")
        if not held and not resolved and not _CONCRETE.match(scene.low, trigger.end, clause.end):
            return "a slogan: no number, date or state"
        return None if says(scene, clause, trigger, due) else "nothing but a date"
    if act is None and trigger.kind == "plan" and _TAKES.match(scene.low, trigger.end) and lasting(scene, clause):
        # `lộ trình xây mới bệnh viện dự kiến trong vòng 10 năm`
        named = opening_of(flow, line.start, trigger.start)
        return None if VERB.search(scene.low, named, trigger.start) else NO_ACT
    if act is None:
        return NO_ACT
    if actor is not None and (actor.name or "").startswith(_PRESS):
        return "the paper speaks of itself"
    if GROWS.match(flow, act.start) or (due is None and flow.startswith(" được ", act.end)):
        # `sẽ tính toán được chi phí` tells what becomes possible
        return "a forecast, not an act"
    planned = due is not None and target_of(scene, trigger.end, clause.end) is not None
    passive = " được " in flow[trigger.start : act.start]
    if passive and EVENT.match(flow, act.start):
        return "an event, not a promise"
    if passive and actor is not None and actor.name is not None and trigger.kind == "will" and not planned:
        return "done to the subject, not by it"
    if trigger.kind == "wish":
        if flow.startswith(" được", trigger.end):
            return "a request to others"
        at_once = act.start <= trigger.end + 1 and trigger.word == "mong muốn"
        return None if actor and (held or at_once) else "a wish without agent and measure"
    if trigger.kind == "grant":
        return None if actor and _money(scene, clause) else "tells, and grants nothing"
    if actor is None and trigger.kind == "pledge":
        return None if held else "no agent"
    if actor is None and trigger.kind == "plan":
        # `thông tin tuyển sinh dự kiến năm 2019` is an adjective: without an agent the act must follow at once
        bare = (
            not flow[opening_of(flow, line.start, trigger.start) : trigger.start].strip()
            or act.start <= trigger.end + 1
        )
        if passive and not bare:
            return None
        dated = due or lasting(scene, clause) or inside(scene.dates, clause.start, clause.end)
        return None if bare and dated else "no agent"
    if actor is None:
        if trigger.kind == "will" and carried(scene, line, trigger, before):
            return None
        bare = not flow[opening_of(flow, line.start, trigger.start) : trigger.start].strip(' ,"')
        continued = (
            bare and before is not None and before.rule == trigger.kind and "." not in flow[before.end : clause.start]
        )
        if continued or _leads(flow, due, trigger):
            return None
        opening = opening_of(flow, line.start, trigger.start)
        if trigger.kind == "will" and not _GENERAL.search(scene.low, line.start, trigger.start):
            stance = _STANCE.search(scene.low, line.start, trigger.start)
            unsaid = stance or skip_time(scene, opening, trigger.start) >= trigger.start
            if unsaid and not passive:
                return None
            if passive and not unsaid and not _RULED.search(scene.low, line.start, line.end):
                return None
        if passive and (
            trigger.kind == "plan" or target_of(scene, trigger.end, clause.end) or _by(scene, trigger, act)
        ):
            return None
        persons = _PERSONS.match(flow, opening, trigger.start) is not None
        if not persons and (passive or _WORK.match(flow, act.start)) and (due or _dated(scene, clause)):
            return None
        return "no agent"
    return None


def _having(scene: Scene, start: int, end: int) -> Span | None:
    """The `có` of `đến cuối năm 2020, thành phố sẽ có 43 trạm`: a number of things, not of people."""
    verb = _HAS.match(scene.low, start, end)
    near = next(iter(inside(scene.quantities, verb.end(), end)), None) if verb else None
    if verb is None or near is None or near.start != verb.end() or near.unit is None or _PEOPLE.match(near.unit):
        return None
    return Span(verb.start("verb"), verb.end("verb"))


def _later(scene: Scene, begins: int, stop: int) -> int | None:
    """The end of the time that opens a sentence, when that time begins after the day of publication."""
    published = scene.page.metadata.published
    if not published or not inside(scene.dates, begins, min(stop, begins + NEAR)):
        return None
    end = skip_time(scene, begins, stop)
    times = inside(scene.dates, begins, end)
    if not times or not all(_ahead(d, published[:10]) for d in times):
        return None
    return end


def _ahead(stated: Date, published: str) -> bool:
    """Whether a time is still to come; a term that has just begun is."""
    if stated.from_ is None or stated.to is None:
        return False
    begun = stated.from_.isoformat() <= published
    return not begun or (
        stated.precision == "range" and stated.from_.isoformat()[:4] == published[:4] < str(stated.to.year)
    )


NEAR = 60
"""How far, in characters, the date that opens a sentence may reach into it."""
# what becomes of works without an agent: `phần ngầm sẽ hoàn thành năm 2022`
_WORK = re.compile(
    r"(?:hoàn thành|hoàn tất|khởi công|thông xe|khánh thành|bàn giao|đưa vào|vận hành|triển khai|thực hiện|khai trương"
    r"|động thổ|mở cửa|đi vào hoạt động)(?!\w)",
    re.IGNORECASE,
)


_PLANNED = re.compile(r" (?!về |cho |từ |tất |để |trong |này |đã |của |và |số |năm )(?P<act>[^\W\dA-ZĐ]\w*)(?= )")


def _by(scene: Scene, trigger: Trigger, act: Span) -> bool:
    """Whether the passive names who acts: `sẽ được thành phố đem bán`."""
    passive = scene.flow.find(" được ", trigger.end, act.start)
    return passive >= 0 and agent(scene, passive + 6, act.start) is not None


_SLOGAN = re.compile(
    r"(?<!\w)(?:giàu|đẹp|văn minh|vững mạnh|phồn vinh|hạnh phúc|nhanh|bền vững|toàn diện|nhiệm vụ|sứ mệnh|thành công"
    r"|thắng lợi"
    r"|truyền thống|mục tiêu|chỉ tiêu|kết quả|quê hương|đất nước|tiên tiến|xuất sắc)(?!\w)"
)
# an end that can be told to be reached, and no duty at large (`hoàn thành xuất sắc nhiệm vụ`)
_CONCRETE = re.compile(
    r"(?: sớm| cơ bản| từng bước)* (?:hoàn thành|hoàn tất|khởi công|thông xe|khánh thành|xóa|giảm|đưa|giữ vững"
    r"|giải ngân"
    r"|về đích|phủ kín|chấm dứt)(?!\w)(?! \w+ (?:nhiệm vụ|sứ mệnh))(?![^,;.]{0,40}(?:nhiệm vụ|mục tiêu|chỉ tiêu"
    r"|sứ mệnh))"
    r"(?=(?: [^\s,;.]+){2})"
)
_PERSONS = re.compile(
    r"(?:các |những |nhiều )?(?:bị cáo|bị can|nghi phạm|bệnh nhân|nạn nhân|học sinh|sinh viên|thí sinh"
    r"|khán giả)(?!\w)",
    re.IGNORECASE,
)


def _leads(flow: str, due: Deadline | None, trigger: Trigger) -> bool:
    """Whether nothing but a deadline stands before the trigger."""
    return due is not None and due.span.end <= trigger.start and not flow[due.span.end : trigger.start].strip(" ,")


# who speaks of himself and his own, is only told about, or speaks of any such case
_GENERAL = re.compile(
    r"(?<!\w)(?:em|anh|chị|cháu|vợ|chồng|bạn|tôi|nạn nhân|nghi phạm|bị cáo|đối tượng|người|học sinh|sinh viên|khách"
    r"|khán giả"
    r"|phụ huynh|thí sinh|cư dân|hộ dân|phải|quân|tấn công|khi|nếu|chẳng hạn|ví dụ)(?!\w)|đã và $"
)
_STANCE = re.compile(
    r"(?:tinh thần|quan điểm|chủ trương|định hướng|phương án|hướng)[^,;.]{0,40} là(?: [^,;.]{2,40} và)? $"
)
_RULED = re.compile(r"theo (?:quy định|luật|pháp luật|nghị định|thông tư|điều)")
_TAKES = re.compile(r" (?:trong vòng|trong|kéo dài)(?= )")


def _money(scene: Scene, clause: Span) -> bool:
    return any(
        len(q.unit or "") == 3 and (q.unit or "").isupper() for q in inside(scene.quantities, clause.start, clause.end)
    )


def _dated(scene: Scene, clause: Span) -> bool:
    return any(d.precision != "range" for d in inside(scene.dates, clause.start, clause.end))


_HAS = re.compile(r" (?P<verb>có)(?: thêm)? (?:khoảng |ít nhất |tối thiểu |trên |hơn )?")
_PEOPLE = re.compile(
    r"(?:người|dân|lượt|khách|ca|đại biểu|thí sinh|học sinh|sinh viên|lao động|%)(?!\w)", re.IGNORECASE
)


def due_past(scene: Scene, due: Deadline | None) -> bool:
    """Whether the date was over when the article was published."""
    published = scene.page.metadata.published
    return bool(due and due.due and published and due.due.isoformat() < published[:10])
