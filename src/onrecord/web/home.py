"""The first page: what the record holds, what came last, who is quoted most; of an empty record what to do next."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.loading import reports
from onrecord.record.overview import drifting_threads, latest_statements, most_quoted, recent_articles, totals
from onrecord.web.site import kept, record_of, show

__all__ = ["home_page"]

LATEST, QUOTED, DRIFTING, ADDED = 12, 10, 6, 6


def home_page(request: Request) -> Response:
    """GET / ."""
    return show(request, "home.html", kept(request, "home", lambda: _held(request)))


def _held(request: Request) -> dict[str, Any]:
    with record_of(request).store.reading() as connection:
        return {
            "totals": totals(connection),
            "latest": reports(connection, latest_statements(connection, LATEST)),
            "quoted": most_quoted(connection, QUOTED),
            "drifting": drifting_threads(connection, DRIFTING),
            "added": [held for _, held in recent_articles(connection, ADDED)],
        }
