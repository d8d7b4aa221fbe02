"""Who met, called or wrote to whom, and when: as a list, as bars over time, or as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.formats.circumstances import day_words
from onrecord.record.meetings import Asked, Met, count_by_month, find_contacts
from onrecord.serving.keeping import record_of
from onrecord.types import CONTACT_KINDS, CONTACT_STATUSES
from onrecord.web.charts import bars_over_time
from onrecord.web.site import link, number_in, show
from onrecord.web.taking import taken_rows
from onrecord.web.words import day

__all__ = ["contacts_page"]

ON_A_PAGE, TAKEN = 20, 1000


def contacts_page(request: Request) -> Response:
    """GET /contacts, with `?format=` the contacts to take along."""
    given = {
        name: request.query_params.get(name, "").strip()[:200]
        for name in ("party", "kind", "status", "since", "until")
    }
    for name in ("since", "until"):
        if given[name] and not _is_day(given[name]):
            raise HTTPException(400, f"{name}: write a day as 2025-02-14")
    skip, taken = number_in(request, "skip"), request.query_params.get("format", "")
    asked = Asked(**given, limit=ON_A_PAGE, skip=skip)
    with record_of(request).store.reading() as connection:
        if taken:
            met, _ = find_contacts(connection, replace(asked, limit=TAKEN, skip=0))
            return taken_rows(map(_row, met), taken, "contacts")
        met, number = find_contacts(connection, asked)
        months = dict(count_by_month(connection, asked))
    context = {
        "asked": asked,
        "kinds": CONTACT_KINDS,
        "statuses": CONTACT_STATUSES,
        "met": met,
        "number": number,
        "days": [_when(m) for m in met],
        "chart": bars_over_time(months, lambda m: _month(m, given), "", "Contacts by month", "contact"),
        "exports_of": [
            (n, link("/contacts", format=f, **given)) for n, f in (("CSV", "csv"), ("JSON Lines", "jsonl"))
        ],
        "next": link("/contacts", skip=skip + ON_A_PAGE, **given) if skip + ON_A_PAGE < number else None,
        "previous": link("/contacts", skip=max(0, skip - ON_A_PAGE), **given) if skip else None,
    }
    return show(request, "contacts.html", context)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _month(when: str, given: dict[str, str]) -> str:
    """The contacts of a month or year."""
    first = f"{when}-01" if len(when) == 7 else f"{when}-01-01"
    year, number = int(when[:4]), int(when[5:] or 12)
    if year >= date.max.year:
        return link("/contacts", **{**given, "since": first})
    last = date.fromordinal(date(year + number // 12, number % 12 + 1, 1).toordinal() - 1)
    return link("/contacts", **{**given, "since": first, "until": last.isoformat()})


def _when(met: Met) -> str:
    on = met.contact.on
    if on is None:
        return "No day known"
    return day(on.latest) if on.earliest == on.latest else day_words(on)


def _row(met: Met) -> dict[str, object]:
    on = met.contact.on
    return {
        "kind": met.contact.kind,
        "status": met.contact.status,
        "parties": [p.name for p in met.contact.parties],
        "party_ids": [p.id for p in met.contact.parties],
        "place": met.place,
        "on_earliest": on.earliest if on else None,
        "on_latest": on.latest if on else None,
        "sentence": met.sentence,
        "article": met.article,
        "headline": met.headline,
        "outlet": met.outlet,
        "published": met.published,
    }
