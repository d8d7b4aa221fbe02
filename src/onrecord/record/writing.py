"""An article as the engine read it -> rows: added, as a new revision, or in place of an older reading of the same text.

All within the transaction of the connection that is handed over. Few statements an article, rows in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from onrecord.errors import UnreadableArticle
from onrecord.record import fulltext
from onrecord.record.aliases import Naming, add_aliases
from onrecord.record.loading import portions, stored_words
from onrecord.record.packing import dump, pack_contact, storable
from onrecord.record.rows import SpeakerRow, article_row, leaves, span_rows, statement_row, words_row
from onrecord.record.schema import (
    articles,
    contact_parties,
    contacts,
    spans,
    speakers,
    statement_speakers,
    statements,
)
from onrecord.record.standing import Provenance, Standing, find_standing
from onrecord.types import Article, Contact, Speaker, Statement

__all__ = [
    "Outcome",
    "Provenance",
    "add_article",
    "put_statements",
    "rewrite_statement",
    "take_out_statements",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: `row` is its row number, `replaces` that of the revision before, `statements` how many it has."""

    verdict: Literal["added", "revised", "reread", "unchanged"]
    article_id: str
    row: int
    statements: int
    replaces: int | None = None


def add_article(
    connection: Connection, article: Article, provenance: Provenance, *, reread: bool = False
) -> Outcome:
    """Store an article with its statements and contacts, unless the record holds it as it is.

    `reread`: replace the machine's statements even where the same engine and bundle have read it.

    Raises:
        UnreadableArticle: two statements have the same id.
    """
    standing = find_standing(connection, article, provenance, reread)
    if standing.verdict == "unchanged":
        assert standing.row is not None
        count = len(_rows_of(connection, standing.row))
        return Outcome("unchanged", standing.article_id, standing.row, count)
    article = _under(article, standing.article_id)
    row = _put_article(connection, article, provenance, standing)
    put_statements(connection, row, article, article.statements)
    _put_contacts(connection, row, article.contacts)
    if standing.verdict in ("reread", "revised"):
        from onrecord.record.correcting import reapply

        reapply(connection, row)
    replaces = standing.row if standing.verdict == "revised" else None
    return Outcome(standing.verdict, article.id, row, len(article.statements), replaces)


def _under(article: Article, article_id: str) -> Article:
    """The article under the id that it has in the record; its statements keep theirs."""
    return article if storable(article.id) == article_id else replace(article, id=article_id)


def _put_article(connection: Connection, article: Article, provenance: Provenance, standing: Standing) -> int:
    values = article_row(article) | provenance._asdict()
    if standing.verdict == "reread":
        row = standing.row
        assert row is not None
        take_out_statements(connection, _rows_of(connection, row))
        connection.execute(delete(contacts).where(contacts.c.article == row))
        connection.execute(update(articles).where(articles.c.id == row).values(**values))
        return row
    if standing.row is not None:
        # what an older revision says is found no more; it stays in the record
        fulltext.unindex(connection, stored_words(connection, _rows_of(connection, standing.row)))
        connection.execute(update(articles).where(articles.c.id == standing.row).values(current=False))
    values |= {"revision": standing.revision + 1, "revises": standing.row, "current": True}
    done = connection.execute(insert(articles), values)
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def _rows_of(connection: Connection, article: int) -> Sequence[int]:
    found = select(statements.c.id).where(statements.c.article == article).order_by(statements.c.number)
    return connection.execute(found).scalars().all()


def put_statements(
    connection: Connection,
    article_row_number: int,
    article: Article,
    found: Sequence[Statement],
    *,
    first_number: int = 0,
    status: str = "machine",
) -> list[int]:
    """Insert statements of an article that the record holds; their row numbers, in order.

    A parent may be among them, or be in the record already. `first_number` is the place of the first among the article's.

    Raises:
        UnreadableArticle: two statements have the same id.
    """
    if not found:
        return []
    if len({s.id for s in found}) < len(found):
        raise UnreadableArticle(
            f"{article.path or article.id}: two statements of one id; is the file one that onrecord wrote?"
        )
    whom = _speaker_rows(connection, [s.speaker for s in found if s.speaker])
    parents = _parents_on_record(connection, article_row_number, found)
    own = {s.id for s in found}
    values = [
        statement_row(
            s,
            number,
            whom[s.speaker.id] if s.speaker else None,
            s.parent is not None and s.parent not in own and s.parent not in parents,
        )
        | {"article": article_row_number, "status": status}
        for number, s in enumerate(found, first_number)
    ]
    rows = connection.execute(
        insert(statements).returning(statements.c.id, sort_by_parameter_order=True), values
    )
    numbers = [int(row.id) for row in rows]
    _put_parents(connection, found, numbers, parents)
    _insert(connection, spans, [row for s, n in zip(found, numbers, strict=True) for row in span_rows(s, n)])
    _insert(
        connection,
        statement_speakers,
        [
            {"statement": n, "speaker": whom[leaf.id].row}
            for s, n in zip(found, numbers, strict=True)
            if s.speaker
            for leaf in leaves(s.speaker)
        ],
    )
    text = storable(article.text)
    fulltext.index(connection, [words_row(text, s, n) for s, n in zip(found, numbers, strict=True)])
    return numbers


def rewrite_statement(
    connection: Connection,
    row: int,
    article_row_number: int,
    article: Article,
    new: Statement,
    **columns: Any,
) -> None:
    """Give the statement of a row number other values; what hangs on its row number (threads, nested ones) stays.

    `columns` are further columns of its row: `number`, `status`, `machine`.
    """
    fulltext.unindex(connection, stored_words(connection, [row]))
    for table in (spans, statement_speakers):
        connection.execute(delete(table).where(table.c.statement == row))
    whom = _speaker_rows(connection, [new.speaker] if new.speaker else [])
    parents = _parents_on_record(connection, article_row_number, [new])
    holder = whom[new.speaker.id] if new.speaker else None
    lost = new.parent is not None and new.parent not in parents
    values = statement_row(new, columns["number"], holder, lost)
    values |= columns | {"parent": parents.get(new.parent or "")}
    connection.execute(update(statements).where(statements.c.id == row).values(**values))
    _insert(connection, spans, span_rows(new, row))
    held = leaves(new.speaker) if new.speaker else ()
    _insert(
        connection, statement_speakers, [{"statement": row, "speaker": whom[leaf.id].row} for leaf in held]
    )
    fulltext.index(connection, [words_row(storable(article.text), new, row)])


def take_out_statements(connection: Connection, rows: Sequence[int]) -> None:
    """Delete statements with all that hangs on them, their words in the full-text index too."""
    if not rows:
        return
    fulltext.unindex(connection, stored_words(connection, rows))
    for portion in portions(rows):
        connection.execute(delete(statements).where(statements.c.id.in_(portion)))


def _parents_on_record(connection: Connection, article: int, found: Sequence[Statement]) -> dict[str, int]:
    """Row numbers of parents that are not among the statements, but in the record."""
    asked = {s.parent for s in found if s.parent} - {s.id for s in found}
    if not asked:
        return {}
    columns = statements.c
    known = select(columns.statement_id, columns.id).where(columns.article == article)
    return {
        row.statement_id: row.id
        for portion in portions(asked)
        for row in connection.execute(known.where(columns.statement_id.in_(portion)))
    }


def _put_parents(
    connection: Connection, found: Sequence[Statement], numbers: Sequence[int], parents: dict[str, int]
) -> None:
    known = parents | dict(zip((s.id for s in found), numbers, strict=True))
    rows = [
        {"child": number, "above": known[s.parent]}
        for s, number in zip(found, numbers, strict=True)
        if s.parent in known
    ]
    if rows:
        column = statements.c.id
        connection.execute(
            update(statements).where(column == bindparam("child")).values(parent=bindparam("above")), rows
        )


def _speaker_rows(connection: Connection, found: Iterable[Speaker]) -> dict[str, SpeakerRow]:
    """The rows of speakers and of the members of joint ones, by id; those that are new are inserted."""
    everyone: dict[str, list[Speaker]] = {}
    for speaker in found:
        for one in (speaker, *(leaves(speaker) if speaker.members else ())):
            everyone.setdefault(one.id, []).append(one)
    if not everyone:
        return {}
    stored = {storable(i): i for i in everyone}
    columns = speakers.c
    rows = {
        stored[row.speaker_id]: SpeakerRow(row.id, row.speaker_id, row.name, row.kind)
        for portion in portions(stored)
        for row in connection.execute(select(speakers).where(columns.speaker_id.in_(portion)))
    }
    new = [
        {"speaker_id": key, "name": storable(ones[0].name), "kind": ones[0].kind}
        for key, ones in ((storable(i), ones) for i, ones in everyone.items() if i not in rows)
    ]
    if new:
        made = connection.execute(insert(speakers).returning(columns.id, sort_by_parameter_order=True), new)
        for values, row in zip(new, made, strict=True):
            rows[stored[values["speaker_id"]]] = SpeakerRow(
                row.id, values["speaker_id"], values["name"], values["kind"]
            )
    fresh = {values["speaker_id"] for values in new}
    add_aliases(
        connection,
        [
            Naming(holder.row, holder.id, storable(one.name), one.kind)
            for key, holder in rows.items()
            for one in everyone[key]
            if not one.members and (holder.id in fresh or storable(one.name) != holder.name)
        ],
    )
    return rows


def _put_contacts(connection: Connection, article: int, found: Sequence[Contact]) -> None:
    if not found:
        return
    whom = _speaker_rows(connection, [party for contact in found for party in contact.parties])
    rows = [
        {
            "article": article,
            "number": number,
            "kind": contact.kind,
            "status": contact.status,
            "place": storable(contact.place.name) if contact.place else None,
            "on_earliest": contact.on.earliest if contact.on else None,
            "on_latest": contact.on.latest if contact.on else None,
            "start": contact.evidence.start,
            "end": contact.evidence.end,
            "details": dump(pack_contact(contact)),
        }
        for number, contact in enumerate(found)
    ]
    made = connection.execute(insert(contacts).returning(contacts.c.id, sort_by_parameter_order=True), rows)
    _insert(
        connection,
        contact_parties,
        [
            {"contact": row.id, "number": number, "speaker": whom[party.id].row}
            for row, contact in zip(made.all(), found, strict=True)
            for number, party in enumerate(contact.parties)
        ],
    )


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
