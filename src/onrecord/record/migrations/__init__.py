"""How the tables came about: one script a change in versions/, run by alembic; files are upgraded on opening."""

from __future__ import annotations

from sqlalchemy import Connection

__all__ = ["HEAD", "REVISIONS", "upgrade"]

REVISIONS = ("0001", "0002", "0003", "0004")  # every state that a record can be in, oldest first
SCRIPTS = "onrecord.record:migrations"
HEAD = REVISIONS[-1]


def upgrade(connection: Connection) -> None:
    """Bring the tables to `HEAD`, from nothing or from an older state, within the transaction under way."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
