"""All of a record, portion by portion, so that one of any size can be gone through: a store in, articles or reports out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from onrecord.answers import Report
from onrecord.record.loading import load_articles, reports
from onrecord.record.schema import articles, statements
from onrecord.record.store import Store
from onrecord.types import Article

__all__ = ["walk_articles", "walk_reports"]

PORTION = 200  # rows in one transaction
T = TypeVar("T")


def walk_articles(store: Store) -> Iterator[Article]:
    """The current revisions of all articles, in the order of their rows."""
    wanted = select(articles.c.id).where(articles.c.current)
    return _walk(store, wanted, articles.c.id, load_articles)


def walk_reports(store: Store) -> Iterator[Report]:
    """The statements of current revisions that nobody rejected, in the order of their rows."""
    wanted = (
        select(statements.c.id)
        .join_from(statements, articles, articles.c.id == statements.c.article)
        .where(articles.c.current, statements.c.status != "rejected")
    )
    return _walk(store, wanted, statements.c.id, reports)


def _walk(
    store: Store, wanted: Select[Any], column: Any, load: Callable[[Connection, Sequence[int]], list[T]]
) -> Iterator[T]:
    last = 0
    while True:
        with store.reading() as connection:
            asked = wanted.where(column > last).order_by(column).limit(PORTION)
            rows = connection.execute(asked).scalars().all()
            found = load(connection, rows)
        if not rows:
            return
        yield from found
        last = rows[-1]
