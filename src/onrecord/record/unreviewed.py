"""The statements that no person has looked at: how many, and which come next, the least certain first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from onrecord.record.packing import storable
from onrecord.record.schema import articles, statements

__all__ = ["count_to_review", "status_of", "to_review"]

_WAITS = statements.c.status == "machine"
# the same, but nothing by which SQLite goes through all that wait where an article, or an older revision, has a few of them
_WAITS_TOO = statements.c.status.concat("") == "machine"


def to_review(
    connection: Connection, limit: int, *, article: str | None = None, after: int | None = None, skip: int = 0
) -> list[int]:
    """Row numbers of statements that wait, of one article if its id is given; `after`: only those that come after that one."""
    asked, place = _of(article), (statements.c.confidence, statements.c.id)
    if after is not None:
        sure = connection.execute(
            select(statements.c.confidence).where(statements.c.id == after)
        ).scalar_one()
        asked = asked.where(tuple_(*place) > tuple_(sure, after))
    return list(connection.execute(asked.order_by(*place).limit(limit).offset(skip)).scalars())


def count_to_review(connection: Connection, article: str | None = None) -> int:
    """How many statements wait."""
    if article is not None:
        asked = _of(article).with_only_columns(func.count())
        return int(connection.execute(asked).scalar_one())
    waiting = select(func.count()).select_from(statements).where(_WAITS)
    old = select(func.count()).select_from(statements.join(articles)).where(~articles.c.current, _WAITS_TOO)
    return int(connection.execute(waiting).scalar_one() - connection.execute(old).scalar_one())


def status_of(connection: Connection, row: int) -> str:
    """What a statement is by its row number: machine (it waits), corrected, added or rejected."""
    return str(connection.execute(select(statements.c.status).where(statements.c.id == row)).scalar_one())


def _of(article: str | None) -> Select[Any]:
    asked = select(statements.c.id).join_from(statements, articles).where(articles.c.current)
    if article is None:
        return asked.where(_WAITS)
    return asked.where(articles.c.article_id == storable(article), _WAITS_TOO)
