"""Speakers: who is on record; one of them with their statements over time, by outlet and by act, each a filter of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.answers import Profile, Tally
from onrecord.errors import UsageError
from onrecord.record.asking import Query, days_of
from onrecord.record.people import find_speakers, statement_counts
from onrecord.record.profiling import most_quoted, profile
from onrecord.record.searching import find
from onrecord.serving.keeping import people_of, record_of, remembered
from onrecord.web.charts import bars_over_time
from onrecord.web.finding import TAKEN
from onrecord.web.site import link, show
from onrecord.web.taking import taken_rows
from onrecord.web.words import day

__all__ = ["names", "speaker_page", "speakers_page"]

LISTED, OFFERED, ON_A_PAGE = 200, 12, 20
_FILTERS = ("month", "outlet", "act", "issue")


class Tallied(NamedTuple):
    """A line of a tally, and where it leads."""

    name: str
    statements: int
    address: str | None
    chosen: bool


def speakers_page(request: Request) -> Response:
    """GET /speakers, with `?name=` those whose names have a word that begins so, else those whom it may mean."""
    name = request.query_params.get("name", "").strip()[:200]
    with record_of(request).store.reading() as connection:
        if name:
            quoted = most_quoted(connection, LISTED, name)
            if not quoted:
                meant = find_speakers(connection, name, people_of(request)).speakers[:LISTED]
                counts = statement_counts(connection, [n.row for n in meant])
                quoted = [(n, counts.get(n.row, 0)) for n in meant]
        else:
            quoted = remembered(request, connection, "speakers", lambda: most_quoted(connection, LISTED))
    return show(request, "speakers.html", {"name": name, "quoted": quoted, "limit": LISTED})


def names(request: Request) -> Response:
    """GET /speakers.json: names that begin so, for a field in which one is typed."""
    begun = request.query_params.get("q", "").strip()[:100]
    if not begun:
        return JSONResponse([])
    with record_of(request).store.reading() as connection:
        found = most_quoted(connection, OFFERED, begun)
    return JSONResponse([{"id": n.speaker_id, "name": n.name, "statements": many} for n, many in found])


def speaker_page(request: Request) -> Response:
    """GET /speakers/ID, filtered by `month`, `outlet`, `act` and `issue`."""
    given = {name: request.query_params.get(name, "")[:200] for name in _FILTERS}
    taken = request.query_params.get("format", "")
    with record_of(request).store.reading() as connection:
        known = find_speakers(connection, request.path_params["speaker_id"])
        if known.way != "id":
            raise HTTPException(404, "no speaker on record has this id; look the name up under Speakers")
        id = known.speakers[0].speaker_id
        try:
            query = replace(_query(id, given), after=request.query_params.get("after") or None)
            found = find(connection, replace(query, limit=TAKEN if taken else ON_A_PAGE))
        except UsageError as error:
            raise HTTPException(400, str(error)) from error
        if taken:
            return taken_rows(found.to_dicts(), taken, "statements")
        held = remembered(
            request,
            connection,
            ("profile", id),
            lambda: profile(connection, known.speakers, people_of(request)),
        )
    following = link("/speakers", id, after=found.next, **given) if found.next else None
    return show(request, "speaker.html", {**_shown(held, given), "found": found, "next": following})


def _query(id: str, given: dict[str, str]) -> Query:
    since, until = days_of(given["month"], "month") if given["month"] else (None, None)
    return Query(
        by=(id,),
        published_from=since,
        published_to=until,
        outlet=(given["outlet"],) if given["outlet"] else (),
        act=(given["act"],) if given["act"] else (),
        issue=given["issue"] or None,
        order="published",
    )


def _shown(held: Profile, given: dict[str, str]) -> dict[str, Any]:
    id = held.ids[0]

    def tally(field: str, counted: tuple[Tally, ...]) -> list[Tallied]:
        return [
            Tallied(
                name,
                many,
                link("/speakers", id, **{**given, field: name}) if field in given else None,
                given.get(field) == name,
            )
            for name, many in counted
        ]

    return {
        "profile": held,
        "chart": bars_over_time(
            dict(held.by_month_published),
            lambda when: link("/speakers", id, **{**given, "month": when}),
            given["month"],
            "Statements by month of publication",
        ),
        "chosen": [
            (field, day(value) if field == "month" else value, link("/speakers", id, **{**given, field: ""}))
            for field, value in given.items()
            if value
        ],
        "whole": link("/speakers", id),
        "sides": [
            ("On issues watched", "issue", tally("issue", held.issues)),
            ("By outlet", "outlet", tally("outlet", held.by_outlet)),
            ("By act", "act", tally("act", held.by_act)),
            ("To whom", "to", tally("to", held.to)),
        ],
        "about": [(name, many, link("/find", words=f'"{name}"', by=id)) for name, many in held.about],
        "exports_of": [
            (name, link("/speakers", id, format=f, **given))
            for name, f in (("CSV", "csv"), ("JSON Lines", "jsonl"))
        ],
    }
