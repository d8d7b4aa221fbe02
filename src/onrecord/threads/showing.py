"""The id of a thread in; the `Thread` with its wordings out, each with its reports and the steps from the wording that quotes most."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.answers import Report, Thread, Variant
from onrecord.record.loading import reports
from onrecord.record.packing import storable
from onrecord.record.schema import articles, speakers, thread_statements, threads
from onrecord.threads.rows import utterances_of_rows
from onrecord.threads.shaping import Wording, shape_of

__all__ = ["find_thread"]

MOST = 200  # reports that are shown of one thread


def find_thread(connection: Connection, thread_id: str) -> Thread | None:
    """A thread: the wording that quotes most first, the others in order of appearance; None where there is none."""
    row = connection.execute(
        select(threads, speakers.c.name.label("who"), speakers.c.speaker_id.label("whose"))
        .join_from(threads, speakers, speakers.c.id == threads.c.speaker, isouter=True)
        .where(threads.c.thread_id == storable(thread_id))
    ).one_or_none()
    if row is None:
        return None
    rows = _members(connection, row.id)
    told = dict(zip(rows, reports(connection, rows), strict=True))
    shape = shape_of(utterances_of_rows(connection, set(rows)).values()) if rows else None
    wordings = shape.wordings if shape else ()
    if shape and wordings:
        base = wordings[shape.base]
        wordings = (base, *(w for w in wordings if w is not base))
    first = told[rows[0]] if rows else None
    return Thread(
        row.thread_id, row.who, row.whose, row.said_earliest, row.said_latest, first.outlet if first else None,
        row.first_published, row.statements, row.articles, row.outlets, shape.drift if shape else (), row.strength,
        variants=tuple(_variant(w, told) for w in wordings),
    )  # fmt: skip


def _members(connection: Connection, thread: int) -> list[int]:
    asked = (
        select(thread_statements.c.statement)
        .join(articles, articles.c.id == thread_statements.c.article)
        .where(thread_statements.c.thread == thread)
        .order_by(func.coalesce(articles.c.published, "9999"), thread_statements.c.statement)
    )
    return list(connection.execute(asked.limit(MOST)).scalars())


def _variant(wording: Wording, told: dict[int, Report]) -> Variant:
    carried = tuple(told[m.key] for m in wording.members if m.key in told)
    sentences = {" ".join(r.sentence.split()) for r in carried}
    outlets = {r.outlet for r in carried}
    wire = len(outlets) > 1 and len(sentences) == 1
    return Variant(carried[0].content, carried, wording.departure.changes, wording.departure.drift, wire)
