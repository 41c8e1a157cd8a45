"""Wrong use of the command line, said like every other fault: one line, in the reader's language, with a code."""

from __future__ import annotations

import sys
from typing import Any

from baocao.errors import BaocaoError


def tell(error: Any) -> int:
    """Say what typer found wrong with a command's words; its exit code (2 for wrong use)."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # no words at all: its message is the help itself
        error.show()
    else:
        command = context.command_path if context else "baocao"
        what = " ".join(error.format_message().split()).removesuffix(".").replace("argument(s)", "arguments")
        sys.stderr.write(f"baocao: {BaocaoError(what, where='', remedy=f'see: {command} --help')}\n")
    return int(error.exit_code)
