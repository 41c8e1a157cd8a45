"""Who speaks: labels at the head of a paragraph, and the names that an article announces."""

from __future__ import annotations

import re
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
_ANSWERS = alternation(row["label"] for row in _ROWS if row["role"] == "answer")
_TITLES = alternation(
    [row["word"] for row in table("honorifics")] + [row["head"] for row in table("roles")] + ["đại biểu", "đbqh", "phó"]
)
_LABEL = re.compile(
    r"(?P<mark>[-*+•] ?)?(?P<label>[^\W\d_](?:[^:.?!\"()]|\([^():]{1,160}\)|(?<=[A-ZĐhs])\.(?= ?[A-ZĐ])){0,140}) ?:(?=[ \"]|[A-ZĐ]|$)"
)
_REPORTER = re.compile(rf"(?:{_REPORTERS})(?![^\W\d_])(?P<rest>[^:]{{0,60}})", re.I)
_ANSWER = re.compile(rf"(?:{_ANSWERS})(?: \d{{1,2}})?", re.I)
_HONORIFIC = re.compile(rf"^(?:(?:{alternation(row['word'] for row in table('honorifics'))})(?:\.|(?![^\W\d_])) ?)+", re.I)
_TITLED = re.compile(rf"(?:{_TITLES})(?![^\W\d_])", re.I)

_CAP = r"[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ][^\W\d_A-Z]*"
_RUN = re.compile(rf"{_CAP}(?: {_CAP}){{1,7}}")
_SURNAMES = {row["surname"]: int(row["weight"]) for row in table("surnames")}
# A run of capitals after one of these is a place, a street, a paper: no speaker.
_PLACED = re.compile(
    r"(?:huyện|quận|xã|phường|tỉnh|thành phố|TP\.?|thị xã|thị trấn|thôn|đường|phố|trường|báo|sông|chùa|chợ|giải|Chủ tịch|Bác) $",
    re.I,
)
_CUE = re.compile(r"phỏng vấn|trao đổi|trò chuyện|đối thoại|trả lời|chia sẻ|cho biết|giải đáp|nói", re.I)


def label(text: str) -> Label | None:
    """The speaker's label that opens a folded paragraph, or None."""
    found = _LABEL.match(text)
    if found is None or len(found["label"].split()) > 40:
        return None
    words = found["label"].strip()
    reporter = _REPORTER.fullmatch(words)
    if reporter is not None and _is_reporter(reporter["rest"]):
        return Label(found.end(), "reporter", None, None)
    if _ANSWER.fullmatch(words):
        return Label(found.end(), "interviewee", None, None)
    person = name(words)
    titled = _TITLED.match(words) is not None
    if person is None and not titled:
        return None
    if person is not None and not titled and words != person and not words.startswith((person + " -", person + ",", person + " (")):
        return None
    if person is None and len(words.split()) > 14:
        return None
    return Label(found.end(), "interviewee", person, _office(words, person))


def _is_reporter(rest: str) -> bool:
    """After `PV` or `Báo` only a number or a name may follow (`Báo Lao động Thủ đô`), never a statement."""
    rest = rest.strip()
    return not rest or rest.isdigit() or rest[:1].isupper() or rest.startswith(("(", "báo ", "đài ", "tạp chí "))


def name(words: str) -> str | None:
    """The personal name in a label, without honorifics and offices."""
    bare = re.sub(r"\([^()]*\)", " ", words)
    for part in re.split(r" ?- |, | -", bare):
        for run in _RUN.finditer(_HONORIFIC.sub("", part.strip())):
            found = _trim(run.group())
            if found is not None:
                return found
    return None


def _trim(run: str) -> str | None:
    """A name inside a run of capitalised words: it starts at a surname and has two to five words."""
    words = run.split(" ")
    while words and (words[0].isupper() and len(words[0]) > 1 and words[0] not in _SURNAMES):
        words.pop(0)
    if not 2 <= len(words):
        return None
    starts = [i for i, word in enumerate(words) if word.capitalize() in _SURNAMES and 2 <= len(words) - i <= 5]
    if not starts:
        return " ".join(words) if len(words) <= 4 and " ".join(words) == run else None
    # Of `Hà Nội Trần Văn Bách` the surname is the last strong one; a short run is a name as it stands.
    best = starts[0] if starts[0] == 0 and len(words) <= 4 else max(starts, key=lambda i: (_SURNAMES[words[i].capitalize()], i))
    return " ".join(words[best:])


def _office(words: str, person: str | None) -> str | None:
    rest = words if person is None else words.replace(person, "", 1)
    rest = rest.strip(" -,()")
    return rest or None


def announced(texts: list[str]) -> list[tuple[str, str]]:
    """The persons that the head of an interview announces, each with the words around the name."""
    found: dict[str, str] = {}
    ranked: list[tuple[int, str, str]] = []
    for order, text in enumerate(texts):
        cue = _CUE.search(text)
        for run in _RUN.finditer(text):
            if _PLACED.search(text[: run.start()]):
                continue
            person = _trim(run.group())
            if person is None or person.split()[0] not in _SURNAMES or len(person.split()) < 2 or person in found:
                continue
            at = text.index(person, run.start())
            around = text[max(0, at - 80) : at + len(person) + 80]
            known = _titled_before(text, at) or _titled_after(text, at + len(person))
            if not known:
                continue
            found[person] = around
            ranked.append((order * 2 + (0 if cue is not None and cue.start() < at else 1), person, around))
    return [(person, around) for _, person, around in sorted(ranked, key=lambda r: r[0])]


def _titled_before(text: str, at: int) -> bool:
    before = text[max(0, at - 60) : at]
    return re.search(rf"(?:^|[ (\"])(?:{_TITLES})(?: [^,;:.]{{1,50}})? $", before, re.I) is not None


def _titled_after(text: str, at: int) -> bool:
    after = text[at : at + 60]
    return re.match(rf" ?[-,(] ?(?:nguyên )?(?:{_TITLES})(?![^\W\d_])", after, re.I) is not None
