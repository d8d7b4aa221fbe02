"""What the record holds in all: how many statements, articles and speakers, and from when to when it was published."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from onrecord.record.schema import articles, speakers, statements

__all__ = ["Summary", "summary"]


class Summary(NamedTuple):
    """`first` and `last`: the earliest and the latest publication; None where no article has a date."""

    statements: int
    articles: int
    speakers: int
    first: str | None
    last: str | None


def summary(connection: Connection) -> Summary:
    """Count what stands."""
    published = articles.c.published
    dated = select(published).where(articles.c.current, published.is_not(None)).limit(1)
    first = connection.execute(dated.order_by(published)).scalar()
    last = connection.execute(dated.order_by(published.desc())).scalar()
    old = _number(connection, articles, ~articles.c.current)
    of_old = statements.join(articles, articles.c.id == statements.c.article)
    gone = _number(connection, of_old, ~articles.c.current, statements.c.status != "rejected")
    rejected = _number(connection, statements, statements.c.status == "rejected")
    standing = _number(connection, statements) - rejected - gone
    held = _number(connection, articles) - old
    return Summary(standing, held, _number(connection, speakers), first, last)


def _number(connection: Connection, table: FromClause, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())
