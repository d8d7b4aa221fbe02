"""The statements that no person has looked at: how many, and which come next, the least certain first."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from onrecord.record.packing import storable
from onrecord.record.schema import articles, statements
from onrecord.record.summing import number_of

__all__ = ["count_to_review", "status_of", "to_review"]

_s = statements.c


def to_review(
    connection: Connection, limit: int, *, article: str | None = None, after: int | None = None, skip: int = 0
) -> list[int]:
    """Row numbers of statements that wait, of one article if its id is given; `after`: only those that come after that one."""
    asked = select(_s.id).where(_waits(article))
    if after is not None:
        sure = connection.execute(select(_s.confidence).where(_s.id == after)).scalar_one()
        asked = asked.where(_s.confidence >= sure, or_(_s.confidence > sure, _s.id > after))
    ordered = asked.order_by(_s.confidence, _s.id).limit(limit).offset(skip)
    return list(connection.execute(ordered).scalars())


def count_to_review(connection: Connection, article: str | None = None) -> int:
    """How many statements wait."""
    if article is not None:
        return number_of(connection, statements, _waits(article))
    # all less those of older revisions; in no index is what is not touched of these few, so that nothing leads away from them
    of_old = articles.join(statements, _s.article == articles.c.id)
    untouched = _s.status.not_in(("corrected", "added", "rejected"))
    old = number_of(connection, of_old, untouched, ~articles.c.current)
    return number_of(connection, statements, _s.status == "machine") - old


def status_of(connection: Connection, row: int) -> str:
    """What a statement is by its row number: machine (it waits), corrected, added or rejected."""
    return str(connection.execute(select(_s.status).where(_s.id == row)).scalar_one())


def _waits(article: str | None) -> ColumnElement[bool]:
    """Of current revisions: told by those that are not, which are few, so that the statements are walked in the order of their index."""
    a = articles.c
    if article is None:
        return and_(_s.status == "machine", _s.article.not_in(select(a.id).where(~a.current)))
    known = select(a.id).where(a.current, a.article_id == storable(article)).scalar_subquery()
    return and_(_s.status == "machine", _s.article == known)
