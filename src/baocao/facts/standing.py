"""Standing goals: sentences that state targets under the goal of the sentence, or the heading, before them.

`Mục tiêu đến năm 2030 là trở thành đô thị loại IV. Thu nhập bình quân đạt 85 triệu đồng.`: the second sentence
is no result. No verb of its own aims; no word of it tells what was reached so far either.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from baocao.facts.clause import trim
from baocao.facts.deadline import deadline, of_prices
from baocao.facts.scene import DURATION, Line, Scene
from baocao.facts.target import target_of
from baocao.facts.trigger import framed
from baocao.lexicon import openings
from baocao.model import Commitment

_GOALS = re.compile(
    r"(?:[IVX\d.]{1,6}[.)\-]? ?)?(?:một số |các |những |hệ thống )?(?:mục tiêu|chỉ tiêu"
    r"|phương hướng)(?!\w)",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\b(?:kết quả|thực hiện|đánh giá|tình hình|hoàn thành|vượt|đạt)\b", re.IGNORECASE)
_NOW = "hiện(?<!thực hiện)(?<!thể hiện)(?<!phát hiện)(?<!xuất hiện)(?<!biểu hiện)(?<!cải hiện)(?! đại| thực)"
# what tells a result, wherever a goal is announced
_PAST = ("đã", "đến nay", "vừa qua", "năm qua", "ước", "đang", "cho biết", "nếu")
_SO_FAR = re.compile(
    openings(
        (
            *_PAST, "tới nay", "nay", "nhiệm kỳ qua", "kết quả", "trước đó", "trước đây", "cùng kỳ", "so với", "bằng",
            "mới đạt", "mới được", "tuy nhiên", "nhưng", "song", "theo báo cáo", "theo thống kê", "theo số liệu",
            "cho hay", "là do", "nguyên nhân", "bị", "do", "vì", "khi", "được biết", "trong khi", "trung bình cả nước",
            "theo ông", "theo bà", "người dân",
        ),
        _NOW,
        "chỉ(?! đạo| tiêu| thị| số)",
    )
    + r"(?!\w)"
)  # fmt: skip
# under a heading or an announced list only plain words of the past tell a result
_REACHED = re.compile(openings((*_PAST, "tới nay", "nhiệm kỳ qua", "kết quả"), _NOW) + r"(?!\w)")
_AIMED = re.compile(
    openings(
        ("đạt", "còn", "dưới", "giảm", "tăng", "nâng", "kết nạp", "tạo", "giải quyết", "thu hút", "trồng", "xây dựng")
    )
    + r"(?!\w)"
)
_GOAL_RULES = ("goal", "standing", "programme")
_TOLD = re.compile(openings((*_PAST, "kết quả là", "bị", "nói", "chia sẻ", "nhấn mạnh", "là"), _NOW) + r"(?!\w)")
# verbs that open a sentence without a subject and are no nouns there (`Báo cáo`, `Thông tin` are)
_GOES_ON = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|ngoài ra|cùng với đó|song song đó|song song với đó|mặt khác|trong đó),? )?"
    r"(?:đẩy mạnh|đẩy nhanh|tăng cường|tiếp tục|tập trung|chú trọng|nâng cao|phát huy|khuyến khích|hỗ trợ|xây dựng"
    r"|đầu tư"
    r"|triển khai|tổ chức|rà soát|phối hợp|kiên quyết|chủ động|huy động|mở rộng|hoàn thiện|cải tạo|bảo đảm|đảm bảo"
    r"|duy trì"
    r"|giữ vững|phát triển|khai thác|ưu tiên|kêu gọi|thu hút|tạo điều kiện|quan tâm|xử lý|kiểm tra|tuyên truyền"
    r"|vận động"
    r"|đổi mới|củng cố|kiện toàn|siết chặt|nghiêm cấm|chăm lo|thực hiện|quản lý|từng bước|làm tốt|thực hiện tốt) "
)


class Standing(Struct, frozen=True, gc=False):
    """A goal that may govern what follows it: its deadline, who set it, and the block it stands in."""

    block: int
    due: date | None
    due_text: str | None
    due_date: str | None
    actor: str | None = None
    heading: bool = False
    """Whether a heading set it: then it governs the blocks below, whatever measure they state."""
    listed: bool = False
    """Whether it announced a list (`các mục tiêu cụ thể đến năm 2020: …`): then it governs its block likewise."""
    acts: bool = False
    """Whether it is a promise of acts and not of measures."""


def opened(scene: Scene, line: Line) -> Standing | None:
    """The goal that a heading sets over its section: `Mục tiêu đến năm 2030`."""
    words = scene.flow[line.start : line.end]
    if not _GOALS.match(words) or _REPORTED.search(words):
        return None
    due = deadline(scene, line.start, line.end, line.start)
    if due is None or due.due is None or _over(scene, due.due):
        return None
    if _NEUTRAL.match(words) and _RESULTS.search(scene.low, line.end, line.end + SECTION):
        # `Một số chỉ tiêu năm 2023` stands over results as well
        return None
    return Standing(line.block, due.due, scene.flow[due.span.start : due.span.end], due.date, heading=True)


_NEUTRAL = re.compile(r"(?:[IVX\d.]{1,6}[.)\-]? ?)?(?:một số |các |những |hệ thống )?chỉ tiêu(?!\w)", re.IGNORECASE)
_RESULTS = re.compile(r"(?<!\w)(?:ước đạt|ước thực hiện|cùng kỳ|đã đạt|đã hoàn thành)(?!\w)")
SECTION = 600
"""How far below a heading, in characters, words of results are looked for."""


_GOAL_NOUNS = ("chỉ tiêu", "mục tiêu")


def run_in(scene: Scene, line: Line) -> Standing | None:
    """The goal of a heading that runs on into its text: `CÁC CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020-2025 I. Về kinh tế …`."""
    told = scene.says(line.start, line.end, _GOAL_NOUNS)
    match = _RUN_IN.search(scene.low, line.start, line.end) if told else None
    if match is None or any(q.unit and "chỉ tiêu" not in q.unit for q in line.quantities):
        return None
    due = deadline(scene, match.start(), line.end, match.start())
    if due is None or due.due is None or _over(scene, due.due):
        return None
    return Standing(line.block, due.due, scene.flow[due.span.start : due.span.end], due.date, listed=True)


_RUN_IN = re.compile(r"(?:chỉ tiêu|mục tiêu) (?:chủ yếu|cụ thể|cơ bản|chính)(?!\w)[^.;:!?]{0,60}\d{4}")


def kept(scene: Scene, line: Line, last: Commitment) -> Standing:
    """The goal that the last promise of a sentence leaves standing for the sentences behind it."""
    acts = last.rule not in _GOAL_RULES or (last.rule == "standing" and last.target is None)
    told = not acts and scene.has(line.start, line.end, _GOAL_NOUNS)
    listed = told and _ANNOUNCED.search(scene.low, line.start, line.end) is not None
    return Standing(line.block, last.due, last.due_text, last.due_date, last.actor, listed=listed, acts=acts)


_ANNOUNCED = re.compile(r"(?:các |một số |những |\d )(?:chỉ tiêu|mục tiêu)[^.;!?]{0,60}:")


def going_on(scene: Scene, line: Line, standing: Standing) -> Commitment | None:
    """The act of a sentence without a subject that goes on with a promise in its paragraph or its answer."""
    if line.block != standing.block:
        turn = scene.turn(line.start)
        if line.block != standing.block + 1 or turn is None or turn.role != "interviewee":
            return None
        if not turn.start <= scene.page.blocks[standing.block].start < turn.end:
            return None
    span = trim(scene.flow, line.start, line.end)
    if span is None or not _GOES_ON.match(scene.low, span.start, span.end):
        return None
    if _TOLD.search(scene.low, span.start, span.end):
        return None
    held = [q for q in line.quantities if q.unit not in DURATION and not q.vague]
    own = deadline(scene, line.start, line.end, line.start)
    return Commitment(
        start=span.start,
        end=span.end,
        actor=standing.actor,
        due=own.due if own else standing.due,
        due_text=scene.flow[own.span.start : own.span.end] if own else standing.due_text,
        due_date=own.date if own else standing.due_date,
        target=held[0].id if held else None,
        continuing=scene.low.startswith("tiếp tục", span.start),
        rule="standing",
    )


def governed(scene: Scene, line: Line, standing: Standing) -> Commitment | None:
    """The target that a sentence without an aim of its own states under a standing goal."""
    flow = scene.flow
    if line.kind not in ("paragraph", "lead") or (not standing.heading and line.block != standing.block):
        return None
    held = [q for q in line.quantities if q.unit not in DURATION and not q.vague]
    firm = standing.heading or standing.listed
    aimed = firm or _AIMED.search(scene.low, line.start, line.end) or any(q.unit == "%" for q in held)
    if not held or not aimed:
        return None
    if (_REACHED if firm else _SO_FAR).search(scene.low, line.start, line.end) or flow[
        line.start : line.end
    ].rstrip().endswith("?"):
        return None
    if not firm and (frame := framed(scene, line.start, line.end)) and not frame.startswith("a rule"):
        return None
    own = deadline(scene, line.start, line.end, line.start)
    if own is None or own.due is None or _over(scene, own.due):
        if not firm and any(not of_prices(scene, d) for d in line.dates):
            return None
        own = None
    if own and own.due and standing.due and own.due < standing.due and not standing.heading:
        # `Năm 2020 đạt 60 triệu đồng` under a goal for 2025 tells where things stand
        return None
    number = _NUMBER.match(flow, line.start, line.end)
    span = trim(flow, number.end() if number else line.start, line.end)
    if span is None:
        return None
    return Commitment(
        start=span.start,
        end=span.end,
        actor=standing.actor,
        due=own.due if own else standing.due,
        due_text=flow[own.span.start : own.span.end] if own else standing.due_text,
        due_date=own.date if own else standing.due_date,
        target=target_of(scene, span.start, span.end),
        continuing=flow.startswith(("Tiếp tục", "tiếp tục"), span.start),
        rule="standing",
    )


_NUMBER = re.compile(r"[ -]*\(?\d{1,2}[.)/] ?")


def ends(scene: Scene, line: Line, standing: Standing) -> bool:
    """Whether a sentence that states no target ends the goal: under a heading only one that tells of the past."""
    if standing.heading or standing.listed:
        return _REACHED.search(scene.low, line.start, line.end) is not None
    return standing.acts or bool(line.quantities)


def dated(goal: Standing, promise: Commitment) -> Commitment:
    """A promise with the deadline of the heading it stands under, where it names no time of its own."""
    if not goal.heading or promise.due_text is not None:
        return promise
    return replace(promise, due=goal.due, due_text=goal.due_text, due_date=goal.due_date)


def _over(scene: Scene, due: date) -> bool:
    published = scene.page.metadata.published
    return bool(published and due.isoformat() < published[:10])
