"""Joining mentions: one person under several names is one record.

Full forms are the same person when they are the same words in any case, when initials stand for words
(`Ng. V. An`), when one is the end of the other (`Thu Hà`, `Lê Thu Hà`), or when a name of three words and more occurs
once with another surname (a slip). A short form belongs to the last person named before it that it fits, else to the
first after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from baocao.atoms.person_mention import Mention
from baocao.atoms.person_name import initial
from baocao.atoms.role import CUES, Role
from baocao.model import Person
from baocao.span import Span


@dataclass(slots=True)
class _Known:
    """A person as far as read: all full forms, the first of them, and every mention."""

    words: tuple[str, ...]
    named: Mention
    foreign: bool
    mentions: list[Mention] = field(default_factory=list)


def join(flow: str, mentions: Iterable[Mention]) -> tuple[Person, ...]:
    """The people that the mentions name, in order of first mention, each with all roles as written."""
    ordered = _listed(flow, _own_roles(flow, sorted(mentions, key=lambda m: m.start)))
    known = _attach(_slips(_full_forms(ordered)), ordered)
    people = [_person(flow, one) for one in known]
    return tuple(sorted(people, key=lambda p: p.mentions[0].start))


def _own_roles(flow: str, mentions: list[Mention]) -> list[Mention]:
    """Each role with one name, where it follows one and leads up to the next.

    `A và Chủ tịch UBND huyện B`: directly before B it is B's. `A - Giám đốc sở, bà B`: past a comma it is A's.
    """
    found: list[Mention] = []
    last: int | None = None
    for mention in mentions:
        if mention.stands and last is not None and mention.roles:
            earlier = found[last]
            shared = {r.start for r in mention.roles if r.start < mention.start} & {r.start for r in earlier.roles}
            if shared or any(r.end > mention.start for r in earlier.roles):
                until = max((r.end for r in mention.roles if r.start in shared), default=mention.start)
                theirs = "," not in flow[until : mention.start]
                if theirs:
                    kept = tuple(r for r in earlier.roles if r.end <= mention.start and r.start not in shared)
                    found[last] = replace(earlier, roles=kept)
                else:
                    mention = replace(mention, roles=tuple(r for r in mention.roles if r.start not in shared))
        if mention.stands:
            last = len(found)
        found.append(mention)
    return found


def _full_forms(mentions: Sequence[Mention]) -> list[_Known]:
    """One entry for each person named in full, longest names first so that parts find their whole."""
    known: list[_Known] = []
    forms: dict[tuple[str, ...], _Known] = {}
    initials: dict[tuple[str, ...], list[_Known]] = defaultdict(list)
    for mention in sorted((m for m in mentions if m.full), key=lambda m: (-len(m.words), m.start)):
        form = tuple(w.casefold() for w in mention.words)
        letters = (*(w[0] for w in form[:-1]), form[-1])
        one = forms.get(form) or next((k for k in initials[letters][:_TRIED] if _abbreviates(k.words, form)), None)
        if one is None:
            if not mention.stands:
                continue
            one = _Known(form, mention, mention.foreign)
            known.append(one)
            initials[letters].append(one)
            for i in range(1, len(form) - 1):
                forms.setdefault(form[i:], one)
                if one.foreign:
                    forms.setdefault(form[: i + 1], one)
        forms[form] = one
        one.mentions.append(mention)
        if _shouted(one.named) and not _shouted(mention) and len(mention.words) == len(one.words):
            one.named = mention
    return known


_TRIED = 8
"""People with the same initials that an abbreviated name is tried against."""


def _abbreviates(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether one of two names is the other with initials: `Ng. V. An`, `Nguyễn Văn An`."""
    if not (any(map(initial, map(str.title, form))) or any(map(initial, map(str.title, words)))):
        return False
    return all(_stands_for(a, b) or _stands_for(b, a) for a, b in zip(form, words, strict=True))


def _stands_for(short: str, word: str) -> bool:
    return short == word or (initial(short.title()) and word.startswith(short.rstrip(".")))


def _shouted(mention: Mention) -> bool:
    return all(w.isupper() for w in mention.words) and max(map(len, mention.words)) > 1


def _slips(known: list[_Known]) -> list[_Known]:
    """Join a name that occurs once with the one that differs from it by a letter of the surname."""
    kept: list[_Known] = []
    given: dict[tuple[str, ...], _Known] = {}
    for one in sorted(known, key=lambda k: -len(k.mentions)):
        same = given.setdefault(one.words[1:], one)
        if same is not one and len(one.mentions) == 1 < len(same.mentions) and _one_letter_off(one.words, same.words):
            same.mentions += one.mentions
        else:
            kept.append(one)
    return kept


def _one_letter_off(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) > 2 and len(a[0]) == len(b[0]) and sum(x != y for x, y in zip(a[0], b[0], strict=True)) == 1


def _attach(known: list[_Known], ordered: Sequence[Mention]) -> list[_Known]:
    """Give each short form to whom it fits: the last named before it, else the first named after it."""
    owner = {id(m): k for k in known for m in k.mentions}
    latest: dict[str, _Known] = {}
    coming: dict[str, _Known] = {}
    for named in sorted(known, key=lambda k: -k.mentions[0].start):
        for form in _short_forms(named):
            coming[form] = named
    alone: list[_Known] = []
    for mention in ordered:
        one = owner.get(id(mention))
        if one is None and not mention.full:
            word = mention.words[0].casefold().rstrip(".")
            one = latest.get(word) or coming.get(word)
            if one is None and mention.stands:
                # A surname alone stands for foreigners: `ông Moon`, and the Chinese, whose names are syllables.
                one = latest.get(f"{word} ") or coming.get(f"{word} ")
            if one is None:
                if not mention.stands:
                    continue
                one = _Known((word,), mention, mention.foreign)
                alone.append(one)
            one.mentions.append(mention)
        if one is not None:
            for form in _short_forms(one):
                latest[form] = one
    return known + alone


def _short_forms(one: _Known) -> tuple[str, ...]:
    """The words a person may be called by; a surname, the last resort, is marked by a space."""
    if one.foreign:
        return tuple(word.rstrip(".") for word in one.words)
    return (one.words[-1].rstrip("."), f"{one.words[0]} ")


def _listed(flow: str, mentions: list[Mention]) -> list[Mention]:
    """A role in the plural (`các Phó Chủ tịch: A, B và C`) belongs to every name of its list."""
    found: list[Mention] = []
    carried: tuple[Role, ...] = ()
    end = 0
    for mention in mentions:
        own = mention.roles
        if any(r.plural and r.end <= mention.start for r in own):
            carried = tuple(r for r in own if r.plural)
        elif carried and not _goes_on(flow[end : mention.start]):
            carried = ()
        elif carried and mention.full:
            mention = replace(mention, roles=(*carried, *own))
        end = max([mention.end, *(r.end for r in own)])
        found.append(mention)
    return found


def _goes_on(gap: str) -> bool:
    left = gap.strip(" ,;()-").removeprefix("và").strip().lower()
    return len(gap) < 40 and left in ("", "ông", "bà", "đồng chí", "cùng", "anh", "chị", "cùng ông", "cùng bà")


def _person(flow: str, one: _Known) -> Person:
    one.mentions.sort(key=lambda m: m.start)
    said: dict[str, tuple[str, Span, bool]] = {}
    for mention in one.mentions:
        for role in mention.roles:
            if role.head in CUES:
                continue
            text = flow[role.start : role.end]
            key = text.casefold()
            if key in said:
                continue
            said[key] = (text, Span(role.start, role.end), role.former)
    # A role that another one says more fully is the same role.
    keys = sorted(said)
    kept = [item for key, item in said.items() if not _within(key, keys)]
    kept.sort(key=lambda item: item[2])
    return Person(
        name=flow[one.named.start : one.named.end],
        roles=tuple(text for text, _, _ in kept),
        former=tuple(text for text, _, over in kept if over),
        mentions=tuple(Span(m.start, m.end) for m in one.mentions),
        named=Span(one.named.start, one.named.end),
        stated=tuple(span for _, span, _ in kept),
    )


def _within(part: str, roles: list[str]) -> bool:
    """`bí thư` says less than `bí thư huyện ủy`; `chủ tịch` is not a part of `phó chủ tịch`."""
    whole = bisect_left(roles, f"{part} ")
    return whole < len(roles) and roles[whole].startswith(f"{part} ")
