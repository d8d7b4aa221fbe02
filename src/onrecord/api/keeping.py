"""`/issues`, `/export`, `/session`, `/audit`: what is watched, the record in other formats, who you are, who did what."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from onrecord.api.answering import answer
from onrecord.api.asking import query_in
from onrecord.api.forms import DeedsOut, IssuesOut, SessionOut
from onrecord.api.requests import ExportIn, Id, IssueIn, SessionIn, Short
from onrecord.errors import UsageError
from onrecord.formats.plain import plain
from onrecord.record.accounts import list_deeds, note_deed
from onrecord.record.exporting import FORMATS
from onrecord.record.exporting.writing import write
from onrecord.record.watching import add_issue, list_issues, remove_issue
from onrecord.serving.entering import log_in, log_out
from onrecord.serving.keeping import record_of, settings_of
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import User, csrf_token, csrf_token_of, needs

__all__ = ["router"]

router = APIRouter()
EditorUser = Annotated[User, Depends(needs("editor"))]
AdminUser = Annotated[User, Depends(needs("admin"))]


@router.get("/issues", response_model=IssuesOut, tags=["issues"], dependencies=[Depends(needs("reader"))])
def all_issues(request: Request) -> Response:
    """The matters that are watched."""
    with record_of(request).store.reading() as connection:
        return answer(request, {"items": plain(list_issues(connection))})


@router.post("/issues", response_model=IssuesOut, status_code=201, tags=["issues"])
def watch_issue(request: Request, wanted: IssueIn, user: EditorUser) -> Response:
    """Watch a matter by the words that find it; its id follows from its name, and one of the same id gets the new words."""
    with record_of(request).store.writing() as connection:
        issue = add_issue(connection, wanted.name, wanted.words)
        note_deed(connection, user.name, user.via, "issue.add", issue.id)
    return answer(request, {"items": [plain(issue)]}, 201)


@router.delete("/issues/{issue}", status_code=204, response_class=Response, tags=["issues"])
def forget_issue(request: Request, issue: Id, user: EditorUser) -> Response:
    """Watch it no more."""
    with record_of(request).store.writing() as connection:
        try:
            removed = remove_issue(connection, issue)
        except UsageError as error:
            raise Problem(404, f"issue {issue}: is not watched") from error
        note_deed(connection, user.name, user.via, "issue.remove", removed.id)
    return Response(status_code=204)


@router.get(
    "/export", tags=["export"], response_class=Response, dependencies=[Depends(needs("reader"))],
    responses={200: {"description": "The record", "content": {f.media_type: {} for f in FORMATS.values() if f.name != "parquet"}}},
)  # fmt: skip
def export_record(request: Request, asked: Annotated[ExportIn, Query()]) -> Response:
    """The record, or what of it fits the filters, in a format: lines as they are read, or one .zip of files."""
    chosen = FORMATS[asked.format]
    selection = record_of(request).selection(query_in(asked), settings_of(request).people)
    headers = {"content-disposition": f'attachment; filename="onrecord{chosen.suffix}"'}
    if chosen.lines is not None:
        return StreamingResponse(
            _encoded(chosen.lines(selection)), headers=headers, media_type=chosen.media_type
        )
    folder = tempfile.TemporaryDirectory(prefix="onrecord-")
    target = Path(folder.name) / "export.zip"
    write(chosen, selection, target, sys.stdout)
    return FileResponse(
        target, headers=headers, media_type=chosen.media_type, background=BackgroundTask(folder.cleanup)
    )


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    for line in lines:
        yield line.encode("utf-8", "backslashreplace")


@router.get("/session", response_model=SessionOut, tags=["session"])
def who_am_i(request: Request, user: Annotated[User, Depends(needs("reader"))]) -> Response:
    """Who you are to the server, and what you may do."""
    return answer(request, _session(user, csrf_token(request)))


@router.post("/session", response_model=SessionOut, tags=["session"])
def begin(request: Request, given: SessionIn) -> Response:
    """Log in with a name and a password; sets a cookie. Programs use a token instead: `onrecord user token NAME`."""
    key, user = log_in(request, given.name, given.password)
    return answer(request, _session(user, csrf_token_of(key)))


@router.delete("/session", status_code=204, response_class=Response, tags=["session"])
def end(request: Request) -> Response:
    """Log out."""
    log_out(request)
    return Response(status_code=204)


@router.get("/audit", response_model=DeedsOut, tags=["session"])
def who_did_what(
    request: Request,
    _user: AdminUser,
    who: Short | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int | None, Query(ge=1, lt=2**31, description="The `next` of the page before.")] = None,
) -> Response:
    """The audit log, newest first, for admins."""
    with record_of(request).store.reading() as connection:
        deeds = list_deeds(connection, who=who, limit=limit + 1, before=after)
    more = str(deeds[limit - 1].number) if len(deeds) > limit else None
    return answer(request, {"items": plain(deeds[:limit]), "next": more})


def _session(user: User, token: str) -> dict[str, Any]:
    return {"name": user.name, "role": user.role, "via": user.via, "csrf_token": token}
