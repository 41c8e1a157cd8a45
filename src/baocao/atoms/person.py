"""People: who is named in an article, by what names and in what roles.

Names are read by grammar: a surname and the shape of what follows, and the words beside it (an honorific, a rank,
a role, an age). Streets, schools, firms and prizes that bear a person's name are refused, and so are bylines and
photo credits, which belong to the article's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from baocao.atoms import person_name, role
from baocao.atoms.capitals import Run, runs
from baocao.atoms.person_identity import join
from baocao.atoms.person_mention import Mention
from baocao.atoms.person_name import Shape
from baocao.atoms.role import Role
from baocao.atoms.rule import Candidate, facts
from baocao.lexicon import table
from baocao.model import Page, Person

_HONORIFICS = {row["word"]: row["kind"] for row in table("honorifics")}
_BEARERS = frozenset(row["word"] for row in table("name_bearers"))
_NO_NAMES = frozenset(row["words"] for row in table("no_names"))
_CREDIT = re.compile(
    r"(?:ảnh(?: minh họa| chụp màn hình| chụp)?|nguồn|video|clip|đồ họa|thực hiện|tác giả|bài|tin|biên tập|dịch|t/h) ?: ?$"
)
_AGE = re.compile(r"(?:,| -)? ?\(?(?:sn|sinh năm|sinh ngày|ở [^,;()]{2,30}, sn|\d{1,3} tuổi|\d{4}\))")
_SAYS = re.compile(
    r",? (?:cho (?:biết|hay|rằng)|nói|nhấn mạnh|khẳng định|chia sẻ|phát biểu|trả lời|bày tỏ|kể|viết|tâm sự|giải thích"
    r"|khai|nhận định|đề nghị|yêu cầu|đề xuất|qua đời|sinh năm|thừa nhận|lý giải|phân tích|bức xúc|thú nhận|nhớ lại)(?!\w)"
)
_LIST = re.compile(r"(?:, ?| và |, và | cùng | - |; ?)(?:(?:đồng chí|ông|bà|anh|chị|em) )?")
_SENTENCE_END = frozenset('.!?:;"(*-…')
_KOREAN = frozenset(
    {"Kim", "Moon", "Park", "Lee", "Choi", "Ban", "Yoon", "Jang", "Hwang", "Kang", "Jeong", "Cho", "Han", "Lim", "Song"}
)
_PLACE_LIKE = frozenset({"bà", "ông", "cô", "bác", "em", "cậu", "chú"})
"""Honorifics that also open the names of places: Bà Rịa, Ông Lãnh, Cô Tô."""
_LONGEST_FOREIGN = 5
_FOUNDER = ("Hồ", "Chí", "Minh")


class _Left(NamedTuple):
    """The last word, the last two and the last three before a place, in lower case; empty past punctuation."""

    one: str
    two: str
    three: str

    def any_of(self, words: Container[str]) -> bool:
        return self.one in words or self.two in words or self.three in words


_NOTHING = _Left("", "", "")


def candidates(page: Page) -> list[Candidate[Mention]]:
    """Every capitalised run that could name a person, taken and refused alike, in text order."""
    return _Reader(page).read()


def people(page: Page, named: Sequence[Candidate[Mention]] | None = None) -> tuple[Person, ...]:
    """Each person once, in order of first mention; `named` are the page's candidates where they are at hand."""
    return join(page.flow, facts(candidates(page) if named is None else named))


class _Reader:
    """One reading of one page: its runs in order, each decided by the words beside it."""

    def __init__(self, page: Page) -> None:
        self.flow = page.flow
        low = page.flow.lower()
        # The few letters that change their length in lower case stand in no Vietnamese word.
        self.low = low if len(low) == len(page.flow) else page.flow
        self.bylines = [(b.start, b.end) for b in page.blocks if b.kind == "byline"]
        self.author = (page.metadata.author or "").casefold()
        self.found: list[Candidate[Mention]] = []
        self.waiting: list[Mention] = []
        self.last: Candidate[Mention] | None = None

    def read(self) -> list[Candidate[Mention]]:
        for run in self._runs_of_the_story():
            candidate = self._decide(run)
            if candidate is not None:
                self.found.append(candidate)
                self.last = candidate
        return self._settle()

    def _runs_of_the_story(self) -> Iterator[Run]:
        byline = 0
        for run in runs(self.flow):
            while byline < len(self.bylines) and self.bylines[byline][1] <= run.start:
                byline += 1
            if byline == len(self.bylines) or run.start < self.bylines[byline][0]:
                yield run

    def _decide(self, run: Run) -> Candidate[Mention] | None:
        words = run.words
        first, honorific = _inner_honorific(words)
        shape = person_name.find(words)
        if shape is None and len(words) - first == 1 and not honorific:
            # A lone capitalised word is by far the commonest run: one look at the words before it.
            return self._short(run, self._left(run.start))
        if shape is not None and shape.first >= first:
            return self._surnamed(run, shape, honorific if shape.first == first else "")
        if honorific:
            return self._honoured(run, first, honorific, inside=True)
        left = self._left(run.start)
        return self._short(run, left) if len(words) == 1 else self._unsurnamed(run, left)

    # ── names with a surname ──

    def _surnamed(self, run: Run, shape: Shape, honorific: str) -> Candidate[Mention] | None:
        words = run.words[shape.first : shape.last]
        start, end = run.starts[shape.first], run.end_of(shape.last - 1)
        inner = run.words[shape.first - 1].lower() if shape.first and not honorific else ""
        left = _Left(inner, "", "") if inner else self._left(run.start)
        if not honorific and not inner and left.one:
            honorific = next((w for w in (left.two, left.one) if w in _HONORIFICS), "")
        if not honorific:
            if self._credited(run.start):
                return self._refuse(start, end, "a credit")
            if left.any_of(_BEARERS):
                return self._refuse(start, end, "something that bears a name")
            if self._continues(start, "something that bears a name"):
                return self._refuse(start, end, "something that bears a name")
            if self._continues(start, "a credit"):
                return self._refuse(start, end, "a credit")
        elif self.low[max(0, start - 60) : start].rstrip().endswith(_WORKS_OF):
            return self._refuse(start, end, "something that bears a name")
        before = role.before(self.low, self._floor(start), start)
        after = role.after(self.low, end, self._ceiling(end))
        rule = self._evidence(shape, words, start, end, honorific, before, after)
        mention = Mention(start, end, words, rule or "name elsewhere", roles=(*before, *after))
        if rule:
            return Candidate(start, end, rule, mention)
        self.waiting.append(mention)
        return None

    def _evidence(
        self,
        shape: Shape,
        words: tuple[str, ...],
        start: int,
        end: int,
        honorific: str,
        before: list[Role],
        after: list[Role],
    ) -> str:
        if honorific:
            return "honorific"
        if before:
            return "role before"
        if after:
            return "role after"
        if _AGE.match(self.low, end):
            return "age"
        upper = words[0].isupper() and len(words[0]) > 1
        certain = len(words) > 2 and (shape.weight > 1 or words[1] in ("Văn", "Thị")) and not upper
        if _SAYS.match(self.low, end) and (certain or shape.weight > 1):
            return "speaks"
        if self._continues(start, "") and (certain or shape.weight > 1):
            return "list of people"
        if certain and len(words) < 5 and not self._numbered(start) and " ".join(words).casefold() != self.author:
            return "surname"
        return ""

    # ── names without: foreign, of the stage, given names alone ──

    def _honoured(self, run: Run, first: int, honorific: str, *, inside: bool) -> Candidate[Mention] | None:
        start = run.starts[first]
        words = run.words[first:]
        if inside and honorific in _PLACE_LIKE and run.words[first - 1][0].isupper():
            before = self.flow[run.start - 2 : run.start].strip()
            if first == 1 and run.start and before and before[-1] not in _SENTENCE_END:
                return self._refuse(run.start, run.end, "a place")
        named = _cut(words)
        if not named:
            return None
        end = run.starts[first + len(named) - 1] + len(named[-1])
        if named[-1][-1] != "." and len(named[-1]) == 1 and self.flow[end : end + 1] == ".":
            follows = self.flow[end + 1 : end + 3].lstrip(" ")
            if follows and not follows[0].isupper() and follows[0] != "\n":
                end += 1
                named = (*named[:-1], named[-1] + ".")
        if role.HEAD_HERE.match(self.low, start) or self._common_word(start, end):
            return None
        size = person_name.place_at(words, 0)
        country = size and " ".join(words[:size]) in person_name.COUNTRIES
        if size == len(words) and (country or honorific in ("em", "cháu", "bác", "mẹ", "cụ")):
            return self._refuse(start, end, "a place")
        foreign = any(not person_name.syllabic(w) and not person_name.initial(w) for w in named)
        if _HONORIFICS.get(honorific) == "kin" and len(named) == 1 and foreign is False:
            return None
        after = role.after(self.low, end, self._ceiling(end))
        before = role.before(self.low, self._floor(start), start) if len(named) > 1 or after else ()
        mention = Mention(start, end, named, "honorific", foreign=foreign, roles=(*before, *after))
        return Candidate(start, end, "honorific", mention)

    def _short(self, run: Run, left: _Left) -> Candidate[Mention] | None:
        """One capitalised word: `ông Nhật`, `Bộ trưởng Nhạ`, `Tổng thống Putin`."""
        honorific = next((w for w in (left.two, left.one) if w in _HONORIFICS), "")
        if honorific:
            return self._honoured(run, 0, honorific, inside=False)
        head = _head(left)
        word = run.words[0]
        if head is None:
            if word.isascii() and word[1:].islower() and not person_name.syllabic(word):
                self.waiting.append(
                    Mention(run.start, run.end, run.words, "name elsewhere", stands=False, foreign=True)
                )
            return None
        if len(word) < 2 or word.isupper() or self._common_word(run.start, run.end) or word in person_name.COUNTRIES:
            return None
        foreign = not person_name.syllabic(word)
        stands = foreign and head in role.TAKES_NAME and role.HEADS[head]["kind"] == "office"
        roles = role.before(self.low, self._floor(run.start), run.start)
        mention = Mention(
            run.start, run.end, run.words, "role before", stands=stands, foreign=foreign, roles=tuple(roles)
        )
        return Candidate(run.start, run.end, "role before", mention)

    def _unsurnamed(self, run: Run, left: _Left) -> Candidate[Mention] | None:
        honorific = next((w for w in (left.two, left.one) if w in _HONORIFICS), "")
        if honorific:
            return self._honoured(run, 0, honorific, inside=False)
        if self._credited(run.start):
            return self._refuse(run.start, run.end, "a credit")
        words = run.words
        head = _head(left)
        size = person_name.place_at(words, 0)
        if words[:3] == _FOUNDER and len(words) == 3:
            if left.two == "chủ tịch" and not self.low[: run.start - 9].endswith(_WORKS_OF):
                mention = Mention(run.start, run.end, words, "role before", roles=self._before(run.start))
                return Candidate(run.start, run.end, "role before", mention)
            return None
        if left.any_of(_BEARERS) or size == len(words):
            return None
        complement = role.HEADS[head]["complement"] if head else ""
        first = size if size and not person_name.syllabic(words[min(size, len(words) - 1)]) else 0
        if head and not first and words[0].isupper() and len(words[0]) > 1 and len(words) > 2:
            first = 1  # giám đốc FBI Christopher Wray
        rest = _cut(words[first:])
        if not rest or first + len(rest) != len(words) or not all(w[0].isalpha() for w in rest):
            return None
        start = run.starts[first]
        foreign = any(not person_name.syllabic(w) for w in rest)
        mention = Mention(start, run.end, rest, "name elsewhere", stands=False, foreign=foreign)
        if (
            head
            and (first or complement == "name" or (complement == "either" and len(rest) > 1))
            and (foreign or not first)
        ):
            named = complement != "either" or foreign
            if named and not (len(rest) == 1 and not first):
                roles = (*self._before(start), *role.after(self.low, run.end, self._ceiling(run.end)))
                return Candidate(
                    start, run.end, "role before", Mention(start, run.end, rest, "role before", True, foreign, roles)
                )
        if foreign and 1 < len(rest) < 5 and all(len(w) > 1 and not w.isupper() for w in rest):
            roles = tuple(role.after(self.low, run.end, self._ceiling(run.end)))
            korean = rest[0] in _KOREAN and "-" in rest[-1]
            if not roles and len(rest) - first < 4 and not first and self.low[start - 2 : start - 1].isalpha():
                roles = self._before(start)
            if roles or korean or _AGE.match(self.low, run.end):
                rule = "role after" if roles else "korean name" if korean else "age"
                return Candidate(start, run.end, rule, Mention(start, run.end, rest, rule, True, True, roles))
        self.waiting.append(mention)
        return None

    # ── the words around a run ──

    def _left(self, start: int) -> _Left:
        before = self.low[max(0, start - 28) : start]
        if before[-1:] != " ":
            return _NOTHING
        near = before.rsplit("\n", 1)[-1].split()
        if not near or not (near[-1][-1].isalnum() or near[-1][-1] in "./"):
            return _NOTHING
        one = near[-1].lstrip('"(*-')
        two = f"{near[-2]} {one}" if len(near) > 1 else ""
        three = f"{near[-3]} {two}" if len(near) > 2 else ""
        return _Left(one, two.lstrip('"(*-'), three.lstrip('"(*-'))

    def _before(self, start: int) -> tuple[Role, ...]:
        return tuple(role.before(self.low, self._floor(start), start))

    def _floor(self, start: int) -> int:
        return self.low.rfind("\n", max(0, start - role.REACH), start) + 1 or max(0, start - role.REACH)

    def _ceiling(self, end: int) -> int:
        stop = self.low.find("\n", end, end + 2 * role.REACH)
        return stop if stop > 0 else min(len(self.low), end + 2 * role.REACH)

    def _credited(self, start: int) -> bool:
        return (
            ":" in self.low[max(0, start - 3) : start]
            and _CREDIT.search(self.low, max(0, start - 30), start) is not None
        )

    def _numbered(self, start: int) -> bool:
        return self.low[max(0, start - 2) : start - 1].isdigit()

    def _common_word(self, start: int, end: int) -> bool:
        """Whether a capitalised word opens a common word: `Phụ nữ`, `Trung ương`."""
        stop = self.low.find(" ", end + 1, end + 12)
        return self.low[start : stop if stop > 0 else end + 8].rstrip(".,;:") in _NO_NAMES

    def _continues(self, start: int, reason: str) -> bool:
        """Whether the name at `start` goes on a list whose last item was refused for `reason` (or taken, for none)."""
        last = self.last
        if last is None or not 0 < start - last.end < 40:
            return False
        if (last.reason or "") != reason:
            return False
        if last.fact is not None and last.fact.roles:
            end = max(last.end, last.fact.roles[-1].end)
        else:
            end = last.end
        gap = self.low[end:start]
        return _LIST.fullmatch(gap) is not None or (reason == "" and _AFTER_BRACKET.fullmatch(gap) is not None)

    def _refuse(self, start: int, end: int, reason: str) -> Candidate[Mention]:
        return Candidate(start, end, "name", reason=reason)

    def _settle(self) -> list[Candidate[Mention]]:
        """Decide what was left open: a name known from elsewhere on the page is a mention, the rest are not."""
        known = {" ".join(m.words).casefold() for m in facts(self.found)}
        parts = {w for m in facts(self.found) if m.foreign and m.full for w in (m.words[0], m.words[-1]) if len(w) > 2}
        borne = {self.low[c.start : c.end] for c in self.found if c.reason == "something that bears a name"}
        if borne:
            self.found = [
                Candidate(c.start, c.end, c.rule, reason="something that bears a name")
                if c.rule == "surname" and self.low[c.start : c.end] in borne
                else c
                for c in self.found
            ]
        for m in self.waiting:
            name = " ".join(m.words)
            if name.casefold() in known or (m.foreign and name in parts):
                self.found.append(Candidate(m.start, m.end, m.rule, m))
            elif len(m.words) > 1:
                self.found.append(Candidate(m.start, m.end, "name", reason="no sign of a person"))
        self.found.sort(key=lambda c: c.start)
        return self.found


_WORKS_OF = (
    "tư tưởng ",
    "đạo đức ",
    "phong cách ",
    "lăng ",
    "bảo tàng ",
    "di chúc ",
    "tượng đài ",
    "tư tưởng",
    "phong cách",
)
_AFTER_BRACKET = re.compile(r"[^()\n]{0,30}\)(?:, ?|; ?| và )")


def _inner_honorific(words: tuple[str, ...]) -> tuple[int, str]:
    """How many words at the head of a run are honorifics, and the last of them."""
    first = 0
    honorific = ""
    while first < len(words) - 1 and words[first].lower().rstrip(".") in _HONORIFICS:
        honorific = words[first].lower().rstrip(".")
        first += 1
    return first, honorific


def _head(left: _Left) -> str | None:
    for words in (left.three, left.two, left.one):
        if words in role.HEADS:
            return words
    return None


def _cut(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that can be a name: up to the first short form in capitals (`ông Minh UBND`) or number."""
    kept = []
    for word in words[:_LONGEST_FOREIGN]:
        if word.isupper() and len(word.rstrip(".")) > 1 and not words[0].isupper():
            break
        kept.append(word)
    if kept and kept[0].isupper() and len(kept[0]) > 2 and (len(kept) == 1 or not all(w.isupper() for w in kept)):
        return ()
    return tuple(kept)
