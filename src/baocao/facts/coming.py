"""Coming times: a sentence that opens with one promises by its plain verb (`Thời gian tới, huyện mở rộng chợ`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.atoms.rule import Candidate
from baocao.facts.act import act_of
from baocao.facts.agent import agent, skip_time
from baocao.facts.clause import trim
from baocao.facts.deadline import deadline
from baocao.facts.extent import end_of, skip_marks
from baocao.facts.scene import Line, Scene, first_inside, inside
from baocao.facts.target import state_of, target_of
from baocao.facts.trigger import Trigger, refusal
from baocao.model import Commitment, Date

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
_OPENS = ("tới", "trong ", "những ", "ba ", "sáu ", "về ", "từ nay ", "chậm ", "để ")
"""How a coming time begins that has no `… tới` in it, if not with a number."""
_SAID = re.compile(r": ?\" ?|(?:cho biết|cho hay|khẳng định|nhấn mạnh)(?: thêm)?[:,]? (?:rằng )?\"?")
_OUGHT = re.compile(r"\b(?:cần|phải|nên|có thể|không|chưa|đã|đang|đề nghị|yêu cầu|được|là|còn|bị)\b")


def may_come(scene: Scene, line: Line, stop: int) -> bool:
    """Whether a sentence has a date, or may open with a coming time or with who speaks of one."""
    if line.dates or scene.flow.find(" tới", line.start, stop) >= 0:
        return True
    begins = skip_marks(scene.flow, line.start)
    return scene.low.startswith(_OPENS, begins) or scene.flow[begins : begins + 1].isdigit()


def coming(scene: Scene, line: Line, stop: int) -> Iterator[Candidate[Commitment]]:
    """`Thời gian tới, huyện tiếp tục mở rộng chợ`: a coming time, an agent and a deliberate act, no modal.

    For sentences that `may_come`.
    """
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
    end = end_of(scene, trigger, stop, stop)
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


def _later(scene: Scene, begins: int, stop: int) -> int | None:
    """The end of the time that opens a sentence, when that time begins after the day of publication."""
    published = scene.page.metadata.published
    first = first_inside(scene.dates, begins, min(stop, begins + NEAR)) if published else None
    if published is None or first is None or not _ahead(first, published[:10]):
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
