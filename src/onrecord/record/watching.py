"""The issues of a record: matters that its users watch, each with the words that find it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from onrecord.errors import UsageError
from onrecord.record.names import folded_words
from onrecord.record.packing import storable, utc
from onrecord.record.schema import issues

__all__ = ["Issue", "add_issue", "list_issues", "remove_issue"]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: `words` is a search as `find` takes it, `added_at` UTC."""

    id: str
    name: str
    words: str
    added_at: str


def list_issues(connection: Connection) -> list[Issue]:
    """All issues, by id."""
    rows = connection.execute(select(issues).order_by(issues.c.issue_id))
    return [Issue(row.issue_id, row.name, row.words, row.added_at) for row in rows]


def add_issue(connection: Connection, name: str, words: str) -> Issue:
    """Watch a matter; its id follows from its name.

    Raises:
        UsageError: the name has no letters, no words are given, or there is such an issue.
    """
    id = "-".join(folded_words(name))
    if not id or not words.strip():
        raise UsageError("an issue has a name and words that find it, as in: harbour bridge")
    if connection.execute(select(issues.c.id).where(issues.c.issue_id == id)).first():
        raise UsageError(f"issue {id}: is watched already; take another name, or remove it first")
    now = utc()
    issue = Issue(id, storable(name.strip()), storable(words.strip()), now)
    values = {"issue_id": id, "name": issue.name, "words": issue.words, "added_at": now}
    connection.execute(insert(issues).values(**values))
    return issue


def remove_issue(connection: Connection, id: str) -> bool:
    """Watch it no more; whether it was watched."""
    return connection.execute(delete(issues).where(issues.c.issue_id == storable(id))).rowcount > 0
