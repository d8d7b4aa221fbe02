"""From what lies at a path or an address to the tables of this version: made, upgraded after a copy, or refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from onrecord.errors import RecordError
from onrecord.record.migrations import HEAD, REVISIONS

if TYPE_CHECKING:
    from onrecord.record.store import Store

__all__ = ["bring_up_to_date"]

APPLICATION = 0x6F6E7263  # marks an SQLite file as ours ("onrc")


def bring_up_to_date(store: Store, path: Path | None) -> None:
    """Make the tables where there are none, upgrade older ones; the file at `path` is copied beside itself first.

    Raises:
        RecordError: it is newer than this onrecord, or no record.
    """
    with store.reading() as connection:
        state = _state(connection, store.name)
    if state == HEAD:
        return
    from onrecord.record.migrations import upgrade

    if path:
        store.keep_log()
    with store.writing() as connection:
        state = _state(connection, store.name)  # another process may have been faster
        if state == HEAD:
            return
        if path and state:
            _copy(path, state)
        upgrade(connection)
        if path:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _state(connection: Connection, name: str) -> str | None:
    """The revision of the tables, None where there are none."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "articles", "statements"} <= tables:
        raise RecordError(f"{name}: a database, but no onrecord record; name another one with --db")
    state: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if state not in REVISIONS:
        raise RecordError(
            f"{name}: made by a newer onrecord (tables {state}, this one knows {HEAD}); "
            "run: pip install --upgrade onrecord"
        )
    return state


def _copy(path: Path, state: str) -> None:
    """A whole copy beside the file, also of what still is in the log; earlier copies stay."""
    names = (f"{path.name}.bak-{state}" + (f"-{n}" if n else "") for n in count())
    to = next(place for name in names if not (place := path.with_name(name)).exists())
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise RecordError(
            f"{path}: is of an older version and cannot be copied to {to.name} before it is upgraded ({error}); "
            "make room, or let this folder be written"
        ) from error
