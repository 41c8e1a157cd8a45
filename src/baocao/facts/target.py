"""Targets: what a promise can be held to (a number, a state, a length of time), one commitment for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from baocao.facts.act import VERB
from baocao.facts.agent import skip_time
from baocao.facts.clause import pieces
from baocao.facts.deadline import Deadline, deadline
from baocao.facts.scene import DURATION, Scene, first_inside, inside
from baocao.facts.trigger import Trigger
from baocao.lexicon import alternation, openings, table
from baocao.model import Commitment
from baocao.span import Span

_AND_UNTIL = re.compile(r" và (?=(?:đến|tới|trước|hết|vào|năm|quý) )")
_AND_VERB = re.compile(rf" và (?:(?=(?:đến|tới|trước|hết|vào) )|(?={VERB.pattern}))")
# a verb that tells how the act before it is done, or what it uses
_MEANS = re.compile(r"(?:sử dụng|dùng|làm|bảo đảm|đảm bảo|tạo điều kiện|tập trung|đạt|có|bố trí|đưa tổng)(?!\w)")
_DONE = re.compile(
    r"(?:dự kiến |phấn đấu |và |sẽ )?(?:hoàn thành|hoàn tất|kết thúc|xong|khánh thành|thông xe|bàn giao|nghiệm thu)"
    r"(?: (?:đưa vào|và đưa vào) (?:sử dụng|khai thác|vận hành|hoạt động))?(?!\w)"
)
# how a target moves is told with it: `đạt 6.450 tỷ đồng, tăng 9,5% so với năm 2018`
_MOVES = re.compile(r"(?:tăng|giảm|bằng|gấp|vượt|cao hơn|thấp hơn|tương đương|trong đó|chiếm)(?= )")
_THAN = re.compile(r"\b(?:so với|so cùng kỳ|bình quân|kế hoạch|dự toán)\b")
_DENIED = re.compile(r"(?<!\w)không(?= )", re.IGNORECASE)
_ATTAINED = (
    "trở thành", "lên(?= quận| thành phố| thị xã| phường| đô thị)", "đạt chuẩn", "được công nhận(?: là)?",
    "đạt(?= danh hiệu| tiêu chí| chuẩn)",
)  # fmt: skip
_BECOME = "thành(?i:(?<!hoàn thành)(?<!hình thành)(?<!trưởng thành)(?<!tạo thành)(?<!kết thành))"
STATE = re.compile(
    openings(
        (), *(f"{first}(?i:{words[1:]})" for words in _ATTAINED for first in (words[0], words[0].upper())), _BECOME
    )
    + "(?= )(?i:(?! lập| phố| viên| ủy| tích| công| phần| lập))"
)


def target_of(scene: Scene, start: int, end: int) -> str | None:
    """The first number that the words can be held to; `trên 1 ha`, what it is counted by, is not."""
    held = [q for q in inside(scene.quantities, start, end) if q.unit not in DURATION and not q.vague]
    by = len(held) > 1 and held[0].low == 1 and _PER.search(scene.low, start, held[0].start)
    return held[1 if by else 0].id if held else None


_PER = re.compile(r"(?:trên|mỗi|/) ?$")


def state_of(flow: str, start: int, end: int, due: Deadline | None = None) -> str | None:
    """The state to be reached (`trở thành Quận`), without the deadline that may follow it."""
    match = STATE.search(flow, start, end)
    if not match or _DENIED.search(flow, start, match.start()):
        return None
    stop = due.span.start if due and due.span.start > match.end() else end
    piece = next(pieces(flow, match.start(), min(stop, end)), None)
    return flow[piece.start : piece.end] if piece else None


def says(scene: Scene, clause: Span, trigger: Trigger, due: Deadline | None) -> bool:
    """Whether a goal says what is to be reached, beside its deadline."""
    words = scene.flow[trigger.end : clause.end]
    if due and trigger.start <= due.span.start:
        words = scene.flow[trigger.end : due.span.start] + scene.flow[due.span.end : clause.end]
    return len(words.replace(":", " ").split()) >= 2


def lasting(scene: Scene, clause: Span) -> bool:
    """Whether the clause says how long the act takes."""
    return any(q.unit in DURATION for q in inside(scene.quantities, clause.start, clause.end))


def parts(scene: Scene, whole: Commitment, trigger: Trigger) -> list[Commitment]:
    """One goal verb over several targets (`…; …; 98% số hộ …`): one commitment for each."""
    cuts: list[Span] = []
    for piece in _targets(scene, whole):
        if cuts and _RESULT.match(scene.low, piece.start, piece.end):
            # `đặt chỉ tiêu 6.500 căn, nay mới được 2.140 căn`
            whole = replace(whole, end=cuts[-1].end)
            break
        if cuts and (_moves(scene, piece) or _among(scene, piece)):
            cuts[-1] = Span(cuts[-1].start, piece.end)
        elif piece.end > trigger.end:
            cuts.append(piece)
    joined = _joined(scene, cuts, trigger) if len(cuts) > 1 else ()
    held = [p for p in joined if _held(scene, p, trigger)]
    if len(held) < 2:
        first = next(pieces(scene.flow, whole.start, whole.end, ";"))
        return [replace(whole, end=first.end)] if first.end > trigger.end else [whole]
    made = [_part(scene, whole, Span(whole.start, held[0].end), trigger)]
    return made + [_part(scene, whole, piece, trigger) for piece in held[1:]]


def _joined(scene: Scene, cuts: list[Span], trigger: Trigger) -> list[Span]:
    """The pieces with the commas inside a target healed: `trường mầm non, tiểu học`, `thất thoát, thất thu 18%`.

    A piece without a measure belongs to the one before it, or to the one behind it where it begins as a name does.
    """
    found: list[Span] = []
    waiting: Span | None = None
    for piece in cuts:
        comma = scene.flow.startswith(", ", piece.start - 2)
        if found and scene.flow.startswith(": ", piece.start - 2) and _figured(scene, piece):
            # `thu nhập bình quân đến năm 2025: 45 triệu đồng`
            piece = Span((waiting or found.pop()).start, piece.end)
            waiting = None
        if not comma and waiting is not None:
            found.append(waiting)
            waiting = None
        if waiting is not None:
            piece, waiting = Span(waiting.start, piece.end), None
            comma = scene.flow.startswith(", ", piece.start - 2)
        if _held(scene, piece, trigger) or piece.start <= trigger.start:
            found.append(piece)
        elif _HEAD.match(scene.low, piece.start, piece.end) or not (
            comma or VERB.match(scene.low, piece.start, piece.end)
        ):
            waiting = piece
        elif comma and found and not VERB.match(scene.low, piece.start, piece.end):
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return found if waiting is None else [*found, waiting]


def _figured(scene: Scene, piece: Span) -> bool:
    """Whether a piece begins with its figure."""
    first = first_inside(scene.quantities, piece.start, piece.end)
    return first is not None and scene.low[piece.start : first.start].strip() in _APPROXIMATE


_HEAD = re.compile(rf"(?:{alternation(r['noun'].lower() for r in table('indicator_heads'))})(?!\w)")
_RESULT = re.compile(r"(?:đến )?(?:nay|hiện|hiện nay|nhưng|trong khi|kết quả|thực tế|mới)(?= )")


def _among(scene: Scene, piece: Span) -> bool:
    """`…, trong đó khách quốc tế 450.000 lượt` is part of the target before it, unless it has a date of its own."""
    among = scene.flow[piece.start : piece.start + 8].lower() == "trong đó"
    return among and not inside(scene.dates, piece.start, piece.end)


def _moves(scene: Scene, piece: Span) -> bool:
    """Whether a piece tells how the target before it moves: a verb of change, a number, and nothing it moves."""
    verb = _MOVES.match(scene.low, piece.start, piece.end)
    figure = first_inside(scene.quantities, piece.start, piece.end)
    if verb is None or figure is None:
        return False
    between = scene.flow[verb.end() : figure.start].strip()
    return between in _APPROXIMATE and (
        figure.end + 3 >= piece.end or _THAN.search(scene.low, figure.end, piece.end) is not None
    )


_APPROXIMATE = ("", "khoảng", "hơn", "trên", "gần", "từ", "ít nhất", "thêm", "bình quân", "tối thiểu")


def _held(scene: Scene, piece: Span, trigger: Trigger) -> bool:
    """Whether a piece of a goal can be held to something by itself: a number, or a dated or lasting state."""
    if target_of(scene, max(piece.start, trigger.end), piece.end):
        return True
    if piece.start <= trigger.start:
        return state_of(scene.flow, trigger.end, piece.end) is not None
    state = state_of(scene.flow, piece.start, piece.end)
    own = deadline(scene, piece.start, piece.end, piece.start)
    if scene.flow[piece.start - 2 : piece.start] == "; ":
        return bool(state or own)
    # `…, đạt chuẩn nâng cao vào năm 2026`
    return bool(state and own)


def _part(scene: Scene, whole: Commitment, piece: Span, trigger: Trigger) -> Commitment:
    """The commitment with the span, target and own deadline of one of its pieces."""
    own = deadline(scene, piece.start, piece.end, trigger.start)
    target = target_of(scene, max(piece.start, trigger.end), piece.end)
    part = replace(
        whole, start=piece.start, end=piece.end, target=target, state=state_of(scene.flow, piece.start, piece.end, own)
    )
    if own is None:
        return part
    words = scene.flow[own.span.start : own.span.end]
    return replace(part, due=own.due, due_text=words, due_date=own.date)


def stages(scene: Scene, whole: Commitment, trigger: Trigger) -> list[Commitment]:
    """`dự kiến khởi công năm 2021, vận hành vào cuối năm 2026`: one commitment for each act with its own measure."""
    spans: list[Span] = []
    for piece in _targets(scene, whole, ",;", _AND_VERB):
        if not spans or spans[-1].end <= trigger.end:
            spans = [Span(whole.start, piece.end)]
        elif _ends_it(scene, piece):
            spans[-1] = Span(spans[-1].start, piece.end)
        elif _next_stage(scene, spans[-1], piece, trigger):
            spans.append(piece)
        elif scene.flow[piece.start - 2 : piece.start] == "; ":
            break
        else:
            spans[-1] = Span(spans[-1].start, piece.end)
    # a time before the verb governs every stage, one behind it only its own
    if len(spans) < 2:
        end = spans[-1].end if spans else whole.end
        return [whole if end >= whole.end else _part(scene, whole, Span(whole.start, end), trigger)]
    if whole.start >= trigger.start or deadline(scene, whole.start, trigger.start, trigger.start) is None:
        whole = replace(whole, due=None, due_text=None, due_date=None)
    return [_part(scene, whole, span, trigger) for span in spans]


def _ends_it(scene: Scene, piece: Span) -> bool:
    """Whether a piece only says when the act before it is done (`…, hoàn thành trước tháng 9/2019`)."""
    done = _DONE.match(scene.low, piece.start, piece.end)
    return done is not None and skip_time(scene, done.end(), piece.end) >= piece.end


def _next_stage(scene: Scene, before: Span, piece: Span, trigger: Trigger) -> bool:
    """Whether a piece is an act of its own: dated like the one before, or a new verb with its own measure."""
    own = deadline(scene, piece.start, piece.end, trigger.start)
    if own and deadline(scene, before.start, before.end, trigger.start):
        return True
    if scene.flow.endswith(" và ", before.start, piece.start):
        return False
    here = skip_time(scene, piece.start, piece.end)
    verb = VERB.match(scene.flow, here, piece.end)
    if verb is None or _MEANS.match(scene.low, here, piece.end):
        return False
    return own is not None or target_of(scene, piece.start, piece.end) is not None


def _targets(
    scene: Scene, whole: Commitment, marks: str = ",;:", joint: re.Pattern[str] = _AND_UNTIL
) -> Iterator[Span]:
    """The pieces of a commitment: between the marks, and at `… và đến năm 2020 …`."""
    for piece in pieces(scene.flow, whole.start, whole.end, marks):
        here = piece.start
        for match in joint.finditer(scene.low, piece.start, piece.end):
            if joint is _AND_UNTIL and not inside(scene.dates, match.end(), match.end() + REACH):
                continue
            yield Span(here, match.start())
            here = match.end()
        yield Span(here, piece.end)


REACH = 40
"""How far behind `và đến`, in characters, the end of the date is that makes it a target of its own."""
