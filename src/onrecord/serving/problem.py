"""Errors as the API tells them: problem details (RFC 9457), `application/problem+json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException
from starlette.responses import Response

from onrecord.formats.record import to_json

__all__ = ["MEDIA_TYPE", "Problem", "problem_response"]

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """An error to be told to who asked: a status, one sentence that says what to do, and (of wrong fields) which ones."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.errors = list(errors)


def problem_response(
    status: int,
    detail: str,
    path: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem as a response."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    body: dict[str, Any] = {
        "type": "about:blank", "title": title, "status": status, "detail": detail, "instance": path,
    }  # fmt: skip
    if errors:
        body["errors"] = list(errors)
    return Response(to_json(body), status, dict(headers or {}), MEDIA_TYPE)
