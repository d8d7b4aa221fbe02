"""The full-text index: the words of statements in, nothing out; searching.py asks it.

Kept by whoever writes statements, in the same transaction: `index` after rows are inserted, `unindex` before their words
change or go. `unindex` must be given the words that `index` was given: SQLite's index holds no copy of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

__all__ = ["TABLE", "Words", "create", "index", "unindex"]

TABLE = "statement_words"  # a virtual table on SQLite, a side table on PostgreSQL


class Words(NamedTuple):
    """A statement's row number, the words said (content), and the sentence around them."""

    statement: int
    said: str
    around: str


def create(connection: Connection) -> None:
    """Make the index, empty. Called by the first migration."""
    for command in _CREATE[connection.dialect.name]:
        connection.execute(text(command))


def index(connection: Connection, rows: Sequence[Words]) -> None:
    """Take in the words of statements that are not in the index."""
    if rows:
        connection.execute(text(_INDEX[connection.dialect.name]), [row._asdict() for row in rows])


def unindex(connection: Connection, rows: Sequence[Words]) -> None:
    """Take out the words of statements, given as they were taken in."""
    if rows:
        connection.execute(text(_UNINDEX[connection.dialect.name]), [row._asdict() for row in rows])


_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
        "said, around, content='', tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} ("
        "statement integer PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE, words tsvector NOT NULL)",
        f"CREATE INDEX ix_{TABLE}_words ON {TABLE} USING gin (words)",
    ),
}
_INDEX = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, said, around) VALUES (:statement, :said, :around)",
    "postgresql": (
        f"INSERT INTO {TABLE} (statement, words) VALUES (:statement, "
        "setweight(to_tsvector('english', :said), 'A') || setweight(to_tsvector('english', :around), 'B'))"
    ),
}
_UNINDEX = {
    "sqlite": f"INSERT INTO {TABLE} ({TABLE}, rowid, said, around) VALUES ('delete', :statement, :said, :around)",
    "postgresql": f"DELETE FROM {TABLE} WHERE statement = :statement",
}
