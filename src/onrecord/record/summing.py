"""What the record holds in all: how many statements, articles and speakers, and from when to when it was published."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.record import fulltext
from onrecord.record.fulltext import Search
from onrecord.record.marks import EVERY
from onrecord.record.schema import articles, speakers

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
    number = connection.execute(
        select(func.count()).select_from(articles).where(articles.c.current)
    ).scalar_one()
    statements = fulltext.count(connection, Search(EVERY), most=10**9)
    known = connection.execute(select(func.count()).select_from(speakers)).scalar_one()
    return Summary(statements, number, known, first, last)
