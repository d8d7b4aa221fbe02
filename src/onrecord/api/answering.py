"""What every resource needs to answer: the open record, JSON with an ETag, and the problems that it may tell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.formats.record import to_json
from onrecord.opened import Record
from onrecord.serving.settings import ServingSettings
from onrecord.speakers.people import People

__all__ = ["answer", "people_of", "plain", "record_of"]


def record_of(request: Request) -> Record:
    """The record that the server serves."""
    record: Record = request.app.state.record
    return record


def people_of(request: Request) -> People:
    """The table of people by which names are understood."""
    from onrecord.speakers import load_people

    settings: ServingSettings = request.app.state.settings
    return load_people(settings.people)


def plain(value: Any) -> Any:
    """Dataclasses as plain data."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def answer(
    request: Request, body: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON, with an ETag of what is in it; 304 without a body where the caller has that already."""
    content = to_json(body).encode()
    out = dict(headers or {})
    if request.method in ("GET", "HEAD") and status == 200:
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        out["etag"] = tag
        if _has(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=out)
    return Response(content, status, out, "application/json")


def _has(given: str | None, tag: str) -> bool:
    if given is None:
        return False
    return given.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in given.split(","))
