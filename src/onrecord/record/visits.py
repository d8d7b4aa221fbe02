"""What an address told when it was last put on record, so that it can be asked whether it has changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from onrecord.record.schema import articles, fetches

__all__ = ["Visit", "last_visit"]


@dataclass(frozen=True, slots=True)
class Visit:
    """`article`: the row of the article that was there, `etag` and `modified` as the server told them."""

    article: int
    etag: str | None
    modified: str | None


def last_visit(connection: Connection, url: str) -> Visit | None:
    """The last visit that found the article which the record holds; None where there is none or it cannot be asked for changes."""
    found = connection.execute(
        select(fetches.c.article, fetches.c.etag, fetches.c.modified)
        .join_from(fetches, articles, articles.c.id == fetches.c.article)
        .where(fetches.c.source == url, fetches.c.outcome != "failed", articles.c.current)
        .where(or_(fetches.c.etag.is_not(None), fetches.c.modified.is_not(None)))
        .order_by(fetches.c.id.desc())
        .limit(1)
    ).first()
    return Visit(found.article, found.etag, found.modified) if found else None
