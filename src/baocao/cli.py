"""The command line: thin doors to the rooms; every fault is one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal, Optional, TypeVar

import msgspec
import typer

from baocao import __version__, atomic
from baocao.errors import BaocaoError

app = typer.Typer(
    name="baocao",
    help="From an article's sentence to the printed figure, and back.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 some input failed (the rest is done); 2 wrong use of the command.",
)
T = TypeVar("T")

Files = Annotated[list[str], typer.Argument(help="Articles (.txt, .md, .html); - is standard input.")]
One = Annotated[str, typer.Argument(help="An article; - is standard input.")]
Output = Annotated[Optional[Path], typer.Option("--output", "-o", help="Write here instead of standard output.")]


def main() -> None:
    """Run the command line; a user's mistake ends in one line, never in a traceback."""
    try:
        app()
    except BaocaoError as error:
        _fail(error)
        sys.exit(1)
    except BrokenPipeError:
        # The reader has gone (`baocao parse … | head`): not our fault, and nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(error: BaocaoError) -> None:
    typer.echo(f"baocao: {error}", err=True)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"baocao {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def _progress(items: list[T], doing: str) -> Iterator[T]:
    """The items, with a bar on standard error when a person is watching and there is something to watch."""
    if len(items) < 20 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, doing, console=Console(stderr=True), transient=True)


# ── articles ─────────────────────────────────────────────────────────────────


@app.command()
def parse(files: Files, output: Output = None) -> None:
    """Print one JSON object per article and line, in the order given."""
    from baocao import parse as understand
    from baocao import read

    encode = msgspec.json.Encoder(decimal_format="number").encode
    failed = 0

    def lines() -> Iterator[bytes]:
        nonlocal failed
        for name in _progress(files, "parse"):
            try:
                yield encode(understand(read(name))) + b"\n"
            except BaocaoError as error:
                failed += 1
                _fail(error)

    if output is None:
        for line in lines():
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    else:
        # A file that holds nothing would look like an answer: written only when something was parsed.
        first = next(rest := lines(), None)
        if first is not None:
            atomic.write(output, _chain(first, rest))
    if failed:
        raise typer.Exit(1)


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


@app.command()
def explain(
    file: One,
    at: Annotated[Optional[int], typer.Option(help="Only what touches this offset of the text.")] = None,
    kind: Annotated[Optional[str], typer.Option(help="Only this kind: quantity, date, document, commitment …")] = None,
) -> None:
    """Show which rule took or refused what."""
    from baocao import explain as trials
    from baocao import read

    for trial in trials(read(file)):
        if (at is None or trial.start <= at < trial.end) and kind in (None, trial.kind):
            verdict = f"refused: {trial.reason}" if trial.reason else "taken"
            typer.echo(f"{trial.start}–{trial.end}\t{trial.kind}\t{trial.rule}\t{trial.text!r}\t{verdict}")


@app.command()
def where(file: One, start: int, end: int) -> None:
    """Lead offsets of an article's text back to bytes, line and column of its file."""
    from baocao import read
    from baocao.text import where as locate

    typer.echo(locate(read(file), start, end))


@app.command()
def add(
    files: Annotated[list[str], typer.Argument(help="Files, or http(s) addresses (the only command that uses a network).")],
    into: Annotated[Path, typer.Option(help="Folder of articles.")] = Path("articles"),
) -> None:
    """Store articles under a dated name, bytes unchanged, with a line in SOURCES.md."""
    from baocao.text import add as store

    failed = 0
    for name in files:
        try:
            typer.echo(store(name, into))
        except BaocaoError as error:
            failed += 1
            _fail(error)
    if failed:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `parse` prints."""
    from baocao.model import Article

    typer.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Article)), indent=2).decode())


# ── reports ──────────────────────────────────────────────────────────────────


@app.command()
def run(
    notebook: Path,
    output: Annotated[Path, typer.Option("--output", "-o", help="The executed notebook.")],
    parameters: Annotated[Optional[list[str]], typer.Option("-p", help="NAME=VALUE; repeatable.")] = None,
    style: Annotated[Literal["baocao", "nghi-dinh-30"], typer.Option(help="Page layout of the report.")] = "baocao",
) -> None:
    """Execute a notebook with parameters (papermill); an unknown parameter is refused before anything runs."""


@app.command()
def render(
    notebooks: Annotated[list[Path], typer.Argument(help="Executed notebooks.")],
    to: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
) -> None:
    """Render executed notebooks to HTML and PDF, both or neither."""


if __name__ == "__main__":
    main()
