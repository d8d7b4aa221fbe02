"""The tables of the record, for SQLite and PostgreSQL alike (docs/record-tables.md).

Ids ending in `_id` that are text are those of the record format; a plain `id` is the row's own number. Words are stored once, in
`articles.text`: spans point into it, in code points.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

__all__ = [
    "accounts",
    "articles",
    "audit",
    "contact_parties",
    "contacts",
    "corrections",
    "feed_entries",
    "feeds",
    "fetches",
    "issues",
    "metadata",
    "runs",
    "sessions",
    "spans",
    "speaker_aliases",
    "speakers",
    "statement_speakers",
    "statements",
    "thread_keys",
    "thread_statements",
    "threads",
    "tokens",
]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _of(table: str, primary_key: bool = False) -> Column[int]:
    """A column that points at the row number of another table and goes with it."""
    name = {"statements": "statement", "articles": "article"}.get(table, table.removesuffix("s"))
    points_at = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Integer, points_at, nullable=False, primary_key=primary_key)


def _pointed_back(table: str, column: str) -> Index:
    """The way back along a reference that few rows have: without it, deleting a row would look through the whole table."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=there, postgresql_where=there)


articles = Table(
    "articles", metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Text, nullable=False),  # as in the record format
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("revises", Integer, ForeignKey("articles.id", ondelete="SET NULL")),
    Column("current", Boolean, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("url", Text),
    Column("path", Text),
    Column("outlet", Text),
    Column("section", Text),
    Column("headline", Text),  # its words, for reading; its span is in details
    Column("published", Text),  # ISO date or date-time as the source gives it
    Column("published_from", Text, nullable=False),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("details", Text, nullable=False),  # JSON: blocks, headline, dateline, byline, warnings, copy_of
    Column("engine", Text, nullable=False),  # version that read it
    Column("bundle", Text),  # version of the model bundle that read it; none for an import
    Column("run", Integer, ForeignKey("runs.id", ondelete="SET NULL")),
    Column("added_at", Text, nullable=False),  # UTC, ISO
    UniqueConstraint("article_id", "revision"),
    Index("ix_articles_text_sha256", "text_sha256"),
    _pointed_back("articles", "revises"),
    Index("ix_articles_url", "url"),
    Index("ix_articles_outlet", "outlet", "published"),
    Index("ix_articles_published", "published"),
    # those that are not current: an index of all would lead SQLite to begin with articles where it should end with them
    Index("ix_articles_old", "id", sqlite_where=text("current = 0"), postgresql_where=text("NOT current")),
)  # fmt: skip

speakers = Table(
    "speakers", metadata,
    Column("id", Integer, primary_key=True),
    Column("speaker_id", Text, nullable=False, unique=True),  # Wikidata QID or local:…
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("statements", Integer, nullable=False, server_default="0"),  # how many of theirs are in the index
    Index("ix_speakers_statements", "statements"),
)  # fmt: skip

# Every form under which a speaker goes in the record or in the people table, folded for looking up.
speaker_aliases = Table(
    "speaker_aliases", metadata,
    _of("speakers", primary_key=True),
    Column("folded", Text, primary_key=True),  # lower case, no diacritics, Latin letters
    Column("alias", Text, nullable=False),
    Column("sound", Text, nullable=False),  # key of roughly equal spellings
    Column("part", Text, nullable=False, server_default="name"),  # name, alias, surname or word
    Index("ix_speaker_aliases_folded", "folded"),
    Index("ix_speaker_aliases_sound", "sound"),
)  # fmt: skip

statements = Table(
    "statements", metadata,
    Column("id", Integer, primary_key=True),
    Column("statement_id", Text, nullable=False),  # as in the record format
    _of("articles"),
    Column("number", Integer, nullable=False),  # place among the article's statements
    Column("parent", Integer, ForeignKey("statements.id", ondelete="SET NULL")),
    Column("start", Integer, nullable=False),  # from the first to the last character of all its spans
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker", Integer, ForeignKey("speakers.id")),
    Column("how", Text),
    Column("speaker_confidence", Float),
    Column("said_earliest", Text),
    Column("said_latest", Text),
    Column("said_rule", Text),
    Column("status", Text, nullable=False, server_default="machine"),  # machine, corrected, rejected, added
    Column("details", Text),  # JSON of what else the record format carries; null where nothing
    Column("machine", Text),  # JSON: what the engine said, once a person has corrected it
    UniqueConstraint("article", "statement_id"),
    _pointed_back("statements", "parent"),
    Index("ix_statements_statement_id", "statement_id"),
    Index("ix_statements_speaker", "speaker", "said_latest"),
    Index("ix_statements_said_earliest", "said_earliest"),
    Index("ix_statements_said_latest", "said_latest"),
    Index("ix_statements_status", "status", "confidence"),
)  # fmt: skip

spans = Table(
    "spans", metadata,
    _of("statements", primary_key=True),
    Column("role", Text, primary_key=True),  # content, quoted, cue, source
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

# Joint speakers: one row a member; single speakers have their one row too, so that a search by speaker asks one table.
statement_speakers = Table(
    "statement_speakers", metadata,
    _of("speakers", primary_key=True),
    _of("statements", primary_key=True),
    Index("ix_statement_speakers_statement", "statement"),
    sqlite_with_rowid=False,
)  # fmt: skip

contacts = Table(
    "contacts", metadata,
    Column("id", Integer, primary_key=True),
    _of("articles"),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("place", Text),
    Column("on_earliest", Text),
    Column("on_latest", Text),
    Column("start", Integer, nullable=False),  # the sentence that tells it
    Column("end", Integer, nullable=False),
    Column("details", Text, nullable=False),
    UniqueConstraint("article", "number"),
    Index("ix_contacts_on", "on_earliest"),
)  # fmt: skip

contact_parties = Table(
    "contact_parties", metadata,
    _of("contacts", primary_key=True),
    Column("number", Integer, primary_key=True),
    _of("speakers"),
    Index("ix_contact_parties_speaker", "speaker"),
    sqlite_with_rowid=False,
)  # fmt: skip

threads = Table(
    "threads", metadata,
    Column("id", Integer, primary_key=True),
    Column("thread_id", Text, nullable=False, unique=True),
    Column("speaker", Integer, ForeignKey("speakers.id")),  # whom most of its statements name
    Column("said_earliest", Text),
    Column("said_latest", Text),
    Column("first_published", Text),
    Column("statements", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("variants", Integer, nullable=False),
    Column("drift", Text, nullable=False),  # names of the drifts found, joined by blanks; empty where none
    Column("strength", Float, nullable=False),  # how far the wordings part, in [0, 1]
    Index("ix_threads_speaker", "speaker"),
    Index("ix_threads_strength", "strength", "articles"),
    Index("ix_threads_articles", "articles", "strength"),
    Index("ix_threads_first_published", "first_published"),
)  # fmt: skip

# Members of threads. `statement` is no foreign key: a statement that is gone leaves its row, by which its thread is mended
# when the threads of its `article` are brought up to date.
thread_statements = Table(
    "thread_statements", metadata,
    Column("statement", Integer, primary_key=True, autoincrement=False),
    _of("threads"),
    _of("articles"),
    Column("variant", Integer, nullable=False),
    Index("ix_thread_statements_thread", "thread"),
    Index("ix_thread_statements_article", "article"),
)  # fmt: skip

# The index by which statements of the same utterance find each other: few keys a statement.
thread_keys = Table(
    "thread_keys", metadata,
    Column("key", BigInteger, primary_key=True),  # a hash of 63 bits
    _of("statements", primary_key=True),
    Index("ix_thread_keys_statement", "statement"),
    sqlite_with_rowid=False,
)  # fmt: skip

# Matters that the user watches, each with the words that find it.
issues = Table(
    "issues", metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),  # a search, as `find` takes it
    Column("added_at", Text, nullable=False),
)  # fmt: skip

corrections = Table(
    "corrections", metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", Text, nullable=False),  # UTC, ISO
    Column("editor", Text, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("statement_id", Text, nullable=False),
    Column("field", Text, nullable=False),  # speaker, content, cue, source, kind, act, stance, said_on, parent, reject, add, undo
    Column("before", Text),  # JSON
    Column("after", Text),  # JSON
    Column("snapshot", Text, nullable=False),  # JSON: the statement as it stood before
    Column("note", Text),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Index("ix_corrections_statement", "article_id", "statement_id"),
)  # fmt: skip

runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text),  # null while it runs, or where it was killed
    Column("command", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("bundle", Text),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("revised", Integer, nullable=False, server_default="0"),
    Column("reread", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
)  # fmt: skip

# One row an input of a run: what became of it.
fetches = Table(
    "fetches", metadata,
    Column("id", Integer, primary_key=True),
    _of("runs"),
    Column("at", Text, nullable=False),
    Column("source", Text, nullable=False),  # path or address
    Column("outcome", Text, nullable=False),  # added, revised, reread, unchanged, failed
    Column("message", Text),
    Column("article", Integer, ForeignKey("articles.id", ondelete="SET NULL")),
    Column("etag", Text),
    Column("modified", Text),
    Index("ix_fetches_run", "run"),
    _pointed_back("fetches", "article"),
    Index("ix_fetches_source", "source"),
    Index("ix_fetches_failed", "outcome", sqlite_where=text("outcome = 'failed'"), postgresql_where=text("outcome = 'failed'")),
)  # fmt: skip

# Feeds that are watched, and what each of them told of. Times: UTC, ISO.
feeds = Table(
    "feeds", metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),  # as it was given
    Column("leads_to", Text),  # the feed that the page there names
    Column("title", Text),
    Column("added_at", Text, nullable=False),
    Column("read_at", Text),  # when it last came whole
    Column("next_at", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("failures", Integer, nullable=False, server_default="0"),  # since it last could be had
    Column("message", Text),  # of the last failure
)  # fmt: skip

feed_entries = Table(
    "feed_entries", metadata,
    Column("id", Integer, primary_key=True),
    _of("feeds"),
    Column("page", Text),  # digests by which the same article is known again: of its address,
    Column("key", Text),  # of its id and title,
    Column("told", Text),  # of its title and time of publication
    Column("stamp", Text, nullable=False),  # of what the feed said of its last change
    Column("entry", Text),  # JSON: address, title, published, content; null once all is done
    Column("address", Text),
    Column("state", Text, nullable=False),  # waiting, done, failed
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("looks", Integer, nullable=False, server_default="0"),  # how often it was read again
    Column("seen_at", Text, nullable=False),
    Column("next_at", Text, nullable=False),
    Column("message", Text),
    Index("ix_feed_entries_page", "page"),
    Index("ix_feed_entries_key", "feed", "key"),
    Index("ix_feed_entries_told", "feed", "told"),
    Index("ix_feed_entries_waiting", "next_at", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")),
)  # fmt: skip

# Who may use the record over a network, and what they did.
accounts = Table(
    "accounts", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),  # reader, editor, admin
    Column("password", Text),  # argon2id, with its salt and costs; null where only tokens are used
    Column("added_at", Text, nullable=False),  # UTC, ISO, as all times here
    Column("closed_at", Text),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("key", Text, primary_key=True),  # SHA-256 of what the cookie holds
    _of("accounts"),
    Column("began_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
    Index("ix_sessions_account", "account"),
)  # fmt: skip

tokens = Table(
    "tokens", metadata,
    Column("id", Integer, primary_key=True),
    _of("accounts"),
    Column("key", Text, nullable=False, unique=True),  # SHA-256 of the token
    Column("note", Text),
    Column("added_at", Text, nullable=False),
    Column("revoked_at", Text),
    Index("ix_tokens_account", "account"),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("via", Text, nullable=False),  # local, session, token, command
    Column("deed", Text, nullable=False),  # article.add, statement.correct, user.add, login, login.failed, …
    Column("of", Text),  # id of what it was done to
    Column("details", Text),  # JSON
    Index("ix_audit_who", "who"),
)  # fmt: skip
