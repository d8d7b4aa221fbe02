"""What a record holds at a glance: how much, what came last, who is quoted most, which statements want a person's eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from onrecord.record.loading import reports
from onrecord.record.packing import storable
from onrecord.record.schema import (
    articles,
    speakers,
    statement_speakers,
    statements,
    thread_statements,
    threads,
)

__all__ = [
    "Holding",
    "Quoted",
    "Strand",
    "Totals",
    "drifting_threads",
    "latest_statements",
    "most_quoted",
    "recent_articles",
    "strands_of",
    "totals",
]

_STANDS = and_(articles.c.current, statements.c.status != "rejected")


class Totals(NamedTuple):
    """How much stands in the record: current articles, their statements that nobody rejected, speakers."""

    articles: int
    statements: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Holding:
    """An article of the record in a line, with the number of its statements that stand."""

    article: str
    headline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    path: str | None
    added_at: str
    statements: int


class Quoted(NamedTuple):
    """A speaker, and how many statements are theirs."""

    speaker_id: str
    name: str
    kind: str
    statements: int


class Strand(NamedTuple):
    """A thread in a line; `words` are those of its first report, `strength` is how far its wordings part, from 0 to 1."""

    thread: str
    speaker: str | None
    words: str
    statements: int
    articles: int
    outlets: int
    variants: int
    drift: tuple[str, ...]
    strength: float
    first_published: str | None


def totals(connection: Connection) -> Totals:
    """How much the record holds."""
    current = select(func.count()).select_from(articles).where(articles.c.current)
    stands = select(func.count()).select_from(statements.join(articles)).where(_STANDS)
    known = select(func.count()).select_from(speakers)
    return Totals(*(int(connection.execute(asked).scalar_one()) for asked in (current, stands, known)))


def latest_statements(connection: Connection, limit: int) -> list[int]:
    """Row numbers of the statements added last, the newest first."""
    asked = select(statements.c.id).join_from(statements, articles).where(_STANDS)
    return list(connection.execute(asked.order_by(statements.c.id.desc()).limit(limit)).scalars())


def recent_articles(connection: Connection, limit: int, before: int = 0) -> list[tuple[int, Holding]]:
    """The articles added last, the newest first, each with its row number; `before`: only those of lower numbers."""
    counted = (
        select(func.count())
        .where(statements.c.article == articles.c.id, statements.c.status != "rejected")
        .scalar_subquery()
    )
    names = ("headline", "outlet", "published", "url", "path", "added_at")
    asked = select(
        articles.c.id, articles.c.article_id, *(articles.c[n] for n in names), counted.label("held")
    ).where(articles.c.current)
    if before:
        asked = asked.where(articles.c.id < before)
    rows = connection.execute(asked.order_by(articles.c.id.desc()).limit(limit)).all()
    return [
        (r.id, Holding(r.article_id, r.headline, r.outlet, r.published, r.url, r.path, r.added_at, r.held))
        for r in rows
    ]


def most_quoted(connection: Connection, limit: int, beginning: str = "") -> list[Quoted]:
    """The speakers with most statements that stand; of `beginning` only those one of whose words begins so."""
    number = func.count().label("number")
    asked = (
        select(speakers.c.speaker_id, speakers.c.name, speakers.c.kind, number)
        .select_from(
            statement_speakers.join(statements)
            .join(articles)
            .join(speakers, speakers.c.id == statement_speakers.c.speaker)
        )
        .where(_STANDS)
        .group_by(speakers.c.id, speakers.c.speaker_id, speakers.c.name, speakers.c.kind)
        .order_by(number.desc(), speakers.c.name)
    )
    if beginning.strip():
        begins = storable(beginning.strip()).lower()
        name = func.lower(speakers.c.name)
        asked = asked.where(
            name.startswith(begins, autoescape=True) | name.contains(f" {begins}", autoescape=True)
        )
    return [Quoted(*row) for row in connection.execute(asked.limit(limit))]


def drifting_threads(connection: Connection, limit: int, *, all_: bool = False) -> list[Strand]:
    """Threads whose wordings part, those that part most first; `all_`: also those in which every report has the same words."""
    first = (
        select(func.min(thread_statements.c.statement))
        .where(thread_statements.c.thread == threads.c.id)
        .scalar_subquery()
    )
    asked = select(threads, speakers.c.name.label("who"), first.label("first")).join_from(
        threads, speakers, speakers.c.id == threads.c.speaker, isouter=True
    )
    if not all_:
        asked = asked.where(threads.c.drift != "")
    ordered = asked.order_by(threads.c.strength.desc(), threads.c.articles.desc(), threads.c.id)
    rows = [row for row in connection.execute(ordered.limit(limit)) if row.first is not None]
    firsts = reports(connection, [row.first for row in rows])
    return [
        Strand(
            r.thread_id, r.who, f.content, r.statements, r.articles, r.outlets, r.variants, tuple(r.drift.split()), r.strength,
            r.first_published,
        )
        for r, f in zip(rows, firsts, strict=True)
    ]  # fmt: skip


def strands_of(connection: Connection, article_id: str) -> dict[str, str]:
    """The threads of an article's statements: the thread's id by the statement's."""
    asked = (
        select(statements.c.statement_id, threads.c.thread_id)
        .select_from(
            statements.join(articles)
            .join(thread_statements, thread_statements.c.statement == statements.c.id)
            .join(threads)
        )
        .where(articles.c.article_id == storable(article_id), articles.c.current)
    )
    return {row.statement_id: row.thread_id for row in connection.execute(asked)}
