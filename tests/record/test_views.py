"""The views that people read the record by."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text, update

from onrecord.record.schema import statements
from onrecord.record.store import Store
from onrecord.types import Speaker, When

from marks import article, at, person, statement
from stores import put

LINE = "In Lima Ana Cruz said “the dam held”, and added that it would “hold”. She and Bo Lund denied that it leaked."
PAIR = Speaker(
    "a+b", "Ana Cruz; Bo Lund", "group", "name", None, 0.9, members=(person("Ana Cruz", LINE), person("Bo Lund", LINE))
)  # fmt: skip
FIRST = statement(
    LINE, "“the dam held” … it would “hold”", "said", "Ana Cruz", speaker=person("Ana Cruz", LINE), kind="mixed",
    quoted=(at(LINE, "the dam held"), at(LINE, "hold", 60)), said_on=When("2026-03-01", "2026-03-02", None, "range"),
)  # fmt: skip
SECOND = statement(LINE, "it leaked", "denied", "She and Bo Lund", speaker=PAIR, act="deny")
THIRD = statement(LINE, "it would", "added")
DAM = replace(
    article(LINE, FIRST, SECOND, THIRD),
    id="dam",
    outlet="Beacon",
    published="2026-03-05",
    headline=at(LINE, "In Lima"),
)


def seen(store: Store, view: str, *columns: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {', '.join(columns)} FROM {view}"))]


def test_statements_in_words(store: Store) -> None:
    put(store, DAM)
    columns = (
        "speaker",
        "act",
        "content",
        "cue",
        "source",
        "quoted",
        "said_latest",
        "outlet",
        "headline",
        "statement_id",
    )
    assert sorted(seen(store, "statements_view", *columns), key=str) == sorted([
        ("Ana Cruz", "say", "“the dam held” … it would “hold”", "said", "Ana Cruz", "the dam held | hold", "2026-03-02", "Beacon", "In Lima", FIRST.id),
        ("Ana Cruz; Bo Lund", "deny", "it leaked", "denied", "She and Bo Lund", None, None, "Beacon", "In Lima", SECOND.id),
        (None, "say", "it would", "added", None, None, None, "Beacon", "In Lima", THIRD.id),
    ], key=str)  # fmt: skip


def test_speakers_with_what_they_said_counted(store: Store) -> None:
    put(store, DAM, replace(DAM, id="dam-2", outlet="Courier", published="2026-04-01", statements=(FIRST,)))
    columns = ("name", "kind", "statements", "articles", "outlets", "first_published", "last_published")
    assert sorted(seen(store, "speakers_view", *columns)) == [
        ("Ana Cruz", "person", 3, 2, 2, "2026-03-05", "2026-04-01"),
        ("Bo Lund", "person", 1, 1, 1, "2026-03-05", "2026-03-05"),
    ]


def test_neither_old_revisions_nor_what_was_rejected(store: Store) -> None:
    put(store, DAM, replace(DAM, text=LINE + " ", statements=(FIRST, SECOND)))
    with store.writing() as connection:
        connection.execute(
            update(statements).where(statements.c.statement_id == SECOND.id).values(status="rejected")
        )
    assert seen(store, "statements_view", "statement_id") == [(FIRST.id,)]
    assert seen(store, "speakers_view", "name", "statements") == [("Ana Cruz", 1)]
