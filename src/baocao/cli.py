"""The command line: thin doors to the rooms; every fault is one line and an exit code."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec
import typer
import typer.core

from baocao import __version__, atomic, unneeded, usage  # noqa: F401  # `unneeded` acts by being imported
from baocao.errors import DEBUG, BaocaoError, ParameterError, again, said, unexpected
from baocao.help import translate

if TYPE_CHECKING:
    from baocao.model import Article


class Group(typer.core.TyperGroup):
    """The commands, which end quietly when their reader has gone (`baocao parse … | head`): nobody's fault."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except BrokenPipeError:
            pass
        except SystemExit as end:  # what rich, which prints the help, makes of it
            if not isinstance(end.__context__, BrokenPipeError):
                raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


app = typer.Typer(
    cls=Group,
    name="baocao",
    help="From an article's sentence to the printed figure, and back.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 some input failed (the rest is done), or a check found a fault; "
    "2 wrong use of the command; 130 stopped with Ctrl+C. Messages are Vietnamese or English: BAOCAO_LANG=vi or en.",
)
T = TypeVar("T")
KINDS = (
    "document", "date", "quantity", "person", "indicator", "commitment", "event", "award", "derived", "discrepancy",
)  # fmt: skip
"""What `explain` tells apart."""

Files = Annotated[list[str], typer.Argument(help="Articles (.txt, .md, .html); - is standard input.")]
One = Annotated[str, typer.Argument(help="An article; - is standard input.")]
Corrections = Annotated[
    Path, typer.Option("--corrections", help="Folder of corrections files (ARTICLE.yml), applied where there is one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]


def main() -> None:
    """Run the command line; a user's mistake ends in one line, never in a traceback."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us: nobody listens
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            # a terminal without Vietnamese letters still gets an answer, and without any locale it gets UTF-8
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")
    try:
        command = typer.main.get_command(app)
        translate(command)
        sys.exit(command(prog_name="baocao", standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except BaocaoError as error:
        _fail(error)
        sys.exit(1)
    except MemoryError:
        _fail(BaocaoError("there is not enough memory", remedy="split the file"))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # of typer, or of click below it: the command was used wrongly
            sys.exit(usage.tell(error))
        _fail(unexpected(error, " ".join(sys.argv[1:])))
        sys.exit(1)


def _fail(error: BaocaoError) -> None:
    _say(str(error))


def _say(line: str) -> None:
    typer.echo(f"baocao: {line}", err=True)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"baocao {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print where in the program an unexpected fault is.")] = False,
) -> None:
    if debug:
        os.environ[DEBUG] = "1"  # also for the processes of a build


def _bar(items: Iterable[T], total: int) -> Iterable[T]:
    """The items, with a bar on standard error when a person is watching."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, "", total=total, console=Console(stderr=True), transient=True)


def _waiting(what: object) -> AbstractContextManager[object]:
    """A turning mark with the name of what is at work, on standard error, when a person is watching."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(str(what)))


# ── articles ─────────────────────────────────────────────────────────────────


@app.command(rich_help_panel="Articles")
def parse(files: Files, output: Output = None, corrections: Corrections = Path("corrections")) -> None:
    """Print one JSON object per article and line, in the order given."""
    from baocao import contract, read
    from baocao.corrections import understand

    failed = 0

    def lines() -> Iterator[bytes]:
        nonlocal failed
        for name in _bar(files, len(files)):
            try:
                yield contract.encode(understand(read(name), corrections)) + b"\n"
            except BaocaoError as error:
                failed += 1
                _fail(error)
            except Exception as error:
                failed += 1
                _fail(unexpected(error, name))

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


@app.command(rich_help_panel="Articles")
def show(
    files: Files,
    lang: Annotated[Literal["vi", "en"], typer.Option(help="Language of labels; the article's words stay.")] = "vi",
    corrections: Corrections = Path("corrections"),
    as_json: Json = False,
) -> None:
    """Show what an article says: its figures, commitments and checks; tables in a terminal, plain lines in a pipe."""
    from baocao import contract
    from baocao.report.components import Report
    from baocao.report.terminal import show as write

    def one(name: str) -> None:
        article = _understood(name, corrections)
        if as_json:
            sys.stdout.buffer.write(contract.encode(article) + b"\n")
            sys.stdout.buffer.flush()
        else:
            write(Report(article, lang=lang))

    _each(files, one)


@app.command(rich_help_panel="Articles")
def explain(
    file: One,
    at: Annotated[int | None, typer.Option(help="Only what touches this offset of the text.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: quantity, date, document, commitment …")] = None,
    as_json: Json = False,
) -> None:
    """Show which rule took or refused what."""
    from baocao import explain as trials
    from baocao import read

    source = read(file)
    if at is not None and not 0 <= at < len(source.text):
        raise ParameterError(
            f"no offset {at} in a text of {len(source.text)} characters",
            where="--at",
            remedy="offsets count characters from 0",
        )
    found = trials(source)
    if kind is not None and kind not in KINDS:
        raise ParameterError(
            f"no kind {kind!r} of what is recognised", where="--kind", remedy=f"use one of: {', '.join(KINDS)}"
        )
    for trial in found:
        if (at is None or trial.start <= at < trial.end) and kind in (None, trial.kind):
            if as_json:
                typer.echo(msgspec.json.encode(trial._asdict()).decode())
                continue
            verdict = f"refused: {trial.reason}" if trial.reason else "taken"
            typer.echo(f"{trial.start}–{trial.end}\t{trial.kind}\t{trial.rule}\t{trial.text!r}\t{verdict}")


@app.command(rich_help_panel="Articles")
def where(
    file: One,
    start: Annotated[int, typer.Argument(help="First code point of the article's text.")],
    end: Annotated[int, typer.Argument(help="One past its last code point.")],
    as_json: Json = False,
) -> None:
    """Lead offsets of an article's text back to bytes, line and column of its file."""
    from baocao import read
    from baocao.text import where as locate

    place = locate(read(file), start, end)
    typer.echo(msgspec.json.encode(place._asdict()).decode() if as_json else place)


@app.command(rich_help_panel="Articles")
def add(
    files: Annotated[
        list[str], typer.Argument(help="Files, or http(s) addresses (the only command that uses a network).")
    ],
    into: Annotated[Path, typer.Option(help="Folder of articles.")] = Path("articles"),
) -> None:
    """Store articles under a dated name, bytes unchanged, with a line in SOURCES.md."""
    from baocao.text import add as store

    _each(files, lambda name: typer.echo(store(name, into)))


@app.command(rich_help_panel="Articles")
def schema() -> None:
    """Print the JSON Schema of what `parse` prints."""
    from baocao import contract

    typer.echo(msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2).decode())


@app.command(rich_help_panel="Corrections and other tools")
def review(
    article: Annotated[Path, typer.Argument(help="An article file.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 0,
    lang: Annotated[Literal["vi", "en"], typer.Option(help="Language of the page.")] = "vi",
    corrections: Corrections = Path("corrections"),
) -> None:
    """Open an article for review: a page on this machine only, whose corrections last; Ctrl+C ends it."""
    from baocao.review import Server, Session

    server = Server(Session(article, corrections, lang=lang), port)
    typer.echo(server.address)
    try:
        server.serve()
    except KeyboardInterrupt:
        server.free()


@app.command(rich_help_panel="Corrections and other tools")
def export(
    article: Annotated[Path, typer.Argument(help="An article file, or the JSON that `parse` writes.")],
    to: Annotated[
        Literal["csv", "parquet", "webannotation", "jsonld", "datapackage", "xlsx"],
        typer.Option(help="The form: tables, annotations, linked data, a data package or a workbook."),
    ],
    output: Output = None,
    corrections: Corrections = Path("corrections"),
) -> None:
    """Write an article's facts for other tools, its corrections applied."""
    from baocao.export import FORMATS
    from baocao.export import export as write

    data = write(_understood(str(article), corrections), to)
    if output is not None:
        atomic.write(output, data)
        typer.echo(output)
    elif FORMATS[to].text or not sys.stdout.isatty():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        raise BaocaoError(
            f"{to} is no text for a terminal", remedy=f"name a file: --output {article.stem}{FORMATS[to].ending}"
        )


def _understood(article: str, corrections: Path) -> Article:
    """The article of a file, read now or parsed before."""
    if article.endswith(".json"):
        from baocao.report import open as opened

        return opened(article).article
    from baocao import read
    from baocao.corrections import understand

    return understand(read(article), corrections)


# ── reports ──────────────────────────────────────────────────────────────────


@app.command(rich_help_panel="Reports")
def run(
    notebook: Annotated[Path, typer.Argument(help="A notebook with a cell tagged `parameters`.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The executed notebook.")],
    parameters: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; repeatable.")
    ] = None,
    style: Annotated[str, typer.Option(help="Page layout of the report: baocao or nghi-dinh-30.")] = "baocao",
) -> None:
    """Execute a notebook with papermill; an unknown or mistyped parameter is refused before anything runs."""
    from baocao.report.kernel import engine
    from baocao.report.runner import run as execute

    with _waiting(notebook), engine("papermill"):
        execute(notebook, output, _pairs(parameters or []), style=style)


def _pairs(parameters: list[str]) -> dict[str, str]:
    """NAME=VALUE words as a mapping."""
    pairs = {}
    for word in parameters:
        name, equals, value = word.partition("=")
        if not (name.isidentifier() and equals):
            raise ParameterError(f"{word!r} is no parameter", where="-p", remedy="write it as NAME=VALUE")
        pairs[name] = value
    return pairs


@app.command(rich_help_panel="Reports")
def render(
    notebooks: Annotated[list[Path], typer.Argument(help="Notebooks that `baocao run` executed.")],
    to: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
) -> None:
    """Write the HTML and the PDF of executed notebooks; a figure without a source stops both."""
    from baocao.report.render import render as write

    def one(path: Path) -> None:
        with _waiting(path):
            write(path, to)

    _each(notebooks, one)


def _each(items: Iterable[T], do: Callable[[T], object]) -> None:
    """Do all that can be done; exit with 1 where something could not."""
    failed = 0
    for item in items:
        try:
            do(item)
        except BaocaoError as error:
            failed += 1
            _fail(error)
        except BrokenPipeError:
            raise
        except Exception as error:
            failed += 1
            _fail(unexpected(error, str(item)))
    if failed:
        raise typer.Exit(1)


@app.command(rich_help_panel="Reports")
def report(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            help="Articles, or folders of them; a folder also gets the reports on all articles.",
            show_default="articles",
        ),
    ] = None,
    lang: Annotated[
        list[str] | None, typer.Option(help="Language of the report, vi or en; repeatable.", show_default="vi")
    ] = None,
    style: Annotated[str, typer.Option(help="Page layout: baocao or nghi-dinh-30.")] = "baocao",
    to: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
    build: Annotated[Path, typer.Option(help="Folder of the intermediates.")] = Path("build"),
    corrections: Corrections = Path("corrections"),
    notebook: Annotated[Path | None, typer.Option(help="Another notebook than the package's own.")] = None,
    # one more than processors: a worker waits while its kernel computes
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = (os.cpu_count() or 1) + 1,
    engine: Annotated[
        Literal["fork", "papermill"],
        typer.Option(help="How kernels start: fork (fast) or papermill (a fresh interpreter each)."),
    ] = "fork",
    scheduler: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler that builds the reports (tcp://HOST:8786), or local."),
    ] = "",
    why: Annotated[bool, typer.Option("--why", help="Print why each step runs.")] = False,
    together: Annotated[
        list[Path] | None, typer.Option(help="A notebook on all articles; repeatable.", show_default="the package's")
    ] = None,
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Use only what was published by that day.")] = "",
    issue: Annotated[Path, typer.Option(help="The last issue, to tell what changed.")] = Path("issue.json"),
    as_json: Json = False,
) -> None:
    """Build what is due of the articles' reports, and of those on all articles; content decides, not times."""
    from baocao.report.forkserver import start
    from baocao.report.state import FILE as MEMORY

    given = articles or ["articles"]
    if not (build / MEMORY).exists() and not scheduler and all(Path(name).exists() for name in given):
        start()  # all is due, so workers will be, and the server imports longer than it takes to know of what

    from baocao.report.build import Plan, chosen
    from baocao.report.build import build as make
    from baocao.report.plan import stored
    from baocao.report.together import day, own

    found, faults = chosen(given)
    for line in faults:
        _say(line)
    if not found:
        raise typer.Exit(1)
    # One article by itself must not become what the reports on all articles say.
    whole = any(Path(name).is_dir() for name in given)
    plan = Plan(
        articles=found, languages=tuple(lang or ["vi"]), style=style, build=build, reports=to, jobs=jobs, engine=engine,
        corrections=corrections, notebook=notebook or stored("1-article.ipynb"),
        together=tuple(together or (own() if whole else ())), as_of=day(as_of), issue=issue, scheduler=scheduler,
    )  # fmt: skip
    outcome = make(
        plan,
        why=(lambda line: typer.echo(f"why: {line}", err=True)) if why else lambda line: None,
        tell=_say,
        track=_bar,
    )
    typer.echo(
        msgspec.json.encode(outcome, enc_hook=str).decode()
        if as_json
        else "\n".join([*map(str, outcome.written), said(outcome.totals)])
    )
    if faults or outcome.failures:
        raise typer.Exit(1)


@app.command(rich_help_panel="Reports")
def verify(
    reports: Annotated[list[Path], typer.Argument(help="Finished reports, PDF or HTML; or stores of many articles.")],
    articles: Annotated[
        Path, typer.Option(help="Folder of the articles, which a report on many articles does not carry.")
    ] = Path("articles"),
    corrections: Corrections = Path("corrections"),
) -> None:
    """Recompute finished reports; say "identical", or name the first figure that differs."""
    from baocao.corpus.proof import prove
    from baocao.report.verify import verify as check

    wrong = 0

    def one(path: Path) -> None:
        nonlocal wrong
        with _waiting(path):
            verdict = (prove if path.is_dir() else check)(path, articles=articles, corrections=corrections)
        typer.echo(f"{path}: {verdict.status}")
        for line in (*verdict.findings, *verdict.notes):
            typer.echo(f"  {line}")
        wrong += verdict.status == "differs"

    _each(reports, one)
    if wrong:
        raise typer.Exit(1)


@app.command(rich_help_panel="Reports")
def index(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Articles, or folders of them.", show_default="articles")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option(help="Languages of the reports.", show_default="vi")] = None,
    to: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
    build: Annotated[Path, typer.Option(help="Folder of the intermediates.")] = Path("build"),
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Only what was published by that day.")] = "",
) -> None:
    """Write the page that lists and searches the reports there are (`baocao report` does it too)."""
    from baocao.report.build import Plan, chosen
    from baocao.report.together import built, day, own
    from baocao.report.together import index as tasks

    found, faults = chosen(articles or ["articles"])
    for line in faults:
        _say(line)
    if not found:
        raise typer.Exit(1)
    plan = Plan(
        articles=found, languages=tuple(lang or ["vi"]), build=build, reports=to, together=own(), as_of=day(as_of)
    )
    for task in tasks(plan, built(plan)):
        task.run(*task.arguments)
        typer.echo(task.step.name)
    if faults:
        raise typer.Exit(1)


@app.command(rich_help_panel="Many articles")
def issue(
    articles: Annotated[
        Path, typer.Argument(help="A folder of parsed articles, a file that lists them, or a store.")
    ] = Path("build/articles.txt"),
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to keep; commit it.")] = Path("issue.json"),
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Only what was published by that day.")] = "",
) -> None:
    """Keep the figures of this issue, so that the next report can say what changed."""
    from baocao.corpus.changes import issue as said
    from baocao.corpus.changes import write_issue
    from baocao.report import gather

    write_issue(output, said(gather(articles, as_of=as_of).corpus))
    typer.echo(output)


@app.command(name="eval", rich_help_panel="The project")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of annotated articles.")] = Path("tests/gold"),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The record; by default eval.json in that folder.")
    ] = None,
    articles: Annotated[Path, typer.Option(help="Folder of your own articles; those with corrections count.")] = Path(
        "articles"
    ),
    corrections: Corrections = Path("corrections"),
    as_json: Json = False,
) -> None:
    """Score the parser on annotated articles and on your own reviewed ones: gains and losses first, then the scores."""
    from baocao.corpus import evaluate as marked
    from baocao.corpus import reviewed

    own_record = corrections / reviewed.RECORD
    own = reviewed.review(articles, corrections, own_record)
    # A project of one's own has no annotated articles; its reviewed ones count all the same.
    record, run = output or gold / "eval.json", None
    if gold.is_dir() or not own.articles:
        run = marked.evaluate(gold, record)
    if as_json:
        both = {"annotated": run and msgspec.json.decode(msgspec.json.encode(run)), "reviewed": own}
        typer.echo(msgspec.json.encode(both).decode())
    else:
        typer.echo("\n".join([*(marked.lines(run) if run else ()), *reviewed.lines(own)]))
    if run:
        atomic.write(record, marked.encode(run))
    if own.articles:
        atomic.write(own_record, reviewed.encode(own))


@app.command(rich_help_panel="The project")
def doctor(as_json: Json = False) -> None:
    """Check the set-up: Python, packages, fonts, kernel, rights; say what is missing and what to do."""
    from baocao.doctor import examine, sound

    checks = examine()
    typer.echo(msgspec.json.encode(checks).decode() if as_json else "\n".join(map(str, checks)))
    if not sound(checks):
        raise typer.Exit(1)


# ── many articles ────────────────────────────────────────────────────────────

corpus = typer.Typer(name="corpus", help="Many articles as one store, and questions to it.", no_args_is_help=True)
app.add_typer(corpus, rich_help_panel="Many articles")
Store = Annotated[Path, typer.Option("--store", help="Folder of the store.")]


@corpus.command(name="build")
def corpus_build(
    paths: Annotated[
        list[str], typer.Argument(help="Folders of articles, with all below them; articles; or addresses (s3://…).")
    ],
    out: Annotated[str, typer.Option("--out", help="Folder or address of the store; made, or brought up to date.")],
    corrections: Corrections = Path("corrections"),
    licence: Annotated[str | None, typer.Option(help="SPDX name under which the facts may be used.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = os.cpu_count() or 2,
    scheduler: Annotated[
        str | None, typer.Option(help="Make it on a Dask cluster: tcp://HOST:PORT, or local.", show_default=False)
    ] = None,
) -> None:
    """Bring a store of Parquet data sets up to the articles; only new and changed ones are parsed."""
    from contextlib import ExitStack

    from baocao.corpus.address import fetched, mirrored
    from baocao.corpus.cluster import Cluster
    from baocao.corpus.store import Pool
    from baocao.corpus.store import build as make

    run = Cluster(scheduler) if scheduler else Pool(jobs)
    with ExitStack() as stack:
        given = [stack.enter_context(fetched(path)) for path in paths]
        store = stack.enter_context(mirrored(out))
        outcome = make(given, store, run=run, licence=licence, corrections=corrections)
    for fault in outcome.unreadable:
        _fail(again(fault.reason, fault.path))
    typer.echo(f"{out}: {outcome}")
    if outcome.unreadable:
        raise typer.Exit(1)


@corpus.command(name="sql")
def corpus_sql(
    query: Annotated[str, typer.Argument(help="One SELECT; SHOW TABLES lists the data sets.")],
    store: Store,
    to: Annotated[Literal["table", "csv", "json"], typer.Option(help="Form of the answer.")] = "table",
    seconds: Annotated[float, typer.Option(min=0.1, help="How long it may take.")] = 60.0,
) -> None:
    """Ask a store in SQL: read-only, without access to anything else."""
    from baocao.corpus import answer
    from baocao.corpus.query import sql

    found = sql(store, query, seconds=seconds)
    if to == "csv":
        from baocao.export.cells import table

        rows = (dict(zip(found.columns, map(answer.plain, row), strict=True)) for row in found.rows)
        sys.stdout.buffer.write(table(found.columns, rows))
    else:
        form = answer.objects(found) if to == "json" else (line.encode() for line in answer.lines(found))
        sys.stdout.buffer.write(b"".join(line + b"\n" for line in form))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
