"""`/statements`: find them, get one in full; `/corrections`: change them, undo that, see who changed what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from onrecord.answers import Correction
from onrecord.api.answering import answer
from onrecord.api.asking import query_in
from onrecord.api.forms import CorrectionsOut, StatementOut, StatementsOut
from onrecord.api.requests import CorrectIn, FindIn, Id, NewStatementIn, Short, UndoIn
from onrecord.errors import UsageError
from onrecord.formats.plain import plain
from onrecord.formats.record import statement_to_dict
from onrecord.record.correcting import (
    add_statement,
    correct,
    find_statement,
    list_corrections,
    undo,
)
from onrecord.record.loading import load_articles, load_statements, reports
from onrecord.record.searching import find
from onrecord.serving.keeping import amend, editor_of, people_of, record_of
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import User, needs

__all__ = ["router"]

router = APIRouter(tags=["statements"])
Reader = Depends(needs("reader"))
EditorUser = Annotated[User, Depends(needs("editor"))]


@router.get("/statements", response_model=StatementsOut, dependencies=[Reader])
def find_statements(request: Request, asked: Annotated[FindIn, Query()]) -> Response:
    """Statements that fit, by rank where words are sought, else the newest first; page by page."""
    query = query_in(asked, order=asked.order, limit=asked.limit, after=asked.after)
    people = people_of(request) if asked.by else None
    with record_of(request).store.reading() as connection:
        found = find(connection, query, people)
    speakers = [{"id": id, "name": name} for id, name in found.speakers]
    return answer(
        request,
        {"items": found.to_dicts(), "total": found.total, "at_least": found.at_least, "next": found.next, "speakers": speakers},
    )  # fmt: skip


@router.get("/statements/{statement:path}", response_model=StatementOut, dependencies=[Reader])
def one_statement(request: Request, statement: Id) -> Response:
    """A statement by its id, or the beginning of it: as it is cited, in the record format, and its corrections."""
    with record_of(request).store.reading() as connection:
        try:
            article_row, row = find_statement(connection, statement)
        except UsageError as error:
            raise Problem(404, str(error)) from error
        [report] = reports(connection, [row])
        [said] = load_statements(connection, [row])
        [article] = load_articles(connection, [article_row])
        made = list_corrections(connection, statement=report.statement)
    body = {
        "report": plain(report),
        "statement": statement_to_dict(said, article.text),
        "corrections": [_told(c) for c in made if c.statement == report.statement],
    }
    return answer(request, body)


@router.get("/corrections", response_model=CorrectionsOut, dependencies=[Reader], tags=["corrections"])
def all_corrections(
    request: Request, statement: Id | None = None, editor: Short | None = None, standing: bool = False
) -> Response:
    """Corrections in the order in which they were made: all, of a statement, by an editor, that stand."""
    with record_of(request).store.reading() as connection:
        made = list_corrections(connection, statement=statement, editor=editor, standing=standing)
    return answer(request, {"items": [_told(c) for c in made]})


@router.post("/corrections", response_model=CorrectionsOut, status_code=201, tags=["corrections"])
def correct_statement(request: Request, wanted: CorrectIn, _user: EditorUser) -> Response:
    """Change what a statement says, or reject it; each field is a dated correction in your name, which can be undone."""
    wishes = {n: getattr(wanted, n) for n in wanted.model_fields_set if n not in ("statement", "note")}
    editor = editor_of(request, wanted.note)
    made = amend(request, lambda connection: correct(connection, wanted.statement, wishes, editor))
    return answer(request, {"items": [_told(c) for c in made]}, 201)


@router.post("/statements", response_model=CorrectionsOut, status_code=201, tags=["corrections"])
def add_missed_statement(request: Request, wanted: NewStatementIn, _user: EditorUser) -> Response:
    """Add a statement that was missed."""
    wishes = {n: getattr(wanted, n) for n in wanted.model_fields_set if n not in ("article", "note")}
    editor = editor_of(request, wanted.note)
    made = amend(request, lambda connection: [add_statement(connection, wanted.article, wishes, editor)])
    return answer(request, {"items": [_told(c) for c in made]}, 201)


@router.post(
    "/corrections/{number}/undo", response_model=CorrectionsOut, status_code=201, tags=["corrections"]
)
def undo_correction(
    request: Request, number: int, _user: EditorUser, wanted: UndoIn | None = None
) -> Response:
    """Undo a correction; undoing an undoing brings back."""
    if not 0 < number < 2**31:
        raise Problem(404, f"there is no correction {number}")
    editor = editor_of(request, wanted.note if wanted else None)
    made = amend(request, lambda connection: [undo(connection, editor, number=number)])
    return answer(request, {"items": [_told(c) for c in made]}, 201)


def _told(correction: Correction) -> dict[str, Any]:
    return {name: value for name, value in plain(correction).items() if name not in ("snapshot", "machine")}
