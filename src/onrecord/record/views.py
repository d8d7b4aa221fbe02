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
    """What the record holds now: of each article the newest revision, without what people rejected."""
    return f"""
SELECT s.statement_id, w.name AS speaker, s.act, {_words("content", joined)}, {_words("cue", joined)},
    {_words("source", joined)}, {_words("quoted", joined)}, s.said_earliest, s.said_latest, a.outlet, a.published,
    a.headline, a.url, s.kind, s.stance, s.confidence, s.status, w.speaker_id, t.thread_id, a.article_id
FROM statements s
JOIN articles a ON a.id = s.article
LEFT JOIN speakers w ON w.id = s.speaker
LEFT JOIN thread_statements m ON m.statement = s.id
LEFT JOIN threads t ON t.id = m.thread
WHERE a.current AND s.status <> 'rejected'
"""


_SAID = """FROM statement_speakers j JOIN statements s ON s.id = j.statement JOIN articles a ON a.id = s.article
    WHERE j.speaker = w.id AND a.current AND s.status <> 'rejected'"""


def _speakers_view(_joined: str) -> str:
    """Counted speaker by speaker, so that a page of them is quick however large the record is."""
    return f"""
SELECT w.name, w.kind, w.speaker_id, (SELECT count(*) {_SAID}) AS statements,
    (SELECT count(DISTINCT s.article) {_SAID}) AS articles, (SELECT count(DISTINCT a.outlet) {_SAID}) AS outlets,
    (SELECT min(a.published) {_SAID}) AS first_published, (SELECT max(a.published) {_SAID}) AS last_published
FROM speakers w
WHERE EXISTS (SELECT 1 {_SAID})
"""


_SELECTS = {"statements_view": _statements_view, "speakers_view": _speakers_view}
