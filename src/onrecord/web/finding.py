"""Finding statements: the query of the address in, a page of what was found out, or a file of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple, get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from onrecord.answers import Reports
from onrecord.errors import UsageError
from onrecord.record.asking import ORDERS, Query, days_of
from onrecord.record.searching import find
from onrecord.serving.keeping import people_of, record_of
from onrecord.types import ACTS, Kind, Stance
from onrecord.web.site import link, show
from onrecord.web.taking import taken_rows

__all__ = ["find_page"]

ON_A_PAGE, TAKEN = 20, 1000


class Asked(NamedTuple):
    """What stands in the form."""

    words: str
    by: str
    outlet: str
    published: str
    said: str
    act: str
    kind: str
    stance: str
    order: str


def find_page(request: Request) -> Response:
    """GET /find, with `?format=` the statements to take along."""
    given = request.query_params
    asked = Asked(*(given.get(name, "").strip()[:500] for name in Asked._fields))
    found: Reports | None = None
    error = ""
    taken = given.get("format", "")
    try:
        query = replace(_query(asked, given), limit=TAKEN if taken else ON_A_PAGE)
        with record_of(request).store.reading() as connection:
            found = find(connection, query, people_of(request) if query.by else None)
    except UsageError as mistake:
        error = str(mistake)
    if taken and found is not None:
        return taken_rows(found.to_dicts(), taken, "statements")
    return show(request, "find.html", _shown(asked, found, error), 400 if error else 200)


def _shown(asked: Asked, found: Reports | None, error: str) -> dict[str, Any]:
    fields = asked._asdict()
    return {
        "asked": asked,
        "acts": ACTS,
        "kinds": get_args(Kind),
        "stances": get_args(Stance),
        "orders": ORDERS,
        "found": found,
        "error": error,
        "next": link("/find", after=found.next, **fields) if found is not None and found.next else None,
        "exports_of": [
            (name, link("/find", format=f, **fields)) for name, f in (("CSV", "csv"), ("JSON Lines", "jsonl"))
        ],
    }


def _query(asked: Asked, given: QueryParams) -> Query:
    published = days_of(asked.published, "published") if asked.published else (None, None)
    said = days_of(asked.said, "said") if asked.said else (None, None)
    for name, value, known in (
        ("act", asked.act, ACTS),
        ("kind", asked.kind, get_args(Kind)),
        ("stance", asked.stance, get_args(Stance)),
        ("order", asked.order, ORDERS),
    ):
        if value and value not in known:
            raise UsageError(f"{name} {value!r}: choose from {', '.join(known)}")
    return Query(
        words=asked.words,
        by=(asked.by,) if asked.by else (),
        outlet=(asked.outlet,) if asked.outlet else (),
        published_from=published[0],
        published_to=published[1],
        said_from=said[0],
        said_to=said[1],
        act=(asked.act,) if asked.act else (),
        kind=(asked.kind,) if asked.kind else (),
        stance=(asked.stance,) if asked.stance else (),
        order=asked.order or None,  # type: ignore[arg-type]
        after=given.get("after") or None,
    )
