"""Files that onrecord wrote -> the record: articles with their statements and contacts, and the corrections of them.

An article that is on record already, in the same words, is left as it is; corrections that are not on record yet are
taken over, and laid over it. What cannot be taken is told in its place and logged; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from onrecord.answers import Correction
from onrecord.errors import OnRecordError
from onrecord.record.correcting import current_row, reapply
from onrecord.record.importable import BadLine, Item, items_of
from onrecord.record.packing import dump, storable, utc
from onrecord.record.parsing import statement_from_dict
from onrecord.record.replaying import stands
from onrecord.record.schema import corrections, fetches, runs
from onrecord.record.store import Store
from onrecord.record.writing import Provenance, add_article
from onrecord.types import Article, Statement
from onrecord.version import __version__

__all__ = ["Follow", "Imported", "import_files", "uncorrected"]

AT_ONCE = 100  # articles in one transaction
Follow = Callable[[Connection, Sequence[int]], None]


def _nothing(_connection: Connection, _rows: Sequence[int]) -> None:
    """What follows an import where nothing hangs on its articles."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an article of a file: `article` is its id in the record and `row` its row number, None where it failed;
    `corrections` is how many were taken over with it."""

    source: str
    verdict: Literal["added", "revised", "reread", "unchanged", "failed"]
    article: str | None = None
    row: int | None = None
    statements: int = 0
    corrections: int = 0
    message: str | None = None


def import_files(paths: Iterable[Path], store: Store, follow: Follow = _nothing) -> Iterator[list[Imported]]:
    """Take files over, a batch of articles in one transaction; what became of each, batch by batch.

    `follow` is called in the transaction of a batch with the row numbers of the articles that came, changed or were superseded.

    Raises:
        UsageError: a file cannot be read at all. What was told of before is kept.
        RecordError: the record cannot be written.
    """
    with store.writing() as connection:
        begun = {"began_at": utc(), "command": "import", "engine": __version__, "bundle": None}
        row = connection.execute(insert(runs).values(**begun)).inserted_primary_key
    assert row is not None
    run = int(row[0])
    batch: list[Item | BadLine] = []
    for path in paths:
        for item in items_of(path):
            batch.append(item)
            if len(batch) >= AT_ONCE:
                yield _store(store, batch, run, follow)
                batch = []
    if batch:
        yield _store(store, batch, run, follow)
    with store.writing() as connection:
        connection.execute(update(runs).where(runs.c.id == run).values(ended_at=utc()))


def uncorrected(article: Article, made: Sequence[Correction]) -> Article:
    """The article as the engine read it, from the article as corrected and its corrections."""
    standing: dict[str, Correction] = {}
    for correction in made:
        if stands(correction):
            standing[correction.statement] = correction
    names = {id: str(c.machine["id"]) if c.machine else id for id, c in standing.items()}
    found = [s for s in article.statements if s.id not in standing]
    places = {s.id: n for n, s in enumerate(article.statements)}
    said: list[tuple[tuple[int, ...], Statement]] = [((places[s.id],), s) for s in found]
    for id, correction in standing.items():
        if correction.machine:
            statement = statement_from_dict(correction.machine, article.text)
            said.append((_place(statement, article, places.get(id)), statement))
    ordered = (s for _, s in sorted(said, key=lambda pair: pair[0]))
    return article.with_statements(
        tuple(replace(s, parent=names.get(s.parent, s.parent) if s.parent else None) for s in ordered)
    )


def _place(statement: Statement, article: Article, at: int | None) -> tuple[int, ...]:
    """Where a statement stood: where its corrected version does; one that was rejected after the last that begins before it."""
    if at is not None:
        return (at,)
    starts = [min(span.start for span in (*s.content, *s.cue, *s.source)) for s in article.statements]
    own = min(span.start for span in (*statement.content, *statement.cue, *statement.source))
    return (max((n for n, start in enumerate(starts) if start <= own), default=-1), own + 1)


def _store(store: Store, batch: Sequence[Item | BadLine], run: int, follow: Follow) -> list[Imported]:
    with store.writing() as connection:
        touched: list[int] = []
        done = [_taken(connection, item, run, touched) for item in batch]
        follow(connection, touched)
        _log(connection, done, run)
    return done


def _taken(connection: Connection, item: Item | BadLine, run: int, touched: list[int]) -> Imported:
    if isinstance(item, BadLine):
        place, message = item.told
        return Imported(place, "failed", message=message)
    try:
        with connection.begin_nested():
            done, rows = _put(connection, item, run)
    except OnRecordError as error:
        return Imported(item.place, "failed", message=str(error))
    touched += rows
    return done


def _put(connection: Connection, item: Item, run: int) -> tuple[Imported, list[int]]:
    """What became of an article, and the rows of articles that it touched."""
    if item.article is None:
        row = current_row(connection, item.article_id)
        if row is None:
            raise BadLine(
                f"a correction of article {item.article_id}, which is not on record; import that first"
            )
        taken = _corrected(connection, item, item.article_id, row)
        done = Imported(item.place, "unchanged", item.article_id, row, corrections=taken)
        return done, [row] if taken else []
    provenance = Provenance(__version__, None, run, utc())
    outcome = add_article(connection, uncorrected(item.article, item.corrections), provenance)
    row = current_row(connection, outcome.article_id) or outcome.row
    taken = _corrected(connection, item, outcome.article_id, row)
    changed = outcome.verdict != "unchanged"
    new = outcome.statements if changed else 0
    done = Imported(item.place, outcome.verdict, outcome.article_id, outcome.row, new, taken)
    rows = [row, *([outcome.replaces] if outcome.replaces else [])]
    return done, rows if changed or taken else []


def _corrected(connection: Connection, item: Item, article_id: str, row: int) -> int:
    """Take corrections over that are not on record, and lay them over the article; how many."""
    known: dict[tuple[Any, ...], list[Any]] = {}
    for each in connection.execute(
        select(corrections).where(corrections.c.article_id == article_id).order_by(corrections.c.id)
    ):
        known.setdefault(_mark(each), []).append(each)
    numbers: dict[int, int] = {}
    taken = 0
    for correction in item.corrections:
        values = _values(correction, article_id, numbers)
        same = known.get(tuple(values[name] for name in _MARKS))
        if same:
            held = same.pop(0)
            numbers[correction.number] = held.id
            if values["undone_at"] and not held.undone_at:
                undone = {name: values[name] for name in ("undone_at", "undone_by")}
                connection.execute(update(corrections).where(corrections.c.id == held.id).values(**undone))
                taken += 1
            continue
        made = connection.execute(insert(corrections).values(**values)).inserted_primary_key
        assert made is not None
        numbers[correction.number] = int(made[0])
        taken += 1
    if taken:
        reapply(connection, row)
    return taken


_MARKS = ("statement_id", "field", "editor", "made_at", "after")


def _mark(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _MARKS)


def _values(c: Correction, article_id: str, numbers: dict[int, int]) -> dict[str, Any]:
    """The row of a correction; an undoing names the one it undid by its number here."""
    after = c.after
    if c.field == "undo":
        undone = numbers.get(int((after or {}).get("undo", -1)))
        if undone is None:
            raise BadLine(
                f"correction {c.number} undoes one that is not in the file; export the article with all its corrections"
            )
        after = {"undo": undone}
    return {
        "made_at": c.made_at,
        "editor": storable(c.editor),
        "article_id": article_id,
        "statement_id": storable(c.statement),
        "field": c.field,
        "before": None if c.before is None else dump(c.before),
        "after": None if after is None else dump(after),
        "snapshot": dump(c.snapshot or {}),
        "note": storable(c.note) if c.note else None,
        "undone_at": c.undone_at,
        "undone_by": storable(c.undone_by) if c.undone_by else None,
    }


def _log(connection: Connection, done: Sequence[Imported], run: int) -> None:
    now = utc()
    rows = [
        {
            "run": run,
            "at": now,
            "source": storable(d.source),
            "outcome": d.verdict,
            "message": d.message,
            "article": d.row,
        }
        for d in done
    ]
    connection.execute(insert(fetches), rows)
    verdicts = [d.verdict for d in done]
    counts = {verdict: runs.c[verdict] + verdicts.count(verdict) for verdict in set(verdicts)}
    connection.execute(update(runs).where(runs.c.id == run).values(**counts))
