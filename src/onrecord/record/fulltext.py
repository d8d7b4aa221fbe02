"""The full-text index: words and marks of statements in; row numbers of those that a search fits, counted and ranked, out.

Kept by whoever writes statements, in the same transaction: `unindex` before a statement, its speakers or its article change or go,
`index` after. How many statements of each speaker it holds is kept beside it, in `speakers.statements`. `unindex` must be given the words that `index` was given: SQLite's index holds no copy of them. Statements that are not
to be seen (rejected, or of an older revision) are in no index: both pass them over by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text, update

from onrecord.record.marks import marks_of, speakers_in
from onrecord.record.schema import speakers, statements
from onrecord.record.wording import Node, fts5, plain_words, tsquery

__all__ = [
    "ALL",
    "MOST",
    "TABLE",
    "Search",
    "Words",
    "count",
    "create",
    "index",
    "newest",
    "ranked",
    "rebuild",
    "unindex",
]

TABLE = "statement_words"  # a virtual table on SQLite, a side table on PostgreSQL
ALL = 2**31 - 1  # as many as there may be
MOST = 10_000  # no more are counted, where nobody asks for more
AT_ONCE = 2000  # statements in one portion of a rebuilding


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
    """Take in the words of statements that are not in the index, and count them to their speakers."""
    _execute(connection, _INDEX, rows, 1)


def unindex(connection: Connection, rows: Sequence[Words]) -> None:
    """Take out the words of statements, given as they were taken in, and count them to nobody."""
    _execute(connection, _UNINDEX, rows, -1)


def rebuild(connection: Connection) -> int:
    """Make the index anew from the statements; how many it holds then."""
    from onrecord.record.loading import stored_words

    connection.execute(text(_EMPTY[connection.dialect.name]))
    connection.execute(update(speakers).where(speakers.c.statements != 0).values(statements=0))
    last = done = 0
    while True:
        some = select(statements.c.id).where(statements.c.id > last).order_by(statements.c.id).limit(AT_ONCE)
        rows = connection.execute(some).scalars().all()
        if not rows:
            return done
        index(connection, stored_words(connection, rows))
        last, done = rows[-1], done + len(rows)


@dataclass(frozen=True, slots=True)
class Search:
    """What is sought: a tree over words and marks, and what else must hold of the statement numbered `{row}` (SQL, bound `values`)."""

    node: Node
    also: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def but(self, node: Node) -> Search:
        """The same with another tree."""
        return replace(self, node=node)

    def condition(self, dialect: str, table: str) -> tuple[str, dict[str, Any]]:
        """As SQL over the index, there named `table`, and its values."""
        values = dict(self.values)
        if dialect == "sqlite":
            values["q"] = fts5(self.node)
            where, row = f"{table}.{TABLE} MATCH :q", "rowid"
        else:
            where, row = f"{table}.words @@ {tsquery(self.node, values)}", "statement"
        if self.also:
            where += " AND " + self.also.format(row=f"{table}.{row}")
        return where, values


def count(connection: Connection, search: Search, most: int = MOST, since: int = 0) -> int:
    """How many statements, of row numbers from `since` on, the search fits; counting stops at `most`."""
    where, values = search.condition(connection.dialect.name, "t")
    if since:
        where, values["since"] = f"{where} AND {_row(connection)} >= :since", since
    asked = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} AS t WHERE {where} LIMIT :most) AS counted"
    return int(connection.execute(text(asked), {**values, "most": most}).scalar_one())


def newest(connection: Connection, search: Search, limit: int, offset: int = 0) -> list[int]:
    """Row numbers of statements that the search fits, those added last first."""
    where, values = search.condition(connection.dialect.name, "t")
    row = _row(connection)
    asked = f"SELECT {row} FROM {TABLE} AS t WHERE {where} ORDER BY {row} DESC LIMIT :n OFFSET :o"
    return list(connection.execute(text(asked), {**values, "n": limit, "o": offset}).scalars())


def ranked(connection: Connection, rows: Sequence[int], words: Node, limit: int, offset: int) -> list[int]:
    """Of the statements of these row numbers, all of which have the `words`, those for which they matter most, best first.

    The words said weigh ten times the words around.
    """
    values: dict[str, Any] = {"n": limit, "o": offset}
    if connection.dialect.name == "sqlite":
        # "+": a list of numbers is looked up in, and not asked for one by one
        where = (
            f"t.{TABLE} MATCH :q AND t.rowid >= :first AND +t.rowid IN (SELECT value FROM json_each(:rows))"
        )
        rank = f"bm25({TABLE}, 10.0, 1.0, 0.0)"
        values |= {"q": fts5(words), "first": min(rows, default=0), "rows": f"[{','.join(map(str, rows))}]"}
    else:
        where, values["rows"] = "t.statement = ANY(:rows)", list(rows)
        rank = f"-ts_rank('{{0, 0, 0.1, 1}}', t.words, {tsquery(words, values)}, 1)"
    row = _row(connection)
    asked = f"SELECT {row} FROM {TABLE} AS t WHERE {where} ORDER BY {rank}, {row} DESC LIMIT :n OFFSET :o"
    return list(connection.execute(text(asked), values).scalars())


def _row(connection: Connection) -> str:
    return "t.rowid" if connection.dialect.name == "sqlite" else "t.statement"


def _execute(connection: Connection, commands: dict[str, str], rows: Sequence[Words], sign: int) -> None:
    dialect = connection.dialect.name
    marks = marks_of(connection, [row.statement for row in rows])
    values = [
        {
            "statement": row.statement,
            "said": _words(row.said, dialect),
            "around": _words(row.around, dialect),
            "marks": marks[row.statement]
            if dialect == "sqlite"
            else [f"#{m}" for m in marks[row.statement].split()],
        }
        for row in rows
        if row.statement in marks
    ]
    if values:
        connection.execute(text(commands[dialect]), values)
    said = Counter(n for row in rows if row.statement in marks for n in speakers_in(marks[row.statement]))
    if said:
        counts = [{"whose": number, "more": sign * said[number]} for number in sorted(said)]
        connection.execute(_COUNT, counts)


def _words(words: str, dialect: str) -> str:
    """The words as both databases tell them apart; SQLite does so itself where they are plain."""
    return words if dialect == "sqlite" and words.isascii() else " ".join(plain_words(words))


_COUNT = (
    update(speakers)
    .where(speakers.c.id == bindparam("whose"))
    .values(statements=speakers.c.statements + bindparam("more"))
)
_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
        "said, around, marks, content='', tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        # words by their stem, none of them too common to be asked for
        "CREATE TEXT SEARCH DICTIONARY onrecord_stems (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION onrecord_words (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION onrecord_words ALTER MAPPING FOR asciiword, word, numword WITH onrecord_stems",
        f"CREATE TABLE {TABLE} ("
        "statement integer PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE, words tsvector NOT NULL)",
        f"CREATE INDEX ix_{TABLE}_words ON {TABLE} USING gin (words)",
    ),
}
_INDEX = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, said, around, marks) VALUES (:statement, :said, :around, :marks)",
    "postgresql": (
        # "0x0" stands between the two, so that no phrase reaches from one into the other
        f"INSERT INTO {TABLE} (statement, words) VALUES (:statement, "
        "setweight(to_tsvector('onrecord_words', :said || ' 0x0'), 'A') || "
        "setweight(to_tsvector('onrecord_words', :around), 'B') || array_to_tsvector(CAST(:marks AS text[])))"
    ),
}
_UNINDEX = {
    "sqlite": f"INSERT INTO {TABLE} ({TABLE}, rowid, said, around, marks) VALUES ('delete', :statement, :said, :around, :marks)",
    "postgresql": f"DELETE FROM {TABLE} WHERE statement = :statement",
}
_EMPTY = {
    "sqlite": f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')",
    "postgresql": f"DELETE FROM {TABLE}",
}
