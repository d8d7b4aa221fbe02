"""`onrecord.open`: a path or an address in, a `Record` out, which is all that can be done with a record in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.record.store import Store

if TYPE_CHECKING:
    from onrecord.answers import Report
    from onrecord.ingest import Added, AddOptions
    from onrecord.types import Article

__all__ = ["Record", "open"]


def open(where: str | Path = "onrecord.db", *, create: bool = True) -> Record:
    """Open a record: a file, made where there is none, or the address of a PostgreSQL database.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "onrecord.db") as rec:
    ...     [added] = rec.add("The mayor said the bridge would open in May.")
    ...     [report] = rec.statements()
    >>> added.verdict, report.content
    ('added', 'the bridge would open in May')

    Raises:
        RecordError: it cannot be opened; the message says what to do.
    """
    return Record(Store.open(where, create=create))


class Record:
    """An open record. Use it as a context manager, or `close` it."""

    def __init__(self, store: Store) -> None:
        self.store = store

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
