"""Matters that the user watches, each under a name with the words that find it: added, listed, removed."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from onrecord.errors import UsageError
from onrecord.record.names import fold_name
from onrecord.record.packing import storable, utc
from onrecord.record.schema import issues
from onrecord.record.wording import parse_words

__all__ = ["Issue", "add_issue", "find_issue", "list_issues", "remove_issue"]


class Issue(NamedTuple):
    """A matter that is watched: an id made from its name, the name, and a search as `find` takes it."""

    id: str
    name: str
    words: str


def add_issue(connection: Connection, name: str, words: str) -> Issue:
    """Watch a matter; one of the same id gets the new name and words.

    Raises:
        UsageError: the name has no letter, or the words are no search.
    """
    issue = Issue(fold_name(name).replace(" ", "-"), storable(name.strip()), storable(words.strip()))
    if not issue.id:
        raise UsageError(f"issue {name!r}: the name has no letter or digit; give it one")
    if not parse_words(words)[0]:
        raise UsageError(
            f'issue {name!r}: {words!r} finds nothing; give words, as in: tariff* OR "trade war"'
        )
    connection.execute(delete(issues).where(issues.c.issue_id == issue.id))
    added = utc()
    values = {"issue_id": issue.id, "name": issue.name, "words": issue.words, "added_at": added}
    connection.execute(insert(issues).values(**values))
    return issue


def list_issues(connection: Connection) -> list[Issue]:
    """All matters that are watched, by name."""
    columns = issues.c
    rows = connection.execute(select(columns.issue_id, columns.name, columns.words).order_by(columns.name))
    return [Issue(*row) for row in rows]


def remove_issue(connection: Connection, asked: str) -> Issue:
    """Watch a matter no more, by its id or name.

    Raises:
        UsageError: there is none.
    """
    issue = find_issue(connection, asked)
    connection.execute(delete(issues).where(issues.c.issue_id == issue.id))
    return issue


def find_issue(connection: Connection, asked: str) -> Issue:
    """A matter by its id or name.

    Raises:
        UsageError: there is none.
    """
    known = list_issues(connection)
    folded = fold_name(asked).replace(" ", "-")
    for issue in known:
        if issue.id == asked or issue.id == folded:
            return issue
    held = (
        f"the record has {', '.join(i.id for i in known)}"
        if known
        else "add one with: onrecord issues add NAME WORDS"
    )
    raise UsageError(f"issue {asked!r}: not in the record; {held}")
