"""Issues: matters that the users of a record watch, each under a name with the words that find it; added, listed, found, removed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import UsageError
from onrecord.record.names import folded_words
from onrecord.record.packing import storable, utc
from onrecord.record.schema import issues
from onrecord.record.wording import parse_words

__all__ = ["Issue", "add_issue", "find_issue", "list_issues", "remove_issue"]

_COLUMNS = (issues.c.issue_id, issues.c.name, issues.c.words, issues.c.added_at)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: an id made from its name, the name, `words` as `find` takes them, and since when it is watched (UTC)."""

    id: str
    name: str
    words: str
    added_at: str


def add_issue(connection: Connection, name: str, words: str) -> Issue:
    """Watch a matter; one of the same id gets the new name and words.

    Raises:
        UsageError: the name has no letter, or the words are no search.
    """
    id = _id(name)
    if not id:
        raise UsageError(f"issue {name!r}: the name has no letter or digit; give it one")
    if not parse_words(words)[0]:
        raise UsageError(
            f'issue {name!r}: {words!r} finds nothing; give words, as in: tariff* OR "trade war"'
        )
    values = {"name": storable(name.strip()), "words": storable(words.strip())}
    known = connection.execute(update(issues).where(issues.c.issue_id == id).values(**values)).rowcount
    if not known:
        connection.execute(insert(issues).values(issue_id=id, added_at=utc(), **values))
    return find_issue(connection, id)


def list_issues(connection: Connection) -> list[Issue]:
    """All issues, by name."""
    return [Issue(*row) for row in connection.execute(select(*_COLUMNS).order_by(issues.c.name))]


def find_issue(connection: Connection, asked: str) -> Issue:
    """An issue by its id or name.

    Raises:
        UsageError: there is none.
    """
    known = list_issues(connection)
    for issue in known:
        if issue.id in (asked, _id(asked)):
            return issue
    held = (
        f"the record has {', '.join(i.id for i in known)}"
        if known
        else "add one with: onrecord issues add NAME WORDS"
    )
    raise UsageError(f"issue {asked!r}: not in the record; {held}")


def remove_issue(connection: Connection, asked: str) -> Issue:
    """Watch a matter no more, by its id or name.

    Raises:
        UsageError: there is none.
    """
    issue = find_issue(connection, asked)
    connection.execute(delete(issues).where(issues.c.issue_id == issue.id))
    return issue


def _id(name: str) -> str:
    return "-".join(folded_words(name))
