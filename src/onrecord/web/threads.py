"""Threads: which statements are reported in different words; one thread with its wordings side by side and what differs marked."""

from __future__ import annotations

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.overview import drifting_threads, find_thread
from onrecord.web.differences import word_changes
from onrecord.web.site import record_of, show

__all__ = ["thread_page", "threads_page"]

LISTED = 100


def threads_page(request: Request) -> Response:
    """GET /threads ."""
    everything = request.query_params.get("all") == "1"
    with record_of(request).store.reading() as connection:
        strands = drifting_threads(connection, LISTED, all_=everything)
    return show(request, "threads.html", {"strands": strands, "all_": everything})


def thread_page(request: Request) -> Response:
    """GET /threads/ID ."""
    with record_of(request).store.reading() as connection:
        thread = find_thread(connection, request.path_params["thread_id"])
    if thread is None or not thread.variants:
        raise HTTPException(404, "no thread on record has this address; it may have been joined with another")
    first = thread.variants[0]
    variants = tuple(
        v if n == 0 else replace(v, changes=word_changes(first.words, v.words))
        for n, v in enumerate(thread.variants)
    )
    in_time = sorted(
        (r for v in variants for r in v.reports), key=lambda r: (r.published or "9999", r.outlet or "")
    )
    return show(
        request, "thread.html", {"thread": replace(thread, variants=variants), "in_time": in_time}
    )
