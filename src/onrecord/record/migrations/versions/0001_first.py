"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.record import fulltext, views

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, the full-text index and the views."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("editor", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_statement", "corrections", ["article_id", "statement_id"], unique=False)
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_issues_issue_id")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=True),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reread", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sa.UniqueConstraint("speaker_id", name=op.f("uq_speakers_speaker_id")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("revises", sa.Integer(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=True),
        sa.Column("run", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revises"], ["articles.id"], name=op.f("fk_articles_revises"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_articles_run"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("article_id", "revision", name=op.f("uq_articles_article_id_revision")),
    )
    op.create_index("ix_articles_outlet", "articles", ["outlet", "published"], unique=False)
    op.create_index("ix_articles_published", "articles", ["published"], unique=False)
    op.create_index(
        "ix_articles_revises",
        "articles",
        ["revises"],
        unique=False,
        sqlite_where=sa.text("revises IS NOT NULL"),
        postgresql_where=sa.text("revises IS NOT NULL"),
    )
    op.create_index("ix_articles_text_sha256", "articles", ["text_sha256"], unique=False)
    op.create_index("ix_articles_url", "articles", ["url"], unique=False)
    op.create_table(
        "speaker_aliases",
        sa.Column("speaker", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), server_default="name", nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker"], ["speakers.id"], name=op.f("fk_speaker_aliases_speaker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("speaker", "folded", name=op.f("pk_speaker_aliases")),
    )
    op.create_index("ix_speaker_aliases_folded", "speaker_aliases", ["folded"], unique=False)
    op.create_index("ix_speaker_aliases_sound", "speaker_aliases", ["sound"], unique=False)
    op.create_table(
        "threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("said_earliest", sa.Text(), nullable=True),
        sa.Column("said_latest", sa.Text(), nullable=True),
        sa.Column("first_published", sa.Text(), nullable=True),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("variants", sa.Integer(), nullable=False),
        sa.Column("drift", sa.Text(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.id"], name=op.f("fk_threads_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_threads_thread_id")),
    )
    op.create_index("ix_threads_articles", "threads", ["articles"], unique=False)
    op.create_index("ix_threads_speaker", "threads", ["speaker"], unique=False)
    op.create_index("ix_threads_strength", "threads", ["strength"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("on_earliest", sa.Text(), nullable=True),
        sa.Column("on_latest", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_contacts_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("article", "number", name=op.f("uq_contacts_article_number")),
    )
    op.create_index("ix_contacts_on", "contacts", ["on_earliest"], unique=False)
    op.create_table(
        "fetches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_fetches_article"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_fetches_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetches")),
    )
    op.create_index(
        "ix_fetches_article",
        "fetches",
        ["article"],
        unique=False,
        sqlite_where=sa.text("article IS NOT NULL"),
        postgresql_where=sa.text("article IS NOT NULL"),
    )
    op.create_index(
        "ix_fetches_failed",
        "fetches",
        ["outcome"],
        unique=False,
        sqlite_where=sa.text("outcome = 'failed'"),
        postgresql_where=sa.text("outcome = 'failed'"),
    )
    op.create_index("ix_fetches_run", "fetches", ["run"], unique=False)
    op.create_index("ix_fetches_source", "fetches", ["source"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("speaker_confidence", sa.Float(), nullable=True),
        sa.Column("said_earliest", sa.Text(), nullable=True),
        sa.Column("said_latest", sa.Text(), nullable=True),
        sa.Column("said_rule", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="machine", nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_statements_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent"], ["statements.id"], name=op.f("fk_statements_parent"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.id"], name=op.f("fk_statements_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("article", "statement_id", name=op.f("uq_statements_article_statement_id")),
    )
    op.create_index(
        "ix_statements_parent",
        "statements",
        ["parent"],
        unique=False,
        sqlite_where=sa.text("parent IS NOT NULL"),
        postgresql_where=sa.text("parent IS NOT NULL"),
    )
    op.create_index("ix_statements_said", "statements", ["said_earliest", "said_latest"], unique=False)
    op.create_index("ix_statements_speaker", "statements", ["speaker", "said_latest"], unique=False)
    op.create_index("ix_statements_statement_id", "statements", ["statement_id"], unique=False)
    op.create_table(
        "contact_parties",
        sa.Column("contact", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact"], ["contacts.id"], name=op.f("fk_contact_parties_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker"], ["speakers.id"], name=op.f("fk_contact_parties_speaker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact", "number", name=op.f("pk_contact_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_parties_speaker", "contact_parties", ["speaker"], unique=False)
    op.create_table(
        "spans",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name=op.f("fk_spans_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "role", "number", name=op.f("pk_spans")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_speakers",
        sa.Column("speaker", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker"], ["speakers.id"], name=op.f("fk_statement_speakers_speaker"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name=op.f("fk_statement_speakers_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("speaker", "statement", name=op.f("pk_statement_speakers")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_speakers_statement", "statement_speakers", ["statement"], unique=False)
    op.create_table(
        "thread_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name=op.f("fk_thread_keys_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "statement", name=op.f("pk_thread_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_thread_keys_statement", "thread_keys", ["statement"], unique=False)
    op.create_table(
        "thread_statements",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("thread", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_thread_statements_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread"], ["threads.id"], name=op.f("fk_thread_statements_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", name=op.f("pk_thread_statements")),
    )
    op.create_index("ix_thread_statements_article", "thread_statements", ["article"], unique=False)
    op.create_index("ix_thread_statements_thread", "thread_statements", ["thread"], unique=False)
    fulltext.create(op.get_bind())
    views.create(op.get_bind())
