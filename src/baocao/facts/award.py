"""Awards: orders, flags, certificates and titles that were given, by whom and to whom."""

from __future__ import annotations

import re
from bisect import bisect_right

from baocao.atoms.rule import Candidate
from baocao.facts.scene import Line, Scene, inside
from baocao.lexicon import alternation, table
from baocao.model import Award

# without flags, so that the pattern is found by its first letters
_AWARDS = [r["award"] for r in table("awards")]
_WRITTEN = [form for award in _AWARDS for form in (award, award.lower(), award.upper())]
_HEADS = frozenset(" ".join(award.lower().split()[:2]) for award in _AWARDS)
"""How awards begin; without any of these a page names none."""
_NAME = re.compile(
    rf"(?P<award>{alternation(_WRITTEN)})(?!\w)"
    r"(?P<more>(?: \d+ năm tuổi [Đđ]ảng)?(?: (?!(?:của|do|cho|vì|và|năm|ngày|trao|về|để|nhân|tại|trong|được|là"
    r"|từ|đã|vào"
    r"|hạng)\b)[^\s,;.:()\"]+){0,6})"
    r"(?P<grade> (?:hạng|Hạng) (?:Nhất|Nhì|Ba|nhất|nhì|ba))?"
)
_GIVEN = re.compile(
    r"\b(?:được|do|đã) (?P<giver>[^,;.:]{2,64}?) (?:quyết định )?(?:trao tặng|tặng thưởng|phong tặng|truy tặng"
    r"|tặng|trao|khen thưởng|thưởng)(?!\w)[^,;.:]{0,40}$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:trao tặng|tặng thưởng|phong tặng|truy tặng|tặng|trao|đón nhận|nhận|vinh dự đón)(?!\w)", re.IGNORECASE
)
_OF = re.compile(
    r" (?:của|do) (?P<giver>[^,;.:()]{2,48}?)(?=$|[,;.:()]| (?:trao|tặng|cho|về|vì|và|năm)\b)", re.IGNORECASE
)
_NAMED = re.compile(r"[A-ZĐ]|\b(?:tỉnh|huyện|xã|thành phố|quận|phường|thị xã)\b")
_RECEIVES = re.compile(
    r"(?: (?:đã|vừa|vinh dự|cũng|vinh dự được|hai lần|\([^)]{0,24}\))){0,3} (?:được|đón nhận"
    r"|nhận)(?!\w)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:sẽ|đề nghị|đề xuất|xét|hồ sơ|danh sách|phấn đấu|quyết tâm|mục tiêu|hướng tới|dự kiến)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"(?<!\w)(?:nhiều|các|những|hàng chục|hàng trăm) $", re.IGNORECASE)
_TO = re.compile(r" cho (?:các )?(?:đồng chí |ông |bà |ngành |đơn vị )?", re.IGNORECASE)
_BEHALF = re.compile(r"(?:thừa )?ủy quyền(?: của)? (?P<giver>[^,;.:()]{2,48}?),", re.IGNORECASE)


def candidates(scene: Scene) -> list[Candidate[Award]]:
    """Awards in text order; an award that is named without being given is refused."""
    found: list[Candidate[Award]] = []
    low = scene.low
    if not any(head in low for head in _HEADS):
        return found
    for line in scene.lines:
        if line.kind in ("caption", "byline", "heading") or scene.asked(line.start):
            continue
        found += [_read(scene, line, match) for match in _NAME.finditer(scene.flow, line.start, line.end)]
    return found


_FAR = 1_000
"""Characters before an award within which its giver and receiver are looked for."""


def _begun(scene: Scene, start: int, end: int) -> bool:
    """Whether the name of a person begins inside an award's name and goes on behind it."""
    at = bisect_right(scene.people.starts, end)
    last = scene.people[at - 1] if at else None
    return last is not None and start < last.start and end < last.end


def _read(scene: Scene, line: Line, match: re.Match[str]) -> Candidate[Award]:
    flow, end = scene.flow, match.end()
    opening = max(line.start, match.start() - 240)
    before = flow[opening : match.start()]
    if not _VERB.search(before[-80:]):
        return Candidate(match.start(), end, "award", reason="named, not given")
    if _FUTURE.search(before[-80:]):
        return Candidate(match.start(), end, "award", reason="not given yet")
    if inside(scene.people, match.start(), end) or _begun(scene, match.start(), end):
        return Candidate(match.start(), end, "award", reason="the title of a person")
    if _SEVERAL.search(before):
        return Candidate(match.start(), end, "award", reason="several, none of them named")
    given, of = _GIVEN.search(flow, opening, match.start()), _OF.match(flow, end, line.end)
    giver = of["giver"] if of else given["giver"].strip() if given else None
    if giver is not None and not _NAMED.search(giver):
        giver = None
    if giver is None and (behalf := _BEHALF.search(flow, max(line.start, match.start() - _FAR), match.start())):
        giver = behalf["giver"]
    named = (scene.people, scene.organizations, scene.places)
    near = [m for row in named for m in inside(row, max(line.start, match.start() - _FAR), match.start())]
    receiver = next((m for m in near if _RECEIVES.match(flow, m.end, match.start())), None)
    if receiver is None and (to := _TO.match(flow, end, line.end)):
        behind = (m for row in named for m in row[bisect_right(row.starts, end) : bisect_right(row.starts, to.end())])
        receiver = next(behind, None)
    dates = inside(scene.dates, line.start, line.end)
    return Candidate(
        match.start(),
        end,
        "award",
        Award(
            name=flow[match.start() : end],
            start=match.start(),
            end=end,
            giver=giver,
            receiver=receiver.name if receiver else None,
            date=dates[0].id if len(dates) == 1 else None,
            rule="award",
        ),
    )
