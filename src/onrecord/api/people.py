"""`/speakers`: who goes by a name, and what is on record of somebody; `/check`: did X say Y?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from onrecord.api.answering import answer
from onrecord.api.forms import CheckOut, SpeakerOut, SpeakersOut
from onrecord.api.requests import Id, Short
from onrecord.checking.check import CheckOptions, check_quote, whom_by
from onrecord.formats.checks import check_to_dict
from onrecord.formats.profile import profile_to_dict
from onrecord.record.asking import days_of
from onrecord.record.people import Named, find_speakers, statement_counts
from onrecord.record.profiling import profile
from onrecord.serving.keeping import people_of, record_of, remembered
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import needs

__all__ = ["router"]

router = APIRouter(dependencies=[Depends(needs("reader"))])


@router.get("/speakers", response_model=SpeakersOut, tags=["speakers"])
def find_speakers_called(
    request: Request,
    name: Annotated[Short, Query(min_length=1, description="A name, typed roughly, an alias or an id.")],
) -> Response:
    """Who is meant by a name; several where it fits several."""
    with record_of(request).store.reading() as connection:
        found = find_speakers(connection, name, people_of(request))
        counts = statement_counts(connection, [n.row for n in (*found.speakers, *found.others)][:500])
    return answer(
        request,
        {
            "items": [_named(n, counts) for n in found.speakers],
            "others": [_named(n, counts) for n in found.others],
        },
    )


@router.get("/speakers/{speaker:path}", response_model=SpeakerOut, tags=["speakers"])
def one_speaker(request: Request, speaker: Id) -> Response:
    """A speaker by id: names, offices, what they said by date, outlet, act, to whom, about what, on which issues, and what last."""
    with record_of(request).store.reading() as connection:
        found = find_speakers(connection, speaker)
        if found.way != "id":
            raise Problem(404, f"nobody on record has the id {speaker}; search with: /api/v1/speakers?name=")
        name = ("profile", found.speakers[0].speaker_id)
        told = remembered(
            request, connection, name, lambda: profile(connection, found.speakers, people_of(request))
        )
    return answer(request, profile_to_dict(told))


@router.get("/check", response_model=CheckOut, tags=["check"])
def check_a_quotation(
    request: Request,
    quote: Annotated[
        str, Query(min_length=1, max_length=5000, examples=["we have the steel and we have the budget"])
    ],
    by: Annotated[Short | None, Query(min_length=1, description="Who is said to have said it.")] = None,
    outlet: Short | None = None,
    published: Short | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 5,
) -> Response:
    """Did X say Y? The verdict, in plain words too, with the sentences that it rests on."""
    since, until = days_of(published, "published") if published else (None, None)
    options = CheckOptions(limit=limit, outlet=outlet, since=since, until=until)
    with record_of(request).store.reading() as connection:
        whom = whom_by(connection, by, people_of(request)) if by is not None else None
        check = check_quote(connection, quote, whom, options)
    return answer(request, check_to_dict(check))


def _named(named: Named, counts: dict[int, int]) -> dict[str, Any]:
    return {
        "id": named.speaker_id,
        "name": named.name,
        "kind": named.kind,
        "statements": counts.get(named.row, 0),
    }
