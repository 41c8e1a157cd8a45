"""Triggers: the words that may open a commitment, and what refuses them before the clause is read."""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.facts.scene import Line, Row, Scene
from baocao.lexicon import alternation, openings, table

_KINDS = {r["cue"]: r["kind"] for r in table("commitment_cues")}
# read in lower case and without a boundary before it, so that the scan is led by the first letters
_TRIGGER = re.compile(rf"(?:sẽ|{alternation(_KINDS)})(?!\w)")
_FRAMES = {r["frame"]: r["reason"] for r in table("commitment_frames")}
_FRAME = re.compile(rf"{openings(frame.lower() for frame in _FRAMES)}(?!\w)")
_ALSO_NOUNS = {
    "tin tưởng",
    "kỳ vọng",
    "hy vọng",
    "chỉ đạo",
    "đề nghị",
    "đề xuất",
    "kiến nghị",
    "yêu cầu",
    "quy định",
    "nhận định",
    "dự báo",
}
_OF = re.compile(r" của\b", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:niềm|ban|sự|các|những|mọi|công tác|văn bản|ý kiến|đơn|tờ trình|trước|đáp ứng|theo|đúng|giải quyết"
    r"|tiếp thu|thực hiện|trên cơ sở|hệ thống|bản) $",
    re.IGNORECASE,
)
# `số liệu`, `phòng chờ`: the last syllable of a word
_WITHIN = re.compile(r"(?<!\w)(?:số|tài|dữ|vật|tư|nhiên|nguyên|ngữ|phế|chất|phòng|nhà|khu|danh sách) $", re.IGNORECASE)
_SYLLABLES = {"liệu", "chờ"}
_WHEN = re.compile(r"(?:^|[,;:\"] ?)(?:khi|nếu|ngay khi|một khi|khi đó|khi ấy|lúc đó)(?= )", re.IGNORECASE)
_IF = ("khi", "nếu", "lúc")
# `vui mừng khi nghe xã sẽ …`: the clause hangs on another one
_HANGING = re.compile(
    r"(?<!trong )(?<!sau )(?<!kể từ )(?<!từ )(?<!đến )(?<!ngay )khi (?!đó|ấy|này)[^,:;\"]{0,80}$", re.IGNORECASE
)
_WHETHER = re.compile(rf"{openings(['hay không'])}\b")
_ORDER = re.compile(
    r"(?:[^,;]{0,60} )?(?<![Nn]goại )(?<![Bb]àn )(?<![Cc]huyển )(?<!tiếp )(?<!được )giao (?:cho )?(?=[A-ZĐ])|Giao "
)
_NOT_VERB = re.compile(
    r"(?<!\w)(?:quá trình|sự|tinh thần|tấm gương|ý chí|nỗ lực|không ngừng|thực hiện|những|các|một|bản|theo|đúng|vượt"
    r"|trong|đạt|lời|phá vỡ|định|so|chứng tỏ|thể hiện|bằng|phải|luôn|giấc mơ|nói) $"
)
_NEGATED = re.compile(r"(?<!\w)(?:không|chưa|chẳng|từng|được) $")
_ALREADY = re.compile(r"\bđã $")
# a noun with its year is a goal where it heads the sentence, else it is only spoken of
_HEADING = ("mục tiêu năm", "mục tiêu trong năm", "chỉ tiêu năm")
_SETTING = re.compile(r"(?<!\w)(?:thống nhất|đề ra|đặt ra|thông qua|xác định|quyết nghị)(?: \w+){0,3}$", re.IGNORECASE)
_SET = ("đặt", "đề ra", "cam kết", "có kế hoạch", "lên kế hoạch")


class Trigger(Struct, frozen=True, gc=False):
    start: int
    end: int
    kind: str
    word: str


def refusal(scene: Scene, line: Line, trigger: Trigger, floor: int) -> str | None:
    """What can be told from the sentence before the clause is looked at."""
    flow = scene.flow
    if line.kind in ("caption", "byline"):
        return f"stands in a {line.kind}"
    if scene.asked(trigger.start):
        return "the interviewer's words"
    if flow[line.start : line.end].rstrip(' "').endswith("?") or _WHETHER.search(
        scene.low, max(line.start, trigger.start - REACH), min(line.end, trigger.end + REACH)
    ):
        return "a question"
    begin = max(line.start, trigger.start - REACH)
    frame = framed(scene, begin, trigger.start)
    # the pattern looks no further
    if frame is None and flow.find("iao ", line.start, line.start + 70) >= 0 and _ORDER.match(flow, line.start):
        return "an order or request: giao"
    if frame:
        return frame
    if scene.has(begin, trigger.start, _IF) and _WHEN.search(flow[begin : trigger.start]):
        return "a condition: khi"
    hanging = trigger.kind != "goal" and scene.low.find("khi ", begin, trigger.start) >= 0
    if hanging and _HANGING.search(flow, begin, trigger.start):
        return "a condition: khi"
    if _titled(flow, line.start, trigger):
        return "part of a title"
    said = flow[line.start : trigger.start].strip(" -*")
    if (trigger.word in _HEADING or trigger.word.startswith("theo ")) and said and not _SETTING.search(said):
        return "a goal that is spoken of"
    near = max(floor, trigger.start - 16)
    if _NOT_VERB.search(scene.low, near, trigger.start) and trigger.kind != "will":
        return "a noun, not an act"
    if _NEGATED.search(scene.low, near, trigger.start):
        return "denied or past"
    if _ALREADY.search(scene.low, near, trigger.start) and not trigger.word.startswith(_SET):
        return "denied or past"
    return None


def _titled(flow: str, start: int, trigger: Trigger) -> bool:
    """Whether a capital inside the sentence makes a title of the words (`ý tưởng Quyết tâm làm sạch sông`)."""
    first = flow[trigger.start : trigger.start + 2]
    before = flow[start : trigger.start].rstrip(" ")
    return first[0].isupper() and first[1:].islower() and bool(before) and before[-1] not in ".:;!?\"'-–*([…"


REACH = 1_500
"""How far from a trigger its clause is looked for: beyond any real sentence, so that an endless one costs no square."""


def framed(scene: Scene, start: int, end: int) -> str | None:
    """The frame that makes the words between two places a condition, forecast, hope, order or rule."""
    flow = scene.flow
    for frame in _FRAME.finditer(scene.low, start, end):
        word = " ".join(frame[0].split())
        before, behind = flow[max(start, frame.start() - 16) : frame.start()], flow[frame.end() : frame.end() + 5]
        if word in _ALSO_NOUNS and (_OF.match(behind) or _NOUN_BEFORE.search(before)):
            # `theo đề xuất của các phường`, `công tác chỉ đạo`: a noun that frames nothing
            continue
        if word in _SYLLABLES and _WITHIN.search(before):
            continue
        return f"{_FRAMES[word]}: {flow[frame.start() : frame.end()]}"
    return None


_GRANT = re.compile(r" (?:dành|chi|hỗ trợ|tài trợ|viện trợ|trích|đầu tư|cấp)(?!\w)")


def triggers(scene: Scene) -> Row[Trigger]:
    """The trigger words of a page, in order; capitals inside them make a name of something (`Kế Hoạch Nhỏ`)."""
    flow, found = scene.flow, []
    for match in _TRIGGER.finditer(scene.low):
        (start, end), word = match.span(), match[0]
        alone = not start or not flow[start - 1].isalnum()
        if alone and flow[start + 1 : end] in (word[1:], word[1:].upper()):
            kind = "will" if word == "sẽ" else _KINDS[" ".join(word.split())]
            if kind == "grant" and not _GRANT.match(scene.low, end):
                # `thông báo lịch tiêm` gives nothing
                continue
            found.append(Trigger(start, end, kind, word))
    return Row(found)
