"""Corrections by people: made, undone, listed, and laid over what the machine reads again.

A correction is a row that says who changed which field of which statement, when, from what to what. Rows are added, never
changed but for being undone, and undoing is a row too, which can be undone. What a statement is follows from the engine's version and the
standing corrections (replaying.py); this module keeps the rows of `statements` in line with that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from onrecord.answers import Correction
from onrecord.errors import UsageError
from onrecord.formats.record import statement_to_dict
from onrecord.record.editing import Desk, changes_of, new_statement
from onrecord.record.loading import find_article, load_articles, load_statements
from onrecord.record.packing import dump, load, restore, storable, utc
from onrecord.record.parsing import statement_from_dict
from onrecord.record.replaying import Said, Standing, replay
from onrecord.record.schema import articles, corrections, statements
from onrecord.record.writing import put_statements, rewrite_statement, take_out_statements
from onrecord.speakers.people import People, load_people
from onrecord.types import Article

__all__ = [
    "Editor",
    "add_statement",
    "correct",
    "corrections_of",
    "current_row",
    "find_statement",
    "latest_corrections",
    "list_corrections",
    "reapply",
    "undo",
]

_LISTED = 5  # statements that an error lists


@dataclass(frozen=True, slots=True)
class Editor:
    """Who corrects, and why; `people`: the table of people that names are looked up in, ours if none is given."""

    name: str
    note: str | None = None
    people: People | None = None


def correct(
    connection: Connection, statement: str, wishes: Mapping[str, Any], editor: Editor
) -> list[Correction]:
    """Correct a statement by its id, or the beginning of it. `wishes`: see `onrecord.record.editing.changes_of`.

    Raises:
        UsageError: no such statement, or several; a wish that cannot be met. Nothing is changed then.
    """
    article, row = find_statement(connection, statement)
    held = next(h for h in _held(connection, article) if h.row == row)
    if wishes.get("reject") and held.status == "rejected":
        raise UsageError(f"{held.id} is rejected already; nothing was changed")
    desk = _desk(connection, article, editor)
    made = []
    for field, change in changes_of(
        desk, held.said, {k: v for k, v in wishes.items() if k not in ("accept", "reject") or v}
    ):
        before = {name: held.said[name] for name in change} or None
        made.append(
            _note(connection, desk.article.id, held, editor, field=field, before=before, after=change or None)
        )
    reapply(connection, article)
    return _by_numbers(connection, made)


def add_statement(
    connection: Connection, article_id: str, wishes: Mapping[str, Any], editor: Editor
) -> Correction:
    """Add a statement that the engine missed to an article, by its id or the beginning of it.

    Raises:
        UsageError: no such article, or several; see `onrecord.record.editing.new_statement`.
    """
    article = _find_article(connection, article_id)
    desk = _desk(connection, article, editor)
    said = new_statement(desk, wishes)
    held = _Held(0, said["id"], 0, "added", None, said)
    number = _note(connection, desk.article.id, held, editor, field="add", before=None, after=said)
    reapply(connection, article)
    return _by_numbers(connection, [number])[0]


def undo(
    connection: Connection, editor: Editor, *, number: int | None = None, statement: str | None = None
) -> Correction:
    """Undo a correction by its number; without one the last that stands (of a statement, if one is given). Undoing an undoing
    brings back what it had undone.

    Raises:
        UsageError: there is none, or it is undone already.
    """
    target = _to_undo(connection, number, statement)
    if target.undone_at is not None:
        raise UsageError(
            f"correction {target.id} was undone by {target.undone_by} on {target.undone_at[:10]}; to bring it back, undo that undoing"
        )
    article = current_row(connection, target.article_id)
    held = None
    if article is not None:
        held = next((h for h in _held(connection, article) if h.id == target.statement_id), None)
    held = held or _Held(0, target.statement_id, 0, "", None, load(target.snapshot))
    after = {"undo": target.id}
    made = _note(connection, target.article_id, held, editor, field="undo", before=None, after=after)
    _settle(connection, target, editor.name, False)
    if article is not None:
        reapply(connection, article)
    return _by_numbers(connection, [made])[0]


def reapply(connection: Connection, article_row: int) -> None:
    """Bring the statements of an article in line with what the engine read of it and with the corrections that stand.

    Called after either has changed: a correction was made or undone, the article was read again, or was imported.
    """
    made = _chain(connection, article_row)
    held = _held(connection, article_row)
    if not made and all(h.status == "machine" for h in held):
        return
    [article] = load_articles(connection, [article_row])
    source = [h for h in held if h.machine is not None]
    wanted = replay(article.text, [h.machine for h in source if h.machine], made)
    _put(connection, article_row, article, held, source, wanted)


def list_corrections(
    connection: Connection, *, statement: str | None = None, editor: str | None = None, standing: bool = False
) -> list[Correction]:
    """Corrections in the order they were made: all, or those of a statement (beginning of an id), by an editor, that stand."""
    asked = select(corrections).order_by(corrections.c.id)
    if statement:
        asked = asked.where(corrections.c.statement_id.startswith(storable(statement), autoescape=True))
    if editor:
        asked = asked.where(corrections.c.editor == storable(editor))
    if standing:
        asked = asked.where(corrections.c.undone_at.is_(None), corrections.c.field != "undo")
    return [_correction(row) for row in connection.execute(asked)]


def latest_corrections(connection: Connection, limit: int) -> list[Correction]:
    """The corrections made last, the latest first; undoings are told by what they undid."""
    asked = select(corrections).where(corrections.c.field != "undo").order_by(corrections.c.id.desc())
    return [_correction(row) for row in connection.execute(asked.limit(limit))]


def corrections_of(connection: Connection, article_row: int) -> list[Correction]:
    """All corrections of an article, in the order they were made, each with the engine's version of its statement."""
    machine = {h.id: h.machine for h in _held(connection, article_row) if h.status != "machine"}
    return [_correction(row, machine.get(row.statement_id)) for row in _chain_rows(connection, article_row)]


def find_statement(connection: Connection, asked: str) -> tuple[int, int]:
    """Row numbers of an article and its statement, by the statement's id or the beginning of one, in current revisions.

    `ARTICLE/STATEMENT` says of which article.

    Raises:
        UsageError: there is none, or there are several.
    """
    article, _, id = asked.rpartition("/")
    column = statements.c.statement_id
    exact, begins = column == storable(id), _begins(connection, column, storable(id))
    for way in (exact, begins):
        wanted = (
            select(statements.c.id, statements.c.article, column, articles.c.article_id)
            .join_from(statements, articles, articles.c.id == statements.c.article)
            .where(articles.c.current, way)
        )
        if article:
            wanted = wanted.where(_begins(connection, articles.c.article_id, storable(article)))
        found = connection.execute(wanted.limit(_LISTED + 1)).all() if id else []
        if len(found) == 1:
            return int(found[0].article), int(found[0].id)
        if found:
            shown = ", ".join(f"{row.article_id}/{row.statement_id}" for row in found[:_LISTED])
            raise UsageError(f"{asked}: several statements have such an id: {shown}; give more of it")
    raise UsageError(f"{asked}: no statement on record has such an id; see: onrecord find --format jsonl")


@dataclass(frozen=True, slots=True)
class _Held:
    """A statement as its row has it. `machine`: the engine's version, None where the engine has none."""

    row: int
    id: str
    number: int
    status: str
    machine: Said | None
    said: Said


def _held(connection: Connection, article_row: int) -> list[_Held]:
    """The statements of an article, rejected ones too, in order; the engine's versions name their parents as the engine did."""
    columns = statements.c
    wanted = select(columns.id, columns.statement_id, columns.number, columns.status, columns.machine)
    rows = connection.execute(wanted.where(columns.article == article_row).order_by(columns.number)).all()
    stored = connection.execute(
        select(articles.c.text, articles.c.details).where(articles.c.id == article_row)
    ).one()
    text = restore(stored.text, load(stored.details).get("text"))
    said = [statement_to_dict(s, text) for s in load_statements(connection, [row.id for row in rows])]
    own = {row.statement_id: load(row.machine)["id"] for row in rows if row.machine}
    held = []
    for row, now in zip(rows, said, strict=True):
        machine = now | {"parent": own.get(now["parent"], now["parent"])} if row.status == "machine" else None
        machine = load(row.machine) if row.machine else machine
        held.append(_Held(row.id, row.statement_id, row.number, row.status, machine, now))
    return held


def _put(
    connection: Connection,
    article_row: int,
    article: Article,
    held: Sequence[_Held],
    source: Sequence[_Held],
    wanted: Sequence[Standing],
) -> None:
    """Write what differs between the rows and what is wanted."""
    loose = {h.id: h for h in held if h.machine is None}
    goals: list[tuple[_Held | None, Standing]] = [
        (loose.pop(w.said["id"], None) if w.source is None else source[w.source], w) for w in wanted
    ]
    take_out_statements(connection, [h.row for h in loose.values()])
    for number, (was, want) in enumerate(goals):
        said = statement_from_dict(want.said, article.text)
        machine = dump(want.machine) if want.machine else None
        if was is None:
            [row] = put_statements(
                connection, article_row, article, [said], first_number=number, status=want.status
            )
            continue
        if was.said != want.said or was.status != want.status or was.said["parent"] in loose:
            columns = {"number": number, "status": want.status, "machine": machine}
            rewrite_statement(connection, was.row, article_row, article, said, **columns)
        elif was.number != number:
            row = was.row
            connection.execute(update(statements).where(statements.c.id == row).values(number=number))


def _chain(connection: Connection, article_row: int) -> dict[str, list[Correction]]:
    """The corrections of an article and of the revisions that it revises, by the id of the statement."""
    made: dict[str, list[Correction]] = {}
    for row in _chain_rows(connection, article_row):
        if row.field != "undo":
            made.setdefault(row.statement_id, []).append(_correction(row))
    return made


def _chain_rows(connection: Connection, article_row: int) -> Sequence[Row[Any]]:
    ids: list[str] = []
    at: int | None = article_row
    while at is not None:
        row = connection.execute(
            select(articles.c.article_id, articles.c.revises).where(articles.c.id == at)
        ).one()
        ids.append(row.article_id)
        at = row.revises
    columns = corrections.c
    return connection.execute(
        select(corrections).where(columns.article_id.in_(ids)).order_by(columns.id)
    ).all()


def current_row(connection: Connection, article_id: str) -> int | None:
    """The row of the current revision of an article, which may go by another id than this one had."""
    row = find_article(connection, article_id)
    while row is not None:
        later = connection.execute(select(articles.c.id).where(articles.c.revises == row)).scalar()
        if later is None:
            return row
        row = int(later)
    return None


def _find_article(connection: Connection, asked: str) -> int:
    column = articles.c.article_id
    for way in (column == storable(asked), _begins(connection, column, storable(asked))):
        wanted = select(articles.c.id, column).where(articles.c.current, way).limit(_LISTED + 1)
        found = connection.execute(wanted).all() if asked else []
        if len(found) == 1:
            return int(found[0].id)
        if found:
            shown = ", ".join(row.article_id for row in found[:_LISTED])
            raise UsageError(f"{asked}: several articles have such an id: {shown}; give more of it")
    raise UsageError(f"{asked}: no article on record has such an id")


def _begins(connection: Connection, column: Any, beginning: str) -> Any:
    """Whether a column begins so; by its index where the store can."""
    if connection.dialect.name == "sqlite":
        return and_(column >= beginning, column < beginning + "\U0010ffff")
    return column.startswith(beginning, autoescape=True)


def _desk(connection: Connection, article_row: int, editor: Editor) -> Desk:
    [article] = load_articles(connection, [article_row])
    ids = {h.id for h in _held(connection, article_row)} | _chain(connection, article_row).keys()
    return Desk(connection, article, editor.people or load_people(), frozenset(ids))


def _note(
    connection: Connection,
    article_id: str,
    held: _Held,
    editor: Editor,
    *,
    field: str,
    before: Any,
    after: Any,
) -> int:
    """Write a correction down; its number."""
    if not editor.name.strip():
        raise UsageError("a correction has an editor; give a name with --editor")
    values = {
        "made_at": utc(),
        "editor": storable(editor.name.strip()),
        "article_id": storable(article_id),
        "statement_id": storable(held.id),
        "field": field,
        "before": None if before is None else dump(before),
        "after": None if after is None else dump(after),
        "snapshot": dump(held.said),
        "note": storable(editor.note) if editor.note else None,
    }
    done = connection.execute(insert(corrections).values(**values))
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def _to_undo(connection: Connection, number: int | None, statement: str | None) -> Row[Any]:
    if number is not None:
        row = connection.execute(select(corrections).where(corrections.c.id == number)).one_or_none()
        if row is None:
            raise UsageError(f"there is no correction {number}; see: onrecord corrections")
        return row
    made = list_corrections(connection, statement=statement, standing=True)
    if not made:
        raise UsageError(
            f"no correction{' of ' + statement if statement else ''} stands; see: onrecord corrections"
        )
    return _to_undo(connection, made[-1].number, None)


def _settle(connection: Connection, row: Row[Any], editor: str, stands: bool) -> None:
    """Note that a correction stands again or no more; of an undoing, turn what it had undone the other way."""
    undone = (None, None) if stands else (utc(), storable(editor.strip()))
    values = dict(zip(("undone_at", "undone_by"), undone, strict=True))
    connection.execute(update(corrections).where(corrections.c.id == row.id).values(**values))
    if row.field == "undo":
        other = connection.execute(select(corrections).where(corrections.c.id == load(row.after)["undo"]))
        _settle(connection, other.one(), editor, not stands)


def _by_numbers(connection: Connection, numbers: Sequence[int]) -> list[Correction]:
    wanted = select(corrections).where(corrections.c.id.in_(numbers)).order_by(corrections.c.id)
    return [_correction(row) for row in connection.execute(wanted)]


def _correction(row: Row[Any], machine: Said | None = None) -> Correction:
    return Correction(
        number=row.id,
        made_at=row.made_at,
        editor=row.editor,
        article=row.article_id,
        statement=row.statement_id,
        field=row.field,
        before=load(row.before) if row.before else None,
        after=load(row.after) if row.after else None,
        note=row.note,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        snapshot=load(row.snapshot),
        machine=machine,
    )
