"""`onrecord.open`: a path or an address in, a `Record` out, which is all that can be done with a record in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError, UsageError
from onrecord.record.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.answers import Check, Correction, Profile, Report, Reports, Thread
    from onrecord.checking.check import CheckOptions
    from onrecord.ingest import Added, AddOptions
    from onrecord.record.asking import Query
    from onrecord.record.correcting import Editor
    from onrecord.record.exporting import Selection
    from onrecord.record.importing import Imported
    from onrecord.speakers.people import People
    from onrecord.threads import ThreadQuery
    from onrecord.types import Article

__all__ = ["Record", "follow_corrections", "open"]


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

    def check(
        self,
        quote: str,
        by: str | None = None,
        options: CheckOptions | None = None,
        people: Path | None = None,
    ) -> Check:
        """Did `by` say the quotation? What the record holds of it: a verdict, with its evidence (docs/check.md).

        `by` is a name, typed roughly, or an id; None asks whether anybody said it. `people`: a table of one's own.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "onrecord.db") as rec:
        ...     [added] = rec.add("“We have the steel and we have the budget,” said Ada Brandt, the mayor.")
        ...     check = rec.check("we've the steel", by="brandt")
        >>> check.verdict, check.speakers
        ('verbatim', ('Ada Brandt',))

        Raises:
            UsageError: there is no word in the quotation.
        """
        from onrecord.checking.check import check_quote, whom_by
        from onrecord.speakers import load_people

        table = load_people(people) if by is not None else None
        with self.store.reading() as connection:
            whom = whom_by(connection, by, table) if by is not None else None
            return check_quote(connection, quote, whom, options)

    def threads(self, query: ThreadQuery | None = None) -> list[Thread]:
        """What several reports carry, without the wordings; `thread` shows those of one.

        Raises:
            UsageError: an unknown kind of drift or order.
        """
        from onrecord.speakers import load_people
        from onrecord.threads import ThreadQuery, find_threads

        query = query or ThreadQuery()
        people = load_people() if query.by else None
        with self.store.reading() as connection:
            return find_threads(connection, query, people)

    def thread(self, thread_id: str) -> Thread:
        """One utterance: its wordings, how they depart from the fullest, and who carried them.

        Raises:
            RecordError: no such thread.
        """
        from onrecord.threads import load_thread

        with self.store.reading() as connection:
            return load_thread(connection, thread_id)

    def correct(
        self,
        statement: str,
        *,
        editor: str,
        note: str | None = None,
        people: Path | None = None,
        **wishes: Any,
    ) -> list[Correction]:
        """Correct a statement by its id, or the beginning of it; the corrections made, a row a field.

        `wishes`: `speaker` (a name, an id, several, or None for nobody), `content`, `cue`, `source` (words of the article, `START:END`, or
        spans), `kind`, `act`, `stance`, `said_on` (a day, `FIRST..LAST`, or None), `parent` (an id or None), `reject=True`.

        Raises:
            UsageError: no such statement, or a wish that cannot be met; nothing is changed then.
        """
        from onrecord.record.correcting import correct

        with self.store.writing() as connection:
            made = correct(connection, statement, wishes, _editor(editor, note, people))
            follow_corrections(connection, made)
        return made

    def add_statement(
        self, article: str, *, editor: str, note: str | None = None, people: Path | None = None, **wishes: Any
    ) -> Correction:
        """Add a statement that the engine missed to an article, by its id or the beginning of it; `wishes` as for `correct`.

        Raises:
            UsageError: no such article, no `content`, or a wish that cannot be met.
        """
        from onrecord.record.correcting import add_statement

        with self.store.writing() as connection:
            made = add_statement(connection, article, wishes, _editor(editor, note, people))
            follow_corrections(connection, [made])
        return made

    def undo(
        self, number: int | None = None, *, editor: str, statement: str | None = None, note: str | None = None
    ) -> Correction:
        """Undo a correction by its number, else the last one that stands (of a statement). Undoing an undoing brings back.

        Raises:
            UsageError: there is none, or it is undone already.
        """
        from onrecord.record.correcting import undo

        with self.store.writing() as connection:
            made = undo(connection, _editor(editor, note, None), number=number, statement=statement)
            follow_corrections(connection, [made])
        return made

    def corrections(
        self, *, statement: str | None = None, editor: str | None = None, standing: bool = False
    ) -> list[Correction]:
        """The corrections in the order in which they were made: all, of a statement, by an editor, that stand."""
        from onrecord.record.correcting import list_corrections

        with self.store.reading() as connection:
            return list_corrections(connection, statement=statement, editor=editor, standing=standing)

    def export(
        self,
        format: str = "jsonl",
        target: str | Path | None = None,
        query: Query | None = None,
        people: Path | None = None,
    ) -> None:
        """Write the record, or the statements that fit a query, in a format (docs/export.md) to a file or folder; None is
        standard output.

        Raises:
            UsageError: no such format, a place it cannot be written to, or a query that cannot be understood.
        """
        import sys

        from onrecord.record.exporting import FORMATS
        from onrecord.record.exporting.writing import write

        if format not in FORMATS:
            raise UsageError(f"no format {format!r}; choose from {', '.join(FORMATS)}")
        write(
            FORMATS[format],
            self.selection(query, people),
            None if target is None else Path(target),
            sys.stdout,
        )

    def selection(
        self,
        query: Query | None = None,
        people: Path | None = None,
        *,
        step: Callable[[], None] = lambda: None,
    ) -> Selection:
        """What `export` writes; `step` is called for each article."""
        from onrecord.record.selecting import select_articles
        from onrecord.speakers.people import load_people

        table = load_people(people) if query and query.by else None
        return select_articles(self.store, query, table, step)

    def import_(self, *paths: str | Path) -> list[Imported]:
        """Take over files that onrecord exported or printed; what became of each article.

        Raises:
            UsageError: a file cannot be read at all.
        """
        return [done for batch in self.importing(map(Path, paths)) for done in batch]

    def importing(self, paths: Iterable[Path]) -> Iterator[list[Imported]]:
        """As `import_`, batch by batch."""
        from onrecord.record.importing import import_files

        return import_files(paths, self.store, _follow)

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


def _follow(connection: Connection, article_rows: Sequence[int]) -> None:
    """Bring in line what hangs on the statements of articles that came or changed: their threads."""
    from onrecord.threads.storing import update_threads

    update_threads(connection, article_rows)


def follow_corrections(connection: Connection, made: Sequence[Correction]) -> None:
    """Bring in line what hangs on corrected statements, in the transaction that corrected them: their threads."""
    from onrecord.record.correcting import current_row

    rows = (current_row(connection, id) for id in {c.article for c in made})
    _follow(connection, [row for row in rows if row is not None])


def _editor(name: str, note: str | None, people: Path | None) -> Editor:
    from onrecord.record.correcting import Editor
    from onrecord.speakers.people import load_people

    return Editor(name, note, load_people(people))
