"""Series: one indicator at one place over time, each statement a row; a break is a row of its own, never averaged."""

from __future__ import annotations

from collections import Counter

from baocao.corpus.record import Break, Observation, Series
from baocao.corpus.series import all_series
from baocao.report import tree
from baocao.report.corpus.binder import Binder, quoted
from baocao.report.phrase import cell, fill, heads, joined, paragraph

SHORTEST = 3
"""Points from which a series has a chart and a table of its own."""


def known(binder: Binder) -> tuple[Series, ...]:
    """The series with figures; milestones have none."""
    return tuple(s for s in all_series(binder.corpus) if s.measure != "milestone")


def series(binder: Binder) -> tuple[tree.Block, ...]:
    """The long series, each with its chart and its table, then one table of all others."""
    from baocao.report.chart import series as chart

    long = [s for s in known(binder) if len(s.points) >= SHORTEST]
    blocks: list[tree.Block] = []
    named: Counter[str] = Counter()
    for one in long:
        name = f"{one.indicator}-{one.measure}"
        named[name] += 1
        name += f"-{named[name]}" if named[name] > 1 else ""
        blocks.append(tree.Heading(3, title(binder, one), id=f"series-{name}"))
        blocks += chart.chart(binder, one, name)
        blocks.append(_table(binder, one, name))
    rest = [s for s in known(binder) if len(s.points) < SHORTEST]
    if rest:
        blocks += [
            tree.Heading(3, fill(binder.say.gettext("Other indicators")), id="series-others"),
            _others(binder, rest),
        ]
    return tuple(blocks) or (paragraph(binder.say.gettext("No indicator with a figure was found."), role="note"),)


def title(binder: Binder, one: Series) -> tuple[tree.Inline, ...]:
    """Poverty rate, huyện Thanh Trì; what is measured where it is no level."""
    say = binder.say
    measures = {
        "change": say.gettext("growth"),
        "average": say.gettext("yearly average"),
        "share": say.gettext("share"),
        "ratio": say.gettext("ratio"),
        "level": "",
        "milestone": "",
    }
    parts = [binder.name(one.indicator, one.name)]
    if measures[one.measure]:
        parts.append(fill(measures[one.measure]))
    if one.place:
        parts.append(binder.place(one.place))
    return joined(parts)


def kind(binder: Binder, seen: Observation) -> str:
    """How a figure is said: reported, planned, derived …"""
    say = binder.say
    if seen.derived:
        return say.gettext("plan, derived") if seen.mode == "planned" else say.gettext("derived")
    return {
        "reported": say.gettext("reported"),
        "estimated": say.gettext("estimate"),
        "planned": say.gettext("plan"),
        "required": say.gettext("requirement"),
    }[seen.mode]


def period(binder: Binder, seen: Observation) -> tuple[tree.Inline, ...]:
    """The reference period, and how it is known where the figure does not say."""
    say = binder.say
    shown = binder.period(seen.from_, seen.to)
    if seen.period_how == "context":
        return (*shown, tree.Text(" "), *fill(say.gettext("(from the context)")))
    if seen.period_how == "published":
        return (*shown, tree.Text(" "), *fill(say.gettext("(day of publication)")))
    return shown


def _table(binder: Binder, one: Series, name: str) -> tree.Table:
    say = binder.say
    rows: list[tuple[tree.Cell, ...]] = []
    breaks = list(one.breaks)
    for seen in one.points:
        while breaks and seen.to and breaks[0].on <= seen.to:
            rows.append(_broken(binder, breaks.pop(0)))
        rows.append((cell(period(binder, seen)), *_said(binder, seen)))
    rows += [_broken(binder, cut) for cut in breaks]
    head = heads(
        say.gettext("Period"), say.gettext("Value"), say.gettext("Kind"), say.gettext("Published"),
        say.gettext("Sentence"), right=(1, 4),
    )  # fmt: skip
    return tree.Table(
        head=(head,),
        rows=tuple(rows),
        widths=(2.6, 2.4, 1.5, 1.7, 1),
        id=f"table-{name}",
        caption=title(binder, one),
    )


def _said(binder: Binder, seen: Observation) -> tuple[tree.Cell, ...]:
    speaker = quoted(seen.qualifier) if seen.qualifier else ()
    return (
        cell(binder.value(seen), (tree.Text(" ("), *speaker, tree.Text(")")) if speaker else (), align="right"),
        cell(kind(binder, seen)),
        cell(binder.published(seen.published)),
        cell(binder.at(seen.cite), align="right"),
    )


def _broken(binder: Binder, cut: Break) -> tuple[tree.Cell, ...]:
    """A break across the table: day, what changed, by which text."""
    words = quoted(cut.vi if binder.lang == "vi" else cut.en)
    sources = joined([(binder.at(c),) for c in cut.cites]) if cut.cites else quoted(cut.source)
    text = fill(
        binder.say.gettext("Break on {day}: {what} ({source})"), day=binder.day(cut.on), what=words, source=sources
    )
    return (tree.Cell((tree.Emphasis(text),), span=5),)


def _others(binder: Binder, rest: list[Series]) -> tree.Table:
    say = binder.say
    rows = tuple(
        (cell(title(binder, one) if i == 0 else (), header=i == 0), cell(period(binder, seen)), *_said(binder, seen))
        for one in rest
        for i, seen in enumerate(one.points)
    )
    head = heads(
        say.gettext("Indicator"), say.gettext("Period"), say.gettext("Value"), say.gettext("Kind"),
        say.gettext("Published"), say.gettext("Sentence"), right=(2, 5),
    )  # fmt: skip
    return tree.Table(
        head=(head,),
        rows=rows,
        widths=(3, 2.2, 2, 1.3, 1.6, 1),
        id="table-others",
        caption=fill(say.gettext("Indicators with fewer statements")),
    )
