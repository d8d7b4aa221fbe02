"""Opening a record, its tables, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.record import fulltext
from onrecord.record.migrations import HEAD, REVISIONS
from onrecord.record.schema import metadata
from onrecord.record.store import Store


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    def ours(_object: object, name: str, kind: str, *_more: object) -> bool:
        return kind != "table" or not name.startswith(fulltext.TABLE)

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_every_migration_is_known() -> None:
    config = Config()
    config.set_main_option("script_location", "onrecord.record:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(s.revision for s in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_current_head() == HEAD


def test_opening_again_keeps_what_is_there(where: str) -> None:
    from stores import put
    from test_round_trip import bare

    with Store.open(where) as store:
        put(store, bare())
    with Store.open(where) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 1


def test_what_an_error_leaves_is_undone(store: Store) -> None:
    from onrecord.record.writing import add_article

    from stores import READ
    from test_round_trip import bare

    try:
        with store.writing() as connection:
            add_article(connection, bare(), READ)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with store.reading() as connection:
        for table in ("articles", "statements", "spans", "speakers"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.db") as store, store.reading() as connection:
        asked = ("journal_mode", "foreign_keys", "synchronous")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 1, 1]
