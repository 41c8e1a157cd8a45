"""YAML as people write it, read without its surprises: every scalar is the text that stands there.

`no` stays no, `1.599` stays 1.599 and `22:30` stays 22:30; what a field means is decided by its record.
Anchors, aliases and tags are refused, so that a file means what it shows, and every value knows its line.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from baocao.errors import BaocaoError

MOST_BYTES = 2_000_000
DEEPEST = 12
"""Limits of a file: far above what a person writes, far below what hurts."""


class Place(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


class Read(NamedTuple):
    """A file's data, and where each part of it stands by its path (`$.corrections[2].quote`)."""

    data: Any
    places: dict[str, Place]
    lines: dict[str, tuple[int, int]]
    """First line, and the line after the last, of each part; counted from 0."""


def read(text: str, where: str) -> Read:
    """Raises BaocaoError naming file, line and column."""
    if len(text) > MOST_BYTES:
        raise BaocaoError(f"larger than {MOST_BYTES} characters", where=where, remedy="is it a corrections file?")
    try:
        _check(text, where)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise BaocaoError(
            f"no YAML ({what})", where=at, remedy="look at the indentation and the quotation marks"
        ) from None
    except yaml.YAMLError as error:
        raise BaocaoError(
            f"no YAML ({' '.join(str(error).split())})", where=where, remedy="save it as YAML text"
        ) from None
    places: dict[str, Place] = {}
    lines: dict[str, tuple[int, int]] = {}
    data = None if node is None else _value(node, "$", places, lines, where)
    return Read(data, places, lines)


def _check(text: str, where: str) -> None:
    """Refuse what makes a file mean more than it shows, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        mark = event.start_mark
        fault = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            fault = "anchors and aliases (& and *) are not used here"
        elif tag := getattr(event, "tag", None):
            fault = f"tags ({tag}) are not used here"
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            fault = f"nested more than {DEEPEST} deep" if depth > DEEPEST else ""
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if fault:
            at = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
            raise BaocaoError(fault, where=at, remedy="put the text in quotation marks")


def _value(node: Node, path: str, places: dict[str, Place], lines: dict[str, tuple[int, int]], where: str) -> Any:
    places[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
    # What is written in blocks ends where the next thing begins, all else on its own line.
    block = isinstance(node, SequenceNode | MappingNode) and not node.flow_style
    lines[path] = (node.start_mark.line, node.end_mark.line + (not block))
    if isinstance(node, ScalarNode):
        return None if node.style is None and node.value in ("", "~", "null") else node.value
    if isinstance(node, SequenceNode):
        return [_value(item, f"{path}[{i}]", places, lines, where) for i, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    found: dict[str, Any] = {}
    for key, value in node.value:
        at = f"{where}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
        if not isinstance(key, ScalarNode):
            raise BaocaoError("a name must be a word", where=at, remedy="put the text in quotation marks")
        if key.value in found:
            raise BaocaoError(f"{key.value!r} stands here twice", where=at, remedy="keep one of them")
        found[key.value] = _value(value, f"{path}.{key.value}", places, lines, where)
    return found
