"""Evidence: sentences that tell how far a promise has come, and observations that decide a numeric one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from baocao.corpus import goal as goals
from baocao.corpus.compare import against_plan
from baocao.corpus.goal import Goal
from baocao.corpus.locate import lineage, parent
from baocao.corpus.record import Evidence, Observation, Statement, Where
from baocao.corpus.series import ended, standards
from baocao.corpus.statement import Report, Speech, cues
from baocao.lexicon import table
from baocao.span import Spanned, overlap

_COUNTED = frozenset({"tiêu chí", "tiêu chuẩn", "chỉ tiêu", "chỉ số", "nội dung", "điều kiện"})
"""What the way to a goal is counted in."""
_UNMET = re.compile(r"(?<!\w)(?:chưa đạt|chưa hoàn thành|còn thiếu|còn nợ|chưa đáp ứng)(?!\w)", re.IGNORECASE)
_MUST = re.compile(r"(?<!\w)(?:phải đạt|cần đạt|phải đáp ứng|yêu cầu đạt|gồm|theo quy định)(?!\w)", re.IGNORECASE)
_LEVELS = re.compile(r"(?<!\w)(?:cấp huyện|quận, huyện|huyện, quận|các huyện|chính quyền huyện)(?!\w)", re.IGNORECASE)
_OF_A_PERIOD = ("change", "average")
"""Measures that belong to their period alone; a level stays comparable later."""
_SHARED = Decimal("0.6")
"""Share of a free goal's syllables that a sentence with a figure must have to be evidence of it."""
_RUNS = Decimal("0.2")
"""Share of its runs as well: a long sentence has the syllables of many goals (`đáp ứng yêu cầu … đô thị`)."""


_LEAST = 3
"""Telling syllables of a goal whose reports are looked for."""
_TIME = "trong đến tới vào đầu giữa cuối hết trước sau từ năm quý tháng ngày tuần vòng thời gian giai đoạn kỳ nhiệm"
_ANY = (
    "này đó các những mọi một của và cho là có sẽ được tại ở về với khi theo hoàn thành đạt thực hiện triển khai"
    " tiếp tục dự án việc công tác khoảng hơn trên dưới tỷ tỉ triệu đồng"
)
_EMPTY = frozenset([*_TIME.split(), *_ANY.split()])
"""Syllables of time, of any act and of amounts."""


def of_unit(speeches: Iterable[Speech], kind: str, place: Where, taken: set[tuple[str, int]]) -> Iterator[Evidence]:
    """Evidence for a unit that is to become a `kind`; `taken` are the sentences that state the promise."""
    about = goals.about(kind)
    for speech in speeches:
        for sentence in speech.sentences:
            words = speech.article.text[sentence.start : sentence.end]
            cite = speech.at.cite(sentence)
            if (cite.article, cite.sentence) in taken:
                continue
            if _ends(speech, sentence, place):
                yield _made(speech, sentence, "unit_ended")
            elif not about.search(words) or not _concerns(speech, sentence, place):
                continue
            elif cues("reached").search(words) and goals.becoming(kind).search(words):
                yield _made(speech, sentence, "reached")
            else:
                yield from _counted(speech, sentence, words)


class Reports:
    """The sentences with a figure of many articles, by the runs of syllables in them."""

    def __init__(self, speeches: Iterable[Speech]) -> None:
        self._by_run: dict[tuple[str, ...], list[Report]] = {}
        for speech in speeches:
            for report in speech.reports:
                for run in report.runs:
                    self._by_run.setdefault(run, []).append(report)

    def sharing(self, runs: Iterable[tuple[str, ...]]) -> Iterable[Report]:
        """Every report that has one of the runs."""
        return {id(report): report for run in runs for report in self._by_run.get(run, ())}.values()


def of_words(reports: Reports, goal: str, place: Where | None, taken: set[tuple[str, int]]) -> Iterator[Evidence]:
    """Sentences with a figure that speak of a free goal in its own words.

    Words of time and of any act (`hoàn thành trong quý 2-2019`) name no goal. A goal of no known place may be anyone's:
    only its own article can tell of it.
    """
    syllables = goals.syllables(goal)
    telling = frozenset(filter(_tells, syllables))
    wanted = goals.runs(goal)
    own = {article for article, _ in taken}
    if len(telling) < _LEAST:
        return
    for report in reports.sharing(run for run in wanted if sum(map(_tells, run)) >= 2):
        article = report.speech.entry.id
        if (article, report.number) in taken or (place.code != report.subject if place else article not in own):
            continue
        shared = syllables & report.syllables
        if Decimal(len(shared & telling)) / len(telling) < _SHARED:
            continue
        said = Decimal(len(report.runs & wanted)) / len(wanted)
        if said >= _RUNS and Decimal(len(shared)) / len(syllables) >= _SHARED:
            figure, made = report.figure, _made(report.speech, report.sentence, "progress")
            yield replace(made, low=figure.low, high=figure.high, of=figure.of, unit=figure.unit)


def _tells(word: str) -> bool:
    return not word.isdigit() and word not in _EMPTY


def of_number(
    observations: Iterable[Observation], goal: Goal, place: Where | None, aim: Observation | None
) -> Iterator[Evidence]:
    """Later reports of the indicator: short of the target at its time, or reaching it."""
    if aim is None or goal.due is None:
        return
    falling = any(row["key"] == aim.indicator for row in table("falling_indicators"))
    for seen in observations:
        alike = (seen.indicator, seen.measure, seen.unit, seen.per) == (aim.indicator, aim.measure, aim.unit, aim.per)
        here = (seen.place.code if seen.place else "") == (place.code if place else "")
        if not alike or not here or seen.mode not in ("reported", "estimated") or seen.derived or seen.to is None:
            continue
        if aim.published and (seen.to < aim.published or (seen.published or aim.published) < aim.published):
            continue  # where things stood before it was promised
        # How fast something grew in another year says nothing of the year that was promised.
        if aim.measure in _OF_A_PERIOD and (seen.from_, seen.to) != (aim.from_, aim.to):
            continue
        said = against_plan(aim, seen, falling=falling)
        kept = said in ("plan_met", "plan_exceeded")
        final = seen.year == goal.due.year or seen.to > goal.due
        anew = any(goal.due < cut.on <= seen.to for cut in standards(aim))
        decides = "reached" if kept else "fell_short" if said == "plan_missed" and final else "progress"
        yield Evidence(
            cite=seen.cite,
            published=seen.published,
            at=seen.to,
            kind="progress" if anew else decides,  # type: ignore[arg-type]
            text=seen.stated,
            low=seen.low,
            high=seen.high,
            of=seen.of,
            unit=seen.unit,
            new_standard=anew,
        )


def in_order(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """By the day it holds for; a denominator other than the one before is marked."""
    out: list[Evidence] = []
    before: Decimal | None = None
    for one in sorted(found, key=lambda e: (e.at or e.published or date.max, e.published or date.max, e.cite)):
        new = one.of is not None and before is not None and one.of != before
        out.append(replace(one, new_denominator=new))
        before = one.of if one.of is not None else before
    return tuple(out)


def aims(statements: Iterable[Statement], observations: Iterable[Observation]) -> Observation | None:
    """The observation of the first statement's target."""
    ids = [f"{s.cite.article}#{s.cite.fact}" for s in statements]
    known = {o.id: o for o in observations}
    return next((known[i] for i in ids if i in known), None)


def _counted(speech: Speech, sentence: Spanned, words: str) -> Iterator[Evidence]:
    """`24/27 tiêu chí`, `còn 3 tiêu chí chưa đạt`, `phải đạt 31 tiêu chí`."""
    for figure in speech.article.quantities:
        if not overlap(figure, sentence) or figure.unit not in _COUNTED or figure.low is None:
            continue
        made = replace(_made(speech, sentence, "progress"), unit=figure.unit, cite=speech.at.cite(figure, figure.id))
        if figure.of is not None:
            unmet = bool(_UNMET.search(words))
            low = figure.of - figure.low if unmet else figure.low
            yield replace(made, low=low, high=low, of=figure.of, missing=figure.of - low)
        elif _UNMET.search(words):
            yield replace(made, missing=figure.low)
        elif _MUST.search(words):
            yield replace(made, kind="requirement", of=figure.low)
        return


def _made(speech: Speech, sentence: Spanned, kind: str) -> Evidence:
    published = speech.entry.published
    ends = [d.to for d in speech.article.dates if overlap(d, sentence) and d.to is not None]
    over = [day for day in ends if published is None or day <= published]
    return Evidence(
        cite=speech.at.cite(sentence),
        published=published,
        at=over[0] if over else published,
        kind=kind,  # type: ignore[arg-type]
        text=speech.words(sentence),
    )


def _concerns(speech: Speech, sentence: Spanned, place: Where) -> bool:
    """Whether a sentence is about the place, or about every unit of its kind (`một huyện phải đạt …`)."""
    subject = speech.subject(sentence)
    if subject is not None and subject.code == place.code:
        return True
    words = speech.words(sentence).lower()
    general = re.search(rf"(?<!\w)(?:một|mỗi|các) {re.escape(place.kind)}(?!\w)", words)
    return bool(general) and any(p.unit_code == place.code for p in speech.article.places)


def _ends(speech: Speech, sentence: Spanned, place: Where) -> bool:
    """Whether a sentence says that the unit, or its whole level in its province, has ended."""
    words = speech.words(sentence)
    if not cues("end").search(words) or not ended(place.code):
        return False
    if re.search(rf"(?<!\w){re.escape(place.label)}(?!\w)", words, re.IGNORECASE):
        return True
    subject = speech.subject(sentence)
    above = parent(place.code)
    return (
        bool(_LEVELS.search(words))
        and subject is not None
        and above is not None
        and (lineage(subject.code) == lineage(above))
    )
