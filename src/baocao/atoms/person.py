"""People: who is named in an article, by what names and in what roles.

Names are read by grammar: a surname and the shape of what follows, and the words beside it (an honorific, a rank,
a role, an age). Streets, schools, firms and prizes that bear a person's name are refused, and so are bylines and
photo credits, which belong to the article's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.atoms import admin_units, date_lunar, person_name, role
from baocao.atoms.capitals import Run, runs
from baocao.atoms.person_context import AGE, BEARERS, HONORIFICS, LAST, SAYS, Context, Left, honorifics_at_head
from baocao.atoms.person_identity import join
from baocao.atoms.person_mention import Mention
from baocao.atoms.person_name import Shape
from baocao.atoms.role import Role
from baocao.atoms.rule import Candidate, facts
from baocao.model import Page, Person

_LIST = re.compile(r"(?:, ?| và |, và | cùng | - |; ?)(?:(?:đồng chí|ông|bà|anh|chị|em) )?")
_AFTER_BRACKET = re.compile(r"[^()\n]{0,30}\)(?:, ?|; ?| và )")
_KOREAN = frozenset(
    {"Kim", "Moon", "Park", "Lee", "Choi", "Ban", "Yoon", "Jang", "Hwang", "Kang", "Jeong", "Cho", "Han", "Lim", "Ri"}
)
_PLACE_LIKE = frozenset({"bà", "ông", "cô", "bác", "em", "cậu", "chú", "anh", "chị", "cụ", "thầy", "mẹ"})
"""Honorifics that also open the names of places: Bà Rịa, Ông Lãnh, Cô Tô."""
_BEFORE_PLACES = frozenset({"em", "cháu", "bác", "mẹ", "cụ"})
"""Honorifics that a place may follow without being a person's name (`các em Hà Nội`)."""
_OPENING = frozenset(
    {"Theo", "Ngoài", "Còn", "Tại", "Bị", "Khi", "Với", "Và", "Riêng", "Trong", "Do", "Từ", "Cả", "Nếu", "Sau"}
    | {"Trước", "Ở", "Về", "Được", "Nhưng", "Cùng", "Gặp", "Như", "Để", "Vì", "Là", "Có"}
)
"""Words whose capital is a sentence's, not a name's."""
_UNNAMED_ORGANS = frozenset({"dự án", "trung tâm", "chi nhánh", "doanh nghiệp", "chợ", "trạm"})
"""Organs that an office may end with, unnamed: `Giám đốc Ban Quản lý dự án Lê Văn An`."""
_FOUNDER = ("Hồ", "Chí", "Minh")
"""A person and a city of one name: the person where the office stands before it, else the city."""
_BORNE = "something that bears a name"
_CREDIT = "a credit"


def candidates(page: Page) -> list[Candidate[Mention]]:
    """Every capitalised run that could name a person, taken and refused alike, in text order."""
    return _Reader(page).read()


def people(page: Page, named: Sequence[Candidate[Mention]] | None = None) -> tuple[Person, ...]:
    """Each person once, in order of first mention; `named` are the page's candidates where they are at hand."""
    return join(page.flow, facts(candidates(page) if named is None else named))


class _Reader:
    """One reading of one page: its runs in order, each decided by the words beside it."""

    def __init__(self, page: Page) -> None:
        self.context = Context(page.flow, page.low)
        self.runs: Sequence[Run] = runs(page.flow)
        for block in page.blocks:
            if block.kind == "byline":
                self.runs = [run for run in self.runs if not block.start <= run.start < block.end]
        self.author = (page.metadata.author or "").casefold()
        self.found: list[Candidate[Mention]] = []
        self.waiting: list[Mention] = []
        self.last: Candidate[Mention] | None = None

    def read(self) -> list[Candidate[Mention]]:
        for run in self.runs:
            if len(run.words) == 1 and run.before not in LAST:
                self._alone(run)  # a lone capitalised word without a cue before it: by far the commonest run
                continue
            candidate = self._decide(run)
            if candidate is not None:
                self.found.append(candidate)
                self.last = candidate
                if candidate.fact is not None and candidate.fact.stands:
                    self.context.named_until = candidate.end
        return self._settle()

    def _decide(self, run: Run) -> Candidate[Mention] | None:
        words = run.words
        if len(words) == 1:
            return self._short(run, self.context.left(run))
        first, honorific = honorifics_at_head(words)
        shape = person_name.find(words)
        if honorific in _PLACE_LIKE and first == 1 and shape is None and not self.context.opens_sentence(run.start):
            first, honorific = 0, ""  # chợ Bà Chiểu, Thủ tướng Anh
        if shape is not None and shape.first >= first:
            return self._surnamed(run, shape, honorific if shape.first == first else "")
        if honorific:
            return self._honoured(run, first, honorific)
        return self._unsurnamed(run, self.context.left(run))

    # ── names with a surname ──

    def _surnamed(self, run: Run, shape: Shape, honorific: str) -> Candidate[Mention] | None:
        context = self.context
        if shape.last - shape.first > 2 and role.HEAD_HERE.match(context.low, run.starts[shape.last - 1]):
            shape = shape._replace(last=shape.last - 1)  # `Nguyễn Văn An Bí thư Thành ủy`: a comma is missing
        words = run.words[shape.first : shape.last]
        if len(words) == 2 and date_lunar.names_year(*words):
            return None  # `Tết Quý Dậu`
        start, end = run.starts[shape.first], run.end_of(shape.last - 1)
        inner = run.words[shape.first - 1].lower() if shape.first and not honorific else ""
        left = Left(inner, "", "", "") if inner else context.left(run)
        if not honorific and not inner:
            honorific = left.honorific
        if not honorific:
            borne = left.bears_names and not self._seated(left, shape, words, start)
            if borne or self._continues(start, _BORNE):
                return _refuse(start, end, _BORNE)
            if context.credited(run.start) or self._continues(start, _CREDIT):
                return _refuse(start, end, _CREDIT)
            if len(words) == 2 and context.common_word(run.starts[shape.last - 1], end):
                return None
        if context.work_of(run.start):
            return _refuse(start, end, _BORNE)
        before, after = context.before(start), context.after(end)
        rule = self._evidence(shape, words, start, end, honorific, before, after)
        mention = Mention(start, end, words, rule or "name elsewhere", roles=before + after)
        if rule:
            return Candidate(start, end, rule, mention)
        self.waiting.append(mention)
        return None

    def _seated(self, left: Left, shape: Shape, words: tuple[str, ...], start: int) -> bool:
        """Whether a unit's kind before a name closes an office: `Chủ tịch UBND xã Lê Văn An`, not `… xã Lê Lợi`."""
        last = left.two if left.two in BEARERS else left.one
        ends_office = BEARERS.get(last) == "unit" or last in _UNNAMED_ORGANS or words[1] in ("Văn", "Thị")
        if not ends_office or len(words) < 3 or shape.weight < 2 or not self.context.before(start):
            return False
        name = " ".join(words).lower()
        return name not in admin_units.former() and name not in admin_units.today()

    def _evidence(
        self,
        shape: Shape,
        words: tuple[str, ...],
        start: int,
        end: int,
        honorific: str,
        before: tuple[Role, ...],
        after: tuple[Role, ...],
    ) -> str:
        """The rule that takes a surnamed run for a person; empty where nothing speaks for it."""
        if honorific:
            return "honorific"
        if before:
            return "role before"
        if after:
            return "role after"
        if AGE.match(self.context.low, end):
            return "age"
        upper = words[0].isupper() and len(words[0]) > 1
        long = len(words) > 2 and (shape.weight > 1 or words[1] in ("Văn", "Thị")) and not upper
        if (long or shape.weight > 1) and SAYS.match(self.context.low, end):
            return "speaks"
        if (long or shape.weight > 1) and self._continues(start, ""):
            return "list of people"
        if long and len(words) < 5 and not self.context.numbered(start) and " ".join(words).casefold() != self.author:
            return "surname"
        return ""

    # ── names without: foreign, of the stage, given names alone ──

    def _honoured(self, run: Run, first: int, honorific: str) -> Candidate[Mention] | None:
        """What follows an honorific: `ông Nhật`, `chị Thu Hà`, `ông Nitin Shad`, `bà H.`"""
        context = self.context
        start = run.starts[first]
        words = run.words[first:]
        named = person_name.cut(words)
        if not named:
            return None
        end = run.starts[first + len(named) - 1] + len(named[-1])
        if len(named[-1]) == 1 and context.flow[end : end + 1] == ".":
            follows = context.flow[end + 1 : end + 3].lstrip(" ")
            if follows and not follows[0].isupper() and follows[0] != "\n":
                end += 1
                named = (*named[:-1], named[-1] + ".")
        if role.HEAD_HERE.match(context.low, start) or context.common_word(run.starts[first + len(named) - 1], end):
            return None
        size = person_name.place_at(words, 0)
        if size == len(words) and (" ".join(words) in person_name.COUNTRIES or honorific in _BEFORE_PLACES):
            return _refuse(start, end, "a place")
        foreign = person_name.foreign(named)
        if HONORIFICS.get(honorific) == "kin" and len(named) == 1 and not foreign:
            return None
        after = context.after(end)
        before = context.before(start) if len(named) > 1 or after else ()
        # `Cử nhân Kinh tế`: a degree and one word make no person by themselves.
        stands = len(named) > 1 or foreign or HONORIFICS.get(honorific) not in ("degree", "rank")
        # `chị K.`: one letter hides who it is, and two women may share it
        stands = stands and not (len(named) == 1 and len(named[0].rstrip(".")) == 1)
        mention = Mention(start, end, named, "honorific", stands, foreign, before + after)
        return Candidate(start, end, "honorific", mention)

    def _short(self, run: Run, left: Left) -> Candidate[Mention] | None:
        """One capitalised word: `ông Nhật`, `Bộ trưởng Nhạ`, `Tổng thống Putin`."""
        word = run.words[0]
        if left.honorific:
            return self._honoured(run, 0, left.honorific)
        head = left.head
        if head is None:
            self._alone(run)
            return None
        if len(word) < 2 or word.isupper() or word in person_name.COUNTRIES:
            return None
        if self.context.common_word(run.start, run.end) or role.HEAD_HERE.match(self.context.low, run.start):
            return None
        foreign = not person_name.syllabic(word)
        if foreign and role.HEADS[head]["complement"] == "organ":
            self.waiting.append(Mention(run.start, run.end, run.words, "name elsewhere", False, True))
            return None
        stands = foreign and head in role.TAKES_NAME and role.HEADS[head]["kind"] == "office"
        roles = self.context.before(run.start)
        return Candidate(
            run.start,
            run.end,
            "role before",
            Mention(run.start, run.end, run.words, "role before", stands, foreign, roles),
        )

    def _alone(self, run: Run) -> None:
        """One foreign word may name somebody who is named in full elsewhere: `Putin`."""
        word = run.words[0]
        if word.isascii() and word[1:].islower() and not person_name.syllabic(word):
            self.waiting.append(Mention(run.start, run.end, run.words, "name elsewhere", False, True))

    def _unsurnamed(self, run: Run, left: Left) -> Candidate[Mention] | None:
        """Several words without a surname: `Tổng thống Mỹ Donald Trump`, `ca sĩ Mỹ Tâm`, `Kim Jong-un`."""
        context, words = self.context, run.words
        if left.honorific:
            return self._honoured(run, 0, left.honorific)
        if words == _FOUNDER:
            return self._founder(run, left)
        if context.credited(run.start):
            return _refuse(run.start, run.end, _CREDIT)
        size = person_name.place_at(words, 0)
        if left.bears_names or size == len(words):
            return None
        head = left.head
        first = size if size and person_name.foreign(words[size:]) else 0
        if not first and words[0] in _OPENING and context.opens_sentence(run.start):
            first = 1
        elif (
            head
            and not first
            and len(words) > 2
            and len(words[0]) > 1
            and words[0].isupper()
            and person_name.western(words[1:])
        ):
            first = 1  # giám đốc FBI Christopher Wray
        rest = person_name.cut(words[first:])
        if not rest or first + len(rest) != len(words) or words[0] in person_name.KINDS or rest[0] == "The":
            return None
        start, end = run.starts[first], run.end
        foreign = person_name.foreign(rest)
        if context.common_word(run.starts[-1], end):
            return None
        rule, roles = self._foreign_evidence(rest, start, end, head, first, foreign)
        if rule:
            return Candidate(start, end, rule, Mention(start, end, rest, rule, True, foreign, roles))
        self.waiting.append(Mention(start, end, rest, "name elsewhere", False, foreign))
        return None

    def _foreign_evidence(
        self, words: tuple[str, ...], start: int, end: int, head: str | None, first: int, foreign: bool
    ) -> tuple[str, tuple[Role, ...]]:
        """The rule that takes a run without a surname, and the roles beside it; empty where nothing speaks for it."""
        context = self.context
        complement = role.HEADS[head]["complement"] if head else ""
        if head and len(words) > 1 - bool(first):
            direct = (
                (complement == "name" and not any(w.isupper() and len(w) > 1 for w in words))
                or (complement == "either" and foreign)
                or (bool(first) and foreign)
            )
            if direct:
                return "role before", context.before(start) + context.after(end)
        if not foreign or not 1 < len(words) < 5 or any(len(w) == 1 or w.isupper() for w in words):
            return "", ()
        if after := context.after(end):
            return "role after", context.before(start) + after
        if words[0] in _KOREAN and "-" in words[-1]:
            return "korean name", context.before(start)
        if AGE.match(context.low, end):
            return "age", ()
        if not person_name.syllabic(words[0]) and context.low[start - 2 : start - 1].isalpha():
            roles = context.before(start)
            if roles and role.HEADS[roles[-1].head]["complement"] != "organ":
                return "role before", roles
        return "", ()

    def _founder(self, run: Run, left: Left) -> Candidate[Mention] | None:
        if left.two != "chủ tịch" or self.context.work_of(run.start - len("chủ tịch ")):
            return None
        roles = self.context.before(run.start)
        return Candidate(
            run.start, run.end, "role before", Mention(run.start, run.end, run.words, "role before", roles=roles)
        )

    # ── what the neighbours say ──

    def _continues(self, start: int, reason: str) -> bool:
        """Whether the name at `start` goes on a list whose last item was refused for `reason` (or taken, for none)."""
        last = self.last
        if last is None or not 0 < start - last.end < 240 or (last.reason or "") != reason:
            return False
        end = last.end
        if last.fact is not None and last.fact.roles:
            end = max(end, last.fact.roles[-1].end)
        if start <= end or start - end > 40:
            return False
        gap = self.context.low[end:start]
        return _LIST.fullmatch(gap) is not None or (reason == "" and _AFTER_BRACKET.fullmatch(gap) is not None)

    def _settle(self) -> list[Candidate[Mention]]:
        """Decide what was left open: a name known from elsewhere on the page is a mention, the rest are not."""
        taken = facts(self.found)
        known = {" ".join(m.words).casefold() for m in taken}
        parts = {w for m in taken if m.foreign and m.full for w in (m.words[0], m.words[-1]) if len(w) > 2}
        low = self.context.low
        borne = {low[c.start : c.end] for c in self.found if c.reason == _BORNE}
        settled = [
            _refuse(c.start, c.end, _BORNE) if c.rule == "surname" and low[c.start : c.end] in borne else c
            for c in self.found
        ]
        for m in self.waiting:
            name = " ".join(m.words)
            if name.casefold() in known or (m.foreign and name in parts):
                settled.append(Candidate(m.start, m.end, m.rule, m))
            elif m.full and not any(w.isupper() and len(w) > 1 for w in m.words):
                settled.append(_refuse(m.start, m.end, "no sign of a person"))
        settled.sort(key=lambda c: c.start)
        return settled


def _refuse(start: int, end: int, reason: str) -> Candidate[Mention]:
    return Candidate(start, end, "name", reason=reason)
