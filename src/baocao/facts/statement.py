"""Statements: the figures of one sentence, read from left to right, each with the movements that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from baocao.facts import movement, plan, portion
from baocao.facts.clause import trim
from baocao.facts.cue import Comparison, Cue, comparison, cue, leading
from baocao.facts.holding import also_held, held
from baocao.facts.naming import MILESTONE, Named, apposed, begins, counted, growth, known, milestone, phrase, whole
from baocao.facts.scene import DURATION, Line, Scene, inside, last_syllables
from baocao.lexicon import openings, table
from baocao.model import Movement, Plan, Quantity

STANDARD = DURATION | {
    "%", "VND", "USD", "EUR", "JPY", "CNY", "KRW", "GBP", "lần", "m", "km", "cm", "mm", "kg", "g", "tuổi", "ha", "m2",
    "km2", "tonne", "quintal", "litre", "m3", "kWh", "MWh", "MW", "°C", "lượt", "điểm", "giờ",
}  # fmt: skip
"""Units that measure; every other unit is a counted noun."""
_BLANK = re.compile(
    r"[\s,;()\-]*(?:(?:và|đồng thời|cũng|tức|trong đó|bằng|với|cùng kỳ"
    r"|khi đó|ước|dự ước|bình quân|trung bình|mỗi năm|hằng năm|hàng năm)[\s,]*)*"
)
_UNMET = re.compile(r"\b(?:chưa|không) (?:đạt|hoàn thành|được|đảm bảo|bảo đảm)\b")
_REMAINING = re.compile(r"\b(?:đang phấn đấu|còn lại|còn phải|chưa xong)\b")
_QUALIFIER = re.compile(r"\b(?:cơ bản|về cơ bản)\b")
_RANK = re.compile(
    r"\b(?:(?:đứng|xếp|vươn lên|ở)(?: vị trí| hạng)?|là (?:\w+ ){1,3}?)(?:thứ) (?P<rank>[^,;.()]{2,48}?)(?=$"
    r"|[,;.()]| (?:về đích|và|được|đạt)\b)"
    r"|\b(?P<top>cao nhất|thấp nhất|lớn nhất) (?:kể )?từ [^,;.()]{3,24}",
    re.IGNORECASE,
)
_RANKED = ("thứ ", "nhất ")
"""One of these is in every rank."""
_DONE = re.compile(r"\b(?:đã|được|vừa|hoàn thành|lũy kế|tổng cộng)\b")
# `gấp hơn 2 lần mức chung của thành phố`: measured against others, no movement
_PEERS = re.compile(
    r" (?:so với )?(?:mức (?:chung|bình quân|trung bình)|bình quân chung|(?:bình quân|trung bình) (?:cả nước"
    r"|của cả nước|toàn (?:tỉnh|quốc|thành phố|huyện)))(?!\w)"
)
# `trên 1ha đất canh tác`: what the next figure is counted for
_FOR_EACH = re.compile(r"\b(?:trên|mỗi|một|cho)(?: mỗi)? ?$")
_SIDES = {"unmet": "chưa đạt", "remaining": "còn lại"}
_SHORT = frozenset({"xây", "trồng", "cấp", "xóa", "lắp", "trao", "tặng", "sửa"})
_AIM = re.compile(
    r"\b(?:để|nhằm|sẽ|kế hoạch|dự kiến|phải|cần|muốn|chỉ đạo|yêu cầu|đề nghị|cho phép|xin|không"
    r"|chưa)\b"
)
_VERBS = [r["verb"] for r in table("commitment_verbs")]
_ACT = re.compile(rf"(?P<verb>{openings(_VERBS)})(?: được| thêm| mới)? ?$")
_ACT_ENDS = last_syllables((*_VERBS, "được", "thêm", "mới"))
# a count of these announces a list, it measures nothing
_LISTED = (
    "khâu đột phá", "đột phá", "nhiệm vụ", "chương trình", "giải pháp", "nhóm", "mục tiêu", "nội dung", "chỉ tiêu",
    "vấn đề", "nguyên tắc", "nghị quyết", "kiến nghị", "phương án", "giai đoạn", "bước", "phần", "điểm", "khâu",
    "lĩnh vực", "trụ cột", "đề án",
)  # fmt: skip
# what a counted noun may carry before its comma (`đảng viên mới,`): no name of another figure
_MODIFIER = re.compile(r"(?: (?!và |đạt |tăng |giảm |so |vượt )[^\s,;.:()\d]+){1,4}(?=,)")
_WHOLE = re.compile(
    r" (?:của |trong |trên )?(?P<whole>(?:tổng|toàn)[^,;.()]{2,50}?)(?=$|[,;.()]| (?:và|tăng|giảm|với)\b)",
    re.IGNORECASE,
)


# `đề ra 12 chỉ tiêu cụ thể: …`: what follows is to be reached, and no result
_SET = (
    r"(?: (?:các|những|một số|nhóm|hệ thống|\d+))* (?:chỉ tiêu|mục tiêu)(?: [^\s:;.]+){0,12}?"
    r"(?::|,? trong đó|,? cụ thể|,? gồm|,? bao gồm|,? như)"
)
_LISTING = (":", " trong đó", " cụ thể", " gồm", " bao gồm", " như")
AIMING = ("chỉ tiêu", "mục tiêu", "phấn đấu")
"""Without one of these nothing says that it is to be reached."""
_AIMS = re.compile(
    openings(
        (),
        *(said + _SET for said in ("đề ra", "đặt ra", "đặt", "xác định", "thông qua", "quyết nghị", "với")),
        *(said + r"(?: [^\s:;.]+){0,10}?:" for said in ("phấn đấu", "mục tiêu")),
    )
)


def aims_in(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Where a range says that what follows is to be reached."""
    told = scene.says(start, end, AIMING) and scene.has(start, end, _LISTING)
    return _AIMS.search(scene.low, start, end) if told else None


# `trong đó 17 chỉ tiêu đạt và vượt`: how many of them were reached is a result again
_COUNTED_AIMS = frozenset({"chỉ tiêu", "mục tiêu", "tiêu chí", "nhiệm vụ"})
_TURNED = re.compile(r"\b(?:tăng|giảm|nâng|hạ|lên|xuống|còn|rút)\b", re.IGNORECASE)
# `đạt 77% số lượng phát hành, tăng …`: the whole that a share is taken of names nothing after it
_OF_WHAT = re.compile(
    r" (?:của )?(?:tổng )?(?:số|lượng|vốn|kế hoạch|dân số|diện tích)(?!\w)[^,;:.()\d]*", re.IGNORECASE
)
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class Reading:
    """An indicator while its sentence is being read."""

    named: Named
    rule: str
    start: int
    end: int
    quantity: Quantity | None
    measure: str
    movements: list[Movement] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    of_what: str | None = None
    side: str | None = None
    qualifier: str | None = None
    rank: str | None = None


@dataclass
class Ledger:
    """Which quantities found a place in an indicator, and why the others did not."""

    used: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)


class Statement:
    """One sentence: its quantities from left to right, and the indicator that is open; `promised` are ids."""

    def __init__(self, scene: Scene, line: Line, promised: Set[str], ledger: Ledger) -> None:
        self.scene, self.line, self.promised, self.ledger = scene, line, promised, ledger
        self.here = line.start
        self.open: Reading | None = None
        self.done: list[Reading] = []
        self.verb: str | None = None
        self.whole: str | None = None
        """What the shares that are being read are taken of."""

    def readings(self) -> list[Reading]:
        numbers = self.line.quantities
        aims = aims_in(self.scene, self.line.start, self.line.end)
        pending: tuple[Quantity, Cue] | None = None
        for number, following in zip_longest(numbers, numbers[1:]):
            if number.id in self.promised:
                self._refuse(number, "target")
                continue
            if self.open is not None and number.start < self.open.named.end:
                # `6 xã đạt 19/19 tiêu chí`: what each of them reached
                self._refuse(number, "named")
                continue
            if aims and aims.end() <= number.start and number.unit not in _COUNTED_AIMS:
                self._refuse(number, "aim")
                continue
            said = cue(self.scene, self.here, number)
            if said.role == "from" and following and following.unit == number.unit:
                pending = (number, said)
                continue
            if number.unit in DURATION and number.unit is not None:
                self._duration(number, said)
                continue
            if following and following.per is not None and self._denominates(number):
                self._refuse(number, "denominator")
                continue
            self._number(number, said, following.start if following else self.line.end, pending)
            pending = None
        if self.done and self.scene.has(self.line.start, self.line.end, _RANKED):
            starts = sorted(reading.start for reading in self.done)
            for reading in self.done:
                self._rank(reading, starts)
        return self.done

    def _refuse(self, number: Quantity, reason: str) -> None:
        self.ledger.reasons[number.id] = reason

    def _use(self, reading: Reading, *ids: str | None) -> None:
        for id_ in ids:
            if id_:
                reading.used.append(id_)
                self.ledger.used.add(id_)

    def _duration(self, number: Quantity, said: Cue) -> None:
        """`trước 2 năm so với đề án`; every other duration only tells when."""
        against = comparison(self.scene, number, self.line.end)
        if said.role not in ("ahead", "late") or against is None:
            self._refuse(number, "duration")
            return
        ahead = plan.timing(number, said, against)
        named = milestone(self.scene, self.here, said.start)
        if named:
            self._open(Reading(named, "milestone", named.start, against.end, None, "milestone"))
        elif self.open is None:
            self._refuse(number, "no_name")
            return
        assert self.open is not None
        self.open.plans.append(ahead)
        self._use(self.open, number.id)
        self._close(against.end)

    def _denominates(self, number: Quantity) -> bool:
        """`giá trị sản xuất trên 1ha đất đạt 250 triệu đồng`: one of what the next figure is counted for."""
        return (
            number.low == number.high == 1
            and _FOR_EACH.search(self.scene.low, self.line.start, number.start) is not None
        )

    def _number(self, number: Quantity, said: Cue, stop: int, pending: tuple[Quantity, Cue] | None) -> None:
        opening = said.start if pending is None else min(said.start, pending[1].start)
        against = comparison(self.scene, number, self.line.end)
        before = leading(self.scene, self.here, opening)
        subject_end = before.opening if before else opening
        if said.role == "same":
            self._refuse(number, "restated")
            return
        if said.role in ("times", "up", "down", "exceed") and (
            _PEERS.match(self.scene.low, number.end, self.line.end)
            or (number.unit == "lần" and begins(self.scene, number.end))
        ):
            self._refuse(number, "peers")
            return
        if pending is not None and not (_TURNED.search(pending[1].word) or _TURNED.search(said.word)):
            # `dao động từ 6 đến vài trăm`: a spread, no change
            self._refuse(pending[0], "spread")
            self._refuse(number, "spread")
            self.here = number.end
            return
        moved = number.of is None and (
            said.role in ("up", "down", "times", "exceed") or plan.is_plan(number, said, against or before)
        )
        if moved and self.open and (self.open.rule != "act" or against) and not self._owns(subject_end):
            self._attach(number, said, against or before)
            return
        named, rule, measure = self._name(number, said, max(self.here, subject_end), pending)
        own = named is None and self._owns(subject_end)
        if named is None and not own and said.role == "to":
            named, rule, measure = self._same_subject(number)
        if named is None and rule == "no_name" and pending is None:
            named, rule, measure = self._held(number)
        if named is None:
            self._refuse(number, "vague" if number.vague else rule)
            if pending is not None:
                self._refuse(pending[0], "base")
            if own:
                self.open = None
            total = _OF_WHAT.match(self.scene.flow, number.end, stop) if number.unit == "%" else None
            self.here = total.end() if total else number.end
            return
        reading = Reading(named, rule, named.start, number.end, number, measure)
        self._open(reading)
        self._use(reading, number.id)
        if pending is not None:
            reading.movements.append(movement.from_to(self.scene, pending[0], number, against))
            self._use(reading, pending[0].id)
        elif moved:
            self._attach(number, said, against or before)
            if reading.plans and reading.plans[0].relation == "reaches" and number.unit == "%":
                # `thu ngân sách đạt 60% kế hoạch`: a part of the plan, and no level of the revenue
                reading.measure, reading.of_what = "ratio", reading.plans[0].of
            return
        self._details(reading, number, said, stop)
        # `…, so kế hoạch giao đạt 74%`: behind a comma the comparison is the next figure's
        ahead = against is not None and self.scene.flow.startswith(",", number.end)
        self._close(against.end if against and not ahead else number.end)

    def _owns(self, end: int) -> bool:
        """Whether a figure's clause has words of its own before them, beside dates and what only joins."""
        words, here = "", self.here
        for d in inside(self.scene.dates, here, end):
            words += self.scene.low[here : d.start]
            here = d.end
        return not _BLANK.fullmatch(words + self.scene.low[here : max(here, end)])

    def _same_subject(self, number: Quantity) -> tuple[Named | None, str, str]:
        """`thu ngân sách tăng bình quân 15%/năm, năm 2020 đạt 620 tỷ đồng`: the level of what was said to grow."""
        said = self.open
        entry = said.named.entry if said else None
        if said is None or said.measure != "change" or entry is None or number.unit == "%" or not entry.takes(number):
            return None, "no_name", ""
        words = trim(self.scene.flow, self.here, number.end)
        return Named(said.named.name, words.start if words else number.start, number.end, entry), "known", "level"

    def _attach(self, number: Quantity, said: Cue, against: Comparison | None) -> None:
        """Give the open indicator a movement or a comparison with the plan."""
        assert self.open is not None
        reading = self.open
        if plan.is_plan(number, said, against):
            reading.plans.append(plan.against(number, said, against))
        else:
            reading.movements.append(movement.change(self.scene, reading.quantity, number, said, against))
        self._use(reading, number.id, against.quantity if against else None)
        self._close(max(number.end, against.end if against and against.start > number.start else 0))

    def _open(self, reading: Reading) -> None:
        self.open = reading
        self.done.append(reading)

    def _close(self, end: int) -> None:
        assert self.open is not None
        self.open.end = max(self.open.end, end)
        modifier = _MODIFIER.match(self.scene.low, end, self.line.end)
        self.here = modifier.end() if modifier else end

    def _name(
        self, number: Quantity, said: Cue, subject_end: int, pending: tuple[Quantity, Cue] | None
    ) -> tuple[Named | None, str, str]:
        """The name of a figure with the rule that found it, or the reason that there is none."""
        scene, flow = self.scene, self.scene.flow
        change = said.role in ("up", "down", "times", "exceed") and pending is None
        if number.of is not None:
            return self._ratio(number)
        around = counted(scene, self.here, self.line.end, number)
        if around:
            return around, "counted", "count"
        if number.unit == "%" and said.role in ("none", "has", "to"):
            all_ = portion.of_all(scene, self.here, self.line.end, number)
            if all_:
                self.whole = all_[1]
                return all_[0], "portion", "share"
        named = known(scene, self.here, subject_end, number)
        measure = "change" if change else "share" if said.role == "share" else "level"
        if (
            named
            and whole(scene, named, subject_end)
            and not (said.role == "none" and "," in flow[named.end : number.start])
        ):
            return named, "known", measure
        if number.unit == "%" and said.role != "none":
            grown = growth(scene, self.here, subject_end, rises=said.role == "up")
            if grown:
                return grown, "known", measure
        if number.unit == "%" and said.role in ("share", "none"):
            piece = self._part(number, said, subject_end)
            if piece:
                return piece, "part", "share"
        reached = portion.state(scene, self.line.end, number) if said.role in ("none", "has") else None
        if reached:
            return self._counted_state(reached, number), "state", "count"
        counts = number.unit not in STANDARD
        if said.role == "none":
            beside = self._apposed(number)
            return (beside, "apposed", measure) if beside else self._act(number)
        if said.role == "from" or (said.role == "has" and counts):
            return self._act(number)
        written = phrase(scene, self.here, subject_end)
        return (written, "phrase", measure) if written else self._act(number)

    @cached_property
    def _structure(self) -> Named | None:
        """What the sentence announces as a structure; looked for once, however many figures it has."""
        return portion.structure(self.scene, self.line.start, self.line.end)

    def _apposed(self, number: Quantity) -> Named | None:
        """`đàn lợn 45.000 con`: a noun phrase that stands right before its number."""
        kind = "money" if number.unit and _CURRENCY.fullmatch(number.unit) else "count"
        return apposed(self.scene, self.here, number, "" if kind == "count" and number.unit in STANDARD else kind)

    def _counted_state(self, written: Named, number: Quantity) -> Named:
        """The table's name of what was reached where nothing narrows it, else the words themselves."""
        named = known(self.scene, number.start, written.end, number)
        return named if named and not portion.narrowed(self.scene, named.end, self.line.end) else written

    def _ratio(self, number: Quantity) -> tuple[Named | None, str, str]:
        """`45.799/36.875 tỷ đồng` is named before it, `15/16 xã đạt chuẩn …` by what follows."""
        scene, ends = self.scene, self.line.end
        around = counted(scene, self.here, ends, number)
        if around:
            return around, "counted", "ratio"
        if number.unit in STANDARD:
            named = known(scene, self.here, number.start, number)
            if named is None or not whole(scene, named, number.start):
                named = self._apposed(number)
            return (named, "ratio", "ratio") if named else (None, "no_name", "")
        named = known(scene, number.start, min(ends, number.end + 40), number)
        if named and (named.end <= number.end or not portion.narrowed(scene, named.end, ends)):
            return Named(named.name, number.start, number.end, named.entry), "ratio", "ratio"
        written = portion.state(scene, ends, number) or self._apposed(number)
        return (written, "ratio", "ratio") if written else (None, "no_name", "")

    def _part(self, number: Quantity, said: Cue, subject_end: int) -> Named | None:
        """A part of a structure or of a stated whole; the parts after it need no verb."""
        scene = self.scene
        total = _WHOLE.match(scene.flow, number.end, self.line.end)
        if total:
            self.whole = total["whole"]
        elif self.whole is None and self._structure and self._structure.end <= number.start:
            self.whole = self._structure.name
        weight = phrase(scene, self.here, subject_end) if said.role == "share" or total else None
        if weight and portion.weighs(weight):
            self.whole = self.whole or ""
            return weight
        if self.whole is None:
            return None
        if said.role == "none" and (self.open is None or self.open.rule != "part") and not total:
            joined = scene.flow.rfind(":", self.here, number.start) >= 0
            if not joined:
                return None
        return weight or portion.part(scene, self.here, subject_end)

    def _act(self, number: Quantity) -> tuple[Named | None, str, str]:
        """`đã kiểm tra 488 cơ sở, 60 kho`: what was done, and to how many of what."""
        flow, unit = self.scene.flow, number.unit
        if unit is None or unit in STANDARD or number.vague or not flow[number.start].isdigit():
            return None, "no_name", ""
        if unit.startswith(_LISTED):
            missed = _UNMET.match(self.scene.low, number.end + 1, self.line.end)
            return (Named(f"{unit} {_SIDES['unmet']}", number.start, missed.end()), "act", "count") if missed else (
                None, "list", "")  # fmt: skip
        told = self.scene.may_end(self.here, number.start, _ACT_ENDS)
        match = _ACT.search(self.scene.low, max(self.here, number.start - 40), number.start) if told else None
        done = _DONE.search(self.scene.low, self.here, match.start()) if match else None
        if match and done and not _AIM.search(self.scene.low, done.end(), match.start()):
            verb = match["verb"].lower()
            if " " not in verb and (verb not in _SHORT or flow[done.end() : match.start()].strip()):
                # `đăng ký 5 hồ sơ`, `làm 5 người chết`: a short verb may be part of something else
                return None, "no_name", ""
            self.verb = verb
            return Named(f"{verb} {unit}", match.start(), number.end), "act", "count"
        if self.verb and flow[self.here : number.start].strip(" ,") in ("", "và"):
            return Named(f"{self.verb} {unit}", number.start, number.end), "act", "count"
        self.verb = None
        return None, "no_name", ""

    def _held(self, number: Quantity) -> tuple[Named | None, str, str]:
        """`huyện có 15 xã, 1 thị trấn`: what a body or a place has."""
        unit = number.unit
        if unit is None or unit in STANDARD or number.vague or unit.startswith(_LISTED):
            return None, "no_name", ""
        said = self.open
        if said is not None and said.rule == "held":
            named = also_held(self.scene, said.named, self.line.end, number)
        else:
            named = held(self.scene, self.here, self.line.end, number)
        return (named, "held", "count") if named else (None, "no_name", "")

    def _details(self, reading: Reading, number: Quantity, said: Cue, stop: int) -> None:
        flow, low = self.scene.flow, self.scene.low
        if number.of is not None:
            around = low[max(self.line.start, number.start - 24) : min(self.line.end, number.end + 32)]
            side = "unmet" if _UNMET.search(around) else "remaining" if _REMAINING.search(around) else "met"
            reading.side = side
            if side != "met" and number.unit not in STANDARD:
                # the table names what was met; this counts what was not
                reading.named = Named(f"{number.unit} {_SIDES[side]}", reading.named.start, reading.named.end)
            qualifier = _QUALIFIER.search(low, max(self.line.start, number.start - 24), number.start)
            reading.qualifier = flow[qualifier.start() : qualifier.end()] if qualifier else None
            reading.of_what = None if number.unit in STANDARD else number.unit
            if side == "met":
                reading.plans.append(plan.of_all(number))
        elif reading.measure == "share" and reading.rule in ("part", "portion"):
            reading.of_what = self.whole or None
        elif said.role == "share":
            total = _WHOLE.match(flow, number.end, stop)
            reading.of_what = total["whole"] if total else None
        elif reading.measure == "count":
            reading.of_what = number.unit

    def _rank(self, reading: Reading, starts: list[int]) -> None:
        """A rank that the same sentence states behind the figure, before the next figure's name."""
        later = bisect_right(starts, reading.start)
        match = _RANK.search(self.scene.flow, reading.end, starts[later] if later < len(starts) else self.line.end)
        if match:
            reading.rank = f"thứ {match['rank']}" if match["rank"] else match[0]
            if reading.measure == MILESTONE:
                reading.end = match.end()
