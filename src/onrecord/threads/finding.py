"""Questions about threads -> `Thread`s: which there are, and one of them with its wordings side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Row, Select, select

from onrecord.answers import DRIFTS, Drift, Report, Thread, Variant
from onrecord.errors import RecordError, UsageError
from onrecord.record.loading import reports
from onrecord.record.packing import storable
from onrecord.record.schema import articles, speakers, statements, thread_statements, threads
from onrecord.threads.rows import utterances_of_rows
from onrecord.threads.shaping import Shape, Wording, face_of, shape_of
from onrecord.threads.words import stems_of

if TYPE_CHECKING:
    from onrecord.speakers.people import People

__all__ = ["ORDERS", "Order", "ThreadQuery", "find_threads", "load_thread", "threads_in"]

Order = Literal["spread", "drift", "recent"]
ORDERS: tuple[Order, ...] = ("spread", "drift", "recent")
SHOWN = 400  # members of a thread that are shown, the first to appear
FOUND = 10_000  # statements that a search for words or names may lead through
FRAME = 3  # words that a sentence must have beside the words said, to tell that it was copied


@dataclass(frozen=True, slots=True)
class ThreadQuery:
    """Which threads are sought; what is empty or None does not matter.

    `words`, `by` and `outlet` must fit a statement of the thread, by its language of search (docs/find.md). `drift`: with any
    of these kinds; `drifted`: with any at all. Days are ISO and those of the first publication.
    """

    words: str = ""
    by: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    first_from: str | None = None
    first_to: str | None = None
    drift: tuple[Drift, ...] = ()
    drifted: bool = False
    min_articles: int = 1
    order: Order = "spread"
    limit: int = 20


def find_threads(connection: Connection, query: ThreadQuery, people: People | None = None) -> list[Thread]:
    """The threads that fit, without their variants, in the order asked for.

    Raises:
        UsageError: an unknown kind of drift or order, or a limit below 1.
    """
    if unknown := [kind for kind in query.drift if kind not in DRIFTS]:
        raise UsageError(f"drift {unknown[0]!r}: choose from {', '.join(DRIFTS)}")
    if query.order not in ORDERS or query.limit < 1:
        raise UsageError(
            f"order {query.order!r}, limit {query.limit}: choose from {', '.join(ORDERS)}, at least 1"
        )
    asked = _ORDERED[query.order](_filtered(query))
    found: list[Row[Any]] = []
    if query.words or query.by or query.outlet:
        numbers = _of_statements(connection, query, people)
        for at in range(0, len(numbers), FOUND // 10):
            found += connection.execute(asked.where(threads.c.id.in_(numbers[at : at + FOUND // 10]))).all()
        found.sort(key=_KEYS[query.order])
        found = found[: query.limit]
    else:
        found = list(connection.execute(asked.limit(query.limit)).all())
    return [
        _thread(row, words, outlet)
        for row, (words, outlet) in zip(found, _faces(connection, found), strict=True)
    ]


def load_thread(connection: Connection, thread_id: str) -> Thread:
    """A thread with its variants; of a very large one, the first `SHOWN` reports.

    Raises:
        RecordError: no such thread.
    """
    row = connection.execute(_ROW.where(threads.c.thread_id == storable(thread_id))).first()
    if row is None:
        raise RecordError(f"no thread {thread_id!r}; see: onrecord threads")
    numbers = _first_members(connection, [row.id], SHOWN)[row.id]
    shape = shape_of(utterances_of_rows(connection, numbers).values())
    keys = [member.key for wording in shape.wordings for member in wording.members]
    shown = dict(zip(keys, reports(connection, keys), strict=True))
    variants = tuple(_variant(wording, shown) for wording in shape.wordings)
    return _thread(row, variants[shape.base].words, variants[0].reports[0].outlet, variants, shape)


def threads_in(connection: Connection, article_id: str) -> dict[str, str]:
    """The threads that an article's statements stand in: the thread's id by the statement's."""
    asked = (
        select(statements.c.statement_id, threads.c.thread_id)
        .select_from(
            articles.join(thread_statements, thread_statements.c.article == articles.c.id)
            .join(statements, statements.c.id == thread_statements.c.statement)
            .join(threads, threads.c.id == thread_statements.c.thread)
        )
        .where(articles.c.article_id == storable(article_id), articles.c.current)
    )
    return {row.statement_id: row.thread_id for row in connection.execute(asked)}


_ROW = select(
    threads, speakers.c.name.label("speaker_name"), speakers.c.speaker_id.label("speaker_public")
).join_from(threads, speakers, speakers.c.id == threads.c.speaker, isouter=True)
_ORDERED = {
    "spread": lambda asked: asked.order_by(
        threads.c.articles.desc(), threads.c.strength.desc(), threads.c.id
    ),
    "drift": lambda asked: asked.order_by(threads.c.strength.desc(), threads.c.articles.desc(), threads.c.id),
    "recent": lambda asked: asked.order_by(threads.c.first_published.desc(), threads.c.id),
}
_KEYS: dict[Order, Any] = {
    "spread": lambda row: (-row.articles, -row.strength, row.id),
    "drift": lambda row: (-row.strength, -row.articles, row.id),
    "recent": lambda row: ([-ord(c) for c in row.first_published or ""], row.id),
}


def _filtered(query: ThreadQuery) -> Select[Any]:
    asked = _ROW
    if query.min_articles > 1:
        asked = asked.where(threads.c.articles >= query.min_articles)
    if query.drifted or query.drift:
        asked = asked.where(threads.c.strength > 0)
    if query.drift:
        named = [(" " + threads.c.drift + " ").contains(f" {kind} ", autoescape=True) for kind in query.drift]
        any_of = named[0]
        for one in named[1:]:
            any_of = any_of | one
        asked = asked.where(any_of)
    if query.first_from:
        asked = asked.where(threads.c.first_published >= query.first_from)
    if query.first_to:
        asked = asked.where(threads.c.first_published < query.first_to + "~")  # the day's hours too
    return asked


def _of_statements(connection: Connection, query: ThreadQuery, people: People | None) -> list[int]:
    """The threads of statements that fit words, names and outlets."""
    from onrecord.record.asking import Query
    from onrecord.record.fulltext import newest
    from onrecord.record.searching import searched

    search = searched(connection, Query(words=query.words, by=query.by, outlet=query.outlet), people)
    rows = newest(connection, search, FOUND)
    where = thread_statements.c
    found: dict[int, None] = {}
    for at in range(0, len(rows), FOUND // 10):
        asked = select(where.thread).where(where.statement.in_(rows[at : at + FOUND // 10]))
        found |= dict.fromkeys(connection.execute(asked).scalars())
    return list(found)


def _first_members(connection: Connection, numbers: Sequence[int], most: int) -> dict[int, list[int]]:
    """The members of threads that appeared first."""
    where = thread_statements.c
    found: dict[int, list[int]] = {}
    for thread in numbers:
        asked = (
            select(where.statement)
            .join_from(thread_statements, articles, articles.c.id == where.article)
            .join(statements, statements.c.id == where.statement)
            .where(where.thread == thread)
            .order_by(articles.c.published, where.statement)
            .limit(most)
        )
        found[thread] = list(connection.execute(asked).scalars())
    return found


def _faces(connection: Connection, found: Sequence[Row[Any]]) -> list[tuple[str, str | None]]:
    """What a list shows of each thread: its fullest wording, and the outlet that was first."""
    members = _first_members(connection, [row.id for row in found], 12)
    utterances = utterances_of_rows(connection, {key for keys in members.values() for key in keys})
    return [face_of(utterances[key] for key in members[row.id] if key in utterances) for row in found]


def _thread(
    row: Row[Any],
    words: str,
    first_outlet: str | None,
    variants: tuple[Variant, ...] = (),
    shape: Shape | None = None,
) -> Thread:
    return Thread(
        id=row.thread_id,
        speaker=row.speaker_name,
        speaker_id=row.speaker_public,
        said_earliest=row.said_earliest,
        said_latest=row.said_latest,
        first_outlet=first_outlet,
        first_published=row.first_published,
        statements=row.statements,
        articles=row.articles,
        outlets=row.outlets,
        wordings=row.variants,
        drift=tuple(kind for kind in DRIFTS if kind in row.drift.split()),
        strength=row.strength,
        words=words,
        variants=variants,
        against=shape.base if shape else 0,
    )


def _variant(wording: Wording, shown: dict[int, Report]) -> Variant:
    carried = tuple(shown[member.key] for member in wording.members)
    return Variant(
        carried[0].content, carried, wording.departure.changes, wording.departure.drift, _is_wire(carried)
    )


def _is_wire(carried: Iterable[Report]) -> bool:
    """Whether two outlets have the same sentence, word for word, with more in it than the words said and a short tag."""
    outlets: defaultdict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for report in carried:
        sentence = stems_of(report.sentence)
        beside = sum((Counter(sentence) - Counter(stems_of(report.content))).values())
        if beside >= FRAME:
            outlets[sentence].add(report.outlet)
    return any(len(names) > 1 for names in outlets.values())
