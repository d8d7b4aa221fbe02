"""The articles of a record, newest first, a page at a time: what a list of them shows, without their texts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from onrecord.errors import UsageError
from onrecord.record.packing import storable
from onrecord.record.schema import articles, statements

__all__ = ["Entries", "Entry", "list_articles"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list; `statements` counts those that stand, `added_at` is UTC."""

    id: str
    revision: int
    headline: str | None
    outlet: str | None
    section: str | None
    url: str | None
    path: str | None
    published: str | None
    language: str | None
    added_at: str
    statements: int


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of a list; `next` asks for the next (`after`), None on the last."""

    items: tuple[Entry, ...]
    next: str | None


def list_articles(
    connection: Connection, *, outlet: str | None = None, limit: int = 20, after: str | None = None
) -> Entries:
    """Current revisions, those added last first; of one outlet where it is given as it is written.

    Raises:
        UsageError: `after` is nothing that a page gave.
    """
    columns = articles.c
    asked = select(articles).where(columns.current)
    if outlet is not None:
        asked = asked.where(columns.outlet == storable(outlet))
    if after is not None:
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            raise UsageError(f"after {after!r}: give what the page before named as the next")
        asked = asked.where(columns.id < int(after))
    rows = connection.execute(asked.order_by(columns.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    stands = select(statements.c.article, func.count()).where(
        statements.c.article.in_([row.id for row in shown]), statements.c.status != "rejected"
    )
    counts: dict[int, int] = {
        row[0]: row[1] for row in connection.execute(stands.group_by(statements.c.article))
    }
    items = tuple(
        Entry(
            row.article_id, row.revision, row.headline, row.outlet, row.section, row.url, row.path,
            row.published, row.language, row.added_at, counts.get(row.id, 0),
        )
        for row in shown
    )  # fmt: skip
    return Entries(items, str(shown[-1].id) if len(rows) > limit else None)
