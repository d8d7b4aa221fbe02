"""Rows of the record -> `Utterance`s, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from onrecord.record.schema import articles, spans, speakers, statements
from onrecord.record.sentences import sentence_of
from onrecord.threads.utterance import Utterance, joined
from onrecord.types import Span

__all__ = ["utterances_in", "utterances_of_rows"]

AT_ONCE = 900  # row numbers in one query
_ASKED = (
    select(
        statements.c.id, statements.c.article, statements.c.parent, statements.c.act, statements.c.start,
        statements.c.end, statements.c.said_earliest, statements.c.said_latest,
        speakers.c.speaker_id, speakers.c.name, speakers.c.kind,
    )
    .join_from(statements, articles, articles.c.id == statements.c.article)
    .join(speakers, speakers.c.id == statements.c.speaker, isouter=True)
    .where(articles.c.current, statements.c.status != "rejected")
)  # fmt: skip
_SOURCES = select(articles.c.id, articles.c.outlet, articles.c.published, articles.c.text)
_SPANS = select(spans).where(spans.c.role.in_(("content", "quoted", "cue")))


def utterances_in(connection: Connection, article_rows: Sequence[int]) -> dict[int, Utterance]:
    """The statements of articles by row number; those rejected, and those of revisions past, are left out."""
    return _utterances(connection, _by(connection, _ASKED, statements.c.article, article_rows))


def utterances_of_rows(connection: Connection, rows: Collection[int]) -> dict[int, Utterance]:
    """The statements of row numbers, where they are still there and not rejected."""
    return _utterances(connection, _by(connection, _ASKED, statements.c.id, rows))


def _by(connection: Connection, asked: Select[Any], column: Any, numbers: Collection[int]) -> list[Row[Any]]:
    wanted = sorted(numbers)
    return [
        row
        for at in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(asked.where(column.in_(wanted[at : at + AT_ONCE])))
    ]


def _utterances(connection: Connection, found: list[Row[Any]]) -> dict[int, Utterance]:
    sources = {r.id: r for r in _by(connection, _SOURCES, articles.c.id, {row.article for row in found})}
    roles: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in _by(connection, _SPANS, spans.c.statement, {row.id for row in found}):
        roles[row.statement, row.role].append(Span(row.start, row.end))
    return {row.id: _utterance(row, sources[row.article], roles) for row in found}


def _utterance(row: Row[Any], source: Row[Any], roles: dict[tuple[int, str], list[Span]]) -> Utterance:
    spans_of = {role: tuple(sorted(roles.get((row.id, role), ()))) for role in ("content", "quoted", "cue")}
    places = spans_of["content"] or (Span(row.start, row.end),)
    content, quoted = joined(source.text, places, spans_of["quoted"])
    return Utterance(
        key=row.id,
        article=row.article,
        spans=places,
        content=content,
        quoted=quoted,
        speaker=row.speaker_id,
        name=row.name,
        kind=row.kind,
        outlet=source.outlet,
        published=source.published,
        said_earliest=row.said_earliest,
        said_latest=row.said_latest,
        nested=row.parent is not None,
        act=row.act,
        sentence=sentence_of(source.text, places, spans_of["cue"]).of(source.text),
    )
