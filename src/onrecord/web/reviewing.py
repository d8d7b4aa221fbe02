"""Review: the statements that nobody has looked at, the least certain first; each accepted, fixed, rejected, or that undone.

Every decision is a correction, dated, by the editor who is signed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.answers import Correction
from onrecord.errors import UsageError
from onrecord.record.correcting import (
    Editor,
    correct,
    find_statement,
    latest_corrections,
    list_corrections,
    undo,
)
from onrecord.record.loading import load_articles, load_statements, reports
from onrecord.record.unreviewed import count_to_review, status_of, to_review
from onrecord.serving.keeping import amend, editor_of, record_of, remembered
from onrecord.serving.visitors import check_csrf
from onrecord.types import ACTS, Article, Kind, Span, Stance, Statement
from onrecord.web.articles import row_of, title_of
from onrecord.web.marking import pieces
from onrecord.web.site import go_to, link, may, number_in, show
from onrecord.web.words import flat, shortened

__all__ = ["decide", "review_page", "statement_page", "undo_correction"]

ON_A_PAGE, MADE = 25, 12
AROUND = 160  # characters before and after the statement that are shown, to the ends of their paragraphs
ROLES = ("content", "cue", "source")
_TOLD = {
    "accept": "Accepted.",
    "fix": "The fix is saved.",
    "reject": "Rejected.",
    "undo": "Undone.",
}


class Done(NamedTuple):
    """What was just done, and the number of the correction, by which it can be undone."""

    told: str
    number: int


class Made(NamedTuple):
    """A correction as a line tells it."""

    number: int
    words: str
    editor: str
    made_at: str
    undone: str | None
    note: str | None
    statement: str
    article: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A statement on the desk: its row, what it is, and the article it stands in."""

    row: int
    said: Statement
    status: str
    article: Article


def review_page(request: Request) -> Response:
    """GET /review, of one article with `?article=`."""
    article, skip = request.query_params.get("article") or None, number_in(request, "skip")
    with record_of(request).store.reading() as connection:
        name = ("to review", article)
        waiting = remembered(request, connection, name, lambda: count_to_review(connection, article))
        rows = to_review(connection, ON_A_PAGE, article=article, skip=skip)
        context: dict[str, Any] = {
            "queue": reports(connection, rows),
            "made": [_made(c) for c in latest_corrections(connection, MADE)],
        }
    further = skip + ON_A_PAGE < waiting
    context |= {
        "article": article,
        "only": "1" if article else "",
        "waiting": waiting,
        "done": _done(request),
        "next": link("/review", article=article, skip=skip + ON_A_PAGE) if further else None,
        "previous": link("/review", article=article, skip=max(0, skip - ON_A_PAGE)) if skip else None,
    }
    return show(request, "review.html", context)


def statement_page(request: Request) -> Response:
    """GET /review/STATEMENT?article=ARTICLE ."""
    only = request.query_params.get("only", "")
    id, article = request.path_params["statement_id"], request.query_params.get("article", "")
    with record_of(request).store.reading() as connection:
        case = _case(connection, id, article)
        following = _next(connection, case, only)
        history = list_corrections(connection, statement=case.said.id)
    return _statement_page(request, case, (only, following, history))


async def decide(request: Request) -> Response:
    """POST /review/STATEMENT: accept, reject, fix or undo, as `do` says."""
    form = await _form(request)
    return await run_in_threadpool(_decided, request, form)


async def undo_correction(request: Request) -> Response:
    """POST /review/undo: undo the correction of a number, and show its statement."""
    form = await _form(request)
    return await run_in_threadpool(_undone, request, _field(form, "number"))


async def _form(request: Request) -> FormData:
    if not may(request):
        raise HTTPException(403, "to correct, sign in as an editor")
    form = await request.form(max_files=0)
    check_csrf(request, _field(form, "csrf_token"))
    return form


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _decided(request: Request, form: FormData) -> Response:
    what, only = _field(form, "do"), _field(form, "only")
    editor = editor_of(request, _field(form, "note"))
    with record_of(request).store.reading() as connection:
        case = _case(connection, request.path_params["statement_id"], _field(form, "article"))
        following = _next(connection, case, only)
        history = list_corrections(connection, statement=case.said.id)
    try:
        made = amend(request, lambda connection: _carried_out(connection, what, case, (form, editor)))
    except UsageError as error:
        told = str(error).replace("--content", "the words").replace("--no-speaker", "leave the field empty")
        return _statement_page(request, case, (only, following, history), told)
    number = 0 if what == "undo" else made[-1].number
    done = {"done": what, "number": number, "only": only}
    if what in ("fix", "undo"):
        return go_to(link("/review", case.said.id, article=case.article.id, **done))
    if following is None:
        return go_to(link("/review", article=case.article.id if only else None, done=what, number=number))
    return go_to(link("/review", following[0], article=following[1], **done))


def _carried_out(
    connection: Connection, what: str, case: _Case, by: tuple[FormData, Editor]
) -> list[Correction]:
    """The corrections, made."""
    form, editor = by
    id = f"{case.article.id}/{case.said.id}"
    if what in ("accept", "reject"):
        return correct(connection, id, {what: True}, editor)
    if what == "undo":
        return [undo(connection, editor, statement=case.said.id)]
    if what != "fix":
        raise HTTPException(400, "nothing was asked for: accept, fix, reject or undo")
    wishes = _wishes(case, form)
    if not wishes:
        raise UsageError("nothing was changed; change a field, or accept the statement as it is")
    return correct(connection, id, wishes, editor)


def _wishes(case: _Case, form: FormData) -> dict[str, Any]:
    """The fields that are not as they were."""
    said = case.said
    wishes: dict[str, Any] = {}
    for role in ROLES:
        moved, words = _field(form, f"{role}_spans"), _field(form, role).strip()
        if moved and moved != _spans(getattr(said, role)):
            wishes[role] = moved
        elif words != _field(form, f"{role}_was").strip():
            wishes[role] = words
    now = {
        "speaker": said.speaker.name if said.speaker else "",
        "act": said.act,
        "stance": said.stance,
        "kind": said.kind,
        "said_on": _days(said),
    }
    for name, before in now.items():
        if name in form and (value := _field(form, name).strip()) != before:
            wishes[name] = value or None
    return wishes


def _undone(request: Request, number: str) -> Response:
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise HTTPException(400, "which correction is to be undone? Its number is missing")
    editor = editor_of(request)
    [made] = amend(request, lambda connection: [undo(connection, editor, number=int(number))])
    return go_to(link("/review", made.statement, article=made.article, done="undo"))


def _case(connection: Connection, id: str, article: str) -> _Case:
    try:
        in_article, row = find_statement(connection, f"{article}/{id}" if article else id)
    except UsageError as error:
        raise HTTPException(404, "no statement on record has this address; see Review") from error
    [found], [said] = load_articles(connection, [in_article]), load_statements(connection, [row])
    return _Case(row, said, status_of(connection, row), found)


def _next(connection: Connection, case: _Case, only: str) -> tuple[str, str] | None:
    """Ids of the statement that comes next, and its article."""
    rows = to_review(connection, 1, article=case.article.id if only else None, after=case.row)
    return next(((r.statement, r.article) for r in reports(connection, rows)), None)


def _statement_page(
    request: Request,
    case: _Case,
    around: tuple[str, tuple[str, str] | None, list[Correction]],
    error: str = "",
) -> Response:
    (only, following, history), said, article = around, case.said, case.article
    window = _window(article.text, said)
    queue = link("/review", article=article.id if only else None)
    names = dict.fromkeys(s.speaker.name for s in article.statements if s.speaker)
    skip_to = link("/review", following[0], article=following[1], only=only) if following else queue
    context = {
        "r": row_of(article, said),
        "said": {"id": said.id, "act": said.act, "stance": said.stance, "kind": said.kind},
        "said_on": _days(said),
        "status": {"machine": "nobody has looked at it yet"}.get(case.status, case.status),
        "rejected": case.status == "rejected",
        "article": article,
        "title": title_of(article),
        "passage": pieces(article.with_statements((said,)), window),
        "from_": window.start,
        "spans": {role: _spans(getattr(said, role)) for role in ROLES},
        "words": {role: _words(getattr(said, role), article.text) for role in ROLES},
        "names": list(names),
        "acts": ACTS,
        "stances": get_args(Stance),
        "kinds": get_args(Kind),
        "only": only,
        "back": queue,
        "skip_to": skip_to,
        "undoable": any(c.field != "undo" and c.undone_at is None for c in history),
        "history": [_made(c) for c in history],
        "done": _done(request),
        "error": error,
    }
    return show(request, "statement.html", context, 422 if error else 200)


def _window(text: str, said: Statement) -> Span:
    """The paragraphs around a statement."""
    edges = [span for spans in (said.content, said.cue, said.source) for span in spans]
    start, end = min(s.start for s in edges), max(s.end for s in edges)
    before = text.rfind("\n", 0, max(0, start - AROUND)) + 1
    after = text.find("\n", min(len(text), end + AROUND))
    return Span(before, after if after >= 0 else len(text))


def _spans(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{s.start}:{s.end}" for s in spans)


def _words(spans: tuple[Span, ...], text: str) -> str:
    return " … ".join(flat(s.of(text)) for s in spans)


def _days(said: Statement) -> str:
    when = said.said_on
    if when is None:
        return ""
    return when.earliest if when.earliest == when.latest else f"{when.earliest}..{when.latest}"


def _done(request: Request) -> Done | None:
    told = _TOLD.get(request.query_params.get("done", ""))
    return Done(told, number_in(request, "number")) if told else None


def _made(c: Correction) -> Made:
    undone = f"{c.undone_by} on {c.undone_at[:10]}" if c.undone_at and c.undone_by else None
    return Made(c.number, _told(c), c.editor, c.made_at, undone, c.note, c.statement, c.article)


def _told(c: Correction) -> str:
    """What a correction changed, in words."""
    said = _value((c.snapshot or c.after or {}).get("content"))
    if c.field in ("accept", "reject", "add"):
        return {"accept": "accepted", "reject": "rejected", "add": "added"}[c.field] + f": “{said}”"
    if c.field == "undo":
        return f"undid correction {(c.after or {}).get('undo')}"
    before, after = (
        _value((c.before or {}).get(c.field)) or "nothing",
        _value((c.after or {}).get(c.field)) or "nothing",
    )
    return f"{c.field.replace('_', ' ')}: {before} → {after}, of “{said}”"


def _value(value: Any) -> str:
    """A value of the record format in a few words."""
    if isinstance(value, list):
        return shortened(" … ".join(_value(v) for v in value), 80)
    if isinstance(value, Mapping):
        if "earliest" in value:
            return str(value["earliest"])
        return str(value.get("text") or value.get("name") or "")
    return "" if value is None else str(value)
