"""A record made many times as large by copying its rows: for what is asked of a large record, made in minutes.

A copy has the words, speakers, outlets and days of its original and row numbers and ids of its own; its threads are its own too, and the
keys by which statements find each other are other numbers. The indexes are then as large as if each article had been added.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from onrecord.record import fulltext
from onrecord.record.loading import stored_words
from onrecord.record.marks import marks_of

__all__ = ["multiply"]

# A table, and what of its rows points at whose numbers; text is given another ending.
_TABLES: dict[str, dict[str, str]] = {
    "articles": {"id": "articles", "article_id": "text", "url": "text", "path": "text"},
    "statements": {"id": "statements", "article": "articles", "parent": "statements", "statement_id": "text"},
    "spans": {"statement": "statements"},
    "statement_speakers": {"statement": "statements"},
    "threads": {"id": "threads", "thread_id": "text"},
    "thread_statements": {"statement": "statements", "thread": "threads", "article": "articles"},
    "thread_keys": {"key": "key", "statement": "statements"},
}
_FIRST = {
    "spans": "statement",
    "statement_speakers": "statement",
    "thread_statements": "statement",
    "thread_keys": "statement",
}


def multiply(connection: Connection, times: int) -> None:
    """Copy all rows until there are `times` as many."""
    last = {
        table: int(connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {table}")).scalar_one())
        for table in ("articles", "statements", "threads")
    }
    commands = dict(_commands(connection, last))
    words = _words(connection) if connection.dialect.name == "sqlite" else []
    for copy in range(1, times):
        values = {f"{name}_more": number * copy for name, number in last.items()}
        values |= {"ending": f"-{copy}", "key_more": copy * 0x9E3779B97F4A7}  # type: ignore[dict-item]
        for command in commands.values():
            connection.execute(text(command), values)
        _index(connection, words, copy * last["statements"])
    connection.execute(text("UPDATE speakers SET statements = statements * :times"), {"times": times})
    if connection.dialect.name == "postgresql":
        for table in last:
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
            )


def _commands(connection: Connection, last: dict[str, int]) -> Iterator[tuple[str, str]]:
    known = inspect(connection)
    for table, points in _TABLES.items():
        columns = [column["name"] for column in known.get_columns(table)]
        copied = []
        for column in columns:
            match points.get(column):
                case None:
                    copied.append(f'"{column}"')
                case "text":
                    copied.append(f'"{column}" || :ending')
                case "key":
                    copied.append('"key" / 2 + :key_more')  # no more than 63 bits
                case of:
                    copied.append(f'"{column}" + :{of}_more')
        first = _FIRST.get(table, "id")
        most = last[points[first]]
        named = ", ".join(f'"{column}"' for column in columns)
        yield (
            table,
            f"INSERT INTO {table} ({named}) SELECT {', '.join(copied)} FROM {table} WHERE {first} <= {most}",
        )
    if connection.dialect.name == "postgresql":
        index = fulltext.TABLE
        yield (
            index,
            (
                f"INSERT INTO {index} (statement, words) SELECT statement + :statements_more, words FROM {index} "
                f"WHERE statement <= {last['statements']}"
            ),
        )


def _words(connection: Connection) -> list[dict[str, object]]:
    """What SQLite's index was given for each statement: it keeps no copy."""
    rows = connection.execute(text("SELECT id FROM statements")).scalars().all()
    marks = marks_of(connection, rows)
    return [
        {"statement": w.statement, "said": w.said, "around": w.around, "marks": marks[w.statement]}
        for w in stored_words(connection, rows)
        if w.statement in marks
    ]


def _index(connection: Connection, words: list[dict[str, object]], more: int) -> None:
    if not words:
        return
    command = f"INSERT INTO {fulltext.TABLE} (rowid, said, around, marks) VALUES (:statement + {more}, :said, :around, :marks)"
    connection.execute(text(command), words)
