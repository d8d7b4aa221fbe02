"""`/threads`: what several reports carry, and one of them with its wordings; `/contacts`: who met, called or wrote to whom."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from onrecord.answers import Drift
from onrecord.api.answering import answer
from onrecord.api.forms import ContactsOut, ThreadOut, ThreadsOut
from onrecord.api.requests import Id, Short
from onrecord.api.shaping import OneOf
from onrecord.errors import RecordError
from onrecord.formats.plain import plain
from onrecord.record.asking import days_of
from onrecord.record.meetings import Asked, Met, find_contacts
from onrecord.serving.keeping import people_of, record_of
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import needs
from onrecord.threads import Order, ThreadQuery, find_threads, load_thread
from onrecord.types import CONTACT_KINDS, CONTACT_STATUSES

__all__ = ["router"]

router = APIRouter(dependencies=[Depends(needs("reader"))])


@router.get("/threads", response_model=ThreadsOut, tags=["threads"])
def all_threads(
    request: Request,
    q: Annotated[Short, Query(description="Words of a statement in it.")] = "",
    by: Annotated[list[Short] | None, Query(max_length=20, description="Who said it.")] = None,
    outlet: Annotated[list[Short] | None, Query(max_length=20)] = None,
    first: Annotated[Short | None, Query(description="When it was first published: a day, month, year or range.")] = None,
    drift: Annotated[list[Drift] | None, Query(max_length=7, description="Kinds of drift.")] = None,
    drifted: Annotated[bool, Query(description="Only those whose wordings part at all.")] = False,
    min_articles: Annotated[int, Query(ge=1, le=10_000)] = 1,
    order: Annotated[Order, Query()] = "spread",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:  # fmt: skip
    """What several reports carry: the same utterance in several articles, without the wordings."""
    begin, end = days_of(first, "first") if first else (None, None)
    query = ThreadQuery(
        words=q, by=tuple(by or ()), outlet=tuple(outlet or ()), first_from=begin, first_to=end, drift=tuple(drift or ()),
        drifted=drifted, min_articles=min_articles, order=order, limit=limit,
    )  # fmt: skip
    with record_of(request).store.reading() as connection:
        found = find_threads(connection, query, people_of(request) if by else None)
    return answer(request, {"items": plain(found)})


@router.get("/threads/{thread:path}", response_model=ThreadOut, tags=["threads"])
def one_thread(request: Request, thread: Id) -> Response:
    """One utterance: its wordings, the steps from the fullest to each, and every report of it."""
    try:
        with record_of(request).store.reading() as connection:
            found = load_thread(connection, thread)
    except RecordError as error:
        raise Problem(404, str(error)) from error
    return answer(request, plain(found))


@router.get("/contacts", response_model=ContactsOut, tags=["contacts"])
def all_contacts(
    request: Request,
    party: Annotated[Short, Query(description="A name, words of one, or an id.")] = "",
    kind: Annotated[str, OneOf(("", *CONTACT_KINDS)), Query()] = "",
    status: Annotated[str, OneOf(("", *CONTACT_STATUSES)), Query()] = "",
    on: Annotated[Short | None, Query(description="A day, month, year or range.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int, Query(ge=0, le=100_000_000, description="The `next` of the page before.")] = 0,
) -> Response:
    """Who met, called or wrote to whom: the latest first, those of no known day last, each with the sentence that tells it."""
    since, until = days_of(on, "on") if on else (None, None)
    asked = Asked(party, kind, status, since or "", until or "", limit, after)
    with record_of(request).store.reading() as connection:
        found, total = find_contacts(connection, asked)
    more = str(after + limit) if after + limit < total else None
    return answer(request, {"items": [_met(met) for met in found], "total": total, "next": more})


def _met(met: Met) -> dict[str, Any]:
    contact = met.contact
    return {
        "kind": contact.kind, "status": contact.status, "place": met.place,
        "parties": [{"id": p.id, "name": p.name, "kind": p.kind} for p in contact.parties],
        "on": {"earliest": contact.on.earliest, "latest": contact.on.latest} if contact.on else None,
        "sentence": met.sentence, "start": contact.evidence.start, "end": contact.evidence.end,
        "article": met.article, "headline": met.headline, "outlet": met.outlet, "published": met.published,
    }  # fmt: skip
