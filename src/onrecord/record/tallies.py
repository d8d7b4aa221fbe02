"""What a record holds of one speaker, counted: by month of publication, outlet, act, to whom, and on the issues that are watched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select

from onrecord.record.asking import Query
from onrecord.record.loading import load_statements
from onrecord.record.packing import storable
from onrecord.record.schema import articles, issues, speaker_aliases, speakers, statement_speakers, statements
from onrecord.record.searching import find

__all__ = ["Counted", "Known", "count_statements", "find_known"]

LOOKED_AT = 400  # latest statements in which it is looked to whom they were made
MOST = 12  # names in a tally


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker of the record: row number, id, name, kind, and the other names they go by there."""

    row: int
    speaker_id: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of the statements of one speaker that stand. `by_month` by month of publication; `to` and `issues` by name, of
    `issues` by id; the others by outlet and act, the most frequent first. `first` and `last` are days of publication."""

    statements: int
    articles: int
    first: str | None
    last: str | None
    by_month: dict[str, int]
    by_outlet: dict[str, int]
    by_act: dict[str, int]
    to: dict[str, int]
    issues: dict[str, int]


def find_known(connection: Connection, speaker_id: str) -> Known | None:
    """The speaker of an id; None where the record has none."""
    row = connection.execute(
        select(speakers).where(speakers.c.speaker_id == storable(speaker_id))
    ).one_or_none()
    if row is None:
        return None
    of_names = select(speaker_aliases.c.alias).where(
        speaker_aliases.c.speaker == row.id, speaker_aliases.c.part.in_(("name", "alias"))
    )
    names = connection.execute(of_names.order_by(speaker_aliases.c.alias)).scalars()
    return Known(
        row.id, row.speaker_id, row.name, row.kind, tuple(n for n in dict.fromkeys(names) if n != row.name)
    )


def count_statements(connection: Connection, known: Known) -> Counted:
    """Count what stands of a speaker."""
    theirs = and_(
        statement_speakers.c.speaker == known.row, articles.c.current, statements.c.status != "rejected"
    )
    joined = statement_speakers.join(statements).join(articles)
    whole = connection.execute(
        select(
            func.count(),
            func.count(statements.c.article.distinct()),
            func.min(articles.c.published),
            func.max(articles.c.published),
        )
        .select_from(joined)
        .where(theirs)
    ).one()

    def by(column: ColumnElement[str]) -> dict[str, int]:
        number = func.count()
        asked = (
            select(column, number)
            .select_from(joined)
            .where(theirs, column.is_not(None))
            .group_by(column)
            .order_by(number.desc(), column)
        )
        return {row[0]: row[1] for row in connection.execute(asked)}

    months = by(func.substr(articles.c.published, 1, 7))
    outlets, acts = by(articles.c.outlet), by(statements.c.act)
    latest = (
        select(statements.c.id)
        .select_from(joined)
        .where(theirs)
        .order_by(statements.c.id.desc())
        .limit(LOOKED_AT)
    )
    rows = list(connection.execute(latest).scalars())
    return Counted(
        whole[0],
        whole[1],
        whole[2],
        whole[3],
        dict(sorted(months.items())),
        outlets,
        acts,
        _addressees(connection, rows),
        _on_issues(connection, known),
    )


def _addressees(connection: Connection, rows: list[int]) -> dict[str, int]:
    named = Counter(
        s.addressee.speaker.name
        for s in load_statements(connection, rows)
        if s.addressee and s.addressee.speaker
    )
    return dict(named.most_common(MOST))


def _on_issues(connection: Connection, known: Known) -> dict[str, int]:
    watched = connection.execute(select(issues.c.issue_id).order_by(issues.c.issue_id).limit(MOST)).scalars()
    found = {
        id: find(connection, Query(by=(known.speaker_id,), issue=id, limit=1)).total for id in watched.all()
    }
    return {id: many for id, many in sorted(found.items(), key=lambda item: -item[1]) if many}
