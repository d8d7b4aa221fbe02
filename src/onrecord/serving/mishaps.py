"""Exceptions -> what is told: problem details under /api, else what the pages make of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import OnRecordError, RecordError
from onrecord.serving.problem import problem_response

__all__ = ["ErrorPage", "tell_mishaps"]

# How pages tell an error: (request, status, one sentence, headers) -> response. Set `app.state.error_page` to it.
ErrorPage = Callable[[Request, int, str, dict[str, str]], Response]
_SAID = {404: "nothing is here", 405: "this cannot be done here"}
_LOG = logging.getLogger("onrecord.serving")


def tell_mishaps(app: FastAPI) -> None:
    """Have every error told in the form that the request is in."""

    async def of_http(request: Request, error: Any) -> Response:
        detail = error.detail
        if (
            detail == HTTPStatus(error.status_code).phrase and error.status_code in _SAID
        ):  # the router's own words
            detail = f"{_SAID[error.status_code]}: {request.method} {request.url.path}"
        return _told(
            request, error.status_code, str(detail), dict(error.headers or {}), getattr(error, "errors", [])
        )

    async def of_fields(request: Request, error: Any) -> Response:
        errors = [
            {"where": ".".join(str(part) for part in e["loc"]), "what": e["msg"]} for e in error.errors()
        ]
        detail = (
            "; ".join(f"{e['where']}: {e['what']}" for e in errors[:3]) or "the request is not understood"
        )
        return _told(request, 422, detail, {}, errors)

    async def of_onrecord(request: Request, error: Any) -> Response:
        if isinstance(error, RecordError):
            _LOG.error("%s %s: %s", request.method, request.url.path, error)
            return _told(
                request, 503, "the record cannot be read or written just now; see the server's log", {}, []
            )
        return _told(request, 422, str(error), {}, [])

    async def of_anything(request: Request, _error: Any) -> Response:
        return _told(request, 500, "something went wrong here; see the server's log", {}, [])

    handlers: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {
        HTTPException: of_http,
        RequestValidationError: of_fields,
        OnRecordError: of_onrecord,
        Exception: of_anything,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _told(request: Request, status: int, detail: str, headers: dict[str, str], errors: list[Any]) -> Response:
    page: ErrorPage | None = getattr(request.app.state, "error_page", None)
    if page is not None and not request.url.path.startswith("/api"):
        return page(request, status, detail, headers)
    return problem_response(status, detail, request.url.path, errors=errors, headers=headers)
