"""The help of the command line in the reader's language.

The commands are declared with English help; `commands.csv` beside this file has the Vietnamese of every sentence of
it, which a test holds complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from baocao.errors import language, said

PANELS = {"Arguments": "ARGUMENTS_PANEL_TITLE", "Options": "OPTIONS_PANEL_TITLE", "Commands": "COMMANDS_PANEL_TITLE"}
"""Headings of typer's own, by the names of its settings."""
HELP = "Show this message and exit."
"""What typer says of `--help`."""


def texts(command: Any) -> Iterator[str]:
    """Every sentence of a command's help and of all below it, in order."""
    for holder, name in _places(command):
        text = getattr(holder, name, None)
        if text:
            yield text


def translate(command: Any) -> None:
    """Give a command, and all below it, its help in the language of messages (`BAOCAO_LANG` or the locale)."""
    if language() == "en":
        return
    from typer import rich_utils

    for heading, setting in PANELS.items():
        setattr(rich_utils, setting, said(heading))
    for holder, name in _places(command):
        text = getattr(holder, name, None)
        if text:
            setattr(holder, name, said(text))
    for each in _all(command):
        each.get_help_option = _translated(each.get_help_option)


def _translated(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The maker of `--help`, which typer adds only when it prints, with that option's own help translated."""

    def option(context: Any) -> Any:
        made = make(context)
        if made is not None:
            made.help = said(HELP)
        return made

    return option


def _all(command: Any) -> Iterator[Any]:
    """A command and all below it."""
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _all(below)


def _places(command: Any) -> Iterator[tuple[Any, str]]:
    """Where help stands: on commands and on their parameters."""
    for each in _all(command):
        yield from ((each, name) for name in ("help", "short_help", "epilog", "rich_help_panel"))
        yield from ((parameter, "help") for parameter in each.params)
