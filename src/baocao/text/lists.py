"""Lists: how deep an item stands, and which sentence announces it (`03 khâu đột phá đó là:`)."""

from __future__ import annotations

import re

from baocao.text.blocks import Draft

_ANNOUNCERS = ("sau đây", "sau", "gồm", "cụ thể", "đó là", "dưới đây")
"""What ends a sentence that announces a list: `như sau`, `bao gồm`, `cụ thể là`."""
_COUNTS = re.compile(r"(?<![\d.,/])0?(?P<n>\d{1,2}) [^\W\d_]")


def govern(drafts: list[Draft]) -> None:
    """Set level and governor of the list items, in place. Captions inside a list do not end it."""
    before: int | None = None
    announcer: int | None = None
    shapes: list[str] = []
    parents: list[int] = []
    run: list[int] = []
    for i, draft in enumerate(drafts):
        if draft.kind == "list_item":
            if not run:
                announcer = before if before is not None and _announces(drafts[before]) else None
            shape = _shape(draft.number or "")
            if shape in shapes:
                depth = shapes.index(shape)
            else:
                depth = len(shapes)
                shapes.append(shape)
                parents.append(i - 1)
            del shapes[depth + 1 :], parents[depth + 1 :]
            draft.level = depth + 1
            draft.governor = announcer if depth == 0 else _parent(drafts, i, depth)
            run.append(i)
        elif draft.kind == "caption":
            continue
        else:
            if run and announcer is None:
                _count(drafts, run)
            run, shapes, parents = [], [], []
            before = i
    if run and announcer is None:
        _count(drafts, run)


def _shape(number: str) -> str:
    """Items of one list look alike: 1. 2. 3.; 1.1. 1.2.; a) b); I. II.; dashes."""
    if re.fullmatch(r"[IVX]+[.)]", number):
        return "I" + number[-1]
    return re.sub(r"[A-ZĐ]", "A", re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", number)))


def _parent(drafts: list[Draft], i: int, depth: int) -> int | None:
    for j in range(i - 1, -1, -1):
        if drafts[j].kind == "list_item" and (drafts[j].level or 0) == depth:
            return j
        if drafts[j].kind not in ("list_item", "caption"):
            break
    return None


def _announces(draft: Draft) -> bool:
    text = draft.text.rstrip(' "')
    if draft.kind == "byline" or text.endswith(":"):
        return draft.kind != "byline"
    last = text[-40:].lower()
    last = last[:-1].removesuffix(" ") if last.endswith((".", ";")) else last
    return last.endswith(_ANNOUNCERS) or last.removesuffix(" là").endswith(_ANNOUNCERS)


def _count(drafts: list[Draft], run: list[int]) -> None:
    """A sentence without a colon announces a list when it counts exactly its items."""
    first = run[0] - 1
    while first >= 0 and drafts[first].kind == "caption":
        first -= 1
    if first < 0 or drafts[first].kind not in ("paragraph", "lead"):
        return
    items = [i for i in run if drafts[i].level == 1]
    tail = drafts[first].text[-200:]
    if any(int(match["n"]) == len(items) for match in _COUNTS.finditer(tail)) and len(items) > 1:
        for i in items:
            drafts[i].governor = first
