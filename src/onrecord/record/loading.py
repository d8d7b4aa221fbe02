"""Rows -> an `Article` exactly as it was stored, or a statement as the `Report` that the record answers with. Few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from onrecord.answers import Report
from onrecord.record.fulltext import Words
from onrecord.record.packing import (
    load,
    restore,
    unpack_addressee,
    unpack_contact,
    unpack_occasion,
    unpack_place,
    unpack_span,
    unpack_speaker,
    unpack_unnamed,
)
from onrecord.record.rows import JOINT, content_words
from onrecord.record.schema import (
    articles,
    contacts,
    spans,
    speakers,
    statements,
    thread_statements,
    threads,
)
from onrecord.record.sentences import sentence_of
from onrecord.types import Article, Block, Contact, Span, Speaker, Statement, When

__all__ = ["find_article", "load_articles", "load_statements", "portions", "reports", "stored_words"]

T = TypeVar("T")
AT_ONCE = 500  # values in one query
Roles = Mapping[str, tuple[Span, ...]]
AnyRow = Row[Any]


def find_article(connection: Connection, article_id: str, revision: int | None = None) -> int | None:
    """The row number of an article by its id: the current revision, the newest if none is, or the one asked for."""
    asked = select(articles.c.id).where(articles.c.article_id == article_id)
    if revision is not None:
        asked = asked.where(articles.c.revision == revision)
    order = (articles.c.current.desc(), articles.c.revision.desc())
    return connection.execute(asked.order_by(*order).limit(1)).scalar()


def load_articles(connection: Connection, rows: Sequence[int]) -> list[Article]:
    """The articles of row numbers, in that order, with their statements (those rejected left out) and contacts.

    Raises:
        KeyError: no article has that row number.
    """
    found = {row.id: row for row in _by_number(connection, select(articles), articles.c.id, rows)}
    of_article: dict[int, list[AnyRow]] = defaultdict(list)
    for row in _by_number(connection, _STATEMENTS, statements.c.article, rows):
        if row.status != "rejected":
            of_article[row.article].append(row)
    said = _statements(connection, [row for group in of_article.values() for row in group])
    met: dict[int, list[AnyRow]] = defaultdict(list)
    for row in _by_number(connection, select(contacts), contacts.c.article, rows):
        met[row.article].append(row)
    return [
        _article(
            found[number],
            tuple(said[row.id] for row in sorted(of_article[number], key=_number)),
            tuple(_contact(row) for row in sorted(met[number], key=_number)),
        )
        for number in rows
    ]


def load_statements(connection: Connection, rows: Sequence[int]) -> list[Statement]:
    """The statements of row numbers, in that order, whatever their status.

    Raises:
        KeyError: no statement has that row number.
    """
    said = _statements(connection, _by_number(connection, _STATEMENTS, statements.c.id, rows))
    return [said[number] for number in rows]


def reports(connection: Connection, rows: Sequence[int]) -> list[Report]:
    """The statements of row numbers as reports, in that order, each with the sentence around it.

    Raises:
        KeyError: no statement has that row number.
    """
    found = {row.id: row for row in _by_number(connection, _STATEMENTS, statements.c.id, rows)}
    asked = (articles.c[name] for name in _CITED)
    sources = {
        row.id: row
        for row in _by_number(
            connection, select(*asked), articles.c.id, list({row.article for row in found.values()})
        )
    }
    roles = _roles(connection, list(found))
    strands = {
        row.statement: row.thread_id
        for row in _by_number(
            connection,
            select(thread_statements.c.statement, threads.c.thread_id).join_from(
                thread_statements, threads, threads.c.id == thread_statements.c.thread
            ),
            thread_statements.c.statement,
            list(found),
        )
    }
    return [
        _report(found[number], sources[found[number].article], roles[number], strands.get(number))
        for number in rows
    ]


def stored_words(connection: Connection, rows: Sequence[int]) -> list[Words]:
    """What the full-text index holds of statements: the same words that were given when they were stored."""
    wanted = select(statements.c.id, statements.c.article, statements.c.start, statements.c.end)
    found = _by_number(connection, wanted, statements.c.id, rows)
    texts = {
        row.id: row.text
        for row in _by_number(
            connection,
            select(articles.c.id, articles.c.text),
            articles.c.id,
            list({r.article for r in found}),
        )
    }
    roles = _roles(connection, rows)
    words = []
    for row in found:
        text, role = texts[row.article], roles[row.id]
        around = sentence_of(text, role["content"] or (Span(row.start, row.end),), role["cue"])
        words.append(Words(row.id, content_words(text, role["content"]), around.of(text)))
    return words


_STATEMENTS = (
    select(
        statements, speakers.c.speaker_id, speakers.c.name.label("speaker_name"), speakers.c.kind.label("speaker_kind")
    ).join_from(statements, speakers, speakers.c.id == statements.c.speaker, isouter=True)
)  # fmt: skip
_CITED = ("id", "article_id", "outlet", "url", "path", "headline", "published", "text")


def _by_number(
    connection: Connection, asked: Select[Any], column: Any, numbers: Collection[int]
) -> list[AnyRow]:
    """The rows whose `column` is one of many numbers, asked in portions."""
    found: list[AnyRow] = []
    for portion in portions(numbers):
        found += connection.execute(asked.where(column.in_(portion))).all()
    return found


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """Many values, as few at a time as a database takes in one question."""
    left = iter(values)
    while portion := list(islice(left, AT_ONCE)):
        yield portion


def _number(row: AnyRow) -> int:
    return int(row.number)


def _roles(connection: Connection, rows: Collection[int]) -> dict[int, Roles]:
    found: dict[int, dict[str, list[tuple[int, Span]]]] = {number: defaultdict(list) for number in rows}
    for row in _by_number(connection, select(spans), spans.c.statement, rows):
        found[row.statement][row.role].append((row.number, Span(row.start, row.end)))
    return {
        number: _Roles({role: tuple(span for _, span in sorted(group)) for role, group in roles.items()})
        for number, roles in found.items()
    }


class _Roles(dict[str, tuple[Span, ...]]):
    """The spans of a statement; a role without any is empty."""

    def __missing__(self, role: str) -> tuple[Span, ...]:
        return ()


def _statements(connection: Connection, rows: Iterable[AnyRow]) -> dict[int, Statement]:
    found = {row.id: row for row in rows}
    roles = _roles(connection, found)
    parents = {row.parent for row in found.values() if row.parent}
    ids = {
        row.id: load(row.details).get("id", row.statement_id)
        for row in _by_number(
            connection,
            select(statements.c.id, statements.c.statement_id, statements.c.details),
            statements.c.id,
            parents - found.keys(),
        )
    }
    ids |= {
        row.id: load(row.details).get("id", row.statement_id) for row in found.values() if row.id in parents
    }
    return {number: _statement(row, roles[number], ids.get(row.parent)) for number, row in found.items()}


def _statement(row: AnyRow, roles: Roles, parent: str | None) -> Statement:
    details = load(row.details)
    said_on = None
    if row.said_rule is not None:
        said_on = When(
            row.said_earliest, row.said_latest, unpack_span(details.get("said_from")), row.said_rule
        )
    return Statement(
        id=details.get("id", row.statement_id),
        content=roles["content"],
        cue=roles["cue"],
        source=roles["source"],
        kind=row.kind,
        quoted=roles["quoted"],
        act=row.act,
        stance=row.stance,
        confidence=row.confidence,
        parent=parent or details.get("parent"),
        speaker=_speaker(row, details.get("speaker", {})),
        unnamed=unpack_unnamed(details.get("unnamed")),
        candidates=tuple(unpack_speaker(c) for c in details.get("candidates", ())),
        addressee=unpack_addressee(details.get("addressee")),
        place=unpack_place(details.get("place")),
        occasion=unpack_occasion(details.get("occasion")),
        said_on=said_on,
    )


def _speaker(row: AnyRow, details: Mapping[str, Any]) -> Speaker | None:
    if row.speaker is None:
        return None
    columns = {
        "id": row.speaker_id, "name": row.speaker_name, "kind": row.speaker_kind, "how": row.how,
        "confidence": row.speaker_confidence,
    }  # fmt: skip
    return unpack_speaker({**columns, **details})


def _article(row: AnyRow, said: tuple[Statement, ...], met: tuple[Contact, ...]) -> Article:
    details = load(row.details)
    odd = details.get("exact", {})
    return Article(
        id=odd.get("id", row.article_id),
        text=restore(row.text, details.get("text")),
        blocks=tuple(
            Block(Span(start, end), role[0] if role else "body")
            for start, end, *role in details.get("blocks", ())
        ),
        path=odd.get("path", row.path),
        url=odd.get("url", row.url),
        outlet=odd.get("outlet", row.outlet),
        section=odd.get("section", row.section),
        headline=unpack_span(details.get("headline")),
        byline=tuple(details.get("byline", ())),
        published=odd.get("published", row.published),
        published_from=row.published_from,
        dateline=unpack_span(details.get("dateline")),
        language=odd.get("language", row.language),
        copy_of=details.get("copy_of"),
        statements=said,
        contacts=met,
        warnings=tuple(details.get("warnings", ())),
    )


def _contact(row: AnyRow) -> Contact:
    return unpack_contact(row.kind, row.status, Span(row.start, row.end), load(row.details))


def _report(row: AnyRow, source: AnyRow, roles: Roles, thread: str | None) -> Report:
    text, details = source.text, load(row.details)
    around = sentence_of(text, roles["content"] or (Span(row.start, row.end),), roles["cue"])
    unnamed = unpack_unnamed(details.get("unnamed"))
    return Report(
        statement=row.statement_id,
        article=source.article_id,
        outlet=source.outlet,
        url=source.url,
        path=source.path,
        headline=source.headline,
        published=source.published,
        speaker=row.speaker_name,
        speaker_id=row.speaker_id,
        unnamed=unnamed.description.of(text) if unnamed else None,
        content=content_words(text, roles["content"]),
        quoted=tuple(span.of(text) for span in roles["quoted"]),
        cue=JOINT.join(span.of(text) for span in roles["cue"]),
        source=JOINT.join(span.of(text) for span in roles["source"]),
        sentence=around.of(text),
        start=around.start,
        end=around.end,
        kind=row.kind,
        act=row.act,
        stance=row.stance,
        said_earliest=row.said_earliest,
        said_latest=row.said_latest,
        confidence=row.confidence,
        thread=thread,
    )
