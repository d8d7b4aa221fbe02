"""`onrecord.open`: a path or an address in, a `Record` out, which is all that can be done with a record in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError
from onrecord.record.store import Store

if TYPE_CHECKING:
    from onrecord.answers import Profile, Report, Reports
    from onrecord.ingest import Added, AddOptions
    from onrecord.speakers.people import People
    from onrecord.types import Article

__all__ = ["Record", "open"]


def open(where: str | Path = "onrecord.db", *, create: bool = True, people: Path | None = None) -> Record:
    """Open a record: a file, made where there is none, or the address of a PostgreSQL database.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "onrecord.db") as rec:
    ...     [added] = rec.add("The mayor said the bridge would open in May.")
    ...     [report] = rec.statements()
    >>> added.verdict, report.content
    ('added', 'the bridge would open in May')

    `people` is a table of your own (docs/people.md) by which names are looked up; it wins over ours.

    Raises:
        RecordError: it cannot be opened; the message says what to do.
    """
    return Record(Store.open(where, create=create), people)


class Record:
    """An open record. Use it as a context manager, or `close` it."""

    def __init__(self, store: Store, people: Path | None = None) -> None:
        self.store = store
        self._own_people = people

    def add(
        self, inputs: str | Path | Article | Iterable[str | Path | Article], options: AddOptions | None = None
    ) -> list[Added]:
        """Read paths, texts or articles and store them; what became of each, in order.

        Raises:
            RecordError: the record cannot be written.
        """
        from onrecord.ingest import add_sources
        from onrecord.types import Article

        many = [inputs] if isinstance(inputs, str | Path | Article) else inputs
        return list(add_sources(many, self.store, options))

    def article(self, article_id: str, revision: int | None = None) -> Article:
        """An article with its statements: its current revision, or the one asked for.

        Raises:
            RecordError: no such article.
        """
        from onrecord.record.loading import find_article, load_articles

        with self.store.reading() as connection:
            row = find_article(connection, article_id, revision)
            if row is None:
                which = f"revision {revision} of article" if revision else "article"
                raise RecordError(f"{self.store.name}: no {which} {article_id!r}")
            return load_articles(connection, [row])[0]

    def articles(self) -> Iterator[Article]:
        """The current revisions of all articles, in the order in which they were added."""
        from onrecord.record.walking import walk_articles

        return walk_articles(self.store)

    def statements(self) -> Iterator[Report]:
        """The statements of current revisions, each with the sentence around it, in the order in which they were added."""
        from onrecord.record.walking import walk_reports

        return walk_reports(self.store)

    def find(self, words: str = "", **conditions: Any) -> Reports:
        """Search: `words` in the language of docs/find.md, and conditions, all of which must fit.

        `by` and `outlet` (names, roughly typed), `kind`, `act`, `stance`, `how` take one value or several; `published` and `said` a day,
        month, year or range ("2025-02-12..2025-02-14"); `about`, `issue`, `article`, `thread`, `min_confidence` one; `order`,
        `limit`, `offset` and `after` (the `next` of the page before) say what comes. See `onrecord.record.asking.Query`.

        Raises:
            UsageError: a condition that is none, or that cannot be met.
        """
        from onrecord.record.asking import query_of
        from onrecord.record.searching import find

        query = query_of(words, **conditions)
        with self.store.reading() as connection:
            return find(connection, query, self._people() if query.by else None)

    def who(self, name: str) -> Profile:
        """What is on record of somebody, by name, roughly typed, or id.

        Raises:
            UsageError: nobody is called so, or several are; the message names them with their ids.
        """
        from onrecord.errors import UsageError
        from onrecord.record.people import find_speakers, near_names
        from onrecord.record.profiling import one_of, profile

        people = self._people()
        with self.store.reading() as connection:
            found = find_speakers(connection, name, people)
            if not found.speakers:
                near = ", ".join(f"{n.name} ({n.speaker_id})" for n in near_names(connection, name))
                raise UsageError(
                    f"nobody on record is called {name!r}" + (f"; did you mean {near}?" if near else "")
                )
            if not one_of(found):
                fit = ", ".join(f"{n.name} ({n.speaker_id})" for n in found.speakers[:10])
                raise UsageError(f"{name!r} fits several; name one by id: {fit}")
            return profile(connection, found.speakers, people)

    def _people(self) -> People:
        from onrecord.speakers.people import load_people

        return load_people(self._own_people)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"onrecord.open({self.store.name!r})"
