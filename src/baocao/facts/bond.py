"""Bonds: why the clause of a trigger binds nobody to anything.

An act must be deliberate, a goal must have something to be held to, and who acts must be named or meant.
"""

from __future__ import annotations

import re

from baocao.facts.act import EVENT, GROWS, VERB
from baocao.facts.agent import Agent, agent, skip_time
from baocao.facts.deadline import Deadline
from baocao.facts.extent import opening_of
from baocao.facts.scene import Line, Scene, inside
from baocao.facts.speaker import carried
from baocao.facts.target import lasting, says, state_of, target_of
from baocao.facts.trigger import Trigger
from baocao.model import Commitment
from baocao.span import Span

NO_ACT = "no deliberate act follows"
_PRESS = ("Báo ", "báo ", "Tạp chí", "Tòa soạn", "Tuổi Trẻ", "PV ")


def unbound(
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
        named = opening_of(scene, line.start, trigger.start)
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
            not flow[opening_of(scene, line.start, trigger.start) : trigger.start].strip()
            or act.start <= trigger.end + 1
        )
        if passive and not bare:
            return None
        dated = due or lasting(scene, clause) or inside(scene.dates, clause.start, clause.end)
        return None if bare and dated else "no agent"
    if actor is None:
        if trigger.kind == "will" and carried(scene, line, trigger, before):
            return None
        bare = not flow[opening_of(scene, line.start, trigger.start) : trigger.start].strip(' ,"')
        continued = (
            bare and before is not None and before.rule == trigger.kind and "." not in flow[before.end : clause.start]
        )
        if continued or _leads(flow, due, trigger):
            return None
        opening = opening_of(scene, line.start, trigger.start)
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


# what becomes of works without an agent: `phần ngầm sẽ hoàn thành năm 2022`
_WORK = re.compile(
    r"(?:hoàn thành|hoàn tất|khởi công|thông xe|khánh thành|bàn giao|đưa vào|vận hành|triển khai|thực hiện|khai trương"
    r"|động thổ|mở cửa|đi vào hoạt động)(?!\w)",
    re.IGNORECASE,
)
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


def _leads(flow: str, due: Deadline | None, trigger: Trigger) -> bool:
    """Whether nothing but a deadline stands before the trigger."""
    return due is not None and due.span.end <= trigger.start and not flow[due.span.end : trigger.start].strip(" ,")


def _by(scene: Scene, trigger: Trigger, act: Span) -> bool:
    """Whether the passive names who acts: `sẽ được thành phố đem bán`."""
    passive = scene.flow.find(" được ", trigger.end, act.start)
    return passive >= 0 and agent(scene, passive + 6, act.start) is not None


def _money(scene: Scene, clause: Span) -> bool:
    return any(
        len(q.unit or "") == 3 and (q.unit or "").isupper() for q in inside(scene.quantities, clause.start, clause.end)
    )


def _dated(scene: Scene, clause: Span) -> bool:
    return any(d.precision != "range" for d in inside(scene.dates, clause.start, clause.end))
