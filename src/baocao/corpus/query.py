"""Questions in SQL: the data sets of a store as DuckDB views, read-only and shut in.

A question is one SELECT. It sees the store's own files and nothing else: no other file, no network, no extension,
no Python object, no setting it could change; its memory and time are bounded.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from baocao.errors import BaocaoError

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"
JOIN_MEMORY = "128MB"
"""Of the store's own join, which is made in passes that fit: a build's memory does not grow with the articles."""
SECONDS = 60.0
"""How long a question may take."""


class Answer(NamedTuple):
    """Columns and rows, as Python values."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def sql(store: str | os.PathLike[str], query: str, *, seconds: float = SECONDS) -> Answer:
    """Ask a finished store; raises BaocaoError for what is no single SELECT, what fails, and what takes too long."""
    with opened(store) as connection:
        return ask(connection, query, seconds=seconds)


@contextmanager
def opened(store: str | os.PathLike[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which every data set is a view, and nothing else can be reached."""
    from baocao.corpus.dataset import datasets
    from baocao.corpus.shelf import manifest, parts

    folder = Path(store)
    known = manifest(folder)
    files = {name: [str(folder / part.path) for part in parts(known, name)] for name in datasets()}
    with _shut_in([file for paths in files.values() for file in paths]) as connection:
        try:
            for name, paths in files.items():
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{_quoted(paths)}])")
        except _duckdb().Error as error:
            remedy = (
                "check the path and its rights"
                if "Permission" in str(error)
                else "run `baocao corpus build` again, it mends what is missing"
            )
            raise BaocaoError(f"can not be read ({_line(error)})", where=str(folder), remedy=remedy) from None
        connection.execute("SET lock_configuration = true")
        yield connection


def ask(connection: duckdb.DuckDBPyConnection, query: str, *, seconds: float = SECONDS) -> Answer:
    """One question on an opened store."""
    duckdb = _duckdb()
    where = "the question"
    try:
        statements = connection.extract_statements(query)
    except duckdb.Error as error:
        raise _refused(error) from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BaocaoError(
            "is not one SELECT", where=where, remedy="ask with SELECT, WITH, FROM, DESCRIBE or SHOW TABLES"
        )
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        cursor = connection.execute(statements[0])
        columns = tuple(column[0] for column in cursor.description or ())
        return Answer(columns, cursor.fetchall())
    except duckdb.InterruptException:
        raise BaocaoError(f"took more than {seconds:g} seconds", where=where, remedy="ask for less") from None
    except duckdb.OutOfMemoryException:
        raise BaocaoError(f"needs more than {MEMORY} of memory", where=where, remedy="ask for less") from None
    except duckdb.Error as error:
        raise _refused(error) from None
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from None  # how DuckDB says that somebody pressed Ctrl+C
    finally:
        timer.cancel()


@contextmanager
def joining(files: list[str], folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for the store's own join of its `articles`, which may spill into the store's folder."""
    with _connected() as connection:
        connection.execute(f"SET temp_directory = {_quoted([str(folder / 'spill')])}")
        connection.execute(f"SET memory_limit = '{JOIN_MEMORY}'")
        connection.execute("SET threads = 1")
        connection.execute(f"CREATE VIEW articles AS SELECT * FROM read_parquet([{_quoted(files)}])")
        yield connection


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    duckdb = _duckdb()
    config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": MEMORY}
    connection = duckdb.connect(":memory:", config=config)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _shut_in(files: list[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    with _connected() as connection:
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET temp_directory = ''")
        connection.execute(f"SET allowed_paths = [{_quoted(files)}]")
        connection.execute("SET enable_external_access = false")
        yield connection


def _quoted(paths: list[str]) -> str:
    return ", ".join("'" + path.replace("'", "''") + "'" for path in paths)


def _refused(error: Exception) -> BaocaoError:
    """A question that DuckDB does not answer."""
    return BaocaoError(
        f"can not be answered ({_line(error)})",
        where="the question",
        remedy="SHOW TABLES lists what there is, DESCRIBE NAME its columns",
    )


def _line(error: Exception) -> str:
    """The first line of an error of DuckDB, which names the column, table or file that is wrong."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise BaocaoError(
            "questions need duckdb, which is not installed", remedy="pip install 'baocao[corpus]'"
        ) from None
    return duckdb
