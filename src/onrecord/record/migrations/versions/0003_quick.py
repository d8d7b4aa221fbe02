"""Indexes and counts that a large record needs: statements by day said and by confidence, threads by order; statements of each speaker."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = """
UPDATE speakers SET statements = (
    SELECT count(*) FROM statement_speakers AS j JOIN statements AS s ON s.id = j.statement JOIN articles AS a ON a.id = s.article
    WHERE j.speaker = speakers.id AND a.current AND s.status <> 'rejected')
WHERE kind <> 'group'
"""
JOINT = """
UPDATE speakers SET statements = (
    SELECT count(*) FROM statements AS s JOIN articles AS a ON a.id = s.article
    WHERE s.speaker = speakers.id AND a.current AND s.status <> 'rejected')
WHERE kind = 'group'
"""


def upgrade() -> None:
    """Make the indexes, and count."""
    op.drop_index("ix_statements_said", table_name="statements")
    op.create_index("ix_statements_said_earliest", "statements", ["said_earliest"], unique=False)
    op.create_index("ix_statements_said_latest", "statements", ["said_latest"], unique=False)
    op.create_index("ix_statements_status", "statements", ["status", "confidence"], unique=False)
    op.create_index(
        "ix_articles_old",
        "articles",
        ["id"],
        unique=False,
        sqlite_where=sa.text("current = 0"),
        postgresql_where=sa.text("NOT current"),
    )
    op.drop_index("ix_threads_strength", table_name="threads")
    op.drop_index("ix_threads_articles", table_name="threads")
    op.create_index("ix_threads_strength", "threads", ["strength", "articles"], unique=False)
    op.create_index("ix_threads_articles", "threads", ["articles", "strength"], unique=False)
    op.create_index("ix_threads_first_published", "threads", ["first_published"], unique=False)
    op.add_column("speakers", sa.Column("statements", sa.Integer(), server_default="0", nullable=False))
    op.execute(COUNTED)
    op.execute(JOINT)
    op.create_index("ix_speakers_statements", "speakers", ["statements"], unique=False)
