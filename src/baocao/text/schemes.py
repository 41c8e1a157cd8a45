"""Schemes: how an article marks its questions and answers.

The meaning of a mark is inferred for each article: a leading dash is the question in one paper and the answer in
another. Each scheme reads the blocks in its own way; the first that finds a dialogue is believed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from baocao.span import Span
from baocao.text import speakers
from baocao.text.blocks import Draft
from baocao.text.speakers import Role


class Cue(NamedTuple):
    """A block that begins a turn."""

    block: int
    role: Role
    name: str | None
    office: str | None
    label: Span | None


_VOCATIVE = re.compile(
    r"(?:^(?:[-*+•] ?)?|[,.:] ?)(?:kính |dạ )?thưa (?:đồng chí|ông|bà|anh|chị|bác|cô|chú|thầy|luật sư|bác sĩ|giáo sư"
    r"|tiến sĩ|bộ trưởng|thứ trưởng|phó|thủ tướng|chủ tịch|đại biểu|đại sứ|ngài|quý|các)(?![^\W\d_])"
)
_YOU = re.compile(
    r"(?<![^\W\d_])(?:ông|bà|anh|chị|bác|thầy|cô|đồng chí|bạn|luật sư|bác sĩ|giáo sư|bộ trưởng)(?![^\W\d_])", re.I
)
_I = re.compile(r"(?<![^\W\d_])(?:tôi|chúng tôi|chúng ta|mình|em)(?![^\W\d_])", re.I)
_THANKS = re.compile(
    r"(?:[-*+•?] ?)?(?:\(?(?:phóng viên|p\.?v)\.?\)?:? ?)?(?:vâng, ?)?"
    r"(?:xin |trân trọng |rất |một lần nữa |chân thành )*cảm ơn [^.?!]{1,80}[.!]*$",
    re.I,
)
_INTERVIEW = re.compile(r"phỏng vấn|trò chuyện|trao đổi|đối thoại|giao lưu|hỏi - đáp|hỏi đáp|chia sẻ|trả lời", re.I)
BRIEF = 160
"""Characters of a question that stands alone and addresses nobody."""
READABLE = ("paragraph", "lead", "list_item", "quote", "heading")


def asks(text: str) -> bool:
    """Whether a paragraph ends as a question."""
    return text.rstrip("\"')…. ").endswith("?")


def addresses(text: str) -> bool:
    """Whether a paragraph speaks to somebody: `Thưa đồng chí, …`, `…, thưa ông?`"""
    low = text.lower()
    return "thưa" in low and _VOCATIVE.search(low) is not None


def thanks(text: str) -> bool:
    """Whether a paragraph only thanks for the talk: the interviewer's last word."""
    return len(text) < 90 and _THANKS.fullmatch(text) is not None


def may_talk(drafts: list[Draft]) -> bool:
    """Whether anybody asks, is addressed, is thanked or asks by a label: where nobody does, no scheme finds a talk."""
    return any(
        speakers.may_report(draft.text, draft.bold)
        or ("?" in draft.text and asks(draft.text))
        or "thưa" in (low := draft.text.lower())
        or ("cảm ơn" in low and thanks(draft.text))
        for draft in drafts
    )


def _labels(drafts: list[Draft]) -> list[Cue]:
    """Labels on both sides, or on the answers alone with questions between them."""
    labelled: dict[int, speakers.Label] = {}
    for i, draft in enumerate(drafts):
        if draft.kind in READABLE:
            found = speakers.label(draft.text, draft.bold)
            if found is not None:
                labelled[i] = found
    asked = [i for i, found in labelled.items() if found.role == "reporter"]
    answered = [i for i, found in labelled.items() if found.role == "interviewee"]
    if asked and not answered:
        # The answers may carry a dash and no name.
        answered = [i for i, d in enumerate(drafts) if d.mark and i > asked[0] and i not in labelled]
        labelled |= {
            i: speakers.Label(len(drafts[i].mark), "interviewee", None, None) for i in answered if _after(asked, i)
        }
    if asked and answered:
        _same_marks(drafts, labelled, asked, answered)
        first = asked[0]
        cues = [
            _cue(drafts, i, found) for i, found in sorted(labelled.items()) if i >= first or found.role == "reporter"
        ]
        return cues if len(cues) >= 2 else []
    if len(answered) >= 1:
        return _between(drafts, labelled, answered)
    return []


def _same_marks(
    drafts: list[Draft], labelled: dict[int, speakers.Label], asked: list[int], answered: list[int]
) -> None:
    """Where `* PV:` asks and `- Ông …:` answers, a star and a dash without a name do the same."""
    asks_by = {drafts[i].mark for i in asked} - {""}
    answers_by = {drafts[i].mark for i in answered} - {""}
    for i, draft in enumerate(drafts):
        if i > asked[0] and i not in labelled and draft.mark in asks_by ^ answers_by:
            role: Role = "reporter" if draft.mark in asks_by else "interviewee"
            labelled[i] = speakers.Label(len(draft.mark), role, None, None)


def _after(asked: list[int], i: int) -> bool:
    return bisect_left(asked, i) > bisect_left(asked, i - 3)


def _between(drafts: list[Draft], labelled: dict[int, speakers.Label], answered: list[int]) -> list[Cue]:
    """Answers are labelled; a question is the unlabelled paragraph (or two) right before one."""
    cues: list[Cue] = []
    questions = 0
    for i in answered:
        j = i - 1
        while j >= 0 and drafts[j].kind == "caption":
            j -= 1
        if j >= 0 and j not in labelled and (asks(drafts[j].text) or addresses(drafts[j].text)):
            start = j
            if cues and not asks(drafts[j - 1].text) and addresses(drafts[j - 1].text) and j - 1 not in labelled:
                start = j - 1
            cues.append(Cue(start, "reporter", None, None, None))
            questions += 1
        cues.append(_cue(drafts, i, labelled[i]))
    if questions >= 2 or (questions == 1 and len(answered) == 1 and addresses(drafts[cues[0].block].text)):
        return cues
    return []


def _two_marks(drafts: list[Draft]) -> list[Cue]:
    """A star asks and a dash answers (or dashes do both), as papers of the south set their interviews."""
    marked = [i for i, d in enumerate(drafts) if d.mark and d.kind == "list_item"]
    for ask, answer in (("*", "-"), ("-", "*"), ("+", "-"), ("-", "+"), ("•", "-")):
        asked = [i for i in marked if drafts[i].mark == ask]
        answered = [i for i in marked if drafts[i].mark == answer]
        if not asked or not answered:
            continue
        bounds = [*asked[1:], len(drafts)]
        pairs = sum(
            1 for i, end in zip(asked, bounds, strict=True) if bisect_left(answered, end) > bisect_left(answered, i)
        )
        questioning = sum(1 for i in asked if _is_question(drafts, i))
        if pairs >= 0.6 * len(asked) and questioning >= 0.5 * len(asked) and len(answered) >= 0.5 * len(asked):
            return [_marked(drafts, i, "reporter" if _asks_here(drafts, i, ask) else "interviewee") for i in marked]
    return []


def _asks_here(drafts: list[Draft], i: int, ask: str) -> bool:
    """The star asks; a dash asks too, by a slip, where it addresses somebody and another dash answers."""
    if drafts[i].mark == ask:
        return True
    bound = next((j for j in range(i + 1, len(drafts)) if drafts[j].mark), None)
    if bound is None or drafts[bound].mark == ask or bound - i > 3:
        return False
    said = " ".join(d.text for d in drafts[i:bound])
    return asks(said) and (addresses(said) or _YOU.search(said) is not None)


def _one_mark(drafts: list[Draft]) -> list[Cue]:
    """One mark only: it is the question where what it opens asks, the answer where what stands before it asks."""
    marked = [i for i, d in enumerate(drafts) if d.mark in ("-", "*", "+", "•") and d.kind == "list_item"]
    if len(marked) < 2:
        return []
    asking = [i for i in marked if _is_question(drafts, i)]
    answering = [
        i for i in marked if i not in asking and (q := _before(drafts, i)) is not None and _is_asked(drafts, q)
    ]
    both = len(asking) + len(answering)
    if min(len(asking), 2 * len(answering)) >= 2 and (
        both >= 0.8 * len(marked) or (both >= 0.6 * len(marked) and _addressed(drafts, asking))
    ):
        return [_marked(drafts, i, "reporter" if i in asking else "interviewee") for i in marked]  # on both sides
    if len(asking) >= 2 and len(asking) >= 0.6 * len(marked):
        cues: list[Cue] = []
        for i in marked:
            cues.append(_marked(drafts, i, "reporter"))
            after = _next(drafts, _asked_until(drafts, i))
            if after is not None and after not in marked:
                cues.append(Cue(after, "interviewee", None, None, None))
        answered = sum(1 for cue in cues if cue.role == "interviewee")
        talks = drafts[marked[0]].mark != "-" and _INTERVIEW.search(" ".join(d.text for d in drafts[: marked[0]]))
        return cues if answered >= 0.5 * len(asking) and (talks or _addressed(drafts, asking)) else []
    if len(answering) >= 2 and len(answering) >= 0.6 * len(marked):
        cues = []
        for i in marked:
            question = _before(drafts, i)
            if question is not None and question not in marked and _is_asked(drafts, question):
                cues.append(Cue(question, "reporter", None, None, None))
            cues.append(_marked(drafts, i, "interviewee"))
        return cues
    return []


def _bold(drafts: list[Draft]) -> list[Cue]:
    """Questions set in bold, answers plain: many pages carry no other mark."""
    strong = {
        i
        for i, d in enumerate(drafts)
        if d.bold >= 0.9 * len(d.text) and d.kind in ("paragraph", "heading", "list_item")
    }
    asked = [i for i in sorted(strong) if _is_asked(drafts, i)]
    if len(asked) < 2 or not _addressed(drafts, asked):
        return []
    cues: list[Cue] = []
    for i in asked:
        cues.append(_marked(drafts, i, "reporter"))
        answer = _next(drafts, i)
        if answer is not None and answer not in strong:
            cues.append(_marked(drafts, answer, "interviewee"))
    return cues if len(cues) - len(asked) >= 0.7 * len(asked) else []


def _questions(drafts: list[Draft]) -> list[Cue]:
    """No marks at all: paragraphs that ask someone directly, with answers in the first person between them."""
    body = [i for i, d in enumerate(drafts) if d.kind in ("paragraph", "lead", "quote", "heading") or d.number]
    asked = [i for i in body[1:] if asks(drafts[i].text) and not drafts[i].text.startswith('"')]
    direct = [i for i in asked if addresses(drafts[i].text) or _YOU.search(drafts[i].text)]
    opening = " ".join(d.text for d in drafts[: min(direct[0], 8)]) if direct else ""
    vocative = sum(1 for i in direct if addresses(drafts[i].text))
    if all(drafts[i].gap for i in asked):
        # Where paragraphs stand apart, a short one that asks is a question although it addresses nobody.
        asked = [i for i in asked if i in direct or (i > min(direct, default=i) and len(drafts[i].text) <= BRIEF)]
    else:
        asked = direct
    if len(asked) < 2 or not (vocative >= 2 or (direct and _INTERVIEW.search(opening))):
        return []
    cues: list[Cue] = []
    first_person = 0
    for n, i in enumerate(asked):
        cues.append(Cue(i, "reporter", None, None, None))
        answer = _next(drafts, i)
        bound = asked[n + 1] if n + 1 < len(asked) else len(drafts)
        if answer is not None and answer < bound:
            cues.append(Cue(answer, "interviewee", None, None, None))
            first_person += any(_I.search(d.text) for d in drafts[answer:bound])
    answers = len(cues) - len(asked)
    return cues if answers >= 0.7 * len(asked) and first_person >= min(2, 0.5 * answers) else []


def _is_question(drafts: list[Draft], i: int) -> bool:
    """Whether a marked block asks, itself or in the unmarked paragraphs that follow it closely."""
    label = speakers.label(drafts[i].text)
    if label is not None and label.role == "interviewee":
        return False
    return (
        addresses(drafts[i].text)
        or _THANKS.fullmatch(drafts[i].text) is not None
        or asks(drafts[_asked_until(drafts, i)].text)
    )


def _asked_until(drafts: list[Draft], i: int) -> int:
    """The last block of a question that runs over several paragraphs: the last of three that asks, before a mark."""
    if asks(drafts[i].text):
        return i
    near = min(i + 4, len(drafts))
    bound = next((j for j in range(i + 1, near) if drafts[j].mark), near)
    if bound < near and drafts[bound].mark == drafts[i].mark:
        bound -= 1  # right before the same mark stands its own question
    return next((j for j in range(bound - 1, i, -1) if asks(drafts[j].text)), i)


def _is_asked(drafts: list[Draft], i: int) -> bool:
    return asks(drafts[i].text) or addresses(drafts[i].text)


def _addressed(drafts: list[Draft], asking: list[int]) -> bool:
    """A list of rhetorical questions asks nobody; an interview says `ông`, `bà`, `thưa`."""
    said = (" ".join(d.text for d in drafts[i : _asked_until(drafts, i) + 1]) for i in asking)
    return sum(1 for text in said if _YOU.search(text) or addresses(text)) >= 0.4 * len(asking)


def _before(drafts: list[Draft], i: int) -> int | None:
    return next((j for j in range(i - 1, -1, -1) if drafts[j].kind not in ("caption", "byline", "heading")), None)


def _next(drafts: list[Draft], i: int) -> int | None:
    return next((j for j in range(i + 1, len(drafts)) if drafts[j].kind not in ("caption", "byline", "heading")), None)


def _cue(drafts: list[Draft], i: int, found: speakers.Label) -> Cue:
    start = drafts[i].start
    return Cue(i, found.role, found.name, found.office, Span(start, start + found.end))


def _marked(drafts: list[Draft], i: int, role: Role) -> Cue:
    label = speakers.label(drafts[i].text, drafts[i].bold)
    if label is not None and label.role == role:
        return _cue(drafts, i, label)
    return Cue(i, role, None, None, None)


SCHEMES: tuple[Callable[[list[Draft]], list[Cue]], ...] = (_labels, _two_marks, _one_mark, _bold, _questions)
