"""Who speaks: labels at the head of a paragraph, and the names that an article announces."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from baocao.lexicon import alternation, table

REPORTER = "Phóng viên"
Role = Literal["reporter", "interviewee"]


class Label(NamedTuple):
    """A label found at the head of a paragraph."""

    end: int
    """Where it ends in the paragraph, its colon included."""
    role: Role
    name: str | None
    """The personal name in it, without honorific and office."""
    office: str | None
    """The words beside the name: what the speaker is."""


_ROWS = table("page_speakers")
_REPORTERS = alternation(row["label"] for row in _ROWS if row["role"] == "reporter")
_REPORTERS_BEGIN = tuple(row["label"].lower() for row in _ROWS if row["role"] == "reporter")
_OPENING = max(map(len, _REPORTERS_BEGIN)) + 5
"""Characters in which a mark and a reporter's label stand."""
_ANSWERS = alternation(row["label"] for row in _ROWS if row["role"] == "answer")
_TITLES = alternation(
    [row["word"] for row in table("honorifics")] + [row["head"] for row in table("roles")] + ["đại biểu", "đbqh", "phó"]
)
_LABEL = re.compile(
    r"(?P<mark>[-*+•] ?)?"
    r"(?P<label>[^\W\d_](?:[^:.?!\"()]|\([^():]{1,160}\)|(?<=[A-ZĐhs])\.(?= ?[A-ZĐ:])){0,140}) ?:(?=[ \"]|[A-ZĐ]|$)"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTED = re.compile(r" ?- |, | -")
_LABEL_REACH = 900
"""A label with all its brackets is shorter."""
_REPORTER = re.compile(rf"(?:{_REPORTERS})(?![^\W\d_])(?P<rest>[^:]{{0,60}})", re.I)
_ANSWER = re.compile(rf"(?:{_ANSWERS})(?: \d{{1,2}})?", re.I)
_HONORIFIC = re.compile(
    rf"^(?:(?:{alternation(row['word'] for row in table('honorifics'))})(?:\.|(?![^\W\d_])) ?)+", re.I
)

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_CAP = rf"[{_UPPER}](?:[^\W\d_{_UPPER}]*|[{_UPPER}]+)(?![^\W\d_])"
_RUN = re.compile(rf"(?<![^\W\d_]){_CAP}(?: {_CAP}){{1,7}}")
_SURNAMES = {row["surname"]: int(row["weight"]) for row in table("surnames")}
_CALLED = {row["word"].lower() for row in table("honorifics")}
_CALLS = re.compile(rf"(?<![^\W\d_])(?:{alternation(_CALLED)})\.? ?$", re.I)
_GIVEN_SAYS = re.compile(
    r"(?<![^\W\d_])(?:ông|bà|anh|chị|cô|thầy|đồng chí) ([^\W\d_]+) "
    r"(?:đã |cũng |còn )?(?:nói|cho biết|cho hay|khẳng định|chia sẻ|trả lời|cho rằng|bày tỏ|nhận định)",
    re.I,
)
# A run of capitals after one of these is a place, a street, a school, a paper: no speaker.
_PLACED = re.compile(
    r"(?<![^\W\d_])(?:huyện|quận|xã|phường|tỉnh|thành phố|tp\.?|thị xã|thị trấn|thôn|ấp|đảo|cảng|vịnh|núi|khu"
    r"|chợ|chùa|sông|cầu|ga|(?:tỉnh|thành|huyện|quận|đảng|thị) (?:ủy|đoàn)|sở|bộ"
    r"|(?:đường|phố|trường|báo|giải|bệnh viện)(?: [^\W\d_A-Z]+){0,3}|bác|chủ tịch) $",
    re.I,
)
_SPEAKS_AFTER = re.compile(
    r"(?<![^\W\d_])(?:trả lời|cho biết|nói|khẳng định|chia sẻ|trao đổi|cho rằng|nhận định|trò chuyện|bày tỏ|phát biểu)",
    re.I,
)
_ASKED_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:phỏng vấn|trao đổi|trò chuyện|đối thoại|gặp gỡ|gặp|mời|giữa|lắng nghe)(?![^\W\d_])", re.I
)


class _Offices(NamedTuple):
    """Where an office stands: at the head of the words, before a name, behind a name."""

    opens: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _offices() -> _Offices:
    """Made when the first label is met: these patterns take a tenth of the whole start, and few articles need them."""
    return _Offices(
        re.compile(rf"(?:{_TITLES})(?![^\W\d_])", re.I),
        re.compile(rf"(?:^|[ (\"])(?:{_TITLES})(?: [^,;:.]{{1,50}})? $", re.I),
        re.compile(rf"\"? ?[-,(] ?(?:nguyên |hiện là )?(?:{_TITLES})(?![^\W\d_])", re.I),
    )


def label(text: str, bold: int = 0) -> Label | None:
    """The speaker's label that opens a folded paragraph, or None.

    `bold` is how many characters at its head are set in bold: a label may do without its colon then.
    """
    found = _LABEL.match(text) if _has_label(text) else None
    if found is not None and len(found["label"].split()) <= 40:
        return _classify(found["label"].strip(), found.end())
    if 0 < bold <= 80 and bold < len(text):
        return _classify(text[:bold].strip(" :-*"), bold)
    return None


def _has_label(text: str) -> bool:
    """Whether words of a label's length, without a quotation or a question, stand before the first colon."""
    colon = text.find(":", 0, _LABEL_REACH)
    return colon > 0 and '"' not in (words := text[:colon]) and "?" not in words and (colon < 150 or "(" in words)


def may_report(text: str, bold: int = 0) -> bool:
    """Whether a paragraph may open with the label of a reporter; a quick look, before `label` reads it."""
    opens = text[:_OPENING].lstrip(" -*+•:").lower().startswith(_REPORTERS_BEGIN)
    return opens and (bold > 0 or ":" in text)


def _classify(words: str, end: int) -> Label | None:
    """What a label's words say, or None where they are no speaker."""
    reporter = _REPORTER.fullmatch(words)
    if reporter is not None and _is_reporter(reporter["rest"]):
        return Label(end, "reporter", None, None)
    if _ANSWER.fullmatch(words):
        return Label(end, "interviewee", None, None)
    person = name(words)
    titled = _offices().opens.match(words) is not None
    if person is None and not titled:
        return None
    if (
        person is not None
        and not titled
        and words != person
        and not words.startswith((person + " -", person + ",", person + " ("))
    ):
        return None
    if person is None and len(words.split()) > 14:
        return None
    return Label(end, "interviewee", person, _office(words, person))


def _is_reporter(rest: str) -> bool:
    """After `PV` or `Báo` only a number or a name may follow (`Báo Lao động Thủ đô`), never a statement."""
    rest = rest.strip()
    return not rest or rest.isdigit() or rest[:1].isupper() or rest.startswith(("(", "báo ", "đài ", "tạp chí "))


def name(words: str) -> str | None:
    """The personal name in a label, without honorifics and offices."""
    for part in _PARTED.split(_BRACKETS.sub(" ", words)):
        for run in _RUN.finditer(_HONORIFIC.sub("", part.strip())):
            found = _trim(run.group())
            if found is not None:
                return found
    return None


def _trim(run: str) -> str | None:
    """A name inside a run of capitalised words: it starts at a surname and has two to five words."""
    words = run.split(" ")
    while len(words) > 2 and (
        words[0].lower() in _CALLED or (words[0].isupper() and 1 < len(words[0]) <= 5 and not run.isupper())
    ):
        words.pop(0)
    words = [word.capitalize() if word.isupper() and len(word) > 1 else word for word in words]
    if len(words) < 2:
        return None
    starts = [i for i, word in enumerate(words) if word in _SURNAMES and 2 <= len(words) - i <= 5]
    if not starts:
        return " ".join(words) if len(words) <= 4 else None
    # Of `Hà Nội Trần Văn Bách` the surname is the last strong one; a short run is a name as it stands.
    short = starts[0] == 0 and len(words) <= 4 and (len(words) < 4 or _SURNAMES[words[0]] > 1)
    return " ".join(words[0 if short else max(starts, key=lambda i: (_SURNAMES[words[i]], i)) :])


def _office(words: str, person: str | None) -> str | None:
    rest = words if person is None else words.replace(person, "", 1)
    rest = rest.strip(" -,()")
    return rest or None


class Person(NamedTuple):
    """Somebody whom the head of an interview announces."""

    name: str
    around: str
    """The words beside the name, where the office is said."""


def announced(texts: list[str], said: list[str]) -> list[Person]:
    """The persons named in the head of an interview (`texts`), the likeliest to answer first.

    A name counts for more with an honorific or an office before it, with a verb of speaking beside it, and each
    time it comes again; for less where the talk itself (`said`) speaks of that person by the full name.
    """
    score: dict[str, int] = {}
    around: dict[str, str] = {}
    for text in texts:
        for run in _RUN.finditer(text):
            person = _trim(run.group())
            if person is None:
                continue
            at = run.end() - len(person)
            before, after = text[max(0, at - 60) : at], text[run.end() : run.end() + 60]
            worth = _worth(person, before, after)
            if worth:
                score[person] = score.get(person, 0) + worth
                around.setdefault(person, f"{before}{person}{after}")
    talk = "\n".join(said)
    top = "\n".join(texts)
    given = [name.lower() for name in _GIVEN_SAYS.findall(top)] if score else []
    for person in score:
        score[person] -= 4 * talk.count(person)
        # `ông Bách cho biết`: a second mention, by the given name
        score[person] += 2 * given.count(person.split(" ")[-1].lower())
    ranked = sorted(score, key=lambda person: -score[person])
    return [Person(person, around[person]) for person in ranked]


def _worth(person: str, before: str, after: str) -> int:
    """How much a name at this place looks like the one who answers; 0 where it is no person or cannot be told."""
    surname = _SURNAMES.get(person.split(" ")[0], 0)
    called = _CALLS.search(before) is not None
    if _PLACED.search(before) and not called:
        return 0
    office = _offices().after.match(after) is not None or _offices().before.search(before) is not None
    if not (called or (office and surname) or (surname > 1 and person.count(" ") >= 2)):
        return 0
    speaks = _SPEAKS_AFTER.search(after) is not None or _ASKED_BEFORE.search(before) is not None
    return 1 + 2 * called + office + 2 * speaks + (surname > 1)
