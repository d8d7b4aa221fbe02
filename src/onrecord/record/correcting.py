"""Corrections by people, laid over what the machine read again."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.errors import RecordError
from onrecord.record.schema import articles, corrections

__all__ = ["reapply"]


def reapply(connection: Connection, article_row: int) -> None:
    """Lay the standing corrections of an article over its statements, which were read again."""
    standing = select(func.count()).where(
        corrections.c.article_id
        == select(articles.c.article_id).where(articles.c.id == article_row).scalar_subquery(),
        corrections.c.undone_at.is_(None),
    )
    if connection.execute(standing).scalar():
        raise RecordError(
            "the article has corrections by people, and this version cannot lay them over a new reading"
        )
