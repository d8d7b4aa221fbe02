"""A record of an older version, of a newer one, and files that are none."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import RecordError
from onrecord.record import migrations, upgrading
from onrecord.record import store as store_module
from onrecord.record.migrations import HEAD
from onrecord.record.store import Store

from papers import papers
from stores import put
from test_adding import CLOSED, said

NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "9999"
down_revision = "HEAD"
branch_labels = depends_on = None
def upgrade():
    op.add_column("articles", sa.Column("mood", sa.Text(), nullable=True))
    op.execute("UPDATE articles SET mood = 'good'")
    FAIL
"""


def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: str = "") -> None:
    """From here on, as if the next version of onrecord were installed, whose tables have a column more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, scripts)
    (scripts / "versions" / "9999_mood.py").write_text(
        NEXT.replace("HEAD", HEAD).replace("FAIL", fail), encoding="utf-8"
    )
    monkeypatch.setattr(migrations, "SCRIPTS", str(scripts))
    monkeypatch.setattr(migrations, "HEAD", "9999")
    monkeypatch.setattr(upgrading, "HEAD", "9999")
    monkeypatch.setattr(upgrading, "REVISIONS", (*migrations.REVISIONS, "9999"))


def columns(path: Path) -> set[str]:
    return {row[1] for row in sqlite3.connect(path).execute("PRAGMA table_info(articles)")}


def test_an_older_file_is_copied_then_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "onrecord.db"
    with Store.open(path) as store:
        put(store, said(CLOSED))
    next_version(tmp_path, monkeypatch)
    with Store.open(path) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT mood FROM articles").scalar() == "good"
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    copy = tmp_path / f"onrecord.db.bak-{HEAD}"
    assert "mood" in columns(path) and "mood" not in columns(copy)
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert not list(tmp_path.glob("*.part"))


def test_an_earlier_copy_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "onrecord.db"
    Store.open(path).close()
    (tmp_path / f"onrecord.db.bak-{HEAD}").write_text("earlier")
    next_version(tmp_path, monkeypatch)
    Store.open(path).close()
    assert (tmp_path / f"onrecord.db.bak-{HEAD}").read_text() == "earlier"
    assert "mood" not in columns(tmp_path / f"onrecord.db.bak-{HEAD}-1")


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "onrecord.db"
    with Store.open(path) as store:
        put(store, said(CLOSED))
    with monkeypatch.context() as then:
        next_version(tmp_path, then, fail='op.execute("SELECT no_such_thing")')
        with pytest.raises(RecordError):
            Store.open(path)
    with Store.open(path) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 1
    assert "mood" not in columns(path)


def test_no_upgrade_without_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "onrecord.db"
    Store.open(path).close()
    next_version(tmp_path, monkeypatch)
    (tmp_path / f"onrecord.db.bak-{HEAD}.part").mkdir()  # stands for a folder that takes no file
    with pytest.raises(RecordError, match=r"cannot be copied to .*bak-\d+ before it is upgraded"):
        Store.open(path)
    assert "mood" not in columns(path)


def test_a_newer_record_is_refused(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        next_version(tmp_path, then)
        Store.open(where).close()
    with pytest.raises(
        RecordError, match=rf"made by a newer onrecord \(tables 9999, this one knows {HEAD}\)"
    ):
        Store.open(where)


def locked(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    HELD.append(other)


def full(path: Path) -> None:
    with sqlite3.connect(path) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    LIMIT.append(f"max_page_count={pages}")


def damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


HELD: list[sqlite3.Connection] = []
LIMIT: list[str] = []


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (locked, "another process has been writing to it"),
        (full, "the disk is full; free some space"),
        (damaged, "damaged; bring back a copy"),
    ],
)
def test_what_goes_wrong_while_writing_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    harm,
    told: str,  # type: ignore[no-untyped-def]
) -> None:
    path = tmp_path / "onrecord.db"
    Store.open(path).close()
    harm(path)
    monkeypatch.setattr(store_module, "BUSY_MS", 50)
    monkeypatch.setattr(store_module, "_PRAGMAS", (*store_module._PRAGMAS, *LIMIT))
    try:
        with pytest.raises(RecordError, match=told) as raised, Store.open(path) as store:
            put(store, *(said(f"it was {n} " + "o" * 9000) for n in range(60)))
        assert "\n" not in str(raised.value) and str(raised.value).startswith(str(path))
    finally:
        LIMIT.clear()
        while HELD:
            HELD.pop().close()


AS_0002 = (
    "DROP TABLE feed_entries", "DROP TABLE feeds",
    "DROP INDEX ix_speakers_statements", "ALTER TABLE speakers DROP COLUMN statements", "DROP INDEX ix_statements_said_earliest",
    "DROP INDEX ix_statements_said_latest", "DROP INDEX ix_statements_status", "DROP INDEX ix_articles_old",
    "DROP INDEX ix_threads_strength", "DROP INDEX ix_threads_articles", "DROP INDEX ix_threads_first_published",
    "CREATE INDEX ix_statements_said ON statements (said_earliest, said_latest)", "CREATE INDEX ix_threads_strength ON threads (strength)",
    "CREATE INDEX ix_threads_articles ON threads (articles)", "UPDATE alembic_version SET version_num = '0002'",
)  # fmt: skip


def test_an_upgrade_counts_the_statements_of_each_speaker(tmp_path: Path) -> None:
    path, asked = tmp_path / "onrecord.db", text("SELECT speaker_id, statements FROM speakers ORDER BY id")
    with Store.open(path) as store:
        put(store, *papers())
        with store.reading() as connection:
            before = connection.execute(asked).all()
        with store.writing() as connection:
            for command in AS_0002:
                connection.execute(text(command))
    with Store.open(path) as store, store.reading() as connection:
        assert connection.execute(asked).all() == before
        assert max(row.statements for row in before) == 4
