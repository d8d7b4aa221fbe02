"""Speakers: who is on record; one of them with their statements over time, by outlet and by act, each a filter of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.errors import UsageError
from onrecord.record.asking import Query, days_of
from onrecord.record.overview import most_quoted
from onrecord.record.people import find_speakers
from onrecord.record.searching import find
from onrecord.record.tallies import Counted, Known, count_statements, find_known
from onrecord.speakers import load_people
from onrecord.web.charts import bars_over_time
from onrecord.web.finding import TAKEN
from onrecord.web.site import kept, link, record_of, show
from onrecord.web.taking import taken_rows
from onrecord.web.words import day

__all__ = ["names", "speaker_page", "speakers_page"]

LISTED, OFFERED, TALLIED, ON_A_PAGE = 200, 12, 12, 20
_FILTERS = {"month": "month", "outlet": "outlet", "act": "act", "issue": "issue"}


class Tallied(NamedTuple):
    """A line of a tally, and where it leads."""

    name: str
    statements: int
    address: str | None
    chosen: bool


def speakers_page(request: Request) -> Response:
    """GET /speakers ."""
    name = request.query_params.get("name", "").strip()[:200]
    with record_of(request).store.reading() as connection:
        if name:
            quoted = most_quoted(connection, LISTED, name)
            if not quoted:
                rows = [s.speaker_id for s in find_speakers(connection, name, load_people()).speakers]
                quoted = [q for q in most_quoted(connection, 10 * LISTED) if q.speaker_id in rows]
        else:
            quoted = kept(request, "speakers", lambda: most_quoted(connection, LISTED))
    return show(request, "speakers.html", {"name": name, "quoted": quoted, "limit": LISTED})


def names(request: Request) -> Response:
    """GET /speakers.json: names that begin so, for a field in which one is typed."""
    begun = request.query_params.get("q", "").strip()[:100]
    if not begun:
        return JSONResponse([])
    with record_of(request).store.reading() as connection:
        found = most_quoted(connection, OFFERED, begun)
    return JSONResponse([{"id": q.speaker_id, "name": q.name, "statements": q.statements} for q in found])


def speaker_page(request: Request) -> Response:
    """GET /speakers/ID, filtered by `month`, `outlet`, `act` and `issue`."""
    given = {name: request.query_params.get(name, "")[:200] for name in _FILTERS}
    taken = request.query_params.get("format", "")
    with record_of(request).store.reading() as connection:
        known = find_known(connection, request.path_params["speaker_id"])
        if known is None:
            raise HTTPException(404, "no speaker on record has this id; look the name up under Speakers")
        try:
            query = replace(_query(known, given), after=request.query_params.get("after") or None)
            found = find(connection, replace(query, limit=TAKEN if taken else ON_A_PAGE))
        except UsageError as error:
            raise HTTPException(400, str(error)) from error
        if taken:
            return taken_rows(found.to_dicts(), taken, "statements")
        counts = count_statements(connection, known)
    context = _shown(known, counts, given)
    following = link("/speakers", known.speaker_id, after=found.next, **given) if found.next else None
    return show(request, "speaker.html", {**context, "found": found, "next": following})


def _query(known: Known, given: dict[str, str]) -> Query:
    since, until = days_of(given["month"], "month") if given["month"] else (None, None)
    return Query(
        by=(known.speaker_id,),
        published_from=since,
        published_to=until,
        outlet=(given["outlet"],) if given["outlet"] else (),
        act=(given["act"],) if given["act"] else (),
        issue=given["issue"] or None,
        order="published",
    )


def _shown(known: Known, counts: Counted, given: dict[str, str]) -> dict[str, Any]:
    id = known.speaker_id
    person = load_people().with_id(id) if id.startswith("Q") else None
    aliases = dict.fromkeys((*(person.aliases if person else ()), *known.aliases))

    def tally(field: str, counted: dict[str, int]) -> list[Tallied]:
        return [
            Tallied(
                name,
                many,
                link("/speakers", id, **{**given, field: name}) if field in given else None,
                given.get(field) == name,
            )
            for name, many in list(counted.items())[:TALLIED]
        ]

    return {
        "known": known,
        "counts": counts,
        "aliases": [a for a in aliases if a != known.name][:12],
        "offices": sorted(person.offices, key=lambda o: o.start or "", reverse=True) if person else [],
        "chart": bars_over_time(
            counts.by_month,
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
            ("By outlet", "outlet", tally("outlet", counts.by_outlet)),
            ("By act", "act", tally("act", counts.by_act)),
            ("To whom", "to", tally("to", counts.to)),
            ("On issues watched", "issue", tally("issue", counts.issues)),
        ],
        "exports_of": [
            (name, link("/speakers", id, format=f, **given))
            for name, f in (("CSV", "csv"), ("JSON Lines", "jsonl"))
        ],
    }
