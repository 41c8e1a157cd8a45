"""Action programmes: the items of an announced list (`03 khâu đột phá đó là:`) are commitments, one each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from baocao.atoms.rule import Candidate
from baocao.facts.clause import pieces, trim
from baocao.facts.deadline import Deadline, deadline
from baocao.facts.scene import DURATION, Line, Scene, inside
from baocao.facts.target import parts as targets
from baocao.facts.trigger import Trigger, framed
from baocao.lexicon import alternation, table
from baocao.model import Commitment, Quantity
from baocao.span import Span

_LIST = re.compile(
    r"\b(?:khâu đột phá|nhiệm vụ(?: và giải pháp)?(?: trọng tâm| chủ yếu| đột phá)?|giải pháp(?: trọng tâm"
    r"| chủ yếu| đột phá)?"
    r"|mục tiêu(?: cụ thể| chủ yếu)?|chỉ tiêu(?: cụ thể| chủ yếu)?|chương trình hành động|chương trình trọng tâm"
    r"|đột phá chiến lược|phương hướng)\b",
    re.IGNORECASE,
)
_GOALS = re.compile(r"\b(?:chỉ tiêu|mục tiêu)\b")


def _aims(row: dict[str, str]) -> bool:
    """Whether a cue governs its own list; `chỉ tiêu đến năm 2030` announces one."""
    return row["kind"] == "goal" and not row["cue"].startswith("chỉ tiêu")


_AIMS = re.compile(rf"\b(?:{alternation(r['cue'] for r in table('commitment_cues') if _aims(r))})(?!\w)")
_PAST = re.compile(
    r"\b(?:đã(?! đề ra| đặt ra| thông qua| xác định| thống nhất| quyết nghị| biểu quyết| nhất trí)|kết quả|đạt được"
    r"|nhiệm kỳ qua|thời gian qua|năm qua|hoàn thành|tồn tại|hạn chế|nguyên nhân"
    r"|thực hiện được"
    r"|đạt|vượt|so với)\b"
)
_PAST_LIST = re.compile(
    r"\b(?:đã đạt|kết quả|đạt được|nhiệm kỳ qua|thời gian qua|năm qua|hoàn thành cơ bản|tồn tại|hạn chế"
    r"|nguyên nhân)\b",
    re.IGNORECASE,
)
_PLEDGED = re.compile(r"\b(?:cam kết|hứa)(?: [^\s,;:]+){0,8}:$", re.IGNORECASE)
_TASKS = re.compile(
    r"\b(?:khâu đột phá|đột phá chiến lược|nhiệm vụ(?: và giải pháp)? (?:trọng tâm|chủ yếu|đột phá)"
    r"|chương trình (?:trọng tâm|hành động)|giải pháp (?:trọng tâm|chủ yếu|đột phá))\b"
)
_TO_COME = re.compile(
    r"\b(?:từ nay đến|từ nay tới|thời gian tới|nhiệm kỳ tới|giai đoạn tới|năm tới|những tháng (?:cuối năm|còn lại))\b"
)
_AMONG = re.compile(r"(?:trong đó|cụ thể|đó là|gồm|bao gồm|nổi bật là)(?: có)?[,:]? ")
# `nhiệm vụ trọng tâm được huyện đặt ra trong năm 2021 là …; …`
_SET_TASKS = re.compile(r"(?:mục tiêu|chỉ tiêu|nhiệm vụ)[^.;:]{0,60}(?:đặt ra|đề ra|xác định)[^.;:]{0,60}")
# `Kế hoạch năm 2024 của xã: …`; `thực hiện kế hoạch năm 2024: …` tells results
_PLAN = re.compile(r"[ -]*kế hoạch (?:năm|giai đoạn|đến năm|nhiệm kỳ)(?!\w)")
_THAT = re.compile(rf"(?P<head>{_SET_TASKS.pattern}) là:? ")
_AMONG_THEM = re.compile(r", (?:trong đó|cụ thể|gồm|bao gồm|nổi bật|như)(?: có| là)?,? ")
_SETS = re.compile(
    r"\b(?:đề ra|đặt ra|thông qua|xác định|quyết nghị|thống nhất|biểu quyết|nhất trí)\b"
    r"[^.;]*\b(?:chỉ tiêu|mục tiêu)\b"
)
_ROMAN = re.compile(r"[IVX]+[.)\-]*")
_NUMBER = re.compile(r"\d{1,2}(?=[.)]?$)")


def programme(scene: Scene) -> Iterator[Candidate[Commitment]]:
    """A commitment for every item of a list that announces tasks, goals or breakthroughs."""
    items: dict[int, list[int]] = {}
    section: int | None = None
    for i, block in enumerate(scene.page.blocks):
        if block.kind == "heading" or (block.kind == "list_item" and _ROMAN.fullmatch(block.number or "")):
            section = i
        elif block.kind == "list_item":
            above = [b for b in (block.governor, section) if b is not None]
            if above:
                items.setdefault(max(above), []).append(i)
        else:
            section = None
    for governor, members in items.items():
        yield from _items(scene, governor, members)
    yield from _ordinals(scene)
    listing, before = {line.start for line in scene.saying(*_LISTS)}, None
    for line in scene.lines if listing else ():
        if line.start in listing or (before is not None and before.start in listing):
            yield from _inline(scene, line, before)
        before = line


def _ordinals(scene: Scene) -> Iterator[Candidate[Commitment]]:
    """`ba khâu đột phá: Một là, … Hai là, … Ba là, …` in running text, over sentences and paragraphs."""
    if not any(second in scene.low for second in ("hai là", "thứ hai")):
        return
    if "một là" not in scene.low and "thứ nhất" not in scene.low:
        return
    head: Span | None = None
    run: list[Span] = []
    for line in scene.lines:
        mark = _ORDINAL.search(scene.low, line.start, line.end)
        place = _PLACES[mark["word"] or mark["nth"]] if mark else None
        if mark is not None and mark.end() < line.end and place == len(run) + 1:
            if place == 1:
                said = trim(scene.flow, line.start, mark.start())
                head = said or head
            run.append(Span(mark.end(), line.end))
            continue
        yield from _enumerated(scene, head, run)
        head, run = Span(line.start, line.end), []
    yield from _enumerated(scene, head, run)


def _enumerated(scene: Scene, head: Span | None, run: list[Span]) -> Iterator[Candidate[Commitment]]:
    """The commitments of an enumeration whose head announces tasks or goals to come."""
    if head is None or len(run) < 2 or scene.asked(head.start):
        return
    said = scene.low[head.start : head.end]
    count = counter(scene, head)
    if not _LIST.search(said) or not (
        count or _TO_COME.search(said) or deadline(scene, head.start, head.end, head.end)
    ):
        return
    reason = "the list tells what was done" if _PAST.search(said) else _demanded(scene, head)
    if reason:
        yield Candidate(head.start, head.end, "programme", reason=reason)
        return
    shared = deadline(scene, head.start, head.end, head.start)
    for place, part in enumerate(run, 1):
        body = trim(scene.flow, part.start, part.end)
        if body is not None:
            due = deadline(scene, body.start, body.end, body.start) or shared
            fact = _item(scene, body, due, _actor(scene, head), count.id if count else None, place)
            yield Candidate(body.start, body.end, "programme", fact)


_PLACES = {
    word: place
    for place, words in enumerate(
        (("một", "nhất"), ("hai",), ("ba",), ("bốn", "tư"), ("năm",), ("sáu",), ("bảy",), ("tám",), ("chín",)), 1
    )
    for word in words
}
_ORDINAL = re.compile(
    r"(?:(?<=[.:;!] )|(?<=\n)|\A)(?:(?P<word>một|hai|ba|bốn|năm|sáu|bảy|tám|chín) là|thứ (?P<nth>nhất|hai|ba|tư|năm"
    r"|sáu|bảy))"
    r"[,:]? (?:là,? )?"
)


_LISTS = (";", "chỉ tiêu", "mục tiêu")
"""A list has semicolons, or it and the sentence before it name goals: only then do commas part its items."""
_ANNOUNCED = ("mục tiêu", "chỉ tiêu", "nhiệm vụ")


def _inline(scene: Scene, line: Line, before: Line | None) -> Iterator[Candidate[Commitment]]:
    """A list inside its sentence: of goals (`17 chỉ tiêu, nổi bật: tăng trưởng 11%; thu nhập 55 triệu đồng`) or of
    tasks (`Ba khâu đột phá: …; …; …`); `Trong đó, …; …` goes on with the goals that the sentence before announced.
    """
    found = _list_in(scene, line, before)
    if found is None:
        return
    head, begins = found
    first = scene.flow.find(";", begins, line.end)
    if scene.asked(line.start) or _AIMS.search(scene.low, line.start, first if first > 0 else line.end):
        # a goal verb governs its own list
        return
    planned = _PLAN.match(scene.low, head.start, head.end) is not None
    goals = planned or any(p.search(scene.low, head.start, head.end) for p in (_GOALS, _SET_TASKS))
    parts = list(pieces(scene.flow, begins, line.end, ";"))
    if len(parts) < 2 and goals and _SETS.search(scene.low, head.start, head.end):
        parts = list(pieces(scene.flow, begins, line.end, ",;"))
        if not all(_measured(scene, p) for p in parts):
            return
    if len(parts) < 2:
        return
    count = counter(scene, head)
    if goals:
        measured = sum(_measured(scene, p) for p in parts)
        set_up = _SETS.search(scene.low, head.start, head.end)
        # `…; không còn hộ nghèo; …`: a target without a figure, in a list that was resolved upon
        if measured < len(parts) and (set_up is None or 3 * measured < 2 * len(parts)):
            return
    elif not (_TASKS.search(scene.low, head.start, head.end) and _coming(scene, head, count, len(parts))):
        return
    reason = _demanded(scene, head)
    if _PAST.search(scene.low, head.start, head.end) or _done(scene, parts):
        reason = "the list tells what was done"
    if reason:
        yield Candidate(line.start, line.end, "programme", reason=reason)
        return
    dues = [deadline(scene, part.start, part.end, part.start) for part in parts]
    stated = {due.due for due in dues if due}
    # one date inside the list is the date of all of it
    shared = deadline(scene, head.start, head.end, head.end)
    shared = shared or (next(due for due in dues if due) if len(stated) == 1 else None)
    place = 0
    for part, due in zip(parts, dues, strict=True):
        fact = _item(scene, part, due or shared, _actor(scene, head), count.id if count else None, 0)
        for one in targets(scene, fact, Trigger(fact.start, fact.start, "goal", "")) if goals else (fact,):
            place += 1
            yield Candidate(one.start, one.end, "programme", replace(one, index=place))


def _list_in(scene: Scene, line: Line, before: Line | None) -> tuple[Span, int] | None:
    """The announcement of a sentence's list, and where the list begins."""
    among = _AMONG.match(scene.low, line.start, line.end)
    goes_on = among is not None and before is not None and before.block == line.block
    if among and before and goes_on and _SETS.search(scene.low, before.start, before.end):
        return Span(before.start, before.end), among.end()
    told = scene.has(line.start, line.end, _ANNOUNCED)
    that = _THAT.search(scene.low, line.start, line.end) if told else None
    if that is not None and (that.start() == line.start or scene.low[that.start() - 1] in " -"):
        return Span(line.start, that.end("head")), that.end()
    colon = scene.flow.find(": ", line.start, line.end)
    if colon > line.start:
        begins = line.start
        while (later := scene.flow.find(": ", colon + 2, line.end)) > 0 and not _names_list(scene, begins, colon):
            # `Với phương châm: "…", Đảng bộ đề ra 12 chỉ tiêu: …; …`
            if not _names_list(scene, colon + 2, later) or scene.flow.find(";", colon, later) > 0:
                break
            quoted = scene.flow.rfind('", ', colon, later)
            begins, colon = (quoted + 3 if quoted > 0 else colon + 2), later
        return Span(begins, colon), colon + 2
    # `đề ra 18 chỉ tiêu, trong đó thu nhập đạt 95 triệu đồng; …`
    among = _AMONG_THEM.search(scene.low, line.start, line.end)
    if among and _SETS.search(scene.low, line.start, among.start()):
        return Span(line.start, among.start()), among.end()
    return None


def _done(scene: Scene, parts: list[Span]) -> bool:
    """Whether a third of the items tell results (`ước đạt 500 tỷ đồng, tăng 10% so với cùng kỳ`)."""
    told = sum(_RESULT.search(scene.low, p.start, p.end) is not None for p in parts)
    return told > 0 and 3 * told >= len(parts)


_RESULT = re.compile(r"(?<!\w)(?:đã|ước đạt|ước thực hiện|ước tính|cùng kỳ|vừa qua|đến nay)(?!\w)")


def _names_list(scene: Scene, start: int, end: int) -> bool:
    """Whether the words announce goals or tasks."""
    return any(p.search(scene.low, start, end) for p in (_GOALS, _TASKS))


def _coming(scene: Scene, head: Span, count: Quantity | None, items: int) -> bool:
    """Whether an announcement counts the tasks that follow, or sets them in a time to come."""
    return (count is not None and count.low == items) or _TO_COME.search(scene.low, head.start, head.end) is not None


def _demanded(scene: Scene, head: Span) -> str | None:
    """Why an announcement gives the tasks of others: `đề nghị huyện tập trung ba nhiệm vụ sau`."""
    reason = framed(scene, head.start, head.end)
    return reason if reason and reason.startswith("an order") and not reason.endswith("chỉ đạo") else None


def _measured(scene: Scene, part: Span) -> bool:
    return any(q.unit not in DURATION for q in inside(scene.quantities, part.start, part.end))


def _item(
    scene: Scene, body: Span, due: Deadline | None, actor: str | None, counted: str | None, place: int
) -> Commitment:
    """The commitment of one item."""
    target = next((q.id for q in inside(scene.quantities, body.start, body.end) if q.unit not in DURATION), None)
    return Commitment(
        start=body.start,
        end=body.end,
        actor=actor,
        due=due.due if due else None,
        due_text=scene.flow[due.span.start : due.span.end] if due else None,
        due_date=due.date if due else None,
        target=target,
        continuing="tiếp tục" in scene.flow[body.start : body.start + 24].lower(),
        list=counted,
        index=place,
        rule="programme",
    )


def announcement(scene: Scene, governor: int) -> Span | None:
    """The sentence that announces the list: the last one of the governing block."""
    at = bisect_right(scene.lines, governor, key=_block_of)
    last = scene.lines[at - 1] if at else None
    return Span(last.start, last.end) if last and last.block == governor else None


def _block_of(line: Line) -> int:
    return line.block


def counter(scene: Scene, span: Span) -> Quantity | None:
    """The quantity that counts the list (`03 khâu đột phá`), the last one of its announcement."""
    counts = [
        q for q in inside(scene.quantities, span.start, span.end) if q.unit and q.unit not in DURATION and q.unit != "%"
    ]
    return next((q for q in reversed(counts) if _LIST.search(scene.flow, q.start, min(span.end, q.end + 24))), None)


def _items(scene: Scene, governor: int, members: list[int]) -> Iterator[Candidate[Commitment]]:
    span = announcement(scene, governor)
    if span is None:
        return
    said = scene.flow[span.start : span.end]
    reason = None
    if not (_LIST.search(said) or _PLEDGED.search(said)):
        reason = "the list announces no tasks or goals"
    elif _PAST_LIST.search(said):
        reason = "the list tells what was done"
    elif scene.asked(span.start):
        reason = "the interviewer's words"
    else:
        reason = _demanded(scene, span)
    counted = counter(scene, span)
    bodies = [Span(b.start, b.end) for b in (scene.page.blocks[i] for i in members) if b.start < b.end]
    if reason is None and _done(scene, bodies):
        reason = "the list tells what was done"
    shared = deadline(scene, span.start, span.end, span.start) or _above(scene, governor)
    for place, index in enumerate(members, 1):
        block = scene.page.blocks[index]
        here = block.start
        if block.number and scene.flow.startswith(block.number, here):
            # the mark of the item is no part of the promise
            here += len(block.number)
        body = trim(scene.flow, here, block.end)
        if body is None or scene.flow[here : block.end].rstrip().endswith(":"):
            # `- Về kinh tế:` heads the items below it
            continue
        if reason:
            yield Candidate(body.start, body.end, "programme", reason=reason)
            continue
        due = deadline(scene, body.start, body.end, body.start) or shared
        number = _NUMBER.search(block.number or "")
        fact = _item(
            scene, body, due, _actor(scene, span), counted.id if counted else None, int(number[0]) if number else place
        )
        yield Candidate(body.start, body.end, "programme", fact)


def _above(scene: Scene, governor: int) -> Deadline | None:
    """The deadline of the heading over the sections of a list: `Các chỉ tiêu chủ yếu nhiệm kỳ 2020-2025`."""
    for block in reversed(scene.page.blocks[max(0, governor - _SECTIONS) : governor]):
        if block.kind == "heading" and _GOALS.search(scene.low, block.start, block.end):
            return deadline(scene, block.start, block.end, block.start)
        if block.kind not in ("heading", "list_item"):
            return None
    return None


_SECTIONS = 400
"""Blocks above a list among which its heading is looked for."""


def _actor(scene: Scene, span: Span) -> str | None:
    """The body that the announcement names last before it speaks of the list."""
    near = inside(scene.organizations, span.start, span.end)
    return near[-1].name if near else None
