"""The words beside a name: what stands before and after it, and the roles said there."""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.atoms import role
from baocao.atoms.capitals import Run
from baocao.atoms.role import Role
from baocao.lexicon import table

HONORIFICS = {row["word"]: row["kind"] for row in table("honorifics")}
BEARERS = {row["word"]: row["kind"] for row in table("name_bearers")}
"""What may bear a person's name, and what kind of thing it is: road, unit, house, firm, honour."""
_NO_NAMES = frozenset(row["words"] for row in table("no_names"))
_CREDIT = re.compile(
    r"(?:(?:ảnh|nguồn|video|clip|đồ họa|thực hiện|tác giả|bài|tin|biên tập|dịch|t/h)"
    r"(?: minh họa| chụp màn hình| chụp)?(?: ?:) ?|- ảnh )$"
)
AGE = re.compile(r"(?:,| -)? ?\(?(?:sn|sinh năm|sinh ngày|ở [^,;()]{2,30}, sn|\d{1,3} tuổi|\d{4}\))")
SAYS = re.compile(
    r",? (?:cho (?:biết|hay|rằng)|nói|nhấn mạnh|khẳng định|chia sẻ|phát biểu|trả lời|bày tỏ|kể|viết|tâm sự"
    r"|giải thích|khai|nhận định|đề nghị|yêu cầu|đề xuất|qua đời|sinh năm|thừa nhận|lý giải|phân tích|bức xúc"
    r"|thú nhận|nhớ lại)(?!\w)"
)
WORKS_OF = (
    "tư tưởng",
    "đạo đức",
    "phong cách",
    "tấm gương",
    "lăng",
    "bảo tàng",
    "di chúc",
    "di tích",
    "tượng đài",
    "khu lưu niệm",
)
"""What bears the name of someone called by honorific or office too: `Lăng Chủ tịch Hồ Chí Minh`."""


class Left(Struct, frozen=True, gc=False):
    """The last word, the last two, three and four before a place, in lower case; empty past punctuation."""

    one: str
    two: str
    three: str
    four: str

    @property
    def bears_names(self) -> bool:
        """Whether the words name something that may be called after a person, and no office (`trưởng thôn`)."""
        if self.one in BEARERS or self.two in BEARERS or self.three in BEARERS or self.four in BEARERS:
            return self.head is None
        return False

    @property
    def head(self) -> str | None:
        """The role head that ends here."""
        for words in (self.four, self.three, self.two, self.one):
            if words in role.HEADS:
                return words
        return None

    @property
    def honorific(self) -> str:
        """The honorific, rank or degree that ends here; empty where a role ends with the same word (thủ tướng)."""
        for words in (self.two, self.one):
            if words in HONORIFICS:
                return "" if self.two in role.HEADS or self.two in _COMPOUNDS else words
        return ""


NOTHING = Left("", "", "", "")
_COMPOUNDS = frozenset(
    {"trẻ em", "đàn em", "công cụ", "dụng cụ", "ghi chú", "nước anh", "người anh", "đàn anh", "danh tướng"}
)
LAST = frozenset(words.rsplit(" ", 1)[-1] for words in (*role.HEADS, *HONORIFICS, *BEARERS))
"""The last words of all heads, honorifics and bearers of names."""
_OPENERS = '"(*-['


class Context:
    """A page's flow with its lower-case twin, and the end of the last person named so far."""

    def __init__(self, flow: str, low: str) -> None:
        self.flow, self.low = flow, low
        self.named_until = 0

    def left(self, run: Run) -> Left:
        """What the last words before a run say; NOTHING where they are in no table, which is nearly always."""
        if run.before not in LAST:
            return NOTHING
        before = self.low[max(0, run.start - 36) : run.start]
        near = before[before.rfind("\n") + 1 :].split()
        one = near[-1]
        if one[0] in _OPENERS:
            return Left(one.lstrip(_OPENERS), "", "", "")
        two = near[-2].lstrip(_OPENERS) + " " + one if len(near) > 1 else ""
        three = near[-3].lstrip(_OPENERS) + " " + two if len(near) > 2 else ""
        four = near[-4].lstrip(_OPENERS) + " " + three if len(near) > 3 else ""
        return Left(one, two, three, four)

    def opens_sentence(self, start: int) -> bool:
        """Whether a capital at `start` may be that of a sentence's first word."""
        before = self.flow[max(0, start - 2) : start].rstrip(" ")
        return not before or not (before[-1].isalnum() or before[-1] in ",)")

    def before(self, start: int) -> tuple[Role, ...]:
        """The roles that lead up to a name; none from beyond the person named before it."""
        floor = max(0, start - role.REACH, self.named_until)
        line = self.low.rfind("\n", floor, start)
        return tuple(role.before(self.flow, self.low, max(floor, line + 1), start))

    def after(self, end: int) -> tuple[Role, ...]:
        """The roles that follow a name in its paragraph."""
        stop = self.low.find("\n", end, end + 2 * role.REACH)
        ceiling = stop if stop > 0 else min(len(self.low), end + 2 * role.REACH)
        return tuple(role.after(self.flow, self.low, end, ceiling))

    def credited(self, start: int) -> bool:
        """Whether a photograph's or a text's credit leads up to `start`."""
        near = self.low[max(0, start - 4) : start]
        return (":" in near or near == "ảnh ") and _CREDIT.search(self.low, max(0, start - 30), start) is not None

    def numbered(self, start: int) -> bool:
        """Whether a number stands directly before: a house number."""
        return self.low[max(0, start - 2) : start - 1].isdigit()

    def common_word(self, start: int, end: int) -> bool:
        """Whether a capitalised word opens a common word: `Phụ nữ`, `Trung ương`."""
        stop = self.low.find(" ", end + 1, end + 12)
        return self.low[start : stop if stop > 0 else end + 8].rstrip('.,;:"\n') in _NO_NAMES

    def work_of(self, start: int) -> bool:
        """Whether something named after a person leads up to `start`."""
        return self.low[max(0, start - 30) : start].rstrip(" ,").endswith(WORKS_OF)


def honorifics_at_head(words: tuple[str, ...]) -> tuple[int, str]:
    """How many words at the head of a run are honorifics, and the last of them."""
    first = 0
    honorific = ""
    while first < len(words) - 1 and (word := words[first].lower().rstrip(".")) in HONORIFICS:
        honorific = word
        first += 1
    return first, honorific
