"""What databases complain of -> one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError

from onrecord.errors import RecordError

__all__ = ["told", "words_for"]

_TOLD = (
    ("file is not a database", "no onrecord record (not an SQLite file); name another file with --db"),
    ("file is encrypted", "no onrecord record (not an SQLite file); name another file with --db"),
    ("malformed", "damaged; bring back a copy, or save what is left with: sqlite3 FILE .recover"),
    ("database is locked", "another process has been writing to it for minutes; try again when it is done"),
    ("readonly database", "must not be written (even reading needs it); check the permissions of the file and of its folder, or copy it elsewhere"),
    ("unable to open database file", "cannot be opened; check that the folder exists and may be written"),
    ("disk is full", "the disk is full; free some space and run the same command again (what is committed is kept)"),
    ("no space left", "the disk is full; free some space and run the same command again (what is committed is kept)"),
    ("disk i/o error", "the disk fails to read or write; check it (and that it is not full), then run the same command again"),
    ("password authentication failed", "user or password is refused; check the address"),
    ("does not exist", "the server has no such database, user or table; create it first (createdb), or check the address"),
    ("connection refused", "no server answers there; check that PostgreSQL runs and the address is right"),
    ("name or service not known", "no such host; check the address"),
    ("permission denied", "this user may not do that there; grant it rights on the database"),
)  # fmt: skip


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what goes wrong in a database, and is no fault of ours, into a RecordError about `name`."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, OperationalError | InternalError) or type(error) is DatabaseError:
            raise RecordError(f"{name}: {words_for(error.orig)}") from error
        raise  # ours to mend


def words_for(error: BaseException | None) -> str:
    """What went wrong and what to do, else the database's own first line.

    >>> words_for(Exception("database or disk is full"))[:17]
    'the disk is full;'
    """
    said = str(error)
    return next((words for sign, words in _TOLD if sign in said.lower()), said.partition("\n")[0])
