"""The statements that no person has looked at: how many, and which come next, the least certain first."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.record.packing import storable
from onrecord.record.schema import articles, statements

__all__ = ["count_to_review", "status_of", "to_review"]


def to_review(
    connection: Connection, limit: int, *, article: str | None = None, after: int | None = None, skip: int = 0
) -> list[int]:
    """Row numbers of statements that wait, of one article if its id is given; `after`: only those that come after that one."""
    asked = select(statements.c.id).join_from(statements, articles).where(_waits(article))
    if after is not None:
        sure = select(statements.c.confidence).where(statements.c.id == after).scalar_subquery()
        same = and_(statements.c.confidence == sure, statements.c.id > after)
        asked = asked.where(or_(statements.c.confidence > sure, same))
    ordered = asked.order_by(statements.c.confidence, statements.c.id).limit(limit).offset(skip)
    return list(connection.execute(ordered).scalars())


def count_to_review(connection: Connection, article: str | None = None) -> int:
    """How many statements wait."""
    asked = select(func.count()).select_from(statements.join(articles)).where(_waits(article))
    return int(connection.execute(asked).scalar_one())


def status_of(connection: Connection, row: int) -> str:
    """What a statement is by its row number: machine (it waits), corrected, added or rejected."""
    return str(connection.execute(select(statements.c.status).where(statements.c.id == row)).scalar_one())


def _waits(article: str | None) -> ColumnElement[bool]:
    waits = and_(articles.c.current, statements.c.status == "machine")
    return and_(waits, articles.c.article_id == storable(article)) if article else waits
