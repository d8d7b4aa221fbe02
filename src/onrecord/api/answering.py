"""What a resource answers with: JSON with an ETag, or that nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.formats.record import to_json

__all__ = ["answer"]


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
