"""A record, and what of it is wanted -> a `Selection` for the exporters: articles one by one, of whatever number.

The articles come in portions, each as the record is at that moment.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from onrecord.answers import Correction
from onrecord.record import fulltext
from onrecord.record.asking import Query
from onrecord.record.correcting import corrections_of
from onrecord.record.exporting import Matter, Selection
from onrecord.record.loading import load_articles, portions
from onrecord.record.packing import storable
from onrecord.record.schema import articles, corrections, issues, statements
from onrecord.record.searching import searched
from onrecord.record.store import Store
from onrecord.speakers.people import People
from onrecord.types import Article, Statement

__all__ = ["select_articles"]

PORTION = 50  # articles in one transaction
_OF_ARTICLES = ("outlet", "published_from", "published_to", "article")  # filters that leave an article whole
_HOW = ("order", "limit", "offset", "after")  # no filters


def select_articles(
    store: Store,
    query: Query | None = None,
    people: People | None = None,
    step: Callable[[], None] = lambda: None,
) -> Selection:
    """The current revisions of articles, with their corrections and the issues: all, or the statements that fit a query.

    Where a query asks about statements (words, speakers, acts …), an article has those that fit, without its contacts and
    without the corrections of others; articles with none are left out. `step` is called for each article.

    Raises:
        UsageError: the query cannot be understood; see `onrecord.record.searching.find`.
    """
    source = _Source(store, step)
    with store.reading() as connection:
        matters = [
            Matter(*row)
            for row in connection.execute(select(issues.c.issue_id, issues.c.name).order_by(issues.c.id))
        ]
        if query is not None and _filters(query):
            rows = fulltext.newest(connection, searched(connection, query, people), fulltext.ALL)
            source.keep_only(_by_article(connection, rows), whole=not _filters(query) - {*_OF_ARTICLES})
    return Selection(source.articles(), source.corrections, matters, source.about(matters))


def _filters(query: Query) -> set[str]:
    """The names of the fields that leave something out."""
    unset = Query()
    return {
        name
        for name in Query.__dataclass_fields__
        if name not in _HOW and getattr(query, name) != getattr(unset, name)
    }


def _by_article(connection: Connection, rows: Iterable[int]) -> dict[int, list[int]]:
    """Statements by the row number of their article."""
    found: dict[int, list[int]] = defaultdict(list)
    for portion in portions(rows):
        asked = select(statements.c.id, statements.c.article).where(statements.c.id.in_(portion))
        for row in connection.execute(asked):
            found[row.article].append(row.id)
    return found


class _Source:
    """The articles of a record; of the portion that is being gone through, the corrections and the statements' row numbers."""

    def __init__(self, store: Store, step: Callable[[], None]) -> None:
        self._store, self._step = store, step
        self._fit: dict[int, list[int]] | None = None  # the statements that are wanted, by article; None: all
        self._order: list[int] = []
        self._whole = True
        self._made: dict[str, list[Correction]] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def keep_only(self, fit: dict[int, list[int]], *, whole: bool) -> None:
        """Only these statements, by article; `whole`: articles that have any keep all that they have."""
        self._fit, self._order, self._whole = fit, sorted(fit), whole

    def articles(self) -> Iterator[Article]:
        last = 0
        while True:
            with self._store.reading() as connection:
                rows = self._next(connection, last)
                found = self._load(connection, rows)
            if not rows:
                return
            for article in found:
                self._step()
                yield article
            last = rows[-1]

    def corrections(self, article: Article) -> Sequence[Correction]:
        return self._made.get(article.id, ())

    def about(self, matters: Sequence[Matter]) -> Callable[[Article, Statement], Iterable[str]]:
        """Which issues a statement is about; the record is asked when that is asked first."""
        found: dict[str, set[int]] = {}

        def of(article: Article, statement: Statement) -> Iterable[str]:
            if len(found) < len(matters):
                with self._store.reading() as connection:
                    for matter in matters:
                        search = searched(connection, Query(issue=matter.id))
                        found[matter.id] = set(fulltext.newest(connection, search, fulltext.ALL))
            row = self._rows.get((article.id, storable(statement.id)))
            return [id for id, rows in found.items() if row in rows]

        return of

    def _next(self, connection: Connection, last: int) -> Sequence[int]:
        if self._fit is None:
            wanted = select(articles.c.id).where(articles.c.current, articles.c.id > last)
            return connection.execute(wanted.order_by(articles.c.id).limit(PORTION)).scalars().all()
        at = bisect_right(self._order, last)
        still = self._order[at : at + PORTION]
        wanted = (
            select(articles.c.id).where(articles.c.current, articles.c.id.in_(still)).order_by(articles.c.id)
        )
        there = connection.execute(wanted).scalars().all()
        return there if there or not still else self._next(connection, still[-1])

    def _load(self, connection: Connection, rows: Sequence[int]) -> list[Article]:
        found = load_articles(connection, rows)
        self._made = _corrections(connection, rows, found)
        ids = dict(zip(rows, (article.id for article in found), strict=True))
        asked = select(statements.c.id, statements.c.article, statements.c.statement_id).where(
            statements.c.article.in_(rows)
        )
        self._rows = {(ids[row.article], row.statement_id): row.id for row in connection.execute(asked)}
        if self._fit is None:
            return found
        return [self._fitting(article, set(self._fit[row])) for row, article in zip(rows, found, strict=True)]

    def _fitting(self, article: Article, wanted: set[int]) -> Article:
        if self._whole:
            return article
        said = tuple(s for s in article.statements if self._rows[article.id, storable(s.id)] in wanted)
        ids = {storable(s.id) for s in said}
        self._made[article.id] = [c for c in self._made.get(article.id, ()) if c.statement in ids]
        return replace(article, statements=said, contacts=())


def _corrections(
    connection: Connection, rows: Sequence[int], found: Sequence[Article]
) -> dict[str, list[Correction]]:
    """The corrections of articles, by article id; none is looked for where the record has none."""
    if connection.execute(select(corrections.c.id).limit(1)).scalar() is None:
        return {}
    return {
        article.id: made
        for row, article in zip(rows, found, strict=True)
        if (made := corrections_of(connection, row))
    }
