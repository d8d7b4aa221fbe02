"""The first page: what the record holds, what came last, who is quoted most; of an empty record what to do next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.asking import Query
from onrecord.record.listing import list_articles
from onrecord.record.profiling import most_quoted
from onrecord.record.searching import find
from onrecord.record.summing import summary
from onrecord.serving.keeping import record_of, remembered
from onrecord.threads import ThreadQuery, find_threads
from onrecord.web.site import show

__all__ = ["home_page"]

LATEST, QUOTED, DRIFTING, ADDED = 12, 10, 6, 6


def home_page(request: Request) -> Response:
    """GET / ."""
    with record_of(request).store.reading() as connection:
        held = remembered(request, connection, "home", lambda: _held(connection))
    return show(request, "home.html", held)


def _held(connection: Connection) -> dict[str, Any]:
    return {
        "totals": summary(connection),
        "latest": find(connection, Query(order="rank", limit=LATEST)),  # without words: those added last
        "quoted": most_quoted(connection, QUOTED),
        "drifting": find_threads(connection, ThreadQuery(drifted=True, order="drift", limit=DRIFTING)),
        "added": list_articles(connection, limit=ADDED).items,
    }
