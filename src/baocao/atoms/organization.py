"""Organisations: authorities, party bodies, firms, schools, associations, each once with its kind.

An organisation is a head from `lexicon/organization_kinds.csv` and the words that go on its name: capitalised words
with the second half of their compounds (`Giáo dục`), fields joined by `và`, a comma or a dash, and the place it is
of. A short form in brackets (`Tập đoàn Sông Xanh (SXG)`) names it from there on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from baocao.atoms import admin_units, role
from baocao.atoms.capitals import UPPER, runs
from baocao.lexicon import alternation, table
from baocao.model import Name, Page
from baocao.span import Span, Spanned
from baocao.text.syllable import is_syllable

_KINDS = {row["head"]: row["kind"] for row in table("organization_kinds")}
# without a boundary before it, so that the scan is led by the first letters
_HEAD = re.compile(rf"(?:{alternation(_KINDS)})(?!\w)")
_PAIRS = frozenset(row["word"] for row in table("organ_words")) | frozenset(
    row["word"] for row in table("organ_fields") if " " in row["word"]
)
_SECOND = frozenset(pair.split(" ")[0] for pair in _PAIRS)
_STEP = re.compile(
    r"(?P<join> và | & |, | ?- ?| )(?P<word>(?:TP|Tp|TX|TT|Q|P|H)\.|[\w&][\w&/']*)",
)
# Words in small letters that go on a name: the level or place an organisation is of.
_LEVELS = frozenset(
    {"tỉnh", "huyện", "quận", "xã", "phường", "thành phố", "thị xã", "thị trấn", "thôn", "trung ương", "tối cao"}
    | {"cấp cao", "nhà nước", "nhân dân", "khu vực", "vùng", "quốc gia", "cơ sở", "các cấp", "dự án", "cổ phần"}
)
_LEVEL_FIRST = frozenset(level.split(" ")[0] for level in _LEVELS)
_COMPLETE = frozenset(
    {"Quốc hội", "Chính phủ", "Văn phòng Chính phủ", "Ủy ban Thường vụ Quốc hội", "Ban Bí thư", "Bộ Chính trị"}
    | {"Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Kiểm toán Nhà nước", "Ngân hàng Thế giới"}
    | {"Liên Hợp Quốc", "Thành đoàn", "Tỉnh đoàn", "Huyện đoàn", "Hội Nông dân", "Hội Cựu chiến binh"}
)
"""Heads that are names without more."""
_AUTHORITIES = frozenset(
    {"chính quyền", "nhà nước", "đảng", "bộ", "sở", "cục", "phòng", "công an", "tòa án", "viện kiểm sát", "quân đội"}
    | {"đoàn thể", "cơ quan"}
)
_FORMS = frozenset({"TNHH", "CP", "MTV", "TM", "DV", "XD", "Cổ", "TMDV", "SX", "XNK", "THPT", "THCS", "TH", "ĐH"})
"""Words of a name that say its legal form or level, not which one it is."""
_DOINGS = frozenset(
    {"quản lý", "kiểm tra", "hỗ trợ", "phục vụ", "giám sát", "thông tin", "tổ chức", "thẩm định", "hợp tác"}
    | {"điều tra", "thanh tra", "bảo vệ", "huấn luyện", "đầu tư", "điều hành", "giải phóng", "cứu nạn"}
)
"""Fields that are verbs as often: after a full name they say what it does."""
_DOING = re.compile(rf"(?:{alternation(_DOINGS)})(?!\w)")
_ALIAS = re.compile(rf" \((?P<short>[{UPPER}][\w&-]{{1,9}})\)")
_SAME = (("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"), ("Tòa án nhân dân", "TAND"))
_NEVER = frozenset({"Ban ngày", "Hội nghị", "Hội thảo", "Hội trường", "Bộ trưởng", "Vụ việc", "Vụ án", "Phòng khi"})
_LONGEST = 18
"""Words in a name; more is no name."""


@dataclass(slots=True)
class _Known:
    name: Span
    kind: str
    mentions: list[Span] = field(default_factory=list)


def organizations(page: Page, taken: Sequence[Spanned] = ()) -> tuple[Name, ...]:
    """Each organisation once, in order of first mention; names stop before `taken`, the mentions of people."""
    flow = page.flow
    stops = sorted(span.start for span in taken)
    at = 0
    known: dict[str, _Known] = {}
    aliases: dict[str, _Known] = {}
    until = 0
    for head in _HEAD.finditer(flow):
        start = head.start()
        if start < until or flow[start - 1 : start].isalnum():
            continue
        while at < len(stops) and stops[at] < start:
            at += 1
        limit = stops[at] if at < len(stops) else len(flow)
        end = _extent(flow, head.group(), head.end(), limit)
        if end == head.end() and head.group() not in _COMPLETE:
            continue
        name = flow[start:end]
        if name in _NEVER or name.lower() in admin_units.names() or not _particular(head.group(), name):
            continue
        until = end
        span, key = Span(start, end), _key(name)
        entry = known.get(key)
        if entry is None:
            entry = known[key] = _Known(span, _KINDS[head.group()])
        entry.mentions.append(span)
        if alias := _ALIAS.match(flow, end):
            aliases.setdefault(alias["short"], entry)
    if aliases:
        for run in runs(flow):
            for i, word in enumerate(run.words):
                if word in aliases:
                    aliases[word].mentions.append(Span(run.starts[i], run.end_of(i)))
    return tuple(
        Name(
            name=flow[entry.name.start : entry.name.end],
            kind=entry.kind,
            mentions=tuple(_apart(entry.mentions)),
            named=entry.name,
        )
        for entry in known.values()
    )


def _key(name: str) -> str:
    for long, short in _SAME:
        name = name.replace(long, short)
    return name.casefold()


def _apart(spans: list[Span]) -> list[Span]:
    """In text order, without those that stand inside another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _particular(head: str, name: str) -> bool:
    """Whether a name says which one: `Công ty Hương Sen`, not `công ty cổ phần`; authorities may go unnamed."""
    if head in _COMPLETE or (_KINDS[head] in _AUTHORITIES and head[0].isupper()):
        return True
    rest = name[len(head) :].split()
    return any(word[0].isupper() and word not in _FORMS for word in rest)


def _extent(flow: str, head: str, end: int, limit: int) -> int:
    """Where the name that a head opens ends; `end` itself where nothing goes on."""
    at = end
    state = _KINDS[head] in _AUTHORITIES
    field_before = True  # whether what may go on is a field of work, not a place or a proper name
    step = _STEP.match(flow, at, limit)
    for _ in range(_LONGEST):
        if step is None:
            break
        word, join = step["word"], step["join"]
        follows = _STEP.match(flow, step.end(), limit)
        second = follows["word"] if follows is not None and follows["join"] == " " else ""
        both = f"{word} {second}"
        if second and follows is not None and word.lower() in _SECOND and both.lower() in _PAIRS:
            lower = word[0].islower()
            if lower and (not field_before or (head[0].islower() and at == end)):
                break
            if lower and state and at > end and join == " " and both in _DOINGS:
                break
            at, field_before = follows.end(), True
        elif join == " " and word in _LEVEL_FIRST and (both in _LEVELS or word in _LEVELS):
            at = follows.end() if both in _LEVELS and follows is not None else step.end()
            field_before = False
        elif join == " " and word[0].isupper():
            alone = flow[at - 1].islower() or at == end
            half = second.islower() and alone and is_syllable(word.lower()) and is_syllable(second)
            if (
                half
                and follows is not None
                and field_before
                and not role.STOP.match(flow, follows.start("word"))
                and not _DOING.match(flow, follows.start("word"), limit)  # `Huyện ủy Mẫu tổ chức`
            ):
                at = follows.end()
            else:
                at = step.end()
                field_before = word in _FORMS
        elif (join == " " and word.isdigit() and at > end and len(word) < 3) or (join == "-" and word.isupper()):
            at = step.end()
        else:
            break
        step = follows if at == step.end() else _STEP.match(flow, at, limit)
    return at - 1 if flow[at - 1] == "." else at
