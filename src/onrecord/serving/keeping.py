"""The record that is served, and the one place where API and pages change it: articles added in turn, statements corrected.

Whatever changes leaves a line in the audit log, in the transaction that changes it, and threads follow corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from onrecord.answers import Correction
from onrecord.engine import EngineOptions
from onrecord.ingest import Added, AddOptions
from onrecord.opened import Record, follow_corrections
from onrecord.reading import ReadingOptions
from onrecord.reading.fetch import FetchOptions
from onrecord.reading.visiting import article_at
from onrecord.record.accounts import note_deed
from onrecord.record.correcting import Editor
from onrecord.serving.remembering import Remembered
from onrecord.serving.settings import ServingSettings
from onrecord.serving.visitors import User, current_user
from onrecord.speakers.people import People, load_people
from onrecord.types import Article

__all__ = [
    "add_articles", "amend", "editor_of", "fetched", "people_of", "record_of", "remembered", "settings_of",
]  # fmt: skip

T = TypeVar("T")

_DEEDS = {"add": "statement.add", "undo": "correction.undo"}  # of a correction's field; any other corrects


def record_of(request: Request) -> Record:
    """The record that the server serves."""
    record: Record = request.app.state.record
    return record


def remembered(request: Request, connection: Connection, name: Hashable, compute: Callable[[], T]) -> T:
    """What `compute` gives, computed again when the record has changed."""
    held: Remembered = request.app.state.remembered
    return held.get(connection, name, compute)


def settings_of(request: Request) -> ServingSettings:
    """What the server was told when it started."""
    settings: ServingSettings = request.app.state.settings
    return settings


def people_of(request: Request) -> People:
    """The table of people by which names are understood."""
    return load_people(settings_of(request).people)


def editor_of(request: Request, note: str | None = None) -> Editor:
    """Who asks, as the editor of a correction; `note`: why they make it."""
    return Editor(_user(request).name, (note or "").strip() or None, people_of(request))


def amend(request: Request, change: Callable[[Connection], Sequence[Correction]]) -> list[Correction]:
    """Make corrections in one transaction: `change` makes them, threads follow, and the audit log tells who it was.

    Raises:
        UsageError: what `change` raises; nothing is changed then.
    """
    user = _user(request)
    with record_of(request).store.writing() as connection:
        made = list(change(connection))
        follow_corrections(connection, made)
        for c in made:
            number = (c.after or {}).get("undo", c.number)
            deed = _DEEDS.get(c.field, "statement.correct")
            note_deed(connection, user.name, user.via, deed, c.statement, {"correction": number})
    return made


async def add_articles(
    request: Request, articles: Callable[[], Sequence[Article]], outlet: str | None = None
) -> list[Added]:
    """Wait for a turn, then read articles and put them on record; `articles` gives them, in the turn too.

    Raises:
        Problem: 429, too many wait already.
        UnreadableArticle: what `articles` raises.
    """
    async with request.app.state.turn():
        return await run_in_threadpool(_add, request, articles, outlet)


def fetched(request: Request, url: str, reading: ReadingOptions) -> Article:
    """The article at an address of the open web.

    Raises:
        UnreadableArticle: it cannot be fetched, or is none.
    """
    limits = settings_of(request).limits
    return article_at(url, FetchOptions(max_bytes=limits.fetch_bytes, seconds=limits.fetch_seconds), reading)


def _add(request: Request, articles: Callable[[], Sequence[Article]], outlet: str | None) -> list[Added]:
    user, record = _user(request), record_of(request)
    engine = EngineOptions(threads=1, people=settings_of(request).people)
    added = record.add(articles(), AddOptions(engine=engine, outlet=outlet or None, command="serve"))
    with record.store.writing() as connection:
        for one in added:
            if one.verdict in ("added", "revised"):
                details = {"verdict": one.verdict, "statements": one.statements}
                note_deed(connection, user.name, user.via, "article.add", one.article, details)
    return added


def _user(request: Request) -> User:
    user = current_user(request)
    assert user is not None, "whoever changes the record is known: the pages and resources ask for it"
    return user
