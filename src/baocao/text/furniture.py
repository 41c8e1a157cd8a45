"""Header furniture: lines that say when, by whom and how often read, and nothing of the matter.

A line is furniture when nothing is left of it after its dates, times, labels, counters and widgets are taken
out; a name or two may be left, which is then the byline.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from baocao.lexicon import alternation, table

LONGEST = 160
"""Characters of a line of furniture; a longer line is prose."""


class Stamp(NamedTuple):
    """A date on the page, with its time where there is one."""

    when: str
    """ISO 8601, to the day or the minute (to the month where the page gives no more)."""
    means: str
    """`published`, `updated`, or '' where no label says which."""
    clock: bool
    """Whether the line looks like the site's own clock: a weekday or a town before the date."""


class Furniture(NamedTuple):
    stamps: tuple[Stamp, ...] = ()
    views: int | None = None
    rest: str = ""
    """What was left: a byline, an outlet."""
    fields: tuple[tuple[str, str], ...] = ()
    """Labelled values (outlet, url, author, section)."""


PAPERS = {row["kind"]: row["genre"] for row in table("page_papers")}
"""What an official paper calls itself on a line of its own, and the genre that makes it."""
_LABELS = {row["label"].lower(): row["means"] for row in table("page_labels")}


def _labels(*means: str) -> str:
    return f"(?-x:{alternation(row['label'] for row in table('page_labels') if row['means'] in means)})"


_FIRST = "".join(sorted({*"ntcgu", *(label[0] for label in _LABELS)}))
_FIELD = re.compile(rf"({_labels('outlet', 'url', 'author', 'section', 'remark')}) ?: ?(.{{1,400}})", re.I)
_PIECE = re.compile(
    rf"""
    (?=[\d\[({_FIRST}])(?:  # most letters begin nothing
    (?P<after>(?P<count>\d[\d.,]{{0,11}})\ ?(?:{_labels("views_after")})\b)
  | (?P<views>\b(?:{_labels("views")})\ ?:?\ ?(?P<viewed>\d[\d.,]{{0,11}})?)
  | (?P<label>\b(?P<means>{_labels("published", "updated")})\b\ ?:?)
  | (?P<iso>(?<!\d)(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d?)(?:-(?P<d1>\d\d?))?(?!\d)T?)
  | (?P<spoken>(?:ngày\ )?(?<!\d)(?P<d2>\d\d?)\ tháng\ (?P<m2>\d\d?),?\ (?:năm\ )?(?P<y2>(?:19|20)\d\d)(?!\d))
  | (?P<dated>(?:ngày\ )?(?<!\d)(?P<d3>\d\d?)\ ?[/.-]\ ?(?P<m3>\d\d?)\ ?[/.-]\ ?(?P<y3>(?:19|20)\d\d)(?!\d))
  | (?P<time>(?<!\d)(?P<h>\d\d?)\ ?(?::|h|giờ)\ ?(?P<min>\d\d)(?::\d\d)?(?:\ ?(?P<half>[AP]M))?\b)
  | (?P<weekday>(?:thứ\ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\ nhật)\b)
  | (?P<zone>[\[(]?(?:GMT|UTC)\ ?\+?\ ?\d*[\])]?)
    )
    """,
    re.I | re.X,
)
# Without a year, an hour or the words of a counter no line tells anything.
_TELLS = re.compile(r"\d(?:(?<=[12])[09]\d\d| ?(?::|h|giờ) ?\d\d)")
_COUNTERS = tuple(row["label"].lower() for row in table("page_labels") if row["means"] in ("views", "views_after"))
# `Hà Nội, ngày 20-04-2019`: a town before the date is the clock of the site.
_TOWN = re.compile(r"[A-ZĐ][^\d,|]{1,30}, ?(?:ngày )?\d", re.I)
_SEPARATORS = " |,;:.-()[]/*•·"
_WIDGETS = {row["phrase"].lower(): row["reason"] for row in table("page_widgets")}
_WIDGET = re.compile(rf"(?:(?:{alternation(_WIDGETS)})(?![^\W\d_])|[\d{re.escape(_SEPARATORS)}])", re.I)
_PHRASES = tuple(_WIDGETS)
_LOOSE = _SEPARATORS + "0123456789>"
_MORE = ("xem thêm", "đọc thêm", "xem video", "xem clip", "mời xem", "mời đọc", "tin liên quan", "bài liên quan")
# `Xem thêm: …`, `Xem thêm >> …`: the rest of the line is the headline of another article.
_LEADS_AWAY = re.compile(r"[>* -]*[^\W\d_]+ [^\W\d_]+(?: [^\W\d_]+)? ?[:>]")
_IMAGE = re.compile(r"[\w ()-]{1,80}\.\w+")
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp")
_ADVERT = re.compile(
    r"đợi \d+ giây|nhấn vào đây để|bấm vào đây để|đăng ký nhận tin|hotline đặt quảng cáo|video đang được xem"
    r"|mời quý vị (?:theo dõi|đón xem)|tải ứng dụng"
)
_ADVERTISED = re.compile("giây|vào đây|nhận tin|quảng cáo|được xem|quý vị|ứng dụng")
"""One of them stands in every advert."""


def read(text: str) -> Furniture | None:
    """The furniture a folded line holds, or None where the line is no furniture."""
    if len(text) <= LONGEST:
        return _read(text)
    return _read.__wrapped__(text) if text.lower().startswith(("địa chỉ", "liên kết", "url", "link")) else None


@lru_cache(maxsize=256)  # a line of the header is asked about several times
def _read(text: str) -> Furniture | None:
    field = _FIELD.fullmatch(text) if ":" in text else None
    if field is not None:
        return Furniture(fields=((_LABELS[field.group(1).lower()], field.group(2).strip()),))
    low = text.lower()
    if not _TELLS.search(low) and not any(counter in low for counter in _COUNTERS):
        return None
    stamps: list[Stamp] = []
    views: int | None = None
    means, clock, hour = "", False, ""
    counted = False

    def piece(match: re.Match[str]) -> str:
        nonlocal views, means, clock, hour, counted
        kind = match.lastgroup
        if match["after"] or match["views"]:
            number = match["count"] or match["viewed"]
            counted = True
            # A page's counter groups its thousands in the English or the Vietnamese way, and has no decimals.
            views = int(re.sub(r"\D", "", number)) if number else views
        elif match["label"]:
            means = _LABELS[match["means"].lower()]
        elif match["time"]:
            hour = _hour(match)
            if stamps and "T" not in stamps[-1].when and len(stamps[-1].when) == 10 and hour:
                stamps[-1] = stamps[-1]._replace(when=f"{stamps[-1].when}T{hour}")
                hour = ""
        elif match["weekday"]:
            clock = True
        elif kind != "zone":
            when = _day(match)
            if when is None:
                return match.group()
            if hour and len(when) == 10:
                when, hour = f"{when}T{hour}", ""
            stamps.append(Stamp(when, means, clock))
            means = ""
        return "|"

    left = _PIECE.sub(piece, text)
    if not stamps and not counted and not hour:
        return None
    left = left.strip(_SEPARATORS)
    if left and _WIDGET.sub("", left):
        if len(left.split()) > 8 or not left[:1].isupper():
            return None
        if _TOWN.match(text):
            stamps = [stamp._replace(clock=True) for stamp in stamps]
            left = ""
    else:
        left = ""
    return Furniture(tuple(stamps), views, left.strip(_SEPARATORS))


def widget(text: str) -> str | None:
    """Why a folded line is no part of the article (widget, advert, image file …), or None."""
    if "." in text[-5:-3] and text.lower().endswith(_IMAGES) and _IMAGE.fullmatch(text):
        return "image file"
    if len(text) <= 120:
        begins = text.lower().lstrip(_LOOSE)
        if (not begins or begins.startswith(_PHRASES)) and not _WIDGET.sub("", text) and not text.isdigit():
            words = [phrase for phrase in _PHRASES if phrase in begins]
            return _WIDGETS[max(words, key=len)] if words else "stray mark"
        if begins.startswith(_MORE) and _LEADS_AWAY.match(text):
            return "related"
        if _ADVERTISED.search(begins) and _ADVERT.search(begins) and len(text.split()) <= 20:
            return "advert"
    return None


def _day(match: re.Match[str]) -> str | None:
    for n in "123":
        if match[f"y{n}"]:
            year, month, day = match[f"y{n}"], int(match[f"m{n}"]), match[f"d{n}"]
            try:
                if day is None:
                    return date(int(year), month, 1).isoformat()[:7]
                return date(int(year), month, int(day)).isoformat()
            except ValueError:
                return None
    return None


def _hour(match: re.Match[str]) -> str:
    hour, minute = int(match["h"]), int(match["min"])
    if match["half"] and match["half"].upper() == "PM" and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
