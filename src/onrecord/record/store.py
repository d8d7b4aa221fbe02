"""The record as a database: a path or an address in, connections to read and to write by out.

SQLite (one file) by default, PostgreSQL by address. Any number of processes may read while one writes; writers wait
for each other. What is not committed leaves no trace.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from onrecord.errors import RecordError
from onrecord.record.mishaps import told, words_for
from onrecord.record.upgrading import bring_up_to_date

__all__ = ["Store"]

BUSY_MS = 120_000  # how long a writer waits for the others
_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=NORMAL",  # a killed process loses nothing; a power cut the last commits at most
    "cache_size=-65536",  # KiB
    "wal_autocheckpoint=4000",  # pages: fewer, larger checkpoints, since new rows are scattered over the indexes
)
WRITERS = 0x6F6E7263  # PostgreSQL's advisory lock that makes writers wait for each other ("onrc")


class Store:
    """An open record. `name` is its path or address, without password.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "onrecord.db") as store:
    ...     with store.reading() as connection:
    ...         connection.execute(text("SELECT count(*) FROM statements")).scalar()
    0
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._writer = engine.execution_options(onrecord_writes=True)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Store:
        """Open a record; made where there is none, upgraded (after a copy is made) where it is older.

        `where` is a path, or an address such as `postgresql+psycopg://user@host/database`.

        Raises:
            RecordError: no record there and `create` is false; or it is newer than this onrecord, no record, damaged,
                locked, or not to be read or written. The message says what to do.
        """
        url, path = _address(where)
        name = str(path) if path else url.render_as_string(hide_password=True)
        if path and not create and not path.exists():
            raise RecordError(f"{name}: no record there; make one with: onrecord add ARTICLE --db {name}")
        try:
            engine = create_engine(url)
        except ModuleNotFoundError as error:
            raise RecordError(
                f"{name}: the driver {error.name} is missing; run: pip install 'onrecord[postgres]'"
            ) from error
        except NoSuchModuleError as error:
            raise RecordError(
                f"{name}: no such kind of database; give a path, or postgresql+psycopg://…"
            ) from error
        if path:
            _set_up_sqlite(engine)
        else:
            _set_up_postgresql(engine)
        store = cls(engine, name)
        try:
            bring_up_to_date(store, path)
        except BaseException:
            engine.dispose()
            raise
        return store

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record to the end of the block, and changes nothing.

        Raises:
            RecordError: the database cannot be read.
        """
        with told(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; committed at the end of the block, undone where an error leaves it.

        Raises:
            RecordError: the database cannot be written, or other writers did not end in time.
        """
        with told(self.name), self._writer.connect() as connection, connection.begin():
            yield connection

    def keep_log(self) -> None:
        """Have an SQLite file write ahead (WAL), so that readers and the writer do not wait for each other; kept in the file."""
        with told(self.name), closing(self._engine.raw_connection()) as connection:
            for attempt in range(50):
                try:
                    connection.cursor().execute("PRAGMA journal_mode=WAL")
                    return
                except sqlite3.OperationalError as error:  # another process does the same just now
                    if attempt == 49 or "locked" not in str(error):
                        raise RecordError(f"{self.name}: {words_for(error)}") from error
                    time.sleep(0.1)

    def close(self) -> None:
        """Let go of the database. The store cannot be used after."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self.name!r})"


def _address(where: str | Path) -> tuple[URL, Path | None]:
    """The address, and the path where it is a file."""
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
        except ArgumentError as error:
            raise RecordError(
                f"{where}: no address of a database; give a path, or postgresql+psycopg://…"
            ) from error
        if url.get_backend_name() == "postgresql":
            return url.set(drivername="postgresql+psycopg"), None
        if url.get_backend_name() != "sqlite" or not url.database:
            raise RecordError(f"{where}: no such kind of database; give a path, or postgresql+psycopg://…")
        where = url.database
    path = Path(where)
    return URL.create("sqlite", database=str(path)), path


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in (f"busy_timeout={BUSY_MS}", *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("onrecord_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("onrecord_writes"):
            connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS}, hashtext(current_schema()))"))
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
