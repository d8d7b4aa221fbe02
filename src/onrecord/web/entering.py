"""Signing in and out where there are accounts, and the rule that pages are for those who have one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.serving.entering import log_in, log_out
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import check_csrf
from onrecord.web.site import go_to, may, show

__all__ = ["entry_page", "for_readers", "sign_in", "sign_out"]

Page = Callable[[Request], Any]


def for_readers(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The page, for those who may read; others are led to sign in, and come back to it."""

    async def guarded(request: Request) -> Response:
        if not may(request, "reader"):
            where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return go_to(f"/login?next={quote(where)}" if request.method == "GET" else "/login")
        response: Response = (
            await page(request) if iscoroutinefunction(page) else await run_in_threadpool(page, request)
        )
        return response

    return guarded


def entry_page(request: Request) -> Response:
    """GET /login ."""
    return _page(request, request.query_params.get("next", ""))


async def sign_in(request: Request) -> Response:
    """POST /login: name and password."""
    form = await request.form(max_files=0)
    given = {name: str(form.get(name) or "")[:500] for name in ("csrf_token", "name", "password", "next")}
    check_csrf(request, given["csrf_token"])
    try:
        await run_in_threadpool(log_in, request, given["name"], given["password"])
    except Problem as problem:
        return _page(request, given["next"], problem)
    return go_to(_within(given["next"]))


async def sign_out(request: Request) -> Response:
    """POST /logout ."""
    form = await request.form(max_files=0)
    check_csrf(request, str(form.get("csrf_token") or ""))
    await run_in_threadpool(log_out, request)
    return go_to("/login")


def _page(request: Request, wanted: str, problem: Problem | None = None) -> Response:
    error = f"{problem.detail[:1].upper()}{problem.detail[1:]}." if problem else ""
    context = {"next_page": _within(wanted), "error": error}
    response = show(request, "login.html", context, problem.status_code if problem else 200)
    response.headers.update(problem.headers or {} if problem else {})
    return response


def _within(address: str) -> str:
    """An address of this site, the first page where it is none.

    >>> _within("/review?article=a"), _within("//elsewhere.example"), _within("https://elsewhere.example"), _within("/\\\\\\\\x")
    ('/review?article=a', '/', '/', '/')
    """
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if safe else "/"
