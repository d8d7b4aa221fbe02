"""Threads: which statements are reported in different words; one thread with its wordings side by side and what differs marked."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import RecordError
from onrecord.serving.keeping import record_of, remembered
from onrecord.threads import ThreadQuery, find_threads
from onrecord.web.site import show

__all__ = ["thread_page", "threads_page"]

LISTED = 100


def threads_page(request: Request) -> Response:
    """GET /threads, with `?all=1` those too in which every report has the same words."""
    everything = request.query_params.get("all") == "1"
    query = ThreadQuery(drifted=not everything, order="drift", limit=LISTED)
    with record_of(request).store.reading() as connection:
        name = ("threads", everything)
        found = remembered(request, connection, name, lambda: find_threads(connection, query))
    return show(request, "threads.html", {"threads": found, "all_": everything})


def thread_page(request: Request) -> Response:
    """GET /threads/ID ."""
    try:
        thread = record_of(request).thread(request.path_params["thread_id"])
    except RecordError as error:
        raise HTTPException(
            404, "no thread on record has this address; it may have been joined with another"
        ) from error
    in_time = sorted(
        (r for v in thread.variants for r in v.reports), key=lambda r: (r.published or "9999", r.outlet or "")
    )
    return show(request, "thread.html", {"thread": thread, "in_time": in_time})
