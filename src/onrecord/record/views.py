"""Views to read the record by, in Datasette or any SQL tool: one line a statement or a speaker, words in place of offsets."""

from __future__ import annotations

from sqlalchemy import Connection, text

__all__ = ["VIEWS", "create", "drop"]

VIEWS = ("statements_view", "speakers_view")


def create(connection: Connection) -> None:
    """Make the views."""
    joined = {
        "sqlite": 'group_concat(substr(a.text, p.start + 1, p."end" - p.start), {})',
        "postgresql": 'string_agg(substr(a.text, p.start + 1, p."end" - p.start), {} ORDER BY p.number)',
    }[connection.dialect.name]
    for name in VIEWS:
        connection.execute(text(f"CREATE VIEW {name} AS {_SELECTS[name](joined)}"))


def drop(connection: Connection) -> None:
    """Take the views away, so that a migration can change what they stand on."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def _words(role: str, joined: str) -> str:
    """The pieces of a role in text order. SQLite joins in the order of the key (statement, role, number)."""
    return (
        f"(SELECT {joined.format(_JOINTS.get(role, _JOINT))} FROM spans p "
        f"WHERE p.statement = s.id AND p.role = '{role}') AS {role}"
    )


_JOINT = "' … '"
_JOINTS = {"quoted": "' | '"}


def _statements_view(joined: str) -> str:
    return f"""
SELECT s.statement_id, w.name AS speaker, w.speaker_id, s.act, {_words("content", joined)}, {_words("cue", joined)},
    {_words("source", joined)}, {_words("quoted", joined)}, s.kind, s.stance, s.said_earliest, s.said_latest,
    a.outlet, a.published, a.headline, a.url, s.confidence, s.status, t.thread_id, a.article_id, a.revision, a.current
FROM statements s
JOIN articles a ON a.id = s.article
LEFT JOIN speakers w ON w.id = s.speaker
LEFT JOIN thread_statements m ON m.statement = s.id
LEFT JOIN threads t ON t.id = m.thread
"""


def _speakers_view(_joined: str) -> str:
    return """
SELECT w.name, w.speaker_id, w.kind, count(*) AS statements, count(DISTINCT s.article) AS articles,
    count(DISTINCT a.outlet) AS outlets, min(a.published) AS first_published, max(a.published) AS last_published
FROM speakers w
JOIN statement_speakers j ON j.speaker = w.id
JOIN statements s ON s.id = j.statement AND s.status <> 'rejected'
JOIN articles a ON a.id = s.article AND a.current
GROUP BY w.id, w.name, w.speaker_id, w.kind
"""


_SELECTS = {"statements_view": _statements_view, "speakers_view": _speakers_view}
