"""Finding statements: a `Query` in, `Reports` out, a page at a time, with how many there are and who was taken to be meant.

Only what stands is found: statements of current revisions that nobody has rejected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from onrecord.answers import Reports
from onrecord.errors import UsageError
from onrecord.record import fulltext, marks
from onrecord.record.asking import ORDERS, Query
from onrecord.record.fulltext import MOST, Search
from onrecord.record.loading import reports
from onrecord.record.ordering import Place, by_rank, by_time
from onrecord.record.outlets import find_outlets
from onrecord.record.packing import storable
from onrecord.record.people import Found, find_speakers
from onrecord.record.schema import articles, statements, threads
from onrecord.record.watching import find_issue
from onrecord.record.wording import All, But, Node, parse_words, within
from onrecord.record.wording import Any as Either

if TYPE_CHECKING:
    from onrecord.speakers.people import People

__all__ = ["count_all", "find", "meant_by", "searched"]

LIMIT = 1000  # statements on one page


@dataclass(frozen=True, slots=True)
class _Sought:
    """A query understood: the search, the words that rank and the search for them among the words said (None: none rank), who was meant."""

    search: Search
    words: All | None
    said: Search | None
    meant: tuple[tuple[str, Found], ...]


def find(connection: Connection, query: Query, people: People | None = None) -> Reports:
    """The statements that fit, in order; `Reports.total` counts them, up to `MOST`, and `Reports.next` leads to the next page.

    Raises:
        UsageError: an unknown issue, article, thread or order, a limit out of bounds, or an `after` that no page gave.
    """
    if query.order not in (None, *ORDERS):
        raise UsageError(f"order {query.order!r}: choose from {', '.join(ORDERS)}")
    if not 1 <= query.limit <= LIMIT or query.offset < 0:
        raise UsageError(
            f"limit {query.limit}, offset {query.offset}: ask for 1 to {LIMIT} statements at a time"
        )
    sought = _understood(connection, query, people)
    order = query.order or ("rank" if sought.words else "published")
    total = fulltext.count(connection, sought.search, MOST + 1)
    rows, following = _page(connection, sought, replace(query, order=order)) if total else ([], None)
    speakers = tuple(
        dict.fromkeys((n.speaker_id, n.name) for _, found in sought.meant for n in found.speakers)
    )
    found = tuple(reports(connection, rows))
    return Reports(found, min(total, MOST), total > MOST, following, speakers)


def count_all(connection: Connection, query: Query, people: People | None = None) -> int:
    """How many statements fit, however many there are and however long that takes.

    Raises:
        UsageError: as `find`.
    """
    return fulltext.count(connection, searched(connection, query, people), fulltext.ALL)


def meant_by(
    connection: Connection, query: Query, people: People | None = None
) -> tuple[tuple[str, Found], ...]:
    """Who is meant by each name of the query."""
    return tuple((name, find_speakers(connection, name, people)) for name in query.by)


def searched(connection: Connection, query: Query, people: People | None = None) -> Search:
    """The query as a search of the index."""
    return _understood(connection, query, people).search


def _page(connection: Connection, sought: _Sought, query: Query) -> tuple[list[int], str | None]:
    """Row numbers of the page, and what leads to the next one."""
    more = query.limit + 1  # one more tells whether there is a next page
    place, offset = _after(query)
    if query.order == "rank" and sought.words and sought.said:
        rows = by_rank(connection, sought.search, sought.said, sought.words, (offset, more))
        following = f"rank:{offset + query.limit}"
    elif query.order == "rank":
        rows = fulltext.newest(connection, sought.search, more, offset)
        following = f"rank:{offset + query.limit}"
    else:
        assert query.order is not None
        places = by_time(connection, sought.search, query.order, place, more, offset)
        rows = [p.row for p in places]
        last = places[: query.limit][-1] if places else Place("", 0)
        following = f"{query.order}:{last.when}:{last.row}"
    return rows[: query.limit], following if len(rows) > query.limit else None


def _after(query: Query) -> tuple[Place | None, int]:
    """The place that `after` names, or how many it passes over."""
    if query.after is None:
        return None, query.offset
    order, _, rest = query.after.partition(":")
    when, _, row = rest.rpartition(":")
    if order != query.order or not row.isascii() or not row.isdigit() or len(row) > 18:
        raise UsageError(
            f"after {query.after!r}: give what the page before named as the next, with the same order"
        )
    return (None, int(row)) if order == "rank" else (Place(when, int(row)), 0)


def _understood(connection: Connection, query: Query, people: People | None) -> _Sought:
    wanted, unwanted = parse_words(query.words)
    about, not_about = parse_words(query.about)
    if query.issue is not None:
        issue, not_issue = parse_words(find_issue(connection, query.issue).words)
        about, not_about = (*about, *issue), (*not_about, *not_issue)
    meant = meant_by(connection, query, people)
    also, values = _also(connection, query)
    ranking, others = (wanted, about) if wanted else (about, ())
    frame, out = (*_filters(connection, query, meant), *others), (*unwanted, *not_about)

    def asking(words: tuple[Node, ...]) -> Search:
        node: Node = All((*frame, *words) or (marks.EVERY,))
        return Search(But(node, Either(out)) if out else node, also, values)

    said = asking(tuple(within(word, "said") for word in ranking))
    return _Sought(asking(ranking), All(ranking) if ranking else None, said if ranking else None, meant)


def _filters(connection: Connection, query: Query, meant: Iterable[tuple[str, Found]]) -> Iterable[Node]:
    if query.by:
        yield marks.by(n.row for _, found in meant for n in found.speakers)
    if query.outlet:
        yield marks.outlet_is(name for asked in query.outlet for name in find_outlets(connection, asked))
    for field in ("kind", "act", "stance", "how"):
        if values := getattr(query, field):
            yield marks.of_kind(field, values)
    if query.published_from or query.published_to:
        years = marks.held_years(connection, articles.c.published)
        yield marks.published_in(query.published_from, query.published_to, years)
    if query.said_from or query.said_to:
        years = marks.held_years(connection, statements.c.said_earliest, statements.c.said_latest)
        yield marks.said_in(query.said_from, query.said_to, years)


def _also(connection: Connection, query: Query) -> tuple[str, dict[str, object]]:
    """What the index does not know: a bound of confidence, one article, one thread."""
    conditions, values = [], dict[str, object]()
    if query.min_confidence > 0:
        conditions.append(
            "EXISTS (SELECT 1 FROM statements AS s WHERE s.id = {row} AND s.confidence >= :confidence)"
        )
        values["confidence"] = query.min_confidence
    if query.article is not None:
        known = select(articles.c.id).where(
            articles.c.article_id == storable(query.article), articles.c.current
        )
        values["article"] = _known(connection.execute(known).scalar(), f"article {query.article!r}")
        conditions.append("{row} IN (SELECT s.id FROM statements AS s WHERE s.article = :article)")
    if query.thread is not None:
        thread = select(threads.c.id).where(threads.c.thread_id == storable(query.thread))
        values["thread"] = _known(connection.execute(thread).scalar(), f"thread {query.thread!r}")
        conditions.append(
            "{row} IN (SELECT m.statement FROM thread_statements AS m WHERE m.thread = :thread)"
        )
    return " AND ".join(conditions), values


def _known(row: int | None, what: str) -> int:
    if row is None:
        raise UsageError(f"{what}: not in the record")
    return row
