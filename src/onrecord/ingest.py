"""Inputs (files, texts, addresses, articles) -> the record: read, stored and threaded article by article, each in one transaction; what became of each comes out.

A run that is stopped at any point has lost nothing that it told of; started again, it goes on where it was, since
what the record holds in the same words, read by the same engine and bundle, is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, insert, update

from onrecord.engine import EngineOptions, articles_of, read_articles
from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading import ReadingOptions
from onrecord.reading.addresses import is_address
from onrecord.reading.left import Tally
from onrecord.record.loading import load_articles
from onrecord.record.packing import storable, utc
from onrecord.record.schema import fetches, runs
from onrecord.record.standing import find_standing
from onrecord.record.store import Store
from onrecord.record.visits import last_visit
from onrecord.record.writing import Outcome, Provenance, add_article
from onrecord.threads.storing import update_threads
from onrecord.types import Article
from onrecord.version import __version__
from onrecord.weights.bundle import describe_bundle

if TYPE_CHECKING:
    from onrecord.reading.fetch import Fetched

__all__ = ["AddOptions", "Added", "Adding", "Known", "add_sources"]

NOTED_AT_ONCE = 200  # inputs found unchanged that are noted in one transaction


@dataclass(frozen=True, slots=True)
class AddOptions:
    """`outlet`: who published it, where the input does not say; `reread`: read again also what is on record unchanged;
    `command`: how the run is called in the log."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)
    outlet: str | None = None
    reread: bool = False
    command: str = "add"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an input: `article` is its id in the record, None where it failed; `message` then says why."""

    source: str
    verdict: Literal["added", "revised", "reread", "unchanged", "failed"]
    article: str | None = None
    statements: int = 0
    message: str | None = None


def add_sources(
    inputs: Iterable[str | Path | Article],
    store: Store,
    options: AddOptions | None = None,
    tally: Tally | None = None,
) -> Iterator[Added]:
    """Read inputs on all cores and store them, one transaction an article; results come in input order.

    Paths, addresses, texts and articles are taken; an article's statements are found anew. An address is asked whether it has changed
    since it was last put on record. What cannot be read is told in its place, and the rest goes on. What is left of archives is counted in `tally` and noted in the log, a line an input. Nothing
    happens until the results are asked for.

    Raises:
        RecordError: the record cannot be written. What was told of before is kept.
    """
    options = options or AddOptions()
    run = Adding(store, options, tally)
    todo = run.looked_up(articles_of(_visited(inputs, run), options.reading))
    found: Iterator[Article | UnreadableArticle | Known] = read_articles(todo, options.engine)
    for item in found:
        if not isinstance(item, LeftOut):
            yield run.settle(item)
    run.end()


@dataclass(frozen=True, slots=True)
class Known:
    """An article that need not be read."""

    source: str
    outcome: Outcome


class Adding:
    """One run of adding: its row, its provenance, and the notes not yet written."""

    def __init__(self, store: Store, options: AddOptions, tally: Tally | None = None) -> None:
        self._store, self._options, self._tally = store, options, tally or Tally()
        self._left: dict[str, Tally] = {}  # by input
        self._names: dict[str, str] = {}  # ids under which articles go in the record, where that is another
        self._notes: list[tuple[Added, int | None]] = []
        self._visits: dict[str, Fetched] = {}
        bundle = str(describe_bundle()["version"])
        with store.writing() as connection:
            row = connection.execute(
                insert(runs).values(
                    began_at=utc(), command=options.command, engine=__version__, bundle=bundle
                )
            ).inserted_primary_key
        assert row is not None
        self._row = int(row[0])
        self._provenance = Provenance(__version__, bundle, self._row, "")

    def visited(self, url: str) -> Article:
        """The article at an address; as the record holds it where it has not changed since.

        Raises:
            UnreadableArticle: it cannot be had, or is none.
        """
        from onrecord.reading.fetch import Asked
        from onrecord.reading.visiting import visit

        with self._store.reading() as connection:
            last = None if self._options.reading.published else last_visit(connection, url)
        asked = Asked(etag=last.etag, modified=last.modified) if last else None
        article, found = visit(url, self._options.reading, asked)
        if article is None:
            assert last is not None
            with self._store.reading() as connection:
                article = replace(load_articles(connection, [last.article])[0], path=url)
        self._visits[url] = found
        return article

    def looked_up(
        self, articles: Iterable[Article | UnreadableArticle]
    ) -> Iterator[Article | UnreadableArticle | Known]:
        """The articles to read, under the ids that they have in the record; those that it holds are set aside."""
        for item in articles:
            if isinstance(item, LeftOut):
                self._leave(item)
                continue
            if isinstance(item, UnreadableArticle):
                yield item
                continue
            self._tally.copies += item.copy_of is not None
            first = self._names.get(item.copy_of, item.copy_of) if item.copy_of else None
            article = replace(item, outlet=item.outlet or self._options.outlet, copy_of=first)
            with self._store.reading() as connection:
                standing = find_standing(connection, article, self._provenance, self._options.reread)
            if standing.article_id != article.id:
                self._names[article.id] = standing.article_id
            if standing.verdict == "unchanged" and standing.row is not None:
                yield Known(_source(article), Outcome("unchanged", standing.article_id, standing.row, 0))
            else:
                yield replace(article, id=standing.article_id)

    def _leave(self, left: LeftOut) -> None:
        self._tally.add(left)
        self._left.setdefault(left.place.partition(": record ")[0], Tally()).add(left)

    def settle(self, item: Article | UnreadableArticle | Known) -> Added:
        """Store what was read; note what became of it."""
        if isinstance(item, Known):
            added = Added(item.source, "unchanged", item.outcome.article_id)
            self._notes.append((added, item.outcome.row))
            if len(self._notes) >= NOTED_AT_ONCE:
                self._write_notes()
            return added
        if isinstance(item, Article):
            try:
                return self._stored(item)
            except UnreadableArticle as error:
                item = error
        source, message = item.told
        return self.tell(Added(source, "failed", message=message))

    def tell(self, added: Added) -> Added:
        """Note what became of an input that is no article of the record."""
        self._notes.append((added, None))
        self._write_notes()
        return added

    def _stored(self, article: Article) -> Added:
        provenance = self._provenance._replace(added_at=utc())
        with self._store.writing() as connection:
            outcome = add_article(connection, article, provenance, reread=self._options.reread)
            if outcome.verdict != "unchanged":
                update_threads(connection, filter(None, (outcome.row, outcome.replaces)))
            added = Added(_source(article), outcome.verdict, outcome.article_id, outcome.statements)
            self._note(connection, [*self._notes, (added, outcome.row)])
        self._notes.clear()
        return added

    def _write_notes(self) -> None:
        with self._store.writing() as connection:
            self._note(connection, self._notes)
        self._notes.clear()

    def _note(self, connection: Connection, notes: list[tuple[Added, int | None]]) -> None:
        if not notes:
            return
        now = utc()
        connection.execute(
            insert(fetches),
            [
                {
                    "run": self._row,
                    "at": now,
                    "source": added.source.encode("utf-8", "replace").decode(),
                    "outcome": added.verdict,
                    "message": added.message,
                    "article": row,
                    **self._validators(added.source),
                }
                for added, row in notes
            ],
        )
        counted = [added.verdict for added, _ in notes]
        columns = {verdict: runs.c[verdict] + counted.count(verdict) for verdict in set(counted)}
        connection.execute(update(runs).where(runs.c.id == self._row).values(**columns))

    def _validators(self, source: str) -> dict[str, str | None]:
        visit = self._visits.pop(source, None)
        return {"etag": visit.etag if visit else None, "modified": visit.modified if visit else None}

    def end(self) -> None:
        """Write what is left to note, and that the run came to its end."""
        with self._store.writing() as connection:
            self._note(connection, self._notes)
            self._note_left(connection)
            connection.execute(update(runs).where(runs.c.id == self._row).values(ended_at=utc()))
        self._notes.clear()

    def _note_left(self, connection: Connection) -> None:
        rows = [
            {
                "run": self._row,
                "at": utc(),
                "source": storable(name),
                "outcome": "left",
                "message": tally.line(),
            }
            for name, tally in self._left.items()
        ]
        if rows:
            connection.execute(insert(fetches), rows)


def _visited(
    inputs: Iterable[str | Path | Article], run: Adding
) -> Iterator[str | Path | Article | UnreadableArticle]:
    """The inputs, with the articles there in place of addresses."""
    for item in inputs:
        try:
            yield run.visited(item) if isinstance(item, str) and is_address(item) else item
        except UnreadableArticle as error:
            yield error


def _source(article: Article) -> str:
    return article.path or article.url or article.id
