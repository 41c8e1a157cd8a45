"""Events: congresses, sessions and ceremonies with a day, and recognitions with who gave them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.atoms.rule import Candidate
from baocao.facts.clause import trim
from baocao.facts.scene import Line, Scene, inside
from baocao.lexicon import alternation, table
from baocao.model import Date, Event

_KINDS = {r["noun"]: r["kind"] for r in table("event_kinds")}
_NOUN = rf"(?P<noun>{alternation(_KINDS)})(?!\w)"
_VERBS = ("tổ chức", "diễn ra", "khai mạc", "bế mạc", "tiến hành")
_RECOGNISED = ("công nhận",)
_HELD = rf"(?:{'|'.join(_VERBS)})(?! lại)(?!\w)"
_SUBJECT = re.compile(
    rf"(?<!\w){_NOUN}(?P<rest>[^,;.:\"]{{0,140}}?) (?:(?:sẽ|đã|vừa|chính thức|dự kiến"
    rf"|long trọng) ){{0,3}}(?:được )?(?:long trọng )?{_HELD}",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    rf"(?<!\w)(?:tổ chức|khai mạc|bế mạc|diễn ra)(?: trọng thể| long trọng)? {_NOUN}(?P<rest>[^,;.:\"(]{{0,140}})",
    re.IGNORECASE,
)
_RECOGNITION = re.compile(
    r"\bđược (?:(?P<giver>[^,;.]{2,48}?) )?(?:ra quyết định "
    r"|ký quyết định )?công nhận(?: là)? (?P<what>[^,;.]{3,80}?)"
    r"(?=$|[,;.]| (?:về đích|trước|năm|vào|từ|ngày|với|và|sớm)\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:các|những|mỗi|nhiều|một số|hàng loạt|sau|trước thềm|tại|trong|theo) $")


def candidates(scene: Scene) -> list[Candidate[Event]]:
    """Events in text order; the first statement of an event stands for those that repeat it."""
    found: list[Candidate[Event]] = []
    seen: set[tuple[str, str | None]] = set()
    for line in scene.saying(*_VERBS, *_RECOGNISED):
        if line.kind in ("caption", "byline") or scene.asked(line.start):
            continue
        held = _held(scene, line) if scene.has(line.start, line.end, _VERBS) else ()
        recognised = _recognised(scene, line) if scene.has(line.start, line.end, _RECOGNISED) else ()
        for candidate in (*held, *recognised):
            fact = candidate.fact
            if fact is not None:
                known = (fact.kind, fact.date)
                if fact.kind != "recognition" and known in seen:
                    found.append(Candidate(fact.start, fact.end, candidate.rule, reason="told before"))
                    continue
                seen.add(known)
            found.append(candidate)
    return found


def _held(scene: Scene, line: Line) -> Iterator[Candidate[Event]]:
    flow, rule = scene.flow, "held"
    match = _SUBJECT.search(flow, line.start, line.end)
    if match is None:
        match, rule = _OBJECT.search(flow, line.start, line.end), "holds"
    if match is None:
        return
    name = trim(flow, match.start("noun"), match.end("rest"))
    if name is None:
        return
    day = _day(scene, line, match.end(), match.start())
    if _COUNT.search(scene.low, line.start, match.start("noun")) and rule == "held":
        yield Candidate(match.start(), match.end(), rule, reason="several, or only a setting")
    elif day is None:
        yield Candidate(match.start(), match.end(), rule, reason="no day is stated")
    else:
        end = max(match.end(), day.end)
        start = min(name.start, day.start)
        place = inside(scene.places, match.start(), line.end)
        yield Candidate(
            start,
            end,
            rule,
            Event(
                name=flow[name.start : name.end],
                kind=_KINDS[" ".join(match["noun"].lower().split())],
                start=start,
                end=end,
                date=day.id,
                place=place[0].id if place else None,
                rule=rule,
            ),
        )


def _day(scene: Scene, line: Line, after: int, before: int) -> Date | None:
    """The date of the event: after the verb, else at the head of the sentence; days and months only."""
    dates = [d for d in line.dates if d.from_ and d.to and (d.to - d.from_).days <= 31]
    behind = [d for d in dates if d.start >= after]
    ahead = [d for d in dates if d.end <= before]
    return behind[0] if behind else ahead[0] if ahead else None


def _recognised(scene: Scene, line: Line) -> Iterator[Candidate[Event]]:
    for match in _RECOGNITION.finditer(scene.flow, line.start, line.end):
        what = match["what"].strip()
        dates = [d for d in line.dates if d.end <= match.start()] or [
            d for d in line.dates if match.end() <= d.start <= match.end() + 12
        ]
        if not dates:
            yield Candidate(match.start(), match.end(), "recognised", reason="no date is stated")
            continue
        place = scene.place_before(line, match.start())
        yield Candidate(
            match.start(),
            match.end(),
            "recognised",
            Event(
                name=f"công nhận {what}",
                kind="recognition",
                start=match.start(),
                end=match.start("what") + len(what),
                date=dates[-1].id,
                place=place.id if place else None,
                giver=match["giver"],
                rule="recognised",
            ),
        )
